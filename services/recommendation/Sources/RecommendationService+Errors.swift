import ItemRecommendation
import MeshRuntime
import Storage

/// The one place where this service's errors become statuses.
func mappingErrors<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let error as RequestError {
        throw CallError(error.statusCode, error.description)
    } catch let error as PromotionError {
        throw CallError(error.statusCode, error.description)
    } catch let error as ModelError {
        throw CallError(error.statusCode, error.description)
    } catch let error as ItemRecommendationError {
        throw CallError(.failedPrecondition, error.description)
    } catch let error as StorageError {
        throw CallError(error.statusCode, error.description)
    }
}

extension ModelError {
    fileprivate var statusCode: StatusCode {
        switch self {
        case .unknownVersion: .notFound
        case .trainingRuns: .aborted
        case .tooFewSequences: .failedPrecondition
        }
    }
}

extension RequestError {
    fileprivate var statusCode: StatusCode {
        switch self {
        case .tooManyEvents, .invalidEvent, .invalidLimit, .invalidID, .tooManyContextProducts, .textTooLong, .tooMany,
            .invalidItemCount, .invalidItem, .invalidDays:
            .invalidArgument
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

extension PromotionError {
    fileprivate var statusCode: StatusCode {
        switch self {
        case .invalidLength, .invalidCurrency, .outOfRange, .unknownKind, .mixedCurrencies, .unknownChannel:
            .invalidArgument
        case .unknownPromotion: .notFound
        case .couponCodeTaken: .alreadyExists
        case .budgetExhausted: .resourceExhausted
        case .otherOrder: .permissionDenied
        }
    }
}
