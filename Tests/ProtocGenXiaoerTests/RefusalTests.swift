import Foundation
import Testing

/// What the generator does not carry is refused with a sentence that says what to do instead.
@Suite(.enabled(if: Tools.areInstalled, "needs protoc, which scripts/setup installs"))
struct RefusalTests {
    private func messageOfProtoc(_ text: String, parameters: String = "emit=all") throws -> String {
        try Tools.withTemporaryFolder { folder in
            try Data(text.utf8).write(to: folder.appending(path: "sample.proto"))
            let arguments = [
                "--plugin=protoc-gen-xiaoer=\(Tools.plugin.path)", "--proto_path=\(folder.path)",
                "--xiaoer_out=\(parameters):\(folder.path)", "sample.proto",
            ]
            let outcome = try Tools.run("/usr/bin/protoc", arguments)
            #expect(outcome.status != 0)
            return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    /// A body of proto3 in the package sample.v1, and protoc's whole message.
    @Test(
        arguments: [
            (
                "message A { map<string, int32> counts = 1; }",
                "sample.v1.A.counts: maps are not supported; use a repeated message of key and value"
            ),
            (
                "message A { B b = 1; } message B { repeated A list = 1; }",
                "sample.v1.B.list: sample.v1.A would contain itself; recursive messages are not supported, "
                    + "refer to it by an id"
            ),
            (
                "message A { string key = 1; oneof Key { string a = 2; } }",
                "sample.v1.A: two declarations would be called key in Swift"
            ),
            (
                "message A { oneof kind { string a = 1; } enum Kind { KIND_NONE = 0; } }",
                "sample.v1.A: two declarations would be called Kind in Swift"
            ),
            (
                "message A { optional int32 a = 1; }",
                "sample.v1.A.a: protoc-c refuses proto3 'optional'; use a oneof of one field, or a message"
            ),
            (
                "import \"google/protobuf/empty.proto\"; message A { google.protobuf.Empty a = 1; }",
                "sample.proto: google/protobuf/empty.proto has no Swift type here; use a scalar with its unit in the name, "
                    + "as in opened_unix_ms"
            ),
            (
                "message A { int32 base = 1; }",
                "sample.v1.A.base: protoc-c's structs begin with a member 'base'; rename the field"
            ),
        ]
    )
    func anUnsupportedDeclarationIsNamed(body: String, expected: String) throws {
        let message = try messageOfProtoc("syntax = \"proto3\"; package sample.v1; \(body)")
        #expect(message == "--xiaoer_out: \(expected)")
    }

    @Test func proto2IsRefused() throws {
        let message = try messageOfProtoc("syntax = \"proto2\"; package sample.v1; message A {}")
        #expect(message == "--xiaoer_out: sample.proto: only proto3 is supported; say syntax = \"proto3\"")
    }

    @Test func aPackageWithoutAVersionIsRefused() throws {
        let message = try messageOfProtoc("syntax = \"proto3\"; package sample; message A {}")
        #expect(message == "--xiaoer_out: sample.proto: the package needs a name and a version, as in mesh.v1")
    }

    @Test func anUnknownParameterListsTheKnown() throws {
        let text = "syntax = \"proto3\"; package sample.v1; message A {}"
        let message = try messageOfProtoc(text, parameters: "emit=some")
        #expect(
            message
                == "--xiaoer_out: unknown parameter 'emit=some'; known are emit=messages|services|all, module=NAME, "
                + "c_module=NAME, runtime=NAME and messages=PATH_PREFIX@MODULE"
        )
    }
}
