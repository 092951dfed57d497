import NIOCore
import NIOPosix

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Turns a target into the endpoints of a set, and keeps them up to date. What a target said last stays in force while
/// it cannot be read, names nothing, or is wrong.
final class Resolver: Sendable {
    private let target: Target
    private let endpoints: EndpointSet
    private let lookup: HostLookup
    private let state: NIOLoopBoundBox<State>

    private struct State {
        var schedule: ResolverSchedule
        var timer: Scheduled<Void>?
        var isRunning = false
        var isStopped = false
    }

    init(
        target: Target,
        endpoints: EndpointSet,
        configuration: ClientConfiguration,
        eventLoop: any EventLoop,
        lookup: @escaping HostLookup
    ) {
        self.target = target
        self.endpoints = endpoints
        self.lookup = lookup
        let interval: Duration =
            if case .file = target { configuration.fileInterval } else { configuration.resolveInterval }
        let schedule = ResolverSchedule(interval: TimeAmount(interval), now: eventLoop.now)
        state = NIOLoopBoundBox.makeBoxSendingValue(State(schedule: schedule), eventLoop: eventLoop)
        if case .endpoints = target {
            take(Result(catching: resolve))
        } else {
            endpoints.onLoss { [weak self] in self?.endpointLost() }
            eventLoop.execute { self.arm() }
        }
    }

    func stop() {
        state.eventLoop.execute {
            self.state.value.isStopped = true
            self.state.value.timer?.cancel()
        }
    }

    private func endpointLost() {
        state.eventLoop.execute {
            self.state.value.schedule.endpointLost()
            self.arm()
        }
    }

    /// Sets the timer to what is due, unless a look-up runs, which does so at its end.
    private func arm() {
        guard !state.value.isRunning, !state.value.isStopped else { return }
        state.value.timer?.cancel()
        state.value.timer = state.eventLoop.scheduleTask(deadline: state.value.schedule.due) { [weak self] in
            self?.run()
        }
    }

    private func run() {
        var generator = SystemRandomNumberGenerator()
        state.value.schedule.started(now: state.eventLoop.now, using: &generator)
        state.value.isRunning = true
        // It blocks, and on a network file system or without an answering name server for long.
        let outcome = NIOThreadPool.singleton.runIfActive(eventLoop: state.eventLoop) {
            Result(catching: self.resolve)
        }
        outcome.whenComplete { outcome in
            if case .success(let result) = outcome { self.take(result) }
            self.state.value.isRunning = false
            self.arm()
        }
    }

    private func resolve() throws(TargetError) -> Set<EndpointAddress> {
        let addresses: Set<EndpointAddress>
        switch target {
        case .endpoints(let texts): addresses = try Target.addresses(texts)
        case .dns(let host, let port): addresses = try lookup(host, port)
        case .file(let path):
            do {
                let text = try String(contentsOfFile: path, encoding: .utf8)
                addresses = try Target.addresses(inFile: path, text: text)
            } catch {
                throw error as? TargetError ?? .unreadableFile(path: path, reason: "\(error)")
            }
        }
        guard (1...Target.endpointsMax).contains(addresses.count) else {
            throw .badCount(target: target.description, count: addresses.count)
        }
        return addresses
    }

    private func take(_ result: Result<Set<EndpointAddress>, TargetError>) {
        switch result {
        case .success(let addresses): endpoints.update(addresses)
        case .failure(let error): endpoints.targetFailed(error)
        }
    }
}
