/// Why an upload was not taken or not handed on.
enum StagingError: Error, Hashable, Sendable {
    case invalidUploadID(String)
    case chunkTooLarge(bytes: Int, bytesMax: Int)
    /// The chunk does not start where the staged bytes end; the upload goes on at `expected`.
    case wrongOffset(expected: UInt64, found: UInt64)
    case uploadTooLarge(bytesMax: Int)
    case tooManyUploads(countMax: Int)
    case unknownUpload(String)
    case sizeDiffers(expected: UInt64, found: UInt64)
    case hashDiffers
    case diskFull(folder: String)
    case failed(folder: String, detail: String)
}

extension StagingError: CustomStringConvertible {
    var description: String {
        switch self {
        case .invalidUploadID(let id): "upload_id must be 1 to 64 of [A-Za-z0-9_-] (is \"\(id.prefix(80))\")"
        case .chunkTooLarge(let bytes, let bytesMax): "data must have at most \(bytesMax) bytes (has \(bytes))"
        case .wrongOffset(let expected, let found):
            "offset must be \(expected), where the staged bytes end (is \(found))"
        case .uploadTooLarge(let bytesMax): "an upload must have at most \(bytesMax) bytes"
        case .tooManyUploads(let countMax): "\(countMax) uploads are under way; commit one or wait until one expires"
        case .unknownUpload(let id): "there is no upload \"\(id)\"; stage it first"
        case .sizeDiffers(let expected, let found): "the upload must have \(expected) bytes (has \(found))"
        case .hashDiffers: "the upload's SHA-256 differs from the one given; stage it again"
        case .diskFull(let folder): "no space is left in \(folder); free some and send the same chunk again"
        case .failed(let folder, let detail): "uploads cannot be kept in \(folder): \(detail)"
        }
    }
}
