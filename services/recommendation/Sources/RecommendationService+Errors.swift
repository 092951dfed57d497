import MeshRuntime
import Storage

extension RecommendationService {
    /// The one place where this service's errors become statuses.
    func mappingErrors<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as RequestError {
            throw CallError(error.statusCode, error.description)
        } catch let error as StorageError {
            throw CallError(error.statusCode, error.description)
        }
    }
}

extension RequestError {
    fileprivate var statusCode: StatusCode {
        switch self {
        case .categoryNotServed: .unimplemented
        case .tooManyEvents, .invalidEvent, .invalidLimit, .invalidID, .tooManyContextProducts: .invalidArgument
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
