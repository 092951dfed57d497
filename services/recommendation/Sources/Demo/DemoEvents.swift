import Foundation

/// The demo shop's events in JSON Lines: a header, then one event a line.
enum DemoEvents {
    /// Reads all events and moves them by whole days, so that the header's anchor day becomes the day of `now` in
    /// Beijing, where the demo shop is. Order-tracking moves its orders alike. `now` is in Unix milliseconds.
    static func read(contents: String, now: Int64) throws(DemoEventsError) -> [BehaviourEvent] {
        let lines = contents.split(separator: "\n", omittingEmptySubsequences: false)
        let header: Header = try decode(lines[0], line: 1)
        guard header.kind == "header", header.format == Header.expectedFormat, header.version == 1 else {
            throw .malformed(line: 1, "the header must name format \(Header.expectedFormat), version 1")
        }
        guard let anchor = instant("\(header.anchor_day)T00:00:00Z") else {
            throw .malformed(line: 1, "anchor_day must be a day such as 2025-06-30 (is \(header.anchor_day))")
        }
        let beijing: Int64 = 8 * 60 * 60 * 1000
        let today = (now + beijing) / CountingRules.millisecondsOfDay
        let shift = (today - anchor / CountingRules.millisecondsOfDay) * CountingRules.millisecondsOfDay
        var events: [BehaviourEvent] = []
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let record: Record = try decode(line, line: index + 1)
            let event = try record.event(shiftedBy: shift, line: index + 1)
            do {
                try event.validate(now: now)
            } catch {
                throw .malformed(line: index + 1, error.description)
            }
            events.append(event)
        }
        return events
    }

    private struct Header: Decodable {
        static let expectedFormat = "xiaoer-events"
        let kind: String
        let format: String
        let version: Int
        let anchor_day: String
    }

    private struct Record: Decodable {
        let id: String
        let customer: String
        let product: String
        let kind: String
        let at: String
        var quantity: UInt32?
        var order: String?

        func event(shiftedBy shift: Int64, line: Int) throws(DemoEventsError) -> BehaviourEvent {
            guard let kind = DemoEvents.kinds[kind] else {
                throw .malformed(line: line, "kind must be view, cart, buy or return (is \(kind))")
            }
            guard let at = DemoEvents.instant(at) else {
                throw .malformed(line: line, "at must be an instant such as 2025-06-01T08:00:00Z (is \(at))")
            }
            return BehaviourEvent(
                id: id,
                customerID: customer,
                productID: product,
                kind: kind,
                at: at + shift,
                quantity: quantity ?? 0,
                orderID: order ?? ""
            )
        }
    }

    private static let kinds: [String: BehaviourEvent.Kind] = [
        "view": .view, "cart": .cart, "buy": .buy, "return": .return,
    ]

    private static func instant(_ text: String) -> Int64? {
        (try? Date(text, strategy: .iso8601)).map { Int64($0.timeIntervalSince1970 * 1000) }
    }

    private static func decode<Value: Decodable>(_ text: Substring, line: Int) throws(DemoEventsError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
        } catch {
            throw .malformed(line: line, "it must be a JSON object with the fields of its kind")
        }
    }
}

enum DemoEventsError: Error, Hashable, CustomStringConvertible {
    case malformed(line: Int, String)

    var description: String {
        switch self {
        case .malformed(let line, let rule): "line \(line) of the demo events is wrong: \(rule)"
        }
    }
}
