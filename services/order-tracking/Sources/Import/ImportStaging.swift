import Foundation

/// Keeps uploads until they are committed: one file each, whose length is how far the upload came.
///
/// All state is in the folder, so an upload goes on after a restart. Work runs on one queue of its own, off the event
/// loops, which also keeps two chunks of one upload apart.
final class ImportStaging: Sendable {
    struct Limits: Hashable, Sendable {
        var chunkBytesMax: Int
        var uploadBytesMax: Int
        var uploadsMax: Int
        /// An upload that got no chunk for so long is removed.
        var age: Duration
    }

    /// A complete upload whose bytes are the ones its sender meant.
    struct Upload: Hashable, Sendable {
        var source: ImportSource
        var lines: Int
    }

    private let folder: URL
    private let limits: Limits
    private let now: @Sendable () -> Timestamp
    private let queue = DispatchQueue(label: "import-staging")
    private static let readBytes = 256 * 1024

    init(folder: String, limits: Limits, now: @escaping @Sendable () -> Timestamp) {
        self.folder = URL(filePath: folder, directoryHint: .isDirectory)
        self.limits = limits
        self.now = now
    }

    /// Appends a chunk; answers with the bytes staged so far.
    func stage(_ id: String, offset: UInt64, data: [UInt8], fileName: String) async throws -> UInt64 {
        try Self.validate(id)
        guard data.count <= limits.chunkBytesMax else {
            throw StagingError.chunkTooLarge(bytes: data.count, bytesMax: limits.chunkBytesMax)
        }
        return try await onQueue { [self] in
            try removeExpired()
            let staged = try stagedBytes(id) ?? 0
            guard offset == staged else { throw StagingError.wrongOffset(expected: staged, found: offset) }
            guard staged + UInt64(data.count) <= UInt64(limits.uploadBytesMax) else {
                throw StagingError.uploadTooLarge(bytesMax: limits.uploadBytesMax)
            }
            if staged == 0 { try begin(id, fileName: fileName) }
            try append(data, to: id, at: staged)
            return staged + UInt64(data.count)
        }
    }

    /// Compares an upload with what its sender says it is, and counts its lines.
    func verify(_ id: String, sizeBytes: UInt64, sha256: [UInt8]) async throws -> Upload {
        try Self.validate(id)
        return try await onQueue { [self] in
            guard let staged = try stagedBytes(id) else { throw StagingError.unknownUpload(id) }
            guard staged == sizeBytes else { throw StagingError.sizeDiffers(expected: sizeBytes, found: staged) }
            let (hash, lines) = try digest(id)
            guard hash == sha256 else { throw StagingError.hashDiffers }
            let name = (try? String(contentsOf: nameFile(id), encoding: .utf8)) ?? id
            return Upload(source: ImportSource(name: name, path: dataFile(id).path), lines: lines)
        }
    }

    func remove(_ id: String) async {
        try? await onQueue { [self] in
            // What is gone already needs no removal.
            try? FileManager.default.removeItem(at: dataFile(id))
            try? FileManager.default.removeItem(at: nameFile(id))
        }
    }
}

extension ImportStaging {
    private func dataFile(_ id: String) -> URL { folder.appending(path: "\(id).part") }
    private func nameFile(_ id: String) -> URL { folder.appending(path: "\(id).name") }

    private func begin(_ id: String, fileName: String) throws {
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            let uploads = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            guard uploads.count(where: { $0.hasSuffix(".part") && $0 != "\(id).part" }) < limits.uploadsMax else {
                throw StagingError.tooManyUploads(countMax: limits.uploadsMax)
            }
            try Data((fileName.isEmpty ? id : fileName).utf8).write(to: nameFile(id))
            try Data().write(to: dataFile(id))
        } catch let error as CocoaError {
            throw mapped(error)
        }
    }

    private func append(_ data: [UInt8], to id: String, at offset: UInt64) throws {
        do {
            let handle = try FileHandle(forWritingTo: dataFile(id))
            defer { try? handle.close() }
            try handle.seek(toOffset: offset)
            do {
                try handle.write(contentsOf: data)
            } catch {
                // A chunk counts whole or not at all; its first half would shift the rest of the upload.
                try? handle.truncate(atOffset: offset)
                throw error
            }
        } catch let error as CocoaError {
            throw mapped(error)
        }
    }

    private func digest(_ id: String) throws -> (hash: [UInt8], lines: Int) {
        do {
            let handle = try FileHandle(forReadingFrom: dataFile(id))
            defer { try? handle.close() }
            let digest = SHA256()
            var lines = 0
            var last = UInt8(ascii: "\n")
            while let data = try handle.read(upToCount: Self.readBytes), !data.isEmpty {
                let bytes = Array(data)
                digest.update(bytes)
                lines += bytes.count { $0 == UInt8(ascii: "\n") }
                last = bytes.last ?? last
            }
            return (digest.finish(), last == UInt8(ascii: "\n") ? lines : lines + 1)
        } catch let error as CocoaError {
            throw mapped(error)
        }
    }

    private func stagedBytes(_ id: String) throws -> UInt64? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: dataFile(id).path)
        return (attributes?[.size] as? NSNumber)?.uint64Value
    }

    private func removeExpired() throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let oldest = Double(now().milliseconds) / 1000 - limits.age / .seconds(1)
        for name in names {
            let path = folder.appending(path: name).path
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            guard let changed = attributes?[.modificationDate] as? Date, changed.timeIntervalSince1970 < oldest else {
                continue
            }
            // Left for the next call where it fails.
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    private func mapped(_ error: CocoaError) -> StagingError {
        error.code == .fileWriteOutOfSpace
            ? .diskFull(folder: folder.path) : .failed(folder: folder.path, detail: error.localizedDescription)
    }

    private static func validate(_ id: String) throws {
        let allowed = id.utf8.allSatisfy { byte in
            let character = Character(UnicodeScalar(byte))
            return character.isASCII
                && (character.isLetter || character.isNumber || character == "_" || character == "-")
        }
        guard (1...64).contains(id.utf8.count), allowed else { throw StagingError.invalidUploadID(id) }
    }

    private func onQueue<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }
}
