import SeededRandom

/// How a simulated customer says things: several ways for each, chosen by the conversation's random source.
struct Wording: Sendable {
    private(set) var random: SplitMix64
    /// Odds that a message has a slip of the pen.
    private let typoOdds = 0.25

    init(random: SplitMix64) { self.random = random }

    mutating func chance(_ probability: Double) -> Bool { random.chance(probability) }

    // MARK: Who it is

    mutating func introduction(_ goal: CustomerGoal) -> String {
        let hello = random.one(of: ["Hi", "Hello", "Hey there", "Good morning", "Hi there"])
        guard goal.email.isEmpty else {
            return random.one(of: [
                "\(hello), my email is \(goal.email).", "\(hello), I'm \(goal.name), email \(goal.email).",
                "\(hello). You can find me under \(goal.email).",
            ])
        }
        return random.one(of: [
            "\(hello), I'm \(goal.name), zip code \(goal.postalCode).",
            "\(hello), my name is \(goal.name) and my zip code is \(goal.postalCode).",
            "\(hello). This is \(goal.name), zip \(goal.postalCode).",
            "\(hello), I am \(goal.name) from zip code \(goal.postalCode)",
        ])
    }

    // MARK: What is wanted

    /// `isPrecise` names the order; without it the clerk has to find or ask for it.
    mutating func request(_ wish: Wish, isPrecise: Bool) -> String {
        let order =
            isPrecise && !wish.order.isEmpty
            ? random.one(of: [
                " from order \(wish.order)", " in order \(wish.order)", ", order \(wish.order)",
            ]) : ""
        let items = listed(wish.items.map { "the " + called($0, isPrecise: isPrecise) })
        var text =
            switch wish.action {
            case .cancelOrder:
                isPrecise
                    ? random.one(of: [
                        "I want to cancel order \(wish.order)", "Please cancel my order \(wish.order)",
                        "Can you cancel order \(wish.order) for me", "I'd like to cancel the order \(wish.order)",
                    ])
                    : random.one(of: [
                        "I want to cancel the order with \(items)", "Please cancel my order of \(items)",
                    ])
            case .returnItems:
                random.one(of: [
                    "I want to return \(items)\(order)", "I'd like to return \(items)\(order)",
                    "Can I return \(items)\(order)", "I need to return \(items)\(order)",
                    "Please help me return \(items)\(order)",
                ])
            case .exchangeItems:
                random.one(of: [
                    "I want to exchange ", "I'd like to exchange ", "Can you exchange ", "Please exchange ",
                ])
                    + swaps(wish, joining: "for") + order
            case .changeItems:
                random.one(of: [
                    "I want to change ", "I'd like to modify ", "Can you change ", "Please change ",
                ]) + swaps(wish, joining: "to")
                    + (isPrecise ? " in my pending order \(wish.order)" : " in my pending order")
            case .changeAddress:
                random.one(of: [
                    "Please change the address of order \(wish.order) to: \(wish.address)",
                    "I need order \(wish.order) shipped to another address: \(wish.address)",
                    "Can you change the shipping address of order \(wish.order) to: \(wish.address)",
                ])
            case .changeDefaultAddress:
                random.one(of: [
                    "Please change my default address to: \(wish.address)",
                    "I want to update my default address to: \(wish.address)",
                ])
            case .changePayment:
                random.one(of: [
                    "I want to change the payment method of order \(wish.order) to my \(wish.method)",
                    "Can I change the payment for order \(wish.order) to \(wish.method)",
                ])
            }
        if wish.action != .changePayment, !wish.method.isEmpty, random.chance(0.5) {
            text += random.one(of: [", and use my \(wish.method)", ", with my \(wish.method) please"])
        }
        if wish.action == .cancelOrder, random.chance(0.6) {
            text += random.one(of: [
                ", it's \(wish.reason)", ", because it was \(wish.reason)", ", reason: \(wish.reason)",
            ])
        }
        return slipped(text + random.one(of: [".", "", " please."]), sparing: wish)
    }

    /// One more request behind the first: the clerk has to do both.
    mutating func joined(_ first: String, _ second: String) -> String {
        let start = first.last == "." ? String(first.dropLast()) : first
        return start + random.one(of: [". Also, ", ". And also, ", ". By the way, "])
            + second.prefix(1).lowercased().replacing("i", with: "I")
            + second.dropFirst()
    }

