import SpokenWishes
import Testing

@Suite struct SpokenWishTests {
    @Test(arguments: [
        ("不要推荐", SpokenWish.leaveAlone), ("不要再推荐了，谢谢", .leaveAlone), ("别给我推荐东西", .leaveAlone), ("请停止推荐", .leaveAlone),
        ("别推荐了，烦", .leaveAlone),
        ("Please stop recommending things", .leaveAlone), ("Don't recommend anything", .leaveAlone),
        ("可以推荐了", .welcomeAgain), ("you can recommend again", .welcomeAgain), ("退订", .unsubscribe),
        ("不要再给我发优惠信息", .unsubscribe), ("别给我推送了", .unsubscribe), ("Unsubscribe me", .unsubscribe),
    ])
    func wishIsHeard(text: String, wish: SpokenWish) {
        #expect(SpokenWish(text) == wish)
    }

    @Test(arguments: [
        "", "推荐几件衣服", "我的快递到哪了", "不要这件，要那件", "what do you recommend?", "有什么优惠", "不要推荐太贵的", "don't recommend red ones",
    ])
    func otherWordsAskForNothing(text: String) {
        #expect(SpokenWish(text) == nil)
    }
}
