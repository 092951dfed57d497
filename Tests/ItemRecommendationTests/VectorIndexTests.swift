import SeededRandom
import Testing

@testable import ItemRecommendation

@Suite struct VectorIndexTests {
    private static func vectors(_ count: Int) -> [(name: String, vector: [Float])] {
        var random = SplitMix64(seed: 5)
        return (0..<count).map { number in
            // A large part in common, as sentence embeddings have.
            ("P\(number)", (0..<12).map { Float(random.unit()) + ($0 == 0 ? 20 : 0) })
        }
    }

    @Test func nearestAreThoseOfALook() throws {
        let vectors = Self.vectors(40)
        let index = VectorIndex(vectors)
        let neighbours = index.nearest(to: "P7", limit: 5)
        let all = vectors.map(\.name).filter { $0 != "P7" }
            .map { (name: $0, similarity: index.similarity("P7", $0) ?? 0) }.sorted { $0.similarity > $1.similarity }
        #expect(neighbours.map(\.name) == all.prefix(5).map(\.name))
    }

    @Test func commonPartIsTakenOff() {
        let index = VectorIndex(Self.vectors(40))
        let similarities = index.nearest(to: "P0", limit: 39).map(\.similarity)
        #expect((similarities.min() ?? 1) < 0)
    }

    @Test func partOfAnIndexIsSearchedWithTheSameLikeness() {
        let index = VectorIndex(Self.vectors(30))
        let part = VectorIndex(index, keeping: ["P3", "P4", "P9", "unknown"])
        let neighbours = index.nearest(to: "P0", limit: 10, in: part)
        #expect(Set(neighbours.map(\.name)) == ["P3", "P4", "P9"])
        #expect(neighbours.allSatisfy { $0.similarity == index.similarity("P0", $0.name) })
    }

    @Test func whatIsNotAllowedAndWhatHasNoVectorIsLeftOut() {
        let index = VectorIndex(Self.vectors(10))
        #expect(!index.nearest(to: "P1", limit: 10) { $0 != "P2" }.map(\.name).contains("P2"))
        #expect(index.nearest(to: "unknown", limit: 3).isEmpty)
        #expect(index.nearest(to: [1, 2, 3], limit: 3).isEmpty)
        #expect(VectorIndex([(name: String, vector: [Float])]()).nearest(to: [1], limit: 3).isEmpty)
    }
}
