import BenchmarkEnds
import Foundation

/// What an idle connection and an open call hold at either end: the growth of a process's own memory, divided.
struct MemoryTable {
    private static let connections = 500
    private static let callsPerConnection = 100
    private let options: BenchmarkOptions

    init(_ options: BenchmarkOptions) {
        self.options = options
    }

    func print() throws {
        Swift.print("memory in bytes            idle connection: server   client      open call: server   client")
        for contender in options.contenders where contender.isBuilt && contender.serves(.hold) {
            let (few, idle) = (try hold(contender, 1, 0), try hold(contender, Self.connections, 0))
            let connections = Self.connections - 1
            let connection = (
                server: (idle.server - few.server) / connections, client: (idle.client - few.client) / connections
            )
            var line = "  \(contender.title.padding(toLength: 26, withPad: " ", startingAt: 0))"
            line += String(format: "%22d %8d", connection.server, connection.client)
            if contender != .nio {
                // A tenth of the connections, all with calls.
                let (bare, busy) = (
                    try hold(contender, Self.connections / 10, 0),
                    try hold(contender, Self.connections / 10, Self.callsPerConnection)
                )
                let calls = Self.connections / 10 * Self.callsPerConnection
                line += String(
                    format: "%22d %8d",
                    (busy.server - bare.server) / calls,
                    (busy.client - bare.client) / calls
                )
            }
            Swift.print(line)
            fflush(nil)
        }
        Swift.print("")
    }

    private func hold(_ contender: Contender, _ connections: Int, _ calls: Int) throws -> (server: Int, client: Int) {
        let server = try Server(contender, isRealtime: false)
        defer { server.end.stop() }
        let client = try server.startClient(.hold, Load(byteCount: 100, outstanding: calls), count: connections)
        defer { client.stop() }
        guard try client.readLine() == "held" else { throw BenchmarkError.unreadable("what \(contender) holds") }
        return (try server.end.residentMemory(), try client.residentMemory())
    }
}
