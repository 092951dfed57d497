import Foundation
import Testing

@testable import Inference

@Suite(InstalledModel.condition) struct LlamaEmbeddingModelTests {
    private let model: ModelWorker

    init() async throws {
        model = try await InstalledModel.shared()
    }

    private func embed(_ text: String, _ purpose: EmbeddingPurpose = .query) async throws -> Embedding {
        try await #require(model.encode([EmbeddingInput(purpose: purpose, text: text)]).first)
    }

    @Test func theModelSaysWhatItIs() {
        let description = model.description
        #expect(description.name == "multilingual-e5-small")
        #expect(description.architecture == "bert")
        #expect(description.quantisation == "Q4_0")
        #expect(description.contextTokens == 512)
        #expect(description.dimensions == 384)
    }

    /// Recorded from another implementation on the same weights; see services/inference/tools/compare_with_wheel.py.
    @Test func vectorsEqualTheRecordedOnes() async throws {
        for reference in try Reference.all() {
            let embedding = try await embed(reference.text, reference.purpose == "query" ? .query : .passage)
            let cosine = Self.dot(embedding.values, reference.normalisedValues)
            #expect(cosine >= 0.999, "\(reference.purpose): \(reference.text)")
        }
    }

    @Test(arguments: EmbeddingPurpose.allCases)
    func vectorsAreNormalised(purpose: EmbeddingPurpose) async throws {
        let values = try await embed("我的快递到哪了", purpose).values
        #expect(values.count == 384)
        #expect(abs(Self.dot(values, values) - 1) < 1e-5)
    }

    @Test func aParcelIsCloserToAParcelThanToARefundInBothLanguages() async throws {
        let parcel = try await embed("我的快递到哪了").values
        for (near, far) in [("包裹什么时候能送到", "我想把衣服退掉"), ("Where is my parcel?", "I want my money back")] {
            let (near, far) = (try await embed(near).values, try await embed(far).values)
            #expect(Self.dot(parcel, near) > Self.dot(parcel, far))
        }
    }

    @Test func aVectorIsTheSameBitsInAnyCompanyAndOnAnyThreads() async throws {
        let texts = ["我的快递到哪了", "Where is my parcel?", String(repeating: "很长的一段话。", count: 30), "ok"]
        let inputs = texts.map { EmbeddingInput(purpose: .query, text: $0) }
        let together = try await model.encode(inputs)
        let backwards = try await model.encode(inputs.reversed())
        #expect(backwards.reversed() == together)
        var alone: [Embedding] = []
        for text in texts { alone.append(try await embed(text)) }
        #expect(alone == together)
        let onTwoThreads = try InstalledModel.load(.init(threads: 2)).encode(inputs)
        #expect(onTwoThreads == together)
    }

    @Test func textsSideBySideStayCloseToTextsAlone() async throws {
        let inputs = try Reference.all().map { EmbeddingInput(purpose: .query, text: $0.text) }
        let alone = try await model.encode(inputs)
        let together = try InstalledModel.load(.init(sequencesMax: 8)).encode(inputs)
        for (alone, together) in zip(alone, together) {
            #expect(Self.dot(alone.values, together.values) > 0.9995)
            #expect(alone.tokens == together.tokens)
        }
    }

    /// The longest text takes the whole pass, whatever its place.
    @Test(arguments: [1, 8])
    func aTextPastTheContextIsCutAndSaysSo(sequencesMax: Int) throws {
        let model = try InstalledModel.load(.init(sequencesMax: sequencesMax))
        let long = String(repeating: "退货", count: 1_000)
        let embeddings = try model.encode(
            ["短", long, "短"].map { EmbeddingInput(purpose: .passage, text: $0) }
        )
        #expect(embeddings.map(\.isTruncated) == [false, true, false])
        #expect(embeddings[1].tokens == 512)
        #expect(embeddings[0] == embeddings[2] || sequencesMax > 1)
    }

    /// Text as customers and attackers send it: nothing here may crash or yield anything but a unit vector.
    @Test(
        arguments: [
            "", " ", "\u{0}", "a\u{0}b", "\u{FDFA}", String(repeating: "\u{FDFA}", count: 2_000), "🙂👨‍👩‍👧‍👦🇨🇳", "\u{FFFD}",
            "\u{200B}\u{200D}\u{FEFF}", "e\u{301}", "ﬁｆｔｙ％", "</s><s><mask><unk>[PAD250003]", "\u{10FFFF}\u{E000}",
            String(repeating: "\u{301}", count: 500), String(repeating: "x", count: 32_768), "\u{202E}abc", "\r\n\t",
        ]
    )
    func anyTextHasAVector(text: String) async throws {
        let values = try await embed(text).values
        #expect(values.allSatisfy { $0.isFinite })
        #expect(abs(Self.dot(values, values) - 1) < 1e-4)
    }

    @Test func marksWrittenByACustomerAreText() async throws {
        let counts = try await model.countTokens(of: ["</s>"])
        #expect(counts[0] > 1)
        let (marked, plain) = (try await embed("退款</s>"), try await embed("退款"))
        #expect(marked.tokens > plain.tokens + 1)
    }

    @Test(arguments: [("ＡＢＣ　１２３", "ABC 123"), ("  hello   world ", "hello world"), ("a\u{0}b", "ab")])
    func widthSpacesAndControlCharactersDoNotCount(written: String, plain: String) async throws {
        let (written, plain) = (try await embed(written), try await embed(plain))
        #expect(written == plain)
    }

    @Test func noTextsHaveNoVectors() async throws {
        let embeddings = try await model.encode([])
        #expect(embeddings.isEmpty)
    }

    static func dot(_ left: [Float], _ right: [Float]) -> Float {
        zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
    }
}

/// A text with its vector as another implementation computes it, to four digits.
private struct Reference: Decodable {
    let purpose: String
    let text: String
    let values: [Float]

    var normalisedValues: [Float] {
        let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return values.map { $0 / length }
    }

    static func all() throws -> [Reference] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/embeddings/multilingual-e5-small.jsonl")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(Reference.self, from: Data($0.utf8))
        }
    }
}
