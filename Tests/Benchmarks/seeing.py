# SPDX-License-Identifier: Apache-2.0
"""What it costs that everybody sees only what is his: lists, dates and searches over many cases.

usage: seeing.py BINARIES [CASES] [ROUNDS]
A data folder is filled with copies of the open cases of forty offices, by SQL and without a history.
Each question is then asked over the socket by four people in turn, and of each the ratio to what it
costs whoever is filtered by nothing: the same person under rules by which everybody reads everything.
It fails nothing; the target is 1.3.
"""
import os
import pathlib
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Python"))

import cased_client
from bench_daemon import Daemon

CASES = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 21
OFFICES = 40
TARGET = 1.3
HOME = pathlib.Path(tempfile.mkdtemp(prefix="cased-seeing-"))
ROOT = pathlib.Path(__file__).resolve().parents[2]
pb = cased_client.generated()


def fill(daemon):
    """One open case of each office, then its copies, with other titles and other dates."""
    daemon.start()
    daemon.set_up()
    daemon.caseadm("office", "add", "dcs", "示例市督查室", "--place", "示例市", "--duty", "supervisor")
    daemon.caseadm("office", "add", "xkz", "示例市新开张局", "--place", "示例市")
    for number in range(OFFICES):
        office = f"b{number:02}"
        daemon.caseadm("office", "add", office, f"示例市第{number}局", "--place", "示例市")
        daemon.caseadm("open", "proposal", "assembly=示例市人大", "session=十届三次", f"number={number + 1}",
                       f"title=示例建议{number}", "proposers=李四", "session_closed_on=2025-03-10")
        daemon.caseadm("act", f"JY-2025-{number + 1:06}", "accept")
        daemon.caseadm("act", f"JY-2025-{number + 1:06}", "assign", "mode=sole", f"lead={office}")
    daemon.stop()
    db = sqlite3.connect(daemon.data / "cases.sqlite")
    db.execute("CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
               f"WHERE i <= {CASES - OFFICES}) SELECT i, "
               f"'JY-2025-' || printf('%06d', 1 + i % {OFFICES}) AS copied, "
               "'JY-2024-' || printf('%06d', i) AS made FROM n")
    for table, others in (
            ("cases", {"id": None, "case_id": "n.made", "natural_key": "NULL",
                       # One title in a hundred has the word that is searched for.
                       "title": "'示例建议' || n.i || iif(n.i % 97 = 0, '养老服务', '')"}),
            ("clock_runs", {"case_id": "n.made", "due": "date(t.due, '+' || (n.i % 331) || ' days')"}),
            ("jobs", {"id": None, "case_id": "n.made", "key": "replace(t.key, t.case_id, n.made)",
                      "stamp": "date(t.stamp, '+' || (n.i % 331) || ' days')",
                      "due_at": "t.due_at + 86400000 * (n.i % 331)"})):
        names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")
                 if others.get(row[1], "") is not None]
        values = [others.get(name, f"t.{name}") for name in names]
        db.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} "
                   f"FROM n JOIN {table} t ON t.case_id = n.copied"
                   + (" WHERE t.kind = 'clock' AND t.ended_at IS NULL" if table == "jobs" else ""))
    db.commit()
    db.close()


def questions():
    """Names, and what each asks."""
    cases, deadlines = pb["cases"], pb["deadlines"]
    yield "list", cases.ListCasesRequest(limit=50)
    yield "list, a workflow's open ones", cases.ListCasesRequest(
        limit=50, workflow="proposal", open_only=True)
    yield "list, in a state", cases.ListCasesRequest(limit=50, state="assigned")
    yield "list, of an office", cases.ListCasesRequest(limit=50, office="b07")
    yield "search, one title in a hundred", cases.ListCasesRequest(limit=50, query="养老服务")
    yield "search, no title", cases.ListCasesRequest(limit=50, query="高速公路")
    yield "due", deadlines.DueRequest(limit=50, windows=True)
    yield "due until a day", deadlines.DueRequest(limit=50, until="2025-07-01")
    yield "due, of an office", deadlines.DueRequest(limit=50, office="b07")


def measure(socket):
    """Milliseconds of each question, the median of some rounds, and how many rows the answer has."""
    found = {}
    with cased_client.channel(socket) as channel:
        cases = pb["cases_grpc"].CasesStub(channel)
        deadlines = pb["deadlines_grpc"].DeadlinesStub(channel)
        for name, question in questions():
            ask = deadlines.Due if name.startswith("due") else cases.List
            took = []
            for round in range(ROUNDS + 1):
                began = time.perf_counter()
                answer = ask(question, timeout=600)
                took.append((time.perf_counter() - began) * 1000)
            # The first brings the pages into memory.
            rows = answer.items if name.startswith("due") else answer.cases
            found[name] = statistics.median(took[1:]), len(rows)
    return found


# Who asks, by his rights: of the office that hands out all cases; who watches the offices of the place; of
# one office of forty; of one without cases.
ASKERS = [("assigner", ["npc:assigner"]), ("supervisor", ["dcs:supervisor"]),
          ("clerk, one of forty", ["b07:clerk", "b07:lead"]), ("without cases", ["xkz:clerk"])]


def become(daemon, rights, former):
    """Gives whoever runs this these rights instead of the former ones."""
    for right in rights:
        daemon.caseadm("user", "grant", str(os.getuid()), right)
    for right in former:
        if right not in rights:
            daemon.caseadm("user", "revoke", str(os.getuid()), right, "--even-so")


def open_to_all(daemon):
    """Puts rules in force by which everybody reads the cases that there are."""
    text = (ROOT / "Sources/Daemon/Rulebook/Shipped/workflows/proposal.yaml").read_text()
    file = HOME / "workflows" / "proposal.yaml"
    file.parent.mkdir()
    # Other workflows extend the first version.
    file.write_text(text + "\n---\n" + text.replace(
        "\nversion: 1\neffective: 2015-08-29\n", "\nversion: 2\neffective: 2025-01-01\nreaders: all\n", 1))
    daemon.caseadm("workflow", "install", str(HOME), "--reason", "measured")


def main():
    daemon = Daemon(sys.argv[1], HOME, "2025-03-27")
    began = time.monotonic()
    fill(daemon)
    daemon.start()
    print(f"{CASES} cases of {OFFICES} offices, filled in {time.monotonic() - began:.0f} s; "
          f"medians of {ROUNDS}, ms")
    figures, rights = {}, ["npc:assigner", "mzj:lead", "mzj:clerk"]
    for name, wanted in ASKERS:
        become(daemon, wanted, rights)
        figures[name], rights = measure(daemon.socket), wanted
    open_to_all(daemon)
    plain = measure(daemon.socket)
    print(f"{'':<32}{'unfiltered':>12}" + "".join(f"{name:>28}" for name, _ in ASKERS))
    worst = 0
    for question, _ in questions():
        base, rows = plain[question]
        cells = ""
        for name, _ in ASKERS:
            took, found = figures[name][question]
            worst = max(worst, took / base)
            cells += f"{took:>12.2f} {took / base:>5.2f} {found:>4} rows"
        print(f"  {question:<30}{base:>12.2f}{cells}")
    print(f"  worst ratio {worst:.2f} (target ≤ {TARGET})")
    daemon.stop()
    shutil.rmtree(HOME)


if __name__ == "__main__":
    main()
