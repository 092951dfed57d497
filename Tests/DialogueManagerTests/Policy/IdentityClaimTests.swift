import Testing

@testable import DialogueManager

/// What customers say of themselves, and what it opens: nothing.
@Suite struct IdentityClaimTests {
    private static let ada: Customer = {
        var customer = Customer(name: "Ada Example", email: "ada@example.com")
        customer.defaultAddress = Address(country: "US", postalCode: "12345")
        return customer
    }()

    @Test(arguments: [
        "Hi, I'm Ada Example, zip code 12345.", "my email is ADA@example.com.",
        "This is ada example from zip 12345", "My name is Ada Example and my zip code is 12345",
    ])
    func theAccountsOwnerFits(text: String) throws {
        #expect(try #require(IdentityClaim(text)).fits(Self.ada))
    }

    @Test(arguments: ["I'm Bob Example, zip code 12345", "my email is bob@example.com", "I'm Ada Example, zip 54321"])
    func anotherPersonDoesNot(text: String) throws {
        #expect(try !#require(IdentityClaim(text)).fits(Self.ada))
    }

    /// An address, a name alone and a number alone are no claim.
    @Test(arguments: ["12 Elm Street, Denver, CO 80203", "I am Ada Example", "order 12345", "我的快递到哪了"])
    func otherWordsAreNoClaim(text: String) {
        #expect(IdentityClaim(text) == nil)
    }

    @Test(arguments: [
        ("how much will I get back in total", AccountQuestion.totals), ("一共退我多少钱", .totals),
        ("what is my gift card balance", .giftCardBalance), ("show me the details of order 1", .orderContents),
    ])
    func questionsAboutTheAccountAreHeard(text: String, expected: AccountQuestion) {
        #expect(AccountQuestion(text) == expected)
    }

    @Test(arguments: [
        ("cancel my order and tell me where my parcel is", true), ("取消订单，顺便查下快递到哪了", true),
        ("return the shirt and the shoes", false), ("where is my order", false),
    ])
    func aJoinedQuestionIsHeard(text: String, expected: Bool) {
        #expect(JoinedQuestion.isIn(text) == expected)
    }
}
