import Foundation
import Testing

@testable import OrderTracking

/// The list of rules that callers read, held against the code and the tests.
struct RuleListTests {
    private static func texts(_ folder: String) throws -> String {
        let url = TestShop.packageRoot.appending(path: folder)
        let files = try FileManager.default.subpathsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".swift") }
        return try files.sorted().map { try String(contentsOf: url.appending(path: $0), encoding: .utf8) }
            .joined(separator: "\n")
    }

    /// Rules that the code refuses by.
    private static var refused: Set<String> {
        get throws {
            let code = try texts("services/order-tracking/Sources/AfterSale")
            let named = code.matches(of: /refuse\(\s*"([a-z_]+)"/).map { String($0.1) }
            // These two are refused where no check is at hand.
            return Set(named).union(["not_offered", "tracking_number"])
        }
    }

    @Test func everyRuleIsInTheList() throws {
        let list = try String(
            contentsOf: TestShop.packageRoot.appending(path: "docs/after-sale-rules.md"),
            encoding: .utf8
        )
        let listed = list.matches(of: /\n\| `(?:case\.)?([a-z_]+)`/).map { String($0.1) }
        #expect(Set(listed) == (try Self.refused))
    }

    @Test func everyRuleIsRefusedInATest() throws {
        let tests = try Self.texts("Tests/OrderTrackingTests/AfterSale")
        let sections = ActionKind.allCases.map(\.rawValue).joined(separator: "|")
        let expected = try Regex("\"(?:\(sections)|\\\\\\([a-z.]*(?:kind\\.rawValue|section)\\))\\.([a-z_]+)\"")
        let tested = Set(tests.matches(of: expected).compactMap { $0.output[1].substring.map(String.init) })
        #expect(try Self.refused.subtracting(tested) == [])
    }
}
