/// How long to wait before a process is started again: twice as long after each death, up to a limit.
/// No jitter, since the processes of one machine do not crowd a common server.
struct BackOff: Hashable, Sendable {
    static let shortest = Duration.milliseconds(100)
    static let longest = Duration.seconds(10)
    /// A process that ran this long was well, and its next death counts as the first.
    static let stableAfter = Duration.seconds(30)

    private(set) var deaths = 0

    /// The wait after a death that followed `lifetime` of running.
    mutating func wait(after lifetime: Duration) -> Duration {
        if lifetime >= Self.stableAfter { deaths = 0 }
        deaths += 1
        // Seven doublings pass the limit; more would overflow one day.
        let doubled = Self.shortest * (1 << min(deaths - 1, 7))
        return min(doubled, Self.longest)
    }
}
