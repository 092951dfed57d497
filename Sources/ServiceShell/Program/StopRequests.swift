import Foundation
package import UnixSignals

/// Who asked the process to stop.
package enum StopRequest: Sendable, CustomStringConvertible {
    case signal(UnixSignal)
    case standardInputEnded

    package var description: String {
        switch self {
        case .signal(let signal): "\(signal)"
        case .standardInputEnded: "standard input ended"
        }
    }

    /// What a shell reports for a process that a signal ended.
    var exitStatus: Int32 {
        switch self {
        case .signal(let signal): 128 + signal.rawValue
        case .standardInputEnded: 128 + SIGHUP
        }
    }
}

/// The stream of stop requests, from the moment of its creation.
package struct StopRequests: Sendable {
    package let stream: AsyncStream<StopRequest>

    package init(stopsWithStandardInput: Bool) async {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        let (stream, continuation) = AsyncStream.makeStream(of: StopRequest.self)
        let forwarding = Task {
            for await signal in signals { continuation.yield(.signal(signal)) }
        }
        if stopsWithStandardInput {
            StandardInputWatch.start { continuation.yield(.standardInputEnded) }
        }
        continuation.onTermination = { _ in forwarding.cancel() }
        self.stream = stream
    }
}

/// Notices the end of standard input. The starter keeps the other end of a pipe open and never writes,
/// so the end comes when the starter is gone, however it went.
private enum StandardInputWatch {
    /// The thread blocks in `read` until the end of the process; there is at most one.
    static func start(onEnd: @escaping @Sendable () -> Void) {
        Thread.detachNewThread {
            var byte: UInt8 = 0
            while true {
                let count = read(STDIN_FILENO, &byte, 1)
                if count == 0 || (count < 0 && errno != EINTR) { return onEnd() }
            }
        }
    }
}
