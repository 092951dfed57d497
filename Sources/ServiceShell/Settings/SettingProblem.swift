/// Where a value was written.
package enum SettingOrigin: Sendable, Hashable, CustomStringConvertible {
    case builtIn
    case file(path: String, line: Int)
    case environment(variable: String)
    case commandLine

    package var description: String {
        switch self {
        case .builtIn: "default"
        case .file(let path, let line): "\(path):\(line)"
        case .environment(let variable): "environment variable \(variable)"
        case .commandLine: "--set"
        }
    }
}

/// One thing that is wrong with the settings, said so that it can be put right without reading further.
package enum SettingProblem: Error, Sendable, Hashable, CustomStringConvertible {
    case unknownKey(String, SettingOrigin, nearest: String?)
    case wrongValue(key: String, value: String, SettingOrigin, requirement: String)
    case malformedFile(path: String, line: Int, reason: String)
    case unreadableFile(path: String, reason: String)
    /// Settings that are right each on its own and wrong together.
    case conflict(keys: [String], reason: String)

    package var description: String {
        switch self {
        case .unknownKey(let key, let origin, let nearest):
            "\(origin): no setting is called \(key)" + (nearest.map { "; did you mean \($0)?" } ?? "; --help lists all")
        case .wrongValue(let key, let value, let origin, let requirement):
            "\(origin): \(key) is \"\(value)\" and must be \(requirement)"
        case .malformedFile(let path, let line, let reason):
            "\(path):\(line): \(reason)"
        case .unreadableFile(let path, let reason):
            "\(path): \(reason)"
        case .conflict(let keys, let reason):
            "\(keys.joined(separator: ", ")): \(reason)"
        }
    }
}

/// All that is wrong with the settings, listed at once.
package struct SettingsError: Error, Sendable, Hashable, CustomStringConvertible {
    package let problems: [SettingProblem]

    package init(_ problems: [SettingProblem]) {
        self.problems = problems
    }

    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
