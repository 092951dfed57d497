import Foundation
import NIOCore
import SeededRandom
import Testing

@testable import MeshRuntime

@Suite struct TraceTests {
    /// However TCP cuts a conversation, it means the same.
    @Test(arguments: ValidTraces.all.indices)
    func cutOfTheBytesChangesNothing(index: Int) {
        let (role, bytes) = ValidTraces.all[index]
        var whole = TraceEnd(role)
        whole.receive(bytes)
        #expect(!whole.isClosed, "\(whole.actions)")
        var bytewise = TraceEnd(role)
        for byte in bytes { bytewise.receive([byte]) }
        #expect(bytewise.actions == whole.actions)
        for offset in bytes.indices {
            var split = TraceEnd(role)
            split.receive(bytes[..<offset])
            split.receive(bytes[offset...])
            #expect(split.actions == whole.actions, "split at \(offset)")
        }
    }

    /// Two conversations' bytes that come in one read, the second cut off: nothing of the first is held back for it.
    @Test(arguments: ValidTraces.all.indices)
    func beginningOfAnotherFrameHoldsNothingBack(index: Int) {
        let (role, bytes) = ValidTraces.all[index]
        var whole = TraceEnd(role)
        whole.receive(bytes)
        for length in 1..<12 {
            var merged = TraceEnd(role)
            merged.receive(bytes + TestFrames.raw(.ping, callID: 0, payload: Array(repeating: 0, count: 8))[..<length])
            #expect(merged.actions == whole.actions)
        }
    }

    /// The reason of every broken rule is the same byte by byte, and comes before what the frame says is kept.
    @Test(arguments: MalformedInputTests.cases)
    func brokenRuleIsFoundInAnyCut(reason: MalformedFrame, bytes: [UInt8]) {
        // Whole windows and floods are more than these small limits are about.
        guard reason != .cancelFlood, reason != .creditOverflow else { return }
        var bytewise = TraceEnd(.server)
        for byte in bytes { bytewise.receive([byte]) }
        #expect(bytewise.actions.last == "close: \(reason.rawValue)")
        #expect(bytewise.bufferedMax <= TraceEnd.limits.messageBytesMax + FrameLimits.headBytesMax + 12)
    }

    /// Valid traces with bytes changed, taken out, doubled and moved, cut at random: each ends in an action or a close,
    /// and what an end keeps stays within its limits. `XIAOER_MUTATED_TRACES` says how many; the long run takes ten
    /// million, in a release build:
    ///
    ///     XIAOER_MUTATED_TRACES=10000000 swift test -c release -Xswiftc -enable-testing --filter mutatedTraces
    @Test func mutatedTracesKeepTheLimits() throws {
        let text = ProcessInfo.processInfo.environment["XIAOER_MUTATED_TRACES"] ?? "20000"
        let count = try #require(Int(text), "XIAOER_MUTATED_TRACES must be a number of traces (is \(text))")
        let traces = ValidTraces.all
        var generator = SplitMix64(seed: 2026)
        var closedCount = 0
        for number in 0..<count {
            var (role, bytes) = traces[Int.random(in: traces.indices, using: &generator)]
            for _ in 0..<Int.random(in: 1...4, using: &generator) { bytes.mutate(traces, using: &generator) }
            var end = TraceEnd(role, keepsActions: false)
            var rest = bytes[...]
            while !rest.isEmpty {
                let length =
                    Bool.random(using: &generator) ? rest.count : Int.random(in: 1...rest.count, using: &generator)
                end.receive(rest.prefix(length))
                rest = rest.dropFirst(length)
            }
            if end.isClosed { closedCount += 1 }
            guard end.bufferedMax <= TraceEnd.limits.messageBytesMax + FrameLimits.headBytesMax + 12,
                end.openCallsMax <= TraceEnd.callsMax, end.overdraftMax <= 0
            else {
                Issue.record("trace \(number) breaks a limit: \(bytes)")
                return
            }
        }
        #expect(closedCount > count / 4, "\(closedCount) of \(count) traces broke a rule")
        #expect(closedCount < count, "\(closedCount) of \(count) traces broke a rule")
    }
}

extension [UInt8] {
    fileprivate mutating func mutate(
        _ others: [(role: TraceEnd.Role, bytes: [UInt8])],
        using generator: inout SplitMix64
    ) {
        guard !isEmpty else { return }
        let index = Int.random(in: indices, using: &generator)
        let length = Int.random(in: 1...Swift.min(40, count - index), using: &generator)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: self[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: self[index] = UInt8.random(in: .min ... .max, using: &generator)
        case 2: self[index] = [0, 1, 7, 8, 0x7F, 0x80, 0xFF].randomElement(using: &generator) ?? 0
        case 3: removeSubrange(index..<index + length)
        case 4: removeLast(count - index)
        case 5: insert(contentsOf: self[index..<index + length], at: index)
        case 6:
            insert(contentsOf: (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }, at: index)
        default: self += others[Int.random(in: others.indices, using: &generator)].bytes.dropFirst(14)
        }
    }
}
