import Foundation

@testable import ClaimChecking

/// Conversations with what they know, and answers somebody wrote for them, right and wrong.
struct AnswerFixture: Decodable {
    var conversation: String
    var answer: String
    /// What is wrong with it; nil for a right one.
    var wrong: String?

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/ClaimAnswers")

    static func answers(_ file: String) throws -> [AnswerFixture] {
        try String(contentsOf: folder.appending(path: file), encoding: .utf8).split(separator: "\n")
            .map { try JSONDecoder().decode(AnswerFixture.self, from: Data($0.utf8)) }
    }

    static func checkers() throws -> [String: ClaimChecker] {
        let file = try JSONDecoder().decode(
            File.self,
            from: Data(contentsOf: folder.appending(path: "conversations.json"))
        )
        return try Dictionary(
            uniqueKeysWithValues: file.conversations.map {
                ($0.name, ClaimChecker(try $0.known(catalogue: file.catalogue.map(\.entity))))
            }
        )
    }

    private struct File: Decodable {
        var catalogue: [Name]
        var conversations: [Conversation]
    }

    private struct Name: Decodable {
        var name: String
        var aliases: [String]
        var related: [String]?
        var order: Bool?

        var entity: Entity {
            Entity(name, aliases: aliases, related: Set(related ?? []), isProduct: order != true)
        }
    }

    private struct Conversation: Decodable {
        var name: String
        var today: String
        var entities: [Name]
        var facts: [WrittenFact]
        var passages: [String]

        func known(catalogue: [Entity]) throws -> KnownFacts {
            KnownFacts(
                facts: try facts.flatMap { try $0.facts() },
                entities: entities.map(\.entity),
                catalogue: catalogue,
                passages: passages,
                today: PartialDate(iso: today)
            )
        }
    }

    struct WrittenFact: Decodable {
        var roles: [Role]?
        var of: [String]?
        var money: Double?
        var percent: Double?
        var discount: Double?
        var count: Double?
        var unit: String?
        var days: Double?
        var months: Double?
        var date: String?
        var time: String?
        var id: String?
        var idEnding: String?
        var carrier: String?
        var statement: Statement?
        var denied: Bool?

        func facts() throws -> [Fact] {
            var values: [ClaimValue] = []
            func amount(_ value: Double) throws -> Amount {
                guard let amount = Amount(value) else { throw FixtureError() }
                return amount
            }
            if let money { values.append(.money(try amount(money), currency: "CNY")) }
            if let percent { values.append(.percentage(try amount(percent))) }
            if let discount { values.append(.discount(try amount(discount))) }
            if let count { values.append(.quantity(try amount(count), unit: unit)) }
            if let days { values.append(.duration(try amount(days * 1_440), .minutes)) }
            if let months { values.append(.duration(try amount(months), .months)) }
            if let date { values.append(.date(PartialDate(iso: date))) }
            if let time {
                values.append(
                    .time(minutes: PartialDate.numbers(time, ":").reduce(0) { $0 * 60 + $1 }, wholeHour: false)
                )
            }
            if let id { values.append(.identifier(id)) }
            if let idEnding { values.append(.identifierEnding(idEnding)) }
            if let statement { values.append(.statement(statement, affirmed: denied != true)) }
            let written = values.map { Fact($0, roles: Set(roles ?? []), subjects: Set(of ?? [])) }
            return written + [carrier.flatMap { Fact.carrier($0) }].compactMap { $0 }
        }
    }

    struct FixtureError: Error {}
}

extension PartialDate {
    init(iso: String) {
        let parts = Self.numbers(iso, "-")
        self.init(year: parts[0], month: parts[1], day: parts[2])
    }

    static func numbers(_ text: String, _ separator: Character) -> [Int] {
        text.split(separator: separator).compactMap { Int($0) }
    }
}
