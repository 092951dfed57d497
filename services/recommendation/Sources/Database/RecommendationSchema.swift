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
            ),
            Migration(
                "models, promotions, consents and notices",
                sql: """
                    CREATE INDEX event_of_kind ON event (kind, product, at);
                    CREATE INDEX event_by_time ON event (at);

                    -- At most one row: the version that is served; an empty one serves counts alone.
                    CREATE TABLE serving_model (version TEXT NOT NULL) STRICT;

                    CREATE TABLE promotion (
                        id TEXT NOT NULL PRIMARY KEY,
                        body TEXT NOT NULL, -- JSON of Promotion
                        spent INTEGER NOT NULL -- minor units of its budget
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE redemption (
                        order_id TEXT NOT NULL PRIMARY KEY,
                        customer TEXT NOT NULL,
                        body TEXT NOT NULL -- JSON of the quote that was taken
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE consent (
                        customer TEXT NOT NULL,
                        channel TEXT NOT NULL,
                        granted INTEGER NOT NULL,
                        changed INTEGER NOT NULL, -- Unix milliseconds
                        quiet_from INTEGER NOT NULL, -- local minutes after midnight
                        quiet_until INTEGER NOT NULL,
                        PRIMARY KEY (customer, channel)
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX consent_granted ON consent (channel, granted, customer);

                    CREATE TABLE notice (
                        promotion TEXT NOT NULL,
                        customer TEXT NOT NULL,
                        state INTEGER NOT NULL, -- of Notice.State
                        assigned INTEGER NOT NULL, -- Unix milliseconds
                        next_try INTEGER NOT NULL,
                        sent INTEGER NOT NULL, -- 0 while it was not
                        PRIMARY KEY (promotion, customer)
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX notice_due ON notice (state, next_try);
                    CREATE INDEX notice_of_customer ON notice (customer, state, sent);
                    """
            ),
        ]
    )
}
