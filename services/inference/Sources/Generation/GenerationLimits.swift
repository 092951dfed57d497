/// What one call may ask for.
struct GenerationLimits: Sendable, Hashable {
    /// New tokens where the call names no number.
    var tokensDefault = 512
    var tokensMax = 2_048
    /// UTF-8 bytes of the prompt, or of all messages.
    var promptBytesMax = 262_144

    static let stopsMax = 16
    static let stopBytesMax = 256

    func check(_ request: GenerationRequest) throws(InferenceError) {
        let bytes =
            switch request.prompt {
            case .text(let text): text.utf8.count
            case .chat(let messages): messages.reduce(0) { $0 + $1.content.utf8.count }
            }
        guard bytes <= promptBytesMax else { throw .promptBytes(bytes: bytes, max: promptBytesMax) }
        guard request.tokensMax <= tokensMax else { throw .tooManyTokens(asked: request.tokensMax, max: tokensMax) }
        let stops = request.stops
        guard stops.count <= Self.stopsMax, stops.allSatisfy({ (1...Self.stopBytesMax).contains($0.utf8.count) }) else {
            throw .tooManyStops(count: stops.count, max: Self.stopsMax)
        }
        try request.sampling.check()
    }
}
