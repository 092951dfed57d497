import SeededRandom

/// A customer who works through an agenda of wishes and answers what the clerk asks, without a language model: an
/// agenda-based simulator (Schatzmann and others, NAACL 2007). Pure: the same seed and the same clerk give the same
/// conversation.
///
/// It agrees only to what it wants: a consequence with another order, other goods or another version is corrected, and
/// after a few corrections refused.
package struct SimulatedCustomer: Sendable {
    package let goal: CustomerGoal
    /// Wishes that the clerk reported done.
    package private(set) var done = 0
    /// Why wishes were given up, a sentence each.
    package private(set) var givenUp: [String] = []

    private var wording: Wording
    private var waiting: [Wish]
    private var current: Wish?
    /// Asked for in the same message as the current one.
    private var beside: Wish?
    private var questions: [String]
    private var attempts = 0
    private var turns = 0
    private var digressions = 1
    private var secondThoughts = 1
    private var hasTakenBack = false
    private var isLeaving = false
    private var askedForHuman = false

    private static let turnsMax = 48
    private static let attemptsMax = 4

    package init(_ goal: CustomerGoal, seed: UInt64) {
        self.goal = goal
        wording = Wording(random: SplitMix64(seed: seed, name: goal.id))
        waiting = goal.wishes
        questions = goal.questions
    }

    /// The first message.
    package mutating func open() -> String { wording.introduction(goal) }

    /// The next message; nil when the customer has left.
    package mutating func reply(to turn: ClerkTurn) -> String? {
        turns += 1
        guard !isLeaving, turns < Self.turnsMax else { return nil }
        if turn.acts.contains(where: { $0.hasPrefix("hand over") }) {
            if !goal.wantsHuman || !askedForHuman { givenUp.append("handed over to a human") }
            return nil
        }
        settle(turn)
        if let asked = turn.acts.last(where: { $0.hasPrefix("ask ") }),
            current != nil || asked.contains("confirm_") || asked.contains("task_")
        {
            return answer(String(asked.dropFirst(4)), turn)
        }
        if let wish = current { return pursue(wish, after: turn) }
        return next()
    }

    // MARK: The agenda

    /// Takes what was done or refused off the agenda.
    private mutating func settle(_ turn: ClerkTurn) {
        for act in turn.acts where act.hasPrefix("answer ") {
            let key = String(act.dropFirst(7))
            if key.hasPrefix("done_") {
                let action = String(key.dropFirst(5))
                if current?.action.rawValue == action {
                    finishCurrent()
                } else if beside?.action.rawValue == action {
                    beside = nil
                    done += 1
                }
            } else if key.hasPrefix("task_refused") || key == "task_nothing_fits" || key == "task_no_other_variant" {
                attempts += 2
            }
        }
    }

    private mutating func finishCurrent() {
        done += 1
        current = beside
        beside = nil
        attempts = 0
    }

    private mutating func next() -> String? {
        hasTakenBack = false
        attempts = 0
        if !waiting.isEmpty {
            let wish = waiting.removeFirst()
            current = wish
            let text = wording.request(wish, isPrecise: wording.chance(0.6))
            guard let second = waiting.first, wording.chance(0.25), second.action != wish.action else { return text }
            beside = waiting.removeFirst()
            return wording.joined(text, wording.request(second, isPrecise: true))
        }
        if !questions.isEmpty { return questions.removeFirst() }
        if goal.wantsHuman, !askedForHuman {
            askedForHuman = true
            return "I want to talk to a human agent"
        }
        isLeaving = true
        return wording.farewell()
    }

    /// The clerk neither did the wish nor asks anything: it is said again, with its order's number.
    private mutating func pursue(_ wish: Wish, after turn: ClerkTurn) -> String? {
        let request = wording.request(wish, isPrecise: true)
        if hasTakenBack {
            hasTakenBack = false
            return wording.again(request)
        }
        attempts += 1
        guard attempts < Self.attemptsMax else { return giveUp("not done: \(turn.acts.last ?? "no answer")") }
        return request
    }

    private mutating func giveUp(_ reason: String) -> String? {
        let label = current.map { "\($0.action.rawValue) \($0.order)" } ?? ""
        givenUp.append("\(label): \(reason)")
        current = beside
        beside = nil
        attempts = 0
        return current.map { wording.request($0, isPrecise: true) } ?? next()
    }

    // MARK: Answers to the clerk's questions

    private mutating func answer(_ question: String, _ turn: ClerkTurn) -> String? {
        if let action = question.split(separator: "confirm_", maxSplits: 1).last, question.hasPrefix("confirm_") {
            return agree(to: String(action), turn)
        }
        guard let wish = current else { return next() }
        if digressions > 0, wording.chance(0.15) {
            digressions -= 1
            return wording.digression()
        }
        attempts += 1
        guard attempts < Self.attemptsMax * 3 else {
            current = nil
            givenUp.append("\(wish.action.rawValue) \(wish.order): asked \(question) again and again")
            return "never mind"
        }
        let options = ListedOption.all(in: turn.words)
        switch question {
        case "task_which_order", "which_order", "which_order_again":
            return choose(options.filter { $0.text.contains(wish.order) }) ?? "It is order \(wish.order)"
        case "task_which_items":
            return chooseItems(wish, options)
        case "task_which_variant":
            return chooseVariant(wish, options, turn)
        case "task_which_reason":
            let plain = wish.reason.isEmpty ? "no longer needed" : wish.reason
            return choose(options.filter { $0.text.contains(plain) }) ?? wording.reason(wish)
        case "task_which_method":
            return choose(options.filter { $0.text.contains(wish.methodShown) }) ?? wording.method(wish)
        case "task_which_address":
            return wish.address.isEmpty ? "No, I don't want that" : wish.address
        case "knowledge_did_you_mean", "which_product", "which_product_again", "cannot_do_yet":
            return pursue(wish, after: turn)
        default:
            return pursue(wish, after: turn)
        }
    }

    private mutating func choose(_ options: [ListedOption]) -> String? {
        guard let first = options.first else { return nil }
        return wording.place([first.number])
    }

    private mutating func chooseItems(_ wish: Wish, _ options: [ListedOption]) -> String? {
        var left = wish.items
        var chosen: [Int] = []
        for option in options where option.text.contains("order \(wish.order)") {
            guard let index = left.firstIndex(where: { option.text.hasPrefix($0.name) && option.holds($0.options) })
            else { continue }
            left.remove(at: index)
            chosen.append(option.number)
        }
        guard left.isEmpty, !chosen.isEmpty else { return wording.request(wish, isPrecise: true) }
        return wording.place(chosen)
    }

    private mutating func chooseVariant(_ wish: Wish, _ options: [ListedOption], _ turn: ClerkTurn) -> String? {
        let line = turn.words.split(separator: "\n").last { $0.contains("do you want instead") } ?? ""
        let item =
            wish.items.first { line.contains($0.name) && ShownOptions(String(line)).hold($0.options) }
            ?? wish.items.first { line.contains($0.name) }
        guard let item, !item.wanted.isEmpty else { return "No, I don't want another version" }
        if let chosen = choose(options.filter { $0.holds(item.wanted) }) { return chosen }
        return "I want \(item.wanted.joined(separator: ", "))"
    }

    // MARK: Agreement

    private mutating func agree(to action: String, _ turn: ClerkTurn) -> String? {
        let isCurrent = current?.action.rawValue == action && turn.words.contains(current?.order ?? "")
        if !isCurrent, let other = beside, other.action.rawValue == action { (current, beside) = (other, current) }
        guard let wish = current, isSameKind(wish.action, action) else { return "No, I don't want that" }
        if secondThoughts > 0, wording.chance(0.08) {
            secondThoughts -= 1
            hasTakenBack = true
            return wording.secondThoughts()
        }
        guard let correction = correction(of: wish, turn.words) else { return wording.yes() }
        attempts += 1
        guard attempts < Self.attemptsMax else {
            current = nil
            givenUp.append("\(wish.action.rawValue) \(wish.order): the consequence stayed wrong")
            return "No, leave it"
        }
        return correction
    }

    /// An order that is not sent yet is changed, one that was is exchanged; the clerk knows which.
    private func isSameKind(_ wanted: Wish.Action, _ shown: String) -> Bool {
        if wanted.rawValue == shown { return true }
        return [wanted.rawValue, shown].allSatisfy { ["change_items", "exchange_items"].contains($0) }
    }

    /// What is wrong with the shown consequence, in the customer's words; nil when nothing is.
    private mutating func correction(of wish: Wish, _ words: String) -> String? {
        let shown = Shown(words)
        if !wish.order.isEmpty, !words.contains(wish.order) {
            return "No, I mean order \(wish.order). " + wording.request(wish, isPrecise: true)
        }
        if wish.action == .changeAddress || wish.action == .changeDefaultAddress {
            let parts = wish.address.split(separator: ",").prefix(2)
            return parts.allSatisfy { words.contains($0.drop { $0 == " " }) }
                ? nil : "No, the address is: \(wish.address)"
        }
        if wish.action == .cancelOrder {
            let isOther = !wish.reason.isEmpty && words.contains("Reason: ") && !words.contains(wish.reason)
            return isOther ? "The reason is: \(wish.reason)" : nil
        }
        var lines = shown.items
        for item in wish.items {
            if let index = lines.firstIndex(where: { $0.isExactly(item) }) {
                lines.remove(at: index)
            } else if lines.contains(where: { $0.name == item.name && !item.wanted.isEmpty && $0.hold(item.options) }) {
                return wording.correction(item)
            } else if lines.contains(where: { $0.name == item.name }) {
                return "No, I mean the \(item.name.lowercased()) that is \(item.options.joined(separator: ", "))"
            } else {
                return wording.addition(item)
            }
        }
        if !lines.isEmpty { return "No, only " + wording.request(wish, isPrecise: true) }
        if !wish.methodShown.isEmpty, words.contains(" to ") || wish.action == .changePayment,
            shown.movesMoney, !words.contains(wish.methodShown)
        {
            return wording.method(wish)
        }
        return nil
    }
}

