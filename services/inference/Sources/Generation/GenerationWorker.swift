import NIOCore

/// Runs a language model on a thread of its own: takes requests between passes, and computes passes while there are
/// any. A request that arrives or is cancelled waits for one pass at most.
actor GenerationWorker: TextWriter {
    typealias Output = AsyncThrowingStream<GenerationEvent, any Error>.Continuation

    private struct Answer {
        var text: AnswerText
        let request: GenerationRequest
        let promptTokens: Int
        let output: Output
    }

    nonisolated let description: ModelDescription
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// A pass of fewer tokens says nothing of prompts: its time is that of reading the weights once.
    private static let promptPassTokensMin = 32

    private let thread = ModelThread()
    private let model: any GenerationModel
    private let metrics: GenerationMetrics
    private let now: @Sendable () -> NIODeadline
    private var schedule: BatchSchedule
    private var cost = EncodingCost()
    private var answers: [BatchSchedule.RequestID: Answer] = [:]
    private var lastID = 0
    private var isRunning = false
    private var isStopped = false

    init(
        model: sending any GenerationModel,
        limits: BatchSchedule.Limits,
        metrics: GenerationMetrics = GenerationMetrics(),
        now: @escaping @Sendable () -> NIODeadline = { .now() }
    ) {
        description = model.description
        var limits = limits
        limits.reusesPrefixes = limits.reusesPrefixes && model.reusesPrefixes
        limits.contextTokens = min(limits.contextTokens, max(1, model.description.contextTokens))
        schedule = BatchSchedule(limits: limits)
        self.model = model
        self.metrics = metrics
        self.now = now
    }

    nonisolated func write(
        _ request: GenerationRequest,
        deadline: NIODeadline?
    ) async throws -> AsyncThrowingStream<GenerationEvent, any Error> {
        // Never more than one event a token, and tokens are limited: what a slow reader leaves is bounded by that.
        let (events, output) = AsyncThrowingStream.makeStream(of: GenerationEvent.self)
        let id = try await begin(request, deadline: deadline, output: output)
        output.onTermination = { reason in
            guard case .cancelled = reason else { return }
            Task { await self.cancel(id) }
        }
        return events
    }

    /// Accepts a request, whose events go to `output` from now on. Answers its number, for `cancel`.
    private func begin(
        _ request: GenerationRequest,
        deadline: NIODeadline?,
        output: Output
    ) throws(InferenceError) -> BatchSchedule.RequestID {
        guard !isStopped else { throw .stopping }
        let prompt = try promptTokens(of: request)
        try checkReach(of: deadline, promptTokens: prompt.count)
        lastID += 1
        let id = lastID
        try model.begin(id, request)
        do {
            try schedule.add(id, prompt: prompt, tokensMax: request.tokensMax, deadline: deadline)
        } catch {
            model.end(id)
            throw error
        }
        answers[id] = Answer(
            text: AnswerText(request),
            request: request,
            promptTokens: prompt.count,
            output: output
        )
        runIfNeeded()
        return id
    }

    /// Forgets a text whose reader is gone.
    private func cancel(_ id: BatchSchedule.RequestID) {
        close(id, throwing: CancellationError())
    }

    func countTokens(of texts: [String]) -> [Int] {
        texts.map { model.tokens(of: $0, readsMarks: false).count }
    }

    /// Ends every text; none is accepted from now on.
    func stop() {
        isStopped = true
        for id in answers.keys.sorted() { close(id, throwing: InferenceError.stopping) }
    }
}

extension GenerationWorker {
    private func promptTokens(of request: GenerationRequest) throws(InferenceError) -> [Token] {
        switch request.prompt {
        case .text(let text):
            return model.tokens(of: text, readsMarks: false)
        case .chat(let messages):
            let plain = try ToolCallReader.plainMessages(messages, tools: request.tools)
            return model.tokens(of: try model.layOut(plain), readsMarks: true)
        }
    }

    /// Refuses what could not even begin in time, so that a caller can go elsewhere while there is time.
    private func checkReach(of deadline: NIODeadline?, promptTokens: Int) throws(InferenceError) {
        guard let deadline else { return }
        let left = Duration.nanoseconds((deadline - now()).nanoseconds)
        guard left > .zero else { throw .deadlinePassed }
        guard let needed = cost.forecast(work: schedule.promptTokensAhead + promptTokens), needed > left else { return }
        throw .deadlineOutOfReach(needed: needed, left: left)
    }

    private func runIfNeeded() {
        guard !isRunning else { return }
        isRunning = true
        Task { await run() }
    }

    private func run() async {
        while step() {
            // Lets requests and cancellations in between two passes.
            await Task.yield()
        }
        isRunning = false
    }

    /// One decision of the schedule. False when there is nothing left to do.
    private func step() -> Bool {
        switch schedule.next(now: now()) {
        case .idle:
            return false
        case .expire(let ids):
            for id in ids { close(id, throwing: InferenceError.deadlinePassed) }
        case .compute(let pass):
            compute(pass)
        }
        return true
    }

    private func compute(_ pass: BatchSchedule.Pass) {
        let start = now()
        do {
            try model.compute(pass)
        } catch {
            // What the cache holds after half a pass is unknown: everything starts anew.
            for id in schedule.reset() { close(id, throwing: error) }
            return
        }
        let elapsed = Duration.nanoseconds((now() - start).nanoseconds)
        if pass.entries.count >= Self.promptPassTokensMin { cost.learn(work: pass.entries.count, took: elapsed) }
        metrics.recordPass(tokens: pass.entries.count, elapsed)
        schedule.complete(pass)
        for (index, entry) in pass.entries.enumerated() where entry.isSampled { sample(index, entry.request) }
    }

    private func sample(_ index: Int, _ id: BatchSchedule.RequestID) {
        guard var answer = answers[id] else { return }
        do {
            let token = try model.sample(
                index,
                for: id,
                wantsLogProbability: answer.request.wantsLogProbabilities
            )
            guard !model.isEnd(token.token) else { return finish(id, .endOfText) }
            let (events, cause) = answer.text.append(token, bytes: model.bytes(of: token.token))
            answers[id] = answer
            for event in events { answer.output.yield(event) }
            if let cause { return finish(id, cause) }
            if !schedule.append(token.token, to: id) { finish(id, .length) }
        } catch {
            close(id, throwing: error)
        }
    }

    private func finish(_ id: BatchSchedule.RequestID, _ cause: GenerationSummary.Cause) {
        guard var answer = answers[id] else { return }
        let (events, cause) = answer.text.finish(cause)
        for event in events { answer.output.yield(event) }
        let summary = GenerationSummary(
            cause: cause,
            promptTokens: answer.promptTokens,
            promptTokensReused: schedule.reusedCount(of: id) ?? 0,
            generatedTokens: answer.text.tokenCount,
            seed: answer.request.sampling.seed
        )
        answer.output.yield(.end(summary))
        metrics.recordText(summary)
        close(id, throwing: nil)
    }

    private func close(_ id: BatchSchedule.RequestID, throwing error: (any Error)?) {
        schedule.remove(id)
        model.end(id)
        guard let answer = answers.removeValue(forKey: id) else { return }
        answer.output.finish(throwing: error)
    }
}
