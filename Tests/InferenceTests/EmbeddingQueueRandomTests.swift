import NIOCore
import SeededRandom
import Testing

@testable import Inference

/// The queue against random events: every call ends exactly once, and nothing is left over.
@Suite struct EmbeddingQueueRandomTests {
    /// Knows of each call only whether it is still open.
    private struct Model {
        var queue: EmbeddingQueue
        var open: Set<EmbeddingQueue.CallID> = []
        var inFlight: EmbeddingQueue.Batch?
        var now: NIODeadline = .uptimeNanoseconds(1)
        let limits: EmbeddingQueue.Limits

        init(limits: EmbeddingQueue.Limits) {
            self.limits = limits
            queue = EmbeddingQueue(limits: limits)
        }

        mutating func end(_ calls: some Sequence<EmbeddingQueue.CallID>) {
            for id in calls { #expect(open.remove(id) != nil, "call \(id) ended twice") }
        }

        mutating func step(_ random: inout SplitMix64) {
            now = now + .microseconds(Int64.random(in: 0...900, using: &random))
            switch Int.random(in: 0..<10, using: &random) {
            case 0...3: add(&random)
            case 4: cancel(&random)
            case 5...7: advance()
            default: finish(fails: Int.random(in: 0..<8, using: &random) == 0)
            }
            #expect((0...limits.textsMax).contains(queue.waitingTexts))
        }

        private mutating func add(_ random: inout SplitMix64) {
            let texts = (0..<Int.random(in: 1...5, using: &random)).map { "text \($0)" }
            let slack = Int64.random(in: 0...4_000, using: &random)
            let deadline = Bool.random(using: &random) ? now + .microseconds(slack) : nil
            // A refusal is an answer too; only admitted calls have an end to wait for.
            let inputs = texts.map { EmbeddingInput(purpose: .query, text: $0) }
            if let id = try? queue.add(inputs, deadline: deadline, now: now) { open.insert(id) }
        }

        private mutating func cancel(_ random: inout SplitMix64) {
            guard let id = open.sorted().randomElement(using: &random) else { return }
            queue.cancel(id)
            end([id])
        }

        private mutating func advance() {
            guard inFlight == nil else { return }
            switch queue.next(now: now) {
            case .encode(let batch):
                #expect((1...limits.batchTextsMax).contains(batch.items.count))
                inFlight = batch
            case .expire(let calls): end(calls)
            case .wait(let instant): #expect(instant > now)
            case .idle: #expect(queue.waitingTexts == 0)
            }
        }

        private mutating func finish(fails: Bool) {
            guard let batch = inFlight else { return }
            inFlight = nil
            if fails { return end(queue.fail(batch)) }
            let nothing = Embedding(values: [], tokens: 0, isTruncated: false)
            let embeddings = batch.items.map { _ in nothing }
            end(queue.complete(batch, with: embeddings, took: .microseconds(300)).keys)
        }

        mutating func drain() {
            while !open.isEmpty || inFlight != nil {
                finish(fails: false)
                now = now + .milliseconds(1)
                advance()
            }
        }
    }

    @Test(arguments: 1...40)
    func everyCallEndsExactlyOnce(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let limits = EmbeddingQueue.Limits(
            textsMax: 12,
            batchTextsMax: Int.random(in: 1...4, using: &random),
            batchWait: .microseconds(Int64.random(in: 0...500, using: &random))
        )
        var model = Model(limits: limits)
        for _ in 0..<500 { model.step(&random) }
        model.drain()
        #expect(model.queue.waitingTexts == 0)
        #expect(model.queue.next(now: model.now) == .idle)
    }
}
