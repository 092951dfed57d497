import FixtureContracts
import MeshRuntime
import Synchronization

/// Makes the calls of protocol cases with the generated client, and says what differs from the expected.
struct CaseRunner: Sendable {
    typealias Request = FixtureV1.InteropRequest
    typealias Response = FixtureV1.InteropResponse

    var makeClient: @Sendable () -> MeshClient
    /// Lets time pass, where it does not by itself.
    var advance: (@Sendable (Duration) async -> Void)?

    func problems(of testCase: ProtocolCase) async -> [String] {
        let client = makeClient()
        var problems: [String] = []
        if testCase.isParallel == true {
            problems = await withTaskGroup { group in
                for _ in 0..<(testCase.count ?? 1) { group.addTask { await self.problems(of: testCase, client) } }
                return await group.reduce([], +)
            }
        } else {
            for _ in 0..<(testCase.count ?? 1) {
                let fresh = testCase.hasNewConnections == true ? makeClient() : nil
                problems += await self.problems(of: testCase, fresh ?? client)
                await fresh?.close()
            }
        }
        await client.close()
        return problems
    }

    private func problems(of testCase: ProtocolCase, _ client: MeshClient) async -> [String] {
        // A deadline that passes before there is a connection is not what the cases are about.
        _ = try? await FixtureV1.InteropClient(client).touch(FixtureV1.Empty())
        var problems: [String] = []
        for call in testCase.calls {
            let record = CallRecord()
            let running = Task { await record.finish { try await make(call, client, record) } }
            if let advance, let timeout = call.timeoutMilliseconds {
                while !record.isFinished {
                    let hasAll = record.responseCount >= call.expected.responses?.count ?? 0
                    if hasAll { await advance(.milliseconds(timeout)) } else { await Task.yield() }
                }
            }
            if call.cancellation == .requestsEnd, !call.streamsRequests {
                for _ in 0..<10 { await Task.yield() }
                running.cancel()
            }
            await running.value
            problems += record.problems(against: call.expected)
        }
        return problems
    }

    /// Runs in a task of its own, which a case may cancel.
    private func make(_ call: ProtocolCase.Call, _ client: MeshClient, _ record: CallRecord) async throws {
        let interop = FixtureV1.InteropClient(client)
        let options = call.options(record)
        let first = call.messages.first ?? Request()
        switch call.name {
        case "Unary":
            record.add(try await interop.unary(first, options: options))
        case "Download":
            for try await response in try await interop.download(first, options: options) {
                record.add(response)
                if call.cancellation == .firstResponse { Self.cancel() }
            }
        case "Upload":
            let response = try await interop.upload(options: options) { requests in
                if call.cancellation == .begin {
                    Self.cancel()
                    // An end of the requests would be a call that the server may answer first.
                    try Task.checkCancellation()
                }
                for message in call.messages { try await requests.write(message) }
                requests.finish()
                if call.cancellation == .requestsEnd { Self.cancel() }
                try Task.checkCancellation()
            }
            record.add(response)
        case "Duplex":
            try await interop.duplex(options: options) { requests, responses in
                try await converse(call, requests, responses, record)
            }
        default:
            let method = MethodDescriptor<Request, Response>(name: call.method, kind: .unary)
            record.add(try await client.unary(method, first, options: options))
        }
    }

    private func converse(
        _ call: ProtocolCase.Call,
        _ requests: RequestWriter<Request>,
        _ responses: ResponseStream<Response>,
        _ record: CallRecord
    ) async throws {
        var iterator = responses.makeAsyncIterator()
        for message in call.messages {
            try await requests.write(message)
            for _ in message.responseBytes where call.takesTurns == true {
                if let response = try await iterator.next() { record.add(response) }
            }
        }
        if call.cancellation != .firstResponse { requests.finish() }
        if call.cancellation == .requestsEnd { Self.cancel() }
        while let response = try await iterator.next() {
            record.add(response)
            if call.cancellation == .firstResponse { Self.cancel() }
        }
    }

    private static func cancel() {
        withUnsafeCurrentTask { $0?.cancel() }
    }
}

extension ProtocolCase.Call {
    var name: String { method.split(separator: "/").last.map(String.init) ?? "" }
    var streamsRequests: Bool { ["Upload", "Duplex"].contains(name) }

    var messages: [CaseRunner.Request] {
        (requests ?? []).map { request in
            CaseRunner.Request(
                payload: Array(repeating: 0, count: request.payload ?? 0),
                responseBytes: request.responses ?? [],
                status: request.status.map { FixtureV1.InteropStatus(code: $0.code, message: $0.message) },
                hangs: request.hangs ?? false
            )
        }
    }

    func options(_ record: CallRecord) -> CallOptions {
        CallOptions(
            timeout: .milliseconds(timeoutMilliseconds ?? 60_000),
            metadata: Metadata((metadata ?? []).map { Metadata.Entry(key: $0[0], value: Self.bytes($0[1])) }),
            onTrailers: { record.note($0) }
        )
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = Array(hexadecimal)
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0..<$0 + 2]), radix: 16) }
    }
}

/// How one call went.
final class CallRecord: Sendable {
    private struct State {
        var responses: [FixtureV1.InteropResponse] = []
        var trailers = Metadata()
        var error: CallError?
        var unexpectedError: String?
        var isFinished = false
    }

    private let state = Mutex(State())

    var isFinished: Bool { state.withLock { $0.isFinished } }
    var responseCount: Int { state.withLock { $0.responses.count } }

    func add(_ response: FixtureV1.InteropResponse) {
        state.withLock { $0.responses.append(response) }
    }

    func note(_ trailers: Metadata) {
        state.withLock { $0.trailers = trailers }
    }

    func finish(_ body: () async throws -> Void) async {
        var failure: (any Error)?
        do { try await body() } catch { failure = error }
        state.withLock { state in
            state.error = failure as? CallError
            if state.error == nil { state.unexpectedError = failure.map { "\($0)" } }
            state.isFinished = true
        }
    }

    func problems(against expected: ProtocolCase.Expectation) -> [String] {
        state.withLock { state in
            var problems: [String] = state.unexpectedError.map { ["threw \($0)"] } ?? []
            func check<Value: Equatable>(_ what: String, _ value: Value, _ expected: Value?) {
                if let expected, value != expected { problems.append("\(what) is \(value), not \(expected)") }
            }
            check("code", state.error?.code.rawValue ?? 0, expected.code ?? 0)
            check("message", state.error?.message ?? "", expected.message)
            check("responses", state.responses.map(\.payload.count), expected.responses)
            check("request bytes", state.responses.last?.requestBytes ?? 0, expected.requestBytes)
            check("requests", state.responses.last?.requests ?? 0, expected.requestCount)
            let trailers = state.trailers.entries.map { entry in
                [entry.key, entry.value.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()]
            }
            check("metadata", trailers, expected.metadata)
            return problems
        }
    }
}
