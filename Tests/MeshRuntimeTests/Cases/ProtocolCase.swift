import Foundation
import MeshRuntime
import Testing

/// One of Tests/Fixtures/protocol-cases.json, which clients in all languages run against the same server: gRPC's interop
/// cases under their names, and others by topic. Sizes are bytes.
struct ProtocolCase: Decodable, Sendable, CustomTestStringConvertible {
    var name: String
    /// Made one after the other.
    var calls: [Call]
    /// How often the calls are made, and whether at a time or each on a connection of its own.
    var count: Int?
    var isParallel: Bool?
    var hasNewConnections: Bool?
    /// Only a client that writes its own frames can do this.
    var isForFramesOnly: Bool?

    struct Call: Decodable, Sendable {
        /// The full name; its last part tells the kind.
        var method: String
        var requests: [Request]?
        /// Pairs of a key and a value in hexadecimal digits.
        var metadata: [[String]]?
        var timeoutMilliseconds: Int?
        /// Whether each request but the first is sent when the responses to the one before have arrived.
        var takesTurns: Bool?
        var cancellation: Cancellation?
        var expected: Expectation
    }

    struct Request: Decodable, Sendable {
        var payload: Int?
        var responses: [UInt32]?
        var status: Status?
        var hangs: Bool?
    }

    struct Status: Decodable, Sendable {
        var code: UInt32
        var message: String
    }

    /// When the client cancels the call.
    enum Cancellation: String, Decodable, Sendable {
        case begin
        case requestsEnd = "requests_end"
        case firstResponse = "first_response"
    }

    /// What is not named may be anything, but for the code, which is OK.
    struct Expectation: Decodable, Sendable {
        var code: Int32?
        var message: String?
        /// The payloads' sizes.
        var responses: [Int]?
        var requestBytes: UInt64?
        var requestCount: UInt32?
        var metadata: [[String]]?
    }

    enum CodingKeys: String, CodingKey {
        case name, calls
        case count = "repeat"
        case isParallel = "parallel"
        case hasNewConnections = "new_connections"
        case isForFramesOnly = "frames_only"
    }

    var testDescription: String { name }
}

extension ProtocolCase.Call {
    enum CodingKeys: String, CodingKey {
        case method, requests, metadata
        case timeoutMilliseconds = "timeout_ms"
        case takesTurns = "turns"
        case cancellation = "cancel"
        case expected = "expect"
    }
}

extension ProtocolCase.Expectation {
    enum CodingKeys: String, CodingKey {
        case code, message, responses, metadata
        case requestBytes = "request_bytes"
        case requestCount = "request_count"
    }
}

extension ProtocolCase {
    static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/protocol-cases.json")

    static let all: [ProtocolCase] = {
        do {
            return try JSONDecoder().decode([ProtocolCase].self, from: Data(contentsOf: file))
        } catch {
            preconditionFailure("\(file.path) must hold the protocol's cases: \(error)")
        }
    }()

    /// The interop server's limits; cases of message sizes stand on either side of it.
    static var serverConfiguration: ServerConfiguration {
        var configuration = ServerConfiguration()
        for method in ["Unary", "Download", "Upload", "Duplex"] {
            configuration.methodMessageBytesMax["fixture.v1.Interop/\(method)"] = 1_000_000
        }
        return configuration
    }
}
