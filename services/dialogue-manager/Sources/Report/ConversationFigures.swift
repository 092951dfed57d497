/// Conversations, counted.
struct ConversationFigures: Hashable, Sendable {
    private(set) var conversations = 0
    private(set) var customerMessages = 0
    /// Conversations that never needed a human.
    private(set) var contained = 0
    private(set) var handovers: [String: Int] = [:]
    private(set) var unanswered = 0
    private(set) var humanReplies: [Int64] = []
    private(set) var resolutions: [Int64] = []
    /// How many gave 1, 2, 3, 4 and 5.
    private(set) var ratings = [0, 0, 0, 0, 0]

    /// A conversation in which the customer said nothing is none.
    mutating func add(_ course: ConversationCourse) {
        guard course.customerMessages > 0 else { return }
        conversations += 1
        customerMessages += course.customerMessages
        contained += course.handovers.isEmpty ? 1 : 0
        for reason in course.handovers { handovers[reason, default: 0] += 1 }
        unanswered += course.unanswered
        humanReplies += course.humanReplies
        if let resolution = course.resolution { resolutions.append(resolution) }
        if let rating = course.rating, ratings.indices.contains(rating - 1) { ratings[rating - 1] += 1 }
    }

    /// The smallest value that at least `share` of all do not exceed (nearest rank); 0 where there is none.
    static func percentile(_ values: [Int64], _ share: Double) -> Int64 {
        guard !values.isEmpty else { return 0 }
        let rank = Int((Double(values.count) * share).rounded(.up))
        return values.sorted()[max(0, rank - 1)]
    }
}

struct ConversationReport: Hashable, Sendable {
    var total = ConversationFigures()
    var days: [CivilDay: ConversationFigures] = [:]

    mutating func add(_ course: ConversationCourse, on day: CivilDay) {
        guard course.customerMessages > 0 else { return }
        total.add(course)
        days[day, default: ConversationFigures()].add(course)
    }
}
