import NIOCore
import SeededRandom
import Testing

@testable import MeshRuntime

@Suite struct FlowControlTests {
    @Test func halfAWindowIsGrantedWhenHalfIsConsumed() {
        var window = ReceiveWindow(size: 100)
        #expect(window.consume(49) == nil)
        #expect(window.consume(1) == 50)
        #expect(window.consume(80) == 80)
    }

    /// Whatever the sizes of the messages, a sender that waits always gets credit from a reader that reads.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func readerThatReadsNeverLeavesTheSenderStuck(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var (sender, receiver) = (SendWindow(byteCount: 1000), ReceiveWindow(size: 1000))
        var unread: [Int] = []
        for _ in 0..<10_000 {
            while sender.isOpen {
                let byteCount = Int.random(in: 12...3000, using: &generator)
                sender.spend(byteCount)
                try receiver.receive(byteCount)
                unread.append(byteCount)
            }
            while !sender.isOpen {
                try #require(!unread.isEmpty, "seed \(seed): everything is read and the sender still waits")
                if let credit = receiver.consume(unread.removeFirst()) { try sender.grant(credit) }
            }
        }
    }

    @Test func floodGateCountsEachSecondAnew() {
        let start = NIODeadline.uptimeNanoseconds(0)
        var gate = FloodGate(perSecondMax: 2, now: start)
        let times = [start, start, start + .milliseconds(999), start + .seconds(1)]
        #expect(times.map { gate.admit(now: $0) } == [true, true, false, true])
    }
}
