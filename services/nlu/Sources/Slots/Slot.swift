/// A value that a message names, and where it stands there.
struct Slot: Sendable, Hashable {
    var kind: SlotKind
    /// Offsets in the customer's original text, in Unicode scalars.
    var span: Range<Int>
    /// As written by the customer.
    var text: String
    /// 0 ... 1.
    var confidence: Double
    var value: SlotValue
}

/// In the order of who wins a contest for the same characters.
enum SlotKind: Int, Sendable, Hashable, CaseIterable {
    case orderNumber
    case trackingNumber
    case phone
    case email
    case money
    case time
    case size
    case quantity
    case ordinal
    case colour
    case carrier
    case paymentMethod
    case product
}

enum SlotValue: Sendable, Hashable {
    case normalized(String)
    case number(Int64)
    /// In the currency's minor unit.
    case money(amountMinor: Int64, currency: String)
    /// Days in the customer's time zone, the last one included.
    case days(ClosedRange<CivilDate>)
    case products([ProductCandidate])
}

struct ProductCandidate: Sendable, Hashable {
    var id: String
    var name: String
    /// 0 ... 1.
    var score: Double
}

/// A slot found in normalised text, before it is mapped to the original.
struct FoundSlot: Sendable, Hashable {
    var kind: SlotKind
    /// Positions in the normalised text.
    var range: Range<Int>
    var confidence: Double
    var value: SlotValue
}
