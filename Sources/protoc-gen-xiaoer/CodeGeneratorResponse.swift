import CDescriptor
import CProtobufC

struct GeneratedFile: Hashable {
    /// Path below the output folder.
    var name: String
    var content: String
}

/// What protoc is told.
enum CodeGeneratorResponse {
    case error(String)
    case files([GeneratedFile])

    func serializedBytes() -> [UInt8] {
        var response = Google__Protobuf__Compiler__CodeGeneratorResponse()
        google__protobuf__compiler__code_generator_response__init(&response)
        // FEATURE_PROTO3_OPTIONAL: without it protoc itself refuses such fields, and with a less useful message.
        response.has_supported_features = 1
        response.supported_features = 1
        var strings: [UnsafeMutablePointer<CChar>] = []
        defer { for string in strings { string.deallocate() } }
        func cString(_ text: String) -> UnsafeMutablePointer<CChar> {
            let utf8 = text.utf8CString
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: utf8.count)
            _ = UnsafeMutableBufferPointer(start: copy, count: utf8.count).initialize(from: utf8)
            strings.append(copy)
            return copy
        }
        var files: [GeneratedFile] = []
        switch self {
        case .error(let message): response.error = cString(message)
        case .files(let generated): files = generated
        }
        typealias CFile = Google__Protobuf__Compiler__CodeGeneratorResponse__File
        let structs = UnsafeMutableBufferPointer<CFile>.allocate(capacity: files.count)
        defer { structs.deallocate() }
        var pointers: [UnsafeMutablePointer<CFile>?] = []
        for (index, file) in files.enumerated() {
            var element = CFile()
            google__protobuf__compiler__code_generator_response__file__init(&element)
            element.name = cString(file.name)
            element.content = cString(file.content)
            structs.initializeElement(at: index, to: element)
            pointers.append(structs.baseAddress.map { $0 + index })
        }
        return pointers.withUnsafeMutableBufferPointer { pointers in
            response.n_file = pointers.count
            response.file = pointers.baseAddress
            let size = google__protobuf__compiler__code_generator_response__get_packed_size(&response)
            return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                count = google__protobuf__compiler__code_generator_response__pack(&response, buffer.baseAddress)
            }
        }
    }
}
