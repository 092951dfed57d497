import Testing

@testable import DialogueManager

@Suite struct LanguageTests {
    @Test(arguments: [
        ("我的快递", Language.chinese), ("where is it", .english), ("iPhone有货吗", .chinese), ("12345", nil), ("👍", nil),
    ])
    func scriptTellsTheLanguage(text: String, language: Language?) {
        #expect(Language(scriptOf: text) == language)
    }
}
