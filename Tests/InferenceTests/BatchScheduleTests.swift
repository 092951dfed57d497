import NIOCore
import SeededRandom
import Testing

@testable import Inference

@Suite struct BatchScheduleTests {
    private static let now = NIODeadline.uptimeNanoseconds(1_000)

    /// Runs passes until `count` are done or nothing is left, answering 9 for every sampled token.
    @discardableResult
    private static func run(_ schedule: inout BatchSchedule, passes count: Int) -> [BatchSchedule.Pass] {
        var passes: [BatchSchedule.Pass] = []
        while passes.count < count, case .compute(let pass) = schedule.next(now: now) {
            schedule.complete(pass)
            for entry in pass.entries where entry.isSampled {
                if !schedule.append(9, to: entry.request) { schedule.remove(entry.request) }
            }
            passes.append(pass)
        }
        return passes
    }

    private static func tokens(_ range: Range<Token>) -> [Token] { Array(range) }

    @Test func aPromptIsComputedOnceAndThenOneTokenAtATime() throws {
        var schedule = BatchSchedule()
        try schedule.add(1, prompt: [4, 5, 6], tokensMax: 3)
        let passes = Self.run(&schedule, passes: 10)
        #expect(passes.map { $0.entries.map(\.token) } == [[4, 5, 6], [9], [9]])
        #expect(passes.map { $0.entries.map(\.position) } == [[0, 1, 2], [3], [4]])
        #expect(passes.map { $0.entries.map(\.isSampled) } == [[false, false, true], [true], [true]])
        #expect(schedule.isEmpty)
    }

    @Test func aLongPromptDoesNotHoldUpATextThatIsBeingWritten() throws {
        var schedule = BatchSchedule(limits: .init(sequencesMax: 2, passTokensMax: 4))
        try schedule.add(1, prompt: [1], tokensMax: 5)
        Self.run(&schedule, passes: 1)
        try schedule.add(2, prompt: Self.tokens(10..<20), tokensMax: 1)
        let passes = Self.run(&schedule, passes: 4)
        #expect(passes.map { $0.entries.filter { $0.request == 1 }.count } == [1, 1, 1, 1])
        #expect(passes.map { $0.entries.filter { $0.request == 2 }.count } == [3, 3, 3, 1])
        #expect(passes.last?.entries.last?.isSampled == true)
    }

    @Test func aPromptThatBeginsAsTheLastOneComputesOnlyTheRest() throws {
        var schedule = BatchSchedule(limits: .init(sequencesMax: 1))
        try schedule.add(1, prompt: [1, 2, 3, 4], tokensMax: 1)
        Self.run(&schedule, passes: 10)
        try schedule.add(2, prompt: [1, 2, 3, 7, 8], tokensMax: 1)
        guard case .compute(let pass) = schedule.next(now: Self.now) else {
            Issue.record("nothing to compute")
            return
        }
        #expect(pass.changes == [.cut(sequence: 0, count: 3)])
        #expect(pass.entries.map(\.token) == [7, 8])
        #expect(schedule.reusedCount(of: 2) == 3)
    }

    @Test func theSamePromptAgainStillComputesItsLastToken() throws {
        var schedule = BatchSchedule()
        for id in 1...2 {
            try schedule.add(id, prompt: [1, 2, 3], tokensMax: 1)
            let pass = Self.run(&schedule, passes: 1)[0]
            #expect(pass.entries.map(\.token) == (id == 1 ? [1, 2, 3] : [3]))
        }
    }

    @Test func aBeginningThatABusyTextHoldsIsCopied() throws {
        var schedule = BatchSchedule(limits: .init(sequencesMax: 2))
        try schedule.add(1, prompt: [1, 2, 3, 4], tokensMax: 9)
        Self.run(&schedule, passes: 2)
        try schedule.add(2, prompt: [1, 2, 3, 5], tokensMax: 1)
        let pass = Self.run(&schedule, passes: 1)[0]
        #expect(pass.changes == [.copy(from: 0, to: 1, count: 3)])
        #expect(pass.entries.filter { $0.request == 2 }.map(\.token) == [5])
    }

    @Test func aModelThatCannotBeCutBackComputesEveryPromptWhole() throws {
        var schedule = BatchSchedule(limits: .init(sequencesMax: 1, reusesPrefixes: false))
        try schedule.add(1, prompt: [1, 2], tokensMax: 1)
        Self.run(&schedule, passes: 1)
        try schedule.add(2, prompt: [1, 2], tokensMax: 1)
        let pass = Self.run(&schedule, passes: 1)[0]
        #expect(pass.changes == [.cut(sequence: 0, count: 0)])
        #expect(pass.entries.map(\.token) == [1, 2])
    }