    private mutating func swaps(_ wish: Wish, joining word: String) -> String {
        listed(
            wish.items.map { item in
                let changes = (item.changes.isEmpty ? item.wanted : item.changes).joined(separator: ", ")
                let lead =
                    word == "to"
                    ? random.one(of: ["to", "to", "into"])
                    : random.one(of: ["for one that is", "for a version with", "for the same one but"])
                return "the \(called(item, isPrecise: false)) \(lead) \(changes)"
            }
        )
    }

    private mutating func called(_ item: Wish.Item, isPrecise: Bool) -> String {
        let name = random.chance(0.3) && !item.short.isEmpty ? item.short : item.name.lowercased()
        return name
    }

    private func listed(_ parts: [String]) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + " and " + last
    }

    // MARK: Short answers

    mutating func yes() -> String {
        random.one(of: [
            "Yes", "Yes, please", "Yes, go ahead.", "yes please go ahead", "Sure", "Yes, that's right", "ok, do it",
            "Confirmed", "Yes, confirm", "yep",
        ])
    }

    mutating func place(_ positions: [Int]) -> String {
        guard positions.count == 1, let position = positions.first else {
            return listed(positions.map(String.init))
        }
        let words = ["first", "second", "third", "fourth", "fifth"]
        let word = words.indices.contains(position - 1) ? "The \(words[position - 1]) one" : "Number \(position)"
        return random.one(of: ["\(position)", word, word + ", please"])
    }

    mutating func reason(_ wish: Wish) -> String {
        let reason = wish.reason.isEmpty ? "no longer needed" : wish.reason
        return random.one(of: ["It is \(reason)", reason, "Because it's \(reason)"])
    }

    mutating func method(_ wish: Wish) -> String {
        random.one(of: [
            "Please use my \(wish.method)", "I'd rather use my \(wish.method)", "Use the \(wish.method) instead",
        ])
    }

    mutating func correction(_ item: Wish.Item) -> String {
        let changes = (item.changes.isEmpty ? item.wanted : item.changes).joined(separator: ", ")
        return random.one(of: ["No, I want the \(item.name.lowercased()) to be \(changes)", "I meant \(changes)"])
    }

    mutating func addition(_ item: Wish.Item) -> String {
        let change =
            item.wanted.isEmpty
            ? "" : " to " + (item.changes.isEmpty ? item.wanted : item.changes).joined(separator: ", ")
        return random.one(of: [
            "Also the \(item.name.lowercased())\(change)", "And the \(item.name.lowercased())\(change) as well",
        ])
    }

    mutating func digression() -> String {
        random.one(of: [
            "By the way, how long does shipping usually take?", "Quick question, do you have a store I can visit?",
            "What are your opening hours?", "Can you show me my orders?",
        ])
    }

    mutating func secondThoughts() -> String {
        random.one(of: ["Hmm, no, never mind", "No, leave it", "Actually, forget it"])
    }

    mutating func again(_ request: String) -> String {
        random.one(of: [
            "On second thought I do want it. ", "Sorry, I changed my mind again. ", "OK, let's do it after all. ",
        ]) + request
    }

    mutating func farewell() -> String {
        random.one(of: ["That's all, thank you!", "Thanks, bye", "That's everything, thanks"])
    }

    // MARK: Slips of the pen

    /// Swaps, drops or doubles a letter of one longer word; numbers, addresses and what tells goods apart stay.
    private mutating func slipped(_ text: String, sparing wish: Wish) -> String {
        guard random.chance(typoOdds), wish.address.isEmpty else { return text }
        var words = text.split(separator: " ", omittingEmptySubsequences: false).map { String($0) }
        let spared = Set(
            wish.items.flatMap { $0.changes + $0.wanted + $0.options }.flatMap { $0.lowercased().split(separator: " ") }
                .map { String($0) }
        )
        let candidates = words.indices.filter { index in
            let letters = words[index].filter(\.isLetter)
            return letters.count >= 6 && letters.count == words[index].count
                && !spared.contains(words[index].lowercased())
        }
        guard let index = candidates.randomElement(using: &random) else { return text }
        var letters = Array(words[index])
        let place = Int.random(in: 1..<letters.count - 1, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: letters.swapAt(place, place + 1)
        case 1: letters.remove(at: place)
        default: letters.insert(letters[place], at: place)
        }
        words[index] = String(letters)
        return words.joined(separator: " ")
    }
}
