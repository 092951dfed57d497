import FixtureContracts

extension FixtureV1.Scalars {
    static let largest = FixtureV1.Scalars(
        aDouble: .greatestFiniteMagnitude,
        aFloat: .greatestFiniteMagnitude,
        anInt32: .max,
        anInt64: .max,
        aUint32: .max,
        aUint64: .max,
        aSint32: .max,
        aSint64: .max,
        aFixed32: .max,
        aFixed64: .max,
        aSfixed32: .max,
        aSfixed64: .max,
        aBool: true,
        aString: "店小二 👩‍🍳 e\u{301}",
        aBytes: [0, 255, 0],
        aGrade: .far,
        far: "far"
    )

    static let smallest = FixtureV1.Scalars(
        aDouble: -.infinity,
        aFloat: -.leastNonzeroMagnitude,
        anInt32: .min,
        anInt64: .min,
        aUint32: 1,
        aUint64: 1,
        aSint32: .min,
        aSint64: .min,
        aFixed32: 1,
        aFixed64: 1,
        aSfixed32: .min,
        aSfixed64: .min,
        aGrade: .poor
    )
}

extension FixtureV1.Lists {
    static let full = FixtureV1.Lists(
        doubles: [0, -1.5, .infinity],
        floats: [0, 3.25],
        int32s: [.min, 0, .max],
        int64s: [.min, 0, .max],
        uint32s: [0, .max],
        uint64s: [0, .max],
        sint32s: [.min, 0, .max],
        sint64s: [.min, 0, .max],
        fixed32s: [0, .max],
        fixed64s: [0, .max],
        sfixed32s: [.min, .max],
        sfixed64s: [.min, .max],
        bools: [true, false, true],
        strings: ["", "灰色衬衫", "a"],
        byteStrings: [[], [0], [1, 2, 3]],
        grades: [.unspecified, .poor, .unrecognized(7)],
        parts: [FixtureV1.Part(), FixtureV1.Part(label: "x", amountMinor: -1)],
        unpacked: [1, 0, -1]
    )
}

extension FixtureV1.Nesting {
    static let deep = FixtureV1.Nesting(
        inner: Inner(kind: .deep, innermost: Inner.Innermost(text: "bottom")),
        inners: [Inner(), Inner(innermost: Inner.Innermost())],
        part: FixtureV1.Part(label: "part")
    )
}

extension FixtureV1.Parcel {
    /// About 580 bytes when encoded; the message of the benchmark.
    static let sample = FixtureV1.Parcel(
        id: "SH-2026-0000042",
        customerId: "C-1001",
        carrier: "顺丰速运",
        trackingNumber: "SF1234567890123",
        city: "杭州市",
        street: "文三路 478 号华星时代广场 12 楼 1203 室",
        recipient: "林小满",
        note: "请放在前台，送前打电话；周末家里没有人，请改在工作日的上午九点到十二点送来。",
        price: FixtureV1.Part(label: "CNY", amountMinor: 129_900),
        events: [
            ("杭州市", "快件已由前台签收，感谢使用。"),
            ("杭州转运中心", "快件到达，正在分拣。"),
            ("上海浦东集散中心", "快件已发往杭州转运中心。"),
            ("上海市浦东新区营业点", "快递员已揽收。"),
            ("上海市", "商家已打印面单，等待揽收。"),
        ].enumerated().map { index, event in
            Event(timeUnixMs: 1_780_000_000_000 - Int64(index) * 7_200_000, place: event.0, text: event.1)
        },
        grade: .good
    )
}
