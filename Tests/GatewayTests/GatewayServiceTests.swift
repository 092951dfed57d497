import Foundation
import Logging
import MeshRuntime
import MeshTestKit
import Testing

@testable import AccessToken
@testable import Contracts
@testable import Gateway

private let now = Date(timeIntervalSince1970: 1_750_000_000)
private let lost = CallError(.unavailable, "connection lost")

@Suite struct GatewayServiceTests {
    private let keys: SigningKeyRing

    init() throws {
        keys = try SigningKeyRing(keys: [SigningKey(id: "one", secret: Array(repeating: 1, count: 32))])
    }

    private func token(_ subject: String = "C1", role: AccessToken.Role = .customer) throws -> String {
        try keys.sign(subject: subject, role: role, issuedAt: now, lifetime: 3600)
    }

    /// A gateway in front of the clerk, and a client of it with the token.
    private func withGateway(
        _ clerk: ScriptedClerk,
        token: String,
        callsMax: Int = 100,
        health: HealthRegistry = HealthRegistry(),
        _ body: (MeshClient) async throws -> Void
    ) async throws {
        let logger = Logger(label: "gateway", factory: { _ in SwiftLogNoOpLogHandler() })
        let dialogue = InMemoryMesh(services: [clerk])
        let dialogueClient = dialogue.makeClient()
        let limits = EventRelay.Limits(attemptsMax: 3, firstWait: .milliseconds(1), longestWait: .seconds(1))
        let repeated = RepeatedCall(limits: limits, wait: { _ in })
        let connection = ClerkConnection(
            client: DialogueV1.DialogueClient(dialogueClient),
            turn: repeated,
            turnTimeout: .seconds(60),
            subscription: repeated,
            logger: logger
        )
        let subscriptions = SubscriptionLimits(perCustomerMax: 2, totalMax: 10)
        let streams = CustomerStreams(rememberedMax: 10, now: { 0 })
        let lifetime = StreamLifetime(health: health, now: { now })
        let customers = CustomerService(
            clerk: connection,
            limits: MessageLimits(textBytesMax: 100),
            subscriptions: subscriptions,
            streams: streams,
            lifetime: lifetime,
            logger: logger
        )
        let agents = AgentDeskService(
            desk: DialogueV1.DeskClient(dialogueClient),
            clerk: connection,
            subscriptions: subscriptions,
            lifetime: lifetime
        )
        let rate = TokenBucket.Rate(capacity: callsMax, interval: .seconds(1))
        let started = ContinuousClock.now
        let gateway = InMemoryMesh(
            services: [customers, agents, PushService(streams: streams, now: { 0 })],
            interceptors: [
                Authentication(keys: keys, now: { now }),
                RateLimit(limiter: CustomerRateLimiter(rate: rate, subjectsMax: 10), now: { started }),
            ]
        )
        let client = gateway.makeClient(configuration: ClientConfiguration(peerName: "test", token: token))
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(client))
        } catch {
            result = .failure(error)
        }
        await client.close()
        await dialogueClient.close()
        await gateway.stop()
        await dialogue.stop()
        try result.get()
    }

    private func send(
        _ client: MeshClient,
        _ request: GatewayV1.SendRequest = .init(conversationId: "c1", messageId: "m1", text: "你好")
    ) async throws -> [DialogueV1.Event] {
        var events: [DialogueV1.Event] = []
        for try await event in try await GatewayV1.CustomerClient(client).send(request) { events.append(event) }
        return events
    }

    @Test func aMessageGoesToTheClerkAsTheTokensCustomer() async throws {
        let answer = [clerkSays("你好", number: 2), clerkSays("请讲", number: 3, completes: true)]
        let clerk = ScriptedClerk([.init(events: answer)])
        try await withGateway(clerk, token: token("C7")) { client in
            let request = GatewayV1.SendRequest(
                conversationId: "c1",
                messageId: "m1",
                text: "你好",
                timeZone: "Asia/Shanghai"
            )
            let events = try await send(client, request)
            #expect(events == answer)
        }
        #expect(
            clerk.messages == [
                DialogueV1.HandleMessageRequest(
                    conversationId: "c1",
                    customerId: "C7",
                    messageId: "m1",
                    text: "你好",
                    timeZone: "Asia/Shanghai"
                )
            ]
        )
    }

    @Test func aTurnThatTheClerkLostIsAskedForAgainWithTheSameID() async throws {
        let whole = [clerkSays("查到了", number: 2), clerkSays("在路上", number: 3, completes: true)]
        let clerk = ScriptedClerk([.init(events: [whole[0]], failure: lost), .init(events: whole)])
        try await withGateway(clerk, token: token()) { client in
            let events = try await send(client)
            #expect(events == whole)
        }
        #expect(clerk.messages.map(\.messageId) == ["m1", "m1"])
    }

    @Test func aClerkThatStaysAwayIsToldInASentence() async throws {
        let clerk = ScriptedClerk([.init(failure: lost), .init(failure: lost), .init(failure: lost)])
        try await withGateway(clerk, token: token()) { client in
            let error = await #expect(throws: CallError.self) { _ = try await send(client) }
            #expect(error?.code == .unavailable)
            #expect(error?.message == GatewayError.dialogueUnavailable.description)
        }
    }

    /// Whether a conversation is unknown or another customer's must not be told apart.
    @Test(arguments: [StatusCode.notFound, .permissionDenied])
    func aConversationOfSomebodyElseIsNotKnown(code: StatusCode) async throws {
        let clerk = ScriptedClerk([.init(failure: CallError(code, "conversation c1 belongs to C9"))])
        try await withGateway(clerk, token: token()) { client in
            let error = await #expect(throws: CallError.self) { _ = try await send(client) }
            #expect(error?.code == .notFound)
            #expect(error?.message == "conversation 'c1' is not known")
        }
    }

    @Test func whatWentWrongInsideStaysInside() async throws {
        let clerk = ScriptedClerk([.init(failure: CallError(.internalError, "row 17 of /secret/path"))])
        try await withGateway(clerk, token: token()) { client in
            let error = await #expect(throws: CallError.self) { _ = try await send(client) }
            #expect(error?.code == .internalError)
            #expect(error?.message.contains("secret") == false)
        }
    }

    @Test func aForgedTokenReachesNobody() async throws {
        let clerk = ScriptedClerk([.init(events: [clerkSays("?", number: 1)])])
        try await withGateway(clerk, token: "x1.e30.AAAA") { client in
            let error = await #expect(throws: CallError.self) { _ = try await send(client) }
            #expect(error?.code == .unauthenticated)
        }
        #expect(clerk.messages.isEmpty)
    }

    @Test func aSubscriptionResumesWhereTheClerkBrokeOff() async throws {
        let clerk = ScriptedClerk([
            .init(events: [clerkSays("a", number: 5), clerkSays("b", number: 6)], failure: lost),
            .init(events: [clerkSays("c", number: 7)]),
        ])
        try await withGateway(clerk, token: token()) { client in
            var numbers: [UInt64] = []
            let request = GatewayV1.SubscribeRequest(conversationId: "c1", after: 4)
            for try await event in try await GatewayV1.CustomerClient(client).subscribe(request) {
                numbers.append(event.number)
            }
            #expect(numbers == [5, 6, 7])
        }
        #expect(clerk.watches.map(\.after) == [4, 6])
        #expect(clerk.watches.map(\.customerId) == ["C1", "C1"])
    }

    @Test func aSubscriptionEndsWhenTheGatewayDrains() async throws {
        let clerk = ScriptedClerk([.init(events: [clerkSays("a", number: 5)], staysOpen: true)])
        let health = HealthRegistry()
        try await withGateway(clerk, token: token(), health: health) { client in
            let request = GatewayV1.SubscribeRequest(conversationId: "c1", after: 4)
            let events = try await GatewayV1.CustomerClient(client).subscribe(request)
            let error = await #expect(throws: CallError.self) {
                for try await _ in events { health.startDraining() }
            }
            #expect(error == CallError(.stopping))
        }
    }

    @Test func aNoticeReachesAnOpenSubscriptionAndIsOtherwiseLeftToItsSender() async throws {
        let clerk = ScriptedClerk([.init(events: [clerkSays("a", number: 5)], staysOpen: true)])
        var metadata = Metadata()
        metadata["authorization"] = "Bearer \(try token("recommendation", role: .service))"
        let service = CallOptions(metadata: metadata)
        try await withGateway(clerk, token: token()) { client in
            let push = GatewayV1.PushClient(client)
            let request = GatewayV1.PushNoticeRequest(customerId: "C1", noticeId: "n1", notice: .init(text: "九折"))
            #expect(try await push.pushNotice(request, options: service).delivered == false)
            let subscription = GatewayV1.SubscribeRequest(conversationId: "c1", after: 4)
            for try await event in try await GatewayV1.CustomerClient(client).subscribe(subscription) {
                guard event.number == 5 else {
                    #expect(event.body == .notice(.init(text: "九折")))
                    break
                }
                #expect(try await push.getPresence(.init(customerId: "C1"), options: service).connections == 1)
                #expect(try await push.pushNotice(request, options: service).delivered)
            }
            // Customers may not speak for the shop.
            let error = await #expect(throws: CallError.self) { _ = try await push.pushNotice(request) }
            #expect(error?.code == .permissionDenied)
        }
    }

    @Test func aConversationIsOpenedForTheTokensCustomer() async throws {
        let clerk = ScriptedClerk()
        try await withGateway(clerk, token: token("C7")) { client in
            let request = GatewayV1.OpenConversationRequest(channel: "app")
            let response = try await GatewayV1.CustomerClient(client).openConversation(request)
            #expect(response.conversation?.customerId == "C7")
        }
        #expect(clerk.opened == [DialogueV1.OpenConversationRequest(customerId: "C7", channel: "app")])
    }

    @Test(arguments: [
        GatewayV1.SendRequest(conversationId: "c1", text: "好"),
        .init(conversationId: "c1", messageId: "m1", text: " \n"),
        .init(messageId: "m1", text: "好"),
        .init(conversationId: "c1", messageId: "m1", text: String(repeating: "好", count: 34)),
    ])
    func aMessageOfTheWrongFormIsRefused(request: GatewayV1.SendRequest) async throws {
        let clerk = ScriptedClerk()
        try await withGateway(clerk, token: token()) { client in
            let error = await #expect(throws: CallError.self) { _ = try await send(client, request) }
            #expect(error?.code == .invalidArgument)
        }
        #expect(clerk.messages.isEmpty)
    }

    @Test func aCustomerWhoCallsTooOftenIsHeldBack() async throws {
        let clerk = ScriptedClerk([.init(), .init()])
        try await withGateway(clerk, token: token(), callsMax: 2) { client in
            for _ in 1...2 { _ = try await send(client) }
            let error = await #expect(throws: CallError.self) { _ = try await send(client) }
            #expect(error?.code == .resourceExhausted)
            #expect(error?.pushback == .seconds(1))
        }
    }

    @Test func theDeskIsNotServedYetAndNotForCustomers() async throws {
        try await withGateway(ScriptedClerk(), token: token(role: .agent)) { client in
            let error = await #expect(throws: CallError.self) {
                _ = try await GatewayV1.AgentDeskClient(client).claim(.init())
            }
            #expect(error?.code == .unimplemented)
        }
        try await withGateway(ScriptedClerk(), token: token()) { client in
            let error = await #expect(throws: CallError.self) {
                _ = try await GatewayV1.AgentDeskClient(client).claim(.init())
            }
            #expect(error?.code == .permissionDenied)
        }
    }
}
