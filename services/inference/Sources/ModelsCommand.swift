import Foundation
import Logging
import ServiceShell

/// `inference models list | add FILE | check FILE`, for people by way of `xiaoer models`: the model files of the cache
/// folder, without a running service.
struct ModelsCommand {
    static let name = "models"
    static let usage = "usage: inference models list | add <file> | check <file>"

    enum Action: Equatable {
        case list
        case add(String)
        case check(String)
    }

    enum Failure: Error, Equatable, CustomStringConvertible {
        case usage
        case taken(path: String)
        case notCopied(path: String, reason: String)

        var description: String {
            switch self {
            case .usage: ModelsCommand.usage
            case .taken(let path): "there is another model at \(path): rename the new file or delete the old one"
            case .notCopied(let path, let reason): "\(path) could not be written: \(reason)"
            }
        }
    }

    let action: Action
    /// Where models lie: the folder `models` of the cache folder.
    let folder: URL
    let loader: ModelLoader

    init(_ arguments: [String], cacheFolder: String, loader: ModelLoader) throws(Failure) {
        switch (arguments.first, arguments.count) {
        case ("list", 1): action = .list
        case ("add", 2): action = .add(arguments[1])
        case ("check", 2): action = .check(arguments[1])
        default: throw .usage
        }
        folder = URL(filePath: cacheFolder).appending(path: "models")
        self.loader = loader
    }

    /// The lines to print.
    func run() throws -> [String] {
        switch action {
        case .list: try list()
        case .check(let path): try check(path)
        case .add(let path): try add(path)
        }
    }

    /// Each model with what its header says, or why it cannot be used; checksums are left to `check`.
    private func list() throws -> [String] {
        // No folder yet means no models.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".gguf") }.sorted().map { name in
            let path = folder.appending(path: name).path
            do {
                let outline = try ModelOutline(path: path)
                return "\(name)  \(outline.summary)"
            } catch {
                return "\(name)  \(error)"
            }
        }
    }

    private func check(_ path: String) throws -> [String] {
        let file = try loader.open(path)
        try LlamaFile.checkVocabulary(of: file)
        let outline = ModelOutline(header: file.header, sizeBytes: file.sizeBytes)
        return [
            outline.summary,
            "sha256 \(ModelFile.hexadecimal(file.sha256))"
                + (file.hasKnownChecksum ? ", as \(path).sha256 says" : ", nothing to hold it against"),
            "fits: \(loader.limitBytes / 1_000_000) MB may be used",
        ]
    }

    /// Checks first, copies under another name, checks the copy, and only then gives it its name.
    private func add(_ path: String) throws -> [String] {
        let lines = try check(path)
        let sum = try ModelFile(path: path).sha256
        let target = folder.appending(path: URL(filePath: path).lastPathComponent)
        let manager = FileManager.default
        guard !manager.fileExists(atPath: target.path) else {
            // The same model once more is no mistake.
            guard try ModelFile(path: target.path).sha256 == sum else { throw Failure.taken(path: target.path) }
            return lines + ["is there already: \(target.path)"]
        }
        let unfinished = target.appendingPathExtension("new")
        do {
            try manager.createDirectory(at: folder, withIntermediateDirectories: true)
            try? manager.removeItem(at: unfinished)
            try manager.copyItem(at: URL(filePath: path), to: unfinished)
            guard try ModelFile(path: unfinished.path).sha256 == sum else {
                throw InferenceError.checksumDiffers(path: unfinished.path)
            }
            let line = "\(ModelFile.hexadecimal(sum))  \(target.lastPathComponent)\n"
            try Data(line.utf8).write(to: target.appendingPathExtension("sha256"), options: .atomic)
            try manager.moveItem(at: unfinished, to: target)
        } catch let error as InferenceError {
            throw error
        } catch {
            throw Failure.notCopied(path: target.path, reason: error.localizedDescription)
        }
        return lines + [
            "added: \(target.path)",
            "to write with it: XIAOER_INFERENCE_GENERATE_MODEL=models/\(target.lastPathComponent)",
        ]
    }
}

extension ModelsCommand {
    static func main(_ arguments: [String]) -> Never {
        let cache = ProcessInfo.processInfo.environment["XIAOER_CACHE"] ?? NSHomeDirectory() + "/.cache/xiaoer"
        // The service's own defaults: what is said to fit is what `generate.model` will take.
        let loader = ModelLoader(
            options: LlamaGenerationModel.Options(),
            memoryMegabytesMax: 0,
            metrics: GenerationMetrics(),
            logger: Logger(label: name)
        )
        do {
            let lines = try ModelsCommand(arguments, cacheFolder: cache, loader: loader).run()
            try FileHandle.standardOutput.write(contentsOf: Data((lines.joined(separator: "\n") + "\n").utf8))
            exit(0)
        } catch {
            FileHandle.standardError.write(Data("inference: \(error)\n".utf8))
            exit(error as? Failure == .usage ? ExitStatus.usage : ExitStatus.software)
        }
    }
}
