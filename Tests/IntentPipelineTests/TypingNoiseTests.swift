import IntentPipeline
import Testing
import TextNormalization

@Suite struct TypingNoiseTests {
    private static let text = "我的快递怎么还没有到，please check the tracking number 12345"

    @Test func withoutARateNothingChanges() {
        var noise = TypingNoise(rate: 0, seed: 1)
        #expect(noise.disturbed(Self.text) == Self.text)
    }

    @Test func theSameSeedMakesTheSameSlips() {
        var first = TypingNoise(rate: 0.3, seed: 5)
        var second = TypingNoise(rate: 0.3, seed: 5)
        let disturbed = first.disturbed(Self.text)
        #expect(disturbed == second.disturbed(Self.text))
        #expect(disturbed != Self.text)
        #expect(disturbed.contains("12345"))
    }

    @Test func mostChineseSlipsKeepTheSound() {
        var noise = TypingNoise(rate: 1, seed: 3)
        let original = Array("退货运费由谁承担".unicodeScalars)
        var kept = 0
        for _ in 0..<50 {
            let disturbed = Array(noise.disturbed("退货运费由谁承担").unicodeScalars)
            guard disturbed.count == original.count else { continue }
            kept += zip(original, disturbed).count { pair in
                SyllableTable.shared.exactSound(of: pair.0) == SyllableTable.shared.exactSound(of: pair.1)
            }
        }
        #expect(kept > 40)
    }
}
