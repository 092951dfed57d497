import Foundation

/// What one client process measured.
struct Measurement {
    var callsPerSecond: Double
    var medianMicroseconds: Double
    var clientCPUMicroseconds: Double
    var serverCPUMicroseconds: Double

    /// The form in which it passes from process to process.
    var line: String {
        "\(callsPerSecond) \(medianMicroseconds) \(clientCPUMicroseconds) \(serverCPUMicroseconds)"
    }

    init(line: String) throws {
        let numbers = line.split(separator: " ").compactMap { Double($0) }
        guard numbers.count == 4 else { throw BenchmarkError.unreadable("the measurement \"\(line)\"") }
        (callsPerSecond, medianMicroseconds) = (numbers[0], numbers[1])
        (clientCPUMicroseconds, serverCPUMicroseconds) = (numbers[2], numbers[3])
    }

    /// From what happened between two readings of the clocks.
    init(from start: ClockReading, to end: ClockReading, latencies: [UInt64]) {
        let count = Double(max(1, latencies.count))
        callsPerSecond = count / (Double(end.nanoseconds - start.nanoseconds) / 1e9)
        medianMicroseconds = Double(latencies.sorted()[latencies.count / 2]) / 1000
        clientCPUMicroseconds = Double(end.clientCPU - start.clientCPU) / count / 1000
        serverCPUMicroseconds = Double(end.serverCPU - start.serverCPU) / count / 1000
    }
}

/// The monotonic clock and the processor time of both ends, in nanoseconds.
struct ClockReading {
    var nanoseconds: UInt64
    var clientCPU: UInt64
    var serverCPU: UInt64

    init(serverProcessID: Int32) throws {
        nanoseconds = Self.now
        clientCPU = try Self.processorTime(of: getpid())
        serverCPU = try Self.processorTime(of: serverProcessID)
    }

    static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    /// The scheduler's account of all threads, which other load on the machine does not enter.
    private static func processorTime(of processID: Int32) throws -> UInt64 {
        let folder = "/proc/\(processID)/task"
        var sum: UInt64 = 0
        for thread in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let text = try String(contentsOfFile: "\(folder)/\(thread)/schedstat", encoding: .utf8)
            guard let nanoseconds = text.split(separator: " ").first.flatMap({ UInt64($0) }) else {
                throw BenchmarkError.unreadable("\(folder)/\(thread)/schedstat")
            }
            sum += nanoseconds
        }
        return sum
    }
}

func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
}
