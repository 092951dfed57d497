import Foundation
import SurfaceRealisation
import Testing

struct SituationTests {
    private static let acts = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "services/inference/training/grammar")

    @Test func theActsAreThoseOfTheTraining() throws {
        let lines = try String(contentsOf: Self.acts.appending(path: "acts.txt"), encoding: .utf8)
            .split(separator: "\n").filter { !$0.hasPrefix("#") }
        var read: [String: Set<String>] = [:]
        for line in lines {
            let (name, facts) = (line.prefix { $0 != ":" }, line.drop { $0 != ":" }.dropFirst())
            read[String(name)] = Set(facts.split(separator: " ").map(String.init))
        }
        let ours = Act.all.mapValues { $0.required.union($0.optional.map { "?" + $0 }) }
        #expect(ours == read)
    }

    @Test func englishActsAreThoseWithAnEnglishReply() throws {
        let text = try String(contentsOf: Self.acts.appending(path: "en.txt"), encoding: .utf8)
        let replies = text.split(separator: "\n").filter { $0.hasPrefix("reply.") }
            .map { String($0.dropFirst("reply.".count).dropLast()) }
        #expect(Act.spokenInEnglish == Set(replies))
    }

    @Test func theContextHoldsNamesAndNoValues() throws {
        let situation = try #require(
            Situation(
                act: "product_price",
                language: "zh",
                mood: .calm,
                facts: ["product", "lowest_price"],
                customer: "保温杯500ml多少钱，我电话13800138000"
            )
        )
        #expect(situation.context == "[zh][product_price][calm]{lowest_price}{product}")
        #expect(situation.customer == "保温杯#多少钱，我电话#")
    }

    @Test(arguments: [
        ("product_price", "zh", ["product"]),  // a required fact is missing
        ("product_price", "zh", ["product", "lowest_price", "stock"]),  // one that the act never has
        ("confirm_cancel_order", "zh", ["product"]),  // an act the model was not trained on
        ("praise", "en", []),  // nor in this language
    ])
    func whatTheModelDoesNotKnowIsNoSituation(act: String, language: String, facts: [String]) {
        #expect(Situation(act: act, language: language, mood: .calm, facts: Set(facts), customer: "") == nil)
    }

    @Test func moodsAreBandsOfTheSentiment() {
        #expect(
            [-1, -0.31, -0.3, 0, 0.3, 0.31, 1].map { Situation.Mood(valence: $0) }
                == [.upset, .upset, .calm, .calm, .calm, .pleased, .pleased]
        )
    }
}
