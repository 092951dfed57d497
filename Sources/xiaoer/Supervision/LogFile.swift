import Foundation

/// The log of a process, which the supervisor keeps within bounds.
enum LogFile {
    /// At the start of its process a longer log becomes the one `.1`, in place of an older one.
    static let bytesMax = 16 * 1_024 * 1_024

    /// Returns the bytes in the log, where the next process will go on.
    static func rotate(_ path: String) -> UInt64 {
        var status = stat()
        guard stat(path, &status) == 0 else { return 0 }
        // Where it cannot be renamed the log just goes on.
        let isNew = status.st_size > bytesMax && rename(path, path + ".1") == 0
        return isNew ? 0 : UInt64(status.st_size)
    }

    /// The last lines behind `offset`, from the last 16 KiB of the file.
    static func lastLines(of path: String, after offset: UInt64, count: Int) -> [String] {
        guard let file = FileHandle(forReadingAtPath: path) else { return [] }
        defer { try? file.close() }
        let end = (try? file.seekToEnd()) ?? 0
        try? file.seek(toOffset: max(offset, end > 16_384 ? end - 16_384 : 0))
        let data = (try? file.readToEnd()) ?? Data()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").suffix(count).map(String.init)
    }
}
