import Foundation
import Testing

@testable import SequenceTagging

@Suite struct SequenceTaggerTests {
    private static func text(_ pairs: [(String, String?)]) -> TaggedText {
        var text = TaggedText(characters: [], tags: [])
        for (part, kind) in pairs {
            for (index, scalar) in part.unicodeScalars.enumerated() {
                text.characters.append(scalar)
                text.tags.append(kind.map { (index == 0 ? "B-" : "I-") + $0 } ?? "O")
            }
        }
        return text
    }

    private static let texts: [TaggedText] = ["保温杯", "吹风机", "双肩包", "运动鞋"].flatMap { product in
        [
            text([("我要买", nil), (product, "product"), ("一个", nil)]), text([("红色的", nil), (product, "product")]),
            text([("小明牌", "brand"), (product, "product"), ("多少钱", nil)]),
        ]
    }

    private static let tagger = Result { try TaggerTraining().train(texts) }

    @Test func aNewSentenceIsTagged() throws {
        let tagged = try Self.tagger.get().tag(Array("红色的运动鞋一个".unicodeScalars))
        #expect(tagged.entities == [Entity(kind: "product", range: 3..<6)])
    }

    @Test(arguments: ["", "完全没见过的字", "机机机", "a1 😀"])
    func noEntityBeginsInTheMiddle(text: String) throws {
        let tags = try Self.tagger.get().tag(Array(text.unicodeScalars)).tags
        for (position, tag) in tags.enumerated() where tag.hasPrefix("I-") {
            #expect(position > 0 && tags[position - 1].dropFirst(2) == tag.dropFirst(2))
        }
    }

    /// The best path by trying all of them.
    @Test func theBestPathIsTheBestOfAll() {
        let tagCount = 3
        let weights: [Float] = (0..<CharacterFeatures.bucketCount * tagCount).map {
            Float(($0 &* 2_654_435_761) % 1_000) / 500 - 1
        }
        let transitions: [Float] = (0..<(tagCount + 1) * tagCount).map { Float(($0 &* 40_503) % 100) / 50 - 1 }
        let features = CharacterFeatures.buckets(of: Array("一二三四五".unicodeScalars))
        func score(_ path: [Int]) -> Float {
            var sum: Float = 0
            for (position, tag) in path.enumerated() {
                for bucket in features[position] { sum += weights[Int(bucket) * tagCount + tag] }
                sum += transitions[(position == 0 ? tagCount : path[position - 1]) * tagCount + tag]
            }
            return sum
        }
        let paths = (0..<243).map { number in (0..<5).map { number / [1, 3, 9, 27, 81][$0] % 3 } }
        let best = paths.max { score($0) < score($1) }
        let found = SequenceTagger.bestPath(features, weights: weights, transitions: transitions, tagCount: tagCount)
        #expect(abs(score(found) - score(best ?? [])) < 1e-3)
    }

    @Test func aStoredTaggerTagsTheSame() throws {
        let path = NSTemporaryDirectory() + "tagger-tests-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let tagger = try Self.tagger.get()
        try tagger.write(to: path)
        let loaded = try SequenceTagger.read(path)
        for text in Self.texts { #expect(loaded.tag(text.characters) == tagger.tag(text.characters)) }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for length in [0, 7, 20, bytes.count - 1] {
            try bytes.prefix(length).write(to: URL(fileURLWithPath: path))
            #expect(throws: SequenceTaggingError.self) { try SequenceTagger.read(path) }
        }
    }

    @Test func entitiesAreCountedWhole() {
        let right = Self.text([("红", nil), ("保温杯", "product")])
        var answer = right
        answer.tags[3] = "O"
        let evaluation = EntityEvaluation(texts: [right, right], answers: [right, answer])
        #expect(evaluation.all.right == 1)
        #expect(evaluation.all.f1 == 0.5)
    }

    @Test func badLinesAreNamed() throws {
        let path = NSTemporaryDirectory() + "tagger-tests-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        for line in ["杯 X-product", "杯 子 O", "杯 B-"] {
            try Data("红 O\n\(line)\n".utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: SequenceTaggingError.badLine(path: path, line: 2)) { try TaggedText.readFile(path) }
        }
        try Data("红 O\n\n杯 O\n".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try TaggedText.readFile(path).count == 2)
        #expect(throws: SequenceTaggingError.oneTag("O")) { try TaggerTraining().train(TaggedText.readFile(path)) }
    }
}
