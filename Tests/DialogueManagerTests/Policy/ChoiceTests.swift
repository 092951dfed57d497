import Testing

@testable import DialogueManager

@Suite struct ChoiceTests {
    static let options = [
        Question.Option(id: "XD20480001", names: ["暖光护眼台灯"], productIDs: ["P1"]),
        Question.Option(id: "XD20480002", names: ["智能恒温电水壶", "Smart Kettle"], productIDs: ["P2"]),
        Question.Option(id: "XD20480103", names: ["羊毛围巾"], productIDs: ["P3"]),
    ]

    /// The whole number in any width and case, or an ending of at least three digits that only one option has.
    @Test(arguments: [
        ("XD20480002", [1]), ("xd20480002", [1]), ("ＸＤ２０４８０００２", [1]), ("订单号是XD20480002，谢谢", [1]),
        ("xd-2048-0002", [1]), ("尾号0002的", [1]), ("103", [2]), ("48", []), ("XD20489999", []),
        ("XD20480001和XD20480103", [0, 2]),
    ])
    func aNumberChooses(text: String, positions: [Int]) {
        #expect(Choice(of: Self.options, in: text).positions == positions)
    }

    @Test(arguments: [
        ("第二个", [1]), ("第2个", [1]), ("第二件吧", [1]), ("2", [1]), ("2号", [1]), ("２", [1]), ("二", [1]), ("选3", [2]),
        ("最后一个", [2]), ("最近的那个", [0]), ("第一个和第三个", [0, 2]), ("the second one", [1]), ("the last one please", [2]),
        ("1st", [0]), ("都要查", [0, 1, 2]), ("both of them", [0, 1, 2]), ("第九个", []), ("7", []),
        ("我买了2件等了3天", []),
    ])
    func aPlaceInTheListChooses(text: String, positions: [Int]) {
        #expect(Choice(of: Self.options, in: text).positions == positions)
    }

    @Test(arguments: [
        ("台灯那个", [0]), ("电水壶", [1]), ("the kettle", [1]), ("围巾到哪了", [2]), ("帽子", []), ("那个", []),
    ])
    func aNameChooses(text: String, positions: [Int]) {
        let choice = Choice(of: Self.options, in: text)
        #expect(choice.positions == positions)
        #expect(!choice.isExplicit)
    }

    @Test func ordinalSlotsOfTheNluComeFirst() {
        let slots = [Slot(.ordinal, "倒数第一", position: -1)]
        #expect(Choice(of: Self.options, in: "倒数第一个", slots: slots).positions == [2])
    }

    @Test func aProductThatTheNluRecognisedChooses() {
        let slots = [Slot(.product, "壶", candidates: [ProductCandidate(id: "P2", score: 0.9)])]
        #expect(Choice(of: Self.options, in: "壶", slots: slots).positions == [1])
    }

    @Test func twoOptionsOfTheSameNameLeaveItOpen() {
        let twins = [
            Question.Option(id: "A1", names: ["羊毛围巾"], productIDs: ["P3"]),
            Question.Option(id: "A2", names: ["羊毛围巾"], productIDs: ["P3"]),
        ]
        #expect(Choice(of: twins, in: "围巾").positions.isEmpty)
    }

    @Test func nothingIsChosenFromNothing() {
        #expect(Choice(of: [], in: "第一个").positions.isEmpty)
    }
}
