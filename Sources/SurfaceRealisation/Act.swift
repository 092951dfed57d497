/// Something that the model was trained to say, with the facts it may be given.
package struct Act: Hashable, Sendable {
    package let name: String
    package let required: Set<String>
    package let optional: Set<String>

    /// The act of this name, where the model knows it in the language ("zh", "en").
    package init?(named name: String, language: String) {
        guard let act = Self.all[name], language == "zh" || Self.spokenInEnglish.contains(name) else { return nil }
        self = act
    }

    /// Whether the model has seen this act with exactly these facts, so that it may be asked for it.
    package func isTold(with facts: Set<String>) -> Bool {
        facts.isSuperset(of: required) && facts.isSubset(of: required.union(optional))
    }

    private init(_ name: String, _ facts: String) {
        let names = facts.split(separator: " ")
        self.name = name
        required = Set(names.filter { !$0.hasPrefix("?") }.map(String.init))
        optional = Set(names.filter { $0.hasPrefix("?") }.map { String($0.dropFirst()) })
    }

    /// The acts of services/inference/training/grammar/acts.txt; a test holds the two against each other.
    package static let all: [String: Act] = Dictionary(
        uniqueKeysWithValues: table.map { ($0, Act($0, $1)) }
    )

    private static let shipment =
        "order_number product carrier tracking_number status ?event_place ?event_time ?estimate"
    private static let refusal = "task order_number product status"

    private static let table: [(String, String)] = [
        ("greeting", ""), ("thanks", ""), ("praise", ""), ("goodbye", ""), ("acknowledged", ""), ("no_orders", ""),
        ("no_order_with_product", "mention"),
        ("parcel_not_found", "tracking_number"),
        ("order_moving", shipment), ("order_delayed", shipment), ("order_in_trouble", shipment),
        ("order_preparing", "order_number product status"),
        ("order_awaiting_payment", "order_number product total"),
        ("order_delivered", "order_number product ?carrier ?tracking_number ?event_place ?event_time"),
        ("order_in_status", "order_number product status"),
        ("product_not_named", ""),
        ("product_not_found", "mention"),
        ("product_price", "product lowest_price ?highest_price"),
        ("product_in_stock", "product stock ?variant"),
        ("product_sold_out", "product ?variant"),
        ("product_without_variant", "product variant ?sizes"),
        ("product_sizes", "product sizes"),
        ("product_without_sizes", "product"),
        ("no_recommendations", ""),
        ("cannot_do_yet", "topic"),
        ("offer_declined", ""), ("question_dropped", ""),
        ("task_refused_status", refusal),
        ("task_refused_window", refusal + " window_days days_ago"),
        ("task_refused_category", refusal), ("task_refused_stock", refusal), ("task_no_price_drop", refusal),
        ("task_nothing_fits", "task"), ("task_dropped", "task"),
    ]

    /// Acts that the shipped model may say. The check of a text sees facts and not meaning, so acts with the same facts
    /// and another meaning, such as two reasons of a refusal, or moving and delayed, stay with the templates.
    package static let proven: Set<String> = [
        "thanks", "praise", "goodbye", "order_awaiting_payment", "product_price", "product_in_stock", "product_sizes",
    ]

    /// Those that grammar/en.txt has replies for.
    package static let spokenInEnglish: Set<String> = [
        "greeting", "thanks", "goodbye", "acknowledged", "no_orders", "order_moving", "order_delayed",
        "order_preparing", "order_delivered", "order_in_status", "product_price", "product_in_stock",
        "product_sold_out", "product_sizes", "product_not_found", "task_refused_window", "task_refused_status",
    ]
}
