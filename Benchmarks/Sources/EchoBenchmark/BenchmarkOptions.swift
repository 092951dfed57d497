import BenchmarkEnds

struct BenchmarkOptions {
    enum Part: String, CaseIterable {
        case calls
        case memory
        case codec
        case instructions
    }

    /// Measurements of each contender at each load; the tables show their medians.
    var runs = 5
    /// Of each measurement, without the warm-up.
    var seconds = 0.7
    /// Whether both ends run ahead of everything else on the machine, which takes root.
    var isRealtime = false
    var contenders = Contender.allCases
    var parts: [Part] = []

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            switch name {
            case "--runs": runs = try Self.number(rest.popFirst(), of: name)
            case "--seconds": seconds = try Self.number(rest.popFirst(), of: name)
            case "--realtime": isRealtime = true
            case "--only": contenders = try Self.contenders(rest.popFirst())
            default:
                guard let part = Part(rawValue: name) else { throw BenchmarkError.badArgument(name) }
                parts.append(part)
            }
        }
        if parts.isEmpty { parts = Part.allCases }
    }

    private static func number<Number: LosslessStringConvertible & Comparable & ExpressibleByIntegerLiteral>(
        _ text: String?,
        of name: String
    ) throws -> Number {
        guard let number = text.flatMap(Number.init), number > 0 else {
            throw BenchmarkError.badArgument("\(name) \(text ?? "")")
        }
        return number
    }

    private static func contenders(_ names: String?) throws -> [Contender] {
        try (names ?? "").split(separator: ",").map { name in
            guard let contender = Contender(rawValue: String(name)) else {
                throw BenchmarkError.badArgument("--only \(name)")
            }
            return contender
        }
    }
}
