import Testing

@testable import DialogueManager

/// Humans and the machine in one conversation: never both, and nothing said twice or lost.
@Suite struct DeskTests {
    let bench: Workbench
    let id = "conversation-1"

    init() async throws {
        bench = try Workbench()
        _ = try await bench.engine.open("", of: "C1", channel: "test")
    }

    private func askForHuman(_ text: String = "转人工", _ intent: String = "human_agent") async throws {
        _ = try await bench.say(text, [IntentReading(intent)])
    }

    @Test func theQueueNamesReasonSkillAndWhatWasSaid() async throws {
        bench.change { $0.shop.orders = [.clothes] }
        _ = try await bench.say("我要退货", [IntentReading("return_item")])
        try await askForHuman()
        let entry = try #require(try await bench.desk.queue().first)
        #expect(entry.skill == .afterSale && entry.reason == "requested" && entry.agentID.isEmpty)
        #expect(entry.summary.contains("return_items@1") && entry.summary.contains("customer: 我要退货"))
    }

    @Test func aComplaintComesBeforeAPlainRequest() async throws {
        _ = try await bench.engine.open("", of: "C2", channel: "test")
        try await askForHuman()
        bench.change { $0.readings["太差了"] = Understanding(language: .chinese, intents: [IntentReading("complaint")]) }
        let angry = try IncomingMessage(
            conversationID: "conversation-2",
            customerID: "C2",
            id: "1",
            text: "太差了",
            now: .morning,
            timeZone: "Asia/Shanghai",
            bytesMax: 100
        )
        _ = try await bench.engine.handle(angry)
        #expect(try await bench.desk.queue().map(\.conversationID) == ["conversation-2", "conversation-1"])
        #expect(try await bench.desk.claim("", by: "A1").0.conversationID == "conversation-2")
    }

    @Test func furyBringsAHumanWhateverIsAsked() async throws {
        bench.change {
            $0.readings["快递呢！！"] = Understanding(
                language: .chinese,
                intents: [IntentReading("track_order")],
                valence: -0.95
            )
        }
        let events = try await bench.engine.handle(try bench.message("快递呢！！", id: "1"))
        #expect(events.answers == [.handoverForComplaint])
    }

    @Test func aTaskThatIsAskedForClearlyIsBegunInWhateverMood() async throws {
        bench.change {
            $0.readings["把衬衫退了"] = Understanding(
                language: .chinese,
                intents: [IntentReading("return_item")],
                valence: -0.95
            )
        }
        let events = try await bench.engine.handle(try bench.message("把衬衫退了", id: "1"))
        #expect(!events.answers.isEmpty)
        #expect(!events.answers.contains(.handoverForComplaint))
    }

    @Test func theMachineIsSilentWhileAHumanHasIt() async throws {
        try await askForHuman()
        _ = try await bench.desk.claim(id, by: "A1")
        let words = try await bench.say("快递呢", [IntentReading("track_order")])
        #expect(words.isEmpty)
        let events = try await bench.engine.events(of: id, customer: "C1", after: 0, limit: 0).events
        #expect(events.customerWords.last == "快递呢", "what the customer said is kept for the human")
    }

