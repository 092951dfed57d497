import NIOCore
import SeededRandom
import Testing

@testable import MeshRuntime

@Suite struct DeadlineHeapTests {
    @Test func expiresEarliestFirst() {
        var heap = DeadlineHeap<Int>()
        for value in [5, 1, 4, 2, 3] { _ = heap.insert(value, at: .uptimeNanoseconds(UInt64(value))) }
        var expired: [Int] = []
        while let value = heap.popExpired(now: .uptimeNanoseconds(4)) { expired.append(value) }
        #expect(expired == [1, 2, 3, 4])
        #expect(heap.earliest == .uptimeNanoseconds(5))
    }

    /// Against an array that is searched, with random insertions, removals and expiries.
    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func behavesLikeASortedList(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var heap = DeadlineHeap<Int>()
        var model: [(deadline: UInt64, element: Int, ticket: DeadlineTicket)] = []
        for element in 0..<2000 {
            switch Int.random(in: 0..<4, using: &generator) {
            case 0, 1:
                let deadline = UInt64.random(in: 0..<1000, using: &generator)
                let ticket = heap.insert(element, at: .uptimeNanoseconds(deadline))
                model.append((deadline, element, ticket))
            case 2:
                guard let index = model.indices.randomElement(using: &generator) else { continue }
                heap.remove(model.remove(at: index).ticket)
            default:
                let now = UInt64.random(in: 0..<300, using: &generator)
                var expired: Set<Int> = []
                while let element = heap.popExpired(now: .uptimeNanoseconds(now)) { expired.insert(element) }
                #expect(expired == Set(model.filter { $0.deadline <= now }.map(\.element)), "seed \(seed)")
                model.removeAll { $0.deadline <= now }
            }
            #expect(heap.count == model.count, "seed \(seed)")
            #expect(heap.earliest == model.map(\.deadline).min().map(NIODeadline.uptimeNanoseconds), "seed \(seed)")
        }
    }
}
