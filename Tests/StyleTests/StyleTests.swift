import Foundation
import Testing

/// The house style, as far as a program can hold it.
@Suite struct StyleTests {
    /// A file holds one idea; past this many lines it usually holds two.
    static let linesMax = 450

    @Test func noSwiftFileHoldsTwoIdeas() throws {
        let long = try Repository.files(below: ["Sources", "services", "Tests"], suffix: ".swift")
            .filter { !$0.isGenerated && $0.lines.count > Self.linesMax }
            .map { "\($0.path): \($0.lines.count) lines, at most \(Self.linesMax): split it by idea" }
        #expect(long.isEmpty, "\(long.joined(separator: "\n"))")
    }

    @Test func shippedCodeKeepsToItsMeans() throws {
        let files = try Repository.files(below: ["Sources", "services"], suffix: ".swift")
        let violations = BannedCall.inShippedCode.flatMap { banned in files.flatMap(banned.violations(in:)) }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test func testsAreRepeatable() throws {
        let files = try Repository.files(below: ["Tests"], suffix: ".swift").filter {
            !$0.path.hasPrefix("Tests/StyleTests/")
        }
        let violations = BannedCall.inTests.flatMap { banned in files.flatMap(banned.violations(in:)) }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    /// Who knows one service knows six: the same files in the same places.
    @Test(arguments: try Repository.folders(in: "services"))
    func everyServiceIsComplete(folder: String) {
        let name = folder.split(separator: "-").map(\.capitalized).joined()
        let expected =
            ["README.md", "Dockerfile", "config"]
            + ["\(name).swift", "\(name)+build.swift", "\(name)Config.swift", "\(name)Service.swift"].map {
                "Sources/\($0)"
            }
        let absent = expected.filter { !Repository.exists("services/\(folder)/\($0)") }
        #expect(absent.isEmpty, "services/\(folder) lacks \(absent.joined(separator: ", "))")
    }

    @Test func linksInDocumentsResolve() throws {
        let broken = try Repository.files(below: ["."], suffix: ".md").flatMap(Self.brokenLinks(in:))
        #expect(broken.isEmpty, "\(broken.joined(separator: "\n"))")
    }

    @Test func everyMakeTargetIsOneLineOverAScript() throws {
        let makefile = try #require(
            try Repository.files(below: ["."], suffix: "Makefile").first { $0.path == "Makefile" }
        )
        for line in makefile.lines where line.contains(": ;") {
            let script = try #require(line.split(separator: "@").last).trimmingCharacters(in: .whitespaces)
            #expect(Repository.exists(script), "Makefile names \(script), which is not there")
        }
    }

    /// Relative link targets of a Markdown file that are not there; a web address is not looked up.
    private static func brokenLinks(in file: Repository.File) -> [String] {
        let folder = (file.path as NSString).deletingLastPathComponent
        return file.lines.enumerated().flatMap { index, line in
            line.matches(of: /\]\(([^)#\s]+)(?:#[^)]*)?\)/)
                .map { String($0.output.1) }
                .filter { !$0.contains("://") && !$0.hasPrefix("mailto:") }
                .filter { !Repository.exists(folder.isEmpty ? $0 : "\(folder)/\($0)") }
                .map { "\(file.path):\(index + 1): link to \($0), which is not there" }
        }
    }
}
