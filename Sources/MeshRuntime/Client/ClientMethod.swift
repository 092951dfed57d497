/// What a client does differently for one method.
public struct MethodPolicy: Hashable, Sendable {
    /// For calls that name no timeout of their own; nil takes the client's.
    public var timeout: Duration?
    /// Attempts of one call at most; nil takes the client's.
    public var attemptsMax: Int?
    /// Whether a unary call that is slower than 95 % of those before is made a second time, at another endpoint, for
    /// the first answer of the two. For idempotent methods only; no effect on others.
    public var isHedged = false

    public init() {}
}

/// A method as one client calls it.
final class ClientMethod: Sendable {
    let metrics: MethodMetrics
    let timeout: Duration
    let retry: RetryPolicy
    let isHedged: Bool

    init(metrics: MethodMetrics, policy: MethodPolicy, configuration: ClientConfiguration) {
        self.metrics = metrics
        timeout = policy.timeout ?? configuration.defaultTimeout
        var retry = configuration.retry
        if let attemptsMax = policy.attemptsMax { retry.attemptsMax = attemptsMax }
        self.retry = retry
        isHedged = policy.isHedged
    }

    /// After how long a call is slower than 95 % of those before; nil while too few are known.
    var hedgeDelay: Duration? {
        metrics.percentile95.map { max(.microseconds($0), retry.hedgeDelayMin) }
    }
}
