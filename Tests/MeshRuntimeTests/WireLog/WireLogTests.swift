import Foundation
import Logging
import MeshContracts
import MeshTestKit
import NIOCore
import ProtobufC
import Testing

@testable import MeshRuntime

@Suite struct WireLogTests {
    private let path = NSTemporaryDirectory() + "wire-log-\(UUID().uuidString)"
    private let logger = Logger(label: "wire-log-test", factory: { _ in SwiftLogNoOpLogHandler() })

    private func contents() throws -> ByteBuffer {
        ByteBuffer(bytes: try Data(contentsOf: URL(filePath: path)))
    }

    /// One call through a server that logs, and the frames that the log then holds.
    private func framesOfOneCall(slicing: ByteSlicing = .whole) async throws -> [RecordedFrame] {
        defer { try? FileManager.default.removeItem(atPath: path) }
        var configuration = ServerConfiguration(name: "logged")
        configuration.wireLog = try WireLog(path: path, byteCountMax: 1_000_000, logger: logger)
        let mesh = InMemoryMesh(services: [], configuration: configuration, slicing: slicing)
        let client = mesh.makeClient(configuration: ClientConfiguration(peerName: "caller", token: "secret"))
        _ = try await MeshV1.HealthClient(client).check(MeshV1.HealthCheckRequest())
        await client.close()
        await mesh.stop()
        var frames = RecordedFrames()
        return try WireRecord.records(in: contents(), path: path).flatMap { frames.append($0) }
    }

    @Test(arguments: [ByteSlicing.whole, .pieces(1), .pieces(7)])
    func bothSidesOfACallAreLogged(slicing: ByteSlicing) async throws {
        let frames = try await framesOfOneCall(slicing: slicing)
        let call = try #require(frames.first { $0.type == "CALL" })
        #expect(!call.isSent)
        #expect(call.method == "mesh.v1.Health/Check")
        #expect(call.message == [])
        let reply = try #require(frames.first { $0.type == "REPLY" })
        #expect(reply.isSent)
        #expect(reply.callID == call.callID)
        #expect(reply.method == call.method)
        #expect(try MeshV1.HealthCheckResponse(serializedBytes: reply.message ?? []).state == .serving)
    }

    @Test func tokensAreNotShown() async throws {
        let hello = try #require(try await framesOfOneCall().first { $0.type == "HELLO" && !$0.isSent })
        #expect(hello.notes == ["peer \"caller\", with a token"])
    }

    @Test func theFileStaysWithinItsBound() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let log = try WireLog(path: path, byteCountMax: 1000, logger: logger)
        for _ in 0..<100 { log.record(ByteBuffer(repeating: 7, count: 100), connectionID: 1, isSent: true) }
        #expect(try contents().readableBytes <= 1000)
        // What was written is whole.
        #expect(try WireRecord.records(in: contents(), path: path).count == 8)
    }

    @Test func aPlaceThatCannotBeWrittenIsNamed() {
        #expect(throws: WireLogError.unwritable(path: "/no/such/file", reason: "No such file or directory")) {
            try WireLog(path: "/no/such/file", byteCountMax: 1000, logger: logger)
        }
    }

    @Test(arguments: ["", "MSHLOG", "MSHLOG2\n", "PK\u{3}\u{4}"])
    func anotherFileIsNoWireLog(text: String) {
        #expect(throws: WireLogError.notAWireLog(path: "a")) {
            try WireRecord.records(in: ByteBuffer(string: text), path: "a")
        }
    }

    /// The rule: cut anywhere but between two records, the file is damaged at the last one's beginning.
    @Test func aFileThatBreaksOffIsDamaged() throws {
        var file = ByteBuffer(string: WireRecord.fileHeader)
        let record = WireRecord(unixMilliseconds: 1, connectionID: 2, isSent: false, bytes: ByteBuffer(bytes: [1, 2]))
        record.encode(into: &file)
        let whole = try WireRecord.records(in: file, path: "a")
        #expect(whole == [record])
        let start = WireRecord.fileHeader.utf8.count
        for length in (start + 1)..<file.readableBytes {
            let cut = try #require(file.getSlice(at: 0, length: length))
            #expect(throws: WireLogError.malformed(path: "a", offset: start)) {
                try WireRecord.records(in: cut, path: "a")
            }
        }
    }

    @Test func bytesThatAreNoFramesAreShownAsSuch() {
        let bytes = ByteBuffer(string: "GET / HTTP/1.1\r\n")
        let record = WireRecord(unixMilliseconds: 1, connectionID: 1, isSent: false, bytes: bytes)
        var frames = RecordedFrames()
        #expect(frames.append(record).map(\.type) == ["MALFORMED"])
    }
}
