import FixtureContracts
import ProtobufC
import Testing

/// What a peer of another version, or another library, may send.
@Suite struct WireTests {
    @Test func aNumberWithoutANameIsKept() throws {
        let message = try FixtureV1.Scalars(serializedBytes: [0x80, 0x01, 77])
        #expect(message.aGrade == .unrecognized(77))
        #expect(try message.serializedBytes() == [0x80, 0x01, 77])
    }

    @Test func enumNumbersMapBothWays() {
        for grade in FixtureV1.Grade.allCases { #expect(FixtureV1.Grade(rawValue: grade.rawValue) == grade) }
        #expect(FixtureV1.Grade(rawValue: -1) == .poor)
        #expect(FixtureV1.Grade(rawValue: 2) == .unrecognized(2))
    }

    @Test func unknownFieldsAreDropped() throws {
        // Field 2 of Part, between two fields that it does not have: 9 (varint) and 10 (bytes).
        let message = try FixtureV1.Part(serializedBytes: [0x48, 1, 0x10, 5, 0x52, 2, 0, 0])
        #expect(message == FixtureV1.Part(amountMinor: 5))
    }

    @Test func theLastOfARepeatedSingleFieldWins() throws {
        let message = try FixtureV1.Part(serializedBytes: [0x0A, 1, 0x61, 0x0A, 1, 0x62])
        #expect(message == FixtureV1.Part(label: "b"))
    }

    @Test func theLastMemberOfAOneofWins() throws {
        // text = "a", then flag = true.
        let message = try FixtureV1.Choices(serializedBytes: [0x12, 1, 0x61, 0x28, 1])
        #expect(message.choice == .flag(true))
    }

    /// Proto3 packs by default, yet a reader takes both forms.
    @Test func listsMayComePackedOrNot() throws {
        let packed = try FixtureV1.Lists(serializedBytes: [0x1A, 2, 1, 2])
        let unpacked = try FixtureV1.Lists(serializedBytes: [0x18, 1, 0x18, 2])
        #expect(packed == FixtureV1.Lists(int32s: [1, 2]))
        #expect(unpacked == packed)
    }

    @Test func aMessageInPartsIsMerged() throws {
        // part = {label: "a"}, then part = {amount_minor: 5}.
        let message = try FixtureV1.Nesting(serializedBytes: [0x1A, 3, 0x0A, 1, 0x61, 0x1A, 2, 0x10, 5])
        #expect(message.part == FixtureV1.Part(label: "a", amountMinor: 5))
    }
}
