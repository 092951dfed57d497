import Foundation
import Logging
import MeshContracts
import NIOCore
import Testing

@testable import MeshRuntime
@testable import XiaoerTool

@Suite struct ReplayTests {
    private func frame(
        _ type: String,
        isSent: Bool,
        notes: [String] = [],
        message: [UInt8]? = nil
    ) -> RecordedFrame {
        RecordedFrame(
            unixMilliseconds: 1500,
            connectionID: 1,
            isSent: isSent,
            type: type,
            callID: 7,
            method: "a.B/C",
            notes: notes,
            message: message
        )
    }

    private func call(answer: RecordedFrame?) -> [RecordedFrame] {
        [frame("CALL", isSent: false, message: [1])] + (answer.map { [$0] } ?? [])
    }

    @Test func theSameAnswersAreTheSame() {
        let run = call(answer: frame("REPLY", isSent: true, notes: ["END"], message: [2]))
        let comparison = ReplayComparison(recorded: run, replayed: run)
        #expect(comparison.isSame)
        #expect(comparison.lines == ["1 of 1 calls were answered the same"])
    }

    @Test func aCallThatWasOpenAtTheEndIsNotCompared() {
        #expect(ReplayComparison(recorded: call(answer: nil), replayed: []).isSame)
    }

    @Test func eachKindOfDifferenceIsTold() {
        let before = call(answer: frame("REPLY", isSent: true, notes: ["END"], message: [2]))
        let missing = ReplayComparison(recorded: before, replayed: call(answer: nil))
        #expect(missing.lines.first == "connection 1 call 7 a.B/C: not answered")
        let failed = call(answer: frame("REPLY", isSent: true, notes: ["END", "NOT_FOUND: no"]))
        #expect(
            ReplayComparison(recorded: before, replayed: failed).lines.first
                == "connection 1 call 7 a.B/C: was END, is END, NOT_FOUND: no"
        )
        let other = call(answer: frame("REPLY", isSent: true, notes: ["END"], message: [3]))
        #expect(
            ReplayComparison(recorded: before, replayed: other).lines.first
                == "connection 1 call 7 a.B/C: another message"
        )
    }

    @Test func aFrameIsOneLine() {
        let line = FrameText.line(
            frame("CALL", isSent: false, notes: ["END", "MESSAGE"], message: [1, 2]),
            since: 1000,
            FrameSchema()
        )
        #expect(line == "    0.500 s 1 <- CALL 7 a.B/C (END, MESSAGE) 2 bytes")
    }

    @Test func aLogPlaysAgainToTheSameAnswers() async throws {
        let path = NSTemporaryDirectory() + "replay-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let logger = Logger(label: "replay-test", factory: { _ in SwiftLogNoOpLogHandler() })
        var configuration = ServerConfiguration()
        configuration.wireLog = try WireLog(path: path, byteCountMax: 1_000_000, logger: logger)
        let server = MeshServer(services: [], configuration: configuration, logger: logger)
        let port = try #require(try await server.start().port)
        try await withClient(ConnectionOptions.client(at: "127.0.0.1:\(port)")) { client in
            let health = MeshV1.HealthClient(client)
            _ = try await health.check(MeshV1.HealthCheckRequest())
            await #expect(throws: CallError.self) {
                try await health.check(MeshV1.HealthCheckRequest(service: "no.Such"))
            }
        }
        let records = try WireLogFile.records(path)
        let player = WirePlayer(
            endpoint: try EndpointAddress("127.0.0.1:\(port)"),
            keepsPauses: false,
            patience: .seconds(10)
        )
        let comparison = ReplayComparison(
            recorded: WireLogFile.frames(records),
            replayed: try await player.play(records)
        )
        await server.stop()
        #expect(comparison.lines == ["2 of 2 calls were answered the same"])
    }
}
