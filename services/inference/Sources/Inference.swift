import ServiceShell

@main
struct Inference: ServiceProgram {
    static let name = "inference"
    static let purpose = "language models: texts for the clerk, and vectors of texts for the other services"
    static let defaultPort = 7403

    static func main() async {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case EmbedCommand.name: EmbedCommand.main(Array(arguments.dropFirst()))
        case ModelsCommand.name: ModelsCommand.main(Array(arguments.dropFirst()))
        default: await ServiceShell.main(Self.self)
        }
    }
}
