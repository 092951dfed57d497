import Testing

@testable import SeededRandom

@Suite struct SplitMix64Tests {
    /// The first numbers of the reference implementation for the seed 1234567.
    @Test func numbersAreThoseOfTheReference() {
        var generator = SplitMix64(seed: 1_234_567)
        let numbers = (0..<5).map { _ in generator.next() }
        #expect(
            numbers == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ]
        )
    }

    @Test func namesHaveSequencesOfTheirOwn() {
        var (one, again, other) = (
            SplitMix64(seed: 7, name: "a"), SplitMix64(seed: 7, name: "a"), SplitMix64(seed: 7, name: "b")
        )
        let first = one.next()
        #expect(first == again.next())
        #expect(first != other.next())
    }
}
