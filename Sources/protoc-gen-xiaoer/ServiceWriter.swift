import ProtobufReflection

/// Writes a service's typed client, its server protocol and what the runtime needs to know of it.
struct ServiceWriter {
    private let schema: ServiceSchema
    private let namespace: String
    private let methods: [Method]
    /// Swift expressions of the descriptor sets of the service's file and all that it imports, imports first.
    private let descriptorSets: [String]

    private struct Method {
        var schema: MethodSchema
        var input: String
        var output: String
        var swiftName: String { SwiftNames.escaped(SwiftNames.lowerCamel(schema.name)) }
    }

    init(
        _ schema: ServiceSchema,
        namespace: String,
        types: TypeIndex,
        descriptorSets: [String]
    ) throws(GeneratorError) {
        self.schema = schema
        self.namespace = namespace
        self.descriptorSets = descriptorSets
        var methods: [Method] = []
        for method in schema.methods {
            let input = try types.swiftName(method.input)
            methods.append(Method(schema: method, input: input, output: try types.swiftName(method.output)))
        }
        self.methods = methods
    }

    func write(to source: inout SourceText) {
        source.block("extension \(namespace) {") { source in
            writeMethods(to: &source)
            source.line()
            writeClient(to: &source)
            source.line()
            writeProtocol(to: &source)
        }
        source.line()
        writeConformance(to: &source)
    }

    private func writeMethods(to source: inout SourceText) {
        source.line("/// The methods of \(schema.fullName), as the runtime knows them.")
        source.block("public enum \(schema.name)Methods {") { source in
            for method in methods {
                let kind = method.schema.isServerStreaming ? "serverStreaming" : "unary"
                source.line(
                    "public static let \(method.swiftName) = MethodDescriptor<\(method.input), \(method.output)>("
                )
                source.line("    name: \"\(schema.fullName)/\(method.schema.name)\",")
                source.line("    kind: .\(kind)\(method.schema.isIdempotent ? "," : "")")
                if method.schema.isIdempotent { source.line("    isIdempotent: true") }
                source.line(")")
            }
        }
    }

    private func writeClient(to source: inout SourceText) {
        source.line("/// Calls \(schema.fullName).")
        source.block("public struct \(schema.name)Client: Sendable {") { source in
            source.line("private let client: MeshClient")
            source.line()
            source.block("public init(_ client: MeshClient) {") { $0.line("self.client = client") }
            for method in methods {
                source.line()
                let output = method.schema.isServerStreaming ? "ResponseStream<\(method.output)>" : method.output
                source.documentation(method.schema.comment)
                source.line("public func \(method.swiftName)(")
                source.line("    _ request: \(method.input),")
                source.line("    options: CallOptions = CallOptions()")
                source.block(") async throws -> \(output) {") { source in
                    let verb = method.schema.isServerStreaming ? "serverStreaming" : "unary"
                    source.line("try await client.\(verb)(\(descriptor(of: method)), request, options: options)")
                }
            }
        }
    }

    private func writeProtocol(to source: inout SourceText) {
        source.documentation(schema.comment, otherwise: " What a server of \(schema.fullName) implements.")
        source.line("///")
        source.line("/// A method that a server leaves out answers UNIMPLEMENTED.")
        source.block("public protocol \(schema.name)Service: MeshService {") { source in
            for (index, method) in methods.enumerated() {
                if index > 0 { source.line() }
                source.documentation(method.schema.comment)
                let signature = signature(of: method)
                source.lines(signature.dropLast() + [signature[signature.count - 1]])
            }
        }
    }

    private func signature(of method: Method) -> [String] {
        if method.schema.isServerStreaming {
            return [
                "func \(method.swiftName)(",
                "    _ request: \(method.input),",
                "    responses: ResponseWriter<\(method.output)>,",
                "    context: CallContext",
                ") async throws",
            ]
        }
        return [
            "func \(method.swiftName)(",
            "    _ request: \(method.input),",
            "    context: CallContext",
            ") async throws -> \(method.output)",
        ]
    }

    private func writeConformance(to source: inout SourceText) {
        source.block("extension \(namespace).\(schema.name)Service {") { source in
            source.line("public static var serviceName: String { \"\(schema.fullName)\" }")
            source.line()
            source.block("public static var fileDescriptorSet: [UInt8] {") { source in
                source.line(descriptorSets.joined(separator: " + "))
            }
            source.line()
            source.block("public func register(on router: inout Router) {") { source in
                for method in methods { writeRegistration(of: method, to: &source) }
            }
            for method in methods {
                source.line()
                let signature = signature(of: method)
                source.line("public " + signature[0])
                source.lines(Array(signature[1..<(signature.count - 1)]))
                source.block(signature[signature.count - 1] + " {") { source in
                    let name = "\(schema.fullName)/\(method.schema.name)"
                    source.line("throw CallError(.unimplemented, \"\(name) is not served yet by this service\")")
                }
            }
        }
    }

    private func writeRegistration(of method: Method, to source: inout SourceText) {
        let parameters = method.schema.isServerStreaming ? "request, responses, context" : "request, context"
        let arguments = method.schema.isServerStreaming ? "responses: responses, context: context" : "context: context"
        source.block("router.register(\(descriptor(of: method))) { \(parameters) in") { source in
            source.line("try await self.\(method.swiftName)(request, \(arguments))")
        }
    }

    private func descriptor(of method: Method) -> String {
        "\(namespace).\(schema.name)Methods.\(method.swiftName)"
    }
}
