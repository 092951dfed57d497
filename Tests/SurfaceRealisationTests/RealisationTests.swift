import SurfaceRealisation
import Testing

struct RealisationTests {
    private let situation: Situation

    init() throws {
        situation = try #require(
            Situation(
                act: "product_in_stock",
                language: "zh",
                mood: .calm,
                facts: ["product", "stock"],
                customer: "有货吗"
            )
        )
    }

    @Test func factsAreFilledWhereTheModelNamedThem() throws {
        let reply = try Realisation("帮您看了一下，{product}有货，还剩{stock}件。", for: situation)
        let facts = ["product": "保温杯{红}", "stock": "7"]
        #expect(reply.filled { facts[$0] ?? "" } == "帮您看了一下，保温杯{红}有货，还剩7件。")
    }

    @Test(arguments: [
        ("", RealisationError.empty),
        (" \u{3000}", .empty),
        ("{product}有货。", .missingFact("stock")),
        ("{product}有货，还剩{stock}件，{product}。", .repeatedFact("product")),
        ("{product}还剩{stock}件，{lowest_price}。", .unknownFact("lowest_price")),
        ("{product}还剩{stock}件，{}。", .unknownFact("")),
        ("{product}还剩{stock}件，明天3点到。", .value("3")),
        ("{product}还剩{stock}件，明天３点到。", .value("３")),
        ("{product}还剩{stock}件}。", .brokenPlaceholder),
        ("{product}还剩{stock}件{。", .brokenPlaceholder),
        ("{product}还剩{stock}件[zh]。", .brokenPlaceholder),
        ("{product}还剩{stock}件\u{0}。", .controlCharacter(0)),
    ])
    func aTextThatBreaksTheRuleIsRefused(text: String, error: RealisationError) {
        #expect(throws: error) { try Realisation(text, for: situation) }
    }

    @Test func aTextWithoutEndIsRefused() {
        let text = String(repeating: "好", count: Realisation.charactersMax + 1)
        #expect(throws: RealisationError.tooLong(characters: text.count)) { try Realisation(text, for: situation) }
    }

    @Test func instructionsCarryTheDraftAndItsPlaceholders() {
        let draft = "{product}有货，还剩{stock}件。"
        #expect(situation.instructions(draft: draft).contains(draft))
    }
}
