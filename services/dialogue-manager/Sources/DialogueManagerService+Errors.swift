import MeshRuntime
import Storage

extension MeshService {
    /// The one place where this service's errors become statuses.
    func mappingErrors<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as ConversationError {
            throw CallError(error.statusCode, error.description)
        } catch let error as ReportPeriod.Failure {
            throw CallError(.invalidArgument, error.description)
        } catch let error as DeskError {
            throw CallError(error.statusCode, error.description)
        } catch let error as KnowledgeError {
            throw CallError(error.statusCode, error.description)
        } catch let error as StorageError {
            throw CallError(error.statusCode, error.description)
        } catch let error as AnswerError {
            throw CallError(.internalError, error.description)
        } catch let error as StoredValueError {
            throw CallError(.failedPrecondition, error.description)
        }
    }
}

extension KnowledgeError {
    var statusCode: StatusCode {
        switch self {
        case .unknownCluster: .notFound
        case .noAnswer: .failedPrecondition
        case .noApprover: .invalidArgument
        }
    }
}

extension DeskError {
    var statusCode: StatusCode {
        switch self {
        case .unknownConversation, .nothingWaits: .notFound
        case .taken: .aborted
        case .notWaiting, .notYours: .failedPrecondition
        case .invalidLength, .unknownSkill: .invalidArgument
        case .tooMany: .resourceExhausted
        case .messageIDTaken: .alreadyExists
        }
    }
}

extension ConversationError {
    var statusCode: StatusCode {
        switch self {
        case .unknownConversation, .unknownTurn: .notFound
        case .invalidLength, .invalidText, .invalidTimeZone, .invalidLimit, .invalidScore: .invalidArgument
        case .messageIDTaken: .alreadyExists
        case .conflict: .aborted
        case .tooManyWaiting: .resourceExhausted
        case .stopping: .unavailable
        }
    }
}

extension StorageError {
    fileprivate var statusCode: StatusCode {
        switch self {
        case .locked, .unreachable, .timedOut, .outcomeUnknown: .unavailable
        case .diskFull: .resourceExhausted
        case .readOnly, .cannotOpen, .foreignDatabase, .newerSchema: .failedPrecondition
        case .corrupt, .notADatabase: .dataLoss
        case .constraint, .failed, .refused: .internalError
        }
    }
}
