import Foundation

/// Every flow in every version that is kept. New conversations get the newest; others keep theirs.
struct FlowCatalogue: Sendable {
    /// By action, oldest version first.
    private let versions: [AfterSaleKind: [Flow]]

    /// Reads every `.yaml` file of a folder.
    init(folder: URL) throws(FlowFileError) {
        var flows: [(String, Flow)] = []
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names.sorted() where name.hasSuffix(".yaml") {
            guard let yaml = try? String(contentsOf: folder.appending(path: name), encoding: .utf8) else {
                throw FlowFileError(file: name, line: 1, reason: "the file cannot be read as UTF-8")
            }
            flows.append((name, try FlowFile.flow(yaml: yaml, name: name)))
        }
        guard !flows.isEmpty else {
            throw FlowFileError(file: folder.path, line: 1, reason: "the folder of flows holds no .yaml file")
        }
        try self.init(flows)
    }

    init(_ flows: [(file: String, flow: Flow)]) throws(FlowFileError) {
        var versions: [AfterSaleKind: [Flow]] = [:]
        for (file, flow) in flows {
            guard !versions[flow.action, default: []].contains(where: { $0.version == flow.version }) else {
                throw FlowFileError(
                    file: file,
                    line: 1,
                    reason: "version \(flow.version) of \"\(flow.action.rawValue)\" is there twice"
                )
            }
            versions[flow.action, default: []].append(flow)
        }
        self.versions = versions.mapValues { $0.sorted { $0.version < $1.version } }
    }

    func newest(_ action: AfterSaleKind) -> Flow? { versions[action]?.last }

    /// Nil when the version is no longer kept.
    func flow(_ action: AfterSaleKind, version: Int) -> Flow? {
        versions[action]?.first { $0.version == version }
    }

    /// Newest versions, in the actions' order.
    var current: [Flow] { AfterSaleKind.allCases.compactMap(newest) }

    /// The flow that an intent of the nlu starts; nil when it starts none.
    func flow(startedBy intent: String) -> Flow? { current.first { $0.intents.contains(intent) } }

    /// The flow of whose cues the text holds one; the longest group wins, since it says most.
    func flow(cuedBy text: String) -> Flow? {
        let plain = PlainText(text)
        var best: (flow: Flow, length: Int)?
        for flow in current {
            for group in flow.cues where group.allSatisfy({ plain.mentions($0) }) {
                let length = group.map(\.count).reduce(0, +)
                if length > best?.length ?? 0 { best = (flow, length) }
            }
        }
        return best?.flow
    }
}

extension PlainText {
    /// Latin words match whole words only, others anywhere.
    func mentions(_ word: String) -> Bool {
        let wanted = PlainText(word)
        guard wanted.characters.allSatisfy(\.isASCII) else { return text.contains(wanted.text) }
        return " \(words.joined(separator: " ")) ".contains(" \(wanted.words.joined(separator: " ")) ")
    }
}
