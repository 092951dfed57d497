import FixtureContracts
import ProtobufC
import ProtobufReflection
import SeededRandom
import Testing

/// Damaged bytes that both codecs accept mean the same to both. The dynamic codec is the stricter one: libprotobuf-c does
/// not compare a bool's wire type with its field's.
@Suite struct DifferentialTests {
    @Test(arguments: [11, 12, 13, 14] as [UInt64])
    func whatBothCodecsAcceptMeansTheSame(seed: UInt64) throws {
        let pool = try Pools.fixture()
        var generator = SplitMix64(seed: seed)
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
