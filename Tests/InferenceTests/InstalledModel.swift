import Foundation
import Testing

@testable import Inference

/// The real embedding model in the cache. Suites that need it skip, by name, where the set-up has not put it there.
enum InstalledModel {
    static let path: String = {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XIAOER_CACHE"] ?? NSHomeDirectory() + "/.cache/xiaoer"
        return cache + "/" + InferenceConfig.defaultModelPath
    }()

    static let condition: ConditionTrait = .enabled(
        if: FileManager.default.fileExists(atPath: path),
        "no embedding model in the cache: scripts/setup fetches it"
    )

    /// With the options of the service's defaults; loaded once, since each takes 300 MB.
    static func shared() async throws -> ModelWorker {
        try await loading.value
    }

    private static let loading = Task { try ModelWorker(model: load()) }

    static func load(_ options: LlamaEmbeddingModel.Options = .init()) throws -> LlamaEmbeddingModel {
        try LlamaEmbeddingModel(ModelFile(path: path), options: options)
    }
}

/// A folder that is removed with its content when the test lets go of it.
final class TemporaryFolder {
    let path = NSTemporaryDirectory() + "xiaoer-" + UUID().uuidString

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // What cannot be removed is the system's to clean up.
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String, _ content: Data) throws -> String {
        let file = path + "/" + name
        try content.write(to: URL(filePath: file))
        return file
    }
}
