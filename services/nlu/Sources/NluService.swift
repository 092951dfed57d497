import Contracts
import Foundation
import IntentPipeline
import MeshRuntime

/// Decodes a call, asks once, encodes the answer.
struct NluService: NluV1.NluService {
    let understander: Understander
    let teacher: Teacher
    let defaultTimeZone: TimeZone

    func understand(
        _ request: NluV1.UnderstandRequest,
        context: CallContext
    ) async throws -> NluV1.UnderstandResponse {
        try await mappingErrors {
            let message = try request.message(defaultTimeZone: defaultTimeZone)
            let answers = try await understander.understand([message])
            return NluV1.UnderstandResponse(
                understanding: answers.first.map { NluV1.Understanding($0, timeZone: message.timeZone) }
            )
        }
    }

    func understandBatch(
        _ request: NluV1.UnderstandBatchRequest,
        context: CallContext
    ) async throws -> NluV1.UnderstandBatchResponse {
        try await mappingErrors {
            let messages = try request.messages.map { try $0.message(defaultTimeZone: defaultTimeZone) }
            let answers = try await understander.understand(messages)
            return NluV1.UnderstandBatchResponse(
                understandings: zip(answers, messages).map { NluV1.Understanding($0, timeZone: $1.timeZone) }
            )
        }
    }

    func teach(_ request: NluV1.TeachRequest, context: CallContext) async throws -> NluV1.TeachResponse {
        try await mappingErrors {
            let record = try await teacher.teach(try Teacher.Lesson(request))
            return NluV1.TeachResponse(
                version: NluV1.ModelVersion(record, servingNumber: teacher.servingNumber),
                promoted: record.isPromoted,
                reason: record.reason
            )
        }
    }

    func listVersions(
        _ request: NluV1.ListVersionsRequest,
        context: CallContext
    ) async throws -> NluV1.ListVersionsResponse {
        let serving = teacher.servingNumber
        return NluV1.ListVersionsResponse(
            versions: teacher.history.map { NluV1.ModelVersion($0, servingNumber: serving) }
        )
    }

    func rollback(_ request: NluV1.RollbackRequest, context: CallContext) async throws -> NluV1.RollbackResponse {
        try await mappingErrors {
            let record = try await teacher.rollBack(to: request.version)
            return NluV1.RollbackResponse(
                version: NluV1.ModelVersion(record, servingNumber: teacher.servingNumber)
            )
        }
    }

    /// The one place where this service's errors become statuses.
    private func mappingErrors<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as NluError {
            throw CallError(error.statusCode, error.description)
        } catch let error as IntentPipelineError {
            throw CallError(.unavailable, error.description)
        }
    }
}

extension NluError {
    fileprivate var statusCode: StatusCode {
        switch self {
        case .emptyText, .textTooLong, .tooManyMessages, .unknownTimeZone, .badLesson: .invalidArgument
        case .unreadableFile, .badSlotRules, .badProduct: .failedPrecondition
        case .busyTeaching: .aborted
        case .unknownVersion: .notFound
        case .unwritableFolder: .unavailable
        }
    }
}
