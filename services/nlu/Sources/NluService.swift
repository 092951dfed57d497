import Contracts
import Foundation
import MeshRuntime

/// Decodes a call, asks once, encodes the answer. Methods that are absent here answer UNIMPLEMENTED.
struct NluService: NluV1.NluService {
    let understander: Understander
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

    /// The one place where this service's errors become statuses.
    private func mappingErrors<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as NluError {
            throw CallError(error.statusCode, error.description)
        }
    }
}

extension NluError {
    fileprivate var statusCode: StatusCode {
        switch self {
        case .emptyText, .textTooLong, .tooManyMessages, .unknownTimeZone: .invalidArgument
        case .unreadableFile, .noExampleFiles, .badExample, .conflictingExamples, .badSlotRules, .badProduct:
            .failedPrecondition
        case .unusableEmbeddings: .unavailable
        }
    }
}
