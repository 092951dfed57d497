/// What the gateway asks of a request before it goes further. Nothing here knows what a message means.
struct MessageLimits: Hashable, Sendable {
    let textBytesMax: Int
    static let idBytesMax = 64
    static let timeZoneBytesMax = 64
    static let channelBytesMax = 32
    static let wordsBytesMax = 4096

    func checkMessage(id: String, text: String, timeZone: String) throws(GatewayError) {
        guard !id.isEmpty else { throw .missingMessageID }
        try Self.check(id, named: "message_id", in: 1...Self.idBytesMax)
        try Self.check(timeZone, named: "time_zone", in: 0...Self.timeZoneBytesMax)
        guard text.utf8.count <= textBytesMax else {
            throw .invalidLength(field: "text", bytes: text.utf8.count, allowed: 1...textBytesMax)
        }
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else { throw .emptyText }
    }

    static func check(_ text: String, named field: String, in range: ClosedRange<Int>) throws(GatewayError) {
        guard range.contains(text.utf8.count) else {
            throw .invalidLength(field: field, bytes: text.utf8.count, allowed: range)
        }
    }
}
