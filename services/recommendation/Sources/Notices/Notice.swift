/// A promotion for one customer, on its way.
struct Notice: Hashable, Sendable {
    let promotionID: String
    let customerID: String
    let state: State
    /// When the customer was chosen to be told or held out, in Unix milliseconds.
    let assignedAt: Int64

    /// Raw values are what the database holds.
    enum State: Int, Sendable {
        /// -> sending, lapsed
        case waiting = 1
        /// Chosen not to be told, to measure what telling does. Final.
        case heldOut = 2
        /// Handed to the gateway, whose answer is not known yet; after a crash it is lapsed, since it may have arrived.
        /// -> waiting, delivered, lapsed
        case sending = 3
        /// Final.
        case delivered = 4
        /// The promotion ended, or nobody knows whether it arrived; never sent again. Final.
        case lapsed = 5
    }

    /// The same for every attempt, by which the gateway knows it.
    var id: String { "\(promotionID)/\(customerID)" }
}

/// Who is not told of a promotion, so that telling can be measured.
enum HeldOut {
    /// The same answer for the same two ids, on every machine: FNV-1a over both, mixed, below the percentage.
    static func contains(customerID: String, promotionID: String, percent: Int) -> Bool {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in Array(promotionID.utf8) + [0] + Array(customerID.utf8) {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        // The low bits of FNV depend on few bits of its input (SplitMix64's finaliser).
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        return (hash ^ (hash >> 31)) % 100 < UInt64(percent)
    }
}
