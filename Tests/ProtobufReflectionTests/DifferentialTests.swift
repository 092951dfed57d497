import FixtureContracts
import ProtobufC
import ProtobufReflection
import Testing

/// The splitmix64 generator, so that a failing case can be repeated.
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Damaged bytes that both codecs accept mean the same to both. The dynamic codec is the stricter one: libprotobuf-c does
/// not compare a bool's wire type with its field's.
@Suite struct DifferentialTests {
    @Test(arguments: [11, 12, 13, 14] as [UInt64])
    func whatBothCodecsAcceptMeansTheSame(seed: UInt64) throws {
        let pool = try Pools.fixture()
        var generator = SeededGenerator(state: seed)
        // Not a number has many bit patterns and one spelling in JSON.
        let samples = Sample.all.filter { !$0.json.contains("NaN") }
        let originals = try samples.map { try pool.encode(json: $0.json, as: $0.message) }.filter { !$0.isEmpty }
        for _ in 0..<200 {
            for original in originals {
                var bytes = original
                let position = Int.random(in: bytes.indices, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: position)
                default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: position)
                }
                try compare(FixtureV1.Scalars.self, bytes, pool, seed: seed)
                try compare(FixtureV1.Lists.self, bytes, pool, seed: seed)
                try compare(FixtureV1.Choices.self, bytes, pool, seed: seed)
                try compare(FixtureV1.Nesting.self, bytes, pool, seed: seed)
            }
        }
    }

    private func compare<Message: ProtobufMessage>(
        _: Message.Type,
        _ bytes: [UInt8],
        _ pool: SchemaPool,
        seed: UInt64
    ) throws {
        guard let json = try? pool.json(from: bytes, of: Message.protobufName) else { return }
        guard let message = try? Message(serializedBytes: bytes), !json.contains("NaN") else { return }
        let place = Comment(rawValue: "seed \(seed), \(Message.protobufName), bytes \(bytes)")
        #expect(try pool.encode(json: json, as: Message.protobufName) == message.serializedBytes(), place)
    }
}
