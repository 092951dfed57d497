/// Which of the listed options a message chooses: by number, by place in the list, or by name.
struct Choice: Hashable, Sendable {
    /// Positions in the list, from 0, in list order; empty when nothing was chosen.
    private(set) var positions: [Int] = []
    /// True when a number or a place was said, which can hardly mean anything else.
    private(set) var isExplicit = false

    /// A choice stands in few words; a longer text is a new matter, and is not searched.
    private static let charactersMax = 200

    init(of options: [Question.Option], in text: String, slots: [Slot] = []) {
        guard !options.isEmpty else { return }
        let plain = PlainText(String(text.prefix(Self.charactersMax)))
        isExplicit = true
        positions = Self.byNumber(options, plain)
        if positions.isEmpty { positions = Self.byPlace(count: options.count, plain, slots: slots) }
        if positions.isEmpty {
            isExplicit = false
            positions = Self.byName(options, plain, slots: slots)
        }
    }

    /// A whole number, or at least its last three digits when only one option ends in them.
    private static func byNumber(_ options: [Question.Option], _ text: PlainText) -> [Int] {
        let ids = options.map { PlainText($0.id).compact }
        let chosen = text.codes.compactMap { code -> Int? in
            if let whole = ids.firstIndex(of: code) { return whole }
            guard code.count >= 3, code.allSatisfy(\.isNumber) else { return nil }
            let endings = ids.indices.filter { ids[$0].hasSuffix(code) }
            return endings.count == 1 ? endings.first : nil
        }
        return Set(chosen).sorted()
    }

    private static func byPlace(count: Int, _ text: PlainText, slots: [Slot]) -> [Int] {
        if Ordinal.meansAll(text) { return Array(0..<count) }
        let said = slots.filter { $0.kind == .ordinal }.compactMap(\.position)
        let places = said.isEmpty ? Ordinal.places(in: text) : said
        let positions = places.map { $0 < 0 ? count + $0 : $0 - 1 }
        return Set(positions.filter { (0..<count).contains($0) }).sorted()
    }

    /// The one option that shares the most with the text; none when two share as much.
    private static func byName(_ options: [Question.Option], _ text: PlainText, slots: [Slot]) -> [Int] {
        let mentioned = Set(slots.filter { $0.kind == .product }.flatMap { $0.candidates.map(\.id) })
        let named = options.indices.filter { !mentioned.isDisjoint(with: options[$0].productIDs) }
        if named.count == 1 { return named }
        let shared = options.map { option in
            option.names.map { text.longestSharedRun(with: PlainText($0)) }.max() ?? 0
        }
        guard let longest = shared.max(), longest >= 2, shared.filter({ $0 == longest }).count == 1,
            let position = shared.firstIndex(of: longest)
        else { return [] }
        return [position]
    }
}
