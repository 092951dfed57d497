import Contracts
import Foundation
import MeshRuntime

/// A conversation through the gateway that survives the gateway's restarts.
struct ChatSession: Sendable {
    /// A turn may wait for a language model.
    private static let turnTimeout = Duration.seconds(60)
    private static let subscriptionTimeout = Duration.seconds(86_400)

    /// A machine that runs in UTC says nothing of where its user is; the shop's own zone fits better then.
    private static let timeZone = TimeZone.current.secondsFromGMT() == 0 ? "" : TimeZone.current.identifier

    private let customer: GatewayV1.CustomerClient
    private let conversationID: String
    private let screen: ChatScreen
    private let pacer: Pacer

    /// Opens a new conversation, or returns to the one named.
    static func open(
        _ client: MeshClient,
        conversation: String?,
        style: ChatScreen.Style,
        output: @escaping @Sendable (String) -> Void = Console.part,
        pacer: Pacer = .real
    ) async throws -> ChatSession {
        let customer = GatewayV1.CustomerClient(client)
        let request = GatewayV1.OpenConversationRequest(conversationId: conversation ?? "", channel: "terminal")
        let opened = try await retrying(pacer) { try await customer.openConversation(request).conversation }
        guard let opened else { throw CallError(.internalError, "the gateway opened no conversation") }
        return ChatSession(
            customer: customer,
            conversationID: opened.id,
            screen: ChatScreen(style: style, lastNumber: opened.lastEvent, output: output),
            pacer: pacer
        )
    }

    /// Has the conversation; returns how many turns failed.
    func run(_ lines: AsyncStream<String>) async throws -> Int {
        guard screen.style.isTerminal else { return try await converse(lines) }
        return try await withThrowingTaskGroup(of: Int?.self) { tasks in
            tasks.addTask { try await converse(lines) }
            tasks.addTask {
                await listen()
                return nil
            }
            defer { tasks.cancelAll() }
            while let ended = try await tasks.next() {
                if let failures = ended { return failures }
            }
            return 0
        }
    }

    private func converse(_ lines: AsyncStream<String>) async throws -> Int {
        var failures = 0
        screen.prompt()
        for await line in lines {
            if !line.allSatisfy(\.isWhitespace) {
                do {
                    try await takeTurn(line)
                } catch let error as CallError where error.code != .unauthenticated {
                    failures += 1
                    Console.note("xiaoer: \(error)")
                }
            }
            screen.prompt()
        }
        try Task.checkCancellation()
        return failures
    }

    private func takeTurn(_ text: String) async throws {
        let request = GatewayV1.SendRequest(
            conversationId: conversationID,
            messageId: UUID().uuidString.lowercased(),
            text: text,
            timeZone: Self.timeZone
        )
        screen.sent(text, messageID: request.messageId)
        try await Self.retrying(pacer) {
            let events = try await customer.send(request, options: CallOptions(timeout: Self.turnTimeout))
            for try await event in events {
                screen.show(event, from: .turn)
                if event.turnComplete { return true }
            }
            return nil
        }
    }

    /// What happens outside of this client's turns: an agent's words, notices, turns of another device.
    private func listen() async {
        var retry = TurnRetry()
        while !Task.isCancelled {
            let request = GatewayV1.SubscribeRequest(conversationId: conversationID, after: screen.lastNumber)
            do {
                let options = CallOptions(timeout: Self.subscriptionTimeout)
                for try await event in try await customer.subscribe(request, options: options) {
                    screen.show(event, from: .subscription)
                    retry = TurnRetry()
                }
            } catch let error as CallError where error.code == .unimplemented || error.code == .unauthenticated {
                // Turns bring their own events; only what happens between them stays unseen.
                return
            } catch {
                // The connection broke; after a while it is there again, and the last number tells where to go on.
            }
            let wait = retry.wait(after: nil, elapsed: .zero) ?? .seconds(3)
            try? await pacer.sleep(wait)
        }
    }

    /// Repeats `body` while what stops it is passing. A nil result is a stream that broke off.
    @discardableResult
    private static func retrying<Result: Sendable>(
        _ pacer: Pacer,
        _ body: () async throws -> Result?
    ) async throws -> Result? {
        var retry = TurnRetry()
        let began = pacer.now()
        var wasToldOfRetry = false
        while true {
            var failure: CallError?
            do {
                if let result = try await body() { return result }
            } catch let error as CallError {
                failure = error
            }
            let error = failure ?? CallError(.unavailable, "the answer broke off")
            guard let wait = retry.wait(after: error, elapsed: pacer.now() - began) else { throw error }
            if !wasToldOfRetry {
                wasToldOfRetry = true
                Console.note("xiaoer: \(error); trying again for up to \(TurnRetry.patience.components.seconds) s")
            }
            try await pacer.sleep(wait)
        }
    }
}
