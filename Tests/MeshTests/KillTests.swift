import Foundation
import Testing

/// Order-tracking, killed while it writes; `scripts/kill-orders` does this thousands of times.
@Suite struct KillTests {
    @Test func noWriteIsLostDoubledOrHalfDone() async throws {
        let result = try await Command(
            executable: Binaries.root.appending(path: "scripts/kill-orders"),
            arguments: ["24", "--round", "12", "--binary", Binaries.url(of: "order-tracking").path]
        ).run(within: .seconds(180))
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.outputLines.contains("kills: 24"), "\(result.output)")
    }
}
