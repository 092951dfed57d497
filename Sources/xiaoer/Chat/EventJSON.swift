import Contracts
import ProtobufC
import ProtobufReflection

/// Events as lines of JSON, in protobuf's mapping.
struct EventJSON: Sendable {
    private let pool: SchemaPool

    init() throws {
        let files = TypesV1.typesFileDescriptorSet + NluV1.nluFileDescriptorSet + DialogueV1.dialogueFileDescriptorSet
        pool = try SchemaPool(fileDescriptorSet: files)
    }

    func line(for event: DialogueV1.Event) throws -> String {
        try pool.json(from: event.serializedBytes(), of: DialogueV1.Event.protobufName)
    }
}
