import Contracts

/// What `xiaoer report` prints.
struct ConversationReport: Encodable {
    struct Figures: Encodable {
        var conversations = 0
        var customerMessages = 0
        var contained = 0
        var handovers: [Handover] = []
        var unanswered = 0
        var firstHumanReply = Times()
        var resolution = Times()
        /// How many gave 1, 2, 3, 4 and 5.
        var ratings = [0, 0, 0, 0, 0]

        /// 0 to 1; nil without a conversation.
        var containment: Double? { conversations == 0 ? nil : Double(contained) / Double(conversations) }

        /// 1 to 5; nil where nobody has rated.
        var satisfaction: Double? {
            let count = ratings.reduce(0, +)
            let sum = zip(1..., ratings).map { $0 * $1 }.reduce(0, +)
            return count == 0 ? nil : Double(sum) / Double(count)
        }
    }

    struct Handover: Encodable {
        var reason: String
        var count: Int
    }

    struct Times: Encodable {
        var count = 0
        var medianMs: Int64 = 0
        var p90Ms: Int64 = 0
    }

    struct Day: Encodable {
        var day: String
        var figures: Figures
    }

    let from: String
    let to: String
    let total: Figures
    let days: [Day]
}

extension ConversationReport {
    init(_ response: DialogueV1.ReportConversationsResponse, from: String, to: String) {
        self.init(
            from: from,
            to: to,
            total: Figures(response.total ?? DialogueV1.ConversationFigures()),
            days: response.days.map {
                Day(day: $0.day, figures: Figures($0.figures ?? DialogueV1.ConversationFigures()))
            }
        )
    }

    /// For a terminal.
    var lines: [String] {
        guard total.conversations > 0 else { return ["no conversations from \(from) to \(to)"] }
        var lines = [
            "\(total.conversations) conversations from \(from) to \(to), \(total.customerMessages) messages",
            "contained            \(Self.share(total.contained, total.conversations))",
            "unanswered questions \(total.unanswered)",
            "first human reply    \(total.firstHumanReply.text)",
            "resolution           \(total.resolution.text)",
            "satisfaction         \(ratingText)",
        ]
        for handover in total.handovers {
            lines.append("handed over          \(handover.count) times: \(Console.harmless(handover.reason))")
        }
        var table = TextTable([
            .init(title: "day"), .init(title: "conversations", alignment: .right),
            .init(title: "contained", alignment: .right), .init(title: "unanswered", alignment: .right),
            .init(title: "satisfaction", alignment: .right),
        ])
        for day in days {
            table.append([
                day.day, "\(day.figures.conversations)", "\(day.figures.contained)", "\(day.figures.unanswered)",
                day.figures.satisfaction.map(Self.oneDigit) ?? "",
            ])
        }
        return lines + [""] + table.lines
    }

    private var ratingText: String {
        guard let mean = total.satisfaction else { return "nobody has rated" }
        return "\(Self.oneDigit(mean)) of 5 from \(total.ratings.reduce(0, +)) ratings"
    }

    private static func share(_ part: Int, _ whole: Int) -> String {
        "\(part) (\(oneDigit(100 * Double(part) / Double(whole))) %)"
    }

    static func oneDigit(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}

extension ConversationReport.Times {
    fileprivate var text: String {
        guard count > 0 else { return "none" }
        return "median \(Self.duration(medianMs)), 90 % within \(Self.duration(p90Ms)), of \(count)"
    }

    static func duration(_ milliseconds: Int64) -> String {
        let seconds = (milliseconds + 500) / 1000
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3600: return "\(seconds / 60) min \(seconds % 60) s"
        default: return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
        }
    }
}

extension ConversationReport.Figures {
    fileprivate init(_ figures: DialogueV1.ConversationFigures) {
        self.init(
            conversations: Int(figures.conversations),
            customerMessages: Int(figures.customerMessages),
            contained: Int(figures.contained),
            handovers: figures.handovers.map { .init(reason: $0.reason, count: Int($0.count)) },
            unanswered: Int(figures.unanswered),
            firstHumanReply: .init(figures.firstHumanReply),
            resolution: .init(figures.resolution),
            ratings: figures.ratings.map(Int.init)
        )
    }
}

extension ConversationReport.Times {
    fileprivate init(_ figures: DialogueV1.DurationFigures?) {
        self.init(count: Int(figures?.count ?? 0), medianMs: figures?.medianMs ?? 0, p90Ms: figures?.p90Ms ?? 0)
    }
}
