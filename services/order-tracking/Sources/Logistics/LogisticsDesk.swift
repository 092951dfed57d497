import SQLStorage

/// Takes carriers' events in, and lets orders and cases follow their parcels.
struct LogisticsDesk: Sendable {
    let file: any DatabaseStore
    let policy: AfterSalePolicy
    let limits: Limits
    let changes: ChangeSignal
    let now: @Sendable () -> Timestamp

    struct Limits: Hashable, Sendable {
        /// Events of one call.
        var recordsMax: Int
        /// Events kept for parcels that are not known yet.
        var unmatchedMax: Int
        /// How far a carrier's clock may be ahead.
        var aheadMax: Duration
    }

    struct Counts: Hashable, Sendable {
        var recorded = 0
        var duplicates = 0
        var unmatched = 0
    }

    /// All of the records or, where one is wrong, none.
    func record(_ records: [CarrierEvent]) async throws -> Counts {
        guard (1...limits.recordsMax).contains(records.count) else {
            throw LogisticsError.tooManyRecords(count: records.count, countMax: limits.recordsMax)
        }
        let time = now()
        for (index, record) in records.enumerated() {
            try record.validate("records[\(index)]", now: time, aheadMax: limits.aheadMax)
        }
        let counts = try await file.write { database in
            var intake = LogisticsIntake(database: database, policy: policy, now: time)
            for record in records { try intake.take(record) }
            try intake.follow()
            let waiting = intake.counts.unmatched == 0 ? 0 : try EventLog(database: database).unmatchedCount
            guard waiting <= limits.unmatchedMax else {
                throw LogisticsError.tooManyUnmatched(countMax: limits.unmatchedMax)
            }
            return intake.counts
        }
        if counts.recorded > 0 { changes.announce() }
        return counts
    }
}
