import CoreMetrics
import Foundation

/// Memory, processor time and open files of this process, read from /proc when somebody asks.
struct ProcessMetrics {
    private let memory: any MeterHandler
    private let processorSeconds: any MeterHandler
    private let openFiles: any MeterHandler

    init(registry: MetricsRegistry) {
        memory = registry.makeMeter(label: "process_resident_memory_bytes", dimensions: [])
        processorSeconds = registry.makeMeter(label: "process_cpu_seconds_total", dimensions: [])
        openFiles = registry.makeMeter(label: "process_open_fds", dimensions: [])
    }

    func refresh() {
        if let pages = Self.residentPages() {
            memory.set(Double(pages * sysconf(Int32(_SC_PAGESIZE))))
        }
        var usage = rusage()
        if getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
            processorSeconds.set(Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime))
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
