import Contracts
import MeshRuntime
import ProtobufC
import Storage

extension OrderTrackingService {
    /// The one place where this service's errors become statuses.
    func mappingErrors<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as ShopError {
            throw CallError(error.statusCode, error.description)
        } catch let error as AfterSaleError {
            throw CallError(error.statusCode, error.description, details: try error.details)
        } catch let error as ImportError {
            throw CallError(.invalidArgument, error.description, details: try error.details)
        } catch let error as StagingError {
            throw CallError(error.statusCode, error.description)
        } catch let error as LogisticsError {
            throw CallError(error.statusCode, error.description)
        } catch let error as WatchError {
            throw CallError(error.statusCode, error.description)
        } catch let error as StorageError {
            throw CallError(error.statusCode, error.description)
        }
    }
}

extension ShopError {
    fileprivate var statusCode: StatusCode {
        switch self {
        case .customerNotFound, .orderNotFound, .shipmentNotFound, .productNotFound: .notFound
        case .customerAmbiguous: .failedPrecondition
        case .invalid: .invalidArgument
        }
    }
}

extension AfterSaleError {
    fileprivate var statusCode: StatusCode {
        switch self {
        case .refused, .tokenExpired, .factsChanged, .alreadyExecuted: .failedPrecondition
        case .invalidToken: .invalidArgument
        case .foreignToken: .permissionDenied
        case .keyReused: .alreadyExists
        case .caseNotFound: .notFound
        }
    }

    /// One a rule, for words.
    fileprivate var details: [StatusDetail] {
        get throws {
            guard case .refused(let violations) = self else { return [] }
            return try violations.map { violation in
                StatusDetail(
                    type: OrdersV1.RuleViolation.protobufName,
                    value: try OrdersV1.RuleViolation(violation).serializedBytes()
                )
            }
        }
    }
}

extension LogisticsError {
    fileprivate var statusCode: StatusCode {
        switch self {
        case .tooManyRecords: .invalidArgument
        case .tooManyUnmatched, .tooManyEvents: .resourceExhausted
        }
    }
}

extension WatchError {
    fileprivate var statusCode: StatusCode {
        switch self {
        case .tooManyWatchers: .resourceExhausted
        case .unknownNumber: .outOfRange
        }
    }
}

extension StagingError {
    fileprivate var statusCode: StatusCode {
        switch self {
        case .invalidUploadID, .chunkTooLarge, .sizeDiffers, .hashDiffers: .invalidArgument
        case .wrongOffset: .outOfRange
        case .uploadTooLarge, .tooManyUploads, .diskFull: .resourceExhausted
        case .unknownUpload: .notFound
        case .failed: .internalError
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

extension ImportError {
    /// The place of the mistake, for tools that show the file.
    fileprivate var details: [StatusDetail] {
        get throws {
            let place =
                switch self {
                case .line(let file, let line, let field, let rule):
                    OrdersV1.ImportError(fileName: file, line: UInt64(line), field: field, rule: rule)
                case .unreadable(let file, let detail):
                    OrdersV1.ImportError(fileName: file, rule: detail)
                }
            return [StatusDetail(type: OrdersV1.ImportError.protobufName, value: try place.serializedBytes())]
        }
    }
}
