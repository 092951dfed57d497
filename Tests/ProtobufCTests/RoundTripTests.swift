import FixtureContracts
import ProtobufC
import Testing

/// Encodes and decodes again.
private func roundTrip<Message: ProtobufMessage>(_ message: Message) throws -> Message {
    try Message(serializedBytes: message.serializedBytes())
}

@Suite struct RoundTripTests {
    @Test(arguments: [FixtureV1.Scalars(), .largest, .smallest])
    func scalarsKeepTheirValues(message: FixtureV1.Scalars) throws {
        #expect(try roundTrip(message) == message)
    }

    @Test func anUntouchedMessageTakesNoBytes() throws {
        #expect(try FixtureV1.Scalars().serializedBytes() == [])
        #expect(try FixtureV1.Scalars(serializedBytes: []) == FixtureV1.Scalars())
    }

    @Test func listsKeepOrderAndDefaults() throws {
        #expect(try roundTrip(FixtureV1.Lists.full) == .full)
    }

    /// A chosen member is sent even when it holds its type's default, so that it differs from no choice.
    @Test(
        arguments: [
            nil, .text(""), .text("文"), .data([]), .data([0]), .grade(.unspecified), .grade(.unrecognized(-5)),
            .flag(false), .number(0), .ratio(0), .part(FixtureV1.Part()), .nothing(FixtureV1.Empty()),
        ] as [FixtureV1.Choices.Choice?]
    )
    func theChosenMemberOfAOneofIsKept(choice: FixtureV1.Choices.Choice?) throws {
        let message = FixtureV1.Choices(before: "b", choice: choice, otherChoice: .right(0), after: "a")
        #expect(try roundTrip(message) == message)
    }

    @Test func anEmptyNestedMessageDiffersFromNone() throws {
        let message = FixtureV1.Nesting.deep
        let decoded = try roundTrip(message)
        #expect(decoded == message)
        #expect(decoded.inners[0].innermost == nil)
        #expect(decoded.inners[1].innermost == FixtureV1.Nesting.Inner.Innermost())
    }

    @Test func aNestedTypeIsAMessageOfItsOwn() throws {
        let inner = try #require(FixtureV1.Nesting.deep.inner)
        #expect(try roundTrip(inner) == inner)
    }

    @Test func fieldsNamedLikeKeywordsAreOrdinary() throws {
        let message = FixtureV1.Names(
            default: "d",
            class: 1,
            in: true,
            init: "i",
            message: "m",
            packed: "p",
            arena: [1],
            type: "t",
            camelCase: "c",
            p50Us: 50,
            description: "x",
            switch: .case("s")
        )
        #expect(try roundTrip(message) == message)
    }

    /// Longer than any chunk of the arena.
    @Test func longTextsAndBytesAreWhole() throws {
        let long = String(repeating: "长", count: 1_000_000)
        let message = FixtureV1.Scalars(aString: long, aBytes: [UInt8](repeating: 7, count: 3_000_000))
        #expect(try roundTrip(message) == message)
    }

    @Test func theSampleHasTheSizeOfTheBenchmark() throws {
        let bytes = try FixtureV1.Parcel.sample.serializedBytes()
        #expect((560...600).contains(bytes.count), "\(bytes.count) bytes")
        #expect(try roundTrip(FixtureV1.Parcel.sample) == .sample)
    }

    @Test func packingTellsItsSizeBeforehand() throws {
        let message = FixtureV1.Parcel.sample
        try message.withPackedMessage { packed in
            var room = [UInt8](repeating: 0xEE, count: packed.size + 1)
            let written = room.withUnsafeMutableBytes { packed.pack(into: $0) }
            #expect(written == packed.size)
            #expect(room.last == 0xEE)
            room.removeLast()
            let decoded = try FixtureV1.Parcel(serializedBytes: room)
            #expect(decoded == message)
        }
    }
}
