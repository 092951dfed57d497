import Foundation

/// Times how long a message takes to decode and to encode.
public enum CodecLoop {
    /// Runs `codec FILE ROUNDS`, and prints the two times in nanoseconds.
    public static func run<Message>(
        _ arguments: ArraySlice<String>,
        decode: ([UInt8]) throws -> Message,
        encode: (Message) throws -> Int
    ) throws {
        let arguments = Array(arguments)
        guard arguments.count == 2, let rounds = Int(arguments[1]), rounds > 0 else {
            throw BenchmarkError.badArgument(arguments.joined(separator: " "))
        }
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: arguments[0])))
        var byteCount = 0
        let start = ClockReading.now
        for _ in 0..<rounds { _ = try decode(bytes) }
        let decoded = ClockReading.now
        let message = try decode(bytes)
        for _ in 0..<rounds { byteCount += try encode(message) }
        let encoded = ClockReading.now
        guard byteCount == rounds * bytes.count else { throw BenchmarkError.unreadable("what was encoded") }
        print(Double(decoded - start) / Double(rounds), Double(encoded - decoded) / Double(rounds))
    }
}
