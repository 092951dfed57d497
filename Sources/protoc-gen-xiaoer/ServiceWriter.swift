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
        var takesStream: Bool { schema.isClientStreaming }
        var givesStream: Bool { schema.isServerStreaming }

        /// The runtime's name for the kind, which is also that of the client's method.
        var kind: String {
            switch (takesStream, givesStream) {
            case (false, false): "unary"
            case (false, true): "serverStreaming"
            case (true, false): "clientStreaming"
            case (true, true): "bidirectionalStreaming"
            }
        }
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
                source.line(
                    "public static let \(method.swiftName) = MethodDescriptor<\(method.input), \(method.output)>("
                )
                source.line("    name: \"\(schema.fullName)/\(method.schema.name)\",")
                source.line("    kind: .\(method.kind)\(method.schema.isIdempotent ? "," : "")")
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
                source.documentation(method.schema.comment)
                method.takesStream
                    ? writeStreamingCall(of: method, to: &source) : writeCall(of: method, to: &source)
            }
        }
    }

    private func writeCall(of method: Method, to source: inout SourceText) {
        let output = method.givesStream ? "ResponseStream<\(method.output)>" : method.output
        source.line("public func \(method.swiftName)(")
        source.line("    _ request: \(method.input),")
        source.line("    options: CallOptions = CallOptions()")
        source.block(") async throws -> \(output) {") { source in
            source.line("try await client.\(method.kind)(\(descriptor(of: method)), request, options: options)")
        }
    }

    private func writeStreamingCall(of method: Method, to source: inout SourceText) {
        let responses = method.givesStream ? ", ResponseStream<\(method.output)>" : ""
        let result = method.givesStream ? "Result" : "Void"
        source.line("public func \(method.swiftName)\(method.givesStream ? "<Result: Sendable>" : "")(")
        source.line("    options: CallOptions = CallOptions(),")
        source.line("    _ body: (RequestWriter<\(method.input)>\(responses)) async throws -> \(result)")
        source.block(") async throws -> \(method.givesStream ? result : method.output) {") { source in
            source.line("try await client.\(method.kind)(\(descriptor(of: method)), options: options, body)")
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
        let request =
            method.takesStream ? "    _ requests: RequestStream<\(method.input)>," : "    _ request: \(method.input),"
        let responses = method.givesStream ? ["    responses: ResponseWriter<\(method.output)>,"] : []
        let result = method.givesStream ? ") async throws" : ") async throws -> \(method.output)"
        return ["func \(method.swiftName)(", request] + responses + ["    context: CallContext", result]
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
        let verb =
            switch (method.takesStream, method.givesStream) {
            case (false, _): "register"
            case (true, false): "registerClientStreaming"
            case (true, true): "registerBidirectional"
            }
        let request = method.takesStream ? "requests" : "request"
        let parameters = method.givesStream ? "\(request), responses, context" : "\(request), context"
        let arguments = method.givesStream ? "responses: responses, context: context" : "context: context"
        source.block("router.\(verb)(\(descriptor(of: method))) { \(parameters) in") { source in
            source.line("try await self.\(method.swiftName)(\(request), \(arguments))")
        }
    }

    private func descriptor(of method: Method) -> String {
        "\(namespace).\(schema.name)Methods.\(method.swiftName)"
    }
}
