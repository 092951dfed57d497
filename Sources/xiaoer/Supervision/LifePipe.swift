import Glibc

/// A pipe that nobody writes to. Children read its one end as standard input; only this process holds the other,
/// so however this process ends, even by SIGKILL, the children see the end of the file and stop.
final class LifePipe: Sendable {
    let childEnd: Int32
    private let ownEnd: Int32

    init() throws(MeshError) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
            throw .notSpawned(name: "pipe", reason: String(cString: strerror(errno)))
        }
        (childEnd, ownEnd) = (ends[0], ends[1])
    }

    deinit {
        close(childEnd)
        close(ownEnd)
    }
}
