import ArgumentParser
import Foundation
import MeshRuntime
import ProtobufReflection

/// `xiaoer frames FILE`: what a wire log holds.
struct Frames: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the frames of a wire log.",
        discussion: """
            A service writes one with the setting wire_log.file. Messages are decoded by what the running mesh, or the \
            service at --address, says of its contracts; without one their sizes are printed. The output holds what \
            customers wrote.
            """
    )

    @OptionGroup
    var connection: ConnectionOptions

    @Argument(help: ArgumentHelp("The wire log.", valueName: "file"))
    var file: String

    func run() async throws {
        let frames = WireLogFile.frames(try WireLogFile.records(file))
        let schema = await FrameSchema.fetch(connection)
        let start = frames.first?.unixMilliseconds ?? 0
        for frame in frames { Console.result(FrameText.line(frame, since: start, schema)) }
    }
}

/// The contracts by which messages are decoded; none when nobody is there to tell.
struct FrameSchema {
    private let pools: [SchemaPool]

    init(pools: [SchemaPool] = []) {
        self.pools = pools
    }

    static func fetch(_ connection: ConnectionOptions) async -> FrameSchema {
        do {
            return FrameSchema(pools: try await MeshCatalogue.fetch(connection).contracts.map(\.pool))
        } catch {
            Console.note("xiaoer: messages are not decoded: \(error)")
            return FrameSchema()
        }
    }

    /// A frame's message as JSON; nil when its type is not known or it is no such message.
    func json(_ frame: RecordedFrame, _ message: [UInt8]) -> String? {
        for pool in pools {
            guard let method = try? pool.method(frame.method) else { continue }
            let type = frame.isSent ? method.output : method.input
            return try? pool.json(from: message, of: type, includesDefaults: false, isIndented: false)
        }
        return nil
    }
}

enum FrameText {
    /// `    0.012 s  2 <- CALL 1 a.B/C (END MESSAGE) {"id": "1"}`; the arrow points to the server for what it received.
    static func line(_ frame: RecordedFrame, since start: Int64, _ schema: FrameSchema) -> String {
        let seconds = Double(frame.unixMilliseconds - start) / 1000
        let time = String(format: "%9.3f s", seconds)
        var words = [time, "\(frame.connectionID)", frame.isSent ? "->" : "<-", frame.type]
        if frame.callID > 0 { words.append("\(frame.callID)") }
        if !frame.method.isEmpty { words.append(frame.method) }
        if !frame.notes.isEmpty { words.append("(\(frame.notes.joined(separator: ", ")))") }
        if let message = frame.message {
            words.append(schema.json(frame, message) ?? "\(message.count) bytes")
        }
        return words.joined(separator: " ")
    }
}
