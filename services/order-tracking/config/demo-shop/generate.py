#!/usr/bin/env python3
"""Writes the demo shop's import files beside this script, the same bytes each time.

Every time is before midnight (Beijing) of ANCHOR_DAY; the service shifts all of
them by whole days, so that the anchor becomes the day of its first start.
"""
import json
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

from catalogue import PRODUCTS
from places import CARRIERS, CITIES, ESTATES, GIVEN_NAMES, STREETS, SURNAMES

ANCHOR_DAY = "2025-06-30"
NOW = datetime(2025, 6, 30, tzinfo=timezone(timedelta(hours=8)))
FOLDER = Path(__file__).parent
HEADER = {"kind": "header", "format": "xiaoer-shop", "version": 1}
WAREHOUSE = "杭州余杭仓"
FAILED_ATTEMPTS = [
    "派送失败：收件人电话无人接听，将再次派送",
    "派送失败：收件地址无人，已与收件人约定改日派送",
    "地址不详，正在联系收件人核实",
]
DELAYS = [
    "受暴雨影响，快件中转延误，我们会尽快安排发出",
    "运输车辆故障，快件将换车发出",
    "外包装破损，正在加固后重新发出",
]
# Couriers ring between 8 in the morning and 9 in the evening.
AT_THE_DOOR = {"out_for_delivery", "delivered", "exception", "returning"}
SIGNED_BY = ["本人", "家人代收", "小区驿站代收", "公司前台代收", "门卫代收"]
CANCEL_REASONS = ["不想要了", "拍错了", "地址填错了", "商品降价了", "等待时间太长"]

rng = random.Random(20250630)


def instant(when):
    return when.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def ago(days=0.0, hours=0.0):
    return NOW - timedelta(days=days, hours=hours)


# ---- catalogue


def products():
    for row in PRODUCTS:
        pid, name, english, brand, category, aliases, attributes, axes, price, step, text, english_text = row
        combinations = [{}]
        for axis, values in axes.items():
            combinations = [{**c, axis: v} for c in combinations for v in values]
        last_axis = list(axes.values())[-1]
        variants = []
        for number, options in enumerate(combinations, 1):
            position = last_axis.index(list(options.values())[-1])
            variant = {"id": f"{pid}-{number:02}", "options": options, "price": price + step * position}
            variant["stock"] = 0 if rng.random() < 0.06 else rng.randint(3, 400)
            if rng.random() < 0.02:
                variant["available"] = False
            variants.append(variant)
        yield {
            "kind": "product", "id": pid, "name": name, "english_name": english, "category": category,
            "brand": brand, "aliases": aliases, "attributes": attributes, "description": text,
            "english_description": english_text, "currency": "CNY", "variants": variants,
        }


# ---- customers


def address(name, phone, city):
    province, town, district, postal_code, _ = city
    line = f"{rng.choice(STREETS)}{rng.randint(1, 299)}号{rng.choice(ESTATES)}{rng.randint(1, 20)}幢{rng.randint(101, 2602)}室"
    return {
        "recipient": name, "phone": phone, "country": "CN", "province": province, "city": town,
        "district": district, "line": line, "postal_code": postal_code,
    }


def payment_methods(number):
    methods = [{"id": f"PM{number}1", "kind": "wallet", "brand": rng.choice(["支付宝", "微信支付"])}]
    if rng.random() < 0.5:
        brand = rng.choice(["银联储蓄卡", "银联信用卡"])
        methods.append({"id": f"PM{number}2", "kind": "card", "brand": brand, "last_four": f"{rng.randint(0, 9999):04}"})
    if rng.random() < 0.3:
        balance = rng.choice([0, 5000, 10000, 20000, 50000])
        methods.append({"id": f"PM{number}3", "kind": "gift_card", "brand": "小店礼品卡", "balance": balance, "currency": "CNY"})
    return methods


