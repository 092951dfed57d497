import Foundation
import Testing

@testable import OrderTracking

struct ImportStagingTests {
    private let folder: TemporaryFolder
    private let staging: ImportStaging

    init() throws {
        folder = try TemporaryFolder()
        staging = Self.staging(folder)
    }

    private static func staging(_ folder: TemporaryFolder, now: Timestamp? = nil) -> ImportStaging {
        let moment = now ?? Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        return ImportStaging(
            folder: folder.path("imports"),
            limits: .init(chunkBytesMax: 8, uploadBytesMax: 20, uploadsMax: 2, age: .seconds(3600)),
            now: { moment }
        )
    }

    @Test func chunksInOrderMakeTheUpload() async throws {
        #expect(try await staging.stage("u", offset: 0, data: Array("ab\n".utf8), fileName: "shop.jsonl") == 3)
        #expect(try await staging.stage("u", offset: 3, data: Array("cd".utf8), fileName: "") == 5)
        let digest = SHA256()
        digest.update(Array("ab\ncd".utf8))
        let upload = try await staging.verify("u", sizeBytes: 5, sha256: digest.finish())
        #expect(upload.source.name == "shop.jsonl")
        #expect(upload.lines == 2)
        #expect(try String(contentsOfFile: upload.source.path, encoding: .utf8) == "ab\ncd")
    }

    @Test func sha256IsTheStandardOne() {
        let digest = SHA256()
        digest.update(Array("abc".utf8))
        let hex = digest.finish().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        #expect(hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func aChunkAtTheWrongPlaceNamesTheRightOne() async throws {
        _ = try await staging.stage("u", offset: 0, data: [1, 2, 3], fileName: "")
        await #expect(throws: StagingError.wrongOffset(expected: 3, found: 0)) {
            try await staging.stage("u", offset: 0, data: [1, 2, 3], fileName: "")
        }
        await #expect(throws: StagingError.wrongOffset(expected: 0, found: 7)) {
            try await staging.stage("v", offset: 7, data: [1], fileName: "")
        }
    }

    @Test func anUploadGoesOnAfterARestart() async throws {
        _ = try await staging.stage("u", offset: 0, data: [1, 2, 3], fileName: "")
        #expect(try await Self.staging(folder).stage("u", offset: 3, data: [4], fileName: "") == 4)
    }

    @Test(arguments: ["", "../x", "a/b", "a b", "ä", String(repeating: "a", count: 65)])
    func anUploadIDIsNeverAPath(id: String) async {
        await #expect(throws: StagingError.invalidUploadID(id)) {
            try await staging.stage(id, offset: 0, data: [1], fileName: "")
        }
    }

    @Test func limitsHold() async throws {
        await #expect(throws: StagingError.chunkTooLarge(bytes: 9, bytesMax: 8)) {
            try await staging.stage("u", offset: 0, data: Array(repeating: 0, count: 9), fileName: "")
        }
        for offset in [UInt64(0), 8] {
            _ = try await staging.stage("u", offset: offset, data: Array(repeating: 0, count: 8), fileName: "")
        }
        await #expect(throws: StagingError.uploadTooLarge(bytesMax: 20)) {
            try await staging.stage("u", offset: 16, data: Array(repeating: 0, count: 8), fileName: "")
        }
        _ = try await staging.stage("v", offset: 0, data: [1], fileName: "")
        await #expect(throws: StagingError.tooManyUploads(countMax: 2)) {
            try await staging.stage("w", offset: 0, data: [1], fileName: "")
        }
    }

    @Test func anotherSizeOrHashIsRefused() async throws {
        _ = try await staging.stage("u", offset: 0, data: [1], fileName: "")
        await #expect(throws: StagingError.sizeDiffers(expected: 2, found: 1)) {
            try await staging.verify("u", sizeBytes: 2, sha256: [])
        }
        await #expect(throws: StagingError.hashDiffers) { try await staging.verify("u", sizeBytes: 1, sha256: []) }
        await #expect(throws: StagingError.unknownUpload("x")) {
            try await staging.verify("x", sizeBytes: 1, sha256: [])
        }
    }

    @Test func removedAndExpiredUploadsAreGone() async throws {
        _ = try await staging.stage("u", offset: 0, data: [1], fileName: "")
        await staging.remove("u")
        await #expect(throws: StagingError.unknownUpload("u")) {
            try await staging.verify("u", sizeBytes: 1, sha256: [])
        }

        _ = try await staging.stage("old", offset: 0, data: [1], fileName: "")
        let later = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000) + 7_200_000)
        _ = try await Self.staging(folder, now: later).stage("new", offset: 0, data: [1], fileName: "")
        await #expect(throws: StagingError.unknownUpload("old")) {
            try await staging.verify("old", sizeBytes: 1, sha256: [])
        }
    }
}
