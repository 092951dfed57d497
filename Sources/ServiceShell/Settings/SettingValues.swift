/// The effective settings of one process. Reading a key that was never declared is a programming error.
package struct SettingValues: Sendable {
    package struct Item: Sendable {
        package let setting: Setting
        package let value: SettingValue
        package let origin: SettingOrigin
    }

    private let order: [String]
    private let items: [String: Item]

    init(order: [String], items: [String: Item]) {
        self.order = order
        self.items = items
    }

    /// In the order of declaration.
    package var all: [Item] { order.compactMap { items[$0] } }

    package func declares(_ key: String) -> Bool { items[key] != nil }

    package func flag(_ key: String) -> Bool {
        guard case .flag(let value) = self[key].value else { mismatch(key, "flag") }
        return value
    }

    package func integer(_ key: String) -> Int {
        guard case .integer(let value) = self[key].value else { mismatch(key, "integer") }
        return value
    }

    package func number(_ key: String) -> Double {
        guard case .number(let value) = self[key].value else { mismatch(key, "number") }
        return value
    }

    package func duration(_ key: String) -> Duration {
        guard case .duration(let value) = self[key].value else { mismatch(key, "duration") }
        return value
    }

    package func text(_ key: String) -> String {
        guard case .text(let value) = self[key].value else { mismatch(key, "text") }
        return value
    }

    /// A text whose emptiness means that it is not set.
    package func optionalText(_ key: String) -> String? {
        let value = text(key)
        return value.isEmpty ? nil : value
    }

    package func list(_ key: String) -> [String] {
        guard case .list(let value) = self[key].value else { mismatch(key, "list") }
        return value
    }

    package subscript(key: String) -> Item {
        guard let item = items[key] else { preconditionFailure("setting \(key) is not declared") }
        return item
    }

    private func mismatch(_ key: String, _ wanted: String) -> Never {
        preconditionFailure("setting \(key) is read as \(wanted) and declared as \(self[key].setting.kind)")
    }
}
