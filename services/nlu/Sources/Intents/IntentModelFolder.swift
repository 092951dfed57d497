import Foundation
import TextClassification

/// Where trained models are kept: one file a model, named for its identity.
struct IntentModelFolder: Sendable {
    let path: String

    /// The model of a lesson that reads the most, or nil when there is none. `skipped` is told of files that cannot be
    /// used; they are trained anew and replaced.
    func load(lesson: String, skipped: (_ path: String, _ reason: String) -> Void) -> IntentModel? {
        // A folder that is not there yet holds no model.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        var models: [IntentModel] = []
        for name in names.sorted() where name.hasPrefix(lesson) && name.hasSuffix(".model") {
            do {
                models.append(try read("\(path)/\(name)", lesson: lesson))
            } catch {
                skipped("\(path)/\(name)", "\(error)")
            }
        }
        return models.first { $0.usesEmbeddings } ?? models.first
    }

    private func read(_ file: String, lesson: String) throws -> IntentModel {
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: file)))
        let (classifier, text) = try ModelFile.decode(bytes)
        guard let identity = IntentModelIdentity(text), identity.lesson == lesson else {
            throw TextClassificationError.inconsistentModel(reason: "it was trained on another lesson, \(text)")
        }
        return IntentModel(classifier: classifier, identity: identity)
    }

    /// Writes a model so that no reader sees half of it, and removes those of other lessons.
    func save(_ model: IntentModel) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let file = "\(path)/\(Self.fileName(of: model.identity))"
        let bytes = ModelFile.encode(model.classifier, identity: "\(model.identity)")
        try Data(bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
        for name in try FileManager.default.contentsOfDirectory(atPath: path)
        where name.hasSuffix(".model") && !name.hasPrefix(model.identity.lesson) {
            // A file that stays does no harm: it is never loaded for another lesson.
            try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
        }
    }

    private static func fileName(of identity: IntentModelIdentity) -> String {
        let plain = identity.version.map {
            $0.isASCII && ($0.isLetter || $0.isNumber || "-._+".contains($0)) ? $0 : "_"
        }
        return String(plain) + ".model"
    }
}
