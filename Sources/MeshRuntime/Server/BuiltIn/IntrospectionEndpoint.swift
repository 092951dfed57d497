import MeshContracts
import NIOCore

/// Serves `mesh.v1.Introspection`: what a server is doing now.
struct IntrospectionEndpoint: MeshV1.IntrospectionService {
    let configuration: ServerConfiguration
    let connections: ConnectionRegistry
    let methods: [ServedMethod]
    let admission: Admission
    let clients: [MeshClient]
    let startedUnixMilliseconds: Int64

    func getServerState(
        _ request: MeshV1.GetServerStateRequest,
        context: CallContext
    ) async throws -> MeshV1.ServerState {
        let connections = await connections.snapshots()
        return MeshV1.ServerState(
            name: configuration.name,
            version: configuration.version,
            startedUnixMs: startedUnixMilliseconds,
            draining: self.connections.isDraining,
            connections: connections.map { MeshV1.ConnectionState($0) },
            methods: methods.map { MeshV1.MethodState($0) }.filter { $0.callsTotal > 0 || $0.inFlight > 0 },
            limits: limits,
            clients: clients.map { MeshV1.ClientState($0.status) }
        )
    }

    private var limits: MeshV1.ServerLimits {
        let (callsInFlight, callsInFlightMax) = admission.state
        return MeshV1.ServerLimits(
            maxFrameBytes: UInt32(configuration.frameLimits.frameLengthMax),
            maxCallsPerConnection: UInt32(configuration.callsPerConnectionMax),
            maxConnections: UInt32(configuration.connectionsMax),
            windowBytes: UInt32(configuration.connectionLimits.windowBytes),
            callsInFlight: UInt32(clamping: callsInFlight),
            maxCallsInFlight: UInt32(clamping: callsInFlightMax)
        )
    }
}

/// What introspection tells of a connection.
struct ConnectionSnapshot: Hashable, Sendable {
    var connectionID: UInt64
    var peer: PeerIdentity
    var openedUnixMilliseconds: Int64
    var openCalls: Int
    var callsTotal: UInt64
    var bytesIn: UInt64
    var bytesOut: UInt64
}

extension MeshV1.ConnectionState {
    fileprivate init(_ snapshot: ConnectionSnapshot) {
        self.init(
            id: snapshot.connectionID,
            peer: snapshot.peer.name,
            address: snapshot.peer.address,
            openedUnixMs: snapshot.openedUnixMilliseconds,
            openCalls: UInt32(snapshot.openCalls),
            callsTotal: snapshot.callsTotal,
            bytesIn: snapshot.bytesIn,
            bytesOut: snapshot.bytesOut
        )
    }
}

extension MeshV1.MethodState {
    fileprivate init(_ method: ServedMethod) {
        let snapshot = method.metrics.snapshot
        self.init(
            method: method.name,
            callsTotal: snapshot.callCount,
            errorsTotal: snapshot.errorCount,
            inFlight: UInt32(clamping: snapshot.inFlight),
            p50Us: snapshot.median,
            p99Us: snapshot.percentile99
        )
    }
}

extension MeshV1.ClientState {
    fileprivate init(_ client: ClientStatus) {
        self.init(
            target: client.target,
            endpoints: client.endpoints.map { endpoint in
                MeshV1.EndpointState(
                    address: endpoint.address,
                    state: endpoint.state.rawValue,
                    pendingCalls: UInt32(clamping: endpoint.pendingCalls),
                    ewmaUs: UInt64(max(0, endpoint.latency / .microseconds(1))),
                    failuresTotal: endpoint.failuresTotal,
                    ejectionsTotal: endpoint.ejectionsTotal,
                    lastFailure: endpoint.lastFailure
                )
            },
            targetFailure: client.targetFailure ?? ""
        )
    }
}
