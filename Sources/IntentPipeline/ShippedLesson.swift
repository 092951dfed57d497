import Foundation
package import TextClassification

/// What a service comes with so that its first start takes seconds: the vectors of the examples that come with it, and the
/// calibration of the model trained on them. `xiaoer train shipped` makes both.
///
/// Neither is needed. Vectors of another model, or of other texts, are not used; nor is the calibration of other examples.
package struct ShippedLesson: Sendable, Hashable {
    /// Nil where none came.
    package var embeddings: PackedEmbeddings?
    /// Of models that were trained on the lessons that came.
    private var measured: [MeasuredCalibration]

    /// What a service with nothing of the kind has.
    package static let nothing = ShippedLesson(embeddings: nil, measured: [])

    private init(embeddings: PackedEmbeddings?, measured: [MeasuredCalibration]) {
        self.embeddings = embeddings
        self.measured = measured
    }

    package init(embeddings: PackedEmbeddings, models: [IntentModel]) {
        self.init(
            embeddings: embeddings,
            measured: models.map { model in
                MeasuredCalibration(
                    lesson: model.identity.lesson,
                    embeddingModel: model.identity.embeddingModel,
                    calibration: model.classifier.calibration
                )
            }
        )
    }

    /// Reads a folder. What is damaged or missing is left out and `skipped` is told why.
    package static func read(_ folder: String, skipped: (_ reason: String) -> Void) -> ShippedLesson {
        func attempt<Value>(_ read: () throws -> Value) -> Value? {
            do {
                return try read()
            } catch {
                skipped("\(error)")
                return nil
            }
        }
        return ShippedLesson(
            embeddings: attempt { try PackedEmbeddings(reading: embeddingsPath(folder)) },
            measured: attempt { try readCalibration(calibrationPath(folder)) } ?? []
        )
    }

    package func write(to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if let embeddings {
            try Data(embeddings.encoded).write(to: URL(fileURLWithPath: Self.embeddingsPath(folder)), options: .atomic)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let path = Self.calibrationPath(folder)
        try (encoder.encode(measured) + Data("\n".utf8)).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    /// The vectors of those texts that are here, if `model` made them.
    package func vectors(of texts: [String], model: String) -> [String: [Float]] {
        guard let embeddings, embeddings.model == model else { return [:] }
        return embeddings.vectors(of: texts)
    }

    /// The calibration of a model of just this lesson and these embeddings; none, "", needs its form on n-grams alone,
    /// which is the same beside any embeddings.
    package func calibration(lesson: String, embeddingModel: String) -> Calibration? {
        measured.first { $0.lesson == lesson && (embeddingModel.isEmpty || $0.embeddingModel == embeddingModel) }?
            .calibration
    }

    private static func embeddingsPath(_ folder: String) -> String { folder + "/examples.vectors" }
    private static func calibrationPath(_ folder: String) -> String { folder + "/calibration.json" }

    private static func readCalibration(_ path: String) throws -> [MeasuredCalibration] {
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            return try JSONDecoder().decode([MeasuredCalibration].self, from: data)
        } catch {
            throw IntentPipelineError.unreadableFile(path: path, reason: error.localizedDescription)
        }
    }
}

extension IntentLesson {
    /// Trains with the calibration that came for this very lesson, or else calibrates anew, which takes five times as long.
    package func train(
        embeddings: EmbeddedTexts?,
        shipped: ShippedLesson,
        settings: TrainingSettings = TrainingSettings(),
        progress: (TrainingProgress) -> Void = { _ in }
    ) throws -> IntentModel {
        let known = shipped.calibration(lesson: identifier, embeddingModel: embeddings?.model ?? "")
        guard let known else { return try train(embeddings: embeddings, settings: settings, progress: progress) }
        return try train(embeddings: embeddings, calibration: known)
    }
}

/// A calibration and the model whose it is.
private struct MeasuredCalibration: Sendable, Hashable, Codable {
    var lesson: String
    var embeddingModel: String
    var calibration: Calibration
}
