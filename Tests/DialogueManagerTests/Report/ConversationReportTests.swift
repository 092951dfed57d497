import Testing

@testable import DialogueManager

@Suite struct ConversationCourseTests {
    private func course(_ steps: (second: Int64, step: ConversationCourse.Step)...) -> ConversationCourse {
        var course = ConversationCourse()
        for (second, step) in steps { course.add(step, at: Moment(milliseconds: second * 1000)) }
        return course
    }

    @Test func aConversationWithoutAHumanIsContained() {
        let course = course((0, .customerMessage), (0, .clerkMessage(answer: "order_moving")), (9, .rating(5)))
        #expect(course.handovers.isEmpty && course.unanswered == 0 && course.rating == 5)
    }

    @Test func theDeskAnswersFromTheHandoverOnAndResolvesFromTheFirstMessageOn() {
        let course = course(
            (0, .customerMessage),
            (10, .status(.waitingForHuman, reason: "requested")),
            (40, .status(.human, reason: "a human took over")),
            (70, .agentMessage),
            (90, .agentMessage),
            (100, .status(.resolved, reason: "refunded"))
        )
        #expect(course.handovers == ["requested"])
        #expect(course.humanReplies == [60_000])
        #expect(course.resolution == 100_000)
    }

    @Test func fromOneHumanToTheNextIsNoHandoverOfTheMachine() {
        let course = course(
            (0, .customerMessage),
            (1, .status(.waitingForHuman, reason: "complaint")),
            (2, .status(.human, reason: "")),
            (3, .status(.waitingForHuman, reason: "transferred")),
            (5, .status(.human, reason: "")),
            (9, .agentMessage)
        )
        #expect(course.handovers == ["complaint"])
        #expect(course.humanReplies == [8_000])
    }

    @Test func whoCallsTheMachineBackWaitsNoLonger() {
        let course = course(
            (0, .customerMessage),
            (1, .status(.waitingForHuman, reason: "requested")),
            (5, .status(.bot, reason: "")),
            (9, .agentMessage)
        )
        #expect(course.humanReplies.isEmpty)
    }

    @Test(arguments: ["not_understood", "out_of_scope", "cannot_do_yet"])
    func anOpenAnswerIsUnanswered(answer: String) {
        #expect(course((0, .customerMessage), (1, .clerkMessage(answer: answer))).unanswered == 1)
    }
}

@Suite struct ConversationReportTests {
    @Test(arguments: [(0.5, 3), (0.9, 5), (0.2, 1), (0, 1), (1, 5)] as [(Double, Int64)])
    func percentilesAreOfTheNearestRank(share: Double, value: Int64) {
        #expect(ConversationFigures.percentile([5, 1, 4, 2, 3], share) == value)
    }

    @Test func nothingHasNoPercentile() {
        #expect(ConversationFigures.percentile([], 0.5) == 0)
    }

    @Test func daysAreThoseOfTheZone() throws {
        let eve = Moment(milliseconds: 1_767_222_000_000)  // 31 December 2025, 23:00 UTC
        let later = Moment(milliseconds: eve.milliseconds + 1)
        #expect(try ReportPeriod(from: eve, to: later, timeZone: "UTC").day(of: eve).description == "2025-12-31")
        #expect(
            try ReportPeriod(from: eve, to: later, timeZone: "Asia/Shanghai").day(of: eve).description == "2026-01-01"
        )
    }

    @Test(
        arguments: [
            (0, 0, "UTC"), (5, 4, "UTC"), (0, 367 * 86_400_000, "UTC"), (Int64.min, Int64.max, "UTC"), (0, 1, "Mars"),
        ] as [(Int64, Int64, String)]
    )
    func aPeriodThatIsNoneIsRefused(from: Int64, to: Int64, zone: String) {
        #expect(throws: ReportPeriod.Failure.self) {
            try ReportPeriod(from: Moment(milliseconds: from), to: Moment(milliseconds: to), timeZone: zone)
        }
    }

    /// From real events: what the store extracts is what the engine and the desk recorded.
    @Test func recordedConversationsAreCounted() async throws {
        let bench = try Workbench()
        for customer in ["C1", "C2", "C3"] { _ = try await bench.engine.open("", of: customer, channel: "test") }
        _ = try await bench.say("你好", [IntentReading("greeting")])
        _ = try await bench.say("转人工", [IntentReading("human_agent")])
        let id = try await bench.desk.claim("", by: "A1").0.conversationID
        _ = try await bench.desk.reply("我来看看", id: "r1", to: id, by: "A1")
        try await bench.desk.resolve(id, by: "A1", outcome: "helped")
        try await bench.engine.rate(EventBody.Rating(score: 4, words: ""), id, of: "C1")

        let moment = Moment.morning.milliseconds
        let period = try ReportPeriod(
            from: Moment(milliseconds: moment),
            to: Moment(milliseconds: moment + 1),
            timeZone: "UTC"
        )
        let report = try await bench.engine.store.report(on: period)
        #expect(report.total.conversations == 1, "who said nothing does not count")
        #expect(report.total.customerMessages == 2 && report.total.contained == 0)
        #expect(report.total.handovers == ["requested": 1])
        #expect(report.total.humanReplies == [0] && report.total.resolutions == [0])
        #expect(report.total.ratings == [0, 0, 0, 1, 0])
        #expect(report.days.keys.sorted() == [period.day(of: .morning)])
        let before = try ReportPeriod(
            from: Moment(milliseconds: moment - 1),
            to: Moment(milliseconds: moment),
            timeZone: "UTC"
        )
        #expect(try await bench.engine.store.report(on: before).total == ConversationFigures())
    }
}
