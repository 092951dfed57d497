import ArgumentParser
import Contracts
import Foundation
import IntentPipeline
import MeshRuntime

/// Where the embeddings of texts come from.
struct EmbeddingOptions: ParsableArguments {
    private static let batchSize = 64
    private static let batchTimeout = Duration.seconds(120)

    @OptionGroup
    var connection: ConnectionOptions

    @Option(
        help: ArgumentHelp(
            "File that keeps embeddings between runs.",
            discussion: "Only what it lacks is asked of the inference service.",
            valueName: "file"
        )
    )
    var embeddings: String?

    @Flag(help: "Do without embeddings.")
    var ngramsOnly = false

    /// Vectors of all texts; nil when n-grams are to do alone.
    func vectors(of texts: [String]) async throws -> EmbeddedTexts? {
        guard !ngramsOnly else { return nil }
        let file = embeddings.map { EmbeddingFile(path: $0) }
        if let file, let model = file.storedModel {
            let stored = file.read(model: model)
            if texts.allSatisfy({ stored[$0] != nil }) { return EmbeddedTexts(vectors: stored, model: model) }
        }
        return try await withClient(try connection.client(of: MeshMember.inference.name)) { client in
            let source = Self.source(InferenceV1.InferenceClient(client))
            guard let file else {
                return try await source.embedAll(texts, batchSize: Self.batchSize) { Self.note($0, of: texts.count) }
            }
            let probe = try await source.embed([texts.first ?? "."])
            return try await file.complete(
                texts,
                model: probe.model,
                source: source,
                batchSize: Self.batchSize,
                forgetsOthers: false,
                progress: { Self.note($0, of: $1) },
                unwritable: { Console.note("\(file.path) was not written: \($0)") }
            )
        }
    }

    private static func source(_ inference: InferenceV1.InferenceClient) -> EmbeddingSource {
        EmbeddingSource { texts in
            let response = try await inference.embed(
                InferenceV1.EmbedRequest(texts: texts, purpose: .query),
                options: CallOptions(timeout: batchTimeout)
            )
            return EmbeddingSource.Answer(vectors: response.embeddings.map(\.values), model: response.model)
        }
    }

    private static func note(_ done: Int, of count: Int) {
        if done == count || done % (batchSize * 16) == 0 { Console.note("embedded \(done) of \(count)") }
    }
}
