package import Logging

/// Writes each record as one line: JSON for machines, `key=value` text for people.
///
/// Message text is static and data goes into metadata, so that nothing a customer wrote reaches a log
/// at info or above unless somebody put it there on purpose.
package struct StructuredLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?

    private let service: String
    private let label: String
    private let format: LogFormat
    private let sink: any LogSink
    private let now: @Sendable () -> WallTime

    package init(
        service: String,
        label: String,
        level: Logger.Level,
        format: LogFormat,
        metadataProvider: Logger.MetadataProvider? = nil,
        sink: any LogSink = StandardErrorSink(),
        now: @escaping @Sendable () -> WallTime = WallTime.now
    ) {
        self.service = service
        self.label = label
        self.logLevel = level
        self.format = format
        self.metadataProvider = metadataProvider
        self.sink = sink
        self.now = now
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var fields = metadata
        if let provided = metadataProvider?.get() {
            fields.merge(provided) { _, new in new }
        }
        if let own = event.metadata {
            fields.merge(own) { _, new in new }
        }
        if let error = event.error {
            fields["error"] = "\(error)"
        }
        let record = LogRecord(
            time: now(),
            level: event.level,
            service: service,
            label: label,
            message: "\(event.message)",
            fields: fields
        )
        sink.write(line: format.line(for: record))
    }
}

/// Where finished lines go.
package protocol LogSink: Sendable {
    func write(line: String)
}
