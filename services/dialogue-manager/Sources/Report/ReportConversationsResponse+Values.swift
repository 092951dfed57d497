import Contracts

extension DialogueV1.ReportConversationsResponse {
    init(_ report: ConversationReport) {
        self.init(
            total: DialogueV1.ConversationFigures(report.total),
            days: report.days.sorted { $0.key < $1.key }.map { day, figures in
                DialogueV1.DayFigures(day: day.description, figures: DialogueV1.ConversationFigures(figures))
            }
        )
    }
}

extension DialogueV1.ConversationFigures {
    fileprivate init(_ figures: ConversationFigures) {
        let handovers = figures.handovers.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        self.init(
            conversations: UInt32(clamping: figures.conversations),
            customerMessages: UInt32(clamping: figures.customerMessages),
            contained: UInt32(clamping: figures.contained),
            handovers: handovers.map { DialogueV1.ReasonCount(reason: $0.key, count: UInt32(clamping: $0.value)) },
            unanswered: UInt32(clamping: figures.unanswered),
            firstHumanReply: DialogueV1.DurationFigures(figures.humanReplies),
            resolution: DialogueV1.DurationFigures(figures.resolutions),
            ratings: figures.ratings.map(UInt32.init(clamping:))
        )
    }
}

extension DialogueV1.DurationFigures {
    fileprivate init(_ milliseconds: [Int64]) {
        self.init(
            count: UInt32(clamping: milliseconds.count),
            medianMs: ConversationFigures.percentile(milliseconds, 0.5),
            p90Ms: ConversationFigures.percentile(milliseconds, 0.9)
        )
    }
}
