/// Where a client finds its servers.
public enum Target: Hashable, Sendable {
    /// Fixed addresses, each `host:port` or `[IPv6]:port`.
    case endpoints([String])
    /// The path of a text file with an address a line; `#` starts a comment. It is read again every few seconds, and
    /// what it said last stays in force while it is missing, empty or wrong.
    case file(String)
}

extension Target: CustomStringConvertible {
    public var description: String {
        switch self {
        case .endpoints(let endpoints): endpoints.joined(separator: ",")
        case .file(let path): "file:\(path)"
        }
    }
}

extension Target {
    /// The addresses of fixed endpoints, or those that the text of an endpoints file names.
    static func addresses(_ lines: some Sequence<some StringProtocol>) throws(TargetError) -> Set<EndpointAddress> {
        var addresses: Set<EndpointAddress> = []
        for line in lines {
            let text = line.prefix { $0 != "#" }.filter { !$0.isWhitespace }
            if !text.isEmpty { addresses.insert(try EndpointAddress(String(text))) }
        }
        return addresses
    }
}
