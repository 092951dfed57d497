import ProtobufReflection
import ServiceShell

/// Why a name names no service or method.
enum MethodNameError: Error, Equatable, CustomStringConvertible {
    case malformed(String)
    case unknownService(String, known: [String])
    case ambiguousService(String, candidates: [String])
    case unknownMethod(String, service: String, known: [String])
    case unknownName(String)

    var description: String {
        switch self {
        case .malformed(let name):
            "\(name) must have the form Service/Method, such as Orders/GetOrder"
        case .unknownService(let name, let known):
            "no service is called \(name)" + Self.hint(name, known) + "; `xiaoer list` lists them"
        case .ambiguousService(let name, let candidates):
            "\(name) may be \(candidates.joined(separator: " or ")): give the whole name, or --address"
        case .unknownMethod(let name, let service, let known):
            "\(service) has no method \(name)" + Self.hint(name, known) + "; it has \(known.joined(separator: ", "))"
        case .unknownName(let name):
            "no service, method, message or enum is called \(name); `xiaoer list` lists the services"
        }
    }

    private static func hint(_ name: String, _ known: [String]) -> String {
        NearestName.of(name, among: known).map { " (did you mean \($0)?)" } ?? ""
    }
}

/// Finds what a person meant among the services there are.
enum MethodName {
    /// The service by its whole name or by the last part of it.
    static func service(_ name: String, among services: [ServiceSchema]) throws(MethodNameError) -> ServiceSchema {
        if let exact = services.first(where: { $0.fullName == name }) { return exact }
        let matches = services.filter { $0.name == name }
        switch matches.count {
        case 1: return matches[0]
        case 0: throw .unknownService(name, known: services.map(name.contains(".") ? \.fullName : \.name))
        default: throw .ambiguousService(name, candidates: matches.map(\.fullName))
        }
    }

    /// Both parts of `Orders/GetOrder` or `xiaoer.orders.v1.Orders/GetOrder`.
    static func parts(_ name: String) throws(MethodNameError) -> (service: String, method: String) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { throw .malformed(name) }
        return (String(parts[0]), String(parts[1]))
    }

    static func method(_ name: String, of service: ServiceSchema) throws(MethodNameError) -> MethodSchema {
        guard let method = service.methods.first(where: { $0.name == name }) else {
            throw .unknownMethod(name, service: service.fullName, known: service.methods.map(\.name))
        }
        return method
    }
}
