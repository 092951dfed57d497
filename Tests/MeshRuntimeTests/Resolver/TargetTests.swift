import Testing

@testable import MeshRuntime

@Suite struct TargetTests {
    @Test func fileNamesAnAddressALineAndMayComment() throws {
        let text = "# orders\n127.0.0.1:7404\n\n  [::1]:7404  # second\n127.0.0.1:7404\n"
        let addresses = try Target.addresses(inFile: "x", text: text)
        #expect(addresses.map(\.description).sorted() == ["127.0.0.1:7404", "[::1]:7404"])
    }

    @Test func wrongLineIsNamed() {
        #expect(throws: TargetError.malformedLine(path: "x", line: 3, text: "orders")) {
            try Target.addresses(inFile: "x", text: "# all\nhost:1\norders # old\nhost:2\n")
        }
    }

    @Test(arguments: ["localhost", ":7404", "host:", "host:0", "host:65536", "host:x"])
    func whatIsNoEndpointIsNamed(text: String) {
        #expect(throws: TargetError.malformedEndpoint(text)) { try EndpointAddress(text) }
    }

    @Test func textsOfSettingsAreAddressesOrOneNameOrOneFile() throws {
        #expect(try Target(["a:1", "b:2"]) == .endpoints(["a:1", "b:2"]))
        #expect(try Target(["dns:orders:7404"]) == .dns(host: "orders", port: 7404))
        #expect(try Target(["file:/etc/orders"]) == .file("/etc/orders"))
        #expect(throws: TargetError.severalTargets(["dns:a:1", "b:2"])) { try Target(["dns:a:1", "b:2"]) }
        #expect(throws: TargetError.malformedEndpoint("orders")) { try Target(["dns:orders"]) }
        for text in ["dns:orders:7404", "file:/etc/orders", "a:1"] {
            #expect(try Target([text]).description == text)
        }
    }
}
