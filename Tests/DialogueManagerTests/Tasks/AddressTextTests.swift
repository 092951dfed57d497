import Testing

@testable import DialogueManager

@Suite struct AddressTextTests {
    private static let base = Address(recipient: "云", phone: "19900000001", city: "天津市", line: "采薇街1号")

    @Test(arguments: [
        (
            "上海市浦东新区世纪大道100号3栋502",
            Address(province: "上海市", city: "上海市", district: "浦东新区", line: "世纪大道100号3栋502")
        ),
        (
            "改成浙江省杭州市西湖区文三路199号，谢谢",
            Address(province: "浙江省", city: "杭州市", district: "西湖区", line: "文三路199号")
        ),
        ("帮我寄到苏州市昆山市前进路8号", Address(city: "苏州市", district: "昆山市", line: "前进路8号")),
        (
            "广西壮族自治区南宁市青秀区民族大道5号",
            Address(province: "广西壮族自治区", city: "南宁市", district: "青秀区", line: "民族大道5号")
        ),
        ("北京朝阳区建国路88号", Address(province: "北京市", city: "北京市", district: "朝阳区", line: "建国路88号")),
        (
            "12 Elm Street, Apt 4, Denver, CO 80203, USA",
            Address(country: "US", province: "CO", city: "Denver", line: "12 Elm Street, Apt 4", postalCode: "80203")
        ),
        (
            "please change it to 9 Oak Ave, Austin, TX 73301",
            // A state with its code names the country, whatever the present address is.
            Address(country: "US", province: "TX", city: "Austin", line: "9 Oak Ave", postalCode: "73301")
        ),
    ])
    func aWrittenAddressIsTakenApart(text: String, parts: Address) {
        var wanted = parts
        (wanted.recipient, wanted.phone) = (Self.base.recipient, Self.base.phone)
        #expect(AddressText.address(in: text, replacing: Self.base) == wanted)
    }

    @Test func aPhoneInTheTextReplacesTheOldOne() {
        let address = AddressText.address(in: "南京市鼓楼区中山路1号，电话13900001111", replacing: Self.base)
        #expect(address?.phone == "13900001111")
        #expect(address?.line == "中山路1号")
    }

    @Test(arguments: ["杭州", "我想改地址", "浙江省杭州市", "Denver", "to my office", "我的快递到杭州市了吗"])
    func whatNoParcelCouldBeSentToIsNoAddress(text: String) {
        #expect(AddressText.address(in: text, replacing: Self.base) == nil)
    }
}
