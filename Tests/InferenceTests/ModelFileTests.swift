import Foundation
import Testing

@testable import Inference

@Suite struct ModelFileTests {
    private let folder: TemporaryFolder
    /// A header without keys and tensors.
    private let smallest = Data("GGUF".utf8) + Data([3, 0, 0, 0]) + Data(count: 16)

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func aMissingModelNamesTheCommandThatFetchesIt() {
        let error = #expect(throws: InferenceError.self) { try ModelFile(path: "/nowhere/model.gguf") }
        #expect(error == .modelMissing(path: "/nowhere/model.gguf"))
        #expect(error?.description.contains("run scripts/setup") == true)
    }

    @Test func anotherKindOfFileIsRefused() throws {
        let path = try folder.file("model.gguf", Data("PK, not a model".utf8))
        #expect(throws: InferenceError.modelDamaged(path: path, reason: "it does not begin with \"GGUF\"")) {
            try ModelFile(path: path)
        }
    }

    @Test func theChecksumIsThatOfTheContent() throws {
        let file = try ModelFile(path: folder.file("model.gguf", smallest))
        // From sha256sum(1).
        let expected = "a4e5e156ddec27e286f75328784d7106b60a4eb1d246e950a001a3f944fbda99"
        #expect(file.sizeBytes == 24)
        #expect(file.sha256.map { String(format: "%02x", $0) }.joined() == expected)
    }

    @Test func aChecksumBesideTheModelIsHeldAgainstIt() throws {
        let path = try folder.file("model.gguf", smallest)
        _ = try folder.file("model.gguf.sha256", Data("\(String(repeating: "0", count: 64))  model.gguf\n".utf8))
        let reason = "its SHA-256 is not the one in \(path).sha256"
        #expect(throws: InferenceError.modelDamaged(path: path, reason: reason)) { try ModelFile(path: path) }
    }

    @Test func aModelWithoutTensorsIsRefusedWithTheLibrarysReason() throws {
        let path = try folder.file("model.gguf", smallest)
        #expect(throws: InferenceError.self) { try LlamaEmbeddingModel(ModelFile(path: path)) }
    }
}

@Suite(InstalledModel.condition) struct DamagedModelTests {
    /// Inside the vocabulary, inside the first tensor, and one byte short of the end.
    @Test(arguments: [1_000_000, 20_000_000, 73_631_295])
    func aModelCutShortIsRefused(length: Int) throws {
        let folder = try TemporaryFolder()
        let whole = try Data(contentsOf: URL(filePath: InstalledModel.path), options: .alwaysMapped)
        let path = try folder.file("model.gguf", whole.prefix(length))
        let error = #expect(throws: InferenceError.self) { try LlamaEmbeddingModel(ModelFile(path: path)) }
        guard case .modelDamaged(path, let reason)? = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect(!reason.isEmpty)
    }
}
