import GRDB
import Storage

extension BehaviourStore {
    /// The version that was chosen last; empty for none, nil where nothing was chosen yet.
    func servingVersion() async throws -> String? {
        try await file.read { try String.fetchOne($0, sql: "SELECT version FROM serving_model") }
    }

    func setServingVersion(_ version: String) async throws {
        try await file.write { database in
            try database.execute(sql: "DELETE FROM serving_model")
            try database.execute(sql: "INSERT INTO serving_model VALUES (?)", arguments: [version])
        }
    }
}
