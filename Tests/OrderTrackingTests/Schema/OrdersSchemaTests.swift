import Storage
import Testing

@testable import OrderTracking

struct OrdersSchemaTests {
    /// Each released version of the tables, with a shop in it, comes to today's and works there.
    @Test(arguments: 4..<OrdersSchema.schema.version) func anOlderFileIsBroughtForward(version: Int) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("orders.sqlite")
        let old = StorageSchema(
            name: OrdersSchema.schema.name,
            applicationID: OrdersSchema.schema.applicationID,
            migrations: Array(OrdersSchema.schema.migrations.prefix(version))
        )
        let source = try folder.write(([TestShop.header] + Lines.all).joined(separator: "\n"), to: "shop.jsonl")
        let before = try DatabaseFile(path: path, schema: old)
        _ = try await ShopImporter(file: before, lineBytesMax: 64 * 1024)
            .run([ImportSource(name: "shop", path: source)], shiftDays: 0)
        try before.close()
        let file = try DatabaseFile(path: path, schema: OrdersSchema.schema)
        let order = try await file.read { try Order.fetch($0, id: "X1") }
        #expect(order?.customerID == "ann")
        let key = try await file.read { try ConfirmationKey.fetch($0) }
        #expect(key.bytes.count == ConfirmationKey.length)
        #expect(key.bytes.contains { $0 != 0 })
    }
}
