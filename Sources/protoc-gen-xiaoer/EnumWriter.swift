import ProtobufReflection

/// Writes an open Swift enum.
struct EnumWriter {
    let schema: EnumSchema

    static func caseName(of value: EnumValueSchema, in schema: EnumSchema) -> String {
        SwiftNames.enumCase(value.name, prefix: SwiftNames.enumPrefix(schema.name))
    }

    func write(to source: inout SourceText) {
        // Of several names for one number the first is the case, as in protobuf's own JSON.
        var seen: Set<Int32> = []
        let cases = schema.values.filter { seen.insert($0.number).inserted }
        source.documentation(schema.comment)
        source.block("public enum \(SwiftNames.escaped(schema.name)): ProtobufEnum {") { source in
            for value in cases {
                source.documentation(value.comment)
                source.line("case \(SwiftNames.escaped(name(value)))")
            }
            source.line("/// A number that this version of the contract has no name for.")
            source.line("case unrecognized(Int32)")
            source.line()
            source.block("public static var allCases: [Self] {") { source in
                source.line("[\(cases.map { "." + SwiftNames.member(name($0)) }.joined(separator: ", "))]")
            }
            source.line()
            source.block("public init(rawValue: Int32) {") { source in
                source.line("self =")
                source.block("    switch rawValue {", closing: "    }") { source in
                    for value in cases { source.line("case \(value.number): .\(SwiftNames.member(name(value)))") }
                    source.line("default: .unrecognized(rawValue)")
                }
            }
            source.line()
            source.block("public var rawValue: Int32 {") { source in
                source.line("switch self {")
                for value in cases { source.line("case .\(SwiftNames.member(name(value))): \(value.number)") }
                source.line("case .unrecognized(let number): number")
                source.line("}")
            }
        }
    }

    private func name(_ value: EnumValueSchema) -> String { Self.caseName(of: value, in: schema) }
}
