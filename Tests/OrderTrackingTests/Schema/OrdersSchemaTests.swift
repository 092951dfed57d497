import SQLStorage
import Testing

@testable import OrderTracking

struct OrdersSchemaTests {
    /// Each released version of the tables, with a shop in it, comes to today's and works there.
    @Test(arguments: 4..<OrdersSchema.schema.version) func anOlderFileIsBroughtForward(version: Int) async throws {
        let folder = try TemporaryFolder()
        let database = try TestDatabase.new(in: folder)
        let old = SQLSchema(
            name: OrdersSchema.schema.name,
            applicationID: OrdersSchema.schema.applicationID,
            migrations: Array(OrdersSchema.schema.migrations.prefix(version))
        )
        let before = try database.open(schema: old)
        try await before.write { try $0.execute(sql: Self.shop) }
        try before.close()
        let file = try database.open()
        let order = try await file.read { try Order.fetch($0, id: "X1") }
        #expect(order?.customerID == "ann")
        let shipment = try await file.read { try Shipment.fetch($0, id: "S1") }
        #expect(shipment?.trackingNumber == "ZT1")
        #expect(shipment?.caseID == "")
        let key = try await file.read { try ConfirmationKey.fetch($0) }
        #expect(key.bytes.count == ConfirmationKey.length)
        #expect(key.bytes.contains { $0 != 0 })
    }

    /// Rows as the oldest version wrote them.
    private static let shop = """
        INSERT INTO customer (id, name, name_key) VALUES ('ann', 'Ann Lee', 'ann lee');
        INSERT INTO shop_order (id, customer_id, status, currency, total, address, cancel_reason, revision)
        VALUES ('X1', 'ann', 'shipped', 'CNY', 15900, '{"country":"CN"}', '', 1);
        INSERT INTO shipment (id, order_id, carrier, tracking_number, status, item_ids, region)
        VALUES ('S1', 'X1', '中通快递', 'ZT1', 'in_transit', '[]', '浙江省');
        """
}
