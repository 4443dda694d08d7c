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
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Python"))

import cased_client
from bench_daemon import Daemon
from many_cases import OFFICES, fill, wait_for_words

CASES = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 21
TARGET = 1.3
HOME = pathlib.Path(tempfile.mkdtemp(prefix="cased-seeing-"))
ROOT = pathlib.Path(__file__).resolve().parents[2]
pb = cased_client.generated()


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
    yield "search, one paper in a hundred", cases.ListCasesRequest(limit=50, query="滨海大道改造")
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
    fill(daemon, CASES)
    daemon.start()
    wait_for_words(daemon, CASES)
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
