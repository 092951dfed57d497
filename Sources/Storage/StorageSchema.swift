package import GRDB

/// What one service keeps in its database file: whose file it is, and the steps that lead to today's tables.
///
/// The schema version is the number of migrations. Released migrations never change; new ones are appended.
package struct StorageSchema: Sendable {
    /// Name of the owning service, for error messages ("order-tracking").
    package let name: String

    /// Four ASCII characters kept in the file's header (`PRAGMA application_id`), so that a service which is
    /// pointed at another service's file says so instead of creating its tables there.
    package let applicationID: ApplicationID

    package let migrations: [Migration]

    package init(name: String, applicationID: ApplicationID, migrations: [Migration]) {
        self.name = name
        self.applicationID = applicationID
        self.migrations = migrations
    }

    package var version: Int { migrations.count }
}

extension StorageSchema {
    /// One step forward, run inside a transaction of its own together with the raise of the version number.
    package struct Migration: Sendable {
        package let name: String
        let apply: @Sendable (Database) throws -> Void

        package init(_ name: String, apply: @escaping @Sendable (Database) throws -> Void) {
            self.name = name
            self.apply = apply
        }

        package init(_ name: String, sql: String) {
            self.init(name) { database in try database.execute(sql: sql) }
        }
    }

    package struct ApplicationID: Hashable, Sendable, CustomStringConvertible {
        package let rawValue: Int32

        package init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        package init(_ characters: StaticString) {
            let bytes = Array(characters.description.utf8)
            precondition(
                bytes.count == 4 && bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F },
                "an application id is four printable ASCII characters (is \"\(characters)\")"
            )
            rawValue = bytes.reduce(0) { $0 << 8 | Int32($1) }
        }

        /// The four characters, or the number in hexadecimal where they are not printable.
        package var description: String {
            let bits = UInt32(bitPattern: rawValue)
            let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bits >> $0) }
            guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return "0x" + String(bits, radix: 16) }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
