import NIOCore
import Testing

@testable import Inference

@Suite struct EmbeddingQueueTests {
    private static func at(_ milliseconds: Int) -> NIODeadline {
        .uptimeNanoseconds(0) + .milliseconds(Int64(milliseconds))
    }

    private static func inputs(_ texts: String...) -> [EmbeddingInput] {
        texts.map { EmbeddingInput(purpose: .query, text: $0) }
    }

    private static func embeddings(of batch: EmbeddingQueue.Batch) -> [Embedding] {
        batch.items.map { Embedding(values: [Float($0.input.text.count)], tokens: 1, isTruncated: false) }
    }

    private static func texts(_ action: EmbeddingQueue.Action) -> [String] {
        guard case .encode(let batch) = action else { return [] }
        return batch.items.map(\.input.text)
    }

    @Test func aSingleSentenceDoesNotWaitBehindABulkCall() throws {
        var queue = EmbeddingQueue(limits: .init(batchTextsMax: 2))
        _ = try queue.add(Self.inputs("a", "b", "c", "d"), deadline: nil, now: Self.at(0))
        _ = try queue.add(Self.inputs("short"), deadline: nil, now: Self.at(1))
        #expect(Self.texts(queue.next(now: Self.at(2))) == ["a", "short"])
        #expect(Self.texts(queue.next(now: Self.at(3))) == ["b", "c"])
        #expect(Self.texts(queue.next(now: Self.at(4))) == ["d"])
        #expect(queue.next(now: Self.at(5)) == .idle)
    }

    @Test func aCallIsWholeWhenItsLastTextIsAndKeepsItsOrder() throws {
        var queue = EmbeddingQueue(limits: .init(batchTextsMax: 2))
        let id = try queue.add(Self.inputs("a", "bb", "ccc"), deadline: nil, now: Self.at(0))
        var whole: [EmbeddingQueue.CallID: [Embedding]] = [:]
        while case .encode(let batch) = queue.next(now: Self.at(1)) {
            #expect(whole.isEmpty)
            whole = queue.complete(batch, with: Self.embeddings(of: batch), took: .milliseconds(1))
        }
        #expect(whole[id]?.map(\.values) == [[1], [2], [3]])
    }

    @Test func aFullQueueRefuses() throws {
        var queue = EmbeddingQueue(limits: .init(textsMax: 3))
        _ = try queue.add(Self.inputs("a", "b"), deadline: nil, now: Self.at(0))
        #expect(throws: InferenceError.queueFull(waiting: 2, max: 3)) {
            try queue.add(Self.inputs("c", "d"), deadline: nil, now: Self.at(0))
        }
        // A text that is taken leaves its place.
        _ = queue.next(now: Self.at(0))
        _ = try queue.add(Self.inputs("c", "d"), deadline: nil, now: Self.at(0))
    }

    @Test func aCallPastItsDeadlineExpiresAndItsTextsAreNotEncoded() throws {
        var queue = EmbeddingQueue(limits: .init(batchTextsMax: 4))
        let late = try queue.add(Self.inputs("late"), deadline: Self.at(10), now: Self.at(0))
        _ = try queue.add(Self.inputs("patient"), deadline: nil, now: Self.at(0))
        #expect(queue.next(now: Self.at(10)) == .expire([late]))
        #expect(Self.texts(queue.next(now: Self.at(10))) == ["patient"])
    }

    @Test func aCallThatIsHopelesslyLateIsRefusedAtOnce() throws {
        var queue = EmbeddingQueue(limits: .init())
        _ = try queue.add(Self.inputs("learn"), deadline: nil, now: Self.at(0))
        guard case .encode(let batch) = queue.next(now: Self.at(0)) else { return #expect(Bool(false)) }
        _ = queue.complete(batch, with: Self.embeddings(of: batch), took: .milliseconds(100))
        // 100 ms by forecast; the model may be twice as fast.
        #expect(throws: InferenceError.deadlineOutOfReach(needed: .milliseconds(100), left: .milliseconds(49))) {
            try queue.add(Self.inputs("equal"), deadline: Self.at(49), now: Self.at(0))
        }
        _ = try queue.add(Self.inputs("equal"), deadline: Self.at(50), now: Self.at(0))
        #expect(throws: InferenceError.deadlineOutOfReach(needed: .milliseconds(200), left: .milliseconds(99))) {
            try queue.add(Self.inputs("other"), deadline: Self.at(99), now: Self.at(0))
        }
        #expect(throws: InferenceError.deadlinePassed) {
            try queue.add(Self.inputs("past"), deadline: Self.at(5), now: Self.at(5))
        }
    }

    @Test func anIdleModelWaitsForCompanyButABusyOneDoesNot() throws {
        var queue = EmbeddingQueue(limits: .init(batchTextsMax: 2, batchWait: .milliseconds(3)))
        _ = try queue.add(Self.inputs("a"), deadline: nil, now: Self.at(0))
        #expect(queue.next(now: Self.at(1)) == .wait(until: Self.at(3)))
        _ = try queue.add(Self.inputs("b"), deadline: nil, now: Self.at(2))
        #expect(Self.texts(queue.next(now: Self.at(2))) == ["a", "b"])
        _ = try queue.add(Self.inputs("c"), deadline: nil, now: Self.at(4))
        #expect(Self.texts(queue.next(now: Self.at(4))) == ["c"])
        #expect(queue.next(now: Self.at(5)) == .idle)
        _ = try queue.add(Self.inputs("d"), deadline: nil, now: Self.at(6))
        #expect(queue.next(now: Self.at(8)) == .wait(until: Self.at(9)))
        #expect(Self.texts(queue.next(now: Self.at(9))) == ["d"])
    }

    @Test func aCancelledCallIsForgottenWithItsTextInFlight() throws {
        var queue = EmbeddingQueue(limits: .init())
        let id = try queue.add(Self.inputs("a", "b"), deadline: nil, now: Self.at(0))
        guard case .encode(let batch) = queue.next(now: Self.at(0)) else { return #expect(Bool(false)) }
        queue.cancel(id)
        #expect(queue.complete(batch, with: Self.embeddings(of: batch), took: .milliseconds(1)).isEmpty)
        #expect(queue.next(now: Self.at(0)) == .idle)
        #expect(queue.waitingTexts == 0)
    }

    @Test func aFailedBatchEndsItsCallsAlone() throws {
        var queue = EmbeddingQueue(limits: .init(batchTextsMax: 2))
        let first = try queue.add(Self.inputs("a"), deadline: nil, now: Self.at(0))
        let second = try queue.add(Self.inputs("b", "c"), deadline: nil, now: Self.at(0))
        _ = try queue.add(Self.inputs("d"), deadline: nil, now: Self.at(0))
        guard case .encode(let batch) = queue.next(now: Self.at(0)) else { return #expect(Bool(false)) }
        #expect(queue.fail(batch) == [first, second])
        #expect(Self.texts(queue.next(now: Self.at(0))) == ["d"])
    }
}
