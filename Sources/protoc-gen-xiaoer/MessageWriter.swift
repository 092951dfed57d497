import ProtobufReflection

/// Writes a message as a Swift value type and, apart from it, the conversion to and from protoc-c's struct.
struct MessageWriter {
    private let schema: MessageSchema
    private let swiftName: String
    private let types: TypeIndex
    private let fields: [FieldCode]
    private let nested: [MessageWriter]
    private let isNested: Bool

    init(_ schema: MessageSchema, types: TypeIndex, isNested: Bool = false) throws(GeneratorError) {
        self.isNested = isNested
        self.schema = schema
        self.types = types
        swiftName = try types.swiftName(schema.fullName)
        var fields: [FieldCode] = []
        for field in schema.fields { fields.append(try FieldCode(field, of: schema, types: types)) }
        self.fields = fields
        var nested: [MessageWriter] = []
        for message in schema.messages { nested.append(try MessageWriter(message, types: types, isNested: true)) }
        self.nested = nested
    }

    // MARK: The value type

    func writeType(to source: inout SourceText) {
        source.documentation(schema.comment)
        source.block("public struct \(SwiftNames.escaped(schema.name)): Hashable, Sendable {") { source in
            for member in members { write(member, to: &source) }
            writeInitializers(to: &source)
            for (index, oneof) in schema.oneofs.enumerated() { writeType(of: oneof, at: index, to: &source) }
            for value in schema.enums {
                source.line()
                EnumWriter(schema: value).write(to: &source)
            }
            for message in nested {
                source.line()
                message.writeType(to: &source)
            }
        }
    }

    /// Fields and oneofs in the order of declaration; a oneof stands where its first field does.
    private var members: [Member] {
        var members: [Member] = []
        var seen: Set<Int> = []
        for field in fields {
            guard let index = field.schema.oneofIndex else {
                members.append(.field(field))
                continue
            }
            if seen.insert(index).inserted { members.append(.oneof(index)) }
        }
        return members
    }

    private enum Member {
        case field(FieldCode)
        case oneof(Int)
    }

    private func write(_ member: Member, to source: inout SourceText) {
        switch member {
        case .field(let field):
            source.documentation(field.schema.comment)
            source.line("public var \(declaration(of: member))")
        case .oneof(let index):
            source.documentation(schema.oneofs[index].comment)
            source.line("public var \(declaration(of: member))")
        }
    }

    /// "id: String = """, for properties and parameters alike.
    private func declaration(of member: Member) -> String {
        switch member {
        case .field(let field):
            "\(SwiftNames.escaped(field.swiftName)): \(field.propertyType) = \(field.defaultValue)"
        case .oneof(let index):
            "\(SwiftNames.escaped(propertyName(of: index))): \(typeName(of: index))? = nil"
        }
    }

    private func writeInitializers(to source: inout SourceText) {
        if !members.isEmpty { source.line() }
        source.line("public init() {}")
        guard !members.isEmpty else { return }
        source.line()
        let parameters = members.map(declaration)
        source.line("public init(")
        for parameter in parameters.dropLast() { source.line("    \(parameter),") }
        source.line("    \(parameters[parameters.count - 1])")
        source.block(") {") { source in
            for member in members {
                let name =
                    switch member {
                    case .field(let field): field.swiftName
                    case .oneof(let index): propertyName(of: index)
                    }
                source.line("self.\(SwiftNames.member(name)) = \(SwiftNames.escaped(name))")
            }
        }
    }

    // MARK: Oneofs

    private func propertyName(of index: Int) -> String { SwiftNames.lowerCamel(schema.oneofs[index].name) }

    private func typeName(of index: Int) -> String {
        swiftName + "." + SwiftNames.upperCamel(schema.oneofs[index].name)
    }

    private func fields(of index: Int) -> [FieldCode] { fields.filter { $0.schema.oneofIndex == index } }

