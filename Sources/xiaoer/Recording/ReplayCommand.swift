import ArgumentParser
import MeshRuntime
import NIOCore

/// `xiaoer replay FILE`: says again what clients said, and compares the answers.
struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a wire log's requests to a service again and compare its answers.",
        discussion: """
            Every recorded connection is opened anew and sends the same bytes at the same times, tokens and deadlines \
            included. Answers are compared by status and message. Calls that changed something change it again: \
            replay to a copy. Exit status 0 when all answers are the same, 1 when not.
            """
    )

    @Option(help: ArgumentHelp("Address of the service.", valueName: "host:port"))
    var address: String

    @Option(help: ArgumentHelp("How long to wait for the answers behind the last request.", valueName: "time"))
    var timeout = TimeToLive(seconds: 10)

    @Flag(help: "Send without the recorded pauses.")
    var fast = false

    @Argument(help: ArgumentHelp("The wire log.", valueName: "file"))
    var file: String

    func run() async throws {
        let records = try WireLogFile.records(file)
        let endpoint = try EndpointAddress(address)
        let player = WirePlayer(endpoint: endpoint, keepsPauses: !fast, patience: .seconds(timeout.seconds))
        let answered = try await player.play(records)
        let comparison = ReplayComparison(recorded: WireLogFile.frames(records), replayed: answered)
        for line in comparison.lines { Console.result(line) }
        if !comparison.isSame { throw ExitCode(1) }
    }
}

/// The answers of two runs of the same calls.
struct ReplayComparison {
    private struct Call: Hashable {
        let connectionID: UInt32
        let callID: UInt32
    }

    private struct Answer {
        var method: String
        var messages: [[UInt8]] = []
        /// Flags and status; nil while the call has not ended.
        var ending: [String]?
    }

    private let calls: Int
    private let differences: [String]

    init(recorded: [RecordedFrame], replayed: [RecordedFrame]) {
        let (before, after) = (Self.answers(recorded), Self.answers(replayed))
        // A call that the log does not see the end of can be compared with nothing.
        let ended = before.filter { $0.value.ending != nil }
        calls = ended.count
        differences = ended.sorted { ($0.key.connectionID, $0.key.callID) < ($1.key.connectionID, $1.key.callID) }
            .compactMap { call, answer in
                let title = "connection \(call.connectionID) call \(call.callID) \(answer.method)"
                guard let other = after[call], let ending = other.ending else { return "\(title): not answered" }
                guard ending == answer.ending else {
                    return "\(title): was \(Self.text(answer.ending)), is \(Self.text(ending))"
                }
                guard other.messages == answer.messages else { return "\(title): another message" }
                return nil
            }
    }

    var isSame: Bool { differences.isEmpty }

    var lines: [String] {
        differences + ["\(calls - differences.count) of \(calls) calls were answered the same"]
    }

    private static func text(_ ending: [String]?) -> String { (ending ?? []).joined(separator: ", ") }

    private static func answers(_ frames: [RecordedFrame]) -> [Call: Answer] {
        var answers: [Call: Answer] = [:]
        for frame in frames where frame.callID > 0 {
            let call = Call(connectionID: frame.connectionID, callID: frame.callID)
            guard frame.isSent else {
                if frame.type == "CALL" { answers[call] = Answer(method: frame.method) }
                continue
            }
            var answer = answers[call] ?? Answer(method: frame.method)
            if let message = frame.message { answer.messages.append(message) }
            if frame.endsCall { answer.ending = frame.notes.isEmpty ? ["OK"] : frame.notes }
            answers[call] = answer
        }
        return answers
    }
}
