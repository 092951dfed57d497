import Synchronization
import Testing

@testable import DialogueManager

@Suite struct TurnLocksTests {
    /// Runs `tasks` one after the other into the lock, each started only when the one before it waits.
    func fill(_ locks: TurnLocks, waiters: Int, _ group: inout ThrowingTaskGroup<Void, any Error>, _ order: Order) async
    {
        for index in 0..<waiters {
            group.addTask { try await locks.withLock("a") { order.append(index) } }
            while locks.waiting(in: "a") != index + 1 { await Task.yield() }
        }
    }

    final class Order: Sendable {
        private let entries = Mutex<[Int]>([])
        var all: [Int] { entries.withLock { $0 } }
        func append(_ entry: Int) { entries.withLock { $0.append(entry) } }
    }

    @Test func turnsRunInTheOrderInWhichTheyCame() async throws {
        let locks = TurnLocks(waitersMax: 10)
        let order = Order()
        try await withThrowingTaskGroup(of: Void.self) { group in
            try await locks.withLock("a") { await fill(locks, waiters: 5, &group, order) }
            try await group.waitForAll()
        }
        #expect(order.all == [0, 1, 2, 3, 4])
        #expect(locks.waiting(in: "a") == nil)
    }

    @Test func otherConversationsDoNotWait() async throws {
        let locks = TurnLocks(waitersMax: 0)
        try await locks.withLock("a") {
            try await locks.withLock("b") {}
        }
    }

    @Test func oneWaiterTooManyIsRefused() async throws {
        let locks = TurnLocks(waitersMax: 1)
        let order = Order()
        try await withThrowingTaskGroup(of: Void.self) { group in
            try await locks.withLock("a") {
                await fill(locks, waiters: 1, &group, order)
                await #expect(throws: ConversationError.tooManyWaiting(limit: 1)) { try await locks.withLock("a") {} }
            }
            try await group.waitForAll()
        }
        #expect(order.all == [0])
    }

    @Test func aCancelledWaiterLeavesTheQueue() async throws {
        let locks = TurnLocks(waitersMax: 10)
        let order = Order()
        try await locks.withLock("a") {
            let waiter = Task { try await locks.withLock("a") { order.append(1) } }
            while locks.waiting(in: "a") != 1 { await Task.yield() }
            waiter.cancel()
            await #expect(throws: CancellationError.self) { try await waiter.value }
            #expect(locks.waiting(in: "a") == 0)
        }
        try await locks.withLock("a") { order.append(2) }
        #expect(order.all == [2])
    }

    @Test func aTurnThatFailsLetsTheNextOneIn() async throws {
        let locks = TurnLocks(waitersMax: 1)
        await #expect(throws: ConversationError.unknownTurn("x")) {
            try await locks.withLock("a") { throw ConversationError.unknownTurn("x") }
        }
        try await locks.withLock("a") {}
    }
}
