/// Where a client finds its servers.
public enum Target: Hashable, Sendable {
    /// Fixed addresses, each `host:port` or `[IPv6]:port`.
    case endpoints([String])
    /// The path of a text file with an address a line; `#` starts a comment. It is read again when it changes.
    case file(String)
}
