import MeshRuntime

/// Where a call's token is: its own metadata speaks before the connection's HELLO.
enum BearerToken {
    static let metadataKey = "authorization"
    private static let scheme = "bearer "

    static func text(of context: CallContext) throws(GatewayError) -> String {
        guard context.metadata.bytes(forKey: metadataKey) != nil else {
            guard !context.peer.token.isEmpty else { throw .missingToken }
            return context.peer.token
        }
        // RFC 9110: the scheme's name knows no case.
        guard let value = context.metadata[metadataKey], value.lowercased().hasPrefix(scheme) else {
            throw .malformedAuthorization
        }
        return String(value.dropFirst(scheme.count))
    }
}
