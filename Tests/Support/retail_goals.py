"""Makes goals of simulated customers from a retail shop's tasks, each with a copy of the customer's records.

What is wanted is read from the annotated actions, since no language model is at hand to read the task's prose; from
the prose come only the questions that a pattern recognises. The customer is told neither variant nor item ids.
"""
import json
import re

import retail_to_jsonl

METHOD_WORDS = {"paypal": "paypal", "gift_card": "gift card"}
SHORT_NAMES = {
    "Hiking Boots": "boots", "Vacuum Cleaner": "cleaner", "Mechanical Keyboard": "keyboard", "Desk Lamp": "lamp",
    "Smart Thermostat": "thermostat", "Pet Bed": "bed", "Garden Hose": "hose", "Cycling Helmet": "helmet",
    "Wireless Earbuds": "earbuds", "Office Chair": "chair", "Jigsaw Puzzle": "puzzle", "Water Bottle": "bottle",
}
ACTIONS = {
    "cancel_pending_order": "cancel_order", "modify_pending_order_address": "change_address",
    "modify_user_address": "change_default_address", "modify_pending_order_items": "change_items",
    "modify_pending_order_payment": "change_payment", "exchange_delivered_order_items": "exchange_items",
    "return_delivered_order_items": "return_items",
}


class Shop:
    def __init__(self, folder):
        self.data = retail_to_jsonl.load(folder / "db.json")
        self.tasks = json.loads((folder / "tasks.json").read_text())
        self.hashes = json.loads((folder / "expected_database_hashes.json").read_text())["after_task"]
        self.records = list(retail_to_jsonl.records(self.data))
        self.variants = {
            item: variant for product in self.data["products"].values() for item, variant in product["variants"].items()
        }

    def user_id(self, task):
        for action in task["evaluation_criteria"]["actions"]:
            arguments = action["arguments"]
            if "user_id" in arguments:
                return arguments["user_id"]
            if "order_id" in arguments and arguments["order_id"] in self.data["orders"]:
                return self.data["orders"][arguments["order_id"]]["user_id"]
        return self.named_user(task["user_scenario"]["instructions"]["known_info"])

    def named_user(self, known):
        for user in self.data["users"].values():
            name = f'{user["name"]["first_name"]} {user["name"]["last_name"]}'
            if user["email"] in known or user["user_id"] in known:
                return user["user_id"]
            if name in known and str(user["address"]["zip"]) in known:
                return user["user_id"]
        raise ValueError(f"no customer of the shop is {known}")

    def wishes(self, task):
        actions = task["evaluation_criteria"]["actions"]
        return [
            self.wish(ACTIONS[action["name"]], **action["arguments"]) for action in actions if action["name"] in ACTIONS
        ]

    def wish(self, action, order_id="", item_ids=(), new_item_ids=(), payment_method_id="", reason="", user_id="", **address):
        order = self.data["orders"].get(order_id)
        user = self.data["users"][order["user_id"] if order else user_id]
        pairs = [(old, new_item_ids[place] if new_item_ids else None) for place, old in enumerate(item_ids)]
        if action == "cancel_order":
            pairs = [(item["item_id"], None) for item in order["items"]]
        original = order["payment_history"][0]["payment_method_id"] if order else ""
        method = user["payment_methods"].get(payment_method_id) if payment_method_id != original else None
        words, shown = method_words(method)
        return {
            "action": action, "order": order_id, "items": [self.item(order, old, new) for old, new in pairs],
            "method": words, "methodShown": shown, "reason": reason, "address": address_line(address),
        }

    def item(self, order, old, new):
        held = next(item for item in order["items"] if item["item_id"] == old)
        names = sorted(held["options"])
        wanted = self.variants[new]["options"] if new else {}
        changes = [spoken(name, wanted[name]) for name in names if wanted and wanted[name] != held["options"][name]]
        return {
            "name": held["name"], "options": [held["options"][name] for name in names],
            "wanted": [wanted[name] for name in names] if new else [],
            "changes": changes, "short": SHORT_NAMES.get(held["name"], ""),
        }

    def clone(self, task, run):
        return Clone(self, task, run)


