import Foundation

/// The folders of a process, absolute.
package struct ServiceFolders: Sendable, Hashable {
    package let home: String
    package let cache: String
    package let config: String?

    /// `path` made absolute: as it is, from the user's home for `~/`, or from `folder`.
    package static func path(_ path: String, from folder: String) -> String {
        if path.hasPrefix("/") { return path }
        if path == "~" || path.hasPrefix("~/") {
            return NSHomeDirectory() + path.dropFirst(1)
        }
        return folder + "/" + path
    }

    /// The `services/<name>/config` folder of the nearest folder above one of the starting points,
    /// so that a binary finds its data both in a checkout and in an image that keeps the same layout.
    package static func configFolder(
        of service: String,
        startingPoints: [String],
        folderExists: (String) -> Bool
    ) -> String? {
        for start in startingPoints {
            var folder = Substring(start)
            while !folder.isEmpty {
                let candidate = "\(folder)/services/\(service)/config"
                if folderExists(candidate) { return candidate }
                folder = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
            }
        }
        return nil
    }

    static func folderExists(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
