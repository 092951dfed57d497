import Contracts
import Foundation

/// The events of a JSON Lines file, some at a time.
struct EventLines: ~Copyable {
    private let file: ChunkedFile
    private(set) var position: UInt64 = 0
    private var line: UInt64 = 0
    /// The beginning of a line whose end was not read yet.
    private var rest: [UInt8] = []
    private var waiting: ArraySlice<RecommendationV1.BehaviourEvent> = []

    private static let lineBytesMax = 64 * 1_024

    init(file: consuming ChunkedFile) {
        self.file = file
    }

    var size: UInt64 { file.size }

    /// The next events, `max` at most; none at the end. A wrong line is refused by its number.
    mutating func next(max: Int) throws(TransferError) -> [RecommendationV1.BehaviourEvent] {
        while waiting.count < max {
            let chunk = try file.chunk(at: position)
            position += UInt64(chunk.count)
            var start = chunk.startIndex
            while let end = chunk[start...].firstIndex(of: UInt8(ascii: "\n")) {
                try take(rest + chunk[start..<end])
                rest = []
                start = end + 1
            }
            rest += chunk[start...]
            guard rest.count <= Self.lineBytesMax else {
                throw refused("", "a line has at most \(Self.lineBytesMax) bytes", at: line + 1)
            }
            guard chunk.isEmpty else { continue }
            if !rest.isEmpty { try take(rest) }
            rest = []
            break
        }
        let batch = waiting.prefix(max)
        waiting = waiting.dropFirst(max)
        return Array(batch)
    }

    private mutating func take(_ bytes: [UInt8]) throws(TransferError) {
        line += 1
        guard !bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) else { return }
        let record: EventRecord
        do {
            record = try JSONDecoder().decode(EventRecord.self, from: Data(bytes))
        } catch {
            throw refused("", "it must be a JSON object with id, customer, kind and at", at: line)
        }
        guard let kind = EventRecord.kinds[record.kind] else {
            throw refused(
                "kind",
                "'\(record.kind)' is not one of \(EventRecord.kinds.keys.sorted().joined(separator: ", "))",
                at: line
            )
        }
        guard let at = try? Date(record.at, strategy: .iso8601) else {
            throw refused("at", "'\(record.at)' must be an instant such as 2026-01-31T08:00:00Z", at: line)
        }
        waiting.append(record.event(kind, at: at))
    }

    private func refused(_ field: String, _ rule: String, at line: UInt64) -> TransferError {
        .wrongLine(file: file.name, line: line, field: field, rule: rule)
    }
}

private struct EventRecord: Decodable {
    let id: String
    let customer: String
    let kind: String
    let at: String
    var product: String?
    var quantity: UInt32?
    var text: String?
    var order: String?
    var conversation: String?

    static let kinds: [String: RecommendationV1.EventKind] = [
        "view": .view, "cart": .cart, "buy": .buy, "return": .return, "rate": .rate, "dislike": .dislike,
        "search": .search, "say": .say, "mute": .mute, "unmute": .unmute, "complaint_opened": .complaintOpened,
        "complaint_closed": .complaintClosed, "unsubscribe": .unsubscribe,
    ]

    func event(_ kind: RecommendationV1.EventKind, at: Date) -> RecommendationV1.BehaviourEvent {
        RecommendationV1.BehaviourEvent(
            id: id,
            customerId: customer,
            productId: product ?? "",
            kind: kind,
            atUnixMs: Int64(at.timeIntervalSince1970 * 1_000),
            quantity: quantity ?? 0,
            text: text ?? "",
            orderId: order ?? "",
            conversationId: conversation ?? ""
        )
    }
}
