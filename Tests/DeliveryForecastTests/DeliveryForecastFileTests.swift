import BinaryCoding
import Foundation
import Testing

@testable import DeliveryForecast

struct DeliveryForecastFileTests {
    private static func bytes() throws -> [UInt8] {
        DeliveryForecastFile.encode(try PastParcels.trained().forecaster)
    }

    /// As if whoever changed the bytes had known to mend the checksum.
    private static func resealed(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var writer = LittleEndianWriter(bytes: Array(bytes))
        writer.write(CRC32.of(writer.bytes))
        return writer.bytes
    }

    @Test func aLoadedForecasterIsTheStoredOne() throws {
        let forecaster = try PastParcels.trained().forecaster
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).forecast").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try DeliveryForecastFile.write(forecaster, to: path)
        #expect(try DeliveryForecastFile.read(path) == forecaster)
    }

    @Test func aMissingFileIsNamed() {
        #expect(throws: DeliveryForecastError.unreadable(path: "/none/here", reason: "there is no such file")) {
            try DeliveryForecastFile.read("/none/here")
        }
    }

    @Test func everyCutIsRefusedWithAndWithoutAFittingChecksum() throws {
        let bytes = try Self.bytes()
        // Every length around the small fields, then steps through the trees.
        for length in Array(0..<400) + Array(stride(from: 400, to: bytes.count - 4, by: 997)) {
            #expect(throws: DeliveryForecastError.self) {
                try DeliveryForecastFile.decode(Array(bytes.prefix(length)), path: "f")
            }
            #expect(throws: DeliveryForecastError.self) {
                try DeliveryForecastFile.decode(Self.resealed(bytes.prefix(length)), path: "f")
            }
        }
    }

    @Test func aChangedByteIsRefused() throws {
        let bytes = try Self.bytes()
        for index in stride(from: 12, to: bytes.count, by: 211) {
            var changed = bytes
            changed[index] ^= 0x10
            #expect(throws: DeliveryForecastError.self) { try DeliveryForecastFile.decode(changed, path: "f") }
        }
    }

    @Test func anotherVersionAndAnotherKindOfFileAreRefusedByName() throws {
        var bytes = try Self.bytes()
        bytes[8] = 7
        #expect(throws: DeliveryForecastError.unsupportedVersion(path: "f", found: 7, supported: 1)) {
            try DeliveryForecastFile.decode(bytes, path: "f")
        }
        #expect(throws: DeliveryForecastError.notAForecastFile(path: "f")) {
            try DeliveryForecastFile.decode(Array("XRTREES\0".utf8), path: "f")
        }
    }
}
