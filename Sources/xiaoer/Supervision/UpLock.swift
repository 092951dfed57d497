import Foundation

/// Held while a mesh is up in a home folder, by the process that supervises it.
///
/// The kernel frees it when that process ends in any way, so that there is no stale lock to clean up.
final class UpLock: Sendable {
    private let descriptor: Int32

    init(_ home: MeshHome) throws(MeshError) {
        let descriptor = open(home.lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw .folderNotUsable(path: home.runFolder, reason: String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .alreadyUp(home: home.folder)
        }
        self.descriptor = descriptor
        let text = "\(getpid())\n"
        ftruncate(descriptor, 0)
        _ = text.utf8.withContiguousStorageIfAvailable { write(descriptor, $0.baseAddress, $0.count) }
    }

    deinit {
        close(descriptor)
    }

    /// The process that holds the lock; nil when no one does.
    static func holder(of home: MeshHome) -> Int32? {
        let descriptor = open(home.lockFile, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
        let text = try? String(contentsOfFile: home.lockFile, encoding: .utf8)
        return text.flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
}
