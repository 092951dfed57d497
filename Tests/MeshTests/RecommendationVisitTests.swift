import Contracts
import Foundation
import MeshRuntime
import Synchronization
import Testing

extension MeshTests {
    /// One visit, and one promotion, through real processes.
    @Suite struct RecommendationVisitTests {
        private typealias Recommendations = RecommendationV1.RecommenderClient
        private typealias Promotions = RecommendationV1.PromotionsClient

        private let customer = "visit-\(UUID().uuidString.prefix(8))"

        private func event(
            _ kind: RecommendationV1.EventKind,
            _ product: String = "",
            text: String = ""
        ) -> RecommendationV1.BehaviourEvent {
            RecommendationV1.BehaviourEvent(
                id: UUID().uuidString,
                customerId: customer,
                productId: product,
                kind: kind,
                atUnixMs: Int64(Date().timeIntervalSince1970 * 1_000),
                text: text
            )
        }

        private func recommend(_ client: Recommendations) async throws -> RecommendationV1.RecommendResponse {
            try await client.recommend(.init(customerId: customer, limit: 5))
        }

        @Test func eventsChangeTheAnswerAtOnceAndAComplaintSilencesIt() async throws {
            try await runningMesh().withClient(of: "recommendation") { mesh in
                let client = Recommendations(mesh)
                let before = try await recommend(client)
                #expect(!before.recommendations.isEmpty)

                // A product of the demo shop that others bought something beside.
                _ = try await client.recordEvents(.init(events: [event(.view, "P1101"), event(.buy, "P1101")]))
                let start = ContinuousClock.now
                let after = try await recommend(client)
                #expect(ContinuousClock.now - start < .seconds(1))
                #expect(after.recommendations.map(\.productId) != before.recommendations.map(\.productId))
                #expect(!after.recommendations.map(\.productId).contains("P1101"), "what was just bought")
                let reasons = after.recommendations.flatMap(\.reasons)
                #expect(reasons.contains { $0.productId == "P1101" && $0.count >= 2 }, "\(reasons)")

                let best = try #require(after.recommendations.first)
                let explained = try await client.explain(.init(customerId: customer, productId: best.productId))
                #expect(!explained.contributions.isEmpty && explained.excludedBy.isEmpty)

                _ = try await client.recordEvents(.init(events: [event(.complaintOpened)]))
                let angry = try await recommend(client)
                #expect(angry.recommendations.isEmpty && angry.silentBecause == "complaint_open")
                _ = try await client.recordEvents(.init(events: [event(.complaintClosed)]))
                #expect(try await recommend(client) == after)
                _ = try await client.recordEvents(.init(events: [event(.say, text: "不要推荐了")]))
                #expect(try await recommend(client).silentBecause == "muted")
            }
        }

        @Test func whoSaysSoIsLeftAloneAndMayAskAgain() async throws {
            let answers = try await Chat.answers(
                to: ["不要推荐了", "有什么卖得好的", "可以推荐了", "有什么卖得好的"],
                customer: customer
            )
            #expect(answers[0].contains("不再给您推荐"), "\(answers)")
            #expect(answers[1].contains("您说过不要推荐"), "\(answers)")
            #expect(answers[2].contains("再给您推荐"), "\(answers)")
            #expect(answers[3].contains("1. "), "\(answers)")
        }

