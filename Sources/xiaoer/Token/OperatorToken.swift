import AccessToken
import Foundation

/// The token with which the tool asks the gateway how it does.
enum OperatorToken {
    private static let lifetime: TimeInterval = 60

    /// Signed with the home folder's key; empty where there is none, as in front of services that ask for no token.
    static func text(in home: MeshHome) throws -> String {
        guard FileManager.default.fileExists(atPath: home.keyFile) else { return "" }
        return try KeyFile.load(path: home.keyFile)
            .sign(subject: "xiaoer", role: .operator, issuedAt: Date(), lifetime: lifetime)
    }
}
