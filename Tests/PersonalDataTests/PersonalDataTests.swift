import Testing

@testable import PersonalData

@Suite struct PersonalDataTests {
    @Test(arguments: [
        ("我的电话是19900000001，快点", "我的电话是199******01，快点"),
        ("+86 199-0000-0001", "+86 1**-****-**01"),
        ("１９９００００００１２", "１９９******１２"),
        ("幺九九零零零零零零零一", "幺九九******零一"),
        ("0571-1234567", "057*-*****67"),
    ])
    func phonesAreMasked(text: String, expected: String) {
        #expect(PersonalData.masked(text) == expected)
    }

    @Test(arguments: [
        ("110101190001010013", "110*************13"), ("身份证11010119000101001X。", "身份证110*************1X。"),
        ("6222 0000 0000 0000 018", "622* **** **** **** *18"),
    ])
    func identityAndBankCardsAreMasked(text: String, expected: String) {
        #expect(PersonalData.masked(text) == expected)
    }

    @Test(arguments: [
        ("写信到c10001@example.com吧", "写信到c*****@example.com吧"), ("a@example.com", "*@example.com"),
        ("first.last+shop@mail.example.com", "f**************@mail.example.com"), ("7 @ 9", "7 @ 9"),
    ])
    func emailAddressesKeepLetterAndDomain(text: String, expected: String) {
        #expect(PersonalData.masked(text) == expected)
    }

    @Test(arguments: [
        ("桂雨路29号澄湖花园10幢1563室", "桂雨路**号澄湖花园**幢****室"),
        ("三号楼2单元3-502", "*号楼*单元3-502"), ("花园88号3-2-501", "花园**号*-*-***"),
        ("12 Long Hill Street", "** Long Hill Street"), ("Room 502, No. 8", "Room ***, No. *"), ("flat #7", "flat #*"),
    ])
    func houseNumbersAreMasked(text: String, expected: String) {
        #expect(PersonalData.masked(text) == expected)
    }

    @Test(arguments: [
        "", "我的快递到哪了", "我要2件，一共358元", "size 42 please", "😀👨‍👩‍👧‍👦", "65W充电器", "订单尾号",
    ])
    func otherWordsStay(text: String) {
        #expect(PersonalData.masked(text) == text)
    }

    @Test func aLongTextIsMaskedInLinearTime() {
        let text = String(repeating: "a", count: 100_000) + "@" + String(repeating: "1 ", count: 100_000)
        #expect(PersonalData.masked(text).unicodeScalars.count == text.unicodeScalars.count)
    }
}
