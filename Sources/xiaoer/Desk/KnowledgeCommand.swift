import ArgumentParser
import Contracts
import MeshRuntime

/// `xiaoer knowledge ...`: what customers asked in vain, and what to tell them from now on.
struct Knowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List questions that had no answer, and approve answers to them.",
        subcommands: [KnowledgeUnanswered.self, KnowledgeApprove.self]
    )
}

struct KnowledgeUnanswered: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unanswered",
        abstract: "Print clusters of unanswered questions, most asked first.",
        discussion: "Personal data in them is masked. A draft is what a human colleague answered."
    )

    @OptionGroup
    var connection: ConnectionOptions

    @Option(help: ArgumentHelp("Clusters at most, 1 to 200.", valueName: "count"))
    var limit: UInt32 = 50

    func run() async throws {
        try await withClient(try connection.client(of: MeshMember.dialogueManager.name)) { client in
            let response = try await DialogueV1.KnowledgeClient(client).listUnanswered(
                DialogueV1.ListUnansweredRequest(page: TypesV1.PageRequest(size: limit))
            )
            for cluster in response.clusters {
                Console.result("\(cluster.id)  asked \(cluster.count) times")
                for question in cluster.questions { Console.result("  " + Console.harmless(question)) }
                if let draft = cluster.draft { Console.result("  draft: " + Console.harmless(draft.answer)) }
            }
        }
    }
}

struct KnowledgeApprove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Answer a cluster from now on: with its draft, or with other words.",
        discussion: "The answer is told word for word, at once."
    )

    @OptionGroup
    var connection: ConnectionOptions

    @Option(help: ArgumentHelp("Who approves.", valueName: "name"))
    var by: String

    @Option(help: ArgumentHelp("The answer; without it the draft.", valueName: "words"))
    var answer = ""

    @Option(help: ArgumentHelp("What is told as the answer's source.", valueName: "words"))
    var source = ""

    @Argument(help: "Id of the cluster.")
    var cluster: String

    func run() async throws {
        try await withClient(try connection.client(of: MeshMember.dialogueManager.name)) { client in
            let response = try await DialogueV1.KnowledgeClient(client).approveAnswer(
                DialogueV1.ApproveAnswerRequest(
                    clusterId: cluster,
                    entry: DialogueV1.KnowledgeEntry(answer: answer, source: source),
                    approvedBy: by
                )
            )
            guard let entry = response.entry else { return }
            Console.result("\(entry.id): \(Console.harmless(entry.answer))")
        }
    }
}
