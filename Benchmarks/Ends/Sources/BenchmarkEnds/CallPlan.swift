/// What one client process does.
public struct CallPlan: Sendable {
    public enum Kind: String, Sendable {
        /// One message there, one back.
        case unary
        /// One message there, that message back as often as the client wants.
        case stream
        /// Connections that lie idle, and calls that are never answered; nothing is timed.
        case hold
    }

    public var kind = Kind.unary
    public var port: Int
    public var serverProcessID: Int32
    /// Of one message, protobuf's tag and length included.
    public var byteCount: Int
    /// Calls at a time; of `hold`, the calls of each connection.
    public var outstanding: Int
    /// Of the measurement, behind a warm-up of a quarter of that.
    public var seconds = 1.0
    /// Calls in all instead of a time, where it is not zero; of `hold`, the connections.
    public var count = 0

    public init(
        kind: Kind,
        port: Int,
        serverProcessID: Int32,
        byteCount: Int,
        outstanding: Int,
        seconds: Double = 1,
        count: Int = 0
    ) {
        self.kind = kind
        self.port = port
        self.serverProcessID = serverProcessID
        self.byteCount = byteCount
        self.outstanding = outstanding
        self.seconds = seconds
        self.count = count
    }

    /// The order that every client takes, whatever it is written in.
    public var arguments: [String] {
        [kind.rawValue, "\(port)", "\(serverProcessID)", "\(byteCount)", "\(outstanding)", "\(seconds)", "\(count)"]
    }

    public init(_ arguments: some Collection<String>) throws {
        let numbers = arguments.dropFirst().compactMap(Double.init)
        guard let kind = arguments.first.flatMap(Kind.init), numbers.count == 6 else {
            throw BenchmarkError.badArgument(arguments.joined(separator: " "))
        }
        self.init(
            kind: kind,
            port: Int(numbers[0]),
            serverProcessID: Int32(numbers[1]),
            byteCount: Int(numbers[2]),
            outstanding: Int(numbers[3]),
            seconds: numbers[4],
            count: Int(numbers[5])
        )
    }

    /// A text that makes a message of the wanted size.
    public var text: String {
        let headByteCount = byteCount > 130 ? 3 : 2
        return String(repeating: "x", count: byteCount - headByteCount)
    }
}

public enum BenchmarkError: Error, CustomStringConvertible {
    case badArgument(String)
    case unreadable(String)

    public var description: String {
        switch self {
        case .badArgument(let text): "\"\(text)\" is no argument of this benchmark"
        case .unreadable(let what): "\(what) could not be read"
        }
    }
}
