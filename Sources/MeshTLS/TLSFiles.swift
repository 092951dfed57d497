/// Where the certificates of a process are, and what it asks of its peers. All files are PEM.
public struct TLSFiles: Hashable, Sendable {
    /// This process's certificate, followed by those between it and the root.
    public var certificate: String
    /// The certificate's private key.
    public var key: String
    /// The certificates that peers' own ones must lead back to.
    public var roots: String
    /// Whether a server turns away clients without a certificate of those roots: mutual TLS.
    public var requiresClientCertificate: Bool

    public init(certificate: String, key: String, roots: String, requiresClientCertificate: Bool = true) {
        self.certificate = certificate
        self.key = key
        self.roots = roots
        self.requiresClientCertificate = requiresClientCertificate
    }
}

/// Why there is no TLS.
public enum TLSError: Error, Equatable, CustomStringConvertible {
    /// The program was built without the package trait `TLS`.
    case notBuilt
    case unreadable(file: String, reason: String)
    case refused(reason: String)

    public var description: String {
        switch self {
        case .notBuilt:
            "this program was built without TLS; `swift build --traits TLS` makes one that has it"
        case .unreadable(let file, let reason):
            "the TLS file \(file) cannot be used: \(reason)"
        case .refused(let reason):
            "the certificate, its key and the roots do not make a TLS configuration: \(reason)"
        }
    }
}
