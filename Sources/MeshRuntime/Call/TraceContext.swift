public import Logging
import Synchronization

/// A W3C trace context: which trace a call belongs to and which span caused it.
public struct TraceContext: Hashable, Sendable {
    /// 16 bytes, not all zero.
    public let traceIDHigh: UInt64
    public let traceIDLow: UInt64
    /// 8 bytes, not all zero: this hop.
    public let spanID: UInt64
    /// Bit 0: the caller may have recorded the trace.
    public let flags: UInt8

    public init(traceIDHigh: UInt64, traceIDLow: UInt64, spanID: UInt64, flags: UInt8) {
        precondition(traceIDHigh != 0 || traceIDLow != 0, "a trace id must not be zero")
        precondition(spanID != 0, "a span id must not be zero")
        self.traceIDHigh = traceIDHigh
        self.traceIDLow = traceIDLow
        self.spanID = spanID
        self.flags = flags
    }

    /// A new trace with its first span.
    public static func random() -> TraceContext {
        TraceContext(
            traceIDHigh: RandomIdentifier.next(),
            traceIDLow: RandomIdentifier.next(),
            spanID: RandomIdentifier.next(),
            flags: 1
        )
    }

    /// The same trace, one hop further.
    public func child() -> TraceContext {
        TraceContext(
            traceIDHigh: traceIDHigh,
            traceIDLow: traceIDLow,
            spanID: RandomIdentifier.next(),
            flags: flags
        )
    }

    /// The trace id as 32 lower-case hexadecimal digits.
    public var traceID: String { String(traceparent.dropFirst(3).prefix(32)) }

    /// The trace of the current task, nil where no call is served and none was set.
    public static var current: TraceContext? { CallScope.current?.trace }

    /// Runs a body whose calls and log lines belong to the given trace, with the deadline and the call as they are.
    public static func withTrace<Result, Failure: Error>(
        _ trace: TraceContext,
        _ body: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let outer = CallScope.current
        let scope = CallScope(context: outer?.context, trace: trace, deadline: outer?.deadline, call: outer?.call)
        do {
            return try await CallScope.$current.withValue(scope, operation: body)
        } catch let error as Failure {
            throw error
        } catch {
            preconditionFailure("the body throws only \(Failure.self)")
        }
    }

    /// Adds `trace_id` to the log lines of a task that serves a call.
    public static let metadataProvider = Logger.MetadataProvider {
        guard let trace = TraceContext.current else { return [:] }
        return ["trace_id": "\(trace.traceID)"]
    }
}

/// Identifiers that differ from all others with great probability, and are no secret. A system call for each would
/// cost more than the rest of a call's head, so this is the splitmix64 generator, seeded once a process.
private enum RandomIdentifier {
    private static let position = Atomic<UInt64>(UInt64.random(in: .min ... .max))

    static func next() -> UInt64 {
        let step: UInt64 = 0x9E37_79B9_7F4A_7C15
        var value = position.wrappingAdd(step, ordering: .relaxed).newValue
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        // Zero is not allowed as an identifier, and is as likely as any other number.
        return max(value ^ value >> 31, 1)
    }
}
