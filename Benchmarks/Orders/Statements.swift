/// The statements of each call as the service runs them, for the comparison from C.
struct Statements {
    let first: String
    /// Ids of the first statement that are followed.
    let limit: Int
    let following: [String]

    static func of(_ call: Bench.Call) -> Statements {
        switch call {
        case .getOrder:
            Statements(first: "SELECT * FROM shop_order WHERE id = ?", limit: 1, following: partsOfOrder)
        case .listOrders:
            Statements(
                first: """
                    SELECT id FROM shop_order
                    WHERE customer_id = ?1 AND (coalesce(created_at, 0), id) < (9223372036854775807, '')
                    ORDER BY coalesce(created_at, 0) DESC, id DESC LIMIT 50
                    """,
                limit: 21,
                following: ["SELECT * FROM shop_order WHERE id = ?"] + partsOfOrder
            )
        case .timeline:
            Statements(
                first: """
                    SELECT shipment.id AS id FROM shipment JOIN shop_order ON shop_order.id = shipment.order_id
                    WHERE shipment.case_id = '' AND shipment.order_id = ?1 AND shop_order.customer_id = ?2
                    ORDER BY coalesce(shipment.created_at, 0) DESC, shipment.id DESC LIMIT 1
                    """,
                limit: 1,
                following: [
                    "SELECT * FROM shipment WHERE id = ?",
                    "SELECT * FROM shipment_event WHERE shipment_id = ? ORDER BY at, id",
                    "SELECT region FROM shipment WHERE id = ?",
                    """
                    SELECT transit FROM shipment
                    WHERE carrier = (SELECT carrier FROM shipment WHERE id = ?1)
                        AND region = (SELECT region FROM shipment WHERE id = ?1)
                        AND transit IS NOT NULL AND is_toward_shop = 0
                    ORDER BY delivered_at DESC LIMIT 200
                    """,
                ]
            )
        }
    }

    private static let partsOfOrder = [
        "SELECT * FROM order_item WHERE order_id = ? ORDER BY position",
        "SELECT * FROM payment WHERE order_id = ? ORDER BY position",
        "SELECT * FROM order_status_change WHERE order_id = ? ORDER BY position",
        "SELECT * FROM shipment WHERE order_id = ? ORDER BY coalesce(created_at, 0), id",
    ]

    /// What a confirmed change of the default address writes.
    static let confirmation = [
        """
        INSERT INTO customer_address (customer_id, position, postal_code, address) VALUES (?, 0, '', ?)
        ON CONFLICT (customer_id, position) DO UPDATE
        SET postal_code = excluded.postal_code, address = excluded.address
        """,
        """
        INSERT INTO audit_record
        (at, customer_id, order_id, kind, reason, actor_role, actor_id, conversation_id, before_json, after_json,
         idempotency_key)
        VALUES (0, ?, '', 'change_default_address', '', 'bot', 'clerk', 'c', '', ?, ?)
        """,
        """
        INSERT INTO confirmed_action (customer_id, idempotency_key, token_hash, at, answer)
        VALUES (?, ?, cast(? AS BLOB), 0, cast(? AS BLOB))
        """,
    ]
}
