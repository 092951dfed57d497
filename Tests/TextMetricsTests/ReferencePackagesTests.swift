import Foundation
import Testing

@testable import TextMetrics

/// Our scores beside those of the packages that everyone quotes. Skips, by name, where scripts/setup-tests has not
/// installed them.
@Suite struct ReferencePackagesTests {
    private static let packages: String = {
        let environment = ProcessInfo.processInfo.environment
        return (environment["XIAOER_CACHE"] ?? NSHomeDirectory() + "/.cache/xiaoer") + "/test-python"
    }()

    private static let areInstalled = ["sacrebleu", "rouge_score"].allSatisfy {
        FileManager.default.fileExists(atPath: packages + "/" + $0)
    }

    @Test(.enabled(if: areInstalled, "sacrebleu and rouge-score are not installed: scripts/setup-tests does it"))
    func scoresOf2400PairsAreThoseOfThePackages() throws {
        let pairs = SentencePairs.make(2_400, seed: 11)
        let theirs = try #require(Self.score(pairs).first)
        let ours = TextEvaluation(pairs, tokenizer: .chinese)
        let expected: [(String, Double)] = [
            ("zh", ours.bleu.score), ("13a", BLEU(pairs, tokenizer: .mteval13a).score), ("chrF", ours.chrF),
            ("rouge1", ours.rouge.rouge1), ("rouge2", ours.rouge.rouge2), ("rougeL", ours.rouge.rougeL),
        ]
        for (name, score) in expected {
            let reference = try #require(theirs[name])
            #expect(abs(reference - score) < 1e-6, "\(name): \(score) beside \(reference)")
            #expect(score > 0)
        }
    }

    /// Short and odd pairs one by one, where smoothing and empty orders decide.
    @Test(.enabled(if: areInstalled, "sacrebleu and rouge-score are not installed: scripts/setup-tests does it"))
    func oddSentencesScoreAlike() throws {
        let all = try Self.score(SentencePairs.odd, each: true)
        #expect(all.count == SentencePairs.odd.count)
        for (pair, theirs) in zip(SentencePairs.odd, all) {
            #expect(abs((theirs["zh"] ?? -1) - BLEU([pair], tokenizer: .chinese).score) < 1e-6, "\(pair)")
            #expect(abs((theirs["13a"] ?? -1) - BLEU([pair], tokenizer: .mteval13a).score) < 1e-6, "\(pair)")
            #expect(abs((theirs["chrF"] ?? -1) - CharacterF.score([pair])) < 1e-6, "\(pair)")
            #expect(abs((theirs["rougeL"] ?? -1) - ROUGE([pair]).rougeL) < 1e-6, "\(pair)")
        }
    }

    private static func score(_ pairs: [TextPair], each: Bool = false) throws -> [[String: Double]] {
        let folder = NSTemporaryDirectory() + "xiaoer-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = [("hypotheses", pairs.map(\.hypothesis)), ("references", pairs.map(\.reference))]
        for (name, lines) in files {
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: "\(folder)/\(name)"))
        }
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["python3", root.path + "/Support/text_metrics.py", folder + "/hypotheses", folder + "/references"]
            + (each ? ["--each"] : [])
        process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONPATH": packages]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try JSONDecoder().decode([[String: Double]].self, from: answer)
    }
}

/// Sentences of a shop's clerk, and what a careless writer makes of them.
enum SentencePairs {
    private static let parts = [
        "您的订单", "已经发货", "，", "预计", "明天", "送达", "。", "order", "SF-1001", "¥1,299.50", "3-5 days", "请问", "还有",
        "什么", "可以", "帮您", "？", "(color: grey)", "it's", "on the way", ".", "“好的”", "—", "退款", "99.9%", "café", "７折",
        "A&B", "&amp;", "！", "☆", "[1]", "\u{3000}", "e-mail@shop.example", "10:30", "don't", "，，",
    ]

    static let odd: [TextPair] = [
        ("好", "好"), ("好的", "好"), ("a", "a b c d e"), ("a b c d e", "a"), ("。", "，"), ("1.", "1,"), ("3-", "3-4"),
        ("....", "..."), ("-1", "- 1"), ("a,b.c", "a, b. c"), ("x &quot;y&quot;", "x \"y\""), ("！！！", "！"),
    ].map { TextPair(hypothesis: $0.0, reference: $0.1) }

    static func make(_ count: Int, seed: UInt64) -> [TextPair] {
        var random = LinearCongruential(state: seed)
        return (0..<count).map { _ in
            let reference = (0..<Int.random(in: 1...14, using: &random)).map { _ in
                parts[Int.random(in: 0..<parts.count, using: &random)]
            }
            var hypothesis = reference
            for _ in 0..<Int.random(in: 0...4, using: &random) where !hypothesis.isEmpty {
                let place = Int.random(in: 0..<hypothesis.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: hypothesis.remove(at: place)
                case 1: hypothesis[place] = parts[Int.random(in: 0..<parts.count, using: &random)]
                default: hypothesis.swapAt(place, hypothesis.count - 1)
                }
            }
            let glue = Bool.random(using: &random) ? " " : ""
            return TextPair(
                hypothesis: hypothesis.joined(separator: glue),
                reference: reference.joined(separator: glue)
            )
        }
    }
}

/// Knuth's MMIX generator, its high bits mixed down.
private struct LinearCongruential: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 33)
    }
}
