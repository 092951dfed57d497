import BinaryCoding
import SeededRandom
import Testing

@testable import RegressionTrees

@Suite struct TreeFileTests {
    private static func ensemble() throws -> TreeEnsemble {
        let settings = TestRows.settings(.logistic, rounds: 5)
        return try TreeTrainer(settings).train(TestRows.data(for: .logistic, 200, seed: 61)).ensemble
    }

    /// As if whoever changed the body had known to mend the checksum.
    private static func resealed(_ bytes: [UInt8]) -> [UInt8] {
        var writer = LittleEndianWriter(bytes: Array(bytes.dropLast(4)))
        writer.write(CRC32.of(writer.bytes))
        return writer.bytes
    }

    @Test func aLoadedEnsembleIsTheStoredOne() throws {
        let ensemble = try Self.ensemble()
        #expect(try TreeFile.decodeEnsemble(TreeFile.encode(ensemble)) == ensemble)
    }

    @Test func everyTruncationIsRefused() throws {
        let bytes = TreeFile.encode(try Self.ensemble())
        for length in bytes.indices {
            #expect(throws: RegressionTreesError.self) { try TreeFile.decodeEnsemble(Array(bytes.prefix(length))) }
        }
        #expect(throws: RegressionTreesError.truncatedFile(expectedBytes: bytes.count, actualBytes: 100)) {
            try TreeFile.decodeEnsemble(Array(bytes.prefix(100)))
        }
        #expect(throws: RegressionTreesError.self) { try TreeFile.decodeEnsemble(bytes + [0]) }
    }

    @Test func everyChangedByteIsNoticed() throws {
        let bytes = TreeFile.encode(try Self.ensemble())
        for position in bytes.indices {
            var damaged = bytes
            damaged[position] ^= 0x40
            #expect(throws: RegressionTreesError.self) { try TreeFile.decodeEnsemble(damaged) }
        }
    }

    @Test func otherFilesVersionsAndKindsAreNamed() throws {
        let bytes = TreeFile.encode(try Self.ensemble())
        #expect(throws: RegressionTreesError.notATreeFile(found: "\"{\"")) { try TreeFile.decodeEnsemble([0x7B]) }
        var newer = bytes
        newer[8] = 2
        #expect(throws: RegressionTreesError.unsupportedVersion(found: 2, supported: 1)) {
            try TreeFile.decodeEnsemble(newer)
        }
        #expect(throws: RegressionTreesError.otherKindOfTreeFile(found: 1, expected: 2)) {
            try TreeFile.decodeIntervals(bytes)
        }
    }

    /// Whatever a forged file holds, it is refused or predicts in bounded time without reading outside.
    @Test func forgedFilesAreRefusedOrHarmless() throws {
        let bytes = TreeFile.encode(try Self.ensemble())
        let seed: UInt64 = 71
        var generator = SplitMix64(seed: seed)
        var accepted = 0
        for _ in 0..<2_000 {
            var forged = bytes
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let position = Int.random(in: TreeFile.headerSize..<bytes.count - 4, using: &generator)
                forged[position] = UInt8.random(in: 0...255, using: &generator)
            }
            guard let ensemble = try? TreeFile.decodeEnsemble(Self.resealed(forged)) else { continue }
            accepted += 1
            let row = Array(repeating: Float.nan, count: ensemble.featureNames.count)
            #expect(!ensemble.predict(row).isNaN || !ensemble.margin(row).isFinite, "seed \(seed)")
            _ = ensemble.contributions(row)
        }
        #expect(accepted > 0)
    }
}
