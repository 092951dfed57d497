/// One page of a list and the token that asks for the next; nil on the last page.
struct Page<Element: Sendable>: Sendable {
    var elements: [Element]
    var nextToken: String?
}

extension Page: Equatable where Element: Equatable {}

/// How many elements a page has; settings of the service.
struct PageLimits: Hashable, Sendable {
    var sizeDefault: Int
    var sizeMax: Int

    /// The size to serve for the size asked for, where 0 means the default.
    func size(for asked: Int) throws -> Int {
        guard asked != 0 else { return sizeDefault }
        guard (1...sizeMax).contains(asked) else {
            throw ShopError.invalid(
                field: "page.size",
                rule: "must be in 1...\(sizeMax), or 0 for the default (is \(asked))"
            )
        }
        return asked
    }
}
