import Foundation

enum ProcessMemory {
    /// The most memory this process has had resident.
    static func peakBytes() -> UInt64 {
        var usage = rusage()
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
        // Linux counts in KiB.
        return UInt64(usage.ru_maxrss) * 1_024
    }
}
