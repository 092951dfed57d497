import Testing
import TextNormalization

@Suite struct SyllableTableTests {
    private let table = SyllableTable.shared

    private func sounds(_ text: String, _ sound: (Unicode.Scalar) -> UInt16) -> [UInt16] {
        text.unicodeScalars.map(sound)
    }

    @Test(arguments: [("顺丰", "顺疯"), ("羽绒", "羽容"), ("发货", "发获")])
    func wordsOfOneSoundAreTheSame(left: String, right: String) {
        #expect(sounds(left, table.exactSound) == sounds(right, table.exactSound))
    }

    @Test(arguments: [("是", "四"), ("牛", "刘"), ("星", "新"), ("杯", "被")])
    func aCarelessEarHearsThemAlike(left: String, right: String) {
        #expect(sounds(left, table.exactSound) != sounds(right, table.exactSound))
        #expect(sounds(left, table.roughSound) == sounds(right, table.roughSound))
    }

    @Test func whatIsNoChineseCharacterHasNoSound() {
        for scalar in "a1😀é".unicodeScalars { #expect(table.exactSound(of: scalar) == 0) }
    }
}
