import ProtobufReflection

/// Swift names of all messages and enums of a request, by full protobuf name.
struct TypeIndex {
    private var swiftNames: [String: String] = [:]
    /// The first declared value of an enum, which is its default.
    private var enumDefaults: [String: String] = [:]
    private var files: [String: String] = [:]

    init(_ schemas: [FileSchema]) {
        for file in schemas {
            let namespace = SwiftNames.namespace(ofPackage: file.package)
            for message in file.messages { add(message, in: namespace, file: file.name) }
            for value in file.enums { add(value, in: namespace, file: file.name) }
        }
    }

    private mutating func add(_ message: MessageSchema, in scope: String, file: String) {
        let name = scope + "." + message.name
        swiftNames[message.fullName] = name
        files[message.fullName] = file
        for nested in message.messages { add(nested, in: name, file: file) }
        for nested in message.enums { add(nested, in: name, file: file) }
    }

    private mutating func add(_ value: EnumSchema, in scope: String, file: String) {
        swiftNames[value.fullName] = scope + "." + value.name
        files[value.fullName] = file
        enumDefaults[value.fullName] = value.values.first.map {
            "." + SwiftNames.member(EnumWriter.caseName(of: $0, in: value))
        }
    }

    /// "xiaoer.orders.v1.Order" is `OrdersV1.Order`.
    func swiftName(_ fullName: String) throws(GeneratorError) -> String {
        guard let name = swiftNames[fullName] else { throw .unknownType(fullName) }
        return name
    }

    func enumDefault(_ fullName: String) throws(GeneratorError) -> String {
        guard let value = enumDefaults[fullName] else { throw .unknownType(fullName) }
        return value
    }

    /// The path of the .proto file that declares a type.
    func file(declaring fullName: String) throws(GeneratorError) -> String {
        guard let file = files[fullName] else { throw .unknownType(fullName) }
        return file
    }
}
