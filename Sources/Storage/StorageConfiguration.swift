/// Limits and waits of one database file. Every value here is a setting of the service that opens the file.
package struct StorageConfiguration: Hashable, Sendable {
    /// How long a connection waits for a lock that another process holds before it fails with
    /// ``StorageError/locked(path:)``.
    package var busyTimeout: Duration

    /// Connections that read at the same time, beside the one that writes. At least 1.
    package var readersMax: Int

    /// Size in bytes at which writes fail with ``StorageError/diskFull(path:)``; nil leaves it to the disk.
    package var fileSizeMaxBytes: Int?

    package init(
        busyTimeout: Duration = .seconds(5),
        readersMax: Int = 4,
        fileSizeMaxBytes: Int? = nil
    ) {
        precondition(readersMax >= 1, "readersMax must be at least 1 (is \(readersMax))")
        precondition(busyTimeout >= .zero, "busyTimeout must not be negative (is \(busyTimeout))")
        self.busyTimeout = busyTimeout
        self.readersMax = readersMax
        self.fileSizeMaxBytes = fileSizeMaxBytes
    }
}
