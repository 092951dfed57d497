import BinaryCoding
import Foundation
import Testing

@testable import ItemRecommendation

@Suite struct RecommenderFileTests {
    @discardableResult
    private func withSaved<Result>(_ body: (String, ItemRecommender) throws -> Result) throws -> Result {
        let recommender = try ItemRecommender(fitting: Small.sequences(), settings: Small.settings())
        let path = FileManager.default.temporaryDirectory.appending(path: "recommender-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try recommender.save(to: path)
        return try body(path, recommender)
    }

    private func rewrite(_ path: String, _ change: (inout [UInt8]) -> Void) throws {
        var bytes = Array(try Data(contentsOf: URL(filePath: path)))
        change(&bytes)
        try Data(bytes).write(to: URL(filePath: path))
    }

    @Test func loadedIsWhatWasSaved() throws {
        try withSaved { path, recommender in
            let loaded = try ItemRecommender(contentsOf: path)
            #expect(loaded == recommender)
        }
    }

    @Test func treesSurviveTheFile() throws {
        let recommender = try ItemRecommender(fitting: Small.shop(), settings: Small.settings())
        let path = FileManager.default.temporaryDirectory.appending(path: "recommender-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try recommender.save(to: path)
        #expect(try ItemRecommender(contentsOf: path) == recommender)
    }

    @Test func everyDamagedByteIsNoticed() throws {
        try withSaved { path, _ in
            let count = try Data(contentsOf: URL(filePath: path)).count
            for position in stride(from: 0, to: count, by: count / 23) {
                try rewrite(path) { $0[position] ^= 0x10 }
                #expect(throws: ItemRecommendationError.self) { try ItemRecommender(contentsOf: path) }
                try rewrite(path) { $0[position] ^= 0x10 }
            }
        }
    }

    /// The checksum is made to fit, so that the reader's own checks are asked.
    @Test func cutFileIsRefusedEvenWithAFittingChecksum() throws {
        try withSaved { path, _ in
            let whole = Array(try Data(contentsOf: URL(filePath: path)))
            for kept in stride(from: 0, to: whole.count - 4, by: whole.count / 37) {
                var bytes = Array(whole.prefix(kept))
                withUnsafeBytes(of: CRC32.of(bytes)) { bytes += $0 }
                try Data(bytes).write(to: URL(filePath: path))
                #expect(throws: ItemRecommendationError.self, "cut to \(kept) bytes") {
                    try ItemRecommender(contentsOf: path)
                }
            }
        }
    }

    @Test func otherVersionIsRefused() throws {
        try withSaved { path, _ in
            try rewrite(path) { bytes in
                bytes[16] = 9
                let end = bytes.count - 4
                let checksum = CRC32.of(bytes[..<end])
                bytes.removeLast(4)
                withUnsafeBytes(of: checksum) { bytes += $0 }
            }
            #expect(throws: ItemRecommendationError.modelFile(reason: "\(path) has version 9, this program reads 2")) {
                try ItemRecommender(contentsOf: path)
            }
        }
    }

    @Test func folderThatIsMissingIsAnError() throws {
        let recommender = try ItemRecommender(fitting: Small.sequences(), settings: Small.settings())
        #expect(throws: ItemRecommendationError.self) { try recommender.save(to: "/nowhere/at/all") }
    }
}
