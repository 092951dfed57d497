import Glibc
import MeshContracts
import NIOCore
import Testing

@testable import MeshRuntime

extension FaultTests {
    @Suite struct OverloadTests {
        /// Four threads that take 5 ms for a call serve 800 in a second. Three times as many are asked for, each with 100 ms
        /// of time: without admission nearly all would wait too long, and the work be for nothing.
        @Test func threeTimesTheCapacityLeavesFourFifthsOfIt() async throws {
            let pool = BlockingPool(threadCount: 4, workMax: 100_000)
            let service = EchoService(onEcho: { request, _ in
                try await pool.run { _ = usleep(5000) }
                return request
            })
            let server = try await FaultServer(
                service,
                configure: {
                    $0.admission = .adaptive
                    $0.callsPerConnectionMax = 4096
                }
            )
            try await server.run { server in
                let client = server.makeClient()
                // The capacity here and now: a closed loop of as many callers as there are threads.
                let capacity = try await goodput(of: client, seconds: 1) { body in
                    await withTaskGroup { group in
                        for _ in 0..<4 { group.addTask { while await body() {} } }
                    }
                }
                let offered = try await goodput(of: client, seconds: 3) { body in
                    await withDiscardingTaskGroup { group in
                        let pause = Duration.seconds(1) / 2400
                        let start = ContinuousClock.now
                        for index in 0... {
                            try? await Task.sleep(until: start + pause * Double(index), clock: .continuous)
                            guard ContinuousClock.now - start < .seconds(3) else { return }
                            group.addTask { _ = await body() }
                        }
                    }
                }
                #expect(offered >= 0.8 * capacity, "\(offered) of \(capacity) calls a second")
                let refused = server.metrics.counts.filter { $0.key.hasPrefix("mesh.calls.refused") }
                #expect(refused.values.reduce(0, +) > 0)
                await client.close()
            }
            try await pool.shutdown()
        }

        /// The calls that succeed in a second. The body makes one; it returns false when the time is over.
        private func goodput(
            of client: MeshClient,
            seconds: Int,
            load: (_ body: @escaping @Sendable () async -> Bool) async -> Void
        ) async throws -> Double {
            let good = Counter()
            let start = ContinuousClock.now
            await load {
                let options = CallOptions(timeout: .milliseconds(100))
                let code = await ending {
                    _ = try await client.unary(EchoService.echo, MeshV1.Pair(), options: options)
                }
                if code == .ok { good.increment() }
                return ContinuousClock.now - start < .seconds(seconds)
            }
            return Double(good.value) / ((ContinuousClock.now - start) / .seconds(1))
        }
    }
}
