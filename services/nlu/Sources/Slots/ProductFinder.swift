import TextNormalization

/// Finds mentions of products by their names and aliases, exact or with a typing error.
///
/// Exact names are read from left to right, the longest first; then names of the same sound. A name that is not found so is
/// looked for with edits (one for four to seven characters, two from eight on) by Sellers' algorithm, in which a match
/// may begin anywhere in the text; only names that share at least half of their character pairs with the text are tried.
struct ProductFinder: Sendable {
    private struct Name: Sendable {
        var scalars: [Unicode.Scalar]
        var pairs: Set<UInt64>
        var sound: SoundForm?
        var isLatin: Bool
        var candidates: [ProductCandidate]
    }

    private static let candidatesMax = 5
    private static let fuzzyLengthMin = 4
    /// What the same sound in other characters is worth against the name itself.
    private static let soundSimilarity = 0.85
    /// Typing errors are looked for in so many scalars from the start; the search costs text times names.
    private static let fuzzyTextMax = 400

    private let names: [Name]
    /// Positions in `names` by the first scalar, the longest name first.
    private let namesByFirst: [Unicode.Scalar: [Int]]

    init(catalogue: ProductCatalogue) {
        var owners: [[Unicode.Scalar]: [ProductCandidate]] = [:]
        for product in catalogue.products {
            for (index, alias) in product.aliases.enumerated() {
                let scalars = NormalizedText(alias).scalars
                guard !scalars.isEmpty, !owners[scalars, default: []].contains(where: { $0.id == product.id }) else {
                    continue
                }
                let score = index == 0 ? 0.99 : 0.9
                owners[scalars, default: []].append(ProductCandidate(id: product.id, name: product.name, score: score))
            }
        }
        let names =
            owners
            .map { scalars, candidates in
                Name(
                    scalars: scalars,
                    pairs: Self.pairs(of: scalars),
                    sound: SoundForm(scalars),
                    isLatin: ScalarClass(scalars[0]) != .han,
                    candidates: Array(
                        candidates.sorted { ($1.score, $0.id) < ($0.score, $1.id) }.prefix(Self.candidatesMax)
                    )
                )
            }
            .sorted { left, right in
                left.scalars.count == right.scalars.count
                    ? left.scalars.lexicographicallyPrecedes(right.scalars) : left.scalars.count > right.scalars.count
            }
        self.names = names
        namesByFirst = Dictionary(grouping: names.indices) { names[$0].scalars[0] }
    }

    func find(in text: [Unicode.Scalar]) -> [FoundSlot] {
        var found: [FoundSlot] = []
        var isTaken = [Bool](repeating: false, count: text.count)
        func take(_ name: Name, at range: Range<Int>, similarity: Double) {
            found.append(slot(name, at: range, similarity: similarity))
            for position in range { isTaken[position] = true }
        }
        var position = 0
        while position < text.count {
            if let (name, range) = longestName(in: text, at: position) {
                take(name, at: range, similarity: 1)
                position = range.upperBound
            } else {
                position += 1
            }
        }
        let start = Array(text.prefix(Self.fuzzyTextMax))
        for position in start.indices where ScalarClass(start[position]) == .han {
            guard let name = names.first(where: { $0.sound?.matches(start, at: position) ?? false }) else { continue }
            let range = position..<position + name.scalars.count
            if !isTaken[range].contains(true) { take(name, at: range, similarity: Self.soundSimilarity) }
        }
        let textPairs = Self.pairs(of: start)
        for name in names where name.scalars.count >= Self.fuzzyLengthMin {
            guard name.pairs.count(where: { textPairs.contains($0) }) * 2 >= name.pairs.count,
                let match = closestMatch(of: name, in: start), !isTaken[match.range].contains(true)
            else { continue }
            take(name, at: match.range, similarity: 1 - Double(match.edits) / Double(name.scalars.count))
        }
        return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    private func longestName(in text: [Unicode.Scalar], at position: Int) -> (name: Name, range: Range<Int>)? {
        for index in namesByFirst[text[position]] ?? [] {
            if let range = exactMatch(of: names[index], in: text, at: position) { return (names[index], range) }
        }
        return nil
    }

    private func slot(_ name: Name, at range: Range<Int>, similarity: Double) -> FoundSlot {
        let candidates = name.candidates.map { candidate in
            ProductCandidate(id: candidate.id, name: candidate.name, score: candidate.score * similarity)
        }
        return FoundSlot(
            kind: .product,
            range: range,
            confidence: candidates.first?.score ?? 0,
            value: .products(candidates)
        )
    }

    private func exactMatch(of name: Name, in text: [Unicode.Scalar], at start: Int) -> Range<Int>? {
        guard text[start...].starts(with: name.scalars) else { return nil }
        var range = start..<start + name.scalars.count
        guard name.isLatin else { return range }
        // A plural is the same product.
        if range.upperBound < text.count, text[range.upperBound] == "s" { range = start..<range.upperBound + 1 }
        return DigitRun.isBounded(text, range) ? range : nil
    }

    /// The part of the text with the fewest edits from the name, when they are few enough.
    private func closestMatch(of name: Name, in text: [Unicode.Scalar]) -> (range: Range<Int>, edits: Int)? {
        let limit = name.scalars.count >= 8 ? 2 : 1
        // Row `j` of the column at a text position: the fewest edits between the name's first j scalars and a part of
        // the text that ends there, and where that part starts.
        var edits = Array(0...name.scalars.count)
        var starts = [Int](repeating: 0, count: name.scalars.count + 1)
        var best: (range: Range<Int>, edits: Int)?
        // Of equally close parts, a wrong character is likelier than a missing one.
        func gap(_ range: Range<Int>) -> Int { abs(range.count - name.scalars.count) }
        for (position, scalar) in text.enumerated() {
            var diagonal = (edits[0], starts[0])
            (edits[0], starts[0]) = (0, position + 1)
            for row in 1...name.scalars.count {
                let above = (edits[row], starts[row])
                var choice = (diagonal.0 + (name.scalars[row - 1] == scalar ? 0 : 1), diagonal.1)
                if above.0 + 1 < choice.0 { choice = (above.0 + 1, above.1) }
                if edits[row - 1] + 1 < choice.0 { choice = (edits[row - 1] + 1, starts[row - 1]) }
                (edits[row], starts[row]) = choice
                diagonal = above
            }
            let distance = edits[name.scalars.count]
            let range = starts[name.scalars.count]..<position + 1
            guard distance <= limit, !range.isEmpty, !name.isLatin || DigitRun.isBounded(text, range) else { continue }
            if let best, best.edits < distance || best.edits == distance && gap(range) >= gap(best.range) { continue }
            best = (range, distance)
        }
        return best
    }

    private static func pairs(of scalars: [Unicode.Scalar]) -> Set<UInt64> {
        var pairs: Set<UInt64> = []
        for (first, second) in zip(scalars, scalars.dropFirst()) {
            pairs.insert(UInt64(first.value) << 32 | UInt64(second.value))
        }
        return pairs
    }
}
