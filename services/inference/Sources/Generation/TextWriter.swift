import NIOCore

/// Whatever can write texts: a model in process, or one on a server elsewhere.
protocol TextWriter: Sendable {
    var description: ModelDescription { get }

    /// Begins a text. The events end with `.end`, or with the error that cut the text.
    func write(
        _ request: GenerationRequest,
        deadline: NIODeadline?
    ) async throws -> AsyncThrowingStream<GenerationEvent, any Error>

    func countTokens(of texts: [String]) async throws -> [Int]

    /// Ends every text; none is accepted from now on.
    func stop() async
}
