import FixtureContracts
import ProtobufC
import SeededRandom
import Testing

/// Damaged bytes give an error or a message, and what decodes also encodes.
@Suite struct MutationTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func damagedBytesNeverBreakTheDecoder(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let originals = [
            try FixtureV1.Scalars.largest.serializedBytes(), try FixtureV1.Lists.full.serializedBytes(),
            try FixtureV1.Nesting.deep.serializedBytes(), try FixtureV1.Parcel.sample.serializedBytes(),
        ]
        for _ in 0..<1_000 {
            for original in originals {
                let bytes = damaged(original, using: &generator)
                try check(FixtureV1.Scalars.self, bytes, seed: seed)
                try check(FixtureV1.Lists.self, bytes, seed: seed)
                try check(FixtureV1.Choices.self, bytes, seed: seed)
                try check(FixtureV1.Nesting.self, bytes, seed: seed)
                try check(FixtureV1.Parcel.self, bytes, seed: seed)
            }
        }
    }

    private func damaged(_ original: [UInt8], using generator: inout SplitMix64) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let position = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: position)
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: position)
            default: bytes.removeSubrange(position...)
            }
        }
        return bytes
    }

    private func check<Message: ProtobufMessage>(_: Message.Type, _ bytes: [UInt8], seed: UInt64) throws {
        guard let message = try? Message(serializedBytes: bytes) else { return }
        let again = try Message(serializedBytes: message.serializedBytes())
        // Not a number equals nothing, itself included, so compare the encoded form.
        let isStable = try again.serializedBytes() == message.serializedBytes()
        #expect(isStable, "seed \(seed), \(Message.protobufName), bytes \(bytes)")
    }
}
