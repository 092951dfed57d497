import Foundation

@testable import DialogueManager

extension FlowCatalogue {
    static let folder = TemplateCatalogue.folder.deletingLastPathComponent().appending(path: "flows")

    /// The files that the service ships; their own test tells why where they cannot be read.
    static func shipped() -> FlowCatalogue {
        do {
            return try FlowCatalogue(folder: folder)
        } catch {
            preconditionFailure("\(error)")
        }
    }
}
