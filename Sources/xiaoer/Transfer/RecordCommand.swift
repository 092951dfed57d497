import ArgumentParser
import Contracts
import Foundation
import MeshRuntime

/// `xiaoer record FILE`: what customers did, into recommendation.
struct Record: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Record customers' events from a JSON Lines file in recommendation.",
        discussion: """
            A line an event: {"id": "e1", "customer": "c1", "kind": "buy", "product": "p1", "at": "2026-01-31T08:00:00Z"}, \
            and where they apply "quantity", "text", "order" and "conversation". Kinds are view, cart, buy, return, rate, \
            dislike, search, say, mute, unmute, complaint_opened, complaint_closed and unsubscribe. Events are recorded in \
            batches; a file that failed halfway may be sent again, since an id is recorded once.
            """
    )

    @OptionGroup
    var connection: ConnectionOptions

    @Argument(help: ArgumentHelp("JSON Lines file of events.", valueName: "file"))
    var file: String

    func run() async throws {
        var lines = EventLines(file: try ChunkedFile(path: file))
        try await withClient(try connection.client(of: MeshMember.recommendation.name)) { client in
            let recommender = RecommendationV1.RecommenderClient(client)
            var progress = ProgressLine()
            var sum = RecommendationV1.RecordEventsResponse()
            while case let batch = try lines.next(max: Self.batchMax), !batch.isEmpty {
                let answer = try await recommender.recordEvents(.init(events: batch))
                sum.recorded += answer.recorded
                sum.duplicates += answer.duplicates
                progress.show("recording", done: lines.position, of: lines.size)
            }
            progress.clear()
            Console.result("\(file): \(sum.recorded) events recorded, \(sum.duplicates) were known")
        }
    }

    /// What the service takes in one call.
    private static let batchMax = 1_000
}
