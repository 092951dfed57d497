import Contracts
import Foundation
import MeshRuntime
import Testing

extension MeshTests {
    /// What a customer reads.
    @Suite struct ConversationTests {
        @Test func theParcelOfTheDemoCustomerIsFound() async throws {
            let answers = try await Chat.answers(to: ["我的快递到哪了"])
            let shipped = try await Chat.demoShipment()
            #expect(answers[0].contains(shipped.trackingNumber), "\(answers[0])")
            #expect(answers[0].contains(shipped.carrier), "\(answers[0])")
        }

        @Test func answersComeInTheCustomersLanguage() async throws {
            let answers = try await Chat.answers(to: ["Where is my parcel?", "谢谢"])
            #expect(answers[0].hanCount < 12, "\(answers[0])")
            #expect(
                answers[0].lowercased().contains("parcel") || answers[0].lowercased().contains("order"),
                "\(answers[0])"
            )
            #expect(answers[1].hanCount > 0, "\(answers[1])")
        }

        @Test func recommendationsNameProductsOfTheShop() async throws {
            let answers = try await Chat.answers(to: ["有什么卖得好的"])
            let mesh = try runningMesh()
            let products = try await mesh.withClient(of: "order-tracking") { client in
                let request = OrdersV1.SearchProductsRequest(page: TypesV1.PageRequest(size: 200))
                return try await OrdersV1.OrdersClient(client).searchProducts(request).products
            }
            let named = products.filter { answers[0].contains($0.name) }
            #expect(!named.isEmpty, "\(answers[0])")
        }

        @Test func someoneElsesOrderAndAnUnknownOneGetTheSameAnswer() async throws {
            let foreign = try await Chat.orderOfSomebodyElse()
            let unknown = String(foreign.dropLast(4)) + "0000"
            let answers = try await Chat.answers(to: ["查一下订单\(foreign)"]) + Chat.answers(to: ["查一下订单\(unknown)"])
            #expect(
                answers[0].replacingOccurrences(of: foreign, with: "#")
                    == answers[1].replacingOccurrences(of: unknown, with: "#")
            )
        }

        @Test(arguments: ["", "   "])
        func anEmptyMessageIsRefused(text: String) async throws {
            let error = await #expect(throws: CallError.self) { try await Chat.answers(to: [text]) }
            #expect(error?.code == .invalidArgument, "\(String(describing: error))")
        }

        @Test func aMessageOf100KilobytesIsRefusedWithTheLimit() async throws {
            let text = String(repeating: "长", count: 34_000)
            let error = await #expect(throws: CallError.self) { try await Chat.answers(to: [text]) }
            #expect(error?.code == .invalidArgument)
            #expect(
                error?.message.contains("16384") == true || error?.message.contains("16,384") == true,
                "\(String(describing: error))"
            )
        }

        @Test(arguments: ["😀😀", "我要退 this one 谢谢 😅", "\u{7}你好\u{1B}[31m", "订单１２３４５６７８"])
        func strangeTextIsAnswered(text: String) async throws {
            #expect(try await !Chat.answers(to: [text])[0].isEmpty)
        }
    }

    @Suite struct TokenTests {
        @Test func aForgedTokenIsRefused() async throws {
            let mesh = try runningMesh()
            let forged = try await mesh.token(customer: "demo").dropLast(2) + "AA"
            let error = await #expect(throws: CallError.self) {
                try await mesh.withClient(of: "gateway", token: String(forged)) { client in
                    try await GatewayV1.CustomerClient(client).openConversation(GatewayV1.OpenConversationRequest())
                }
            }
            #expect(error?.code == .unauthenticated)
        }

        @Test func anotherCustomersConversationIsNotFound() async throws {
            let mesh = try runningMesh()
            let own = try await Chat.open(customer: "demo")
            let error = await #expect(throws: CallError.self) {
                try await mesh.withClient(of: "gateway", token: try await mesh.token(customer: "somebody")) { client in
                    let request = GatewayV1.OpenConversationRequest(conversationId: own)
                    return try await GatewayV1.CustomerClient(client).openConversation(request)
                }
            }
            #expect(error?.code == .notFound)
        }
    }
}

extension String {
    fileprivate var hanCount: Int { unicodeScalars.count { (0x4E00...0x9FFF).contains($0.value) } }
}
