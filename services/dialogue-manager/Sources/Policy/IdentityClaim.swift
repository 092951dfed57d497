/// Who a customer says that they are: by an e-mail address, or by name and postal code.
///
/// It opens nothing. The gateway's token tells whose account this is; a claim is only held against it, so that a
/// customer who was told to say who they are gets an answer, and one who names somebody else gets a no.
struct IdentityClaim: Codable, Hashable, Sendable {
    var email: String?
    var name: String?
    var postalCode: String?
    /// Where it stands in the message, in characters.
    var span: Range<Int>

    init?(_ text: String) {
        let words = Self.words(of: text)
        let email = words.first { Self.isEmail($0.text) }
        let code = Self.postalCode(in: words)
        let lead = Self.name(in: words)
        guard email != nil || code != nil && lead != nil else { return nil }
        self.email = email?.text.lowercased()
        name = lead?.name
        postalCode = code?.text
        let spans = [email?.span, code?.span, lead?.span].compactMap(\.self)
        span = (spans.map(\.lowerBound).min() ?? 0)..<(spans.map(\.upperBound).max() ?? 0)
    }

    /// True where everything that was said is the customer's.
    func fits(_ customer: Customer) -> Bool {
        let name = PlainText(self.name ?? "").words
        return (email == nil || email == customer.email.lowercased())
            && (name.isEmpty || PlainText(customer.name).words == name)
            && (postalCode == nil || postalCode == customer.defaultAddress?.postalCode)
    }

    private struct Word {
        var text: String
        var span: Range<Int>
    }

    private static func words(of text: String) -> [Word] {
        var words: [Word] = []
        for (index, character) in text.enumerated() {
            guard character.isLetter || character.isNumber || "@.-_+'".contains(character) else { continue }
            if let last = words.last, last.span.upperBound == index {
                words[words.count - 1] = Word(
                    text: last.text + String(character),
                    span: last.span.lowerBound..<index + 1
                )
            } else {
                words.append(Word(text: String(character), span: index..<index + 1))
            }
        }
        return words.map { word in
            // A full stop behind a word ends the sentence.
            let kept = word.text.reversed().drop { $0 == "." || $0 == "-" }.reversed()
            return Word(text: String(kept), span: word.span.lowerBound..<word.span.lowerBound + kept.count)
        }
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !parts[1].hasPrefix(".")
    }

    private static let codeWords: Set<String> = ["zip", "zipcode", "postcode", "postal", "code", "邮编"]

    private static func postalCode(in words: [Word]) -> Word? {
        words.indices.first { index in
            let near = words[max(0, index - 3)..<index].map { $0.text.lowercased() }
            let digits = words[index].text.filter(\.isNumber)
            return digits.count >= 4 && digits.count == words[index].text.count
                && near.contains { codeWords.contains($0) }
        }.map { words[$0] }
    }

    private static let leads: [[String]] = [
        ["my", "name", "is"], ["my", "name's"], ["name", "is"], ["i", "am"], ["i'm"], ["im"], ["this", "is"], ["name"],
    ]

    private static func name(in words: [Word]) -> (name: String, span: Range<Int>)? {
        let lower = words.map { $0.text.lowercased() }
        for lead in leads {
            for start in lower.indices where lower[start...].starts(with: lead) {
                let name = words[(start + lead.count)...].prefix(2)
                guard name.count == 2, name.allSatisfy({ $0.text.allSatisfy { $0.isLetter || "-'".contains($0) } }),
                    let last = name.last
                else { continue }
                let span = words[start].span.lowerBound..<last.span.upperBound
                return (name.map(\.text).joined(separator: " "), span)
            }
        }
        return nil
    }
}

extension Policy {
    /// A claim is compared with the account that is signed in.
    func identify(_ claim: IdentityClaim, findings: Findings) throws(Need) -> Decision {
        guard let customer = try findings.customer() else {
            return say(.identityOther, because: "order tracking does not know the account")
        }
        guard claim.fits(customer) else {
            return say(.identityOther, because: "what was said is not the account's")
        }
        return say(.identityConfirmed, [.customer: .text(customer.name)], because: "what was said is the account's")
    }

    /// What a message asks beside telling who writes it: intents that the claim alone made are none.
    func asked(
        beside claim: IdentityClaim,
        in text: String,
        _ intents: [(IntentReading, Intent)]
    ) -> [(IntentReading, Intent)] {
        let rest = String(text.prefix(claim.span.lowerBound)) + " " + String(text.dropFirst(claim.span.upperBound))
        let words = PlainText(rest).words.filter { !Self.fillers.contains($0) }
        guard words.count >= 3 else { return [] }
        guard intents.count > 1 else { return intents }
        return intents.filter { intent in
            guard let span = intent.0.span else { return true }
            let scalars = Array(text.unicodeScalars)
            let part = String(String.UnicodeScalarView(scalars[span.clamped(to: 0..<scalars.count)]))
            return IdentityClaim(part) == nil && !claim.span.overlaps(span)
                || part.count > claim.span.count + Self.marginMin
        }
    }

    private static let fillers: Set<String> = [
        "hi", "hello", "hey", "and", "zip", "code", "zipcode", "in", "my", "is", "the",
    ]
    /// Characters that a part holds beside the claim when it asks for something.
    private static let marginMin = 16
}
