import CoreMetrics
import Foundation
import Synchronization

/// Memory, processor time and open files of this process, read from /proc when somebody asks.
final class ProcessMetrics: Sendable {
    private let memory: any MeterHandler
    private let processorSeconds: any FloatingPointCounterHandler
    private let openFiles: any MeterHandler
    /// What the counter has been told of so far.
    private let countedSeconds = Mutex(0.0)

    init(registry: MetricsRegistry) {
        memory = registry.makeMeter(label: "process_resident_memory_bytes", dimensions: [])
        processorSeconds = registry.makeFloatingPointCounter(label: "process_cpu_seconds_total", dimensions: [])
        openFiles = registry.makeMeter(label: "process_open_fds", dimensions: [])
    }

    func refresh() {
        if let pages = Self.residentPages() {
            memory.set(Double(pages * sysconf(Int32(_SC_PAGESIZE))))
        }
        var usage = rusage()
        if getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
            let seconds = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
            countedSeconds.withLock { counted in
                processorSeconds.increment(by: seconds - counted)
                counted = seconds
            }
        }
        if let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            openFiles.set(Int64(files.count))
        }
    }

    /// The second number of /proc/self/statm.
    private static func residentPages() -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii) else { return nil }
        let fields = text.split(separator: " ")
        return fields.count > 1 ? Int(fields[1]) : nil
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }
}
