import NIOCore
import ProtobufC

/// The end of a connection that sends streams of messages: a server's responses, a client's requests. Lives on the
/// connection's event loop.
protocol StreamSender: AnyObject, SendableMetatype {
    var output: ConnectionOutput { get }
    /// The longest frame that the peer takes, as its length field counts.
    var peerFrameLengthMax: Int { get }
    var waitingWriters: WaitingWriters { get set }

    func mayWrite(_ callID: UInt32) -> WriteVerdict
    /// Spends credit.
    func wrote(_ callID: UInt32, frameByteCount: Int)
}

/// The writers that wait for credit or for the channel, by call.
struct WaitingWriters {
    private var continuations: [UInt32: [CheckedContinuation<Void, Never>]] = [:]

    func isEmpty(_ callID: UInt32) -> Bool { continuations[callID] == nil }

    mutating func add(_ callID: UInt32, _ writer: CheckedContinuation<Void, Never>) {
        continuations[callID, default: []].append(writer)
    }

    /// Lets the writers of a call try again.
    mutating func resume(_ callID: UInt32) {
        guard !continuations.isEmpty else { return }
        for writer in continuations.removeValue(forKey: callID) ?? [] { writer.resume() }
    }

    mutating func resumeAll() {
        let all = continuations
        continuations = [:]
        for writer in all.values.joined() { writer.resume() }
    }
}

extension StreamSender {
    /// Sends one message if there is credit and the channel takes bytes. False if the writer must wait.
    func send(_ message: some ProtobufMessage, callID: UInt32) throws -> Bool {
        switch mayWrite(callID) {
        case .never: throw CancellationError()
        case .whenCreditArrives: return false
        case .now: break
        }
        guard waitingWriters.isEmpty(callID), output.isWritable else { return false }
        var frameByteCount = 0
        do {
            try output.write { buffer throws(any Error) in
                frameByteCount = try buffer.writeMessage(
                    .data,
                    flags: [],
                    callID: callID,
                    message: message,
                    frameLengthMax: peerFrameLengthMax
                )
            }
        } catch let error as MessageTooLarge {
            throw CallError(.resourceExhausted, "a message of \(error.byteCount) bytes is more than the peer takes")
        }
        wrote(callID, frameByteCount: frameByteCount)
        return true
    }

    /// Resumes the writer when it is worth trying again, which may be at once for a writer that comes from elsewhere.
    func wait(_ callID: UInt32, _ writer: CheckedContinuation<Void, Never>) {
        switch mayWrite(callID) {
        case .whenCreditArrives: waitingWriters.add(callID, writer)
        case .now where !output.isWritable: waitingWriters.add(callID, writer)
        case .now, .never: writer.resume()
        }
    }
}

/// Writes the messages of one stream, from any thread.
struct StreamWriter<Sender: StreamSender>: Sendable {
    let sender: NIOLoopBound<Sender>
    let eventLoop: any EventLoop
    let callID: UInt32

    /// Sends one message, once there is credit for it. Throws `CancellationError` once the call is over.
    func write(_ message: some ProtobufMessage) async throws {
        while true {
            try Task.checkCancellation()
            let isSent =
                if eventLoop.inEventLoop {
                    try sender.value.send(message, callID: callID)
                } else {
                    try await eventLoop.submit { try sender.value.send(message, callID: callID) }.get()
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
                    sender.value.wait(callID, writer)
                } else {
                    eventLoop.execute { sender.value.wait(callID, writer) }
                }
            }
        } onCancel: {
            // Wakes all of the call's writers; those that are not cancelled find no credit and wait again.
            eventLoop.execute { sender.value.waitingWriters.resume(callID) }
        }
    }
}
