/// Writes texts, many at once. Blocks while it computes and is not safe to share: `GenerationWorker` owns it.
protocol GenerationModel: AnyObject {
    var description: ModelDescription { get }
    /// False where the model's state cannot be cut back to an earlier token.
    var reusesPrefixes: Bool { get }

    /// The tokens of a prompt. Marks such as `<|im_start|>` count as marks in a chat's layout only.
    func tokens(of text: String, readsMarks: Bool) -> [Token]
    /// The messages as the model was trained to see them, up to where its answer begins.
    func layOut(_ messages: [ChatMessage]) throws(InferenceError) -> String
    /// The bytes of a token, which may be part of a character; empty for marks.
    func bytes(of token: Token) -> [UInt8]
    /// True for tokens that end a text or a turn.
    func isEnd(_ token: Token) -> Bool

    /// Makes ready what one text's draws depend on: filters, penalties, grammar, random numbers.
    func begin(_ id: BatchSchedule.RequestID, _ request: GenerationRequest) throws(InferenceError)
    /// Frees it.
    func end(_ id: BatchSchedule.RequestID)
    /// Computes a pass. Afterwards `sample` can be asked about its entries.
    func compute(_ pass: BatchSchedule.Pass) throws(InferenceError)
    /// Draws the token that follows the entry at this index of the last pass.
    func sample(
        _ index: Int,
        for id: BatchSchedule.RequestID,
        wantsLogProbability: Bool
    ) throws(InferenceError) -> ScoredToken
}
