import CDescriptor
import CProtobufC
import ProtobufReflection

/// What protoc asks for.
struct CodeGeneratorRequest {
    /// Names of the files to generate, in protoc's order.
    var filesToGenerate: [String]
    var parameter: String
    /// These files and all that they import, each after its imports.
    var files: [SourceFile]

    struct SourceFile {
        var schema: FileSchema
        /// A serialized FileDescriptorSet of this file alone, without comments and positions. Such sets can be joined by
        /// putting one behind the other, since `file` is a repeated field.
        var descriptorSet: [UInt8]
    }

    init(_ bytes: [UInt8]) throws(GeneratorError) {
        let unpacked = google__protobuf__compiler__code_generator_request__unpack(nil, bytes.count, bytes)
        guard let unpacked else { throw .malformedRequest(byteCount: bytes.count) }
        defer { google__protobuf__compiler__code_generator_request__free_unpacked(unpacked, nil) }
        let request = unpacked.pointee
        filesToGenerate = UnsafeBufferPointer(start: request.file_to_generate, count: request.n_file_to_generate)
            .map { $0.map { String(cString: $0) } ?? "" }
        parameter = request.parameter.map { String(cString: $0) } ?? ""
        files = UnsafeBufferPointer(start: request.proto_file, count: request.n_proto_file).compactMap { file in
            file.map { SourceFile(schema: FileSchema($0.pointee), descriptorSet: Self.descriptorSet($0)) }
        }
    }

    private static func descriptorSet(_ file: UnsafeMutablePointer<Google__Protobuf__FileDescriptorProto>) -> [UInt8] {
        var set = Google__Protobuf__FileDescriptorSet()
        google__protobuf__file_descriptor_set__init(&set)
        let info = file.pointee.source_code_info
        file.pointee.source_code_info = nil
        defer { file.pointee.source_code_info = info }
        var elements: [UnsafeMutablePointer<Google__Protobuf__FileDescriptorProto>?] = [file]
        return elements.withUnsafeMutableBufferPointer { elements in
            set.n_file = elements.count
            set.file = elements.baseAddress
            let size = google__protobuf__file_descriptor_set__get_packed_size(&set)
            return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                count = google__protobuf__file_descriptor_set__pack(&set, buffer.baseAddress)
            }
        }
    }
}
