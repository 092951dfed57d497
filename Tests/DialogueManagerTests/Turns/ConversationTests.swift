import Foundation
import Testing

@testable import DialogueManager

/// Whole conversations with services in memory: what is said, what is called, what is written down.
@Suite struct ConversationTests {
    let bench: Workbench

    init() async throws {
        bench = try Workbench()
        _ = try await bench.engine.open("", of: "C1", channel: "test")
    }

    @Test func aParcelIsTrackedAfterAskingWhichOne() async throws {
        bench.change { $0.shop.orders = [.lamp, .kettle] }
        let asked = try await bench.say("我的快递到哪了", [IntentReading("track_order")])
        #expect(asked.count == 1)
        #expect(asked[0].contains("1. XD20480001") && asked[0].contains("2. XD20480002"))
        let told = try await bench.say("第二个")
        #expect(told[0].contains("山海快递") && told[0].contains("SH9002"))
    }

    @Test func twoRequestsInOneMessageAreBothAnswered() async throws {
        let words = try await bench.say(
            "快递到哪了，再推荐点东西",
            [IntentReading("track_order"), IntentReading("recommend")]
        )
        #expect(words.count == 2)
        #expect(words[0].contains("YT7001"))
        #expect(words[1].contains("1. 暖光护眼台灯，129元起"))
    }

    @Test func twoGoalsWithOneAnswerAreAnsweredOnce() async throws {
        let words = try await bench.say(
            "快递到哪了，什么时候能到",
            [IntentReading("track_order"), IntentReading("delivery_time")]
        )
        #expect(words.count == 1)
    }

    @Test func theAnswerComesInTheLanguageOfTheMessage() async throws {
        let english = try await bench.say("where is my parcel", [IntentReading("track_order")], language: .english)
        #expect(english[0].contains("tracking number YT7001"))
        // A number alone tells no language, so the conversation's stays.
        let number = try await bench.say("XD20470999", slots: [Slot(.orderNumber, "XD20470999")], language: nil)
        #expect(number[0].contains("has been delivered"))
        let chinese = try await bench.say("谢谢", [IntentReading("thanks")])
        #expect(Language(scriptOf: chinese[0]) == .chinese)
    }

    @Test func theSameDecisionNeedsNoCallTwiceInOneTurn() async throws {
        _ = try await bench.say("订单和快递", [IntentReading("order_list"), IntentReading("track_order")])
        #expect(bench.calls.filter { $0 == .orders }.count == 1)
    }

    @Test func anUnreachableNluIsAdmittedAndTheConversationGoesOnAfterwards() async throws {
        bench.change { $0.shop.orders = [.lamp, .kettle] }
        _ = try await bench.say("快递呢", [IntentReading("track_order")])
        bench.change { $0.nluIsDown = true }
        let down = try await bench.engine.handle(try bench.message("第一个", id: "m2"))
        #expect(down.answers == [.understandingUnavailable])
        bench.change { $0.nluIsDown = false }
        let told = try await bench.say("第一个", id: "m3")
        #expect(told[0].contains("YT7001"))
        let events = try await bench.engine.events(of: "conversation-1", customer: "C1", after: 0, limit: 0).events
        #expect(events.customerWords == ["快递呢", "第一个", "第一个"])
    }

    @Test func unreachableOrdersAreAdmittedAndTheTurnIsKept() async throws {
        bench.change { $0.shop.unavailable = [.orderTracking] }
        let events = try await bench.engine.handle(try bench.message("快递", id: "m1"))
        #expect(events.answers == [.notUnderstood])
        _ = try await bench.say("快递呢", [IntentReading("track_order")], id: "m2")
        let record = try await bench.engine.record(of: "m2", in: "conversation-1")
        #expect(record.calls.map(\.code) == [0, 14])
        #expect(record.steps.count == 2)
    }

    @Test func askingForAHumanQueuesTheConversationAndSilencesTheMachine() async throws {
        _ = try await bench.say("转人工", [IntentReading("human_agent")])
        let waiting = try await bench.say("我的快递呢", [IntentReading("track_order")])
        #expect(waiting.count == 1 && waiting[0].contains("小二"))
        #expect(bench.calls.isEmpty)
        #expect(bench.understood == ["转人工"])
        let back = try await bench.engine.handle(try bench.message("小二", id: "m3"))
        #expect(back.answers == [.backToBot])
        #expect(try await bench.say("快递呢", [IntentReading("track_order")])[0].contains("YT7001"))
    }

