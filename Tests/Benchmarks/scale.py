# SPDX-License-Identifier: Apache-2.0
"""What questions and acts cost where there are many cases, against ten thousand.

usage: scale.py BINARIES [CASES …]
For each number of cases a data folder is filled with copies of the open cases of forty offices, by SQL and
without a history. Each question is asked over the socket; acts are of cases that are opened meanwhile. The
first number is what the others are compared with; without any, 10,000 and 100,000. Ends with 1 when a
target is missed.
"""
import os
import pathlib
import shutil
import sqlite3
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Python"))

import cased_client
from bench_daemon import Daemon
from many_cases import fill, wait_for_words

SIZES = [int(word) for word in sys.argv[2:]] or [10_000, 100_000]
ROUNDS = 300
RATIO, MILLISECONDS, START, MEMORY = 2.0, 100.0, 1.0, 128.0
pb = cased_client.generated()
ASKERS = [("all", ["npc:assigner", "mzj:lead", "mzj:clerk"]), ("watching", ["dcs:supervisor"]),
          ("of forty", ["b07:clerk", "b07:lead"])]


def questions(channel):
    """Who asks, what, and how."""
    cases, deadlines = pb["cases"], pb["deadlines"]
    list_cases = pb["cases_grpc"].CasesStub(channel).List
    due = pb["deadlines_grpc"].DeadlinesStub(channel).Due
    yield "all", "show", pb["cases_grpc"].CasesStub(channel).Get, cases.GetCaseRequest(case_id="JY-2025-000007")
    for who, _ in ASKERS:
        yield who, "due", due, deadlines.DueRequest(limit=50)
        yield who, "due, overdue", due, deadlines.DueRequest(limit=50, overdue_only=True)
        yield who, "due, page 21", due, deadlines.DueRequest(limit=50, skip=100 if who == "of forty" else 1000)
        yield who, "list", list_cases, cases.ListCasesRequest(limit=50)
        yield who, "list, no such word", list_cases, cases.ListCasesRequest(limit=50, query="高速公路")
        yield who, "list, a rare word", list_cases, cases.ListCasesRequest(limit=50, query="议4711")
        yield who, "list, one in a hundred", list_cases, cases.ListCasesRequest(limit=50, query="养老服务")
    yield "all", "list, a number", list_cases, cases.ListCasesRequest(limit=50, query="JY-2024-004711")
    yield "all", "due, of an office", due, deadlines.DueRequest(limit=50, office="b07")
    admin, work = pb["admin"], pb["work"]
    yield "all", "status", pb["admin_grpc"].AdminStub(channel).Status, admin.StatusRequest()
    yield "all", "job list", pb["work_grpc"].WorkStub(channel).ListJobs, work.ListJobsRequest(limit=50)


def percentile(took, share):
    return sorted(took)[min(len(took) - 1, int(len(took) * share))]


def become(daemon, rights):
    """Gives whoever runs this these rights alone, between two starts: taking rights away by a command looks
    for the last hands of each open case."""
    daemon.stop()
    db = sqlite3.connect(daemon.data / "cases.sqlite")
    number = db.execute("SELECT number FROM memberships LIMIT 1").fetchone()[0]
    db.execute("DELETE FROM memberships")
    db.executemany("INSERT INTO memberships (number, office, role, kind) VALUES (?, ?, ?, 'member')",
                   [(number, *right.split(":")) for right in rights])
    db.commit()
    db.close()
    daemon.start()


def measure(cases):
    """Figures of a data folder with so many cases: name → milliseconds, and others."""
    home = pathlib.Path(tempfile.mkdtemp(prefix="cased-scale-"))
    daemon = Daemon(sys.argv[1], home, "2025-03-27")
    fill(daemon, cases)
    began = time.monotonic()
    daemon.start()
    daemon.caseadm("user", "me")
    started = time.monotonic() - began
    words = wait_for_words(daemon, cases)
    found, memory = {}, daemon.memory()
    for asker, rights in ASKERS:
        memory = max(memory, daemon.memory())
        become(daemon, rights)
        with cased_client.channel(daemon.socket) as channel:
            for who, name, ask, question in questions(channel):
                if who != asker:
                    continue
                took = []
                for _ in range(ROUNDS + 20):
                    start = time.perf_counter()
                    ask(question, timeout=600)
                    took.append((time.perf_counter() - start) * 1000)
                # The first bring the pages into memory.
                found[f"{name} ({who})"] = percentile(took[20:], 0.5), percentile(took[20:], 0.99)
    become(daemon, ASKERS[0][1])
    load = daemon.load("unary", "1", "6", "scale")
    found["act, one caller"] = load["p50_ms"], load["p99_ms"]
    crowd = daemon.load("unary", "64", "6", "crowd")
    memory = max(memory, daemon.memory())
    daemon.stop()
    shutil.rmtree(home)
    print(f"{cases} cases: starts in {started:.2f} s (target ≤ {START}), words taken up in {words:.0f} s, "
          f"{crowd['per_second']:.0f} acts/s of 64 callers, memory {memory:.0f} MiB (target ≤ {MEMORY:.0f})")
    return found, started <= START and memory <= MEMORY


def main():
    (base, is_met), others = measure(SIZES[0]), []
    for cases in SIZES[1:]:
        figures, holds = measure(cases)
        others.append(figures)
        is_met = is_met and holds
    print(f"\nmedian and p99, ms; p99 against that of {SIZES[0]} cases (target ≤ {RATIO}, and ≤ {MILLISECONDS:.0f} ms)")
    print(f"{'':<34}{SIZES[0]:>18}" + "".join(f"{cases:>26}" for cases in SIZES[1:]))
    for name, (median, last) in base.items():
        line = f"  {name:<32}{median:>9.2f}{last:>9.2f}"
        for figures in others:
            ratio = figures[name][1] / last
            missed = ratio > RATIO or figures[name][1] > MILLISECONDS
            is_met = is_met and not missed
            line += f"{figures[name][0]:>9.2f}{figures[name][1]:>9.2f}{ratio:>6.2f}{' !' if missed else '  '}"
        print(line)
    if not is_met:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
