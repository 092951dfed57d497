import Foundation
import Testing

@testable import OrderTracking

struct ExportTests {
    @Test func exportOfTheDemoShopIsItsFilesByteForByte() async throws {
        let shop = try TestShop()
        let names = ["customers", "products", "orders", "shipments"]
        let files = names.map { ImportSource(name: $0, path: "\(TestShop.demoFolder)/\($0).jsonl") }
        _ = try await shop.importer.run(files, shiftDays: 0)
        var expected = TestShop.header + "\n"
        for file in files {
            let text = try String(contentsOfFile: file.path, encoding: .utf8)
            expected += text.dropFirst(TestShop.header.count + 1)
        }
        #expect(try await shop.exported() == expected)
    }

    @Test func importOfAnExportExportsTheSame() async throws {
        let first = try TestShop()
        try await first.importLines(Lines.all)
        let text = try await first.exported()
        let second = try TestShop()
        _ = try await second.importText(text)
        #expect(try await second.exported() == text)
    }

    @Test func chunksHoldWholeLinesUpToTheirLimit() async throws {
        let shop = try await TestShop.demo()
        var export = try await ShopExport(shop.file, chunkBytesMax: 4096)
        var sizes: [Int] = []
        while let chunk = try await export.nextChunk() {
            #expect(chunk.last == UInt8(ascii: "\n"))
            sizes.append(chunk.count)
        }
        #expect(sizes.allSatisfy { $0 <= 4096 })
        #expect(sizes.count > 100)
    }

    @Test func writesDuringAnExportAreNotInIt() async throws {
        let shop = try TestShop()
        try await shop.importLines([Lines.customer])
        var export = try await ShopExport(shop.file, chunkBytesMax: 64)
        var text = String(decoding: try await export.nextChunk() ?? [], as: UTF8.self)
        try await shop.importLines([Lines.other])
        while let chunk = try await export.nextChunk() { text += String(decoding: chunk, as: UTF8.self) }
        #expect(!text.contains("bob"))
    }
}
