import Synchronization
import Testing

@testable import Contracts
@testable import Gateway

@Suite struct CustomerStreamsTests {
    private func streams(_ rememberedMax: Int = 10) -> CustomerStreams {
        CustomerStreams(rememberedMax: rememberedMax, now: { 7 })
    }

    /// Runs the body beside an open stream, and returns what the stream got.
    private func withStream(
        of customer: String,
        in streams: CustomerStreams,
        expecting count: Int,
        _ body: @escaping @Sendable () async throws -> Void
    ) async throws -> [String] {
        let got = Mutex<[String]>([])
        let (arrivals, arrival) = AsyncStream<Void>.makeStream()
        try await streams.withNotices(for: customer) { notice in
            got.withLock { $0.append(notice.text) }
            arrival.yield()
        } _: {
            try await body()
            var iterator = arrivals.makeAsyncIterator()
            for _ in 0..<count { await iterator.next() }
        }
        return got.withLock(\.self)
    }

    @Test func noticeReachesTheConnectedCustomerOnce() async throws {
        let streams = streams()
        #expect(!streams.show(.init(text: "before"), id: "n0", to: "C1"))
        let got = try await withStream(of: "C1", in: streams, expecting: 2) {
            #expect(streams.presence(of: "C1").streams == 1)
            #expect(!streams.show(.init(text: "not hers"), id: "n1", to: "C2"))
            // What nobody saw may be tried again, and what was seen is not shown again.
            #expect(streams.show(.init(text: "now"), id: "n0", to: "C1"))
            #expect(streams.show(.init(text: "again"), id: "n0", to: "C1"))
            #expect(streams.show(.init(text: "other"), id: "n2", to: "C1"))
        }
        #expect(got == ["now", "other"])
        #expect(streams.presence(of: "C1") == (0, 7))
        #expect(streams.presence(of: "C2") == (0, 0))
    }

    @Test func errorOfTheStreamEndsIt() async throws {
        struct Broken: Error {}
        let streams = streams()
        await #expect(throws: Broken.self) {
            try await streams.withNotices(for: "C1") { _ in
            } _: {
                throw Broken()
            }
        }
        #expect(streams.presence(of: "C1").streams == 0)
        await #expect(throws: Broken.self) {
            try await streams.withNotices(for: "C1") { _ in
                throw Broken()
            } _: {
                #expect(streams.show(.init(text: "x"), id: "n", to: "C1"))
                // Goes on until it is cancelled.
                let (never, held) = AsyncStream<Void>.makeStream()
                for await _ in never {}
                held.finish()
            }
        }
    }

    @Test func onlyTheLatestNoticesAreRemembered() async throws {
        let streams = streams(4)
        _ = try await withStream(of: "C1", in: streams, expecting: 0) {
            for number in 0..<100 { #expect(streams.show(.init(text: "x"), id: "n\(number)", to: "C1")) }
        }
        #expect(streams.show(.init(text: "x"), id: "n99", to: "C1"))
        #expect(!streams.show(.init(text: "x"), id: "n0", to: "C1"))
    }
}
