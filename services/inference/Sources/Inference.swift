import ServiceShell

@main
struct Inference: ServiceProgram {
    static let name = "inference"
    static let purpose = "language models: texts for the clerk, and vectors of texts for the other services"
    static let defaultPort = 7403

    static func main() async {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == EmbedCommand.name {
            EmbedCommand.main(Array(arguments.dropFirst()))
        } else {
            await ServiceShell.main(Self.self)
        }
    }
}
