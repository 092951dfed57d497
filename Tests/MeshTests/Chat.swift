import Contracts
import Foundation
import MeshRuntime
import Testing

/// Conversations with the running mesh through the gateway.
enum Chat {
    static let demoCustomer = "demo"

    /// The clerk's words to each message, in a conversation of its own.
    static func answers(to messages: [String], customer: String = demoCustomer) async throws -> [String] {
        let conversation = try await open(customer: customer)
        var answers: [String] = []
        for (index, text) in messages.enumerated() {
            let events = try await send(text, id: "m\(index + 1)", in: conversation, customer: customer)
            answers.append(words(of: events))
        }
        return answers
    }

    static func open(customer: String) async throws -> String {
        let opened = try await withGateway(customer: customer) { client in
            try await client.openConversation(GatewayV1.OpenConversationRequest(channel: "test"))
        }
        return try #require(opened.conversation).id
    }

    static func send(
        _ text: String,
        id: String,
        in conversation: String,
        customer: String = demoCustomer
    ) async throws -> [DialogueV1.Event] {
        try await withGateway(customer: customer) { client in
            let request = GatewayV1.SendRequest(
                conversationId: conversation,
                messageId: id,
                text: text,
                timeZone: "Asia/Shanghai"
            )
            var events: [DialogueV1.Event] = []
            let options = CallOptions(timeout: .seconds(30))
            for try await event in try await client.send(request, options: options) { events.append(event) }
            return events
        }
    }

    /// Sends until an answer comes, as a client does whose mesh restarts under it.
    static func sendUntilAnswered(
        _ text: String,
        id: String,
        in conversation: String,
        within limit: Duration = .seconds(60)
    ) async throws -> [DialogueV1.Event] {
        let deadline = ContinuousClock.now + limit
        while true {
            do {
                let events = try await send(text, id: id, in: conversation)
                if events.last?.turnComplete == true { return events }
            } catch let error as CallError where ContinuousClock.now < deadline {
                guard [.unavailable, .deadlineExceeded, .cancelled, .internalError].contains(error.code) else {
                    throw error
                }
            }
            guard ContinuousClock.now < deadline else {
                throw RunningMesh.Failure.neverHappened("an answer to \(id)", within: limit)
            }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    static func words(of events: [DialogueV1.Event]) -> String {
        events.compactMap { event in
            if case .clerkMessage(let message) = event.body { message.text } else { nil }
        }.joined(separator: "\n")
    }

    /// The demo customer's newest shipment that is on its way.
    static func demoShipment() async throws -> OrdersV1.Shipment {
        let mesh = try runningMesh()
        return try await mesh.withClient(of: "order-tracking") { client in
            let orders = OrdersV1.OrdersClient(client)
            let request = OrdersV1.ListOrdersRequest(customerId: demoCustomer, statuses: [.shipped])
            let order = try #require(try await orders.listOrders(request).orders.first)
            let shipment = OrdersV1.GetShipmentRequest(customerId: demoCustomer, key: .orderId(order.id))
            return try #require(try await orders.getShipment(shipment).shipment)
        }
    }

    static func orderOfSomebodyElse() async throws -> String {
        let mesh = try runningMesh()
        let export = mesh.home.appending(path: "export.jsonl")
        let result = try await mesh.tool("export", export.path)
        #expect(result.status == 0, "\(result.errors)")
        for line in try String(contentsOf: export, encoding: .utf8).split(separator: "\n") {
            let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            if row?["kind"] as? String == "order", row?["customer"] as? String != demoCustomer {
                return try #require(row?["id"] as? String)
            }
        }
        return try #require(nil, "the demo shop has orders of other customers")
    }

    /// Events of a conversation as they come, until the task is cancelled. `opened` is called once the stream is asked for.
    static func subscribe(
        to conversation: String,
        customer: String,
        opened: () -> Void,
        receive: (DialogueV1.Event) -> Void
    ) async throws {
        try await withGateway(customer: customer) { client in
            let request = GatewayV1.SubscribeRequest(conversationId: conversation)
            let events = try await client.subscribe(request, options: CallOptions(timeout: .seconds(300)))
            opened()
            for try await event in events { receive(event) }
        }
    }

    private static func withGateway<Result>(
        customer: String,
        _ body: (GatewayV1.CustomerClient) async throws -> Result
    ) async throws -> Result {
        let mesh = try runningMesh()
        return try await mesh.withClient(of: "gateway", token: try await mesh.token(customer: customer)) { client in
            try await body(GatewayV1.CustomerClient(client))
        }
    }
}
