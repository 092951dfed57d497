import Foundation
import MeshContracts

/// What a server says of itself, for a terminal.
enum ServerStateText {
    static func lines(_ state: MeshV1.ServerState) -> [String] {
        [head(state)]
            + section("connections", connections(state.connections))
            + section("methods", methods(state.methods))
            + state.clients.flatMap { client in section(title(client), endpoints(client.endpoints)) }
    }

    private static func title(_ client: MeshV1.ClientState) -> String {
        "client of \(client.target)" + (client.targetFailure.isEmpty ? "" : ": \(client.targetFailure)")
    }

    private static func head(_ state: MeshV1.ServerState) -> String {
        let limits = state.limits ?? MeshV1.ServerLimits()
        let most = limits.maxCallsInFlight == 0 ? "any number" : "\(limits.maxCallsInFlight)"
        return "\(state.name) \(state.version)\(state.draining ? ", draining" : ""): "
            + "\(limits.callsInFlight) calls in flight of \(most), "
            + "\(state.connections.count) connections of \(limits.maxConnections), "
            + "\(limits.maxCallsPerConnection) calls each, frames to \(StatusText.memory(Int(limits.maxFrameBytes)))"
    }

    private static func section(_ title: String, _ table: TextTable?) -> [String] {
        guard let table else { return [] }
        return ["  \(title)"] + table.lines.map { "    \($0)" }
    }

    private static func connections(_ connections: [MeshV1.ConnectionState]) -> TextTable? {
        guard !connections.isEmpty else { return nil }
        var table = TextTable([
            .init(title: "PEER"), .init(title: "ADDRESS"), .init(title: "OPEN", alignment: .right),
            .init(title: "CALLS", alignment: .right), .init(title: "IN", alignment: .right),
            .init(title: "OUT", alignment: .right),
        ])
        for connection in connections {
            table.append([
                connection.peer.isEmpty ? "-" : connection.peer, connection.address, "\(connection.openCalls)",
                "\(connection.callsTotal)", StatusText.memory(Int(clamping: connection.bytesIn)),
                StatusText.memory(Int(clamping: connection.bytesOut)),
            ])
        }
        return table
    }

    private static func methods(_ methods: [MeshV1.MethodState]) -> TextTable? {
        guard !methods.isEmpty else { return nil }
        var table = TextTable([
            .init(title: "METHOD"), .init(title: "OPEN", alignment: .right), .init(title: "CALLS", alignment: .right),
            .init(title: "ERRORS", alignment: .right), .init(title: "P50", alignment: .right),
            .init(title: "P99", alignment: .right),
        ])
        for method in methods {
            table.append([
                method.method, "\(method.inFlight)", "\(method.callsTotal)", "\(method.errorsTotal)",
                StatusText.duration(Double(method.p50Us) / 1e6), StatusText.duration(Double(method.p99Us) / 1e6),
            ])
        }
        return table
    }

    private static func endpoints(_ endpoints: [MeshV1.EndpointState]) -> TextTable? {
        guard !endpoints.isEmpty else { return nil }
        var table = TextTable([
            .init(title: "ENDPOINT"), .init(title: "STATE"), .init(title: "OPEN", alignment: .right),
            .init(title: "LATENCY", alignment: .right), .init(title: "FAILURES", alignment: .right),
            .init(title: "EJECTIONS", alignment: .right), .init(title: "LAST FAILURE"),
        ])
        for endpoint in endpoints {
            table.append([
                endpoint.address, endpoint.state, "\(endpoint.pendingCalls)",
                endpoint.ewmaUs == 0 ? "-" : StatusText.duration(Double(endpoint.ewmaUs) / 1e6),
                "\(endpoint.failuresTotal)", "\(endpoint.ejectionsTotal)", endpoint.lastFailure,
            ])
        }
        return table
    }
}
