import ArgumentParser
import ProtobufReflection

/// `xiaoer list`: what can be called.
struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the services of the running mesh, or the methods of one.",
        discussion:
            "Every process also serves mesh.v1.Health, Reflection and Introspection; --address lists those as well."
    )

    @OptionGroup
    var connection: ConnectionOptions

    @Argument(help: ArgumentHelp("A service, such as Orders.", valueName: "service"))
    var service: String?

    func run() async throws {
        let catalogue = try await MeshCatalogue.fetch(connection)
        if let service {
            for line in SchemaText.methods(of: try catalogue.service(service).1) { Console.result(line) }
        } else {
            var table = TextTable([
                .init(title: "PROCESS"), .init(title: "SERVICE"), .init(title: "METHODS", alignment: .right),
            ])
            for contract in catalogue.contracts {
                for service in contract.services(includingRuntime: connection.address != nil) {
                    table.append([contract.server, service.fullName, String(service.methods.count)])
                }
            }
            for line in table.lines { Console.result(line) }
        }
    }
}

/// `xiaoer describe NAME`: what a contract says.
struct Describe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show a service, a method or a message as its contract has it.",
        discussion: "xiaoer describe Orders;  xiaoer describe Orders/GetOrder;  xiaoer describe xiaoer.orders.v1.Order"
    )

    @OptionGroup
    var connection: ConnectionOptions

    @Argument(help: ArgumentHelp("A service, a method, or the whole name of a message.", valueName: "name"))
    var name: String

    func run() async throws {
        let catalogue = try await MeshCatalogue.fetch(connection)
        for line in try Self.lines(for: name, in: catalogue) { Console.result(line) }
    }

    private static func lines(for name: String, in catalogue: MeshCatalogue) throws -> [String] {
        if name.contains("/") {
            let parts = try MethodName.parts(name)
            let (contract, service) = try catalogue.service(parts.service)
            let method = try MethodName.method(parts.method, of: service)
            return [SchemaText.line(for: method)]
                + SchemaText.message(try contract.pool.message(method.input))
                + SchemaText.message(try contract.pool.message(method.output))
        }
        for contract in catalogue.contracts {
            if let message = try? contract.pool.message(name) { return SchemaText.message(message) }
        }
        do {
            return SchemaText.methods(of: try catalogue.service(name).1)
        } catch MethodNameError.unknownService where name.contains(".") {
            throw MethodNameError.unknownName(name)
        }
    }
}
