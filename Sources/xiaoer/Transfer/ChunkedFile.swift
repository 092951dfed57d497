import Foundation

/// A file read in chunks from its beginning.
struct ChunkedFile: ~Copyable {
    static let chunkBytes = 512 * 1_024

    let name: String
    /// Bytes at the opening.
    let size: UInt64
    private let path: String
    private let descriptor: Int32

    init(path: String) throws(TransferError) {
        self.path = path
        name = path.split(separator: "/").last.map(String.init) ?? path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .unreadable(path: path, reason: "it is not a file")
        }
        size = UInt64(max(0, status.st_size))
    }

    deinit {
        close(descriptor)
    }

    /// The bytes at `offset`, at most a chunk; none at the end.
    func chunk(at offset: UInt64) throws(TransferError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.chunkBytes) { buffer, count in
            while count < Self.chunkBytes {
                let read = pread(
                    descriptor,
                    buffer.baseAddress.map { $0 + count },
                    Self.chunkBytes - count,
                    off_t(offset) + off_t(count)
                )
                if read < 0, errno == EINTR { continue }
                if read < 0 { failure = errno }
                if read <= 0 { return }
                count += read
            }
        }
        guard failure == 0 else { throw .unreadable(path: path, reason: String(cString: strerror(failure))) }
        return bytes
    }
}
