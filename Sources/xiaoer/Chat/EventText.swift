import Contracts
import Foundation

/// What the events of a conversation look like on a terminal.
enum EventText {
    static let clerk = "小二: "

    /// The lines of one event. `shown` is the part of a clerk's answer that stands there already; it is not repeated.
    static func lines(for event: DialogueV1.Event, shown: String) -> [String] {
        switch event.body {
        case .clerkMessage(let message):
            let text = message.text == shown ? [] : indented(clerk, message.text)
            return text + cards(message.cards, besides: message.text) + quickReplies(message.quickReplies)
        case .customerMessage(let message): return indented("> ", message.text)
        case .agentMessage(let message): return indented("客服 \(message.agentId): ", message.text)
        case .statusChange(let change): return [status(change)].compactMap { $0 }
        case .notice(let notice): return indented("通知: ", notice.text) + cards(notice.cards, besides: notice.text)
        case .ratingRequest(let request): return indented(clerk, request.question)
        case .rating, .clerkDelta, nil: return []
        }
    }

    /// The first line after the name, further ones below it.
    private static func indented(_ name: String, _ text: String) -> [String] {
        let gap = String(repeating: " ", count: TerminalWidth.of(name))
        return Console.harmless(text).split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { index, line in (index == 0 ? name : gap) + line }
    }

    private static func status(_ change: DialogueV1.StatusChange) -> String? {
        switch change.status {
        case .waitingForHuman where change.queuePosition > 0:
            "(waiting for a human; position \(change.queuePosition) in the queue)"
        case .waitingForHuman: "(waiting for a human)"
        case .human: "(a human has taken over)"
        case .bot: "(the clerk is back)"
        case .resolved: "(resolved)"
        case .unspecified, .unrecognized: nil
        }
    }

    private static func quickReplies(_ replies: [String]) -> [String] {
        replies.isEmpty ? [] : ["      [" + replies.map(Console.harmless).joined(separator: "] [") + "]"]
    }

    /// Cards whose subject the words beside them do not name already; a terminal has no pictures to add to them.
    private static func cards(_ cards: [DialogueV1.Card], besides text: String) -> [String] {
        cards.compactMap { card in
            switch card.card {
            case .order(let order) where text.contains(order.orderId): nil
            case .shipment(let shipment) where text.contains(shipment.trackingNumber): nil
            case .product(let product) where text.contains(product.name): nil
            case .order(let order):
                line([order.orderId, order.status, money(order.total), order.itemNames.joined(separator: ", ")])
            case .shipment(let shipment):
                line([
                    shipment.orderId, "\(shipment.carrier) \(shipment.trackingNumber)", shipment.status,
                    shipment.lastEvent,
                ])
            case .product(let product):
                line([product.name, money(product.priceFrom), product.reason])
            case nil: nil
            }
        }
    }

    private static func line(_ parts: [String]) -> String {
        "      · " + parts.filter { !$0.isEmpty }.map(Console.harmless).joined(separator: "  ")
    }

    /// `CNY 129.00`; currencies whose minor unit is not a hundredth are few, and named here.
    static func money(_ money: TypesV1.Money?) -> String {
        guard let money else { return "" }
        let decimals = ["JPY": 0, "KRW": 0, "VND": 0, "KWD": 3, "BHD": 3][money.currency] ?? 2
        let digits = String(money.amountMinor.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let sign = money.amountMinor < 0 ? "-" : ""
        let fraction = decimals == 0 ? "" : "." + padded.suffix(decimals)
        return "\(money.currency) \(sign)\(padded.dropLast(decimals))\(fraction)"
    }
}
