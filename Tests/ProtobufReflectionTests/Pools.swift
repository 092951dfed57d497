import FixtureContracts
import ProtobufC

@testable import ProtobufReflection

/// The contract of everything.proto and what it imports.
enum Pools {
    static let fixtureSet = FixtureV1.partsFileDescriptorSet + FixtureV1.everythingFileDescriptorSet

    static func fixture() throws -> SchemaPool {
        try SchemaPool(fileDescriptorSet: fixtureSet)
    }

    /// Schemas that the code generator refuses and the dynamic codec takes: a map of each kind of key, and a recursion.
    static func dynamic() throws -> SchemaPool {
        try SchemaPool(files: [
            FileSchema(
                name: "dynamic.proto",
                package: "fixture.v1",
                comment: "",
                syntax: "proto3",
                dependencies: [],
                messages: [
                    message(
                        "Maps",
                        fields: [
                            field("counts", 1, .message("fixture.v1.Maps.CountsEntry"), isRepeated: true),
                            field("flags", 2, .message("fixture.v1.Maps.FlagsEntry"), isRepeated: true),
                        ],
                        messages: [
                            entry("fixture.v1.Maps.CountsEntry", key: .string, value: .int64),
                            entry("fixture.v1.Maps.FlagsEntry", key: .bool, value: .string),
                        ]
                    ),
                    message(
                        "Tree",
                        fields: [
                            field("name", 1, .string, isRepeated: false),
                            field("children", 2, .message("fixture.v1.Tree"), isRepeated: true),
                        ],
                        messages: []
                    ),
                ],
                enums: [],
                services: []
            )
        ])
    }

    private static func message(_ name: String, fields: [FieldSchema], messages: [MessageSchema]) -> MessageSchema {
        MessageSchema(
            name: name,
            fullName: "fixture.v1." + name,
            comment: "",
            fields: fields,
            oneofs: [],
            messages: messages,
            enums: [],
            isMapEntry: false
        )
    }

    private static func entry(_ fullName: String, key: FieldType, value: FieldType) -> MessageSchema {
        MessageSchema(
            name: String(fullName.split(separator: ".").last ?? ""),
            fullName: fullName,
            comment: "",
            fields: [field("key", 1, key, isRepeated: false), field("value", 2, value, isRepeated: false)],
            oneofs: [],
            messages: [],
            enums: [],
            isMapEntry: true
        )
    }

    private static func field(_ name: String, _ number: Int32, _ type: FieldType, isRepeated: Bool) -> FieldSchema {
        FieldSchema(
            name: name,
            jsonName: name,
            number: number,
            type: type,
            isRepeated: isRepeated,
            oneofIndex: nil,
            isDeclaredUnpacked: false,
            isExplicitlyOptional: false,
            comment: ""
        )
    }
}