    private func writeType(of oneof: OneofSchema, at index: Int, to source: inout SourceText) {
        source.line()
        source.documentation(oneof.comment)
        source.block("public enum \(SwiftNames.upperCamel(oneof.name)): Hashable, Sendable {") { source in
            for field in fields(of: index) {
                source.documentation(field.schema.comment)
                source.line("case \(SwiftNames.escaped(field.swiftName))(\(field.elementType))")
            }
        }
    }

    private func writeUnpacking(ofOneof index: Int, to source: inout SourceText) {
        source.line("switch unpacked.pointee.\(schema.oneofs[index].name.lowercased())_case.rawValue {")
        let target = "self.\(SwiftNames.member(propertyName(of: index)))"
        for field in fields(of: index) {
            source.line("case \(field.schema.number):")
            if case .message = field.schema.type {
                source.line(
                    "    \(target) = \(field.unpacked).map { value in .\(SwiftNames.member(field.swiftName))(value) }"
                )
            } else {
                source.line("    \(target) = .\(SwiftNames.member(field.swiftName))(\(field.unpacked))")
            }
        }
        source.line("default:")
        source.line("    \(target) = nil")
        source.line("}")
    }

    private func writePacking(ofOneof index: Int, to source: inout SourceText) {
        source.line("switch self.\(SwiftNames.member(propertyName(of: index))) {")
        for field in fields(of: index) {
            source.line("case .\(SwiftNames.member(field.swiftName))(let value):")
            let oneof = schema.oneofs[index].name.lowercased()
            source.line("    packed.pointee.\(oneof)_case = .init(rawValue: \(field.schema.number))")
            source.lines(field.packing("value").map { "    " + $0 })
        }
        source.line("case nil:")
        source.line("    break")
        source.line("}")
    }

    // MARK: Conversion

    func writeConversion(to source: inout SourceText) {
        let cType = CNames.type(schema.fullName)
        let cFunction = CNames.function(schema.fullName)
        source.line()
        source.block("extension \(swiftName): ProtobufMessage {") { source in
            source.line("public static var protobufName: String { \"\(schema.fullName)\" }")
            source.line()
            source.line("public static func unpack(")
            source.line("    _ bytes: UnsafeRawBufferPointer,")
            source.line("    allocator: UnsafeMutableRawPointer")
            source.block(") -> UnsafeMutableRawPointer? {") { source in
                source.line("let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)")
                source.line("let allocator = allocator.assumingMemoryBound(to: ProtobufCAllocator.self)")
                if isNested {
                    // protoc-c writes no unpack function for these; the descriptor is in every initialised struct.
                    source.line("var prototype = \(cType)()")
                    source.line("\(cFunction)__init(&prototype)")
                    source.line("let descriptor = prototype.base.descriptor")
                    source.line("let message = protobuf_c_message_unpack(descriptor, allocator, bytes.count, start)")
                    source.line("return UnsafeMutableRawPointer(message)")
                } else {
                    source.line("return UnsafeMutableRawPointer(\(cFunction)__unpack(allocator, bytes.count, start))")
                }
            }
            source.line()
            source.block("public init(unpacked message: UnsafeRawPointer) throws(ProtobufError) {") { source in
                guard !members.isEmpty else { return }
                source.line("let unpacked = message.assumingMemoryBound(to: \(cType).self)")
                for member in members {
                    switch member {
                    case .field(let field):
                        source.line("self.\(SwiftNames.member(field.swiftName)) = \(field.unpacked)")
                    case .oneof(let index): writeUnpacking(ofOneof: index, to: &source)
                    }
                }
            }
            source.line()
            source.line("public func pack(")
            source.line("    in arena: inout ProtobufArena")
            source.block(") throws(ProtobufError) -> UnsafeMutableRawPointer {") { source in
                source.line("let packed = arena.structure(\(cType).self)")
                source.line("\(cFunction)__init(packed)")
                for member in members {
                    switch member {
                    case .field(let field):
                        source.lines(field.packing("self.\(SwiftNames.member(field.swiftName))"))
                    case .oneof(let index): writePacking(ofOneof: index, to: &source)
                    }
                }
                source.line("return UnsafeMutableRawPointer(packed)")
            }
        }
        for message in nested { message.writeConversion(to: &source) }
    }
}
