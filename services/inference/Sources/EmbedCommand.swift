import Foundation
import ServiceShell

/// `inference embed`: one text a line from standard input, one JSON array of numbers a line to standard output.
/// For training recipes and for comparing engines, without a running service.
struct EmbedCommand {
    static let name = "embed"
    static let usage = """
        usage: inference embed [--purpose query|passage] [--model <file>] [--threads <count>] < lines > vectors
        """

    enum Failure: Error, Equatable {
        case usage
    }

    /// Lines that are encoded before their vectors are written.
    private static let linesAtOnce = 64

    private(set) var purpose = EmbeddingPurpose.query
    private(set) var modelPath: String
    private(set) var threads = 1

    init(_ arguments: [String], cacheFolder: String) throws(Failure) {
        modelPath = ServiceFolders.path(InferenceConfig.defaultModelPath, from: cacheFolder)
        var rest = arguments[...]
        while let option = rest.popFirst() {
            guard let value = rest.popFirst() else { throw .usage }
            switch (option, value, Int(value)) {
            case ("--purpose", "query", _): purpose = .query
            case ("--purpose", "passage", _): purpose = .passage
            case ("--model", _, _): modelPath = value
            case ("--threads", _, .some(let count)) where (1...64).contains(count): threads = count
            default: throw .usage
            }
        }
    }

    static func main(_ arguments: [String]) -> Never {
        let environment = ProcessInfo.processInfo.environment
        do {
            let cache = environment["XIAOER_CACHE"] ?? NSHomeDirectory() + "/.cache/xiaoer"
            try EmbedCommand(arguments, cacheFolder: cache).run()
            exit(0)
        } catch Failure.usage {
            complain(usage)
            exit(ExitStatus.usage)
        } catch {
            complain("inference: \(error)")
            exit(ExitStatus.software)
        }
    }

    func run() throws {
        let options = LlamaEmbeddingModel.Options(threads: threads)
        let model = try LlamaEmbeddingModel(ModelFile(path: modelPath), options: options)
        var pending: [EmbeddingInput] = []
        while let line = readLine() {
            pending.append(EmbeddingInput(purpose: purpose, text: line))
            if pending.count == Self.linesAtOnce {
                try write(model.encode(pending))
                pending = []
            }
        }
        try write(model.encode(pending))
    }

    private func write(_ embeddings: [Embedding]) throws {
        let lines = embeddings.map { embedding in
            "[" + embedding.values.map { "\($0)" }.joined(separator: ",") + "]\n"
        }
        try FileHandle.standardOutput.write(contentsOf: Data(lines.joined().utf8))
    }

    private static func complain(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
