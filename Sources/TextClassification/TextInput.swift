/// What a classifier reads: a normalised text, and what was said before it.
package struct TextInput: Sendable, Hashable {
    package var text: [Unicode.Scalar]
    /// One earlier text a channel (say, the clerk's last and the customer's last before), or an empty one where there is
    /// none. Channels that the classifier was not trained with are ignored.
    package var context: [[Unicode.Scalar]]

    package init(_ text: [Unicode.Scalar], context: [[Unicode.Scalar]] = []) {
        self.text = text
        self.context = context
    }
}

/// The embeddings of a `TextInput`, each of length 1.
package struct InputEmbedding: Sendable, Hashable {
    package var text: [Float]
    /// Nil where a channel is empty.
    package var context: [[Float]?]

    package init(_ text: [Float], context: [[Float]?] = []) {
        self.text = text
        self.context = context
    }
}
