import Contracts
import Foundation
import MeshRuntime
import MeshTestKit
import ProtobufC
import Synchronization
import Testing

@testable import XiaoerTool

@Suite struct FileImportTests {
    /// Stages bytes in order, as the contract says, and commits what it is told to.
    private final class ScriptedOrders: OrdersV1.OrdersService {
        struct State {
            var staged: [UInt8] = []
            var commit: OrdersV1.CommitImportRequest?
            /// Calls that arrive and whose answer is lost.
            var lostAnswers: Set<Int> = []
            var calls = 0
        }

        let state: Mutex<State>
        private let refusal: CallError?

        init(lostAnswers: Set<Int> = [], refusal: CallError? = nil) {
            state = Mutex(State(lostAnswers: lostAnswers))
            self.refusal = refusal
        }

        func stageImport(
            _ request: OrdersV1.StageImportRequest,
            context: CallContext
        ) async throws -> OrdersV1.StageImportResponse {
            try state.withLock { state in
                state.calls += 1
                guard request.offset == UInt64(state.staged.count) else {
                    throw CallError(.outOfRange, "the next byte is \(state.staged.count)")
                }
                state.staged += request.data
                if state.lostAnswers.contains(state.calls) { throw CallError(.unavailable, "the connection broke") }
                return OrdersV1.StageImportResponse(stagedBytes: UInt64(state.staged.count))
            }
        }

        func commitImport(
            _ request: OrdersV1.CommitImportRequest,
            responses: ResponseWriter<OrdersV1.ImportProgress>,
            context: CallContext
        ) async throws {
            state.withLock { $0.commit = request }
            if let refusal { throw refusal }
            try await responses.write(OrdersV1.ImportProgress(linesDone: 1, linesTotal: 2))
            let summary = OrdersV1.ImportSummary(customers: 1, orders: 2)
            try await responses.write(OrdersV1.ImportProgress(linesDone: 2, linesTotal: 2, summary: summary))
        }
    }

    private func run(_ bytes: [UInt8], _ orders: ScriptedOrders) async throws -> OrdersV1.ImportSummary {
        let path = NSTemporaryDirectory() + "xiaoer-import-\(UUID().uuidString).jsonl"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let mesh = InMemoryMesh(services: [orders])
        // What is sent again is the import's to decide here; the client's own retries would wait for the manual clock.
        var configuration = ClientConfiguration()
        configuration.retry.attemptsMax = 1
        let client = mesh.makeClient(configuration: configuration)
        let pacer = Pacer(now: { .zero }, sleep: { _ in })
        let result: Result<OrdersV1.ImportSummary, any Error>
        do {
            let fileImport = FileImport(orders: OrdersV1.OrdersClient(client), shiftDays: 3, pacer: pacer)
            result = .success(try await fileImport.run(path))
        } catch {
            result = .failure(error)
        }
        await client.close()
        await mesh.stop()
        return try result.get()
    }

    /// Sizes around the borders of a chunk.
    @Test(arguments: [0, 1, ChunkedFile.chunkBytes - 1, ChunkedFile.chunkBytes, ChunkedFile.chunkBytes + 1, 1_300_000])
    func theFileArrivesWhole(size: Int) async throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 8)) }
        let orders = ScriptedOrders()
        let summary = try await run(bytes, orders)
        #expect(TransferText.summary(summary) == "imported 1 customer, 2 orders")
        let state = orders.state.withLock { $0 }
        #expect(state.staged == bytes)
        #expect(state.commit?.sizeBytes == UInt64(size))
        #expect(state.commit?.shiftDays == 3)
        var digest = FileDigest()
        digest.add(bytes)
        let expected = digest.finish()
        #expect(state.commit?.sha256 == expected)
    }

    @Test func aLostAnswerDoesNotDoubleAChunk() async throws {
        let bytes = [UInt8](repeating: 7, count: 1_300_000)
        let orders = ScriptedOrders(lostAnswers: [1, 3])
        _ = try await run(bytes, orders)
        #expect(orders.state.withLock { $0.staged } == bytes)
    }

    @Test func aRefusalNamesFileLineFieldAndRule() async throws {
        let reason = OrdersV1.ImportError(
            fileName: "a.jsonl",
            line: 7,
            field: "items[1].quantity",
            rule: "must be at least 1"
        )
        let detail = StatusDetail(type: OrdersV1.ImportError.protobufName, value: try reason.serializedBytes())
        let orders = ScriptedOrders(refusal: CallError(.invalidArgument, "refused", details: [detail]))
        let error = await #expect(throws: TransferError.self) { try await run([1], orders) }
        #expect(
            error.map { "\($0)" } == "a.jsonl:7: items[1].quantity: must be at least 1; nothing was imported"
        )
    }

    @Test func aFolderIsNoFile() {
        #expect(throws: TransferError.unreadable(path: "/tmp", reason: "it is not a file")) {
            _ = try ChunkedFile(path: "/tmp")
        }
        #expect(throws: TransferError.unreadable(path: "/nonexistent", reason: "No such file or directory")) {
            _ = try ChunkedFile(path: "/nonexistent")
        }
    }

    /// The empty message's digest is a published test value.
    @Test func digestsAreSHA256() {
        let digest = FileDigest().finish()
        #expect(digest.prefix(4) == [0xE3, 0xB0, 0xC4, 0x42])
        #expect(digest.count == 32)
    }
}
