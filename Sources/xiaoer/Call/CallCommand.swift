import ArgumentParser
import Foundation
import MeshRuntime
import ProtobufReflection

/// `xiaoer call SERVICE/METHOD JSON`: any method of any service, by what the server says of itself.
struct Call: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Call a method with a request in JSON.",
        discussion: """
            xiaoer call Orders/ListOrders '{"customerId": "demo"}'
            xiaoer call Customer/OpenConversation --token "$(xiaoer token)"

            The service may be named by the last part of its name. Field names are those of the .proto file or their \
            lowerCamelCase form. Each answer is printed as JSON. An error is printed with its code; exit status 1.
            """
    )

    @OptionGroup
    var connection: ConnectionOptions

    @Option(help: ArgumentHelp("Access token to call with.", valueName: "token"))
    var token = ""

    @Option(help: ArgumentHelp("Metadata of the call; may be given several times.", valueName: "key=value"))
    var metadata: [String] = []

    @Option(help: ArgumentHelp("How long the call may take: 500s, 10m, 1h.", valueName: "time"))
    var timeout = TimeToLive(seconds: 10)

    @Flag(help: "Print fields that have their default value too.")
    var defaults = false

    @Argument(help: ArgumentHelp("The method, such as Orders/GetOrder.", valueName: "service/method"))
    var method: String

    @Argument(help: ArgumentHelp("The request; - reads it from standard input.", valueName: "json"))
    var request = "{}"

    func run() async throws {
        let (serviceName, methodName) = try MethodName.parts(method)
        let (server, service) = try await MeshCatalogue.fetch(connection).service(serviceName)
        let method = try MethodName.method(methodName, of: service)
        let json = request == "-" ? Self.standardInput() : request
        let bytes = try server.pool.encode(json: json, as: method.input)
        do {
            try await withClient(ConnectionOptions.client(at: server.address, token: token)) { client in
                try await call(client, method, of: service, pool: server.pool, RawMessage(bytes))
            }
        } catch let error as CallError {
            Console.note("\(error)")
            for line in Self.details(of: error, pool: server.pool) { Console.note(line) }
            throw ExitCode(1)
        }
    }

    private func call(
        _ client: MeshClient,
        _ method: MethodSchema,
        of service: ServiceSchema,
        pool: SchemaPool,
        _ request: RawMessage
    ) async throws {
        let options = CallOptions(timeout: .seconds(timeout.seconds), metadata: try parsedMetadata())
        let name = "\(service.fullName)/\(method.name)"
        guard !method.isClientStreaming else {
            throw CallError(.unimplemented, "\(name) takes a stream of requests, which this command does not send")
        }
        let show = { (answer: RawMessage) in
            Console.result(
                try pool.json(
                    from: answer.bytes,
                    of: method.output,
                    includesDefaults: defaults,
                    isIndented: !method.isServerStreaming
                )
            )
        }
        if method.isServerStreaming {
            let descriptor = MethodDescriptor<RawMessage, RawMessage>(name: name, kind: .serverStreaming)
            for try await answer in try await client.serverStreaming(descriptor, request, options: options) {
                try show(answer)
            }
        } else {
            let descriptor = MethodDescriptor<RawMessage, RawMessage>(
                name: name,
                kind: .unary,
                isIdempotent: method.isIdempotent
            )
            try show(try await client.unary(descriptor, request, options: options))
        }
    }

    private func parsedMetadata() throws -> Metadata {
        var parsed = Metadata()
        for text in metadata {
            guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
                throw ValidationError("--metadata must have the form key=value (is \(text))")
            }
            parsed.append(Array(text[text.index(after: equals)...].utf8), forKey: String(text[..<equals]))
        }
        return parsed
    }

    private static func standardInput() -> String {
        String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
    }

    /// The details whose types the server has told of.
    private static func details(of error: CallError, pool: SchemaPool) -> [String] {
        error.details.map { detail in
            let json = try? pool.json(from: detail.value, of: detail.type)
            return "  \(detail.type) " + (json ?? "(\(detail.value.count) bytes of an unknown type)")
        }
    }
}
