import Foundation
import Testing

@testable import DialogueManager

@Suite struct TemplateCatalogueTests {
    let clock: WallClock

    init() throws {
        clock = WallClock(now: .morning, timeZone: try #require(TimeZone(identifier: "Asia/Shanghai")))
    }

    func shippedFiles() throws -> [Language: String] {
        var files: [Language: String] = [:]
        for language in Language.allCases {
            let file = TemplateCatalogue.folder.appending(path: language.fileName)
            files[language] = try String(contentsOf: file, encoding: .utf8)
        }
        return files
    }

    func problem(_ edit: (String) -> String) throws -> TemplateFileError? {
        var files = try shippedFiles()
        files[.english] = files[.english].map(edit)
        do throws(TemplateFileError) {
            _ = try TemplateCatalogue(yaml: files)
            return nil
        } catch {
            return error
        }
    }

    @Test func theShippedFilesAreComplete() throws {
        #expect(try problem { $0 } == nil)
    }

    @Test func anAnswerMissingInOneLanguageIsNamed() throws {
        let found = try problem { $0.replacing("  goodbye:", with: "  farewell:") }
        #expect(found == .unknownAnswer(file: "en.yaml", key: "farewell"))
        let removed = try problem { yaml in
            let start = yaml.firstRange(of: "  no_orders:")
            let end = yaml.firstRange(of: "  no_order_with_product:")
            guard let start, let end else { return yaml }
            return yaml.replacingCharacters(in: start.lowerBound..<end.lowerBound, with: "")
        }
        #expect(removed == .missingAnswer(file: "en.yaml", key: "no_orders"))
    }

    @Test func aFactThatTheAnswerLacksIsNamedWithItsPlace() throws {
        let found = try problem {
            $0.replacing("I found no parcel {tracking_number}", with: "I found no {carrier} parcel")
        }
        #expect(found == .invalid(file: "en.yaml", key: "parcel_not_found", variant: 1, .undeclaredFact(.carrier)))
    }

    @Test func aStatusWithoutAWordIsNamed() throws {
        let found = try problem { $0.replacing("    out_for_delivery: out for delivery\n", with: "") }
        #expect(found == .missingWord(file: "en.yaml", vocabulary: "shipment_status", code: "out_for_delivery"))
    }

    @Test func aFileThatIsNoYAMLIsNamed() throws {
        guard case .unreadable(let file, _)? = try problem({ _ in "answers: [" }) else {
            Issue.record("the broken file was accepted")
            return
        }
        #expect(file == "en.yaml")
    }

    @Test func aMissingFileIsNamed() {
        #expect(throws: TemplateFileError.missingFile("/nowhere/zh.yaml")) {
            try TemplateCatalogue(folder: URL(filePath: "/nowhere"))
        }
    }

    @Test func theSameTurnAlwaysReadsTheSameAndTurnsDiffer() throws {
        let templates = try TemplateCatalogue.shipped()
        func words(_ turn: Int) throws -> String {
            try templates.words(for: Answer(.thanks), in: .chinese, seed: "conversation-1#\(turn)", clock: clock)
        }
        #expect(try words(1) == words(1))
        #expect(Set(try (1...20).map(words)).count > 1)
    }

    @Test func aTrackedOrderReadsNaturallyInBothLanguages() throws {
        let templates = try TemplateCatalogue.shipped()
        let answer = try #require(Policy.standard.conclude(.trackOrder(OrderReference())).reply?.answer)
        for language in Language.allCases {
            let words = try templates.words(for: answer, in: language, seed: "a#1", clock: clock)
            for fact in ["XD20480001", "暖光护眼台灯", "云途速运", "YT7001", "杭州转运中心"] {
                #expect(words.contains(fact))
            }
            #expect(words.contains(language == .chinese ? "11月25日" : "25 Nov"))
            #expect(!words.contains("{"))
        }
    }

    /// Whatever facts may be missing, every variant of every answer has words in every language.
    @Test func everyAnswerCanBeWordedWithAndWithoutItsOptionalFacts() throws {
        let templates = try TemplateCatalogue.shipped()
        for key in AnswerKey.allCases {
            for (language, withOptional) in Language.allCases.flatMap({ [($0, true), ($0, false)] }) {
                let answer = Answer(key, key.shape.sample(withOptional: withOptional))
                for turn in 1...10 {
                    let words = try templates.words(for: answer, in: language, seed: "c#\(turn)", clock: clock)
                    #expect(!words.isEmpty && !words.contains("{") && !words.contains("}"), "\(key) in \(language)")
                    #expect(!words.contains("  ") && !words.contains(" ."), "\(key) in \(language): \(words)")
                }
            }
        }
    }
}

extension AnswerShape {
    func sample(withOptional: Bool) -> Facts {
        var facts: Facts = [:]
        for name in required.union(withOptional ? optional : []) { facts[name] = name.sample }
        for (name, item) in lists {
            let names = item.union(withOptional ? optionalInLists : [])
            let fields = Dictionary(uniqueKeysWithValues: names.map { ($0, $0.sample) })
            facts[name] = .list(withOptional ? [fields, fields] : [fields])
        }
        return facts
    }
}

extension FactName {
    fileprivate var sample: FactValue {
        switch self {
        case .estimate, .placedOn: .date(.morning)
        case .eventTime: .time(.morning)
        case .price, .total, .lowestPrice, .highestPrice: .money(Money(12_900))
        case .count, .index, .more, .stock: .number(3)
        case .sizes, .variant: .texts(["灰色", "L"])
        case .status: .word(.shipmentStatus, code: "in_transit")
        case .topic: .word(.topic, code: "refund")
        case .product, .description: .localized(LocalizedText("台灯", english: "Lamp"))
        default: .text("X1")
        }
    }
}
