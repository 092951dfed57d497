"""The shop that scripts/kill-orders writes to: its lines, random wishes, and what must hold of it whatever happened."""
import hashlib
import json
import time

CUSTOMER, CARRIER = "ann", "SF"
ACTOR = {"role": "agent", "id": "kill", "conversation_id": "c"}
ORDERS = "xiaoer.orders.v1.Orders/"
PACKAGE = "xiaoer.orders.v1."
GIFT_CARD, STOCK, PRICE = 100_000_000, 100_000, 10_000
PENDING, DELIVERED, SENT = 120, 120, 40
JOURNEY = [2, 3, 6, 4, 5]  # collected, in transit, exception, out for delivery, delivered
CASE_STEPS = range(1, 10)


class Shop:
    def __init__(self, random, now):
        self.random, self.now = random, now
        self.cases, self.sent = [], {f"N{number}": 0 for number in range(SENT)}

    # What is there at first

    def upload(self, client):
        data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in self.lines()).encode()
        messages = client.messages
        client.unary(ORDERS + "StageImport", messages[PACKAGE + "StageImportRequest"](upload_id="u", data=data))
        request = messages[PACKAGE + "CommitImportRequest"](
            upload_id="u", size_bytes=len(data), sha256=hashlib.sha256(data).digest()
        )
        list(client.stream(ORDERS + "CommitImport", request, "ImportProgress"))

    def lines(self):
        yield {"kind": "header", "format": "xiaoer-shop", "version": 1}
        yield {
            "kind": "customer", "id": CUSTOMER, "name": "Ann Lee", "payment_methods": [
                {"id": "w", "kind": "wallet"}, {"id": "c", "kind": "card"},
                {"id": "g", "kind": "gift_card", "balance": GIFT_CARD, "currency": "CNY"},
            ],
        }
        yield {
            "kind": "product", "id": "S", "name": "Shirt", "category": "apparel", "currency": "CNY", "variants": [
                {"id": f"S-{number}", "price": PRICE + 500 * number, "stock": STOCK} for number in range(3)
            ],
        }
        for number in range(PENDING):
            yield self.order(f"P{number}", [("pending", 3)])
        for number in range(DELIVERED):
            yield self.order(f"D{number}", [("shipped", 3), ("delivered", 2)])
        for number in range(SENT):
            yield self.order(f"L{number}", [("processing", 3)])
        for number in range(SENT):
            yield {
                "kind": "shipment", "id": f"L{number}-1", "order": f"L{number}", "carrier": CARRIER,
                "tracking_number": f"N{number}", "status": "created",
            }

    def order(self, identifier, history):
        return {
            "kind": "order", "id": identifier, "customer": CUSTOMER, "status": history[-1][0],
            "created_at": self.days_ago(3), "currency": "CNY", "total": 2 * PRICE,
            "address": {"country": "CN", "line": "1"},
            "items": [
                {"id": item, "product": "S", "variant": "S-0", "name": "Shirt", "quantity": 1, "unit_price": PRICE}
                for item in ("1", "2")
            ],
            "payments": [{"id": "1", "direction": "charge", "amount": 2 * PRICE, "method": "w"}],
            "history": [{"status": status, "at": self.days_ago(days)} for status, days in history],
        }

    def days_ago(self, days):
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.now - 86_400 * days))

    # What is wished

    def action(self):
        if self.cases and self.random.random() < 0.4:
            step = {"case_id": self.random.choice(self.cases), "step": self.random.choice(CASE_STEPS)}
            if step["step"] in (4, 8):
                step.update(carrier=CARRIER, tracking_number=f"B{self.random.randrange(10**9)}")
            return self.request("", advance_case=step)
        if self.random.random() < 0.5:
            return self.request(f"P{self.random.randrange(PENDING)}", **self.of_pending())
        return self.request(f"D{self.random.randrange(DELIVERED)}", **self.of_delivered())

    def request(self, order_id, **action):
        return {"customer_id": CUSTOMER, "order_id": order_id, "actor": ACTOR, **action}

    def of_pending(self):
        address = {"country": "CN", "line": f"{self.random.randrange(1000)}"}
        return self.random.choice([
            {"cancel_order": {"reason": "other"}},
            {"change_address": {"address": address}},
            {"change_payment": {"payment_method_id": self.random.choice("cgw")}},
            {"change_items": {"exchanges": [self.exchange()], "payment_method_id": "g"}},
            {"request_invoice": {"title": "Ann"}},
        ])

    def of_delivered(self):
        item = self.random.choice("12")
        return self.random.choice([
            {"return_items": {"item_ids": [item], "refund_payment_method_id": "g", "reason": "other"}},
            {"exchange_items": {"exchanges": [self.exchange()], "payment_method_id": "g"}},
            {"refund": {"item_ids": [item], "amount": {"amount_minor": 100, "currency": "CNY"}, "reason": "late"}},
            {"refund": {"item_ids": [item], "reason": "damaged"}},
            {"report_item": {"item_id": item, "problem": 1}},
        ])

    def exchange(self):
        return {"item_id": self.random.choice("12"), "new_variant_id": f"S-{self.random.randrange(1, 3)}"}

    def learn(self, answer):
        identifier = answer.after_sale_case.id
        if identifier and identifier not in self.cases:
            self.cases.append(identifier)

    def events(self):
        """The next scans of some parcels, each at its own hour, some of them for the second time."""
        records = []
        for number in self.random.sample(sorted(self.sent), 3):
            index = min(self.sent[number], len(JOURNEY) - 1)
            records.append({
                "carrier": CARRIER, "tracking_number": number,
                "event": {"id": f"E{index}", "at_unix_ms": (self.now - 86_400 + 3600 * index) * 1000,
                          "status": JOURNEY[index]},
            })
            self.sent[number] = index + self.random.randrange(2)
        return records

    # What must hold

    def check(self, database, acknowledged):
        expect([row[0] for row in database.execute("PRAGMA integrity_check")] == ["ok"], "the file is sound")
        expect(not list(database.execute("PRAGMA foreign_key_check")), "every reference is there")
        self.check_orders(database)
        self.check_money(database)
        self.check_stock(database)
        self.check_events(database, acknowledged)

    def check_orders(self, database):
        """Each record starts from the state that the one before it left, and the last one left the state of today."""
        last = {}
        for row in database.execute("SELECT * FROM audit_record ORDER BY id"):
            order = row["order_id"]
            before, after = (json.loads(row[column].split("\n")[0]) for column in ("before_json", "after_json"))
            expect(before == last.get(order, before), f"record {row['id']} starts where the one before it ended")
            last[order] = after
            case = row["after_json"].split("\n")[1:]
            if case:
                last[json.loads(case[0])["id"]] = json.loads(case[0])
        for row in database.execute("SELECT * FROM shop_order"):
            recorded = last.get(row["id"])
            if recorded:
                found = (row["status"], row["total"], row["revision"])
                expect(found == (recorded["status"], recorded["total"], recorded["revision"]), f"{row['id']} is {found}")
                payments = list(database.execute("SELECT * FROM payment WHERE order_id = ?", (row["id"],)))
                expect(len(payments) == len(recorded["payments"]), f"payments of {row['id']}")
                history = list(database.execute("SELECT * FROM order_status_change WHERE order_id = ?", (row["id"],)))
                expect(len(history) == len(recorded["history"]), f"history of {row['id']}")
                items = {item["id"]: item for item in recorded["items"]}
                for item in database.execute("SELECT * FROM order_item WHERE order_id = ?", (row["id"],)):
                    wanted = items[item["id"]]
                    pairs = [(item["variant_id"], wanted["variant"]), (item["unit_price"], wanted["unit_price"]),
                             (item["status"], wanted.get("status", "ordered"))]
                    expect(all(found == wanted for found, wanted in pairs), f"item {item['id']} of {row['id']}")
        for row in database.execute("SELECT * FROM after_sale_case"):
            expect(row["status"] == last[row["id"]]["status"], f"case {row['id']}")
            expect(len(json.loads(row["steps"])) == len(last[row["id"]]["steps"]), f"steps of {row['id']}")

    def check_money(self, database):
        spent = 0
        for row in database.execute("SELECT * FROM shop_order"):
            paid = 0
            for payment in database.execute("SELECT * FROM payment WHERE order_id = ? ORDER BY position", (row["id"],)):
                amount = payment["amount"] if payment["direction"] == "charge" else -payment["amount"]
                paid += amount
                spent += amount if payment["method_id"] == "g" else 0
                expect(paid >= 0, f"{row['id']} never gives back more than was paid")
        [balance] = database.execute("SELECT balance FROM payment_method WHERE id = 'g'")
        expect(balance[0] + spent == GIFT_CARD, "the gift card and what it paid add up")

    def check_stock(self, database):
        """Shelf, items that were not cancelled, and goods set aside; less what exchanges brought back to the shop."""
        units = {row["id"]: row["stock"] for row in database.execute("SELECT id, stock FROM variant")}
        items = {}
        for row in database.execute("SELECT * FROM order_item"):
            items[row["order_id"], row["id"]] = row["variant_id"]
            if row["status"] != "cancelled":
                units[row["variant_id"]] += 1
        for case in database.execute("SELECT * FROM after_sale_case WHERE kind = 'exchange'"):
            for item in json.loads(case["items"]):
                if case["status"] in ("awaiting_goods", "inspecting"):
                    units[item["variant"]] += 1
        for case in database.execute("SELECT * FROM audit_record WHERE kind = 'case'"):
            before, after = (json.loads(case[column].split("\n")[0]) for column in ("before_json", "after_json"))
            for old, new in zip(before["items"], after["items"]):
                if old["variant"] != new["variant"]:
                    units[old["variant"]] += 1
        orders = PENDING + DELIVERED + SENT
        expect(units == {"S-0": STOCK + 2 * orders, "S-1": STOCK, "S-2": STOCK}, f"no unit is lost or made: {units}")

    def check_events(self, database, acknowledged):
        stored = {
            (row["tracking_number"], row["id"])
            for row in database.execute(
                "SELECT tracking_number, event.id AS id FROM shipment_event AS event JOIN shipment AS s "
                "ON s.id = event.shipment_id"
            )
        }
        expect(set(acknowledged) <= stored, "every acknowledged event is there")
        for row in database.execute(
            "SELECT o.status AS status, s.status AS parcel, s.id AS id FROM shop_order AS o "
            "JOIN shipment AS s ON s.order_id = o.id WHERE s.case_id = ''"
        ):
            wanted = {"created": "processing", "delivered": "delivered"}.get(row["parcel"], "shipped")
            expect(row["status"] == wanted, f"the order of {row['id']} is where its parcel is")
        changes = list(database.execute("SELECT count(*) FROM order_change WHERE what LIKE '%\"event\"%'"))[0][0]
        expect(changes == len(stored), "every event is one change for watchers")


class Failure(Exception):
    """Something that must hold does not."""


def expect(holds, claim):
    if not holds:
        raise Failure(f"does not hold: {claim}")
