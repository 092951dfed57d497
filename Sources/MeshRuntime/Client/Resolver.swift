import NIOCore
import NIOPosix

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Turns a target into the endpoints of a set, and keeps them up to date.
final class Resolver: Sendable {
    private let target: Target
    private let endpoints: EndpointSet
    private let task: NIOLoopBoundBox<RepeatedTask?>

    init(target: Target, endpoints: EndpointSet, interval: TimeAmount, eventLoop: any EventLoop) {
        self.target = target
        self.endpoints = endpoints
        task = NIOLoopBoundBox.makeEmptyBox(valueType: RepeatedTask.self, eventLoop: eventLoop)
        switch target {
        case .endpoints(let texts):
            update { () throws(TargetError) in try Target.addresses(texts) }
        case .file(let path):
            eventLoop.execute {
                self.task.value = eventLoop.scheduleRepeatedAsyncTask(initialDelay: .zero, delay: interval) { _ in
                    // Reading may block, on a network file system for long, so it does not happen on the loop.
                    NIOThreadPool.singleton.runIfActive(eventLoop: eventLoop) { self.read(path) }
                }
            }
        }
    }

    func stop() {
        task.eventLoop.execute { self.task.value?.cancel() }
    }

    private func read(_ path: String) {
        update { () throws(TargetError) in
            let text: String
            do {
                text = try String(contentsOfFile: path, encoding: .utf8)
            } catch {
                throw .unreadableFile(path: path, reason: "\(error)")
            }
            return try Target.addresses(text.split(whereSeparator: \.isNewline))
        }
    }

    private func update(_ addresses: () throws(TargetError) -> Set<EndpointAddress>) {
        do {
            let addresses = try addresses()
            if !addresses.isEmpty { endpoints.update(addresses) }
        } catch {
            endpoints.targetFailed(error)
        }
    }
}
