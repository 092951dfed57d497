public import Logging
public import ServiceLifecycle
import UnixSignals

/// Reloads certificates when their files change or the process gets SIGHUP, until graceful shutdown.
public struct CertificateWatch: Service {
    private let tls: MeshTLS
    private let interval: Duration
    private let logger: Logger

    /// `interval` is how often the files are looked at.
    public init(_ tls: MeshTLS, interval: Duration, logger: Logger) {
        self.tls = tls
        self.interval = interval
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup { tasks in
                tasks.addTask { await watchFiles() }
                tasks.addTask {
                    for await _ in await UnixSignalsSequence(trapping: .sighup) { reload(because: "SIGHUP") }
                }
            }
        }
    }

    private func watchFiles() async {
        var known = tls.fingerprint()
        while !Task.isCancelled {
            // Only cancellation ends the sleep early, and then the loop ends too.
            try? await Task.sleep(for: interval)
            let found = tls.fingerprint()
            guard found != known else { continue }
            known = found
            reload(because: "a file changed")
        }
    }

    private func reload(because reason: String) {
        do {
            try tls.reload()
            logger.notice("certificates reloaded", metadata: ["tls.reason": "\(reason)"])
        } catch {
            // A certificate and its key are two files: between the writing of one and the other they do not fit.
            logger.warning("certificates not reloaded; those before stay in force", metadata: ["error": "\(error)"])
        }
    }
}
