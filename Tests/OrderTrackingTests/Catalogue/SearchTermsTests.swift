import Testing

@testable import OrderTracking

struct SearchTermsTests {
    private let shirt = SearchTerms.index("男士免烫牛津纺长袖衬衫 灰色 L Men's Oxford Shirts")

    @Test(arguments: ["衬衫", "灰色衬衫", "灰色的衬衫", "那件灰色的衬衫", "灰色", "oxford shirt", "Ｏｘｆｏｒｄ", "my oxford shirts", "牛津纺"])
    func whatACustomerCallsTheShirtFits(text: String) {
        #expect(shirt.fits(.query(text)))
    }

    @Test(arguments: ["蓝色衬衫", "跑鞋", "白色", "那件", "running shoes", "", "!!!"])
    func whatItIsNotDoesNot(text: String) {
        #expect(!shirt.fits(.query(text)))
    }

    @Test func oneCharacterFindsAWordThatHoldsIt() {
        #expect(SearchTerms.index("珐琅铸铁锅24cm").fits(.query("锅")))
    }

    @Test func wordsNextToChineseAreWordsOfTheirOwn() {
        #expect(SearchTerms.query("纯棉T恤").terms == ["纯棉", "t", "恤"])
    }
}
