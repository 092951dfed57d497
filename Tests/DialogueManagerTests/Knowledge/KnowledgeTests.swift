import Foundation
import Testing

@testable import DialogueManager

@Suite struct KnowledgeTests {
    private static let folder = TemplateCatalogue.folder.deletingLastPathComponent().appending(path: "knowledge")
    private let today = CivilDay(year: 2026, month: 11, day: 24)

    private func tracker(_ text: String, _ language: Language) -> Tracker {
        var tracker = Tracker()
        tracker.beginTurn(text, on: today, limits: TrackerLimits())
        tracker.hear(language, in: text)
        return tracker
    }

    private func policy() throws -> Policy {
        Policy(settings: PolicySettings(), flows: .shipped(), knowledge: try KnowledgeBase(folder: Self.folder))
    }

    /// Every way to ask that is written down finds its own entry, and is answered word for word.
    @Test func everyWrittenQuestionFindsItsOwnAnswer() throws {
        let policy = try policy()
        for language in Language.allCases {
            let text = try String(contentsOf: Self.folder.appending(path: "\(language.rawValue).md"), encoding: .utf8)
            let entries = try KnowledgeFile.entries(markdown: text, name: "\(language.rawValue).md", language: language)
            #expect(entries.count > 10)
            for entry in entries {
                for question in entry.questions {
                    let reply = policy.conclude(.outOfScope, tracker: tracker(question, language)).reply
                    #expect(reply?.answer.facts[.words] == .text(entry.answer), "\(question)")
                    #expect(reply?.citations == [entry.id])
                }
            }
        }
    }

    @Test(arguments: ["今天股票涨了吗", "帮我写一首诗", "明天会下雨吗", "你多大了"])
    func whatNothingCoversIsNotAnswered(text: String) throws {
        let reply = try policy().conclude(.outOfScope, tracker: tracker(text, .chinese)).reply
        #expect(reply?.answer.key == .outOfScope)
    }

    @Test func aNearQuestionIsAskedBackAndTheChoiceAnswered() {
        let entries = ["退货运费谁出", "换货运费谁出"].enumerated().map { index, question in
            KnowledgeEntry(id: "k\(index)", questions: [question], answer: "答\(index)", language: .chinese, source: "s")
        }
        var policy = Policy(settings: PolicySettings(), flows: .shipped(), knowledge: KnowledgeBase(entries))
        // Of two entries every word stands in half: the weights say little, and the bounds here are only for the order.
        policy.settings.knowledgeClearMin = 0.99
        policy.settings.knowledgeNearMin = 0.01
        var tracker = tracker("运费谁来出", .chinese)
        let asked = policy.conclude(.unclear, tracker: tracker)
        #expect(asked.reply?.answer.key == .knowledgeDidYouMean)
        tracker.apply(asked)
        let goals = policy.goals(of: "第二个", understanding: Understanding(language: nil), tracker: tracker)
        let second = asked.reply?.question?.options.last?.id ?? ""
        #expect(goals == [.tellKnowledge(second)])
        #expect(policy.conclude(.tellKnowledge("k1")).reply?.answer.facts[.words] == .text("答1"))
    }

    @Test func anEntryHoldsOnItsDaysAlone() throws {
        let text = "## 双十一有活动吗\nvalid: 2026-11-01..2026-11-11\n有的。\n"
        let base = KnowledgeBase(try KnowledgeFile.entries(markdown: text, name: "zh.md", language: .chinese))
        func hits(_ day: Int) -> Int {
            base.hits(for: "双十一有活动吗", in: .chinese, on: CivilDay(year: 2026, month: 11, day: day), limit: 5).count
        }
        #expect(hits(1) == 1 && hits(11) == 1 && hits(12) == 0)
    }

    @Test(arguments: [
        ("## 问\n\n## 又问\n答\n", "a.md:1: the entry has no answer"),
        ("答\n## /\n", "a.md:2: the heading asks nothing"),
        ("## 问\nvalid: 明天\n答\n", "a.md:2: valid must be two days"),
    ])
    func whatIsWrongIsToldWithFileAndLine(markdown: String, start: String) {
        var told = ""
        do {
            _ = try KnowledgeFile.entries(markdown: markdown, name: "a.md", language: .chinese)
        } catch {
            told = error.description
        }
        #expect(told.hasPrefix(start), "\(told)")
    }
}
