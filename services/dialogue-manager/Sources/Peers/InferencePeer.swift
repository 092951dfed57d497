import Contracts
import MeshRuntime

/// The inference service behind its port, for wording answers.
struct InferencePeer: Sendable {
    private let client: InferenceV1.InferenceClient
    private let timeout: Duration

    /// Tokens of one answer, twice what the longest takes; beyond it the text is cut and then refused.
    private static let tokensMax: UInt32 = 256

    init(client: MeshClient, timeout: Duration) {
        self.client = InferenceV1.InferenceClient(client)
        self.timeout = timeout
    }

    /// The likeliest words, so that the same situation always gets the same.
    func write(_ request: WritingRequest) async throws -> String {
        let events = try await client.generate(
            InferenceV1.GenerateRequest(
                input: .chat(
                    InferenceV1.Chat(messages: [
                        InferenceV1.ChatMessage(role: "system", content: request.instructions),
                        InferenceV1.ChatMessage(role: "user", content: request.customer),
                    ])
                ),
                sampling: InferenceV1.Sampling(temperature: 0),
                tokensMax: Self.tokensMax
            ),
            options: CallOptions(timeout: timeout)
        )
        var text = ""
        for try await event in events {
            if case .text(let delta)? = event.event { text += delta.text }
        }
        return text
    }
}