def customer(cid, number, name, city):
    phone = f"1990000{number % 10000:04}"
    addresses = [address(name, phone, city)]
    if rng.random() < 0.25:
        addresses.append(address(name, phone, rng.choice(CITIES)))
    return {
        "kind": "customer", "id": cid, "name": name, "email": f"{cid.lower()}@example.com", "phone": phone,
        "language": "zh", "addresses": addresses, "payment_methods": payment_methods(number),
    }


def customers():
    hangzhou = CITIES[0]
    people = [customer(f"C{10000 + n}", 10000 + n, rng.choice(SURNAMES) + rng.choice(GIVEN_NAMES), rng.choice(CITIES))
              for n in range(1, 121)]
    # Two people of one name in one district, so that a name and postal code can be ambiguous.
    for person in people[:2]:
        person["name"] = "陈晓彤"
        person["addresses"][0] = address("陈晓彤", person["phone"], hangzhou)
    demo = customer("demo", 20999, "测试顾客小云", CITIES[20])
    demo["payment_methods"] = [
        {"id": "PM209991", "kind": "wallet", "brand": "支付宝"},
        {"id": "PM209992", "kind": "card", "brand": "银联信用卡", "last_four": "2048"},
        {"id": "PM209993", "kind": "gift_card", "brand": "小店礼品卡", "balance": 20000, "currency": "CNY"},
    ]
    return people + [demo]


# ---- shipments


class Parcel:
    """One shipment whose events are added in order of time."""

    def __init__(self, shipment_id, order, carrier, created):
        self.carrier, prefix, digits, self.hours, self.spread, _ = carrier
        self.order = order
        self.city = order["address"]["city"].removesuffix("市")
        self.zone = next(c[4] for c in CITIES if c[1] == order["address"]["city"])
        self.clock = created
        self.record = {
            "kind": "shipment", "id": shipment_id, "order": order["id"], "carrier": self.carrier,
            "tracking_number": prefix + "".join(rng.choice("0123456789") for _ in range(digits)),
            "status": "created", "items": [item["id"] for item in order["items"]], "created_at": instant(created),
        }
        usual = self.hours[self.zone - 1]
        self.record["promised_at"] = instant(created + timedelta(hours=usual * 1.6 + 24))
        self.transit = usual * rng.lognormvariate(0, self.spread)

    def event(self, hours, status, place, description):
        self.clock += timedelta(hours=hours, seconds=rng.randint(0, 700))
        if status in AT_THE_DOOR and not 8 <= self.clock.hour < 21:
            night = self.clock.hour >= 21
            self.clock = self.clock.replace(hour=8, minute=rng.randint(0, 59)) + timedelta(days=night, hours=rng.uniform(0, 4))
        events = self.record.setdefault("events", [])
        events.append({
            "id": f"E{len(events) + 1:02}", "at": instant(self.clock), "status": status,
            "place": place, "description": description,
        })
        self.record["status"] = status

    def collect(self):
        self.event(rng.uniform(2, 9), "collected", WAREHOUSE, f"{self.carrier}已揽收快件")

    def depart(self):
        self.event(self.transit * 0.12, "in_transit", "杭州转运中心", f"快件离开杭州转运中心，发往{self.city}转运中心")

    def arrive(self):
        self.event(self.transit * 0.58, "in_transit", f"{self.city}转运中心", f"快件到达{self.city}转运中心")

    def reach_station(self):
        site = f"{self.city}{self.order['address']['district'].removesuffix('区')}营业点"
        self.event(self.transit * 0.18, "in_transit", site, f"快件到达{site}，等待派送")

    def hand_out(self, hours=None):
        site = f"{self.city}{self.order['address']['district'].removesuffix('区')}营业点"
        courier = rng.choice(SURNAMES) + "师傅"
        hours = self.transit * 0.08 if hours is None else hours
        self.event(hours, "out_for_delivery", site, f"快递员{courier}正在派件，请保持电话畅通")

    def fail(self):
        self.event(rng.uniform(2, 6), "exception", f"{self.city}营业点", rng.choice(FAILED_ATTEMPTS))

    def delay(self):
        self.event(self.transit * 0.1, "exception", f"{self.city}转运中心", rng.choice(DELAYS))
        self.transit *= 1.5

    def transfer(self):
        self.event(self.transit * 0.05, "transferred", f"{self.city}转运中心", "快件已转交邮政快递继续派送")

    def sign(self):
        self.event(self.transit * 0.04 + 1, "delivered", f"{self.city}", f"快件已签收，签收人：{rng.choice(SIGNED_BY)}")

    def deliver(self, trouble=None):
        self.collect()
        self.depart()
        if trouble == "delay":
            self.delay()
        self.arrive()
        if trouble == "transfer":
            self.transfer()
        self.reach_station()
        self.hand_out()
        if trouble == "failed":
            self.fail()
            self.hand_out(rng.uniform(14, 22))
        self.sign()

    def bounce(self, back=True):
        self.collect()
        self.depart()
        self.arrive()
        self.hand_out()
        self.event(3, "exception", f"{self.city}营业点", "收件人拒收")
        self.event(8, "returning", f"{self.city}营业点", "快件退回寄件人")
        if back:
            self.event(self.transit * 0.8, "returned", WAREHOUSE, "退件已由寄件人签收")

    def send_back(self, done):
        """Goods that a customer returns: from the door back to the warehouse."""
        self.event(20, "collected", self.city, f"{self.carrier}已上门取件")
        self.event(self.transit * 0.3, "returning", f"{self.city}转运中心", "退货快件发往杭州余杭仓")
        if done:
            self.event(self.transit * 0.7, "returned", WAREHOUSE, "仓库已收到退货并完成验收")

    def before_now(self, hours):
        """Moves every event by whole days, so that the last one is at least `hours` old."""
        shift = timedelta(days=(NOW - timedelta(hours=hours) - self.clock) // timedelta(days=1))
        self.shift = shift
        self.clock += shift
        move = lambda text: instant(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc) + shift)
        self.record["created_at"] = move(self.record["created_at"])
        self.record["promised_at"] = move(self.record["promised_at"])
        for event in self.record.get("events", []):
            event["at"] = move(event["at"])
        return self


