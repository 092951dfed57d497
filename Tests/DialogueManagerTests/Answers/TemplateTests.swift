import Testing

@testable import DialogueManager

@Suite struct TemplateTests {
    static let shape = AnswerShape(
        required: [.product],
        optional: [.estimate],
        lists: [.orders: [.orderNumber]]
    )

    func problem(_ text: String) -> TemplateError? {
        do throws(TemplateError) {
            try Template(parsing: text).validate(against: Self.shape)
            return nil
        } catch {
            return error
        }
    }

    @Test func placeholdersMayBeNested() throws {
        let template = try Template(parsing: "a{?estimate: b{estimate}{!product: c}}d")
        #expect(
            template.parts == [
                .words("a"),
                .present(.estimate, [.words("b"), .fact(.estimate), .absent(.product, [.words("c")])]),
                .words("d"),
            ]
        )
    }

    /// A template may only ask for what its answer is given; what may be missing must be asked for first.
    @Test(arguments: [
        ("{product}", nil), ("{?estimate: {estimate}}", nil), ("{#orders: {order_number}}", nil),
        ("{!estimate: soon}", nil),
        ("{carrier}", TemplateError.undeclaredFact(.carrier)), ("{prodct}", .unknownFact("prodct")),
        ("{estimate}", .uncheckedFact(.estimate)), ("{!estimate: {estimate}}", .uncheckedFact(.estimate)),
        ("{orders}", .wrongKind(.orders)), ("{#product: x}", .wrongKind(.product)),
        ("{#orders: {product}}", .undeclaredFact(.product)), ("{order_number}", .undeclaredFact(.orderNumber)),
        ("{product", .unclosedBrace), ("{?estimate: x", .unclosedBrace), ("a}", .strayBrace), ("{}", .emptyPlaceholder),
    ])
    func mistakesAreFoundBeforeAnybodyReadsThem(text: String, expected: TemplateError?) {
        #expect(problem(text) == expected)
    }
}
