import Foundation
import SQLStorage
import Storage
import Testing

@testable import OrderTracking

struct ImportTests {
    @Test func countsWhatItAdded() async throws {
        let summary = try await TestShop().importLines(Lines.all)
        #expect(summary == ImportSummary(customers: 2, products: 1, orders: 1, shipments: 1, shipmentEvents: 2))
    }

    /// Each row changes one thing in one line of a shop that is right; the error must name that line and field.
    @Test(arguments: [
        Broken(
            line: Lines.customer,
            swap: #""name":"Ann Lee""#,
            for: #""name":"""#,
            field: "name",
            rule: "must not be empty"
        ),
        Broken(
            line: Lines.customer,
            swap: #""country":"CN""#,
            for: #""country":"China""#,
            field: "addresses[0].country",
            rule: "ISO 3166-1"
        ),
        Broken(
            line: Lines.customer,
            swap: #""balance":500"#,
            for: #""balance":-1"#,
            field: "payment_methods[1].balance",
            rule: "(is -1)"
        ),
        Broken(line: Lines.customer, swap: #""balance":500"#, for: #""balance":5.5"#, field: "", rule: "whole number"),
        Broken(
            line: Lines.customer,
            swap: #""id":"g""#,
            for: #""id":"w""#,
            field: "payment_methods[1].id",
            rule: "unique"
        ),
        Broken(
            line: Lines.customer,
            swap: #""kind":"wallet""#,
            for: #""kind":"cash""#,
            field: "payment_methods[0].kind",
            rule: "card, wallet, gift_card"
        ),
        Broken(
            line: Lines.customer,
            swap: #""name":"Ann Lee""#,
            for: #""name":"Ann Lee","age":7"#,
            field: "age",
            rule: "not a field"
        ),
        Broken(line: Lines.customer, swap: #""id":"ann""#, for: #""id":"a nn""#, field: "id", rule: "without spaces"),
        Broken(line: Lines.other, swap: #""id":"bob""#, for: #""id":"ann""#, field: "id", rule: "already"),
        Broken(
            line: Lines.product,
            swap: #""currency":"CNY""#,
            for: #""currency":"yuan""#,
            field: "currency",
            rule: "ISO 4217"
        ),
        Broken(
            line: Lines.product,
            swap: #""price":15900,"stock":3"#,
            for: #""price":-5,"stock":3"#,
            field: "variants[0].price",
            rule: "(is -5)"
        ),
        Broken(line: Lines.product, swap: #""P1-2""#, for: #""P1-1""#, field: "variants[1].id", rule: "unique"),
        Broken(
            line: Lines.order,
            swap: #""customer":"ann""#,
            for: #""customer":"eve""#,
            field: "customer",
            rule: "no customer \"eve\""
        ),
        Broken(
            line: Lines.order,
            swap: #""variant":"P1-1""#,
            for: #""variant":"P9""#,
            field: "items[0].variant",
            rule: "no variant \"P9\""
        ),
        Broken(
            line: Lines.order,
            swap: #""product":"P1""#,
            for: #""product":"P2""#,
            field: "items[0].product",
            rule: "\"P1\""
        ),
        Broken(
            line: Lines.order,
            swap: #""currency":"CNY""#,
            for: #""currency":"USD""#,
            field: "items[0].unit_price",
            rule: "currency CNY"
        ),
        Broken(
            line: Lines.order,
            swap: #""method":"w""#,
            for: #""method":"v""#,
            field: "payments[0].method",
            rule: "no payment method"
        ),
        Broken(
            line: Lines.order,
            swap: #""direction":"charge""#,
            for: #""direction":"refund""#,
            field: "payments[0].amount",
            rule: "must not exceed"
        ),
        Broken(
            line: Lines.order,
            swap: #""quantity":1"#,
            for: #""quantity":0"#,
            field: "items[0].quantity",
            rule: "(is 0)"
        ),
        Broken(
            line: Lines.order,
            swap: #""status":"shipped""#,
            for: #""status":"lost""#,
            field: "status",
            rule: "awaiting_payment"
        ),
        Broken(line: Lines.order, swap: "08:00:00Z", for: "08:00", field: "created_at", rule: "UTC time"),
        Broken(
            line: Lines.order,
            swap: #""total":15900"#,
            for:
                #""total":15900,"history":[{"status":"pending","at":"2025-06-01T08:00:00Z"},{"status":"delivered","at":"2025-06-01T09:00:00Z"}]"#,
            field: "history[1].status",
            rule: "may not follow pending"
        ),
        Broken(line: Lines.shipment, swap: #""order":"X1""#, for: #""order":"X9""#, field: "order", rule: "no order"),
        Broken(
            line: Lines.shipment,
            swap: #""items":["I1"]"#,
            for: #""items":["I9"]"#,
            field: "items[0]",
            rule: "no item"
        ),
        Broken(
            line: Lines.shipment,
            swap: #""status":"in_transit","items""#,
            for: #""status":"delivered","items""#,
            field: "status",
            rule: "in_transit"
        ),
        Broken(line: Lines.shipment, swap: #""id":"E2""#, for: #""id":"E1""#, field: "events[1].id", rule: "unique"),
    ])
    func aBrokenLineIsNamedAndNothingIsImported(broken: Broken) async throws {
        let shop = try TestShop()
        let lines = Lines.all.map { $0 == broken.line ? broken.text : $0 }
        let number = try #require(Lines.all.firstIndex(of: broken.line)) + 2
        #expect(broken.text != broken.line, "the swap must change the line")
        let error = await #expect(throws: ImportError.self) { try await shop.importLines(lines) }
        guard case .line("test.jsonl", number, broken.field, let rule)? = error else {
            Issue.record("\(String(describing: error)) should name line \(number), field \(broken.field)")
            return
        }
        #expect(rule.contains(broken.rule))
        #expect(try await shop.exported() == TestShop.header + "\n")
    }

    /// Whole lines that are no records.
    @Test(arguments: [
        (#"{"kind":"customer","id":"#, "ends in the middle"),
        (#"[]"#, "must be an object"),
        (#""#, "ends in the middle"),
        (#"{"kind":"customer","id":"x","id":"y"}"#, "twice"),
        (String(repeating: " ", count: 2_000_000), "at most 65536 bytes"),
    ])
    func aLineThatIsNoRecordIsNamed(line: String, rule: String) async throws {
        let error = await #expect(throws: ImportError.self) {
            try await TestShop().importLines([Lines.customer, line, Lines.product])
        }
        guard case .line("test.jsonl", 3, "", let found)? = error else {
            Issue.record("\(String(describing: error)) should name line 3")
            return
        }
        #expect(found.contains(rule))
    }

    @Test func brokenUTF8IsNamed() async throws {
        let shop = try TestShop()
        let path = shop.folder.path("broken.jsonl")
        try Data(Array(TestShop.header.utf8) + [0x0A, 0x22, 0xE7, 0x81, 0x22, 0x0A]).write(to: URL(filePath: path))
        await #expect(
            throws: ImportError.line(file: "b", line: 2, field: "", rule: "the text must be valid UTF-8")
        ) { try await shop.importer.run([ImportSource(name: "b", path: path)], shiftDays: 0) }
    }

    @Test(arguments: [
        ("", "must start with its header line"),
        (Lines.customer, "the first line must be the header"),
        (TestShop.header + "\n" + TestShop.header, "only the first line is a header"),
        (#"{"kind":"header","format":"xiaoer-shop","version":2}"#, "reads version 1"),
        (#"{"kind":"header","format":"something","version":1}"#, "must be xiaoer-shop"),
    ])
    func aFileStartsWithOneHeaderOfThisFormat(text: String, rule: String) async throws {
        let error = await #expect(throws: ImportError.self) { try await TestShop().importText(text) }
        #expect(error?.description.contains(rule) == true)
    }

    @Test func aFailureInTheSecondFileTakesTheFirstBack() async throws {
        let shop = try TestShop()
        let first = try shop.folder.write(TestShop.header + "\n" + Lines.customer + "\n", to: "a")
        let second = try shop.folder.write(TestShop.header + "\n" + Lines.customer + "\n", to: "b")
        await #expect(throws: ImportError.self) {
            try await shop.importer.run(
                [ImportSource(name: "a", path: first), ImportSource(name: "b", path: second)],
                shiftDays: 0
            )
        }
        #expect(try await shop.exported() == TestShop.header + "\n")
    }

    @Test func aFullDatabaseLeavesNothingHalfDone() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("small.sqlite")
        let file = try TestDatabase.file(path)
            .open(configuration: StorageConfiguration(fileSizeMaxBytes: 256 * 1024))
        let importer = ShopImporter(
            file: file,
            lineBytesMax: 64 * 1024,
            policy: AfterSalePolicy(shop: try .demo),
            now: { .anchor }
        )
        await #expect(throws: StorageError.diskFull(path: path)) {
            try await DemoShop(folder: TestShop.demoFolder, importer: importer).importIfEmpty(now: .anchor)
        }
        #expect(try await file.read { try $0.rows("SELECT id FROM product", []).isEmpty })
    }

    @Test func everyDateMovesByWholeDays() async throws {
        let shop = try TestShop()
        _ = try await shop.importText(([TestShop.header] + Lines.all).joined(separator: "\n"), shiftDays: 30)
        let text = try await shop.exported()
        #expect(text.contains(#""created_at":"2025-07-01T08:00:00Z""#))
        #expect(text.contains(#""at":"2025-07-02T13:00:00Z""#))
        #expect(!text.contains("2025-06"))
    }

    @Test func progressIsReportedAndALastLineNeedsNoLineEnd() async throws {
        let shop = try TestShop()
        let lines = (0..<5000).map { #"{"kind":"customer","id":"c\#($0)","name":"n"}"# }
        let path = try shop.folder.write(([TestShop.header] + lines).joined(separator: "\n"), to: "many")
        let reports = Reports()
        let summary = try await shop.importer.run([ImportSource(name: "many", path: path)], shiftDays: 0) {
            reports.add($0)
        }
        #expect(summary.customers == 5000)
        #expect(reports.all == [5000])
    }
}

struct Broken: Sendable, CustomTestStringConvertible {
    var line: String
    var text: String
    var field: String
    var rule: String

    init(line: String, swap old: String, for new: String, field: String, rule: String) {
        self.line = line
        text = line.replacing(old, with: new, maxReplacements: 1)
        self.field = field
        self.rule = rule
    }

    var testDescription: String { "\(field): \(rule)" }
}
