import Foundation
import Testing

@testable import ItemRecommendation

@Suite struct InteractionSequencesTests {
    @discardableResult
    private func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
        try withFile(Array(text.utf8), body)
    }

    @discardableResult
    private func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
        let path = FileManager.default.temporaryDirectory.appending(path: "sequences-\(UUID().uuidString).txt").path
        try Data(bytes).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }

    @Test func fileIsReadWithSpacesTabsAndBlankLines() throws {
        let sequences = try withFile("ann tea cup\r\n\nben\tcup  pot tea\n") {
            try InteractionSequences(contentsOf: $0)
        }
        #expect(sequences.userNames == ["ann", "ben"])
        #expect(sequences.itemNames == ["tea", "cup", "pot"])
        #expect(Array(sequences[0]) == [0, 1])
        #expect(Array(sequences[1]) == [1, 2, 0])
    }

    @Test func userWithoutItemsIsRefusedWithItsLine() throws {
        try withFile("ann tea\nben\n") { path in
            #expect(throws: ItemRecommendationError.missingItems(path: path, line: 2)) {
                try InteractionSequences(contentsOf: path)
            }
        }
    }

    /// A byte that starts nothing in UTF-8, and a control character.
    @Test(arguments: [[0x61, 0x20, 0xFF], [0x61, 0x20, 0x00]] as [[UInt8]])
    func whatIsNoTextIsRefusedWithItsLine(line: [UInt8]) throws {
        try withFile(Array("ann tea\n".utf8) + line) { path in
            #expect(throws: ItemRecommendationError.notText(path: path, line: 2)) {
                try InteractionSequences(contentsOf: path)
            }
        }
    }

    @Test func emptyFileIsRefused() throws {
        try withFile("\n") { path in
            #expect(throws: ItemRecommendationError.emptyFile(path: path)) {
                try InteractionSequences(contentsOf: path)
            }
        }
    }

    @Test func missingFileIsRefused() {
        #expect(throws: ItemRecommendationError.self) { try InteractionSequences(contentsOf: "/nowhere/at/all") }
    }

    @Test func droppingKeepsUsersAndItems() {
        let sequences = InteractionSequences(itemCount: 4, users: [[0, 1, 2], [3]])
        let shorter = sequences.droppingLast(1)
        #expect(shorter.userCount == 2)
        #expect(shorter.itemCount == 4)
        #expect(Array(shorter[0]) == [0, 1])
        #expect(shorter[1].isEmpty)
    }
}
