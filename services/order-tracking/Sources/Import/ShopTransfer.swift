import SQLStorage

/// Whole shops in and out: uploads that become one transaction, and exports of one moment.
struct ShopTransfer: Sendable {
    let file: any DatabaseStore
    let importer: ShopImporter
    let staging: ImportStaging
    let exportChunkBytes: Int
    let changes: ChangeSignal

    /// Lines done so far of an import, and what it added when it is committed.
    enum Progress: Hashable, Sendable {
        case lines(Int, of: Int)
        case committed(ImportSummary, lines: Int)
    }

    func stage(_ id: String, offset: UInt64, data: [UInt8], fileName: String) async throws -> UInt64 {
        try await staging.stage(id, offset: offset, data: data, fileName: fileName)
    }

    /// Commits an upload and removes it; one that is refused stays, so that its sender may look at it again.
    func commit(
        _ id: String,
        sizeBytes: UInt64,
        sha256: [UInt8],
        shiftDays: Int,
        report: (Progress) async throws -> Void
    ) async throws {
        let upload = try await staging.verify(id, sizeBytes: sizeBytes, sha256: sha256)
        let (lines, counted) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
        async let imported = importing(upload, shiftDays: shiftDays, counted: counted)
        for await done in lines {
            try await report(.lines(done, of: upload.lines))
        }
        let summary = try await imported
        // Carriers' events in the file may have moved orders.
        changes.announce()
        await staging.remove(id)
        try await report(.committed(summary, lines: upload.lines))
    }

    /// Ends `counted` with the import, however it ends.
    private func importing(
        _ upload: ImportStaging.Upload,
        shiftDays: Int,
        counted: AsyncStream<Int>.Continuation
    ) async throws -> ImportSummary {
        defer { counted.finish() }
        return try await importer.run([upload.source], shiftDays: shiftDays) { counted.yield($0) }
    }

    func export(_ send: ([UInt8]) async throws -> Void) async throws {
        var export = try await ShopExport(file, chunkBytesMax: exportChunkBytes)
        while let chunk = try await export.nextChunk() {
            try await send(chunk)
        }
    }
}
