"""Brings what an export of the import format says back into a retail database, and hashes that database.

The import format keeps no first and last names, no two address lines and no fulfilments, so the database that the
export started from supplies these; everything that an after-sale action can change comes from the export alone, and
nothing of the export may be left over.
"""
import copy
import hashlib
import json
from decimal import Decimal

import retail_to_jsonl as forward

STATUSES = {value: key for key, value in forward.ORDER_STATUSES.items()}
COUNTRIES = {value: key for key, value in forward.COUNTRIES.items()}
OPTIONAL_ORDER_KEYS = [
    "cancel_reason", "exchange_items", "exchange_new_items", "exchange_payment_method_id",
    "exchange_price_difference", "return_items", "return_payment_method_id",
]
AMOUNT_KEYS = {"price", "amount", "balance", "exchange_price_difference"}


def restored(initial, lines):
    """The database `initial` as the exported lines say that it is now."""
    shop = copy.deepcopy(initial)
    exported = {}
    for line in lines:
        record = json.loads(line)
        exported[record["kind"], record.get("id", "")] = record
    for (kind, identifier), record in exported.items():
        if kind == "customer":
            restore_customer(shop["users"][identifier], record)
        elif kind == "order":
            restore_order(shop["orders"][identifier], record)
    for (kind, _), record in exported.items():
        if kind == "case":
            restore_case(shop["orders"][record["order"]], record, exported["order", record["order"]])
    check(shop, exported)
    return shop


def amount(cents):
    return Decimal(cents) / 100


def restore_address(current, record):
    if forward.address(current) == record:
        return current
    first, _, second = record["line"].partition(", ")
    return {
        "address1": first, "address2": second, "city": record["city"], "state": record["province"],
        "country": COUNTRIES[record["country"]], "zip": record["postal_code"],
    }


def restore_customer(user, record):
    user["address"] = restore_address(user["address"], record["addresses"][0])
    for method in record["payment_methods"]:
        if "balance" in method:
            user["payment_methods"][method["id"]]["balance"] = amount(method["balance"])


def restore_order(order, record):
    order["status"] = STATUSES[record["status"]]
    order["address"] = restore_address(order["address"], record["address"])
    order["items"] = [
        {
            "name": item["name"], "product_id": item["product"], "item_id": item["variant"],
            "price": amount(item["unit_price"]), "options": item["options"],
        }
        for item in record["items"]
    ]
    order["payment_history"] = [
        {
            "transaction_type": "payment" if payment["direction"] == "charge" else "refund",
            "amount": amount(payment["amount"]), "payment_method_id": payment["method"],
        }
        for payment in record["payments"]
    ]
    if "cancel_reason" in record:
        order["cancel_reason"] = record["cancel_reason"]


def restore_case(order, case, record):
    variants = {item["id"]: item["variant"] for item in record["items"]}
    items = sorted(variants[item["item"]] for item in case["items"])
    if case["action"] == "return":
        order |= {"return_items": items, "return_payment_method_id": case["method"]}
    else:
        order |= {
            "exchange_items": items,
            "exchange_new_items": sorted(item["variant"] for item in case["items"]),
            "exchange_payment_method_id": case["method"],
            "exchange_price_difference": amount(case.get("charge", 0) - case.get("refund", 0)),
        }


def check(shop, exported):
    """Converting the result again must give the export, but for what a retail database has no place for."""
    again = {(record["kind"], record.get("id", "")): record for record in forward.records(shop)}
    for key, record in exported.items():
        if key[0] in ("case", "shipment"):
            continue
        if comparable(again.pop(key)) != comparable(record):
            raise ValueError(f"{key[0]} {key[1]} holds what the retail form does not")
    left = [key for key in again if key[0] != "shipment"]
    if left:
        raise ValueError(f"the export lacks {left[0][0]} {left[0][1]}")


def comparable(record):
    record = {name: value for name, value in record.items() if name not in ("history", "revision")}
    if record["kind"] == "order":
        record["payments"] = [
            {name: payment[name] for name in ("direction", "amount", "method")} for payment in record["payments"]
        ]
        record["items"] = [
            {name: value for name, value in item.items() if name != "status"} for item in record["items"]
        ]
    return record


def database_hash(shop):
    shop = copy.deepcopy(shop)
    for order in shop["orders"].values():
        for key in OPTIONAL_ORDER_KEYS:
            order.setdefault(key, None)
    text = json.dumps(in_cents(shop), sort_keys=True, separators=(", ", ": "))
    return hashlib.sha256(text.encode()).hexdigest()


def in_cents(value, key=None):
    if isinstance(value, dict):
        return {name: in_cents(child, name) for name, child in value.items()}
    if isinstance(value, list):
        return [in_cents(child) for child in value]
    if isinstance(value, Decimal):
        return forward.cents(value) if key in AMOUNT_KEYS else int(value)
    return value