class Clone:
    """One task's customer under numbers that only this conversation has."""

    def __init__(self, shop, task, run):
        self.task, self.run = task["id"], run
        user = shop.data["users"][shop.user_id(task)]
        tag = int(task["id"]) + 1000 * (run + 1)
        orders = [order for order in shop.data["orders"].values() if order["user_id"] == user["user_id"]]
        self.names = {user["user_id"]: f'{user["user_id"]}_{tag}', user["email"]: f'c{tag}.{user["email"]}'}
        for place, order in enumerate(orders):
            self.names[order["order_id"]] = f"#W{tag:05d}{place:02d}"
            for fulfilment in order["fulfillments"]:
                for number in fulfilment["tracking_id"]:
                    self.names.setdefault(number, f"7{tag:05d}{len(self.names):06d}")
        ids = {order["order_id"] for order in orders}
        self.records = [
            self.renamed(record) for record in shop.records
            if record.get("id") == user["user_id"] or record.get("id") in ids or record.get("order") in ids
        ]
        self.facts = task["evaluation_criteria"].get("communicate_info") or []
        self.goal = self.renamed(goal_of(shop, task, user, run))

    def renamed(self, value, back=False):
        text = json.dumps(value)
        for name, own in sorted(self.names.items(), key=lambda pair: -len(pair[0])):
            old, new = (own, name) if back else (name, own)
            text = text.replace(old, new)
        return json.loads(text)

    def original(self, records):
        own = set(self.names.values())
        return [
            self.renamed(record, back=True) for record in records
            if record.get("id") in own or record.get("customer") in own or record.get("order") in own
        ]


def goal_of(shop, task, user, run):
    instructions = task["user_scenario"]["instructions"]
    known = instructions["known_info"]
    actions = task["evaluation_criteria"]["actions"]
    return {
        "id": f'{task["id"]}/{run + 1}', "customer": user["user_id"],
        "name": f'{user["name"]["first_name"]} {user["name"]["last_name"]}',
        "email": user["email"] if user["email"] in known else "", "postalCode": str(user["address"]["zip"]),
        "wishes": shop.wishes(task), "questions": questions(instructions["reason_for_call"]) + lookups(shop, task, user),
        "wantsHuman": any(action["name"] == "transfer_to_human_agents" for action in actions),
    }


def questions(text):
    """Questions that a customer asks beside changes, where the task's text has one of these forms."""
    asked = []
    if match := re.search(r"how many ([\w-]+) options", text):
        name = {"tshirt": "t-shirt"}.get(match[1], match[1])
        asked.append(f"How many {name} options are available in your store right now?")
    if re.search(r"total (refund|amount you can get back|amount of the refund)|how much (money )?you (will |need to )?(get back|pay)", text):
        asked.append("How much will I get back or be charged in total?")
    if match := re.search(r"cheapest available ([\w -]+?) (right now|and)", text):
        asked.append(f"What is the cheapest {match[1]} available right now, and which options does it have?")
    if "gift card balance" in text:
        asked.append("What is my gift card balance now?")
    return asked


def lookups(shop, task, user):
    """Questions about the orders of which the task wants a fact told."""
    orders = [order for order in shop.data["orders"].values() if order["user_id"] == user["user_id"]]
    numbers = []
    for fact in task["evaluation_criteria"].get("communicate_info") or []:
        holding = [order["order_id"] for order in orders if fact in facts_of(order)]
        if holding and not set(holding) & set(numbers):
            numbers.append(holding[0])
    return [f"Can you show me the details of order {number}?" for number in numbers]


def facts_of(order):
    items = [value for item in order["items"] for value in [str(item["price"]), *item["options"].values()]]
    tracking = [number for parcel in order["fulfillments"] for number in parcel["tracking_id"]]
    total = sum(item["price"] for item in order["items"])
    return [str(total), *items, *tracking, *map(str, order["address"].values())]


def method_words(method):
    """How the customer calls a way to pay, and how the shop shows it."""
    if not method:
        return "", ""
    if method["source"] == "credit_card":
        return f'{method["brand"]} card ending in {method["last_four"]}', f'ending in {method["last_four"]}'
    return METHOD_WORDS[method["source"]], method["id"]


def spoken(name, value):
    if value == "yes":
        return name
    if value in ("no", "none"):
        return f"no {name}"
    return f"{name} {value}" if re.fullmatch(r"\d+|[SMLX]+", value) else value


def address_line(address):
    if not address:
        return ""
    lines = [address["address1"], address["address2"], address["city"], f'{address["state"]} {address["zip"]}']
    return ", ".join(line for line in lines if line)
