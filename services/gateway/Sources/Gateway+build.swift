import AccessToken
import Contracts
import Foundation
import MeshRuntime
import ServiceShell

extension Gateway {
    static func assemble(_ config: GatewayConfig, _ environment: ServiceEnvironment) throws -> ServiceAssembly {
        let now: @Sendable () -> Date = { Date() }
        let wait: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
        let clerk = ClerkConnection(
            client: DialogueV1.DialogueClient(environment.client(of: "dialogue-manager")),
            turn: RepeatedCall(limits: config.turn, wait: wait),
            turnTimeout: config.turnTimeout,
            subscription: RepeatedCall(limits: config.subscription, wait: wait),
            logger: environment.logger
        )
        let milliseconds: @Sendable () -> Int64 = { Int64(now().timeIntervalSince1970 * 1_000) }
        let streams = CustomerStreams(rememberedMax: config.noticesRememberedMax, now: milliseconds)
        let subscriptions = SubscriptionLimits(
            perCustomerMax: config.subscriptionsPerCustomerMax,
            totalMax: config.subscriptionsMax
        )
        let lifetime = StreamLifetime(health: environment.health, now: now)
        let customers = CustomerService(
            clerk: clerk,
            limits: MessageLimits(textBytesMax: config.textBytesMax),
            subscriptions: subscriptions,
            streams: streams,
            lifetime: lifetime,
            logger: environment.logger
        )
        let agents = AgentDeskService(
            desk: DialogueV1.DeskClient(environment.client(of: "dialogue-manager")),
            clerk: clerk,
            subscriptions: subscriptions,
            lifetime: lifetime
        )
        let limiter = CustomerRateLimiter(rate: config.rate, subjectsMax: config.rateSubjectsMax)
        return ServiceAssembly(
            services: [customers, agents, PushService(streams: streams, now: milliseconds)],
            interceptors: [
                Authentication(keys: try keys(config, environment), now: now),
                RateLimit(limiter: limiter, now: { ContinuousClock.now }),
            ]
        )
    }

    private static func keys(_ config: GatewayConfig, _ environment: ServiceEnvironment) throws -> SigningKeyRing {
        let path = environment.homePath(config.keyFile)
        guard config.createsKeyFile else { return try KeyFile.load(path: path) }
        var generator = SystemRandomNumberGenerator()
        return try KeyFile.loadOrCreate(path: path, using: &generator)
    }
}
