public import MeshRuntime
public import NIOCore
import Synchronization

#if TLS
import NIOSSL
#endif

/// TLS 1.3 beneath the frames of servers and clients. New connections use what the files said at the last reload; open
/// ones go on with what they began with.
public final class MeshTLS: TransportSecurity {
    private let files: TLSFiles
    #if TLS
    private let contexts: Mutex<TLSContexts>
    #endif

    /// Reads the files. Throws `TLSError`.
    public init(_ files: TLSFiles) throws(TLSError) {
        self.files = files
        #if TLS
        contexts = Mutex(try TLSContexts(files))
        #else
        throw .notBuilt
        #endif
    }

    /// Reads the files again. When they are wrong, those before stay in force and the error is thrown.
    public func reload() throws(TLSError) {
        #if TLS
        let next = try TLSContexts(files)
        contexts.withLock { $0 = next }
        #endif
    }

    /// The files' contents, by which a change is noticed.
    func fingerprint() -> [[UInt8]?] {
        [files.certificate, files.key, files.roots].map { try? FileBytes.read($0) }
    }

    public func secureServer(_ channel: any Channel) throws {
        #if TLS
        let context = contexts.withLock { $0.server }
        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
        #endif
    }

    public func secureClient(_ channel: any Channel, host: String) throws {
        #if TLS
        let context = contexts.withLock { $0.client }
        // An IP address is no server name; it is compared with the certificate's addresses instead.
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        let handler = try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
        try channel.pipeline.syncOperations.addHandler(handler)
        #endif
    }
}

#if TLS
private struct TLSContexts {
    let server: NIOSSLContext
    let client: NIOSSLContext

    init(_ files: TLSFiles) throws(TLSError) {
        let chain = try Self.read(files.certificate) { try NIOSSLCertificate.fromPEMBytes($0) }
        let key = try Self.read(files.key) { try NIOSSLPrivateKey(bytes: $0, format: .pem) }
        let roots = NIOSSLTrustRoots.certificates(
            try Self.read(files.roots) { try NIOSSLCertificate.fromPEMBytes($0) }
        )
        let sources = chain.map { NIOSSLCertificateSource.certificate($0) }
        var server =
            files.requiresClientCertificate
            ? TLSConfiguration.makeServerConfigurationWithMTLS(
                certificateChain: sources,
                privateKey: .privateKey(key),
                trustRoots: roots
            )
            : TLSConfiguration.makeServerConfiguration(certificateChain: sources, privateKey: .privateKey(key))
        var client = TLSConfiguration.makeClientConfiguration()
        client.certificateChain = sources
        client.privateKey = .privateKey(key)
        client.trustRoots = roots
        // Both ends are ours, so nothing older needs to be spoken.
        server.minimumTLSVersion = .tlsv13
        client.minimumTLSVersion = .tlsv13
        do {
            self.server = try NIOSSLContext(configuration: server)
            self.client = try NIOSSLContext(configuration: client)
        } catch {
            throw .refused(reason: "\(error)")
        }
    }

    private static func read<Value>(_ file: String, _ parse: ([UInt8]) throws -> Value) throws(TLSError) -> Value {
        do {
            return try parse(try FileBytes.read(file))
        } catch let error as FileBytesError {
            throw .unreadable(file: file, reason: error.reason)
        } catch {
            throw .unreadable(file: file, reason: "it is not in PEM form (\(error))")
        }
    }
}
#endif