# ---- orders


class Shop:
    def __init__(self):
        self.products = list(products())
        self.customers = customers()
        self.orders, self.shipments = [], []

    def item(self, number, product_id=None, options=None):
        product = next(p for p in self.products if p["id"] == product_id) if product_id else rng.choice(self.products)
        wanted = [v for v in product["variants"] if not options or options.items() <= v["options"].items()]
        variant = rng.choice(wanted)
        return {
            "id": f"I{number}", "product": product["id"], "variant": variant["id"], "name": product["name"],
            "options": variant["options"], "quantity": 1 if product_id or rng.random() < 0.85 else 2, "unit_price": variant["price"],
        }

    def order(self, buyer, created, items=None):
        if created.hour < 7:
            created += timedelta(hours=rng.uniform(7, 15))
        if items is None:
            chosen = {}
            for _ in range(rng.choices([1, 2, 3, 4], [55, 28, 12, 5])[0]):
                item = self.item(len(chosen) + 1)
                chosen.setdefault(item["variant"], item)
            items = list(chosen.values())
        total = sum(item["quantity"] * item["unit_price"] for item in items)
        order = {
            "kind": "order", "id": f"XD{20480001 + len(self.orders)}", "customer": buyer["id"], "status": "awaiting_payment",
            "created_at": instant(created), "currency": "CNY", "total": total, "address": dict(buyer["addresses"][0]),
            "items": items, "payments": [], "history": [],
        }
        self.orders.append(order)
        self.step(order, "awaiting_payment", created)
        order["buyer"], order["created"] = buyer, created
        return order

    @staticmethod
    def step(order, status, when):
        order["status"] = status
        order["history"].append({"status": status, "at": instant(when)})
        order["revision"] = len(order["history"])

    def pay(self, order, minutes=None):
        when = order["created"] + timedelta(minutes=minutes or rng.randint(1, 25))
        methods = [m for m in order["buyer"]["payment_methods"] if m["kind"] != "gift_card"]
        order["payments"].append({
            "id": "PAY1", "direction": "charge", "amount": order["total"], "method": rng.choice(methods)["id"], "at": instant(when),
        })
        self.step(order, "pending", when)
        return when

    def refund(self, order, amount, when):
        charge = order["payments"][0]
        order["payments"].append({
            "id": f"PAY{len(order['payments']) + 1}", "direction": "refund", "amount": amount, "method": charge["method"], "at": instant(when),
        })

    def parcel(self, order, created, carrier=None):
        chosen = carrier or rng.choices(CARRIERS, [c[5] for c in CARRIERS])[0]
        parcel = Parcel(f"S{30480001 + len(self.shipments)}", order, chosen, created)
        self.shipments.append(parcel.record)
        return parcel

    def sent(self, order, story, hours_before_now=None, carrier=None):
        """Pays, packs and sends an order whose parcel lives through `story`."""
        packed = self.pay(order) + timedelta(hours=rng.uniform(3, 20))
        parcel = self.parcel(order, packed + timedelta(hours=1), carrier)
        story(parcel)
        if hours_before_now is not None:
            parcel.before_now(hours_before_now)
            self.move(order, parcel.shift)
            packed += parcel.shift
        self.step(order, "processing", packed)
        if parcel.record["status"] != "created":
            shipped = datetime.strptime(parcel.record["events"][0]["at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
            self.step(order, "shipped", shipped)
        if parcel.record["status"] == "delivered":
            self.step(order, "delivered", parcel.clock)
        return parcel

    @staticmethod
    def move(order, shift):
        order["created"] += shift
        for record in [order] + order["history"] + order["payments"]:
            for key in ("at", "created_at"):
                if key in record:
                    when = datetime.strptime(record[key], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
                    record[key] = instant(when + shift)

    # Each story below ends in one state of an order.

    def demo(self):
        buyer = self.customers[-1]
        shoes = self.order(buyer, ago(4), [self.item(1, "P1101", {"颜色": "黑色", "尺码": "42"})])
        self.sent(shoes, lambda p: (p.collect(), p.depart(), p.arrive()), 1, CARRIERS[0])
        shirt = self.order(buyer, ago(9), [
            self.item(1, "P1001", {"颜色": "灰色", "尺码": "L"}), self.item(2, "P1002", {"颜色": "白色", "尺码": "L"})])
        self.sent(shirt, lambda p: p.deliver(), 52, CARRIERS[1])
        flask = self.order(buyer, ago(hours=6), [self.item(1, "P1207", {"颜色": "墨绿色"})])
        self.pay(flask, 3)
        earbuds = self.order(buyer, ago(45), [self.item(1, "P1301", {"颜色": "白色"})])
        self.sent(earbuds, lambda p: p.deliver("failed"), 24 * 38, CARRIERS[4])

    def open_orders(self):
        for _ in range(10):
            self.order(self.buyer(), ago(hours=rng.uniform(0.5, 20)))
        for _ in range(26):
            self.pay(self.order(self.buyer(), ago(hours=rng.uniform(2, 30))))
        for _ in range(5):
            order = self.order(self.buyer(), ago(hours=rng.uniform(5, 30)))
            self.step(order, "items_modified", self.pay(order) + timedelta(hours=1))
        for _ in range(16):
            order = self.order(self.buyer(), ago(hours=rng.uniform(36, 70)))
            self.step(order, "processing", self.pay(order) + timedelta(hours=rng.uniform(1, 10)))
        for _ in range(6):
            self.sent(self.order(self.buyer(), ago(2)), lambda p: None, rng.uniform(1, 10))

    def on_the_way(self):
        stories = [
            (7, lambda p: p.collect()),
            (12, lambda p: (p.collect(), p.depart())),
            (14, lambda p: (p.collect(), p.depart(), p.arrive())),
            (3, lambda p: (p.collect(), p.depart(), p.arrive(), p.transfer())),
            (8, lambda p: (p.collect(), p.depart(), p.arrive(), p.reach_station(), p.hand_out())),
            (5, lambda p: (p.collect(), p.depart(), p.arrive(), p.reach_station(), p.hand_out(), p.fail())),
            (5, lambda p: (p.collect(), p.depart(), p.delay())),
            (3, lambda p: p.bounce(back=False)),
        ]
        for count, story in stories:
            for _ in range(count):
                self.sent(self.order(self.buyer(), ago(6)), story, rng.uniform(1, 14))

    def delivered(self):
        for number in range(138):
            trouble = rng.choices([None, "delay", "failed", "transfer"], [78, 9, 9, 4])[0]
            age = rng.uniform(6, 24 * 14) if number % 2 else rng.uniform(24 * 14, 24 * 90)
            self.sent(self.order(self.buyer(), ago(30)), lambda p: p.deliver(trouble), age)

    def cancelled(self):
        for number in range(18):
            order = self.order(self.buyer(), ago(rng.uniform(1, 60)))
            when = order["created"] + timedelta(hours=1)
            if number % 3:
                when = self.pay(order) + timedelta(hours=rng.uniform(0.2, 5))
                self.refund(order, order["total"], when + timedelta(minutes=1))
            self.step(order, "cancelled", when)
            order["cancel_reason"] = rng.choice(CANCEL_REASONS)

    def after_sale(self):
        for number in range(26):
            order = self.order(self.buyer(), ago(40))
            done = number >= 12
            parcel = self.sent(order, lambda p: p.deliver(), rng.uniform(24 * 9, 24 * 50) if done else rng.uniform(30, 24 * 5))
            asked = parcel.clock + timedelta(hours=rng.uniform(4, 24))
            returned = order["items"][: 1 if number % 2 else None]
            amount = sum(i["quantity"] * i["unit_price"] for i in returned)
            for item in returned:
                item["status"] = "returned" if done else "return_requested"
            self.step(order, "return_requested", asked)
            if done:
                back = self.parcel(order, asked)
                back.record["items"] = [item["id"] for item in returned]
                back.send_back(True)
                self.step(order, "returned", back.clock)
                self.refund(order, amount, back.clock + timedelta(hours=2))
        for number in range(12):
            order = self.order(self.buyer(), ago(40))
            done = number >= 7
            parcel = self.sent(order, lambda p: p.deliver(), rng.uniform(24 * 9, 24 * 50) if done else rng.uniform(30, 24 * 5))
            asked = parcel.clock + timedelta(hours=rng.uniform(4, 24))
            order["items"][0]["status"] = "exchanged" if done else "exchange_requested"
            self.step(order, "exchange_requested", asked)
            if done:
                self.step(order, "delivered", asked + timedelta(days=6))
        for _ in range(5):
            order = self.order(self.buyer(), ago(40))
            parcel = self.sent(order, lambda p: p.bounce(), rng.uniform(24 * 3, 24 * 40))
            for item in order["items"]:
                item["status"] = "returned"
            self.step(order, "returned", parcel.clock)
            self.refund(order, order["total"], parcel.clock + timedelta(hours=2))

    def buyer(self):
        return rng.choice(self.customers[:-1])


ORDER_KEYS = ["kind", "id", "customer", "status", "created_at", "currency", "total", "address", "items", "payments",
              "history", "cancel_reason", "revision"]


def write(name, records):
    lines = [HEADER] + sorted(records, key=lambda record: record["id"].encode())
    text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    (FOLDER / name).write_text(text, encoding="utf-8")


def main():
    shop = Shop()
    shop.demo()
    shop.open_orders()
    shop.on_the_way()
    shop.delivered()
    shop.cancelled()
    shop.after_sale()
    write("customers.jsonl", shop.customers)
    write("products.jsonl", shop.products)
    write("orders.jsonl", [{k: o[k] for k in ORDER_KEYS if (o.get(k) or k == "total") and (k, o[k]) != ("revision", 1)} for o in shop.orders])
    write("shipments.jsonl", shop.shipments)
    manifest = {"anchor_day": ANCHOR_DAY, "files": ["customers.jsonl", "products.jsonl", "orders.jsonl", "shipments.jsonl"]}
    (FOLDER / "manifest.json").write_text(json.dumps(manifest) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
