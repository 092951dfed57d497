import Contracts
import Foundation
import MeshRuntime
import ProtobufC

/// One file's way into order-tracking: staged chunk by chunk, then committed whole.
struct FileImport {
    /// Parsing and writing a large file takes longer than a call usually may.
    private static let commitTimeout = Duration.seconds(3_600)
    private static let attemptsMax = 5

    let orders: OrdersV1.OrdersClient
    let shiftDays: Int32
    var pacer = Pacer.real

    func run(_ path: String) async throws -> OrdersV1.ImportSummary {
        let file = try ChunkedFile(path: path)
        let uploadID = UUID().uuidString
        var progress = ProgressLine()
        let (size, digest) = try await stage(file, as: uploadID, progress: &progress)
        let request = OrdersV1.CommitImportRequest(
            uploadId: uploadID,
            sizeBytes: size,
            sha256: digest,
            shiftDays: shiftDays
        )
        defer { progress.clear() }
        do {
            let options = CallOptions(timeout: Self.commitTimeout)
            for try await step in try await orders.commitImport(request, options: options) {
                progress.show("\(file.name): importing", done: step.linesDone, of: step.linesTotal)
                if let summary = step.summary { return summary }
            }
        } catch let error as CallError {
            throw refusal(in: error) ?? error
        }
        throw TransferError.noSummary(file: path)
    }

    private func stage(
        _ file: borrowing ChunkedFile,
        as uploadID: String,
        progress: inout ProgressLine
    ) async throws -> (size: UInt64, digest: [UInt8]) {
        var digest = FileDigest()
        var offset: UInt64 = 0
        while true {
            let chunk = try file.chunk(at: offset)
            // An empty file is staged too, so that the service can say what it lacks.
            if chunk.isEmpty, offset > 0 { break }
            let request = OrdersV1.StageImportRequest(
                uploadId: uploadID,
                offset: offset,
                data: chunk,
                fileName: file.name
            )
            let expected = offset + UInt64(chunk.count)
            let staged = try await stage(request, expecting: expected)
            guard staged == expected else { throw TransferError.stagedElsewhere(expected: staged, offset: expected) }
            digest.add(chunk)
            offset = expected
            progress.show("\(file.name): sending", done: offset, of: max(file.size, offset))
            if chunk.isEmpty { break }
        }
        return (offset, digest.finish())
    }

    /// Sends a chunk, again where the connection broke: a chunk that did arrive is then out of range at its offset
    /// and its end is what the service expects.
    private func stage(_ request: OrdersV1.StageImportRequest, expecting end: UInt64) async throws -> UInt64 {
        var attempt = 1
        while true {
            do {
                return try await orders.stageImport(request).stagedBytes
            } catch let error as CallError where error.code == .outOfRange && attempt > 1 {
                return end
            } catch let error as CallError where error.code == .unavailable && attempt < Self.attemptsMax {
                attempt += 1
                try await pacer.sleep(error.pushback ?? .milliseconds(200 << attempt))
            }
        }
    }

    private func refusal(in error: CallError) -> TransferError? {
        for detail in error.details where detail.type == OrdersV1.ImportError.protobufName {
            if let reason = try? OrdersV1.ImportError(serializedBytes: detail.value) {
                return .refused(file: reason.fileName, line: reason.line, field: reason.field, rule: reason.rule)
            }
        }
        return nil
    }
}
