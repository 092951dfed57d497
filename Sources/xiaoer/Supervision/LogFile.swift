import Foundation

/// The log of a process, which the supervisor keeps within bounds.
enum LogFile {
    /// At the start of its process a longer log becomes the one `.1`, in place of an older one.
    static let bytesMax = 16 * 1_024 * 1_024

    static func rotate(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_size > bytesMax else { return }
        // Where it cannot be renamed the log just goes on.
        rename(path, path + ".1")
    }

    /// The last lines, from the last 16 KiB of the file.
    static func lastLines(of path: String, count: Int) -> [String] {
        guard let file = FileHandle(forReadingAtPath: path) else { return [] }
        defer { try? file.close() }
        let end = (try? file.seekToEnd()) ?? 0
        try? file.seek(toOffset: end > 16_384 ? end - 16_384 : 0)
        let data = (try? file.readToEnd()) ?? Data()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").suffix(count).map(String.init)
    }
}
