import ArgumentParser
import Glibc

/// `xiaoer models ...`: the model files of the cache folder. The inference service's binary does the work, since it alone
/// is linked with the library that knows models.
struct Models: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List, check and add files of language models.",
        discussion: """
            A model is checked before it is copied: its header, its length, its checksum where FILE.sha256 lies beside it, \
            its architecture, and whether it fits into memory.
            """,
        subcommands: [ModelsList.self, ModelsAdd.self, ModelsCheck.self]
    )
}

struct ModelsList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The models in the cache folder, with what their headers say."
    )

    func run() throws {
        throw InferenceProgram.become(["models", "list"])
    }
}

struct ModelsAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Check a GGUF file and copy it into the cache folder."
    )

    @Argument(help: ArgumentHelp("GGUF file.", valueName: "file"))
    var file: String

    func run() throws {
        throw InferenceProgram.become(["models", "add", file])
    }
}

struct ModelsCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a GGUF file without loading it."
    )

    @Argument(help: ArgumentHelp("GGUF file.", valueName: "file"))
    var file: String

    func run() throws {
        throw InferenceProgram.become(["models", "check", file])
    }
}

private enum InferenceProgram {
    /// Becomes the inference service's program with these arguments; comes back only with why it could not.
    static func become(_ arguments: [String]) -> MeshError {
        let binary = "\(Surroundings.binaryFolder)/\(MeshMember.inference.name)"
        var words: [UnsafeMutablePointer<CChar>?] = ([binary] + arguments).map { strdup($0) }
        words.append(nil)
        execv(binary, words)
        let reason = String(cString: strerror(errno))
        for word in words { free(word) }
        return .notSpawned(name: MeshMember.inference.name, reason: reason)
    }
}
