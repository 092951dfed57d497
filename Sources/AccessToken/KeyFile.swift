import FoundationEssentials
import Glibc

/// The keys on disk: one key a line, `<id> <32 bytes in base64url>`; the first signs. Empty lines and lines that begin
/// with '#' are skipped. To rotate, put a new line in front and remove the old one when its last token has expired.
package enum KeyFile {
    package static func load(path: String) throws(KeyFileError) -> SigningKeyRing {
        let contents: String
        do {
            contents = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
        return try parse(contents)
    }

    /// The keys at the path; a file with one fresh key, readable by its owner alone, is made where there is none.
    package static func loadOrCreate(
        path: String,
        using generator: inout some RandomNumberGenerator
    ) throws(KeyFileError) -> SigningKeyRing {
        if access(path, F_OK) != 0 {
            try create(path: path, key: SigningKey(using: &generator))
        }
        return try load(path: path)
    }

    static func parse(_ contents: String) throws(KeyFileError) -> SigningKeyRing {
        var keys: [SigningKey] = []
        for (index, line) in contents.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let fields = line.split(whereSeparator: \.isWhitespace)
            guard let first = fields.first, !first.hasPrefix("#") else { continue }
            guard fields.count == 2, let secret = Base64URL.decode(fields[1]) else {
                throw .malformedLine(index + 1)
            }
            keys.append(try SigningKey(id: String(first), secret: secret))
        }
        return try SigningKeyRing(keys: keys)
    }

    /// Written beside the path and linked into place: of two processes that start at once one wins, and neither
    /// reads half a file.
    private static func create(path: String, key: SigningKey) throws(KeyFileError) {
        let draft = "\(path).\(getpid())"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: lastFailure()) }
        defer { unlink(draft) }
        let line = Array("\(key.id) \(Base64URL.encode(key.secret))\n".utf8)
        let written = write(descriptor, line, line.count) == line.count && fsync(descriptor) == 0
        let failure = lastFailure()
        guard close(descriptor) == 0, written else { throw .unwritable(path: path, reason: failure) }
        guard link(draft, path) == 0 || errno == EEXIST else { throw .unwritable(path: path, reason: lastFailure()) }
    }

    private static func lastFailure() -> String {
        String(cString: strerror(errno))
    }
}
