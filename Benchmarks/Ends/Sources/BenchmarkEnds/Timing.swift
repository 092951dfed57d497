import Foundation

/// What one client process measured. A stream's messages count as calls.
public struct Timing: Sendable {
    public var callsPerSecond: Double
    /// Zero for streams.
    public var medianMicroseconds: Double
    public var clientCPUMicroseconds: Double
    public var serverCPUMicroseconds: Double

    /// The form in which it passes from process to process.
    public var line: String {
        "\(callsPerSecond) \(medianMicroseconds) \(clientCPUMicroseconds) \(serverCPUMicroseconds)"
    }

    public init(line: String) throws {
        let numbers = line.split(separator: " ").compactMap { Double($0) }
        guard numbers.count == 4 else { throw BenchmarkError.unreadable("the measurement \"\(line)\"") }
        (callsPerSecond, medianMicroseconds) = (numbers[0], numbers[1])
        (clientCPUMicroseconds, serverCPUMicroseconds) = (numbers[2], numbers[3])
    }

    /// From what happened between two readings of the clocks.
    public init(from start: ClockReading, to end: ClockReading, latencies: [UInt64]) {
        self.init(from: start, to: end, count: latencies.count)
        if !latencies.isEmpty { medianMicroseconds = Double(latencies.sorted()[latencies.count / 2]) / 1000 }
    }

    public init(from start: ClockReading, to end: ClockReading, count: Int) {
        let count = Double(max(1, count))
        callsPerSecond = count / (Double(end.nanoseconds - start.nanoseconds) / 1e9)
        medianMicroseconds = 0
        clientCPUMicroseconds = Double(end.clientCPU - start.clientCPU) / count / 1000
        serverCPUMicroseconds = Double(end.serverCPU - start.serverCPU) / count / 1000
    }
}

/// The monotonic clock and the processor time of both ends, in nanoseconds.
public struct ClockReading: Sendable {
    public var nanoseconds: UInt64
    var clientCPU: UInt64
    var serverCPU: UInt64

    public init(serverProcessID: Int32) throws {
        nanoseconds = Self.now
        clientCPU = try Self.processorTime(of: getpid())
        serverCPU = try Self.processorTime(of: serverProcessID)
    }

    public static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    /// The scheduler's account of all threads, which other load on the machine does not enter.
    private static func processorTime(of processID: Int32) throws -> UInt64 {
        var clock = clockid_t()
        var time = timespec()
        guard clock_getcpuclockid(processID, &clock) == 0, clock_gettime(clock, &time) == 0 else {
            throw BenchmarkError.unreadable("the processor time of process \(processID)")
        }
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

public func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
}
