import Foundation

/// What each user did, oldest first, with users and items as small numbers.
///
/// Items are numbered in the order in which they appear; no model may read anything into the numbers, since files are
/// often sorted in ways that give the answer away (see `TieOrder`).
package struct InteractionSequences: Sendable, Hashable {
    /// Names of the items; an item is an index into it.
    package private(set) var itemNames: [String] = []
    /// Names of the users; a user is an index into it.
    package private(set) var userNames: [String] = []
    /// Items of all users, one user after the other.
    package private(set) var items: [UInt32] = []
    /// Where each user's items start in `items`; one more entry than there are users.
    package private(set) var starts: [Int] = [0]

    package var userCount: Int { userNames.count }
    package var itemCount: Int { itemNames.count }

    package init(_ sequences: some Sequence<(user: String, items: [String])>) {
        var numbers: [String: UInt32] = [:]
        for (user, names) in sequences {
            userNames.append(user)
            for name in names { items.append(number(of: name, in: &numbers)) }
            starts.append(items.count)
        }
    }

    /// Reads a file with a line a user: the user and then items in time order, separated by spaces or tabs. Empty lines
    /// are skipped.
    package init(contentsOf path: String) throws(ItemRecommendationError) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
        } catch {
            throw .unreadableFile(path: path, reason: error.localizedDescription)
        }
        var numbers: [String: UInt32] = [:]
        var failure: ItemRecommendationError?
        data.withUnsafeBytes { bytes in
            var line = 0
            for text in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
                line += 1
                let fields = text.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
                guard !fields.isEmpty else { continue }
                guard fields.count > 1 else {
                    failure = .missingItems(path: path, line: line)
                    return
                }
                guard let names = Self.names(fields) else {
                    failure = .notText(path: path, line: line)
                    return
                }
                userNames.append(names[0])
                for name in names.dropFirst() { items.append(number(of: name, in: &numbers)) }
                starts.append(items.count)
            }
        }
        if let failure { throw failure }
        guard userCount > 0 else { throw .emptyFile(path: path) }
    }

    /// The sequences of numbers, for callers that have them already.
    ///
    /// - Parameter itemCount: every item is below it.
    package init(itemCount: Int, users: some Sequence<[UInt32]>) {
        itemNames = (0..<itemCount).map(String.init)
        for sequence in users {
            userNames.append(String(userNames.count))
            items += sequence
            starts.append(items.count)
        }
    }

    package subscript(user: Int) -> ArraySlice<UInt32> { items[starts[user]..<starts[user + 1]] }

    /// The same users and items with the last `count` interactions of each user taken away; shorter users become empty.
    package func droppingLast(_ count: Int) -> InteractionSequences {
        var result = self
        result.items.removeAll(keepingCapacity: true)
        result.starts = [0]
        for user in 0..<userCount {
            result.items += self[user].dropLast(count)
            result.starts.append(result.items.count)
        }
        return result
    }

    /// How many interactions each item has.
    package func itemFrequencies() -> [UInt32] {
        var frequencies = [UInt32](repeating: 0, count: itemCount)
        for item in items { frequencies[Int(item)] += 1 }
        return frequencies
    }

    /// Nil where one is no UTF-8 or holds control characters.
    private static func names(_ fields: [Slice<UnsafeRawBufferPointer>]) -> [String]? {
        var names: [String] = []
        for field in fields {
            guard let name = String(validating: field, as: UTF8.self), field.allSatisfy({ $0 >= 0x20 }) else {
                return nil
            }
            names.append(name)
        }
        return names
    }

    private mutating func number(of name: String, in numbers: inout [String: UInt32]) -> UInt32 {
        if let number = numbers[name] { return number }
        let number = UInt32(itemNames.count)
        itemNames.append(name)
        numbers[name] = number
        return number
    }
}
