import ArgumentParser

/// `xiaoer train WHAT ...`: models from files.
struct Train: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train a model on a file.",
        subcommands: [TrainNlu.self, TrainShipped.self, TrainTagger.self, TrainDelivery.self, TrainRecommend.self]
    )
}
