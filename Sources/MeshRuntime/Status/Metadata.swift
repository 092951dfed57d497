/// Ordered key-value pairs that travel beside a message. Keys are lower-case ASCII and may repeat; values are bytes.
public struct Metadata: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public var key: String
        public var value: [UInt8]

        public init(key: String, value: [UInt8]) {
            self.key = key
            self.value = value
        }
    }

    public private(set) var entries: [Entry]

    public init(_ entries: [Entry] = []) {
        self.entries = entries
    }

    public var isEmpty: Bool { entries.isEmpty }

    /// Adds an entry behind those that are there, also when the key is there already.
    public mutating func append(_ value: [UInt8], forKey key: String) {
        entries.append(Entry(key: key, value: value))
    }

    public func bytes(forKey key: String) -> [UInt8]? {
        entries.first { $0.key == key }?.value
    }

    /// The first value of a key as text, nil also where that is not UTF-8. Setting replaces all the key's values.
    public subscript(key: String) -> String? {
        get { bytes(forKey: key).flatMap { String(validating: $0, as: UTF8.self) } }
        set {
            entries.removeAll { $0.key == key }
            if let newValue { append(Array(newValue.utf8), forKey: key) }
        }
    }
}

extension Metadata: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) {
        entries = elements.map { Entry(key: $0, value: Array($1.utf8)) }
    }
}
