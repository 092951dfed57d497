/// What `--xiaoer_out=PARAMETERS:DIRECTORY` chose.
struct GeneratorOptions: Hashable {
    var emitsMessages = true
    var emitsServices = true
    /// The Swift module that the output becomes part of.
    var module = "Contracts"
    /// The Swift name of the C module with protoc-c's output.
    var cModule = "CContracts"
    /// The module of `MeshClient` and `MeshService`.
    var runtime = "MeshRuntime"
    /// Where the messages of imported files live, by prefix of the file's path; elsewhere it is `module`.
    var messageModules: [MessageModule] = []

    struct MessageModule: Hashable {
        var pathPrefix: String
        var module: String
    }

    init(parameter: String) throws(GeneratorError) {
        for part in parameter.split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else { throw .unknownParameter(String(part)) }
            try apply(name: pair[0], value: pair[1])
        }
    }

    private mutating func apply(name: String, value: String) throws(GeneratorError) {
        switch (name, value) {
        case ("emit", "messages"): emitsServices = false
        case ("emit", "services"): emitsMessages = false
        case ("emit", "all"): (emitsMessages, emitsServices) = (true, true)
        case ("module", _): module = value
        case ("c_module", _): cModule = value
        case ("runtime", _): runtime = value
        case ("messages", _):
            let parts = value.split(separator: "@").map(String.init)
            guard parts.count == 2 else { throw .unknownParameter("\(name)=\(value)") }
            messageModules.append(MessageModule(pathPrefix: parts[0], module: parts[1]))
        default: throw .unknownParameter("\(name)=\(value)")
        }
    }

    func messageModule(ofFile path: String) -> String {
        messageModules.first { path.hasPrefix($0.pathPrefix) }?.module ?? module
    }
}
