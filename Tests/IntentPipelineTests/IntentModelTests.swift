import Foundation
import IntentPipeline
import Testing

@Suite struct IntentModelTests {
    /// A folder of its own for one test, removed after it.
    private func withFolder(_ body: (String) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "nlu-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    private func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    @Test func aStoredModelIsFoundAgain() throws {
        try withFolder { path in
            let folder = IntentModelFolder(path: path + "/models")
            let model = try PipelineLesson.model(embeds: true)
            try folder.save(model)
            let loaded = try #require(
                folder.load(lesson: model.identity.lesson) { Issue.record("\($0) was skipped: \($1)") }
            )
            #expect(loaded.identity == model.identity)
            let message = NormalizedMessage("我的快递呢")
            #expect(loaded.classify(message, vectors: nil) == model.classify(message, vectors: nil))
        }
    }

    @Test func aDamagedModelIsSkippedAndNamed() throws {
        try withFolder { path in
            let folder = IntentModelFolder(path: path)
            let model = try PipelineLesson.model(embeds: false)
            try folder.save(model)
            let name = try #require(try FileManager.default.contentsOfDirectory(atPath: path).first)
            try write("XRTEXTCL", to: "\(path)/\(name)")
            var skipped: [String] = []
            #expect(folder.load(lesson: model.identity.lesson) { file, _ in skipped.append(file) } == nil)
            #expect(skipped == ["\(path)/\(name)"])
        }
    }

    @Test func anotherLessonsModelIsRemovedWithTheNextOne() throws {
        try withFolder { path in
            let folder = IntentModelFolder(path: path)
            try write("old", to: path + "/0000000000000000+ngrams.model")
            try folder.save(try PipelineLesson.model(embeds: false))
            #expect(try FileManager.default.contentsOfDirectory(atPath: path).count == 1)
        }
    }

    @Test func anyChangedExampleMakesAnotherLesson() throws {
        var examples = PipelineLesson.examples
        let first = IntentLesson(examples).identifier
        #expect(IntentLesson(examples).identifier == first)
        examples[0].text += "呢"
        #expect(IntentLesson(examples).identifier != first)
    }

    @Test func ofOneTextWithTwoIntentsTheLastCountsAndItIsReported() {
        let lesson = IntentLesson([
            IntentExample(text: "ＯＫ", intent: "affirm"), IntentExample(text: "ok", intent: "deny"),
            IntentExample(text: "Ok", intent: "deny"),
        ])
        #expect(lesson.examples.map(\.intent) == ["deny"])
        #expect(lesson.conflicts.map { [$0.text, $0.dropped, $0.kept] } == [["ok", "affirm", "deny"]])
        #expect(lesson.repetitionCount == 1)
    }

    @Test func badExampleRowsAreNamedByLine() throws {
        try withFolder { path in
            let file = path + "/x.jsonl"
            for row in [
                "{\"text\": \"好\"}", "not json", "{\"text\": \"\", \"intent\": \"a\"}",
                "{\"text\": \"好\", \"intent\": \"\"}",
            ] {
                try write("{\"text\": \"好\", \"intent\": \"affirm\"}\n\n\(row)\n", to: file)
                let error = #expect(throws: IntentPipelineError.self) { try IntentExample.readFile(file) }
                #expect("\(try #require(error))".hasPrefix("\(file):3: "))
            }
            #expect(throws: IntentPipelineError.noExampleFiles(folder: path + "/none")) {
                try FileManager.default.createDirectory(atPath: path + "/none", withIntermediateDirectories: true)
                _ = try IntentExample.readFolder(path + "/none")
            }
        }
    }
}
