import Foundation

/// The names by which customers call the shop's products.
struct ProductCatalogue: Sendable, Hashable {
    struct Product: Sendable, Hashable {
        var id: String
        var name: String
        /// Everything it may be called, its names included.
        var aliases: [String]
    }

    var products: [Product]

    /// A line of a shop file, as far as it matters here; `kind` tells lines of other kinds apart.
    private struct Line: Decodable {
        var kind: String
        var id: String?
        var name: String?
        var english_name: String?
        var aliases: [String]?
    }

    /// Reads the product lines of a shop file in JSON Lines.
    static func read(_ path: String) throws -> ProductCatalogue {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw NluError.unreadableFile(path: path, reason: error.localizedDescription)
        }
        let decoder = JSONDecoder()
        var products: [Product] = []
        for (index, row) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !row.allSatisfy(\.isWhitespace) {
            guard let line = try? decoder.decode(Line.self, from: Data(row.utf8)) else {
                throw NluError.badProduct(path: path, line: index + 1, rule: "a JSON object with a kind")
            }
            guard line.kind == "product" else { continue }
            guard let id = line.id, let name = line.name, !id.isEmpty, !name.isEmpty else {
                throw NluError.badProduct(path: path, line: index + 1, rule: "a product with an id and a name")
            }
            let aliases = [name] + [line.english_name].compactMap { $0 } + (line.aliases ?? [])
            products.append(Product(id: id, name: name, aliases: aliases))
        }
        return ProductCatalogue(products: products)
    }
}
