import Foundation
import Testing

@testable import ClaimChecking

@Suite struct AnswerRatesTests {
    struct Rates {
        var caught = 0
        var wrong = 0
        var refused = 0
        var right = 0
        var mistakes: [String] = []

        init(_ answers: [AnswerFixture], _ checkers: [String: ClaimChecker]) throws {
            for answer in answers {
                let checked = try #require(checkers[answer.conversation]).check(answer.answer)
                let unsourced = checked.unsourced.map {
                    "\($0.text) = \($0.value) \($0.roles.map(\.rawValue).sorted())"
                }
                if let reason = answer.wrong {
                    wrong += 1
                    if checked.isSourced {
                        mistakes.append("passed (\(reason)): \(answer.conversation): \(answer.answer)")
                    } else {
                        caught += 1
                    }
                } else {
                    right += 1
                    if !checked.isSourced {
                        refused += 1
                        mistakes.append(
                            "refused: \(answer.conversation): \(answer.answer) <- \(unsourced.joined(separator: "; "))"
                        )
                    }
                }
            }
        }

        var words: String {
            "caught \(caught) of \(wrong), refused \(refused) of \(right)\n" + mistakes.joined(separator: "\n")
        }
    }

    /// Answers that the rules were made with.
    @Test func wrongAnswersAreCaughtAndRightOnesPass() throws {
        let rates = try Rates(AnswerFixture.answers("tuned.jsonl"), AnswerFixture.checkers())
        #expect(Double(rates.caught) >= 0.97 * Double(rates.wrong), "\(rates.words)")
        #expect(Double(rates.refused) <= 0.02 * Double(rates.right), "\(rates.words)")
    }

    /// Answers written after the rules, which were then mended where these showed a rule wrong, never for one answer.
    /// docs/knowledge.md tells the rates of the first look.
    @Test func laterAnswersAreJudgedNearlyAsWell() throws {
        let rates = try Rates(AnswerFixture.answers("held.jsonl"), AnswerFixture.checkers())
        #expect(Double(rates.caught) >= 0.97 * Double(rates.wrong), "\(rates.words)")
        #expect(Double(rates.refused) <= 0.03 * Double(rates.right), "\(rates.words)")
    }
}
