/// Collects the members of a record in the format's order, leaving out what is empty.
struct ObjectBuilder {
    private(set) var members: [JSONValue.Member] = []

    var object: JSONValue { .object(members) }

    mutating func add(_ name: String, _ value: JSONValue) {
        members.append(.init(name: name, value: value))
    }

    mutating func add(_ name: String, _ text: String?) {
        guard let text, !text.isEmpty else { return }
        add(name, .string(text))
    }

    mutating func add(_ name: String, _ number: Int64?) {
        guard let number else { return }
        add(name, .integer(number))
    }

    mutating func add(_ name: String, _ timestamp: Timestamp?) {
        add(name, timestamp?.description)
    }

    mutating func add(_ name: String, _ attributes: [Attribute]) {
        guard !attributes.isEmpty else { return }
        add(name, .object(attributes.map { .init(name: $0.name, value: .string($0.value)) }))
    }

    mutating func add(_ name: String, _ texts: [String]) {
        add(name, texts.map { .string($0) })
    }

    mutating func add(_ name: String, _ elements: [JSONValue]) {
        guard !elements.isEmpty else { return }
        add(name, .array(elements))
    }
}
