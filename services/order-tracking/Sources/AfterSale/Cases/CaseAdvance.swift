/// One step of one case, as it is asked for.
struct CaseAdvance: Hashable, Sendable {
    var caseID: String
    var step: CaseStep
    /// The staff's words; end in the case and in the audit.
    var note = ""
    /// For the two steps that send one.
    var parcel: Parcel?

    struct Parcel: Hashable, Sendable {
        var carrier: String
        var trackingNumber: String
    }
}
