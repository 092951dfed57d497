import FoundationEssentials
import Glibc
import Testing

@testable import AccessToken

private let secretOfOnes = String(repeating: "AQEBAQEB", count: 5) + "AQE"

@Suite struct KeyFileTests {
    @Test func theFirstLineSignsAndAllVerify() throws {
        let ring = try KeyFile.parse("# rotated in May\nnew \(secretOfOnes)\n\n  old   \(secretOfOnes)\n")
        let now = Date(timeIntervalSince1970: 1_750_000_000)
        let text = try ring.sign(subject: "C1", role: .customer, issuedAt: now, lifetime: 60)
        #expect(try ring.verify(text, now: now).keyID == "new")
    }

    @Test(arguments: [
        ("", KeyFileError.noKeys),
        ("# nothing\n", .noKeys),
        ("one", .malformedLine(1)),
        ("# fine\none two three", .malformedLine(2)),
        ("one !!!", .malformedLine(1)),
        ("one AQEB", .invalidSecretLength(keyID: "one", length: 3)),
        ("One \(secretOfOnes)", .invalidKeyID("One")),
        ("one \(secretOfOnes)\none \(secretOfOnes)", .duplicateKeyID("one")),
    ])
    func aWrongFileSaysWhatIsWrong(contents: String, expected: KeyFileError) {
        #expect(throws: expected) { try KeyFile.parse(contents) }
    }

    @Test func aMissingFileIsMadeOnceForItsOwnerAlone() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/tokens.key"
            var generator = CountingGenerator()
            let made = try KeyFile.loadOrCreate(path: path, using: &generator)
            let again = try KeyFile.loadOrCreate(path: path, using: &generator)
            #expect(made == again)
            var status = stat()
            #expect(stat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["tokens.key"])
        }
    }

    @Test func aFolderThatDoesNotExistIsNamed() {
        var generator = CountingGenerator()
        let path = "/nowhere/tokens.key"
        #expect(throws: KeyFileError.unwritable(path: path, reason: "No such file or directory")) {
            try KeyFile.loadOrCreate(path: path, using: &generator)
        }
    }
}

private func withTemporaryFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "key-file-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
}

/// The same "random" numbers every time: 1, 2, 3 and so on, spread over all bits.
private struct CountingGenerator: RandomNumberGenerator {
    private var count: UInt64 = 0

    mutating func next() -> UInt64 {
        count += 1
        return count &* 0x9E37_79B9_7F4A_7C15
    }
}
