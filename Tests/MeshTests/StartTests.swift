import Foundation
import Testing

/// What an operator sees when a service cannot start: the cause, by name, and no port taken.
@Suite struct StartTests {
    @Test(arguments: RunningMesh.services)
    func anUnknownSettingStopsTheStartAndIsNamed(service: String) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let result = try await RunningService.refusal(service, settings: ["server.prot=7400"], home: folder.url)
        #expect(result.status == 78)
        #expect(result.errors.contains("server.prot"), "\(result.errors)")
        #expect(result.errors.contains("server.port"), "the nearest key is suggested: \(result.errors)")
    }

    @Test(arguments: RunningMesh.services)
    func everyServiceExplainsItself(service: String) async throws {
        let binary = Binaries.url(of: service)
        for argument in ["--help", "--version", "--check-config"] {
            let result = try await Command(executable: binary, arguments: [argument]).run()
            #expect(result.status == 0, "\(service) \(argument): \(result.errors)")
            #expect(!result.output.isEmpty)
        }
    }

    @Test(arguments: RunningMesh.services)
    func theListOfSettingsIsCurrent(service: String) async throws {
        let list = try String(contentsOf: Binaries.root.appending(path: "docs/settings.md"), encoding: .utf8)
        let help = try await Command(executable: Binaries.url(of: service), arguments: ["--help"]).run().output
        #expect(list.contains("\n## \(service)\n\n```\n\(help)```\n"), "docs/settings.md is old: run `make docs`")
    }

    @Test func aTakenPortIsNamed() async throws {
        try await RunningService.with("order-tracking", settings: ["shop.demo=false"]) { first in
            let port = try #require(first.address.split(separator: ":").last)
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let result = try await RunningService.refusal(
                "recommendation",
                settings: ["server.port=\(port)", "shop.demo=false"],
                home: folder.url
            )
            #expect(result.status != 0)
            #expect(result.errors.contains("\(port)") && result.errors.contains("server.port"), "\(result.errors)")
        }
    }

    @Test func aDatabaseOfAnotherServiceIsLeftAlone() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await RunningService.with("order-tracking", settings: ["shop.demo=false"]) { service in
            let path = service.home.appending(path: "order-tracking.sqlite").path
            let result = try await RunningService.refusal(
                "recommendation",
                settings: ["database.path=\(path)"],
                home: folder.url
            )
            #expect(result.status != 0)
            #expect(result.errors.contains("another application"), "\(result.errors)")
        }
    }

    @Test func aMissingModelNamesTheCommandThatFetchesIt() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let result = try await RunningService.refusal(
            "inference",
            settings: ["cache.folder=\(folder.url.path)"],
            home: folder.url
        )
        #expect(result.status != 0)
        #expect(result.errors.contains("scripts/setup"), "\(result.errors)")
    }
}
