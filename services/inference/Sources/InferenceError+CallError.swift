import MeshRuntime

extension CallError {
    /// The one place where this service's errors become statuses.
    init(_ error: InferenceError) {
        switch error {
        case .noTexts, .tooManyTexts, .emptyText, .textTooLong, .purposeUnknown:
            self.init(.invalidArgument, error.description)
        case .modelUnknown:
            self.init(.notFound, error.description)
        case .queueFull:
            self.init(.resourceExhausted, error.description, pushback: .milliseconds(200))
        case .deadlineOutOfReach:
            // Another replica may still be in time, which DEADLINE_EXCEEDED would deny.
            self.init(.resourceExhausted, error.description)
        case .deadlinePassed:
            self.init(.deadlineExceeded, error.description)
        case .stopping:
            self.init(.unavailable, error.description)
        case .modelMissing, .modelDamaged, .modelUnfit, .encodingFailed:
            self.init(.internalError, error.description)
        }
    }
}
