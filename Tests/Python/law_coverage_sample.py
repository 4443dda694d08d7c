#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Says whether law_coverage.py prints what no story walked, and nothing else, of a made-up town with two workflows."""
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
RULES = {"workflow": {
    "transitions": [
        {"id": "walked", "event": "go"}, {"id": "untold", "event": "go"}, {"event": "rest"},
    ],
    "clocks": {
        "answer": {"rule": {"roll": "none", "limits": [{"length": "7 days"}, {"length": "9 days"}]}},
        "reckoned": {"rule": {"roll": "none", "length": "11 days"}},
        "open": {"rule": {"roll": "none", "length": "open"}},
    },
}}


def store(folder, rules):
    """A town in which one branch was walked, and the first limit of the answer bound."""
    folder.mkdir()
    connection = sqlite3.connect(folder / "cased.sqlite")
    connection.executescript(
        "CREATE TABLE cases (case_id, workflow, definition_hash); CREATE TABLE history (case_id, transition);"
        "CREATE TABLE clock_runs (case_id, clock, data); CREATE TABLE definitions (hash, content);")
    connection.execute("INSERT INTO cases VALUES ('A-1', 'matter', 'h')")
    connection.execute("INSERT INTO history VALUES ('A-1', 'walked')")
    connection.execute("INSERT INTO clock_runs VALUES ('A-1', 'answer', ?)", (json.dumps({"binding": 0}),))
    connection.execute("INSERT INTO definitions VALUES ('h', ?)", (json.dumps(rules),))
    connection.commit()
    connection.close()


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for workflow in ("matter", "other"):
            (folder / f"{workflow}@cn@.json").write_text(json.dumps(RULES), encoding="utf-8")
        store(folder / "town", RULES)
        table = folder / "examples.csv"
        table.write_text("id,from,start,count,unit,roll,due\nx,y,2025-01-01,11,days,none,2025-01-12\n", encoding="utf-8")
        told = subprocess.run(
            [sys.executable, HERE / "law_coverage.py", name, table], check=True, capture_output=True, text=True).stdout
    lines = told.splitlines()
    expected = [
        "matter: branches walked 1 of 3; limits walked 1 of 3, reckoned by an example 1 more",
        "  branch not walked: untold (go)",
        "  branch not walked: rest",
        '  limit not walked: answer (cn): length 9 days, roll none',
        "other: branches walked 0 of 3; limits walked 0 of 3, reckoned by an example 1 more",
    ]
    missing = [line for line in expected if line not in lines]
    assert not missing, (missing, told)
    # A limit without a date is none; the walked branch is missing in the other workflow alone.
    assert not [line for line in lines if "not walked: open" in line], told
    assert lines.count("  branch not walked: walked (go)") == 1, told
    assert lines[-1] == "all: branches 1 of 6, limits 3 of 6", lines[-1]
    print("law_coverage: what was not walked is printed")


main()
