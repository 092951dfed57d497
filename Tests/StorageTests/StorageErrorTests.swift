import GRDB
import Testing

@testable import Storage

struct StorageErrorTests {
    /// Each result code of SQLite that an operator can act on has a case of its own.
    @Test(arguments: [
        (ResultCode.SQLITE_FULL, StorageError.diskFull(path: "f")),
        (.SQLITE_READONLY, .readOnly(path: "f")),
        (.SQLITE_READONLY_DBMOVED, .readOnly(path: "f")),
        (.SQLITE_PERM, .readOnly(path: "f")),
        (.SQLITE_BUSY, .locked(path: "f")),
        (.SQLITE_BUSY_SNAPSHOT, .locked(path: "f")),
        (.SQLITE_CORRUPT, .corrupt(path: "f", detail: "m")),
        (.SQLITE_NOTADB, .notADatabase(path: "f")),
        (.SQLITE_CANTOPEN, .cannotOpen(path: "f", detail: "m")),
        (.SQLITE_CONSTRAINT_FOREIGNKEY, .constraint(path: "f", detail: "m")),
        (.SQLITE_IOERR_FSYNC, .failed(path: "f", code: ResultCode.SQLITE_IOERR_FSYNC.rawValue, detail: "m")),
    ])
    func resultCodeHasItsCase(code: ResultCode, expected: StorageError) {
        #expect(StorageError(DatabaseError(resultCode: code, message: "m"), path: "f") == expected)
    }

    @Test func theTextHoldsNoStatementArguments() {
        let error = DatabaseError(
            resultCode: .SQLITE_CONSTRAINT,
            message: "UNIQUE constraint failed",
            sql: "INSERT INTO c VALUES (?)",
            arguments: ["secret@example.com"]
        )
        #expect(!StorageError(error, path: "f").description.contains("secret"))
    }

    @Test(arguments: [("xORD", Int32(0x784F_5244)), ("xDLG", 0x7844_4C47)])
    func anApplicationIDReadsAsItsCharacters(text: String, value: Int32) {
        #expect(StorageSchema.ApplicationID(rawValue: value).description == text)
    }
}
