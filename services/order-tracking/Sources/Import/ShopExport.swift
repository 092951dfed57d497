import SQLStorage

/// The whole database in the import format, chunk by chunk, as it was when the export began.
///
/// Records come in canonical order: by kind, then by id, bytewise. Exporting what was imported from such a file gives
/// the same bytes.
struct ShopExport {
    private let snapshot: any DatabaseView
    private let chunkBytesMax: Int
    private var stage: Stage? = .header
    private var lastID = ""
    private var lines: ArraySlice<[UInt8]> = []

    private static let pageSize = 200

    /// Each stage is followed by the next, the last by the end.
    private enum Stage: CaseIterable {
        case header
        case customers
        case products
        case orders
        case cases
        case shipments
        case unmatchedEvents
    }

    /// A chunk holds whole lines: at most `chunkBytesMax` bytes, which no line exceeds where imports have that limit.
    init(_ file: any DatabaseStore, chunkBytesMax: Int) async throws {
        snapshot = try await file.snapshot()
        self.chunkBytesMax = chunkBytesMax
    }

    /// The next lines; nil at the end.
    mutating func nextChunk() async throws -> [UInt8]? {
        var chunk: [UInt8] = []
        while let line = try await nextLine() {
            guard chunk.isEmpty || chunk.count + line.count <= chunkBytesMax else { break }
            chunk += line
            lines.removeFirst()
        }
        return chunk.isEmpty ? nil : chunk
    }

    /// The line that comes next, which stays first in `lines`.
    private mutating func nextLine() async throws -> [UInt8]? {
        while lines.isEmpty, let stage {
            let after = lastID
            let page = try await snapshot.read { try Self.page(stage, $0, after: after) }
            lines = page.map(\.line)[...]
            lastID = page.last?.id ?? ""
            if stage == .header || page.count < Self.pageSize { advance(from: stage) }
        }
        return lines.first
    }

    private mutating func advance(from stage: Stage) {
        let following = Stage.allCases.drop { $0 != stage }.dropFirst()
        self.stage = following.first
        lastID = ""
    }

    private static func page(_ stage: Stage, _ database: Database, after id: String) throws -> [ExportedRecord] {
        switch stage {
        case .header:
            [ExportedRecord(id: "", line: ShopRecord.header.line)]
        case .customers:
            try records(database, "customer", after: id) { try Customer.fetch($0, id: $1).map(ShopRecord.customer) }
        case .products:
            try records(database, "product", after: id) { try Product.fetch($0, id: $1).map(ShopRecord.product) }
        case .orders:
            try records(database, "shop_order", after: id) { try Order.fetch($0, id: $1).map(ShopRecord.order) }
        case .shipments:
            try records(database, "shipment", after: id) { try Shipment.fetch($0, id: $1).map(ShopRecord.shipment) }
        case .cases:
            try records(database, "after_sale_case", after: id) {
                try AfterSaleCase.fetch($0, id: $1).map(ShopRecord.afterSaleCase)
            }
        case .unmatchedEvents:
            try records(database, "unmatched_event", after: id) {
                try CarrierEvent.fetchUnmatched($0, id: $1).map(ShopRecord.carrierEvent)
            }
        }
    }

    private static func records(
        _ database: Database,
        _ table: String,
        after id: String,
        _ fetch: (Database, String) throws -> ShopRecord?
    ) throws -> [ExportedRecord] {
        let ids = try database.rows("SELECT id FROM \(table) WHERE id > ? ORDER BY id LIMIT \(pageSize)", [id])
        return try ids.map { $0.text("id") }.compactMap { id in
            try fetch(database, id).map { ExportedRecord(id: id, line: $0.line) }
        }
    }
}

private struct ExportedRecord: Sendable {
    var id: String
    var line: [UInt8]
}
