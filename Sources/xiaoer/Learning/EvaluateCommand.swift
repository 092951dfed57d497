import ArgumentParser

/// `xiaoer evaluate WHAT ...`: measures of what was learned.
struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure a model on a file.",
        subcommands: [
            EvaluateNlu.self, EvaluateTagger.self, EvaluateDialogue.self, EvaluateKnowledge.self,
            EvaluateRecommend.self, EvaluateText.self,
        ]
    )
}
