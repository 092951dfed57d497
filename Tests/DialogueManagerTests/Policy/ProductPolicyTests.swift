import SpokenWishes
import Testing

@testable import DialogueManager

@Suite struct ProductPolicyTests {
    let policy = Policy.standard

    func answer(_ aspect: ProductAspect, _ reference: ProductReference, tracker: Tracker = Tracker()) -> Answer? {
        policy.conclude(.askAboutProduct(aspect, reference), tracker: tracker).reply?.answer
    }

    @Test func aPriceIsOneAmountOrARange() {
        #expect(answer(.price, ProductReference(id: "P1"))?.facts[.highestPrice] == nil)
        #expect(answer(.price, ProductReference(id: "P5"))?.facts[.lowestPrice] == .money(Money(15_900)))
        #expect(answer(.price, ProductReference(id: "P5"))?.facts[.highestPrice] == .money(Money(16_900)))
    }

    /// Stock is that of the variants which were named.
    @Test func stockIsCountedForWhatWasNamed() {
        #expect(answer(.stock, ProductReference(id: "P5"))?.facts[.stock] == .number(5))
        let grey = answer(.stock, ProductReference(id: "P5", options: ["灰色", "L"]))
        #expect(grey?.key == .productInStock)
        #expect(grey?.facts[.stock] == .number(2))
        #expect(answer(.stock, ProductReference(id: "P5", options: ["白", "L"]))?.key == .productSoldOut)
        #expect(answer(.stock, ProductReference(id: "P2"))?.key == .productSoldOut)
    }

    @Test func anOptionThatTheProductLacksIsSaid() {
        let lacking = answer(.stock, ProductReference(id: "P5", options: ["XXL"]))
        #expect(lacking?.key == .productWithoutVariant)
        #expect(lacking?.facts[.sizes] == .texts(["M", "L"]))
        #expect(answer(.size, ProductReference(id: "P5", options: ["L"]))?.key == .productInStock)
    }

    /// A name that nobody knows is asked back; the product talked about is not taken for it.
    @Test func unknownWordsAreNotTheProductTalkedAbout() {
        var tracker = Tracker()
        tracker.apply(policy.conclude(.askAboutProduct(.price, ProductReference(id: "P5"))))
        #expect(answer(.price, ProductReference(unknownWords: "帽子"), tracker: tracker)?.key == .productNotNamed)
        #expect(answer(.price, ProductReference(unknownWords: "台灯"), tracker: tracker)?.key == .productPrice)
    }

    @Test func whatIsNamedIsRecommendedFromTheCatalogueFirst() {
        let goal = Goal.getRecommendations(ProductReference(id: "P1", mention: "台灯"))
        #expect(policy.conclude(goal).reply?.answer.key == .matchingProducts)
    }

    @Test func sizesAreListedOnce() {
        #expect(answer(.size, ProductReference(id: "P5"))?.facts[.sizes] == .texts(["M", "L"]))
        #expect(answer(.size, ProductReference(id: "P1"))?.key == .productWithoutSizes)
    }

    @Test func detailsAreWhatTheCatalogueHolds() {
        let details = answer(.details, ProductReference(id: "P1"))
        #expect(details?.facts[.attributes] == .list([[.attribute: .text("光源"), .value: .text("LED")]]))
    }

    @Test func aMentionIsLookedUp() {
        #expect(answer(.price, ProductReference(mention: "衬衫"))?.key == .productPrice)
        #expect(answer(.price, ProductReference(mention: "帽子")) == Answer(.productNotFound, [.mention: .text("帽子")]))
        #expect(answer(.price, ProductReference())?.key == .productNotNamed)
    }

    @Test func severalProductsAreAskedAboutUnlessOneIsCalledExactlySo() {
        var shop = FakeShop()
        shop.products.append(Product(id: "P9", name: LocalizedText("衬衫"), variants: Product.lamp.variants))
        let exact = policy.conclude(.askAboutProduct(.price, ProductReference(mention: "衬衫")), shop: shop)
        #expect(exact.reply?.focus?.productID == "P9")
        shop.products.append(Product(id: "P10", name: LocalizedText("长袖上衣"), variants: Product.lamp.variants))
        let several = policy.conclude(.askAboutProduct(.price, ProductReference(mention: "长袖")), shop: shop)
        #expect(several.reply?.answer.key == .whichProduct)
        #expect(several.reply?.question?.options.map(\.id) == ["P5", "P10"])
    }

    @Test func withoutAMentionTheProductTalkedAboutIsMeant() {
        var tracker = Tracker()
        tracker.apply(policy.conclude(.askAboutProduct(.price, ProductReference(id: "P5"))))
        #expect(answer(.stock, ProductReference(), tracker: tracker)?.facts[.stock] == .number(5))
    }

    @Test func onlyWhatIsInStockIsRecommended() {
        let reply = policy.conclude(.getRecommendations(ProductReference())).reply
        #expect(reply?.cards == [.product(.lamp), .product(.shirt)])
        let none = policy.conclude(.getRecommendations(ProductReference()), shop: FakeShop(recommended: [.kettle]))
            .reply
        #expect(none?.answer.key == .noRecommendations)
    }

    @Test func aRecommendationTellsItsReason() {
        let reason = RecommendationReason(kind: .bought, product: Product.shirt.name)
        let reply = policy.conclude(.getRecommendations(ProductReference()), shop: FakeShop(reasons: ["P1": reason]))
            .reply
        guard case .list(let listed)? = reply?.answer.facts[.products] else {
            Issue.record("no products are listed")
            return
        }
        #expect(listed.map { $0[.bought] } == [.localized(Product.shirt.name), nil])
        #expect(reply?.reasons == ["P1": reason])
    }

    @Test(arguments: [
        (Recommendations.Silence.muted, AnswerKey.recommendationsMuted),
        (.complaintOpen, .recommendationsDuringComplaint),
    ])
    func silenceIsKeptAndSaid(silence: Recommendations.Silence, key: AnswerKey) {
        let reply = policy.conclude(.getRecommendations(ProductReference()), shop: FakeShop(silence: silence)).reply
        #expect(reply?.answer.key == key)
        #expect(reply?.cards.isEmpty == true)
    }

    @Test(arguments: [
        (SpokenWish.leaveAlone, AnswerKey.recommendationsStopped), (.welcomeAgain, .recommendationsWelcome),
        (.unsubscribe, .promotionsStopped),
    ])
    func aWishIsSaidToBeDoneOnceItIsRecorded(wish: SpokenWish, key: AnswerKey) {
        #expect(policy.conclude(.changeRecommending(wish)).reply?.answer.key == key)
        let away = policy.conclude(.changeRecommending(wish), shop: FakeShop(unavailable: [.recommendation])).reply
        #expect(away?.answer.key == .recommendationUnavailable)
    }

    @Test func anUnreachableRecommendationIsAdmitted() {
        let shop = FakeShop(unavailable: [.recommendation])
        let reply = policy.conclude(.getRecommendations(ProductReference()), shop: shop).reply
        #expect(reply?.answer.key == .recommendationUnavailable)
    }
}