        /// Four customers: one to be told, one without consent, one asleep, one whom the promotion does not fit.
        @Test func promotionReachesTheRightCustomersOnceAndNobodyElse() async throws {
            let mesh = try runningMesh()
            let run = UUID().uuidString.prefix(8)
            let (told, silent, asleep, other) = ("told-\(run)", "silent-\(run)", "asleep-\(run)", "other-\(run)")
            let everybody = [told, silent, asleep, other]
            try await mesh.withClient(of: "recommendation") { client in
                let recommendations = Recommendations(client)
                for customer in everybody {
                    let product = customer == other ? "P1501" : "P1101"
                    let viewed = RecommendationV1.BehaviourEvent(
                        id: UUID().uuidString,
                        customerId: customer,
                        productId: product,
                        kind: .view,
                        atUnixMs: Int64(Date().timeIntervalSince1970 * 1_000)
                    )
                    _ = try await recommendations.recordEvents(.init(events: [viewed]))
                }
                let promotions = Promotions(client)
                for customer in [told, asleep, other] {
                    let consent = Self.consent(isQuietNow: customer == asleep)
                    _ = try await promotions.setConsent(.init(customerId: customer, consent: consent))
                }
            }
            let heard = try await Self.listening(everybody) {
                try await mesh.withClient(of: "recommendation") { client in
                    _ = try await Promotions(client).putPromotion(.init(promotion: Self.promotion("sale-\(run)")))
                }
            } until: {
                $0[told]?.isEmpty == false
            }
            #expect(heard[told] == ["新品九折"])
            #expect([silent, asleep, other].allSatisfy { heard[$0]?.isEmpty ?? true }, "\(heard)")
            let effect = try await mesh.withClient(of: "recommendation") { client in
                try await Promotions(client).measureEffect(.init(promotionId: "sale-\(run)"))
            }
            #expect(effect.noticesDelivered == 1 && effect.noticesWaiting == 1 && effect.told?.customers == 2)
        }

        private static func promotion(_ id: String) -> RecommendationV1.Promotion {
            RecommendationV1.Promotion(
                id: id,
                name: "九折",
                kind: .percent,
                percentOff: 10,
                productIds: ["P1101"],
                announced: true,
                noticeText: "新品九折"
            )
        }

        /// Quiet from an hour ago for two hours, or never.
        private static func consent(isQuietNow: Bool) -> RecommendationV1.Consent {
            let minute = UInt32((Int(Date().timeIntervalSince1970) / 60 + 480) % 1_440)
            return RecommendationV1.Consent(
                channel: "chat",
                granted: true,
                quietFromMinutes: isQuietNow ? (minute + 1_380) % 1_440 : 0,
                quietUntilMinutes: isQuietNow ? (minute + 60) % 1_440 : 0
            )
        }

        /// What customers' subscriptions brought.
        private final class Ears: Sendable {
            private struct State {
                var open = 0
                var heard: [String: [String]] = [:]
            }
            private let state = Mutex(State())

            var open: Int { state.withLock(\.open) }
            var heard: [String: [String]] { state.withLock(\.heard) }

            func subscribe(to conversation: String, customer: String) async throws {
                try await Chat.subscribe(to: conversation, customer: customer) {
                    state.withLock { $0.open += 1 }
                } receive: { event in
                    guard case .notice(let notice) = event.body else { return }
                    state.withLock { $0.heard[customer, default: []].append(notice.text) }
                }
            }
        }

        /// What each customer hears from before the body until some seconds after the condition holds: long enough for
        /// a second delivery to show itself.
        private static func listening(
            _ customers: [String],
            _ body: () async throws -> Void,
            until isEnough: ([String: [String]]) -> Bool
        ) async throws -> [String: [String]] {
            let ears = Ears()
            let conversations = try await Self.conversations(of: customers)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for (customer, conversation) in conversations {
                    tasks.addTask { try await ears.subscribe(to: conversation, customer: customer) }
                }
                try await RunningMesh.wait(for: "open subscriptions", within: .seconds(30)) {
                    ears.open == customers.count
                }
                try await body()
                try await RunningMesh.wait(for: "a notice", within: .seconds(60)) { isEnough(ears.heard) }
                try await Task.sleep(for: .seconds(6))
                tasks.cancelAll()
                // They end because they are cancelled.
                while await tasks.nextResult() != nil {}
            }
            return ears.heard
        }

        private static func conversations(of customers: [String]) async throws -> [String: String] {
            var conversations: [String: String] = [:]
            for customer in customers { conversations[customer] = try await Chat.open(customer: customer) }
            return conversations
        }
    }
}
