import Yams

/// Reads `section: {key: value}` from YAML, each entry with its line.
package enum YAMLSettings {
    package static func entries(in text: String, path: String) throws(SettingsError) -> [SettingEntry] {
        let root: Node?
        do {
            root = try compose(yaml: text)
        } catch {
            throw SettingsError([problem(error, path: path)])
        }
        // A file of comments only sets nothing.
        guard let root, root.null == nil else { return [] }
        var reader = Reader(path: path)
        reader.read(root, prefix: "")
        guard reader.problems.isEmpty else { throw SettingsError(reader.problems) }
        return reader.entries
    }

    private static func problem(_ error: any Error, path: String) -> SettingProblem {
        switch error {
        case YamlError.scanner(_, let reason, let mark, _), YamlError.parser(_, let reason, let mark, _),
            YamlError.composer(_, let reason, let mark, _):
            .malformedFile(path: path, line: mark.line, reason: "not valid YAML: \(reason)")
        case YamlError.duplicatedKeysInMapping(let duplicates, let context):
            .malformedFile(
                path: path,
                line: context.mark.line,
                reason: "key \(duplicates.map(\.description).joined(separator: ", ")) is written twice"
            )
        default:
            .malformedFile(path: path, line: 1, reason: "not valid YAML: \(error)")
        }
    }

    private struct Reader {
        let path: String
        var entries: [SettingEntry] = []
        var problems: [SettingProblem] = []

        mutating func read(_ node: Node, prefix: String) {
            switch node {
            case .mapping(let mapping):
                for (key, value) in mapping {
                    guard let name = key.scalar?.string else {
                        complain(key, "a key must be a word")
                        continue
                    }
                    read(value, prefix: prefix.isEmpty ? name : "\(prefix).\(name)")
                }
            case .scalar(let scalar):
                add(prefix, .text(scalar.string), at: node)
            case .sequence(let sequence):
                let items = sequence.compactMap(\.scalar?.string)
                if items.count == sequence.count {
                    add(prefix, .list(items), at: node)
                } else {
                    complain(node, "\(prefix) must be a list of plain values")
                }
            case .alias:
                complain(node, "\(prefix) is an alias, and settings are written out")
            }
        }

        private mutating func add(_ key: String, _ value: RawSettingValue, at node: Node) {
            if key.isEmpty {
                complain(node, "settings are written as section: key: value")
            } else {
                let origin = SettingOrigin.file(path: path, line: node.mark?.line ?? 1)
                entries.append(SettingEntry(key: key, value: value, origin: origin))
            }
        }

        private mutating func complain(_ node: Node, _ reason: String) {
            problems.append(.malformedFile(path: path, line: node.mark?.line ?? 1, reason: reason))
        }
    }
}
