import Foundation
import Logging
import Testing

@testable import Inference

@Suite struct ModelsCommandTests {
    private let folder: TemporaryFolder
    private let cache: String

    init() throws {
        folder = try TemporaryFolder()
        cache = try folder.file("cache", Data())  // Replaced by a folder of this name where models are added.
        try FileManager.default.removeItem(atPath: cache)
    }

    private func run(_ arguments: String..., memoryMegabytesMax: Int = 0) throws -> [String] {
        let loader = ModelLoader(
            options: .init(),
            memoryMegabytesMax: memoryMegabytesMax,
            metrics: GenerationMetrics(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        return try ModelsCommand(arguments, cacheFolder: cache, loader: loader).run()
    }

    @Test(arguments: [[], ["list", "x"], ["add"], ["check"], ["remove", "x"]])
    func anythingElseShowsTheUsage(arguments: [String]) {
        let loader = ModelLoader(
            options: .init(),
            memoryMegabytesMax: 0,
            metrics: GenerationMetrics(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        #expect(throws: ModelsCommand.Failure.usage) {
            try ModelsCommand(arguments, cacheFolder: "/cache", loader: loader)
        }
    }

    @Test func aModelThatIsAddedIsListedWithItsChecksum() throws {
        #expect(try run("list").isEmpty)
        let path = try TinyModel.write(in: folder)
        #expect(try run("add", path).last?.contains("models/tiny.gguf") == true)
        #expect(try run("list") == ["tiny.gguf  qwen2, \"tiny\", 2 layers of 64, 512 tokens of context, 0.4 MB"])
        #expect(try run("check", cache + "/models/tiny.gguf")[1].contains("as \(cache)/models/tiny.gguf.sha256 says"))
    }

    @Test func addingItAgainIsNoMistakeAndAnotherOfItsNameIs() throws {
        let path = try TinyModel.write(in: folder)
        _ = try run("add", path)
        #expect(try run("add", path).last?.contains("is there already") == true)
        _ = try TinyModel.write(in: folder, name: "tiny", seed: 2)
        #expect(throws: ModelsCommand.Failure.taken(path: cache + "/models/tiny.gguf")) { try run("add", path) }
    }

    @Test func aDamagedModelIsNeverCopied() throws {
        let content = TinyModel.content()
        let damages: [(String, [UInt8], String)] = [
            ("cut", Array(content.dropLast(1_000)), "cut short"),
            ("headless", Array(content.prefix(100)), "ends inside the field"),
            ("big-endian", [71, 71, 85, 70, 0, 0, 0, 3] + content.dropFirst(8), "big-endian"),
            ("archive", Array("PK and more".utf8), "does not begin with"),
            ("unknown", Self.replacing("qwen2", by: "qwen9", in: content), "qwen9"),
        ]
        for (name, bytes, reason) in damages {
            let path = try folder.file("\(name).gguf", Data(bytes))
            let error = #expect(throws: InferenceError.self, "\(name)") { try run("add", path) }
            #expect(error?.description.contains(reason) == true, "\(name): \(error?.description ?? "")")
        }
        #expect(try run("list").isEmpty)
    }

    /// The file has a hole where its weights would be, so it takes no room on disk.
    @Test func aModelOfFortyGigabytesIsRefusedAtOnceWithTheNumbers() throws {
        let path = try TinyModel.write(in: folder)
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.truncate(atOffset: 40_000_000_000)
        try file.close()
        let error = #expect(throws: InferenceError.self) { try run("check", path, memoryMegabytesMax: 24_000) }
        guard case .modelTooLarge(path, let needed, 24_000)? = error else {
            return #expect(Bool(false), "\(error as Any)")
        }
        #expect(needed >= 40_000)
    }

    private static func replacing(_ word: String, by other: String, in bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for start in 0...(bytes.count - word.utf8.count)
        where bytes[start..<(start + word.utf8.count)].elementsEqual(word.utf8) {
            bytes.replaceSubrange(start..<(start + word.utf8.count), with: other.utf8)
        }
        return bytes
    }
}
