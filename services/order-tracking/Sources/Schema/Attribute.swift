/// A name and its value, where names are the shop's data (颜色: 灰色).
struct Attribute: Hashable, Sendable {
    var name: String
    var value: String
}
