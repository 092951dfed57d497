import Foundation
import ServiceShell

/// Where exported bytes go: standard output, or a draft that gets its name when it is whole.
struct ExportSink {
    private let handle: FileHandle
    private let draft: String?
    private let path: String?

    static var standardOutput: ExportSink {
        ExportSink(handle: .standardOutput, draft: nil, path: nil)
    }

    static func file(at path: String, replacing: Bool) throws(TransferError) -> ExportSink {
        guard replacing || access(path, F_OK) != 0 else { throw .exists(path: path) }
        let draft = "\(path).\(getpid()).part"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: String(cString: strerror(errno))) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        return ExportSink(handle: handle, draft: draft, path: path)
    }

    func write(_ bytes: [UInt8]) throws(TransferError) {
        do {
            try handle.write(contentsOf: bytes)
        } catch {
            throw .unwritable(path: path ?? "standard output", reason: FileFailure.reason(error))
        }
    }

    /// Returns the count of bytes of a file, 0 for standard output.
    func finish() throws(TransferError) -> UInt64 {
        guard let draft, let path else { return 0 }
        let bytes: UInt64
        do {
            bytes = try handle.offset()
            try handle.synchronize()
        } catch {
            throw .unwritable(path: path, reason: FileFailure.reason(error))
        }
        guard rename(draft, path) == 0 else {
            throw .unwritable(path: path, reason: String(cString: strerror(errno)))
        }
        return bytes
    }

    func discard() {
        if let draft { unlink(draft) }
    }
}
