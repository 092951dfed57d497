import SQLStorage
import Storage

/// The tables of order-tracking.
///
/// Columns exist for what is searched, joined or counted; lists that are only ever read as a whole (options,
/// aliases, an order's address) are JSON text.
enum OrdersSchema {
    static let schema = SQLSchema(
        name: "order-tracking",
        applicationID: .init("xORD"),
        migrations: [
            .init("customers", sql: customers),
            .init("catalogue", sql: catalogue),
            .init("orders", sql: orders),
            .init("shipments", sql: shipments),
            .init("after-sale") { database in
                try database.execute(sql: afterSale)
                try ConfirmationKey.insert(database)
            },
            .init("cases", sql: cases),
            .init("logistics", sql: logistics),
        ]
    )

    /// Keys are the forms that look-ups compare: see ``LookupKey``.
    private static let customers = """
        CREATE TABLE customer (
            id TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            name_key TEXT NOT NULL,
            email TEXT,
            email_key TEXT,
            phone TEXT,
            phone_key TEXT,
            language TEXT
        ) STRICT;
        CREATE INDEX customer_by_email ON customer (email_key);
        CREATE INDEX customer_by_phone ON customer (phone_key);
        CREATE TABLE customer_address (
            customer_id TEXT NOT NULL REFERENCES customer (id),
            position INTEGER NOT NULL,
            postal_code TEXT NOT NULL,
            address TEXT NOT NULL,
            PRIMARY KEY (customer_id, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX customer_address_by_postal_code ON customer_address (postal_code);
        CREATE TABLE payment_method (
            customer_id TEXT NOT NULL REFERENCES customer (id),
            id TEXT NOT NULL,
            position INTEGER NOT NULL,
            kind TEXT NOT NULL,
            brand TEXT NOT NULL,
            last_four TEXT NOT NULL,
            balance INTEGER CHECK (balance >= 0),
            currency TEXT,
            PRIMARY KEY (customer_id, id)
        ) STRICT, WITHOUT ROWID;
        """

    private static let catalogue = """
        CREATE TABLE product (
            id TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            english_name TEXT NOT NULL,
            category TEXT NOT NULL,
            brand TEXT NOT NULL,
            aliases TEXT NOT NULL,
            attributes TEXT NOT NULL,
            description TEXT NOT NULL,
            english_description TEXT NOT NULL,
            currency TEXT NOT NULL
        ) STRICT;
        CREATE INDEX product_by_category ON product (category, id);
        CREATE TABLE variant (
            id TEXT NOT NULL PRIMARY KEY,
            product_id TEXT NOT NULL REFERENCES product (id),
            position INTEGER NOT NULL,
            options TEXT NOT NULL,
            price INTEGER NOT NULL CHECK (price >= 0),
            stock INTEGER CHECK (stock >= 0),
            is_listed INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX variant_by_product ON variant (product_id, position);
        CREATE TABLE product_term (
            term TEXT NOT NULL,
            product_id TEXT NOT NULL REFERENCES product (id),
            weight INTEGER NOT NULL,
            PRIMARY KEY (term, product_id)
        ) STRICT, WITHOUT ROWID;
        """

    private static let orders = """
        CREATE TABLE shop_order (
            id TEXT NOT NULL PRIMARY KEY,
            customer_id TEXT NOT NULL REFERENCES customer (id),
            status TEXT NOT NULL,
            created_at INTEGER,
            currency TEXT NOT NULL,
            total INTEGER NOT NULL CHECK (total >= 0),
            address TEXT NOT NULL,
            cancel_reason TEXT NOT NULL,
            revision INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX shop_order_by_customer ON shop_order (customer_id, coalesce(created_at, 0), id);
        CREATE TABLE order_item (
            order_id TEXT NOT NULL REFERENCES shop_order (id),
            id TEXT NOT NULL,
            position INTEGER NOT NULL,
            product_id TEXT NOT NULL REFERENCES product (id),
            variant_id TEXT NOT NULL REFERENCES variant (id),
            name TEXT NOT NULL,
            options TEXT NOT NULL,
            quantity INTEGER NOT NULL CHECK (quantity > 0),
            unit_price INTEGER NOT NULL CHECK (unit_price >= 0),
            status TEXT NOT NULL,
            PRIMARY KEY (order_id, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE payment (
            order_id TEXT NOT NULL REFERENCES shop_order (id),
            id TEXT NOT NULL,
            position INTEGER NOT NULL,
            direction TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount >= 0),
            method_id TEXT NOT NULL,
            at INTEGER,
            PRIMARY KEY (order_id, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE order_status_change (
            order_id TEXT NOT NULL REFERENCES shop_order (id),
            position INTEGER NOT NULL,
            status TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (order_id, position)
        ) STRICT, WITHOUT ROWID;
        """

