import Synchronization

/// Popularity looks at every product's last days, which in a large shop is too much for each question.
final class PopularityCache: Sendable {
    private let store: BehaviourStore
    private let rules: RankingRules
    private let latest = Mutex<Latest?>(nil)

    private struct Latest {
        let popularity: Popularity
        let madeAt: Int64
    }

    init(store: BehaviourStore, rules: RankingRules) {
        self.store = store
        self.rules = rules
    }

    /// Several callers at once may compute it, each the same.
    func current(now: Int64) async throws -> Popularity {
        if let latest = latest.withLock(\.self), (0..<rules.popularAgeMaxMilliseconds).contains(now - latest.madeAt) {
            return latest.popularity
        }
        let today = Int(now / CountingRules.millisecondsOfDay)
        let days = try await store.days(since: today - rules.popularDays + 1)
        let popularity = Popularity(days: days, today: today, rules: rules)
        latest.withLock { $0 = Latest(popularity: popularity, madeAt: now) }
        return popularity
    }
}
