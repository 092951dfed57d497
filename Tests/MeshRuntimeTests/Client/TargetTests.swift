import Testing

@testable import MeshRuntime

@Suite struct TargetTests {
    @Test func fileNamesAnAddressALineAndMayComment() throws {
        let text = "# orders\n127.0.0.1:7404\n\n  [::1]:7404  # second\n127.0.0.1:7404\n"
        let addresses = try Target.addresses(text.split(whereSeparator: \.isNewline))
        #expect(addresses.map(\.description).sorted() == ["127.0.0.1:7404", "[::1]:7404"])
    }

    @Test(arguments: ["localhost", ":7404", "host:", "host:0", "host:65536", "host:x"])
    func whatIsNoEndpointIsNamed(text: String) {
        #expect(throws: TargetError.malformedEndpoint(text)) { try EndpointAddress(text) }
    }
}
