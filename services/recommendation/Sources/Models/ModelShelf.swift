import Foundation
import ItemRecommendation
import Synchronization

/// A trained version in memory, ready to answer.
struct ServingModel: Sendable {
    let summary: RecommenderSummary
    let recommender: ItemRecommender
    private let workspaces: Workspaces

    init(summary: RecommenderSummary, recommender: ItemRecommender) {
        self.summary = summary
        self.recommender = recommender
        workspaces = Workspaces(itemCount: recommender.models.itemCount)
    }

    func withWorkspace<Value>(_ body: (inout SignalScores) throws -> Value) rethrows -> Value {
        var scores = workspaces.take()
        defer { workspaces.put(scores) }
        return try body(&scores)
    }

    /// Working memories, which have a slot for each item and are worth keeping.
    private final class Workspaces: Sendable {
        private let itemCount: Int
        private let free = Mutex<[SignalScores]>([])

        init(itemCount: Int) {
            self.itemCount = itemCount
        }

        func take() -> SignalScores {
            free.withLock { $0.popLast() } ?? SignalScores(itemCount: itemCount)
        }

        func put(_ scores: SignalScores) {
            free.withLock { $0.append(scores) }
        }
    }
}

/// Trained versions: a folder each on disk, and at most one that is served.
final class ModelShelf: Sendable {
    let folder: String
    /// Older versions than so many are removed, never the one that is served.
    private let versionsMax: Int
    private let current = Mutex<ServingModel?>(nil)

    init(folder: String, versionsMax: Int) {
        precondition(versionsMax >= 1, "versionsMax must be at least 1 (is \(versionsMax))")
        self.folder = folder
        self.versionsMax = versionsMax
    }

    var serving: ServingModel? { current.withLock(\.self) }

    /// The newest first. Folders that are no whole version are left out.
    func versions() -> [RecommenderSummary] {
        // A folder that is missing holds no version.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted(by: >).compactMap { name in
            // A damaged summary is told where its version is asked for by name.
            guard let summary = try? versionFolder(name).summary(), summary.version == name else { return nil }
            return summary
        }
    }

    func load(_ version: String) throws -> ServingModel {
        guard Self.isName(version) else { throw ModelError.unknownVersion(version) }
        guard let summary = try versionFolder(version).summary() else { throw ModelError.unknownVersion(version) }
        return ServingModel(summary: summary, recommender: try versionFolder(version).recommender())
    }

    func save(_ recommender: ItemRecommender, _ summary: RecommenderSummary) throws {
        try versionFolder(summary.version).save(recommender, summary)
    }

    /// From now on answers come from this version; nil answers from counts alone.
    func serve(_ model: ServingModel?) {
        current.withLock { $0 = model }
    }

    func removeOld() throws {
        let kept = serving?.summary.version
        for summary in versions().dropFirst(versionsMax) where summary.version != kept {
            try FileManager.default.removeItem(atPath: versionFolder(summary.version).path)
        }
    }

    private func versionFolder(_ version: String) -> RecommenderFolder {
        RecommenderFolder(path: folder + "/" + version)
    }

    /// A version's name is a folder's name here and nowhere else.
    private static func isName(_ version: String) -> Bool {
        (1...64).contains(version.utf8.count)
            && version.utf8.allSatisfy {
                ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x2D
            }
    }
}

enum ModelError: Error, Hashable, CustomStringConvertible {
    case unknownVersion(String)
    case trainingRuns(version: String)
    case tooFewSequences(count: Int, needed: Int)

    var description: String {
        switch self {
        case .unknownVersion(let version): "there is no version '\(version)'; ListVersions names those that there are"
        case .trainingRuns(let version): "version \(version) is being trained; wait for it"
        case .tooFewSequences(let count, let needed):
            "\(count) customers turned to two products or more; training needs \(needed)"
        }
    }
}
