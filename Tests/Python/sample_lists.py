#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the sample lists of Tests/StoryTests/Samples: invented organisations, and what becomes of each.

    sample_lists.py jimei > Tests/StoryTests/Samples/jimei.csv
    sample_lists.py futian > Tests/StoryTests/Samples/futian.csv

Only the totals are published (Jimei 2024-2026, Futian 2022). As in a clerk's own list, among the rows that
count stand rows that do not: marked 排除, the same organisation twice, and found in another year. The seed is
fixed, so that a list can be made again and compared.

Columns: list, code, name, org_type, found_on, mark (排除 or nothing), outcome, items (divided by |).
"""
import csv
import random
import sys
from datetime import date, timedelta

HEADER = ["list", "code", "name", "org_type", "found_on", "mark", "outcome", "items"]
TYPES = ["association", "private_unit"]
PROBLEMS = ["账目不清", "未公示收支", "未按期换届", "超范围活动", "档案缺失", "印章管理混乱"]


class Lists:
    def __init__(self, place, seed):
        self.place, self.random, self.rows, self.number = place, random.Random(seed), [], 0

    def day(self, first, last):
        span = (date.fromisoformat(last) - date.fromisoformat(first)).days
        return str(date.fromisoformat(first) + timedelta(days=self.random.randint(0, span)))

    def organisation(self, kind=None):
        self.number += 1
        kind = kind or self.random.choice(TYPES)
        return [f"{self.place[0]}{self.number:04}", f"样例组织{self.number:04}", kind]

    def add(self, name, organisation, found_on, outcome, mark="", items=()):
        row = [name, *organisation, found_on, mark, outcome, "|".join(items)]
        self.rows.append(row)
        return row

    def several(self, name, outcomes, first, last, kind=None, mark=""):
        """One row for each outcome, found between two days."""
        return [
            self.add(name, self.organisation(kind), self.day(first, last), outcome, mark)
            for outcome in outcomes
        ]

    def doubles(self, rows, first, last, renamed):
        """Some rows stand a second time: to the letter, or found later and spelt otherwise."""
        for row in rows:
            if renamed:
                again = [row[1], row[2] + "(原名)", row[3]]
                self.add(row[0], again, self.day(first, last), row[6])
            else:
                self.rows.append(list(row))

    def print(self):
        self.random.shuffle(self.rows)
        # As it was entered: by day; of one day in any order.
        self.rows.sort(key=lambda row: row[4])
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(self.rows)


def jimei():
    lists = Lists("Jimei", 20260121)
    penalties = lists.several("dormant", ["penalty"] * 29, "2024-03-04", "2025-06-30", "association")
    guided = lists.several("dormant", ["deregister"] * 2, "2024-03-04", "2025-03-31")
    lists.doubles(penalties[:2], "", "", renamed=False)
    lists.doubles(penalties[2:4] + guided[:1], "2025-07-01", "2025-09-30", renamed=True)
    withdrawn = lists.several("dormant", ["penalty"] * 4, "2024-03-04", "2025-06-30", mark="排除")
    lists.several("dormant", ["penalty", "deregister"], "2022-03-01", "2022-05-31", "association")
    lists.several("dormant", ["penalty"], "2027-01-10", "2027-01-31", "association")
    # Dealt with in 2022 and found again; first struck out and then found after all.
    lists.add("dormant", penalties[5][1:4], "2022-04-11", "deregister")
    penalties[6][4] = "2025-06-30"
    lists.add("dormant", penalties[6][1:4], "2024-05-20", "penalty", mark="排除")

    illegal = lists.several("illegal", ["banned"] * 4 + ["dissolved"] * 2, "2025-05-06", "2025-11-28")
    lists.doubles(illegal[1:3], "2025-12-01", "2025-12-20", renamed=True)
    lists.several("illegal", ["banned"] * 2, "2025-05-06", "2025-11-28", mark="排除")
    lists.several("illegal", ["banned", "dissolved"], "2026-01-05", "2026-03-31")

    findings = ["normal"] * 8 + ["problems"] * 2
    population = lists.several(
        "population", [lists.random.choice(findings) for _ in range(280)], "2025-03-03", "2025-03-03")
    lists.doubles(population[:6], "", "", renamed=False)
    lists.several("population", ["normal"] * 5, "2025-03-03", "2025-03-03", mark="排除")
    lists.several("population", ["normal"] * 40, "2024-03-04", "2024-03-04")

    for outcome, sizes in [("passed", [4] * 6 + [3] * 6 + [2] * 2), ("late", [2, 1])]:
        for size in sizes:
            lists.add(
                "problems", lists.organisation(), lists.day("2025-02-10", "2025-09-30"), outcome,
                items=lists.random.sample(PROBLEMS, size))
    several = [row for row in lists.rows if row[0] == "problems" and row[6] == "passed"]
    lists.doubles(several[:1], "", "", renamed=False)
    for _ in range(2):
        lists.add(
            "problems", lists.organisation(), lists.day("2025-02-10", "2025-09-30"), "passed",
            mark="排除", items=lists.random.sample(PROBLEMS, 2))
    for first, last in [("2024-09-02", "2024-11-29"), ("2026-02-02", "2026-02-27")]:
        lists.add(
            "problems", lists.organisation(), lists.day(first, last), "passed",
            items=lists.random.sample(PROBLEMS, 3))
    return lists


def futian():
    lists = Lists("Futian", 20220728)
    done = lists.several("dormant", ["done"] * 30, "2021-09-01", "2021-10-29")
    handled = lists.several("dormant", ["under_way"] * 39, "2021-09-01", "2022-04-29")
    lists.several("dormant", ["confirmed"] * 20 + [""] * 12, "2021-09-01", "2022-04-29")
    lists.several("dormant", ["confirmed"] * 7, "2021-09-01", "2022-03-31", mark="排除")
    lists.doubles(done[:3], "", "", renamed=False)
    lists.doubles(handled[:4], "2022-05-01", "2022-05-20", renamed=True)
    lists.several("dormant", ["confirmed"] * 3, "2023-02-01", "2023-03-31")

    population = lists.several("population", ["normal"] * 766, "2022-04-01", "2022-04-01")
    lists.doubles(population[10:19], "", "", renamed=False)
    lists.several("population", ["normal"] * 11, "2022-04-01", "2022-04-01", mark="排除")
    lists.several("population", ["normal"] * 45, "2023-04-03", "2023-04-03")
    return lists


if __name__ == "__main__":
    {"jimei": jimei, "futian": futian}[sys.argv[1]]().print()
