import GRDB
import Storage

extension StorageSchema {
    /// Events are the truth; the counts are sums over them that every recording keeps up to date.
    static let recommendation = StorageSchema(
        name: "recommendation",
        applicationID: ApplicationID("XRec"),
        migrations: [
            Migration(
                "events and counts",
                sql: """
                    CREATE TABLE event (
                        id TEXT NOT NULL PRIMARY KEY,
                        customer TEXT NOT NULL,
                        product TEXT NOT NULL,
                        kind INTEGER NOT NULL,
                        at INTEGER NOT NULL, -- Unix milliseconds
                        quantity INTEGER NOT NULL,
                        text TEXT NOT NULL,
                        order_id TEXT NOT NULL,
                        conversation TEXT NOT NULL
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX event_of_customer ON event (customer, at, id);
                    CREATE INDEX event_of_customer_and_kind ON event (customer, kind, at, id);

                    CREATE TABLE product_count (
                        product TEXT NOT NULL PRIMARY KEY,
                        weight INTEGER NOT NULL,
                        customers INTEGER NOT NULL,
                        buyers INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID;

                    -- Both directions of each pair, so that one index range holds a product's neighbours.
                    CREATE TABLE pair_count (
                        product TEXT NOT NULL,
                        other TEXT NOT NULL,
                        weight INTEGER NOT NULL,
                        customers INTEGER NOT NULL,
                        buyers INTEGER NOT NULL,
                        PRIMARY KEY (product, other)
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX pair_by_weight ON pair_count (product, weight DESC);

                    CREATE TABLE day_count (
                        day INTEGER NOT NULL, -- days since 1970, UTC
                        product TEXT NOT NULL,
                        weight INTEGER NOT NULL,
                        customers INTEGER NOT NULL,
                        buyers INTEGER NOT NULL,
                        PRIMARY KEY (day, product)
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE counted_under (rules TEXT NOT NULL) STRICT;
                    """
            )
        ]
    )
}
