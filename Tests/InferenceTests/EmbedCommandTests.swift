import Testing

@testable import Inference

@Suite struct EmbedCommandTests {
    @Test func withoutOptionsItEmbedsQueriesByTheCachedModel() throws {
        let command = try EmbedCommand([], cacheFolder: "/cache")
        #expect(command.purpose == .query)
        #expect(command.modelPath == "/cache/models/multilingual-e5-small-q4_0.gguf")
        #expect(command.threads == 1)
    }

    @Test func optionsAreRead() throws {
        let arguments = ["--purpose", "passage", "--model", "/m.gguf", "--threads", "2"]
        let command = try EmbedCommand(arguments, cacheFolder: "/cache")
        #expect(command.purpose == .passage)
        #expect(command.modelPath == "/m.gguf")
        #expect(command.threads == 2)
    }

    @Test(arguments: [["--purpose", "both"], ["--threads", "0"], ["--threads", "many"], ["--model"], ["query"]])
    func anythingElseShowsTheUsage(arguments: [String]) {
        #expect(throws: EmbedCommand.Failure.usage) { try EmbedCommand(arguments, cacheFolder: "/cache") }
    }
}
