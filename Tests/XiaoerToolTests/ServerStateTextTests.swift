import MeshContracts
import Testing

@testable import XiaoerTool

@Suite struct ServerStateTextTests {
    @Test func allThatIsKnownIsShown() {
        let state = MeshV1.ServerState(
            name: "orders",
            version: "1",
            draining: true,
            connections: [
                MeshV1.ConnectionState(
                    peer: "gateway",
                    address: "127.0.0.1:5",
                    openCalls: 2,
                    callsTotal: 30,
                    bytesIn: 1_048_576,
                    bytesOut: 0
                )
            ],
            methods: [
                MeshV1.MethodState(method: "a.B/C", callsTotal: 9, errorsTotal: 1, inFlight: 2, p50Us: 80, p99Us: 1200)
            ],
            limits: MeshV1.ServerLimits(
                maxFrameBytes: 1_048_576,
                maxCallsPerConnection: 256,
                maxConnections: 4096,
                callsInFlight: 2,
                maxCallsInFlight: 100
            ),
            clients: [
                MeshV1.ClientState(
                    target: "127.0.0.1:7",
                    endpoints: [
                        MeshV1.EndpointState(address: "127.0.0.1:7", state: "ready", pendingCalls: 1, ewmaUs: 300)
                    ],
                    targetFailure: "no such name"
                )
            ]
        )
        #expect(
            ServerStateText.lines(state) == [
                "orders 1, draining: 2 calls in flight of 100, 1 connections of 4096, 256 calls each, frames to 1.00 MiB",
                "  connections",
                "    PEER     ADDRESS      OPEN  CALLS        IN       OUT",
                "    gateway  127.0.0.1:5     2     30  1.00 MiB  0.00 MiB",
                "  methods",
                "    METHOD  OPEN  CALLS  ERRORS      P50      P99",
                "    a.B/C      2      9       1  80.0 µs  1.20 ms",
                "  client of 127.0.0.1:7: no such name",
                "    ENDPOINT     STATE  OPEN  LATENCY  FAILURES  EJECTIONS  LAST FAILURE",
                "    127.0.0.1:7  ready     1   300 µs         0          0",
            ]
        )
    }

    @Test func aServerWithoutTrafficIsOneLine() {
        #expect(ServerStateText.lines(MeshV1.ServerState(name: "nlu")).count == 1)
    }
}