    /// `region` and `transit` repeat what address and events say, so that an estimate is one indexed read.
    private static let shipments = """
        CREATE TABLE shipment (
            id TEXT NOT NULL PRIMARY KEY,
            order_id TEXT NOT NULL REFERENCES shop_order (id),
            carrier TEXT NOT NULL,
            tracking_number TEXT NOT NULL,
            status TEXT NOT NULL,
            item_ids TEXT NOT NULL,
            created_at INTEGER,
            promised_at INTEGER,
            region TEXT NOT NULL,
            delivered_at INTEGER,
            transit INTEGER,
            UNIQUE (carrier, tracking_number)
        ) STRICT;
        CREATE INDEX shipment_by_order ON shipment (order_id);
        CREATE INDEX shipment_by_tracking_number ON shipment (tracking_number);
        CREATE INDEX shipment_by_route ON shipment (carrier, region, delivered_at) WHERE transit IS NOT NULL;
        CREATE INDEX shipment_by_region ON shipment (region, delivered_at) WHERE transit IS NOT NULL;
        CREATE TABLE shipment_event (
            shipment_id TEXT NOT NULL REFERENCES shipment (id),
            id TEXT NOT NULL,
            at INTEGER NOT NULL,
            status TEXT NOT NULL,
            place TEXT NOT NULL,
            description TEXT NOT NULL,
            PRIMARY KEY (shipment_id, at, id)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX shipment_event_by_id ON shipment_event (shipment_id, id);
        """

    /// `confirmed_action` makes a confirmation happen once: one row a token and one a customer's key, with the answer
    /// that was given.
    private static let afterSale = """
        CREATE TABLE after_sale_case (
            id TEXT NOT NULL PRIMARY KEY,
            order_id TEXT NOT NULL REFERENCES shop_order (id),
            kind TEXT NOT NULL,
            status TEXT NOT NULL,
            opened_at INTEGER NOT NULL,
            reason TEXT NOT NULL,
            method_id TEXT NOT NULL,
            refund INTEGER CHECK (refund >= 0),
            charge INTEGER CHECK (charge >= 0),
            currency TEXT NOT NULL,
            items TEXT NOT NULL,
            steps TEXT NOT NULL
        ) STRICT;
        CREATE INDEX after_sale_case_by_order ON after_sale_case (order_id);
        CREATE TABLE audit_record (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            customer_id TEXT NOT NULL,
            order_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            reason TEXT NOT NULL,
            actor_role TEXT NOT NULL,
            actor_id TEXT NOT NULL,
            conversation_id TEXT NOT NULL,
            before_json TEXT NOT NULL,
            after_json TEXT NOT NULL,
            idempotency_key TEXT NOT NULL
        ) STRICT;
        CREATE INDEX audit_record_by_order ON audit_record (order_id, id);
        CREATE TABLE confirmed_action (
            customer_id TEXT NOT NULL,
            idempotency_key TEXT NOT NULL,
            token_hash BLOB NOT NULL UNIQUE,
            at INTEGER NOT NULL,
            answer BLOB NOT NULL,
            PRIMARY KEY (customer_id, idempotency_key)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE confirmation_key (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
            key BLOB NOT NULL
        ) STRICT;
        """

    /// Cases say more than which goods come back, and have parcels of their own.
    private static let cases = """
        ALTER TABLE after_sale_case ADD COLUMN details TEXT NOT NULL DEFAULT '{}';
        CREATE INDEX after_sale_case_by_opening ON after_sale_case (opened_at, id);
        ALTER TABLE shipment ADD COLUMN case_id TEXT NOT NULL DEFAULT '';
        ALTER TABLE shipment ADD COLUMN is_toward_shop INTEGER NOT NULL DEFAULT 0;
        """

    /// Events that wait for their parcel, by an id made of carrier, tracking number and the event's own id; and what
    /// watchers of orders read.
    private static let logistics = """
        CREATE TABLE unmatched_event (
            id TEXT NOT NULL PRIMARY KEY,
            carrier TEXT NOT NULL,
            tracking_number TEXT NOT NULL,
            event_id TEXT NOT NULL,
            at INTEGER NOT NULL,
            status TEXT NOT NULL,
            place TEXT NOT NULL,
            description TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX unmatched_event_by_parcel ON unmatched_event (carrier, tracking_number);
        CREATE TABLE order_change (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            customer_id TEXT NOT NULL,
            order_id TEXT NOT NULL,
            at INTEGER NOT NULL,
            what TEXT NOT NULL
        ) STRICT;
        CREATE INDEX order_change_by_customer ON order_change (customer_id, number);
        """
}
