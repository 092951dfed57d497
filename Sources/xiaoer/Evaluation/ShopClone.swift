import Contracts
import Foundation
import MeshRuntime

/// The demo customer's orders and parcels, copied for each conversation under a customer and numbers of its own, so
/// that what one conversation changes no other one sees.
struct ShopClone: Sendable {
    let customerID: String
    /// Numbers of the demo shop and what they are called in this copy.
    private let renamed: [String: String]

    /// Numbers as scripts write them become the copy's.
    func own(_ text: String) -> String { replaced(text, renamed) }

    /// And back, so that two runs can be compared.
    func shared(_ text: String) -> String {
        replaced(text, Dictionary(uniqueKeysWithValues: renamed.map { ($0.value, $0.key) }))
    }

    private func replaced(_ text: String, _ names: [String: String]) -> String {
        names.sorted { $0.key.count > $1.key.count }.reduce(text) { $0.replacing($1.key, with: $1.value) }
    }

    /// Makes as many copies as are wanted and imports them in one file. `series` keeps the numbers of several runs on
    /// one database apart; 0 to 99.
    static func make(
        _ count: Int,
        of customerID: String,
        series: Int,
        _ orders: OrdersV1.OrdersClient
    ) async throws -> [ShopClone] {
        var data: [UInt8] = []
        for try await chunk in try await orders.export(
            OrdersV1.ExportRequest(),
            options: CallOptions(timeout: .seconds(60))
        ) {
            data += chunk.data
        }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map { String($0) }
        guard let header = lines.first else { throw CallError(.dataLoss, "the export of the shop is empty") }
        let records = try own(lines, of: customerID)
        let clones = (0..<count).map { clone($0 + 1, series, customerID, records) }
        let copies = clones.flatMap { clone in records.map { clone.copied($0.text, of: customerID) } }
        let file = FileManager.default.temporaryDirectory.appending(path: "conversations-\(UUID().uuidString).jsonl")
        try ([header] + copies).joined(separator: "\n").appending("\n").write(
            to: file,
            atomically: true,
            encoding: .utf8
        )
        defer { try? FileManager.default.removeItem(at: file) }
        _ = try await FileImport(orders: orders, shiftDays: 0).run(file.path)
        return clones
    }

    private struct Record {
        var text: String
        /// Values that must be unique in the shop.
        var names: [String]
    }

    /// The customer, then the orders, then their parcels: each refers to those before it.
    private static func own(_ lines: [String], of customerID: String) throws -> [Record] {
        var records: [Record] = []
        var orderIDs: Set<String> = []
        for line in lines {
            guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                continue
            }
            let id = object["id"] as? String ?? ""
            switch object["kind"] as? String {
            case "customer" where id == customerID:
                records.append(
                    Record(text: line, names: [object["email"], object["phone"]].compactMap { $0 as? String })
                )
            case "order" where object["customer"] as? String == customerID:
                orderIDs.insert(id)
                records.append(Record(text: line, names: [id]))
            case "shipment" where orderIDs.contains(object["order"] as? String ?? ""):
                records.append(Record(text: line, names: [id, object["tracking_number"] as? String ?? ""]))
            default: continue
            }
        }
        return records
    }

    /// Numbers keep their prefix and length, so that they read and are recognised like the shop's own.
    private static func clone(_ number: Int, _ series: Int, _ customerID: String, _ records: [Record]) -> ShopClone {
        var renamed: [String: String] = [:]
        for (position, name) in records.flatMap(\.names).filter({ !$0.isEmpty }).enumerated() {
            let digits = name.reversed().prefix { $0.isNumber }.count
            guard digits >= 7 else {
                renamed[name] = "s\(series)-\(number)-" + name
                continue
            }
            let serial = 10_000_000 * (digits >= 8 ? 9 : 0) + series * 100_000 + number * 20 + position
            let text = String(serial)
            let padding = String(repeating: "8", count: max(0, digits - text.count))
            renamed[name] = String(name.dropLast(digits)) + padding + text.suffix(digits)
        }
        return ShopClone(customerID: "\(customerID)-s\(series)-\(number)", renamed: renamed)
    }

    private func copied(_ line: String, of customerID: String) -> String {
        own(line).replacing("\"\(customerID)\"", with: "\"\(self.customerID)\"")
    }
}
