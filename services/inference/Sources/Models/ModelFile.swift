import CCrypto
import Foundation

/// A model file that exists, is whole, and says what it holds.
struct ModelFile: Sendable {
    let path: String
    let header: GGUFHeader
    let sizeBytes: Int
    let sha256: [UInt8]

    /// Reads the header and the checksum. A file `<path>.sha256`, in the form sha256sum writes, is held against the
    /// latter: the set-up writes one, and a damaged model is found before the library sees it. `admit` sees the header
    /// and the size in bytes first, so that a model which is far too large is refused before all of it is read.
    init(
        path: String,
        admit: (GGUFHeader, Int) throws(InferenceError) -> Void = { _, _ throws(InferenceError) in }
    ) throws(InferenceError) {
        guard FileManager.default.isReadableFile(atPath: path) else { throw .modelMissing(path: path) }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
        } catch {
            throw .modelDamaged(path: path, reason: "it cannot be read: \(error.localizedDescription)")
        }
        do {
            header = try data.withUnsafeBytes(GGUFHeader.init(parsing:))
        } catch {
            throw .modelDamaged(path: path, reason: "\(error)")
        }
        try admit(header, data.count)
        self.path = path
        sizeBytes = data.count
        sha256 = data.withUnsafeBytes(Self.sha256(of:))
        if let expected = Self.expectedChecksum(path: path), expected != Self.hexadecimal(sha256) {
            throw .modelDamaged(path: path, reason: "its SHA-256 is not the one in \(path).sha256")
        }
    }

    /// Whether a checksum lies beside the file, against which it was held.
    var hasKnownChecksum: Bool { Self.expectedChecksum(path: path) != nil }

    private static func expectedChecksum(path: String) -> String? {
        // No such file is the usual case for a model that a user brought.
        guard let line = try? String(contentsOfFile: path + ".sha256", encoding: .utf8) else { return nil }
        return line.split(whereSeparator: \.isWhitespace).first.map { $0.lowercased() }
    }

    private static func sha256(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
            let status = EVP_Digest(bytes.baseAddress, bytes.count, digest.baseAddress, nil, EVP_sha256(), nil)
            precondition(status == 1, "libcrypto computes SHA-256 of any bytes (answered \(status))")
            count = 32
        }
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
