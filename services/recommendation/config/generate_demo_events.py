#!/usr/bin/env python3
"""Writes demo-events.jsonl beside this script, the same bytes each time.

Purchases, carts and returns follow from the demo shop's orders, which
order-tracking owns; looks are drawn at random around what goes together. Every
time is before the shop's anchor day, and the service shifts all of them by whole
days, so that the anchor becomes the day of its first start.
"""
import json
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

FOLDER = Path(__file__).parent
SHOP = FOLDER.parent.parent / "order-tracking" / "config" / "demo-shop"
ANCHOR_DAY = json.loads((SHOP / "manifest.json").read_text())["anchor_day"]
NOW = datetime.fromisoformat(ANCHOR_DAY).replace(tzinfo=timezone(timedelta(hours=8)))

# Products that one customer looks at in one sitting, and how often that happens.
SITTINGS = [
    (9, ["P1101", "P1306", "P1801", "P1802", "P1207"]),  # running and fitness
    (5, ["P1104", "P1804", "P1207", "P1303", "P1805"]),  # outdoors
    (8, ["P1001", "P1102", "P1005", "P1904", "P1901"]),  # the office, men
    (7, ["P1003", "P1103", "P1903", "P1504", "P1503"]),  # the office, women
    (6, ["P1002", "P1005", "P1006", "P1101"]),  # casual wear
    (4, ["P1004", "P1007", "P1105", "P1605"]),  # winter
    (9, ["P1304", "P1305", "P1307", "P2104", "P2103"]),  # the desk
    (8, ["P1301", "P1302", "P1303", "P1306"]),  # phone and sound
    (6, ["P1201", "P1202", "P1203", "P1604"]),  # the bedroom
    (5, ["P1601", "P1602", "P1206", "P1404"]),  # the kitchen
    (4, ["P1603", "P1604", "P1204", "P1205"]),  # a tidy home
    (6, ["P1401", "P1402", "P1403", "P1404", "P1405"]),  # tea, coffee and nuts
    (5, ["P1501", "P1502", "P1503", "P1506"]),  # skin care
    (3, ["P1505", "P1606", "P1501"]),  # hair
    (6, ["P1701", "P1702", "P1704", "P1703"]),  # a baby
    (4, ["P1703", "P1705", "P1106", "P2101"]),  # a child
    (4, ["P2001", "P2002", "P2003"]),  # a cat
    (3, ["P1902", "P1905", "P1202", "P1303"]),  # travel
    (3, ["P2101", "P2102", "P2103", "P1901"]),  # school
]

rng = random.Random(20250630)


def read(name):
    lines = (SHOP / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[1:]]


def parsed(instant):
    return datetime.fromisoformat(instant.replace("Z", "+00:00"))


def event(customer, product, kind, when, **more):
    at = when.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"customer": customer, "product": product, "kind": kind, "at": at, **more}


def order_events(order):
    """A look and a cart before each purchase; a return where the item went back."""
    created = parsed(order["created_at"])
    reached = {step["status"]: parsed(step["at"]) for step in order["history"]}
    for item in order["items"]:
        product, customer = item["product"], order["customer"]
        yield event(customer, product, "view", created - timedelta(minutes=rng.randint(5, 2880)))
        yield event(customer, product, "cart", created - timedelta(minutes=rng.randint(1, 4)))
        if "pending" not in reached or order["status"] == "cancelled":
            continue
        more = {"quantity": item["quantity"], "order": order["id"]}
        yield event(customer, product, "buy", reached["pending"], **more)
        if item.get("status") == "returned" and "returned" in reached:
            yield event(customer, product, "return", reached["returned"], **more)


def sitting_events(customer):
    """Some sittings a customer, each with a few of its products, minutes apart."""
    weights = [weight for weight, _ in SITTINGS]
    tastes = rng.choices(SITTINGS, weights, k=2)
    for _ in range(rng.randint(1, 5)):
        products = rng.choice(tastes)[1]
        when = NOW - timedelta(days=rng.uniform(0.3, 75) ** 0.97, minutes=rng.randint(1, 600))
        for product in rng.sample(products, rng.randint(2, len(products) - 1)):
            yield event(customer, product, "view", when)
            if rng.random() < 0.12:
                yield event(customer, product, "cart", when + timedelta(minutes=1))
            when += timedelta(minutes=rng.randint(1, 12))


def main():
    events = [event for order in read("orders.jsonl") for event in order_events(order)]
    events += [event for customer in read("customers.jsonl") for event in sitting_events(customer["id"])]
    known = {product["id"] for product in read("products.jsonl")}
    assert all(event["product"] in known for event in events), "a product is not the demo shop's"
    events.sort(key=lambda event: (event["at"], event["customer"], event["product"], event["kind"]))
    lines = [{"kind": "header", "format": "xiaoer-events", "version": 1, "anchor_day": ANCHOR_DAY}]
    lines += [{"id": f"DEMO{number:05}", **event} for number, event in enumerate(events, 1)]
    text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    (FOLDER / "demo-events.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
