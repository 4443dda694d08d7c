#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts a sample list as a person with a pencil would: a second opinion about the figures.

    count_list.py LIST=FROM..TO ... [drawn=CODE,CODE...] < FILE.csv

Rows of LIST count that were found in its period, are not marked, and are the first of their code among those.
Of a population a tenth is drawn, to the nearest; what is found at those drawn is counted by code. One figure a
line: its name, then counts by value, or `numerator/denominator`.
"""
import csv
import sys
from collections import Counter


def kept(rows, name, period):
    first, last = period.split("..")
    seen = set()
    for row in rows:
        if row["list"] != name or row["mark"] or not first <= row["found_on"] <= last:
            continue
        if row["code"] in seen:
            continue
        seen.add(row["code"])
        yield row


def told(counts):
    return ", ".join(f"{value} {count}" for value, count in sorted(counts.items()))


def main():
    asked = dict(word.split("=", 1) for word in sys.argv[1:])
    drawn = set(filter(None, asked.pop("drawn", "").split(",")))
    rows = list(csv.DictReader(sys.stdin))
    for name, period in asked.items():
        mine = list(kept(rows, name, period))
        outcomes = Counter(row["outcome"] for row in mine)
        if name == "dormant":
            ends = {value: outcomes[value] for value in ("penalty", "deregister") if outcomes[value]}
            done = sum(ends.values()) + outcomes["done"]
            print(f"found {len(mine)}")
            print(f"by_outcome {told(ends or {'deregister': done})}")
            print(f"done {done}/{len(mine)}")
            print(f"under_way {done + outcomes['under_way']}/{len(mine)}")
        elif name == "illegal":
            states = {"banned": "banned", "dissolved": "dissolved"}
            print(f"outcome {told({states[value]: count for value, count in outcomes.items()})}")
        elif name == "population":
            print(f"rate {int(len(mine) / 10 + 0.5)}/{len(mine)}")
            if drawn:
                print(f"by_finding {told(Counter(r['outcome'] for r in mine if r['code'] in drawn))}")
        elif name == "problems":
            items = {row["code"]: len(row["items"].split("|")) for row in mine}
            right = sum(items[row["code"]] for row in mine if row["outcome"] == "passed")
            print(f"put_right {right}/{sum(items.values())}")


if __name__ == "__main__":
    main()
