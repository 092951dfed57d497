import Foundation

/// Where the service's own files are in a checkout.
enum ServiceFolder {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    static let config = root + "/services/nlu/config"
}
