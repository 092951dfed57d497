/// What is to be said, without any value: the act, which facts it holds, and in which mood the customer wrote.
///
/// The model never sees a number, a name or an address of the shop's, and decides nothing: whether a window is open or an
/// article in stock is in the act, which code has chosen.
package struct Situation: Hashable, Sendable {
    package enum Mood: String, Sendable {
        case calm, upset, pleased

        /// From a sentiment of -1 for furious to 1.
        package init(valence: Double) {
            self = valence < -0.3 ? .upset : valence > 0.3 ? .pleased : .calm
        }
    }

    package let act: Act
    /// "zh" or "en".
    package let language: String
    package let mood: Mood
    package let facts: Set<String>
    /// The customer's words with every number hidden.
    package let customer: String

    /// Nil where the model was not trained on this act with these facts.
    package init?(act name: String, language: String, mood: Mood, facts: Set<String>, customer: String) {
        guard let act = Act(named: name, language: language), act.isTold(with: facts) else { return nil }
        self.act = act
        self.language = language
        self.mood = mood
        self.facts = facts
        self.customer = String(customer.maskingNumbers().prefix(Self.customerCharactersMax))
    }

    /// As in training, where longer messages do not occur.
    package static let customerCharactersMax = 120

    /// The system's message: realiser/prompt.py writes the same line.
    package var context: String {
        "[\(language)][\(act.name)][\(mood.rawValue)]" + facts.sorted().map { "{\($0)}" }.joined()
    }
}

extension Character {
    /// A digit of any script; 三 is a word.
    var isDigit: Bool { unicodeScalars.first?.properties.numericType == .decimal }
}

extension String {
    /// Runs of letters, digits and hyphens that hold a digit become "#": order numbers, telephones, amounts, sizes.
    func maskingNumbers() -> String {
        var masked = ""
        var run = ""
        let isPart = { (character: Character) in
            character == "-" || character.isASCII && character.isLetter
        }
        for character in self + "\n" {
            if isPart(character) || character.isDigit {
                run.append(character)
            } else {
                masked += run.contains(where: \.isDigit) ? "#" : run
                masked.append(character)
                run = ""
            }
        }
        return String(masked.dropLast())
    }
}
