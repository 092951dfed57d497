import Testing

@testable import DialogueManager

/// After-sale in whole conversations: nothing is done without a yes to what was shown, and nothing twice.
@Suite struct TaskConversationTests {
    let bench: Workbench
    private let cancel = [IntentReading("cancel_order")]
    private let back = [IntentReading("return_item")]

    init() async throws {
        bench = try Workbench()
        _ = try await bench.engine.open("", of: "C1", channel: "test")
        bench.change { $0.shop.orders = [.scarf, .lamp, .clothes] }
    }

    private var executed: [AfterSaleRequest] { bench.shop.executed.values.map { $0 } }

    @Test func aCancellationShowsItsConsequenceAndWaitsForAYes() async throws {
        let shown = try await bench.say("取消订单", cancel)
        #expect(shown.count == 1)
        #expect(shown.at(0).contains("XD20480003") && shown.at(0).contains("299元") && shown.at(0).contains("确认吗"))
        #expect(executed.isEmpty)
        let done = try await bench.say("好的", [IntentReading("affirm")])
        #expect(done.at(0).contains("已经取消"))
        #expect(
            executed == [AfterSaleRequest(orderNumber: "XD20480003", action: .cancelOrder(reason: "no_longer_needed"))]
        )
    }

    @Test(arguments: ["不用了", "算了", "不取消了", "我再想想", "先不办了"])
    func aChangedMindEndsItWithNothingDone(text: String) async throws {
        _ = try await bench.say("取消订单", cancel)
        let dropped = try await bench.say(text)
        #expect(dropped.at(0).contains("不办了"))
        _ = try await bench.say("好的", [IntentReading("affirm")], id: "late yes")
        #expect(executed.isEmpty)
    }

    @Test(arguments: ["好的，但是先别取消", "好的吗", "可以退多少钱", "好，不过等等", "如果能快点就好"])
    func onlyAPlainYesAgrees(text: String) async throws {
        _ = try await bench.say("取消订单", cancel)
        _ = try await bench.say(text, [IntentReading("affirm")])
        #expect(executed.isEmpty)
    }

    /// What else is asked for in the same breath does not make the condition go away.
    @Test(arguments: ["yes, but only if it is free", "好的，如果免运费的话", "yes, unless it has been shipped"])
    func aYesOnAConditionAgreesToNothing(text: String) async throws {
        _ = try await bench.say("取消订单", cancel)
        _ = try await bench.say(text, [IntentReading("affirm"), IntentReading("shipping_fee")])
        #expect(executed.isEmpty)
    }

    @Test func theSameMessageAgainDoesNothingTwice() async throws {
        _ = try await bench.say("取消订单", cancel)
        let first = try await bench.say("确认", id: "yes")
        let again = try await bench.say("确认", id: "yes")
        #expect(first == again)
        #expect(bench.calls.filter(\.isWrite).count == 1)
    }

    @Test func aLostConfirmationIsAdmittedAndAskedForOnceMoreWithTheSameKey() async throws {
        _ = try await bench.say("取消订单", cancel)
        bench.change { $0.shop.losesConfirmations = true }
        let lost = try await bench.say("确认", id: "1")
        #expect(lost.at(0).contains("还不确定"))
        let stuck = try await bench.say("算了", id: "2")
        #expect(stuck.at(0).contains("还不确定"), "it may have been done, so it cannot be called off with words")
        bench.change { $0.shop.losesConfirmations = false }
        let told = try await bench.say("好的", id: "3")
        #expect(told.at(0).contains("已经取消"))
        #expect(executed.count == 1)
        #expect(Set(bench.calls.filter(\.isWrite)).count == 1)
    }

    @Test func changedFactsVoidTheYes() async throws {
        _ = try await bench.say("取消订单", cancel)
        bench.change { $0.shop.revision = 2 }
        let shown = try await bench.say("确认", id: "1")
        #expect(shown.at(0).contains("刚刚有变化") && shown.at(0).contains("确认吗"))
        #expect(executed.isEmpty)
        let done = try await bench.say("确认", id: "2")
        #expect(done.at(0).contains("已经取消"))
    }

    @Test func aRuleIsToldInWordsWithItsFacts() async throws {
        bench.change {
            let facts = ["window_days": "7", "delivered_days_ago": "12"]
            $0.shop.forbidden["XD20480007"] = [.returnItems: RuleViolation(rule: "return.window", facts: facts)]
        }
        let refused = try await bench.say("衬衫退货", back, slots: [Slot(.product, "衬衫")])
        #expect(refused.at(0).contains("12天") && refused.at(0).contains("7天"))
    }

    @Test func aNamedOrderInTheWrongStatusIsRefusedByOrderTracking() async throws {
        let slot = Slot(.orderNumber, "XD20480001")
        let refused = try await bench.say("取消XD20480001", cancel, slots: [slot])
        #expect(refused.at(0).contains("XD20480001") && refused.at(0).contains("已发货"))
    }

    @Test func aReturnAsksForTheItemAndTheReason() async throws {
        let items = try await bench.say("我要退货", back)
        #expect(items.at(0).contains("1. 纯棉长袖衬衫") && items.at(0).contains("2. 圆领短袖T恤"))
        let reasons = try await bench.say("第一件")
        #expect(reasons.at(0).contains("原因"))
        let shown = try await bench.say("穿着太小", [IntentReading("complaint")])
        #expect(shown.count == 1, "the reason looks like a complaint and is none")
        #expect(shown.at(0).contains("尺码不合适") && shown.at(0).contains("159元") && shown.at(0).contains("尾号2048"))
        _ = try await bench.say("嗯")
        #expect(executed.first?.action == .returnItems(["I1"], methodID: "PM1", reason: "does_not_fit"))
    }

    @Test func bothMeansBoth() async throws {
        _ = try await bench.say("我要退货", back)
        _ = try await bench.say("都要")
        _ = try await bench.say("不想要了")
        _ = try await bench.say("确认")
        #expect(executed.first?.action == .returnItems(["I1", "I2"], methodID: "PM1", reason: "no_longer_needed"))
    }

    @Test func aCorrectionBeforeTheYesIsShownAnew() async throws {
        let grey = Slot(.colour, "灰色", span: 2..<4)
        _ = try await bench.say("那件灰色的太小，退了", back, slots: [grey])
        let slots = [Slot(.colour, "灰色", span: 2..<4), Slot(.colour, "白色", span: 9..<11)]
        let shown = try await bench.say("不是灰色那件，是白色的", [IntentReading("deny")], slots: slots)
        #expect(shown.at(0).contains("圆领短袖T恤") && shown.at(0).contains("69元"))
        let other = try await bench.say("退到支付宝", slots: [Slot(.paymentMethod, "支付宝")])
        #expect(other.at(0).contains("退到支付宝"))
        _ = try await bench.say("确认")
        #expect(
            executed == [
                AfterSaleRequest(
                    orderNumber: "XD20480007",
                    action: .returnItems(["I2"], methodID: "PM2", reason: "does_not_fit")
                )
            ]
        )
    }

    @Test func aDigressionIsAnsweredAndTheTaskTakenUpAgain() async throws {
        _ = try await bench.say("取消订单", cancel)
        let words = try await bench.say("我的快递到哪了", [IntentReading("track_order")])
        #expect(words.count == 2)
        #expect(words.at(0).contains("YT7001"))
        #expect(words.at(1).contains("接着说取消订单") && words.at(1).contains("确认吗"))
        _ = try await bench.say("确认")
        #expect(executed.count == 1)
    }

    @Test func aTaskThatIsNeverAnsweredIsSetAside() async throws {
        _ = try await bench.say("取消订单", cancel)
        var last: [String] = []
        for turn in 1...4 { last = try await bench.say("推荐点东西", [IntentReading("recommend")], id: "\(turn)") }
        #expect(last.last?.contains("先放一边") == true)
    }

    @Test func twoRequestsAreQueuedAndEachGetsItsOwnYes() async throws {
        let shirt = Slot(.product, "衬衫", span: 6..<8)
        let both = [
            IntentReading("cancel_order", span: 0..<4), IntentReading("return_item", span: 4..<11),
        ]
        let first = try await bench.say("取消订单，把衬衫也退了", both, slots: [shirt])
        #expect(first.count == 1)
        let second = try await bench.say("确认", id: "yes 1")
        #expect(second.count == 2)
        #expect(second.at(0).contains("已经取消") && second.at(1).contains("退货"))
        _ = try await bench.say("不喜欢")
        _ = try await bench.say("确认", id: "yes 2")
        #expect(executed.count == 2)
    }

    @Test func aSwapTakesTheNextSizeUp() async throws {
        let shirt = Slot(.product, "衬衫", span: 1..<3)
        let shown = try await bench.say("把衬衫换大一码", [IntentReading("exchange_item")], slots: [shirt])
        #expect(shown.at(0).contains("灰色、M → 灰色、L"))
        _ = try await bench.say("换吧")
        #expect(
            executed.first?.action
                == .exchangeItems(
                    [ItemExchange(itemID: "I1", variantID: "V5-2")],
                    methodID: "PM1",
                    reason: "does_not_fit"
                )
        )
    }

    @Test func aNewAddressIsShownInFullBeforeItIsTaken() async throws {
        let asked = try await bench.say("改地址", [IntentReading("change_address")])
        #expect(asked.at(0).contains("新地址"))
        let shown = try await bench.say("上海市浦东新区世纪大道100号")
        #expect(shown.at(0).contains("上海市浦东新区世纪大道100号") && shown.at(0).contains("XD20480003"))
        _ = try await bench.say("对")
        guard case .changeAddress(let address)? = executed.first?.action else {
            Issue.record("no address was changed")
            return
        }
        #expect(address.district == "浦东新区")
    }

    @Test func answersThatAreNoneEndInAHuman() async throws {
        _ = try await bench.say("我要退货", back)
        var keys: [String] = []
        for turn in 1...3 { keys = try await bench.say("嗯？？", id: "\(turn)") }
        #expect(keys.at(0).contains("人工"))
        #expect(executed.isEmpty)
    }

    @Test func aYesIsUnderstoodWhileTheNluIsDown() async throws {
        _ = try await bench.say("取消订单", cancel)
        bench.change { $0.nluIsDown = true }
        let done = try await bench.say("确认")
        #expect(done.at(0).contains("已经取消"))
    }

    @Test func theRecordNamesFlowVersionAndStep() async throws {
        _ = try await bench.say("取消订单", cancel, id: "m1")
        let record = try await bench.engine.record(of: "m1", in: "conversation-1")
        #expect(record.steps.last?.decision.reason.hasPrefix("cancel_order@1#confirm-4") == true)
    }

    @Test func itIsToldInEnglishToo() async throws {
        let shown = try await bench.say("cancel my order", cancel, language: .english)
        #expect(shown.at(0).contains("Please confirm: cancel order XD20480003") && shown.at(0).contains("¥299"))
        let done = try await bench.say("yes please", language: .english)
        #expect(done.at(0).contains("is cancelled"))
    }
}
