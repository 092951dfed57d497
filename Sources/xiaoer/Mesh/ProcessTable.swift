import Foundation

/// Facts about other processes, from /proc.
enum ProcessTable {
    /// Whether the process lives and runs that binary; a number alone may have been given to another since.
    static func isAlive(_ pid: Int32, binary: String) -> Bool {
        guard pid > 0, let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/exe") else {
            return false
        }
        // A binary that was built anew while its process runs is listed as deleted.
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return (name == binary || name == binary + " (deleted)") && !isZombie(pid)
    }

    /// Bytes of memory in use that are not on disk or elsewhere.
    static func residentBytes(_ pid: Int32) -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/statm", encoding: .ascii) else { return nil }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    /// Ended, and not yet waited for by its parent. The state follows the name, which may itself hold spaces.
    private static func isZombie(_ pid: Int32) -> Bool {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return true }
        return text[end...].dropFirst(2).first == "Z"
    }
}
