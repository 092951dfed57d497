import Contracts
import MeshRuntime
import Testing

@testable import XiaoerTool

@Suite struct ChatTests {
    private func event(_ number: UInt64, of message: String = "m1", _ body: DialogueV1.Event.Body) -> DialogueV1.Event {
        DialogueV1.Event(conversationId: "c", number: number, messageId: message, body: body)
    }

    private func clerk(_ number: UInt64, of message: String = "m1", _ text: String) -> DialogueV1.Event {
        event(number, of: message, .clerkMessage(DialogueV1.ClerkMessage(text: text)))
    }

    private func part(of message: String = "m1", _ text: String) -> DialogueV1.Event {
        event(0, of: message, .clerkDelta(DialogueV1.ClerkDelta(text: text)))
    }

    @Test func anEventIsShownOnceWhoeverBringsIt() {
        var transcript = Transcript(lastNumber: 4)
        #expect(transcript.take(clerk(4, "old"), from: .subscription) == nil)
        #expect(transcript.take(clerk(5, "new"), from: .subscription) == .lines(["小二: new"], endsPartial: false))
        #expect(transcript.take(clerk(5, "new"), from: .turn) == nil)
        #expect(transcript.lastNumber == 5)
    }

    @Test func ownWordsAreNotEchoedAndThoseOfAnotherDeviceAre() {
        var transcript = Transcript(lastNumber: 0)
        transcript.sent("m1")
        let own = event(1, of: "m1", .customerMessage(DialogueV1.CustomerMessage(text: "hello")))
        let other = event(2, of: "m2", .customerMessage(DialogueV1.CustomerMessage(text: "hello")))
        #expect(transcript.take(own, from: .turn) == nil)
        #expect(transcript.take(other, from: .subscription) == .lines(["> hello"], endsPartial: false))
    }

    @Test func partsOfAnAnswerAreShownAsTheyComeAndNotAgain() {
        var transcript = Transcript(lastNumber: 0)
        #expect(transcript.take(part("您"), from: .turn) == .partial("小二: 您"))
        #expect(transcript.take(part("好"), from: .turn) == .partial("好"))
        #expect(transcript.take(clerk(1, "您好"), from: .turn) == .lines([], endsPartial: true))
        #expect(transcript.take(part("late"), from: .turn) == nil)
    }

    @Test func anAnswerThatChangedAfterItsPartsIsShownWhole() {
        var transcript = Transcript(lastNumber: 0)
        _ = transcript.take(part("明天到"), from: .turn)
        #expect(transcript.take(clerk(1, "还不确定"), from: .turn) == .lines(["小二: 还不确定"], endsPartial: true))
    }

    @Test func partsAreTakenFromTheTurnAlone() {
        var transcript = Transcript(lastNumber: 0)
        #expect(transcript.take(part("x"), from: .subscription) == nil)
    }

    @Test func textCannotSteerTheTerminal() {
        var transcript = Transcript(lastNumber: 0)
        let shown = transcript.take(clerk(1, "a\u{1B}[2Jb\u{202E}c\r\nd"), from: .turn)
        #expect(shown == .lines(["小二: a[2Jbc", "      d"], endsPartial: false))
    }

    @Test func cardsAndReadyAnswersAreLines() {
        let card = DialogueV1.Card(
            card: .order(
                DialogueV1.OrderCard(
                    orderId: "XD1",
                    status: "shipped",
                    total: TypesV1.Money(amountMinor: 12_900, currency: "CNY"),
                    itemNames: ["灰色衬衫"]
                )
            )
        )
        let message = DialogueV1.ClerkMessage(text: "找到了", cards: [card], quickReplies: ["好", "不用"])
        #expect(
            EventText.lines(for: event(1, .clerkMessage(message)), shown: "") == [
                "小二: 找到了", "      · XD1  shipped  CNY 129.00  灰色衬衫", "      [好] [不用]",
            ]
        )
    }

    /// Minor units as people read them.
    @Test(arguments: [
        (0, "CNY", "CNY 0.00"), (5, "CNY", "CNY 0.05"), (-129, "CNY", "CNY -1.29"), (500, "JPY", "JPY 500"),
        (1_234, "KWD", "KWD 1.234"), (Int64.min, "CNY", "CNY -92233720368547758.08"),
    ])
    func moneyHasItsCurrencysDecimals(amount: Int64, currency: String, text: String) {
        #expect(EventText.money(TypesV1.Money(amountMinor: amount, currency: currency)) == text)
    }

    @Test func onlyPassingErrorsAreTriedAgain() {
        for code in StatusCode.allCases where code != .ok {
            var retry = TurnRetry()
            let passes: Set<StatusCode> = [.unavailable, .aborted, .resourceExhausted, .deadlineExceeded, .cancelled]
            let wait = retry.wait(after: CallError(code, "x"), elapsed: .zero)
            #expect((wait != nil) == passes.contains(code), "\(code)")
        }
    }

    @Test func waitsGrowAndEndWithThePatience() {
        var retry = TurnRetry()
        let waits = (0..<7).compactMap { _ in retry.wait(after: nil, elapsed: .zero) }
        #expect(waits == [100, 200, 400, 800, 1_600, 3_000, 3_000].map { .milliseconds($0) })
        #expect(retry.wait(after: nil, elapsed: TurnRetry.patience) == nil)
    }

    @Test func theServersWaitIsKept() {
        var retry = TurnRetry()
        let error = CallError(.resourceExhausted, "slower", pushback: .seconds(7))
        #expect(retry.wait(after: error, elapsed: .zero) == .seconds(7))
    }

    /// Each text with its seconds.
    @Test(arguments: [
        ("90s", 90), ("45m", 2_700), ("1h", 3_600), ("7d", 604_800), ("0s", nil), ("-1h", nil), ("1", nil), ("h", nil),
        ("", nil), ("99999999999d", nil), ("1w", nil), ("1.5h", nil),
    ])
    func timesToLiveAreRead(text: String, seconds: Int?) {
        #expect(TimeToLive(argument: text)?.seconds == seconds)
    }

    @Test func aTimeToLiveIsWrittenInItsLargestUnit() {
        #expect(TimeToLive(seconds: 3_600).description == "1h")
        #expect(TimeToLive(seconds: 90).description == "90s")
    }
}
