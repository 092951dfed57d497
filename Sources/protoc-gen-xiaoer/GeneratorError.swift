/// Why nothing is generated; protoc prints it as it is.
enum GeneratorError: Error, Hashable, CustomStringConvertible {
    case malformedRequest(byteCount: Int)
    case unknownParameter(String)
    case unsupported(element: String, reason: String)
    case unknownType(String)

    var description: String {
        switch self {
        case .malformedRequest(let byteCount):
            "standard input (\(byteCount) bytes) is not a CodeGeneratorRequest; protoc starts this program"
        case .unknownParameter(let parameter):
            "unknown parameter '\(parameter)'; known are emit=messages|services|all, module=NAME, c_module=NAME, "
                + "runtime=NAME and messages=PATH_PREFIX@MODULE"
        case .unsupported(let element, let reason):
            "\(element): \(reason)"
        case .unknownType(let name):
            "type \(name) is in none of the files that protoc passed"
        }
    }
}
