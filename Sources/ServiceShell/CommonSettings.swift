import MeshRuntime

/// The settings every service has, before its own.
package enum CommonSettings {
    /// Read from the environment and the command line only, since it says where the file is.
    static let configFolderKey = "config.folder"

    package static func all(port: Int) -> [Setting] {
        [
            .text("server.host", default: "127.0.0.1", length: 1...255, "address on which calls are accepted"),
            .integer("server.port", default: port, range: 0...65_535, "port for calls; 0 picks a free one"),
            .integer(
                "server.connections_max",
                default: 4_096,
                range: 1...65_536,
                "open connections; one above is closed at once"
            ),
            .integer(
                "server.calls_per_connection_max",
                default: 256,
                range: 1...65_536,
                "open calls of one connection; one above is refused and safe to send elsewhere"
            ),
            .choice(
                "server.admission",
                default: AdmissionPolicy.fixed.rawValue,
                of: AdmissionPolicy.allCases.map(\.rawValue),
                "what bounds calls in flight: the maximum alone, or a limit that adapts to how long calls wait"
            ),
            .integer(
                "server.calls_in_flight_max",
                default: 10_000,
                range: 1...1_000_000,
                "calls served at a time; one above is refused and safe to send elsewhere"
            ),
            .flag(
                "server.refuse_hopeless_calls",
                default: true,
                "refuse a call at once that must end sooner than the fastest of the last ones took"
            ),
            .integer(
                "server.message_bytes_max",
                default: 4 * 1_024 * 1_024,
                range: 1_024...16 * 1_024 * 1_024,
                "largest message that is taken; a larger one fails its call"
            ),
            .text(
                "wire_log.file",
                "file that receives all bytes of all calls, customers' words and tokens among them, for `xiaoer frames` "
                    + "and `xiaoer replay`; empty: none"
            ),
            .integer(
                "wire_log.bytes_max",
                default: 64 * 1_024 * 1_024,
                range: 1_024...1_073_741_824,
                "size at which the wire log ends"
            ),
            .text("tls.certificate_file", "PEM file of this process's certificate and its chain; empty: plain TCP"),
            .text("tls.key_file", "PEM file of the certificate's private key"),
            .text("tls.roots_file", "PEM file of the certificates that peers' certificates must lead back to"),
            .choice(
                "tls.client_certificate",
                default: "required",
                of: ["required", "none"],
                "whether clients must have a certificate of those roots, with TLS"
            ),
            .duration(
                "tls.reload_seconds",
                default: .seconds(30),
                range: .seconds(1) ... .seconds(86_400),
                "how often the certificate files are looked at; SIGHUP reads them at once"
            ),
            .text("admin.host", default: "127.0.0.1", length: 1...255, "address of the HTTP port for operators"),
            .integer(
                "admin.port",
                default: port + 100,
                range: 0...65_535,
                "HTTP port for operators: /healthz /readyz /metrics; 0 picks a free one"
            ),
            .choice(
                "log.level",
                default: "info",
                of: ["trace", "debug", "info", "notice", "warning", "error", "critical"],
                "least severe record that is written"
            ).shared(as: "XIAOER_LOG_LEVEL"),
            .choice(
                "log.format",
                default: "text",
                of: LogFormat.allCases.map(\.rawValue),
                "one JSON object or one key=value text a line, on standard error"
            ).shared(as: "XIAOER_LOG_FORMAT"),
            .integer(
                "metrics.series_max",
                default: 2_000,
                range: 10...100_000,
                "metric series kept; further ones are counted and dropped"
            ),
            .duration(
                "drain.grace_seconds",
                default: .seconds(25),
                range: .zero ... .seconds(600),
                "how long open calls may take to finish after a stop was asked for"
            ),
            .text("home.folder", default: ".xiaoer", length: 1...1_024, "folder of state: databases, models, run files")
                .shared(as: "XIAOER_HOME"),
            .text(
                "cache.folder",
                default: "~/.cache/xiaoer",
                length: 1...1_024,
                "folder of fetched and built files that can be made again"
            ).shared(as: "XIAOER_CACHE"),
            .text(
                configFolderKey,
                "the service's folder of default.yaml and data files; without it, services/<name>/config is looked for "
                    + "above the current folder and above the binary"
            ),
            .text("run.file", "file that receives the process id and the addresses as JSON once calls are accepted"),
            .flag(
                "run.stop_with_stdin",
                default: false,
                "stop when standard input ends, so that the process does not outlive the one that started it"
            ),
        ]
    }
}
