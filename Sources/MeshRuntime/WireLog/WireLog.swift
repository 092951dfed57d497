import Glibc
public import Logging
import NIOCore
import Synchronization

/// Writes what a server's connections receive and send, byte for byte, to a file of bounded size: for finding out what
/// two programs really said to each other. It holds all that customers write, and tokens; delete it after use.
///
/// Writing blocks the event loop for as long as the system takes to copy the bytes.
public final class WireLog: Sendable {
    private let path: String
    private let byteCountMax: Int
    private let logger: Logger
    private let state: Mutex<State>

    private struct State {
        /// Nil when the file is full or broken.
        var descriptor: Int32?
        var byteCount: Int
    }

    /// Makes the file anew, readable by its owner alone. Nothing is written beyond so many bytes. Throws
    /// `WireLogError`.
    public init(path: String, byteCountMax: Int, logger: Logger) throws(WireLogError) {
        self.path = path
        self.byteCountMax = byteCountMax
        self.logger = logger
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
        state = Mutex(State(descriptor: descriptor, byteCount: 0))
        logger.warning(
            "all that connections carry is written to a file, with customers' words and tokens",
            metadata: ["wire_log.file": "\(path)"]
        )
        write(ByteBuffer(string: WireRecord.fileHeader))
    }

    deinit {
        if let descriptor = state.withLock({ $0.descriptor }) { close(descriptor) }
    }

    func record(_ bytes: ByteBuffer, connectionID: UInt64, isSent: Bool) {
        var buffer = ByteBuffer()
        WireRecord(
            unixMilliseconds: WallClock.unixMilliseconds,
            connectionID: UInt32(truncatingIfNeeded: connectionID),
            isSent: isSent,
            bytes: bytes
        ).encode(into: &buffer)
        write(buffer)
    }

    private func write(_ buffer: ByteBuffer) {
        let end: String? = state.withLock { state in
            guard let descriptor = state.descriptor else { return nil }
            guard state.byteCount + buffer.readableBytes <= byteCountMax else {
                close(descriptor)
                state.descriptor = nil
                return "the wire log is full; nothing more is written"
            }
            state.byteCount += buffer.readableBytes
            let written = buffer.withUnsafeReadableBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written == buffer.readableBytes else {
                close(descriptor)
                state.descriptor = nil
                return "the wire log cannot be written; nothing more is"
            }
            return nil
        }
        if let end { logger.warning("\(end)", metadata: ["wire_log.file": "\(path)"]) }
    }
}

public enum WireLogError: Error, Equatable, CustomStringConvertible {
    case unwritable(path: String, reason: String)
    case unreadable(path: String, reason: String)
    case notAWireLog(path: String)
    /// The file breaks off, or what follows is no record.
    case malformed(path: String, offset: Int)

    public var description: String {
        switch self {
        case .unwritable(let path, let reason): "the wire log \(path) cannot be written: \(reason)"
        case .unreadable(let path, let reason): "the wire log \(path) cannot be read: \(reason)"
        case .notAWireLog(let path): "\(path) is no wire log: it does not begin with \"MSHLOG1\""
        case .malformed(let path, let offset):
            "the wire log \(path) is damaged: what is at byte \(offset) is no record of bytes that went over a connection"
        }
    }
}
