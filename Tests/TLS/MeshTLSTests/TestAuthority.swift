import Foundation

/// A root of trust for one test, and certificates that it signs, in a folder that goes with it. Uses the openssl
/// command of libssl's package.
final class TestAuthority: Sendable {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "mesh-tls-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try openssl("req -x509 \(Self.newKey) -keyout root.key -out root.pem -days 2 -subj /CN=root")
        try Data("subjectAltName=DNS:localhost,IP:127.0.0.1\n".utf8).write(to: URL(filePath: "\(folder)/names"))
    }

    deinit {
        // What is left of a temporary folder is the system's to clean.
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static let newKey = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"

    var roots: String { "\(folder)/root.pem" }
    func certificate(_ name: String) -> String { "\(folder)/\(name).pem" }
    func key(_ name: String) -> String { "\(folder)/\(name).key" }

    /// Signs a certificate for localhost that is valid for so many days; of less than none it has expired.
    func sign(_ name: String, days: Int = 1) throws {
        try openssl("req \(Self.newKey) -keyout \(name).key -out \(name).csr -subj /CN=\(name)")
        try openssl(
            "x509 -req -in \(name).csr -CA root.pem -CAkey root.key -CAcreateserial -days \(days) -extfile names "
                + "-out \(name).pem"
        )
    }

    private func openssl(_ arguments: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments.split(separator: " ").map(String.init)
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw AuthorityError(arguments: arguments) }
    }
}

struct AuthorityError: Error, CustomStringConvertible {
    let arguments: String
    var description: String { "openssl \(arguments) failed" }
}
