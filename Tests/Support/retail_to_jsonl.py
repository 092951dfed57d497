#!/usr/bin/env python3
"""Converts a retail db.json (users, products, orders) into the import format: retail_to_jsonl.py DB.JSON > SHOP.JSONL

docs/import-format.md describes the output. Amounts become whole cents; the source has no dates and no carriers.
"""
import json
import sys
from decimal import Decimal

COUNTRIES = {"USA": "US"}
KINDS = {"credit_card": "card", "paypal": "wallet", "gift_card": "gift_card"}
ORDER_STATUSES = {
    "pending": "pending",
    "pending (item modified)": "items_modified",
    "processed": "processing",
    "delivered": "delivered",
    "cancelled": "cancelled",
    "return requested": "return_requested",
    "exchange requested": "exchange_requested",
}
# What the order's status says of its parcels, which have no events of their own.
SHIPMENT_STATUSES = {"delivered", "return_requested", "exchange_requested"}


def cents(amount):
    return int((amount * 100).quantize(Decimal(1)))


def address(source):
    lines = [source["address1"], source["address2"]]
    return {
        "country": COUNTRIES[source["country"]],
        "province": source["state"],
        "city": source["city"],
        "line": ", ".join(line for line in lines if line),
        "postal_code": source["zip"],
    }


def payment_method(source):
    method = {"id": source["id"], "kind": KINDS[source["source"]]}
    if source["source"] == "credit_card":
        method |= {"brand": source["brand"], "last_four": source["last_four"]}
    if source["source"] == "gift_card":
        method |= {"balance": cents(source["balance"]), "currency": "USD"}
    return method


def customer(source):
    return {
        "kind": "customer",
        "id": source["user_id"],
        "name": f'{source["name"]["first_name"]} {source["name"]["last_name"]}',
        "email": source["email"],
        "language": "en",
        "addresses": [address(source["address"])],
        "payment_methods": [payment_method(method) for method in source["payment_methods"].values()],
    }


def product(source):
    variants = [
        {"id": variant["item_id"], "options": variant["options"], "price": cents(variant["price"])}
        | ({} if variant["available"] else {"available": False})
        for variant in source["variants"].values()
    ]
    return {
        "kind": "product",
        "id": source["product_id"],
        "name": source["name"],
        "english_name": source["name"],
        "currency": "USD",
        "variants": variants,
    }


def order(source):
    items = [
        {
            "id": str(position),
            "product": item["product_id"],
            "variant": item["item_id"],
            "name": item["name"],
            "options": item["options"],
            "quantity": 1,
            "unit_price": cents(item["price"]),
        }
        for position, item in enumerate(source["items"], 1)
    ]
    payments = [
        {
            "id": str(position),
            "direction": "charge" if payment["transaction_type"] == "payment" else "refund",
            "amount": cents(payment["amount"]),
            "method": payment["payment_method_id"],
        }
        for position, payment in enumerate(source["payment_history"], 1)
    ]
    return {
        "kind": "order",
        "id": source["order_id"],
        "customer": source["user_id"],
        "status": ORDER_STATUSES[source["status"]],
        "currency": "USD",
        "total": sum(item["unit_price"] for item in items),
        "address": address(source["address"]),
        "items": items,
        "payments": payments,
    } | ({"cancel_reason": source["cancel_reason"]} if source.get("cancel_reason") else {})


def shipments(source):
    """One a tracking number. An item that an order holds twice is taken once for each time it is named."""
    status = ORDER_STATUSES[source["status"]]
    positions = {}
    for position, item in enumerate(source["items"], 1):
        positions.setdefault(item["item_id"], []).append(str(position))
    for fulfilment in source["fulfillments"]:
        ids = [positions[item].pop(0) for item in fulfilment["item_ids"] if positions.get(item)]
        for number in fulfilment["tracking_id"]:
            yield {
                "kind": "shipment",
                "id": f'{source["order_id"]}-{number}',
                "order": source["order_id"],
                "tracking_number": number,
                "status": "delivered" if status in SHIPMENT_STATUSES else "created",
                "items": ids,
            }


def load(path):
    """The database with exact numbers."""
    with open(path, encoding="utf-8") as file:
        return json.load(file, parse_float=Decimal, parse_int=Decimal)


def records(shop):
    yield {"kind": "header", "format": "xiaoer-shop", "version": 1}
    yield from (customer(user) for user in shop["users"].values())
    yield from (product(item) for item in shop["products"].values())
    yield from (order(purchase) for purchase in shop["orders"].values())
    yield from (parcel for purchase in shop["orders"].values() for parcel in shipments(purchase))


def main():
    for record in records(load(sys.argv[1])):
        print(json.dumps(record, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
