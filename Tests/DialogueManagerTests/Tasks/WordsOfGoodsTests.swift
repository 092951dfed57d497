import Testing

@testable import DialogueManager

/// How goods and their versions are heard in Latin words.
@Suite struct WordsOfGoodsTests {
    private static let owned = ["Vacuum Cleaner", "Smart Watch", "Smart Thermostat", "Hiking Boots", "Water Bottle"]

    // Whole names, last words, words that only one has, and slips of the pen in longer words.
    @Test(arguments: [
        ("return the vacuum cleaner", ["Vacuum Cleaner"]),
        ("the cleaner and the watch", ["Smart Watch", "Vacuum Cleaner"]),
        ("my smart watch please", ["Smart Watch"]),
        ("these boots leak", ["Hiking Boots"]),
        ("the thermsotat", ["Smart Thermostat"]),
        ("the smart one", []),
        ("cancel my order", []),
    ])
    func goodsAreNamed(text: String, expected: [String]) {
        #expect(NamedGoods(text).names(among: Self.owned).sorted() == expected)
    }

    private static let boots = [
        ProductVariant(options: ["8", "leather", "no"], price: Money(1), stock: 1),
        ProductVariant(options: ["9", "synthetic", "yes"], price: Money(1), stock: 1),
    ]

    // "Yes" and "no" are said by the option's name; units stand apart or together; the longest value wins.
    @Test(arguments: [
        ("size 9, waterproof", [0: ["9"], 2: ["yes"]]),
        ("leather, not waterproof", [1: ["leather"], 2: ["no"]]),
        ("the same again", [:]),
    ])
    func optionsAreNamed(text: String, expected: [Int: [String]]) {
        #expect(OptionWords(text).values(of: Self.boots, names: ["size", "material", "waterproof"]) == expected)
    }

    @Test func unitsMayStandApart() {
        #expect(OptionWords("the 500 ml one").name(anyOf: ["500ml"]))
        #expect(!OptionWords("the 1500ml one").name(anyOf: ["500ml"]))
    }

    @Test func theWholeValueWinsOverItsBeginning() {
        let variants = ["Wi-Fi", "Wi-Fi + Cellular"].map { ProductVariant(options: [$0], price: Money(1), stock: 1) }
        let values = OptionWords("with wi-fi + cellular").values(of: variants, names: ["connectivity"])
        #expect(values == [0: ["Wi-Fi + Cellular"]])
    }

    private static let keyboard = Product(
        id: "K",
        name: LocalizedText("Mechanical Keyboard"),
        variants: [
            ProductVariant(options: ["RGB", "linear"], price: Money(300), stock: 1, id: "V1"),
            ProductVariant(options: ["none", "linear"], price: Money(200), stock: 1, id: "V2"),
            ProductVariant(options: ["none", "clicky"], price: Money(250), stock: 1, id: "V3"),
            ProductVariant(options: ["RGB", "clicky"], price: Money(400), stock: 1, id: "V4"),
        ]
    )

    private func wished(_ text: String) -> [String?] {
        var said = Said()
        said.text = text
        let item = OrderItem(
            productID: "K",
            name: "Mechanical Keyboard",
            id: "1",
            variantID: "V1",
            options: ["RGB", "linear"]
        )
        var product = Self.keyboard
        product.optionNames = ["backlight", "switch type"]
        let wish = VariantWish(said: said, item: item, product: product, besides: ["Mechanical Keyboard", "Desk Lamp"])
        return wish.chosen(of: wish.fitting(product.variants.filter { $0.id != "V1" })).map(\.id)
    }

    // What was not named stays as it is; each of several goods has its own part of the sentence.
    @Test(arguments: [
        ("exchange the keyboard for a clicky one", ["V4"]),
        ("the keyboard for one with no backlight, clicky", ["V3"]),
        ("the keyboard for the cheapest", ["V2"]),
        ("the lamp for a clicky one and the keyboard to no backlight", ["V2"]),
    ])
    func theRestStaysAsItIs(text: String, expected: [String]) {
        #expect(wished(text) == expected)
    }

    @Test(arguments: [
        ("1 and 3", [1, 3]), ("1, 2 and 3", [1, 2, 3]), ("1、3", [1, 3]), ("order 12 and 3 shirts", []),
    ])
    func severalPlacesAreChosen(text: String, expected: [Int]) {
        #expect(Ordinal.places(in: PlainText(text)) == expected)
    }
}
