import ProtobufReflection

/// Refuses what protoc-c or the generated Swift cannot carry, before anything is written.
struct SchemaCheck {
    private let files: [FileSchema]
    private let messages: [String: MessageSchema]

    init(files: [FileSchema]) {
        self.files = files
        var messages: [String: MessageSchema] = [:]
        func add(_ message: MessageSchema) {
            messages[message.fullName] = message
            message.messages.forEach(add)
        }
        for message in files.flatMap(\.messages) { add(message) }
        self.messages = messages
    }

    func run() throws(GeneratorError) {
        var packages: [String: String] = [:]
        for file in files {
            try check(file)
            let namespace = SwiftNames.namespace(ofPackage: file.package)
            if let other = packages.updateValue(file.package, forKey: namespace), other != file.package {
                throw .unsupported(
                    element: file.name,
                    reason: "the packages \(other) and \(file.package) would share the Swift namespace \(namespace)"
                )
            }
        }
        for message in messages.values.sorted(by: { $0.fullName < $1.fullName }) { try check(message) }
    }

    private func check(_ file: FileSchema) throws(GeneratorError) {
        if let wellKnown = file.dependencies.first(where: { $0.hasPrefix("google/protobuf/") }) {
            throw .unsupported(
                element: file.name,
                reason:
                    "\(wellKnown) has no Swift type here; use a scalar with its unit in the name, as in opened_unix_ms"
            )
        }
        guard file.syntax == "proto3" else {
            throw .unsupported(element: file.name, reason: "only proto3 is supported; say syntax = \"proto3\"")
        }
        guard file.package.contains(".") else {
            throw .unsupported(element: file.name, reason: "the package needs a name and a version, as in mesh.v1")
        }
    }

    private func check(_ message: MessageSchema) throws(GeneratorError) {
        for field in message.fields {
            let element = "\(message.fullName).\(field.name)"
            if field.name == "base" {
                throw .unsupported(
                    element: element,
                    reason: "protoc-c's structs begin with a member 'base'; rename the field"
                )
            }
            if field.isExplicitlyOptional {
                throw .unsupported(
                    element: element,
                    reason: "protoc-c refuses proto3 'optional'; use a oneof of one field, or a message"
                )
            }
            if case .message(let name) = field.type, messages[name]?.isMapEntry == true {
                throw .unsupported(
                    element: element,
                    reason: "maps are not supported; use a repeated message of key and value"
                )
            }
        }
        try checkRecursion(from: message)
        try checkNames(of: message)
    }

    /// libprotobuf-c unpacks nested messages by recursion without a limit, so a recursive type would let a peer overflow
    /// the stack.
    private func checkRecursion(from root: MessageSchema) throws(GeneratorError) {
        var seen: Set<String> = []
        var pending = [root]
        while let message = pending.popLast() {
            for field in message.fields {
                guard case .message(let name) = field.type else { continue }
                if name == root.fullName {
                    throw .unsupported(
                        element: "\(message.fullName).\(field.name)",
                        reason:
                            "\(name) would contain itself; recursive messages are not supported, refer to it by an id"
                    )
                }
                if seen.insert(name).inserted, let next = messages[name] { pending.append(next) }
            }
        }
    }

    /// Two declarations in a message must not get one Swift name.
    private func checkNames(of message: MessageSchema) throws(GeneratorError) {
        let properties =
            message.fields.filter { $0.oneofIndex == nil }.map { SwiftNames.lowerCamel($0.name) }
            + message.oneofs.map { SwiftNames.lowerCamel($0.name) }
        let types =
            message.oneofs.map { SwiftNames.upperCamel($0.name) } + message.messages.map(\.name)
            + message.enums.map(\.name)
        for names in [properties, types] {
            var seen: Set<String> = []
            for name in names where !seen.insert(name).inserted {
                throw .unsupported(
                    element: message.fullName,
                    reason: "two declarations would be called \(name) in Swift"
                )
            }
        }
    }
}
