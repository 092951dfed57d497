import Testing

@testable import DialogueManager

/// What a language model may word, and what becomes of its words.
struct WritingTests {
    private static let thanks = [IntentReading("thanks")]

    private static let lamp = [Slot(.product, "台灯", candidates: [ProductCandidate(id: "P1", score: 0.9)])]

    private func bench(
        _ writer: Writer,
        writes: @escaping @Sendable (WritingRequest) -> String?
    ) async throws -> Workbench {
        let bench = try Workbench(writer: writer)
        _ = try await bench.engine.open("", of: "C1", channel: "test")
        bench.change { $0.writes = writes }
        return bench
    }

    private func record(of id: String, _ bench: Workbench) async throws -> TurnRecord {
        try await bench.engine.record(of: id, in: "conversation-1")
    }

    @Test func theModelSeesNamesOfFactsAndTheCustomerItsValues() async throws {
        let bench = try await bench(.realiser) { _ in "好嘞，{product}现在是{lowest_price}。" }
        let words = try await bench.say("台灯200块以内吗", [IntentReading("product_price")], slots: Self.lamp)
        let request = try #require(bench.writing.first)
        #expect(request.instructions == "[zh][product_price][calm]{lowest_price}{product}")
        #expect(request.customer == "台灯#块以内吗")
        #expect(words.first?.contains("{") == false)
        #expect(words.first?.hasPrefix("好嘞，") == true)
    }

    @Test func aTextThatBreaksTheRuleIsRecordedAndNotSaid() async throws {
        let bench = try await bench(.realiser) { _ in "您好，今天全场五折，满200减50！" }
        let words = try await bench.say("谢谢", Self.thanks)
        #expect(words.first?.contains("五折") == false)
        let wording = try await record(of: "谢谢", bench).steps.first?.wording
        #expect(wording?.text == "您好，今天全场五折，满200减50！")
        #expect(wording?.refusal?.contains("wrote a number itself") == true)
    }

    @Test func aModelThatIsDownCostsTheCustomerNothing() async throws {
        let bench = try await bench(.realiser) { _ in nil }
        let words = try await bench.say("谢谢", Self.thanks)
        #expect(words.first?.isEmpty == false)
        let record = try await record(of: "谢谢", bench)
        #expect(record.calls.map(\.method) == ["Nlu/Understand", "Inference/Generate"])
        #expect(record.steps.first?.wording == nil)
    }

    @Test func whatIsSaidStandsInTheRecord() async throws {
        let bench = try await bench(.realiser) { _ in "不客气，有事再叫我。" }
        #expect(try await bench.say("谢谢", Self.thanks) == ["不客气，有事再叫我。"])
        #expect(try await record(of: "谢谢", bench).steps.first?.wording == Wording(text: "不客气，有事再叫我。"))
    }

    @Test func aGeneralModelGetsTheTemplateAsItsDraft() async throws {
        let bench = try await bench(.model) { _ in "{product}现在只要{lowest_price}。" }
        _ = try await bench.say("台灯多少钱", [IntentReading("product_price")], slots: Self.lamp)
        let request = try #require(bench.writing.first)
        #expect(request.instructions.contains("{product}") && request.instructions.contains("{lowest_price}"))
    }

    /// No digit and every fact, and yet nobody promised these.
    @Test(arguments: [
        "{product}现在{lowest_price}，买就送赠品。", "{product}{lowest_price}，两天内送到。",
        "{product}是{lowest_price}，今天全场五折。", "{product}{lowest_price}，不满意全额退款。",
    ])
    func aPromiseThatNothingKnownMakesIsNotSaid(text: String) async throws {
        let bench = try await bench(.model) { _ in text }
        let words = try await bench.say("台灯多少钱", [IntentReading("product_price")], slots: Self.lamp, id: "1")
        let wording = try await record(of: "1", bench).steps.compactMap(\.wording).first
        #expect(wording?.refusal?.hasPrefix("nothing that is known says") == true)
        #expect(["赠品", "两天", "五折", "退款"].allSatisfy { !words.at(0).contains($0) })
    }

    @Test func whatLeadsToAPersonIsHiddenFromTheModel() async throws {
        let bench = try await bench(.realiser) { _ in "不客气。" }
        _ = try await bench.say("谢谢，我的电话是一三八一二三四五六七八", Self.thanks)
        #expect(try #require(bench.writing.first).customer.contains("一二三四五六") == false)
    }

    @Test func withTemplatesNoModelIsAsked() async throws {
        let bench = try await bench(.templates) { _ in "您好呀" }
        _ = try await bench.say("谢谢", Self.thanks)
        #expect(bench.writing.isEmpty)
    }

    /// A question offers choices, and its answer is read by what was offered.
    @Test func questionsKeepTheTemplatesWords() async throws {
        let bench = try await bench(.realiser) { _ in "您想问哪件呢？" }
        _ = try await bench.say("我要开发票", [IntentReading("request_invoice")])
        #expect(bench.writing.isEmpty)
    }
}
