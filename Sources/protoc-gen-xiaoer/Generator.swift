import ProtobufC
import ProtobufReflection

/// Turns a request into files; the same request always gives the same text.
struct Generator {
    private let request: CodeGeneratorRequest
    private let options: GeneratorOptions
    private let types: TypeIndex
    private let filesByName: [String: CodeGeneratorRequest.SourceFile]

    init(request: CodeGeneratorRequest, options: GeneratorOptions) throws(GeneratorError) {
        self.request = request
        self.options = options
        types = TypeIndex(request.files.map(\.schema))
        filesByName = Dictionary(request.files.map { ($0.schema.name, $0) }) { first, _ in first }
        try SchemaCheck(files: request.files.map(\.schema)).run()
    }

    func files() throws(GeneratorError) -> [GeneratedFile] {
        var generated: [GeneratedFile] = []
        var declaredNamespaces: Set<String> = []
        for name in request.filesToGenerate.sorted() {
            guard let file = filesByName[name] else { throw .unknownType(name) }
            let stem = name.hasSuffix(".proto") ? String(name.dropLast(6)) : name
            if options.emitsMessages {
                let isFirst = declaredNamespaces.insert(namespace(of: file.schema)).inserted
                let content = try messages(of: file, declaresNamespace: isFirst)
                generated.append(GeneratedFile(name: stem + ".messages.swift", content: content))
            }
            if options.emitsServices, !file.schema.services.isEmpty {
                generated.append(GeneratedFile(name: stem + ".services.swift", content: try services(of: file.schema)))
            }
        }
        return generated
    }

    private func namespace(of file: FileSchema) -> String { SwiftNames.namespace(ofPackage: file.package) }

    // MARK: Messages

    private func messages(
        of file: CodeGeneratorRequest.SourceFile,
        declaresNamespace: Bool
    ) throws(GeneratorError) -> String {
        var writers: [MessageWriter] = []
        for message in file.schema.messages { writers.append(try MessageWriter(message, types: types)) }
        let namespace = namespace(of: file.schema)
        var source = header(of: file.schema)
        source.lines(try imports(ofMessagesIn: file.schema))
        if declaresNamespace {
            source.line()
            source.documentation(file.schema.comment, otherwise: "The protobuf package \(file.schema.package).")
            source.line("public enum \(namespace) {}")
        }
        for writer in writers {
            source.line()
            source.block("extension \(namespace) {") { writer.writeType(to: &$0) }
        }
        for value in file.schema.enums {
            source.line()
            source.block("extension \(namespace) {") { EnumWriter(schema: value).write(to: &$0) }
        }
        for writer in writers { writer.writeConversion(to: &source) }
        source.line()
        writeDescriptorSet(of: file, to: &source)
        return source.text
    }

    private func writeDescriptorSet(of file: CodeGeneratorRequest.SourceFile, to source: inout SourceText) {
        source.block("extension \(namespace(of: file.schema)) {") { source in
            source.line(
                "/// A serialized FileDescriptorSet of \(file.schema.name) alone. Sets are joined by concatenation."
            )
            source.block("public static var \(descriptorSetName(of: file.schema)): [UInt8] {") { source in
                source.line("EmbeddedDescriptor.decode(")
                source.line("    \"\"\"")
                var rest = Base64.encode(file.descriptorSet)[...]
                while !rest.isEmpty {
                    source.line("    \(rest.prefix(96))")
                    rest = rest.dropFirst(96)
                }
                source.line("    \"\"\"")
                source.line(")")
            }
        }
    }

    /// "xiaoer/orders/v1/orders.proto" is `ordersFileDescriptorSet`.
    private func descriptorSetName(of file: FileSchema) -> String {
        let base = file.name.split(separator: "/").last.map { $0.split(separator: ".")[0] } ?? ""
        return SwiftNames.lowerCamel(base) + "FileDescriptorSet"
    }

    private func imports(ofMessagesIn file: FileSchema) throws(GeneratorError) -> [String] {
        var imports = ["import \(options.cModule)", "import CProtobufC", "public import ProtobufC"]
        imports += Set(file.dependencies.map(options.messageModule)).subtracting([options.module])
            .map { "public import \($0)" }
        return file.messages.isEmpty ? ["import ProtobufC"] : sorted(imports)
    }

    // MARK: Services

    private func services(of file: FileSchema) throws(GeneratorError) -> String {
        let sets = transitiveImports(of: file.name).compactMap { filesByName[$0]?.schema }
            .map { namespace(of: $0) + "." + descriptorSetName(of: $0) }
        var modules: Set<String> = [options.runtime]
        for method in file.services.flatMap(\.methods) {
            modules.insert(options.messageModule(ofFile: try types.file(declaring: method.input)))
            modules.insert(options.messageModule(ofFile: try types.file(declaring: method.output)))
        }
        var source = header(of: file)
        source.lines(sorted(modules.subtracting([options.module]).map { "public import \($0)" }))
        for service in file.services {
            source.line()
            try ServiceWriter(service, namespace: namespace(of: file), types: types, descriptorSets: sets)
                .write(to: &source)
        }
        return source.text
    }

    /// The file and all that it imports, each after its imports.
    private func transitiveImports(of name: String) -> [String] {
        var ordered: [String] = []
        for dependency in filesByName[name]?.schema.dependencies ?? [] {
            for file in transitiveImports(of: dependency) where !ordered.contains(file) { ordered.append(file) }
        }
        return ordered + [name]
    }

    private func header(of file: FileSchema) -> SourceText {
        var source = SourceText()
        source.line("// Generated by protoc-gen-xiaoer from \(file.name); `make protos` writes it again.")
        source.line()
        return source
    }

    /// By module name, as the formatter has it.
    private func sorted(_ imports: [String]) -> [String] {
        imports.sorted { ($0.split(separator: " ").last ?? "") < ($1.split(separator: " ").last ?? "") }
    }
}
