import ArgumentParser
import Contracts
import Foundation
import MeshRuntime

/// `xiaoer export FILE`: everything order-tracking has, in the form that `import` reads.
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Export all shop data from order-tracking as JSON Lines.",
        discussion: "A file appears under its name only when it is whole. - writes to standard output."
    )

    private static let timeout = Duration.seconds(3_600)

    @OptionGroup
    var connection: ConnectionOptions

    @Flag(help: "Replace the file if it exists.")
    var force = false

    @Argument(help: ArgumentHelp("The file to write, or - for standard output.", valueName: "file"))
    var file: String

    func run() async throws {
        let sink = try file == "-" ? ExportSink.standardOutput : ExportSink.file(at: file, replacing: force)
        do {
            try await withClient(try connection.client(of: MeshMember.orderTracking.name)) { client in
                let orders = OrdersV1.OrdersClient(client)
                let chunks = try await orders.export(
                    OrdersV1.ExportRequest(),
                    options: CallOptions(timeout: Self.timeout)
                )
                for try await chunk in chunks { try sink.write(chunk.data) }
            }
            let bytes = try sink.finish()
            if file != "-" { Console.note("\(file): \(bytes) bytes") }
        } catch {
            sink.discard()
            throw error
        }
    }
}
