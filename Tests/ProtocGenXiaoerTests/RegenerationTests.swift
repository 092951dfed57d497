import Foundation
import Testing

@Suite(.enabled(if: Tools.areInstalled, "needs protoc and protoc-c, which scripts/setup installs"))
struct RegenerationTests {
    /// Folders with generated files, and nothing else of the kind.
    private static let folders = [
        "Sources/CContracts", "Sources/Contracts", "Sources/MeshContracts", "Sources/MeshRuntime/Generated",
        "Tests/Fixtures/CFixtureContracts", "Tests/Fixtures/FixtureContracts",
    ]

    @Test func regeneratingGivesWhatIsCommitted() throws {
        try Tools.withTemporaryFolder { folder in
            let script = Tools.repository.appending(path: "scripts/generate-protos").path
            let outcome = try Tools.run(
                "/bin/bash",
                [script, "--output", folder.path],
                environment: ["XIAOER_PROTOC_PLUGIN": Tools.plugin.path]
            )
            try #require(outcome.status == 0, "\(outcome.output)")
            for name in Self.folders {
                let committed = try generatedFiles(below: Tools.repository.appending(path: name))
                let fresh = try generatedFiles(below: folder.appending(path: name))
                #expect(!fresh.isEmpty, "\(name) got no files")
                #expect(committed.keys.sorted() == fresh.keys.sorted(), "\(name) holds other files; run `make protos`")
                let changed = committed.keys.filter { fresh[$0] != committed[$0] }.sorted()
                #expect(changed.isEmpty, "\(name) differs from proto/; run `make protos`: \(changed)")
            }
        }
    }

    private func generatedFiles(below folder: URL) throws -> [String: Data] {
        let suffixes = [".pb-c.c", ".pb-c.h", ".messages.swift", ".services.swift"]
        var files: [String: Data] = [:]
        for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init()
        where suffixes.contains(where: path.hasSuffix) {
            files[path] = try Data(contentsOf: folder.appending(path: path))
        }
        return files
    }
}