    @Test func oneAgentHasItAndOthersAreTold() async throws {
        try await askForHuman()
        let first = try await bench.desk.claim(id, by: "A1")
        #expect(try await bench.desk.claim(id, by: "A1").0 == first.0, "asked again, the same agent gets the same")
        await #expect(throws: DeskError.taken(id)) { try await bench.desk.claim(id, by: "A2") }
        await #expect(throws: DeskError.notYours(id)) {
            try await bench.desk.reply("你好", id: "r1", to: id, by: "A2")
        }
    }

    @Test func aReplyIsSaidOnceAndRemembered() async throws {
        try await askForHuman()
        _ = try await bench.desk.claim(id, by: "A1")
        let first = try await bench.desk.reply("我来帮您", id: "r1", to: id, by: "A1")
        let again = try await bench.desk.reply("我来帮您", id: "r1", to: id, by: "A1")
        #expect(first == again)
        await #expect(throws: DeskError.messageIDTaken("r1")) {
            try await bench.desk.reply("别的话", id: "r1", to: id, by: "A1")
        }
        let conversation = try await bench.engine.store.conversation(id, of: "C1")
        #expect(conversation.tracker.history.last == Utterance(speaker: .agent, text: "我来帮您"))
    }

    @Test func anAnswerOfAnOlderEpochIsDropped() async throws {
        try await askForHuman()
        let before = try await bench.engine.store.conversation(id, of: "C1")
        let late = try await bench.engine.runner.run(try bench.message("在吗", id: "late"), in: before)
        _ = try await bench.desk.claim(id, by: "A1")
        await #expect(throws: TurnConflict.self) { try await bench.engine.store.commit(late) }
    }

    @Test func givenBackTheMachineAnswersAgainWithoutItsOldQuestion() async throws {
        bench.change { $0.shop.orders = [.clothes, .lamp] }
        _ = try await bench.say("我要退货", [IntentReading("return_item")])
        try await askForHuman()
        let claimed = try await bench.desk.claim(id, by: "A1").1
        try await bench.desk.release(id, by: "A1", toBot: true)
        let back = try await bench.engine.store.conversation(id, of: "C1")
        #expect(back.epoch == claimed.epoch + 1 && back.tracker.tasks.current == nil)
        #expect(try await bench.desk.queue().isEmpty)
        #expect(try await bench.say("快递呢", [IntentReading("track_order")]).at(0).contains("YT7001"))
    }

    @Test func resolvedTheCustomerIsAskedAndTheRatingKeptOnce() async throws {
        try await askForHuman()
        _ = try await bench.desk.claim(id, by: "A1")
        try await bench.desk.resolve(id, by: "A1", outcome: "done")
        let rating = EventBody.Rating(score: 5, words: "很快")
        try await bench.engine.rate(rating, id, of: "C1")
        try await bench.engine.rate(rating, id, of: "C1")
        let events = try await bench.engine.events(of: id, customer: "C1", after: 0, limit: 0).events
        #expect(events.suffix(2).map(\.body) == [.ratingRequest(.init(language: .chinese)), .rating(rating)])
        await #expect(throws: ConversationError.invalidScore(6)) {
            try await bench.engine.rate(.init(score: 6, words: ""), id, of: "C1")
        }
    }

    @Test func aComplaintIsOpenUntilAHumanSettlesIt() async throws {
        _ = try await bench.say("我要投诉", [IntentReading("complaint")])
        _ = try await bench.desk.claim(id, by: "A1")
        #expect(try await bench.engine.store.conversation(id, of: "C1").tracker.hasOpenComplaint)
        #expect(try await bench.desk.release(id, by: "A1", toBot: false) == nil)
        _ = try await bench.desk.claim(id, by: "A1")
        let settled = try await bench.desk.resolve(id, by: "A1", outcome: "done")
        #expect(settled?.customerID == "C1")
        #expect(try await bench.engine.store.conversation(id, of: "C1").tracker.hasOpenComplaint == false)
    }

    @Test func anAgentHasNoMoreThanTheLimit() async throws {
        try await askForHuman()
        var desk = bench.desk
        desk = Desk(
            database: desk.database,
            feed: desk.feed,
            world: desk.world,
            settings: Desk.Settings(conversationsPerAgentMax: 0)
        )
        await #expect(throws: DeskError.tooMany(limit: 0)) { try await desk.claim(id, by: "A1") }
    }

    @Test func aSilentHumanLosesTheConversationAndOneWhoSpokeLastDoesNot() async throws {
        try await askForHuman()
        _ = try await bench.desk.claim(id, by: "A1")
        #expect(try await bench.desk(minutesLater: 4).takeBackFromTheSilent().isEmpty)
        _ = try await bench.desk.reply("我来看看", id: "r1", to: id, by: "A1")
        #expect(try await bench.desk(minutesLater: 60).takeBackFromTheSilent().isEmpty, "the customer owes a word")
        _ = try await bench.say("好了吗")
        #expect(try await bench.desk(minutesLater: 6).takeBackFromTheSilent() == [id])
        #expect(try await bench.desk(minutesLater: 6).takeBackFromTheSilent().isEmpty)
        let entry = try #require(try await bench.desk.queue().first)
        #expect(entry.agentID.isEmpty && entry.waitingSince == .morning)
        await #expect(throws: DeskError.notYours(id)) {
            try await bench.desk.reply("还在", id: "r2", to: id, by: "A1")
        }
    }

    @Test func aWatcherIsToldOnlyWhatChanged() {
        func entry(_ id: String, agent: String = "") -> DeskEntry {
            DeskEntry(
                conversationID: id,
                customerID: "C",
                skill: .general,
                language: .chinese,
                priority: 1,
                waitingSince: .morning,
                reason: "",
                summary: "",
                agentID: agent
            )
        }
        let changes = DeskChange.changes(
            from: [entry("a"), entry("b"), entry("c")],
            to: [entry("b"), entry("c", agent: "A1")]
        )
        #expect(changes == [.removed("a"), .put(entry("c", agent: "A1"))])
    }

    @Test func aCustomersDataIsExportedAndDeletedWithAReceipt() async throws {
        _ = try await bench.say("你好", [IntentReading("greeting")])
        var lines: [String] = []
        try await bench.engine.export("C1") { lines.append($0) }
        #expect(lines.count == 1 && lines.at(0).contains("你好"))
        let deleted = try await bench.engine.delete("C1", key: "k1")
        #expect(deleted.conversations == 1)
        #expect(try await bench.engine.delete("C1", key: "k1") == deleted)
        lines = []
        try await bench.engine.export("C1") { lines.append($0) }
        #expect(lines.isEmpty)
    }
}
