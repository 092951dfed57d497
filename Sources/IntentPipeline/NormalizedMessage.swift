package import TextClassification
package import TextNormalization

/// A message in the form that is embedded and classified: normalised, with the last thing the shop said and the last
/// thing the customer said before as its context.
package struct NormalizedMessage: Sendable, Hashable {
    package var text: NormalizedText
    package var input: TextInput

    /// Scalars of a text that are embedded; the encoder reads no more than its context anyway.
    package static let embeddedScalarsMax = 600

    package init(_ text: String, history: [HistoryTurn] = []) {
        self.text = NormalizedText(text)
        guard !history.isEmpty else {
            input = TextInput(self.text.scalars)
            return
        }
        let shop = history.last { $0.speaker != HistoryTurn.customer }?.text ?? ""
        let customer = history.last { $0.speaker == HistoryTurn.customer }?.text ?? ""
        input = TextInput(
            self.text.scalars,
            context: [shop, customer].map { Array(NormalizedText($0).scalars.prefix(Self.embeddedScalarsMax)) }
        )
    }

    /// A part of another message, in that one's context.
    package init(part scalars: ArraySlice<Unicode.Scalar>, of whole: NormalizedMessage) {
        text = NormalizedText(Array(scalars))
        input = TextInput(Array(scalars), context: whole.input.context)
    }

    /// What is embedded for the text.
    package var embeddedText: String { Self.embedded(input.text) }

    /// What is embedded for each context channel; nil where it is empty.
    package var embeddedContext: [String?] { input.context.map { $0.isEmpty ? nil : Self.embedded($0) } }

    package var embeddedTexts: [String] { [embeddedText] + embeddedContext.compactMap { $0 } }

    /// The embedding of the whole, from those of its texts; nil when one is missing.
    package func embedding(from vectors: [String: [Float]]) -> InputEmbedding? {
        guard let text = vectors[embeddedText] else { return nil }
        var context: [[Float]?] = []
        for part in embeddedContext {
            guard let part else {
                context.append(nil)
                continue
            }
            guard let vector = vectors[part] else { return nil }
            context.append(vector)
        }
        return InputEmbedding(text, context: context)
    }

    package static func embedded(_ scalars: some Collection<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars.prefix(embeddedScalarsMax))
        return String(text)
    }
}
