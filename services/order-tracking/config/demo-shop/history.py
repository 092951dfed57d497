#!/usr/bin/env python3
"""Writes a year of the demo shop's past parcels, to train the delivery estimate on.

    history.py FILE [PARCELS [SEED]]

The demo shop itself keeps some hundred delivered parcels, too few to learn from. This file has the orders and shipments
of more of them, in the import format; each parcel lives through the same journey as the shop's own (`Parcel` in
generate.py: the carrier's usual hours to the zone, a log-normal spread, failed attempts, delays and transfers, no
courier at night), and these are added, so that there is something to learn beyond carrier and place:

- the shopping festivals (10 to 20 November, 14 to 22 June) make journeys 35 % longer, the weeks around Spring Festival
  (taken as 20 January to 5 February) 80 %,
- what is collected between Saturday evening and Sunday evening waits for the next trunk run,
- a parcel of three articles or more is bulky and takes 12 % longer.

All numbers are made up. The same seed writes the same bytes.
"""
import json
import random
import sys
from datetime import timedelta

import generate
from generate import NOW, Parcel
from places import CARRIERS, CITIES

SEED = 20240630
DAYS = 400
TROUBLES = ([None, "delay", "failed", "transfer"], [78, 9, 9, 4])


def season(when):
    day = (when.month, when.day)
    if (1, 20) <= day <= (2, 5):
        return 1.8
    return 1.35 if (11, 10) <= day <= (11, 20) or (6, 14) <= day <= (6, 22) else 1.0


class PastParcel(Parcel):
    def collect(self):
        super().collect()
        evening = self.clock.hour + self.clock.minute / 60
        self.transit *= season(self.clock)
        if len(self.order["items"]) >= 3:
            self.transit *= 1.12
        if (self.clock.weekday() == 5 and evening >= 18) or (self.clock.weekday() == 6 and evening < 18):
            self.clock += timedelta(hours=generate.rng.uniform(8, 16))


def records(count):
    rng = generate.rng
    for number in range(count):
        city = rng.choice(CITIES)
        created = NOW - timedelta(hours=24 * 8 + rng.uniform(0, 24 * (DAYS - 8)))
        items = [{"id": f"I{n + 1}", "quantity": 1} for n in range(rng.choices([1, 2, 3, 4], [55, 28, 12, 5])[0])]
        order = {
            "kind": "order", "id": f"H{number:06}", "created_at": generate.instant(created),
            "address": {"country": "CN", "province": city[0], "city": city[1], "district": city[2]}, "items": items,
        }
        parcel = PastParcel(f"HS{number:06}", order, rng.choices(CARRIERS, [c[5] for c in CARRIERS])[0], created)
        parcel.deliver(rng.choices(*TROUBLES)[0])
        yield order
        yield parcel.record


def main():
    path = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 12_000
    generate.rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else SEED)
    with open(path, "w", encoding="utf-8") as file:
        for record in [generate.HEADER, *records(count)]:
            file.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
