/// Where a client finds its servers.
public enum Target: Hashable, Sendable {
    /// Fixed addresses, each `host:port` or `[IPv6]:port`.
    case endpoints([String])
    /// The path of a text file with an address a line; `#` starts a comment. It is looked at every second.
    case file(String)
    /// A name of which every address is an endpoint. It is looked up every few seconds, and at once when an endpoint is
    /// lost.
    case dns(host: String, port: Int)

    /// What is written in settings: addresses, or one `dns:name:port`, or one `file:path`.
    public init(_ texts: [String]) throws(TargetError) {
        let text = texts.first ?? ""
        if text.hasPrefix("file:") || text.hasPrefix("dns:"), texts.count > 1 { throw .severalTargets(texts) }
        if text.hasPrefix("file:") {
            self = .file(String(text.dropFirst(5)))
        } else if text.hasPrefix("dns:") {
            let address = try EndpointAddress(String(text.dropFirst(4)))
            self = .dns(host: address.host, port: address.port)
        } else {
            _ = try Self.addresses(texts)
            self = .endpoints(texts)
        }
    }
}

extension Target: CustomStringConvertible {
    public var description: String {
        switch self {
        case .endpoints(let endpoints): endpoints.joined(separator: ",")
        case .file(let path): "file:\(path)"
        case .dns(let host, let port): "dns:\(host):\(port)"
        }
    }
}

/// Why a target names no endpoints.
public enum TargetError: Error, Hashable, Sendable, CustomStringConvertible {
    case malformedEndpoint(String)
    case severalTargets([String])
    case unreadableFile(path: String, reason: String)
    /// Lines count from 1.
    case malformedLine(path: String, line: Int, text: String)
    case unknownName(host: String, reason: String)
    /// It names none, or more than a client connects to.
    case badCount(target: String, count: Int)

    public var description: String {
        switch self {
        case .malformedEndpoint(let text):
            "\"\(text)\" is no endpoint; it must be host:port or [IPv6]:port with a port in 1...65535"
        case .severalTargets(let texts):
            "\"\(texts.joined(separator: ","))\" must be addresses alone, or one dns:name:port, or one file:path"
        case .unreadableFile(let path, let reason):
            "the endpoints file \(path) cannot be read: \(reason)"
        case .malformedLine(let path, let line, let text):
            "\(path):\(line): \"\(text)\" is no endpoint; it must be host:port or [IPv6]:port"
        case .unknownName(let host, let reason):
            "the name \(host) cannot be resolved: \(reason)"
        case .badCount(let target, let count):
            "\(target) names \(count) endpoints; it must name 1...\(Target.endpointsMax)"
        }
    }
}

extension Target {
    /// The most endpoints that one client connects to.
    static let endpointsMax = 1024

    static func addresses(_ texts: [String]) throws(TargetError) -> Set<EndpointAddress> {
        var addresses: Set<EndpointAddress> = []
        for text in texts { addresses.insert(try EndpointAddress(text)) }
        return addresses
    }

    /// The addresses that the text of an endpoints file names.
    static func addresses(inFile path: String, text: String) throws(TargetError) -> Set<EndpointAddress> {
        var addresses: Set<EndpointAddress> = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let text = line.prefix { $0 != "#" }.filter { !$0.isWhitespace }
            guard !text.isEmpty else { continue }
            guard let address = try? EndpointAddress(String(text)) else {
                throw .malformedLine(path: path, line: index + 1, text: String(text))
            }
            addresses.insert(address)
        }
        return addresses
    }
}