/// The consequence that the clerk shows before it asks for agreement.
private struct Shown {
    var items: [Line]
    var movesMoney: Bool

    struct Line {
        var name: String
        var old: ShownOptions
        var new: ShownOptions?

        func hold(_ options: [String]) -> Bool { old.hold(options) }

        func isExactly(_ item: Wish.Item) -> Bool {
            guard name == item.name, old.hold(item.options) else { return false }
            return item.wanted.isEmpty ? new == nil : new?.hold(item.wanted) ?? false
        }
    }

    init(_ words: String) {
        movesMoney = words.contains("efund") || words.contains("charged") || words.contains("comes back")
        items = words.split(separator: "\n").compactMap { line in
            let line = line.drop { $0 == " " }
            guard line.hasPrefix("- ") else { return nil }
            let halves = line.dropFirst(2).split(separator: "->", maxSplits: 1)
            guard let first = halves.first else { return nil }
            let text = String(first)
            let end = text.range(of: " (")?.lowerBound ?? text.range(of: " x")?.lowerBound ?? text.endIndex
            let new = halves.count > 1 ? ShownOptions(String(halves[1])) : nil
            return Line(name: String(text[..<end]), old: ShownOptions(text), new: new)
        }
    }
}

extension String {
    fileprivate func range(of other: String) -> Range<String.Index>? { firstRange(of: other) }
}
