import AccessToken

/// Whose call the current task serves. Set by ``Authentication`` alone, around every handler of the gateway.
enum Caller {
    @TaskLocal static var current: AccessToken?

    /// Throws where no call was authenticated, which keeps a handler safe that is mounted without the interceptor.
    static func required() throws(GatewayError) -> AccessToken {
        guard let current else { throw .missingToken }
        return current
    }
}