    @Test func moreTextsThanSequencesWaitInOrder() throws {
        var schedule = BatchSchedule(limits: .init(sequencesMax: 1, waitingMax: 2))
        for id in 1...2 { try schedule.add(id, prompt: [Token(id)], tokensMax: 1) }
        #expect(throws: InferenceError.generationQueueFull(waiting: 2, max: 2)) {
            try schedule.add(3, prompt: [3], tokensMax: 1)
        }
        #expect(Self.run(&schedule, passes: 9).map { $0.entries.map(\.request) } == [[1], [2]])
    }

    @Test func aTextWaitsUntilTheCacheHasRoomForAllOfIt() throws {
        var schedule = BatchSchedule(limits: .init(sequencesMax: 2, contextTokens: 10, cacheTokens: 10))
        try schedule.add(1, prompt: [1, 2], tokensMax: 4)
        try schedule.add(2, prompt: [3, 4], tokensMax: 4)
        let passes = Self.run(&schedule, passes: 20)
        #expect(passes.prefix(4).allSatisfy { $0.entries.allSatisfy { $0.request == 1 } })
        #expect(passes.dropFirst(4).allSatisfy { $0.entries.allSatisfy { $0.request == 2 } })
    }

    @Test func whatCannotFitEverIsRefused() {
        var schedule = BatchSchedule(limits: .init(contextTokens: 8))
        #expect(throws: InferenceError.promptTooLong(tokens: 6, answer: 3, max: 8)) {
            try schedule.add(1, prompt: Self.tokens(0..<6), tokensMax: 3)
        }
        #expect(throws: InferenceError.emptyPrompt) { try schedule.add(1, prompt: [], tokensMax: 3) }
    }

    @Test func aTextWhoseDeadlineHasPassedIsForgotten() throws {
        var schedule = BatchSchedule()
        try schedule.add(1, prompt: [1], tokensMax: 5, deadline: Self.now)
        #expect(schedule.next(now: Self.now) == .expire([1]))
        #expect(schedule.next(now: Self.now) == .idle)
    }

    @Test func aResetForgetsTextsAndCache() throws {
        var schedule = BatchSchedule(limits: .init(sequencesMax: 1))
        try schedule.add(1, prompt: [1, 2], tokensMax: 5)
        Self.run(&schedule, passes: 1)
        #expect(schedule.reset() == [1])
        try schedule.add(2, prompt: [1, 2], tokensMax: 1)
        let pass = Self.run(&schedule, passes: 1)[0]
        #expect(pass.changes == [.cut(sequence: 0, count: 0)])
        #expect(pass.entries.map(\.token) == [1, 2])
    }

    /// Random requests, cancellations and passes, held against a model of the cache.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func randomTrafficNeverBreaksTheCache(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let limits = BatchSchedule.Limits(
            sequencesMax: 3,
            passTokensMax: 7,
            contextTokens: 24,
            cacheTokens: 40,
            waitingMax: 5,
            reusesPrefixes: seed % 4 != 0
        )
        var schedule = BatchSchedule(limits: limits)
        var cache = CacheModel()
        var open: Set<Int> = []
        for id in 1...300 {
            let beginning = Self.tokens(0..<Token(Int.random(in: 0..<12, using: &random)))
            let prompt =
                beginning
                + (0..<Int.random(in: 0..<6, using: &random) + 1).map { _ in
                    Token(Int.random(in: 0..<4, using: &random))
                }
            if (try? schedule.add(id, prompt: prompt, tokensMax: 1 + Int.random(in: 0..<5, using: &random))) != nil {
                open.insert(id)
            }
            if Int.random(in: 0..<5, using: &random) == 0, let victim = open.sorted().randomElement(using: &random) {
                schedule.remove(victim)
                open.remove(victim)
            }
            for _ in 0..<Int.random(in: 0..<4, using: &random) {
                guard case .compute(let pass) = schedule.next(now: Self.now) else { break }
                #expect(pass.entries.count <= limits.passTokensMax)
                cache.apply(pass)
                #expect(cache.cells <= limits.cacheTokens)
                schedule.complete(pass)
                for entry in pass.entries where entry.isSampled {
                    #expect(open.contains(entry.request))
                    guard !schedule.append(Token(Int.random(in: 0..<4, using: &random)), to: entry.request) else {
                        continue
                    }
                    schedule.remove(entry.request)
                    open.remove(entry.request)
                }
            }
        }
        // Everything that is left comes to its end.
        for _ in 0..<1_000 {
            guard case .compute(let pass) = schedule.next(now: Self.now) else { break }
            cache.apply(pass)
            schedule.complete(pass)
            for entry in pass.entries where entry.isSampled && !schedule.append(1, to: entry.request) {
                schedule.remove(entry.request)
            }
        }
        #expect(schedule.isEmpty)
    }
}

/// What llama.cpp's cache would hold: cells are shared by sequences that were copied.
private struct CacheModel {
    private var sequences: [Int: [(cell: Int, token: Token)]] = [:]
    private var lastCell = 0

    var cells: Int { Set(sequences.values.joined().map(\.cell)).count }

    mutating func apply(_ pass: BatchSchedule.Pass) {
        for change in pass.changes {
            switch change {
            case .cut(let sequence, let count):
                sequences[sequence] = Array((sequences[sequence] ?? []).prefix(count))
            case .copy(let from, let to, let count):
                #expect(sequences[to, default: []].isEmpty, "copied over something")
                #expect(sequences[from, default: []].count >= count, "copied what is not there")
                sequences[to] = Array((sequences[from] ?? []).prefix(count))
            }
        }
        for entry in pass.entries {
            #expect(sequences[entry.sequence, default: []].count == entry.position, "a token out of its place")
            lastCell += 1
            sequences[entry.sequence, default: []].append((lastCell, entry.token))
        }
    }
}
