/// Why carriers' events were not taken. Nothing of the call was kept.
enum LogisticsError: Error, Hashable, Sendable {
    case tooManyRecords(count: Int, countMax: Int)
    /// More wait for parcels that nobody knows than the shop wants to keep.
    case tooManyUnmatched(countMax: Int)
    case tooManyEvents(trackingNumber: String, countMax: Int)
}

extension LogisticsError: CustomStringConvertible {
    var description: String {
        switch self {
        case .tooManyRecords(let count, let countMax):
            "records must be 1 to \(countMax) a call (are \(count))"
        case .tooManyUnmatched(let countMax):
            "\(countMax) events wait for parcels that are not known; import the parcels or raise logistics.unmatched_max"
        case .tooManyEvents(let trackingNumber, let countMax):
            "parcel \(trackingNumber) has \(countMax) events already, which is all that are kept"
        }
    }
}
