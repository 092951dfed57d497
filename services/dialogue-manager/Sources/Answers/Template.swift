/// The words of one answer with places for facts.
///
/// - `{name}` is a fact in the words of the language.
/// - `{?name: words}` says the words only when the fact is there, `{!name: words}` only when it is not.
/// - `{#name: words}` says the words once for each item of a list, with the item's own facts.
struct Template: Hashable, Sendable {
    let parts: [Part]

    indirect enum Part: Hashable, Sendable {
        case words(String)
        case fact(FactName)
        case present(FactName, [Part])
        case absent(FactName, [Part])
        case each(FactName, [Part])
    }
}

/// Why a template cannot be used. All of these are found when the files are loaded.
enum TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownFact(String)
    case unclosedBrace
    case strayBrace
    case emptyPlaceholder
    /// The answer is never given this fact here.
    case undeclaredFact(FactName)
    /// The fact may be missing and stands outside of a `{?name: ...}`.
    case uncheckedFact(FactName)
    /// A list written as a single fact, or the other way round.
    case wrongKind(FactName)

    var description: String {
        switch self {
        case .unknownFact(let name): "there is no fact \"\(name)\""
        case .unclosedBrace: "a \"{\" is not closed"
        case .strayBrace: "a \"}\" closes nothing"
        case .emptyPlaceholder: "a placeholder needs the name of a fact"
        case .undeclaredFact(let name): "the answer is not given the fact \"\(name.rawValue)\" here"
        case .uncheckedFact(let name):
            "the fact \"\(name.rawValue)\" may be missing; put it inside of {?\(name.rawValue): ...}"
        case .wrongKind(let name): "lists are written {#name: ...} and other facts {name} (\"\(name.rawValue)\")"
        }
    }
}
