import SQLStorage

/// The changes of a customer's orders, from any number on, as they happen.
///
/// A watcher holds one page at a time and reads the next when its caller has taken this one, so that a slow caller
/// costs the same as a fast one. The database keeps the numbers: a watch goes on after a restart where it was.
struct ChangeFeed: Sendable {
    let file: any DatabaseStore
    let signal: ChangeSignal
    let limits: Limits

    struct Limits: Hashable, Sendable {
        var watchersMax: Int
        /// Changes read at once.
        var pageSize: Int
        /// How often a watcher looks without having been told: another process may have written.
        var pollInterval: Duration
    }

    /// Sends what comes after the change `number`; with 0, what comes after now. Returns when the service stops and
    /// throws `CancellationError` when the caller has gone.
    func watch(_ scope: ChangeScope, after number: Int64, send: (OrderChange) async throws -> Void) async throws {
        var last = try await start(scope, after: number)
        guard let (changes, wake) = signal.listen(watchersMax: limits.watchersMax) else {
            throw WatchError.tooManyWatchers(countMax: limits.watchersMax)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while true {
                    try await Task.sleep(for: limits.pollInterval)
                    wake.yield()
                }
            }
            for await _ in changes {
                last = try await drain(scope, after: last, send: send)
            }
            group.cancelAll()
        }
        try Task.checkCancellation()
    }

    private func drain(
        _ scope: ChangeScope,
        after number: Int64,
        send: (OrderChange) async throws -> Void
    ) async throws -> Int64 {
        var last = number
        while true {
            let from = last
            let page = try await file.read { database in
                try OrderChange.fetch(database, scope, after: from, limit: limits.pageSize)
            }
            for change in page {
                try await send(change)
                last = change.number
            }
            if page.count < limits.pageSize { return last }
        }
    }

    /// The change to go on after. A number that was never given comes from another database.
    private func start(_ scope: ChangeScope, after number: Int64) async throws -> Int64 {
        try await file.read { database in
            guard try Customer.fetch(database, id: scope.customerID) != nil else { throw ShopError.customerNotFound }
            if !scope.orderID.isEmpty {
                let order = try Order.fetch(database, id: scope.orderID)
                guard order?.customerID == scope.customerID else { throw ShopError.orderNotFound(scope.orderID) }
            }
            let last = try OrderChange.lastNumber(database)
            guard number <= last else { throw WatchError.unknownNumber(number, last: last) }
            return number == 0 ? last : number
        }
    }
}

/// Why changes are not watched.
enum WatchError: Error, Hashable, Sendable {
    case tooManyWatchers(countMax: Int)
    case unknownNumber(Int64, last: Int64)
}

extension WatchError: CustomStringConvertible {
    var description: String {
        switch self {
        case .tooManyWatchers(let countMax):
            "\(countMax) watches are open already; end one, or raise watch.watchers_max"
        case .unknownNumber(let number, let last):
            "after_change must be at most \(last), the last change so far (is \(number)); begin again from 0"
        }
    }
}
