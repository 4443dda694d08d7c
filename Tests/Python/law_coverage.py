#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints which branches and limits of the rulebook no story walked and no worked example of the law reckons.

    law_coverage.py WALKED [VECTORS.csv]

WALKED is the folder that the tests fill when CASED_WALKED names it: `WORKFLOW@PROFILE@PARENT.json`, the rules as
cases pin them, and a folder with a store for each town. A branch is walked when a line of some history names it, a
limit when it is the one that binds a run. A limit that a place takes over from the nation is the same limit.
"""
import json
import pathlib
import sqlite3
import sys


def limits(content):
    """Clock, place in the rule, limit with the rule's roll: the limits that give a date."""
    for clock, definition in content["workflow"].get("clocks", {}).items():
        rule = definition.get("rule")
        if not isinstance(rule, dict):
            continue
        for index, limit in enumerate(rule.get("limits", [rule])):
            if limit.get("length") != "open":
                yield clock, index, key(limit, rule)


def key(limit, rule):
    """What makes a limit this one: how it is counted, from what, whether it rolls; not who says so."""
    words = {name: limit[name] for name in ("length", "until", "before", "day", "from", "if") if name in limit}
    return json.dumps({**words, "roll": rule["roll"]}, ensure_ascii=False, sort_keys=True)


def period(text):
    """`7 workdays` and `7 working days` are one."""
    count, unit = text.split(" ", 1)
    unit = unit.replace("workday", "working day").rstrip("s")
    return int(count), unit


def reckoned(path):
    """The lengths, with or without rolling, of the worked examples."""
    found = set()
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        cells = line.split(",")
        backward = cells[4].endswith("before")
        for count in cells[3].split("+"):
            found.add((int(count), cells[4].replace(" before", "").rstrip("s"), backward, cells[5]))
    return found


def walked(folder):
    """Branches and limits that the stories' towns went through."""
    branches, bound = set(), set()
    for store in folder.glob("*/cased.sqlite"):
        connection = sqlite3.connect(store)
        branches.update(connection.execute(
            "SELECT DISTINCT cases.workflow, transition FROM history JOIN cases USING (case_id)"))
        contents = {}
        for workflow, digest, clock, data in connection.execute(
                "SELECT workflow, definition_hash, clock, data FROM clock_runs JOIN cases USING (case_id)"):
            index = json.loads(data).get("binding")
            if index is None:
                continue
            if digest not in contents:
                text, = connection.execute("SELECT content FROM definitions WHERE hash = ?", (digest,)).fetchone()
                contents[digest] = {(c, i): k for c, i, k in limits(json.loads(text))}
            if (clock, index) in contents[digest]:
                bound.add((workflow, clock, contents[digest][clock, index]))
        connection.close()
    return branches, bound


def is_reckoned(limit, examples):
    words = json.loads(limit)
    if "length" not in words:
        return False
    return (*period(words["length"]), "before" in words, words["roll"]) in examples


def said(limit):
    words = json.loads(limit)
    return ", ".join(f"{name} {json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value}"
                     for name, value in words.items())


def main():
    folder = pathlib.Path(sys.argv[1])
    table = sys.argv[2] if len(sys.argv) > 2 else "Tests/CalendarTests/law-vectors.csv"
    examples = reckoned(pathlib.Path(table))
    branches, bound = walked(folder)
    rules = {}
    for path in sorted(folder.glob("*@*@*.json")):
        workflow, profile, _ = path.name.removesuffix(".json").split("@")
        rules.setdefault(workflow, {}).setdefault(profile, []).append(json.loads(path.read_text(encoding="utf-8")))
    if not rules or not branches:
        sys.exit(f"{folder} holds no rules or no stories: run the tests with CASED_WALKED={folder}")
    totals = [0, 0, 0, 0]
    for workflow, profiles in rules.items():
        ids = {}
        places = {}
        for profile, contents in profiles.items():
            for content in contents:
                for item in content["workflow"]["transitions"]:
                    ids.setdefault(item.get("id", item["event"]), item["event"])
                for clock, _, limit in limits(content):
                    places.setdefault((clock, limit), []).append(profile)
        missing = [name for name in ids if (workflow, name) not in branches]
        open_limits = [(clock, limit, who) for (clock, limit), who in places.items()
                       if (workflow, clock, limit) not in bound]
        unknown = [entry for entry in open_limits if not is_reckoned(entry[1], examples)]
        totals[0] += len(ids) - len(missing)
        totals[1] += len(ids)
        totals[2] += len(places) - len(unknown)
        totals[3] += len(places)
        print(f"{workflow}: branches walked {len(ids) - len(missing)} of {len(ids)}; "
              f"limits walked {len(places) - len(open_limits)} of {len(places)}, "
              f"reckoned by an example {len(open_limits) - len(unknown)} more")
        for name in missing:
            print(f"  branch not walked: {name}" + ("" if name == ids[name] else f" ({ids[name]})"))
        for clock, limit, who in unknown:
            print(f"  limit not walked: {clock} ({sorted(set(who))[0]}): {said(limit)}")
    print(f"all: branches {totals[0]} of {totals[1]}, limits {totals[2]} of {totals[3]}")


main()
