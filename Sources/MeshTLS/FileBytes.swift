import Foundation

struct FileBytesError: Error {
    let reason: String
}

enum FileBytes {
    /// A certificate file is a few KiB; what is larger is something else.
    private static let byteCountMax = 1024 * 1024

    static func read(_ path: String) throws(FileBytesError) -> [UInt8] {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw FileBytesError(reason: "it is not there or may not be read")
        }
        guard bytes.count <= byteCountMax else { throw FileBytesError(reason: "it is larger than 1 MiB") }
        return Array(bytes)
    }
}
