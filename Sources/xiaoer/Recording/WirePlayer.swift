import MeshRuntime
import NIOCore
import NIOPosix
import Synchronization

/// Opens a log's connections again and sends what their clients sent.
struct WirePlayer: Sendable {
    let endpoint: EndpointAddress
    let keepsPauses: Bool
    /// How long answers may take behind the last request.
    let patience: Duration

    /// The frames that the calls caused, those sent included.
    func play(_ records: [WireRecord]) async throws -> [RecordedFrame] {
        let start = records.first?.unixMilliseconds ?? 0
        let began = ContinuousClock.now
        return try await withThrowingTaskGroup(of: [RecordedFrame].self) { connections in
            for (connectionID, records) in Dictionary(grouping: records, by: \.connectionID) {
                connections.addTask { try await play(records, of: connectionID, from: start, began) }
            }
            return try await connections.reduce(into: []) { $0 += $1 }
        }
    }

    private func play(
        _ records: [WireRecord],
        of connectionID: UInt32,
        from start: Int64,
        _ began: ContinuousClock.Instant
    ) async throws -> [RecordedFrame] {
        let recording = Recording()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(3))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Recorder(recording, connectionID))
                }
            }
            .connect(host: endpoint.host, port: endpoint.port).get()
        let callCount = WireLogFile.frames(records).count { $0.isSent && $0.endsCall }
        for record in records where !record.isSent {
            if keepsPauses {
                try await Task.sleep(until: began + .milliseconds(record.unixMilliseconds - start), clock: .continuous)
            }
            recording.add(record)
            // A server that has closed the connection answers no more, which the comparison tells.
            guard (try? await channel.writeAndFlush(record.bytes)) != nil else { break }
        }
        let end = ContinuousClock.now + patience
        while recording.answerCount < callCount, channel.isActive, ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(10))
        }
        // Closing fails only when the server was faster.
        try? await channel.close()
        return recording.frames
    }
}

/// What one connection has carried.
private final class Recording: Sendable {
    private struct State {
        var decoder = RecordedFrames()
        var frames: [RecordedFrame] = []
    }

    private let state = Mutex(State())

    func add(_ record: WireRecord) {
        state.withLock { state in state.frames += state.decoder.append(record) }
    }

    var frames: [RecordedFrame] { state.withLock { $0.frames } }
    var answerCount: Int { state.withLock { $0.frames.count { $0.isSent && $0.endsCall } } }
}

private final class Recorder: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let recording: Recording
    private let connectionID: UInt32

    init(_ recording: Recording, _ connectionID: UInt32) {
        self.recording = recording
        self.connectionID = connectionID
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        recording.add(WireRecord(received: unwrapInboundIn(data), on: connectionID))
    }
}
