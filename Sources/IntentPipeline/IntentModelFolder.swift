import Foundation
import TextClassification

/// Where trained models are kept: one file a model, named for its identity.
package struct IntentModelFolder: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    /// The model of a lesson that reads the most, or nil when there is none. `skipped` is told of files that cannot be
    /// used; they are trained anew and replaced.
    package func load(lesson: String, skipped: (_ path: String, _ reason: String) -> Void) -> IntentModel? {
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

    /// The only model of the folder, whatever its lesson; of several the one with embeddings, and of those the first by
    /// name.
    package func loadAny() throws -> IntentModel {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".model") }.sorted()
        } catch {
            throw IntentPipelineError.unreadableFile(path: path, reason: error.localizedDescription)
        }
        let models = try names.map { try read("\(path)/\($0)", lesson: nil) }
        guard let model = models.first(where: \.usesEmbeddings) ?? models.first else {
            throw IntentPipelineError.noModel(folder: path)
        }
        return model
    }

    private func read(_ file: String, lesson: String?) throws -> IntentModel {
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: file)))
        let (classifier, text) = try ModelFile.decode(bytes)
        guard let identity = IntentModelIdentity(text), lesson == nil || identity.lesson == lesson else {
            throw TextClassificationError.inconsistentModel(reason: "it was trained on another lesson, \(text)")
        }
        return IntentModel(classifier: classifier, identity: identity)
    }

    /// Writes a model so that no reader sees half of it, and removes all but the latest `count` of the folder.
    package func save(_ model: IntentModel, keeping count: Int = 1) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let name = Self.fileName(of: model.identity)
        let bytes = ModelFile.encode(model.classifier, identity: "\(model.identity)")
        try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"), options: .atomic)
        let others = try FileManager.default.contentsOfDirectory(atPath: path)
            .filter { $0.hasSuffix(".model") && $0 != name }
            .map { (name: $0, date: Self.modificationDate("\(path)/\($0)")) }
            .sorted { ($0.date, $0.name) > ($1.date, $1.name) }
        for other in others.dropFirst(max(0, count - 1)) {
            // A file that stays does no harm: it is never loaded for another lesson.
            try? FileManager.default.removeItem(atPath: "\(path)/\(other.name)")
        }
    }

    private static func modificationDate(_ file: String) -> Date {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        return attributes?[.modificationDate] as? Date ?? .distantPast
    }

    private static func fileName(of identity: IntentModelIdentity) -> String {
        let plain = identity.version.map {
            $0.isASCII && ($0.isLetter || $0.isNumber || "-._+".contains($0)) ? $0 : "_"
        }
        return String(plain) + ".model"
    }
}
