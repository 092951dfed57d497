import Foundation

/// Another host, as far as TCP can tell: a network namespace with a cable to this one, which can be pulled. What is sent
/// then is neither delivered nor refused. Needs the right to make one, as root has.
final class TestHost: Sendable {
    /// Of the host, in a network of two that nothing else should use.
    let address: String
    private let name: String

    private static let program = "/usr/sbin/ip"

    /// Whether this process may make one.
    static let isAvailable: Bool = (try? TestHost(network: 255)) != nil

    /// `network` tells apart those of one process, 0 to 255.
    init(network: UInt8) throws {
        // A name of an interface is at most 15 characters long.
        name = "xe\(getpid() % 1_000_000)n\(network)"
        let subnet = "10.\(200 + Int(getpid()) % 50).\(network)"
        address = "\(subnet).2"
        do {
            try Self.ip("netns", "add", name)
            try Self.ip("link", "add", name, "type", "veth", "peer", "name", "cable", "netns", name)
            try Self.ip("addr", "add", "\(subnet).1/30", "dev", name)
            try Self.ip("link", "set", name, "up")
            try Self.ip("-n", name, "addr", "add", "\(subnet).2/30", "dev", "cable")
            try Self.ip("-n", name, "link", "set", "cable", "up")
        } catch {
            remove()
            throw error
        }
    }

    deinit { remove() }

    /// The command that runs another one there.
    var prefix: [String] { [Self.program, "netns", "exec", name] }

    /// Pulls the cable at the host's end, which this end does not notice.
    func vanish() throws {
        try Self.ip("-n", name, "link", "set", "cable", "down")
    }

    func comeBack() throws {
        try Self.ip("-n", name, "link", "set", "cable", "up")
    }

    private func remove() {
        try? Self.ip("link", "del", name)
        try? Self.ip("netns", "del", name)
    }

    private static func ip(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Refused(command: arguments.joined(separator: " ")) }
    }

    struct Refused: Error {
        let command: String
    }
}
