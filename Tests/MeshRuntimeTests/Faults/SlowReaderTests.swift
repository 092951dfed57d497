import MeshContracts
import MeshTestKit
import NIOCore
import Testing

@testable import MeshRuntime

extension FaultTests {
    /// Streams whose reader is slower than their writer: the writer waits, and nothing gathers between them.
    @Suite struct SlowReaderTests {
        static let kilobytes64 = MeshV1.Pair(value: Array(repeating: 7, count: 65_536))

        /// Counts what the handler could send to a reader before it was held back.
        private func messagesWritten(to connect: (HostileClients) async throws -> RawConnection) async throws -> Int {
            let written = Counter()
            let service = EchoService(onStream: { _, responses, _ in
                while true {
                    try await responses.write(Self.kilobytes64)
                    written.increment()
                }
            })
            let server = try await FaultServer(service, configure: { $0.timeouts.writeStall = .seconds(1) })
            var count = 0
            try await server.run { server in
                let connection = try await connect(server.hostile)
                var last = -1
                while written.value != last || last <= 0 {
                    last = written.value
                    try await Task.sleep(for: .milliseconds(200))
                }
                count = written.value
                await connection.reset()
            }
            return count
        }

        @Test func readerWithoutCreditHoldsItsWriter() async throws {
            let count = try await messagesWritten { hostile in
                let connection = try await hostile.connect()
                try await connection.send(
                    TestFrames.hello + TestFrames.call(1, TestFrames.callHead("test.Echo/Stream"))
                )
                return connection
            }
            #expect(count == 1, "a window of 64 KiB, overdrawn by one message")
        }

        /// It grants 1 GiB and takes nothing from the socket: what the system buffers is all that is written.
        @Test func readerThatGrantsCreditAndReadsNothingHoldsItsWriter() async throws {
            let count = try await messagesWritten { hostile in
                let connection = try await hostile.connect(reads: false)
                let credit = TestFrames.written { $0.writeCredit(callID: 1, byteCount: 1 << 30) }
                try await connection.send(
                    TestFrames.hello + TestFrames.call(1, TestFrames.callHead("test.Echo/Stream")) + credit
                )
                return connection
            }
            #expect(count < 256, "\(count) messages of 64 KiB were written to a reader that takes none")
        }

        @Test func handlerThatReadsSlowlyGetsAllInFlatMemory() async throws {
            let (written, readCount) = (Counter(), Counter())
            let service = EchoService(onUpload: { requests, _ in
                var ahead = 0
                for try await _ in requests {
                    readCount.increment()
                    ahead = max(ahead, written.value - readCount.value)
                    if readCount.value % 10 == 0 { try await Task.sleep(for: .milliseconds(5)) }
                }
                return MeshV1.Pair(key: "\(ahead)")
            })
            try await FaultServer(service).run { server in
                let client = server.makeClient()
                let options = CallOptions(timeout: .seconds(60))
                let reply = try await client.clientStreaming(EchoService.upload, options: options) { requests in
                    for _ in 0..<200 {
                        try await requests.write(Self.kilobytes64)
                        written.increment()
                    }
                }
                #expect(readCount.value == 200)
                #expect(try #require(Int(reply.key)) <= 6, "a window of 256 KiB, overdrawn by one message")
                await client.close()
            }
        }
    }
}
