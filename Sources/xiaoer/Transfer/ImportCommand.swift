import ArgumentParser
import Contracts
import MeshRuntime

/// `xiaoer import FILE`: customers, products, orders and shipments into order-tracking.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Import shop data from a JSON Lines file into order-tracking.",
        discussion: """
            All of a file is imported or none of it. An error names the file, the line, the field and the rule. \
            Several files are imported one after another, each on its own; the first error ends it.
            """
    )

    @OptionGroup
    var connection: ConnectionOptions

    @Option(help: ArgumentHelp("Days to add to every date, so that old data looks recent.", valueName: "days"))
    var shiftDays: Int32 = 0

    @Argument(help: ArgumentHelp("JSON Lines files, in the order of their import.", valueName: "file"))
    var files: [String]

    func run() async throws {
        // Each file is opened before the first is sent, so that a misspelt name costs nothing.
        for path in files { _ = try ChunkedFile(path: path) }
        try await withClient(try connection.client(of: MeshMember.orderTracking.name)) { client in
            let orders = OrdersV1.OrdersClient(client)
            for path in files {
                let summary = try await FileImport(orders: orders, shiftDays: shiftDays).run(path)
                Console.result("\(path): \(TransferText.summary(summary))")
            }
        }
    }
}
