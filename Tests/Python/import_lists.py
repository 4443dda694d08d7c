#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Imports the lists of office_lists.py as a clerk would, and holds the cases against what a person reads in them.

    import_lists.py CASEADM SOCKET FOLDER

FOLDER is empty: the lists are made in it. Prints a line for each thing that is not as it should be, and at the end
how many lists and cases were looked at.
"""
import json
import os
import pathlib
import subprocess
import sys

CASEADM, SOCKET, FOLDER = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
HERE = pathlib.Path(__file__).resolve().parent
FAULTS = []


def caseadm(*words):
    return subprocess.run(
        [CASEADM, "--socket", SOCKET, "--lang", "zh", *words], capture_output=True, text=True, timeout=300,
        env={**os.environ, "LC_ALL": "C.UTF-8"})


def told(*words):
    done = caseadm("--output", "json", *words)
    return json.loads(done.stdout) if done.stdout.strip() else {}


def fault(entry, what):
    FAULTS.append(f"{entry['file']} {' '.join(entry['args'])}: {what}")


def cases():
    """How many there are."""
    found = told("list", "--limit", "0")
    return len(found if isinstance(found, list) else found.get("cases", []))


def display(case, name):
    for field in case["fields"]:
        if field["name"] == name:
            return field["display"]["zh"]
    return ""


def plain(case, name):
    for field in case["fields"]:
        if field["name"] == name:
            return str(field["value"])
    return ""


def days(identity):
    """The day of each event, the last one."""
    lines = told("history", identity)
    lines = lines if isinstance(lines, list) else lines.get("lines", [])
    return {line["event"]: line.get("happened_on", "") for line in lines}


def compare(entry, wanted, identity):
    case = told("show", identity)
    found = {"title": case["title"], "lead": next(
        (role["name"] for role in case["roles"] if role["role"] == "lead"), "")}
    if "state" in wanted:
        on = days(identity)
        found.update(
            number=int(plain(case, "number") or 0), state=case["state"], assigned=on.get("assign", ""),
            received=on.get("sign_for", ""), proposers=display(case, "proposers").split("、"))
    if "co" in wanted:
        found["co"] = [name for name in display(case, "co_handlers").split("、") if name]
    for name, value in wanted.get("fields", {}).items():
        if plain(case, name) != value:
            fault(entry, f"row {wanted['row']}: {name} is {plain(case, name)!r}, not {value!r}")
    for name, value in wanted.items():
        if name not in ("row", "fields") and found.get(name) != value:
            fault(entry, f"row {wanted['row']}: {name} is {found.get(name)!r}, not {value!r}")


def bring_in(entry):
    words = ["import", entry["list"], str(FOLDER / entry["file"]), *entry["args"]]
    for name, value in entry["field"].items():
        words += ["--field", f"{name}={value}"]
    before = cases()
    tried = caseadm(*words, "--dry-run")
    if cases() != before:
        fault(entry, "a dry run opened something")
    done = caseadm("--output", "json", *words)
    for text in entry["said"]:
        if text not in done.stderr or text not in tried.stderr:
            fault(entry, f"{text!r} is not said: {done.stderr}")
    if entry["refused"]:
        if entry["refused"] not in done.stderr or done.returncode not in (1, 2) or done.stdout:
            fault(entry, f"{entry['refused']!r} is not said: {done.returncode} {done.stderr}{done.stdout[:200]}")
        return
    if not done.stdout.strip():
        return fault(entry, f"nothing came of it: {done.stderr}")
    items = json.loads(done.stdout).get("items", [])
    went = {item.get("row", 0): item for item in items}
    wanted = {case["row"]: case for case in entry["cases"]}
    cannot = {int(row): words for row, words in entry["cannot"].items()}
    if sorted(went) != sorted([*wanted, *cannot]):
        fault(entry, f"rows {sorted(went)}, not {sorted([*wanted, *cannot])}: {done.stderr}")
    if done.returncode != (1 if cannot else 0) or tried.returncode != (1 if cannot else 0):
        fault(entry, f"ends with {tried.returncode} and {done.returncode}")
    for row, text in cannot.items():
        result = went.get(row, {}).get("result", {}).get("zh", "")
        if text not in result or went.get(row, {}).get("status") != "failed":
            fault(entry, f"row {row} is told {result!r}, not {text!r}")
    for row, case in wanted.items():
        item = went.get(row, {})
        if item.get("status") != "done":
            fault(entry, f"row {row}: {item}")
        else:
            compare(entry, case, item["case_id"])
    # The same list again: all of it is there already, and nothing failed for that.
    again = told(*words)
    statuses = {item["row"]: item["forecast"] for item in again.get("items", []) if item["row"] in wanted}
    if entry["list"] in ("assignments", "motions", "ledger") and set(statuses.values()) != {"unchanged"}:
        fault(entry, f"again: {[item['result'] for item in again.get('items', [])]}")


def main():
    subprocess.run([sys.executable, HERE / "office_lists.py", FOLDER], check=True)
    entries = json.loads((FOLDER / "gold.json").read_text())
    for entry in entries:
        bring_in(entry)
    print("\n".join(FAULTS))
    print(f"{len(entries)} lists, {sum(len(entry['cases']) for entry in entries)} cases, {len(FAULTS)} faults")


if __name__ == "__main__":
    main()
