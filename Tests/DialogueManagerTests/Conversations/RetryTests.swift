import Foundation
import GRDB
import SeededRandom
import Storage
import Testing

@testable import DialogueManager

/// A message is answered once, whatever happens in between.
@Suite struct RetryTests {
    @Test func aRepeatedMessageGetsTheRecordedAnswer() async throws {
        let bench = try Workbench()
        _ = try await bench.engine.open("", of: "C1", channel: "test")
        let first = try await bench.engine.handle(try bench.message("你好", id: "m1"))
        bench.change { $0.nluIsDown = true }
        let again = try await bench.engine.handle(try bench.message("你好", id: "m1"))
        #expect(again == first)
    }

    @Test func aMessageIDNamesOneText() async throws {
        let bench = try Workbench()
        _ = try await bench.engine.open("", of: "C1", channel: "test")
        _ = try await bench.engine.handle(try bench.message("你好", id: "m1"))
        await #expect(throws: ConversationError.messageIDTaken("m1")) {
            try await bench.engine.handle(try bench.message("再见", id: "m1"))
        }
    }

    @Test func aTurnThatFoundAnOlderConversationIsNotRecorded() async throws {
        let bench = try Workbench()
        let conversation = try await bench.engine.open("", of: "C1", channel: "test")
        let late = try await bench.engine.runner.run(try bench.message("你好", id: "late"), in: conversation)
        _ = try await bench.engine.handle(try bench.message("在吗", id: "m1"))
        await #expect(throws: TurnConflict()) { try await bench.engine.store.commit(late) }
        #expect(try await bench.engine.store.turn(of: "late", in: conversation.id) == nil)
    }

    @Test func aTurnOfAnOlderEpochIsDropped() async throws {
        let bench = try Workbench()
        let conversation = try await bench.engine.open("", of: "C1", channel: "test")
        let late = try await bench.engine.runner.run(try bench.message("你好", id: "late"), in: conversation)
        try await bench.engine.store.database.write { database in
            try database.execute(sql: "UPDATE conversations SET epoch = epoch + 1")
        }
        await #expect(throws: TurnConflict()) { try await bench.engine.store.commit(late) }
        #expect(try await bench.engine.store.events(of: conversation.id, after: 0, limit: 10).isEmpty)
    }

    /// Dies at random before, within and after the recording of turns, and sends every message until it is answered.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func crashesLoseAndDoubleNothing(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let folder = Workbench.freshFolder()
        let services = Workbench.Services()
        var bench = try Workbench(folder: folder, services: services)
        let conversation = try await bench.engine.open("", of: "C1", channel: "test")
        let texts = ["你好", "快递呢", "第二个", "有什么推荐", "转人工", "小二", "谢谢"]
        bench.change { state in
            state.shop.orders = [.lamp, .kettle]
            state.readings["快递呢"] = Understanding(language: .chinese, intents: [IntentReading("track_order")])
            state.readings["转人工"] = Understanding(language: .chinese, intents: [IntentReading("human_agent")])
        }
        for (index, text) in texts.enumerated() {
            let message = try bench.message(text, id: "m\(index)")
            var answered = false
            while !answered {
                switch Int.random(in: 0..<4, using: &random) {
                case 0:
                    let found = try await bench.engine.store.conversation(conversation.id, of: "C1")
                    _ = try await bench.engine.runner.run(message, in: found)
                case 1:
                    try await bench.failWithinTheNextTransaction { _ = try await bench.engine.handle(message) }
                case 2:
                    _ = try await bench.engine.handle(message)
                default:
                    _ = try await bench.engine.handle(message)
                    answered = true
                }
                bench = try Workbench(reopening: bench, services: services)
            }
        }
        try await bench.checkTheLog(of: conversation.id, says: texts)
    }

    /// Two processes on one database, each sending every message: the constraints decide, and nothing is doubled.
    @Test func twoProcessesRecordEachMessageOnce() async throws {
        let folder = Workbench.freshFolder()
        let services = Workbench.Services()
        let limits = DialogueEngine.Limits(conflictAttemptsMax: 100)
        let first = try Workbench(folder: folder, services: services, limits: limits)
        let second = try Workbench(folder: folder, services: services, limits: limits)
        let conversation = try await first.engine.open("", of: "C1", channel: "test")
        let texts = (1...12).map { "消息\($0)" }
        try await withThrowingTaskGroup(of: [ConversationEvent].self) { group in
            for text in texts {
                for engine in [first.engine, second.engine] {
                    let message = try first.message(text, id: text)
                    group.addTask { try await engine.handle(message) }
                }
            }
            var answers: [String: Set<[ConversationEvent]>] = [:]
            for try await events in group { answers[events[0].messageID, default: []].insert(events) }
            #expect(answers.count == texts.count && answers.values.allSatisfy { $0.count == 1 })
        }
        let events = try await first.engine.store.events(of: conversation.id, after: 0, limit: 1000)
        #expect(events.map(\.number) == Array(1...events.count))
        #expect(events.customerWords.sorted() == texts.sorted())
    }
}

extension Workbench {
    /// The same folder with everything in memory gone, as after a crash.
    convenience init(reopening bench: Workbench, services: Services) throws {
        let folder = Workbench.freshFolder()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: bench.folder.path) {
            try FileManager.default.copyItem(at: bench.folder.appending(path: name), to: folder.appending(path: name))
        }
        try self.init(folder: folder, services: services)
    }

    /// A trigger stops the transaction after some of its rows were written, as a full disk would.
    func failWithinTheNextTransaction(_ body: () async throws -> Void) async throws {
        try await engine.store.database.write { database in
            try database.execute(
                sql: """
                    CREATE TRIGGER fail BEFORE INSERT ON events WHEN NEW.completes_turn
                    BEGIN SELECT RAISE(ABORT, 'stopped by a test'); END
                    """
            )
        }
        try? await body()
        try await engine.store.database.write { try $0.execute(sql: "DROP TRIGGER fail") }
    }

    /// Every message stands in the log once, in order; the numbers have no gap; the state is what the log leads to.
    func checkTheLog(of conversationID: String, says texts: [String]) async throws {
        let events = try await engine.store.events(of: conversationID, after: 0, limit: 1000)
        #expect(events.customerWords == texts)
        #expect(events.map(\.number) == Array(1...events.count))
        let conversation = try await engine.store.conversation(conversationID, of: "C1")
        #expect(conversation.lastEvent == events.count)
        var replayed = Tracker()
        for (index, text) in texts.enumerated() {
            let record = try await engine.record(of: "m\(index)", in: conversationID)
            replayed.beginTurn(text, on: CivilDay(year: 2026, month: 11, day: 24), limits: TrackerLimits())
            if let understanding = record.understanding { replayed.hear(understanding.language, in: text) }
            for step in record.steps { replayed.apply(step.decision) }
            let turn = events.filter { $0.messageID == "m\(index)" }
            for words in turn.clerkWords { replayed.remember(Utterance(speaker: .clerk, text: words)) }
        }
        #expect(replayed == conversation.tracker)
    }
}
