import Foundation
import Storage

@testable import Recommendation

/// A store in a folder of its own, which is removed afterwards.
func withStore(
    counting: CountingRules = CountingRules(),
    _ body: (BehaviourStore) async throws -> Void
) async throws {
    try await withTemporaryFolder { folder in
        let store = try await openStore(in: folder, counting: counting)
        try await body(store)
        try store.close()
    }
}

func openStore(in folder: URL, counting: CountingRules = CountingRules()) async throws -> BehaviourStore {
    let path = folder.appending(path: "recommendation.sqlite").path
    return try await BehaviourStore.open(path: path, configuration: StorageConfiguration(), counting: counting)
}

func withTemporaryFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "recommendation-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
}
