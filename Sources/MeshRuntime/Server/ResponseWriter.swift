import NIOCore
public import ProtobufC

/// The outgoing half of a streaming call.
public struct ResponseWriter<Response: ProtobufMessage>: Sendable {
    private let call: NIOLoopBound<ServerCall>
    private let eventLoop: any EventLoop

    init(call: NIOLoopBound<ServerCall>, eventLoop: any EventLoop) {
        self.call = call
        self.eventLoop = eventLoop
    }

    /// Sends one message. Returns when the message is on its way, and waits while the caller has given no credit, so
    /// that a slow reader slows its writer down. Throws `CancellationError` once the call is over.
    public func write(_ message: Response) async throws {
        while true {
            try Task.checkCancellation()
            let isSent =
                if eventLoop.inEventLoop {
                    try call.value.send(message)
                } else {
                    try await eventLoop.submit { try call.value.send(message) }.get()
                }
            if isSent { return }
            await waitForCredit()
        }
    }

    /// Returns when it may be worth trying again: there is credit, the call is over, or the task is cancelled.
    private func waitForCredit() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { writer in
                if eventLoop.inEventLoop {
                    call.value.waitToSend(writer)
                } else {
                    eventLoop.execute { call.value.waitToSend(writer) }
                }
            }
        } onCancel: {
            // Wakes all of the call's writers; those that are not cancelled find no credit and wait again.
            eventLoop.execute { call.value.resumeWriting() }
        }
    }
}
