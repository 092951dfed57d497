import MeshRuntime

extension CallError {
    /// The one place where this service's errors become statuses.
    init(_ error: InferenceError) {
        switch error {
        case .noTexts, .tooManyTexts, .emptyText, .textTooLong, .purposeUnknown, .emptyPrompt, .promptTooLong,
            .promptBytes, .tooManyTokens, .tooManyStops, .samplingInvalid, .grammarInvalid, .schemaInvalid,
            .toolInvalid, .roleUnknown, .chatRoleUnknown:
            self.init(.invalidArgument, error.description)
        case .modelUnknown:
            self.init(.notFound, error.description)
        case .noGenerationModel, .noChatTemplate, .modelTooLarge, .checksumDiffers, .tokensUncountable:
            self.init(.failedPrecondition, error.description)
        case .queueFull, .generationQueueFull:
            self.init(.resourceExhausted, error.description, pushback: .milliseconds(200))
        case .deadlineOutOfReach:
            // Another replica may still be in time, which DEADLINE_EXCEEDED would deny.
            self.init(.resourceExhausted, error.description)
        case .deadlinePassed:
            self.init(.deadlineExceeded, error.description)
        case .stopping:
            self.init(.unavailable, error.description)
        case .modelMissing, .modelDamaged, .modelUnfit, .encodingFailed, .computingFailed:
            self.init(.internalError, error.description)
        }
    }
}

extension CallError {
    init(_ error: RemoteError) {
        switch error {
        case .unreachable, .broken, .failed, .cut: self.init(.unavailable, error.description)
        case .timedOut: self.init(.deadlineExceeded, error.description)
        case .busy(_, let retryAfter): self.init(.resourceExhausted, error.description, pushback: retryAfter)
        // A key that is wrong, or a model that the server does not have, is ours to mend and not the caller's.
        case .refused(let status, _) where [401, 403, 404].contains(status):
            self.init(.failedPrecondition, error.description)
        case .refused, .grammarUnsupported: self.init(.invalidArgument, error.description)
        case .malformed: self.init(.internalError, error.description)
        }
    }
}