    @Test func eventsOfATurnAreNumberedAndTheLastCompletesIt() async throws {
        let first = try await bench.engine.handle(try bench.message("人工", id: "m1"))
        #expect(first.map(\.number) == [1, 2])
        #expect(first.map(\.completesTurn) == [false, true])
        _ = try await bench.say("转人工", [IntentReading("human_agent")])
        let all = try await bench.engine.events(of: "conversation-1", customer: "C1", after: 0, limit: 0)
        #expect(all.events.map(\.number) == [1, 2, 3, 4, 5])
        #expect(all.conversation.tracker.status == .waitingForHuman)
        guard case .statusChange(let change)? = all.events.last?.body else {
            Issue.record("the last event is no change of status")
            return
        }
        #expect(change.status == .waitingForHuman && change.reason == "requested")
    }

    @Test func anotherCustomersConversationReadsLikeNone() async throws {
        let unknown = ConversationError.unknownConversation("conversation-1")
        await #expect(throws: unknown) { try await bench.engine.open("conversation-1", of: "C2", channel: "") }
        await #expect(throws: unknown) {
            try await bench.engine.events(of: "conversation-1", customer: "C2", after: 0, limit: 0)
        }
        let stranger = try IncomingMessage(
            conversationID: "conversation-1",
            customerID: "C2",
            id: "m1",
            text: "你好",
            now: .morning,
            timeZone: "Asia/Shanghai",
            bytesMax: 100
        )
        await #expect(throws: unknown) { try await bench.engine.handle(stranger) }
    }

    @Test func anOpenConversationIsFoundAgain() async throws {
        _ = try await bench.say("你好", [IntentReading("greeting")])
        let again = try await bench.engine.open("conversation-1", of: "C1", channel: "app")
        #expect(again.lastEvent == 2)
    }

    @Test func whatIsAskedForIsChecked() async throws {
        await #expect(throws: ConversationError.invalidLimit(1001)) {
            try await bench.engine.events(of: "conversation-1", customer: "C1", after: 0, limit: 1001)
        }
        #expect(throws: ConversationError.invalidLength(field: "message_id", bytes: 0, allowed: 1...64)) {
            try bench.message("你好", id: "")
        }
        let elsewhere = try IncomingMessage(
            conversationID: "conversation-1",
            customerID: "C1",
            id: "m1",
            text: "你好",
            now: .morning,
            timeZone: "Middle/Earth",
            bytesMax: 100
        )
        await #expect(throws: ConversationError.invalidTimeZone("Middle/Earth")) {
            try await bench.engine.handle(elsewhere)
        }
    }

    @Test func aWatcherSeesWhatWasAndWhatComes() async throws {
        _ = try await bench.say("你好", [IntentReading("greeting")])
        let (seen, continuation) = AsyncStream.makeStream(of: Int.self)
        let engine = bench.engine
        let watcher = Task {
            try await engine.watch("conversation-1", customer: "C1", after: 1) { continuation.yield($0.number) }
        }
        var numbers = seen.makeAsyncIterator()
        #expect(await numbers.next() == 2)
        _ = try await bench.say("谢谢", [IntentReading("thanks")])
        #expect(await numbers.next() == 3)
        #expect(await numbers.next() == 4)
        engine.feed.close()
        await #expect(throws: ConversationError.stopping) { try await watcher.value }
    }

    @Test func aWatchThatBeginsDuringTheStopEndsAtOnce() async throws {
        let engine = bench.engine
        engine.feed.close()
        await #expect(throws: ConversationError.stopping) {
            try await engine.watch("conversation-1", customer: "C1", after: 0) { _ in }
        }
    }

    @Test func aCancelledWatcherIsForgotten() async throws {
        let engine = bench.engine
        let watcher = Task { try await engine.watch("conversation-1", customer: "C1", after: 0) { _ in } }
        while engine.feed.watchers(of: "conversation-1") == 0 { await Task.yield() }
        watcher.cancel()
        try? await watcher.value
        #expect(engine.feed.watchers(of: "conversation-1") == 0)
    }

    @Test func theNluReadsWhatWasSaidBefore() async throws {
        _ = try await bench.say("你好", [IntentReading("greeting")])
        let conversation = try await bench.engine.store.conversation("conversation-1", of: "C1")
        #expect(conversation.tracker.history.map(\.speaker) == [.customer, .clerk])
    }
}
