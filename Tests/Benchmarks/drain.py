# SPDX-License-Identifier: Apache-2.0
"""A hundred thousand jobs due at once: how long people wait meanwhile, in one run with the time before.

usage: drain.py BINARIES [JOBS] [SECONDS]
A data folder is filled with copies of one open case, by SQL and without a history; the daemon finds
that each lacks its job and makes it. Then simulated time moves to the morning on which all of them
are warned about, and acts go on meanwhile. Ends with 1 when the target is missed.
"""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

BIN = pathlib.Path(sys.argv[1])
JOBS = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
SECONDS = sys.argv[3] if len(sys.argv) > 3 else "6"
HOME = pathlib.Path(tempfile.mkdtemp(prefix="cased-drain-"))
SOCKET = str(HOME / "s")
DATA = HOME / "data"
TARGET = 3.0


def start():
    process = subprocess.Popen(
        [BIN / "cased", "--data-dir", DATA, "--socket", SOCKET, "--simulated-clock", "2025-03-27",
         "--log-level", "error"])
    end = time.monotonic() + 60
    while not os.path.exists(SOCKET):
        if time.monotonic() > end:
            raise SystemExit("the daemon did not start")
        time.sleep(0.02)
    return process


def caseadm(*words):
    out = subprocess.run(
        [BIN / "caseadm", "--socket", SOCKET, "--output", "json", *words],
        capture_output=True, text=True)
    if out.returncode:
        raise SystemExit(f"caseadm {' '.join(words)}: {out.stderr}")
    return json.loads(out.stdout) if out.stdout.strip() else None


def stop(process):
    process.terminate()
    process.wait(timeout=120)


def load(tag):
    outcomes = HOME / tag
    outcomes.mkdir()
    out = subprocess.run(
        [BIN / "bench-load", SOCKET, "unary", "8", SECONDS, tag, outcomes],
        capture_output=True, text=True)
    if out.returncode:
        raise SystemExit(f"bench-load: {out.stderr}")
    return json.loads(out.stdout)


def memory(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0


def fill():
    process = start()
    caseadm("office", "add", "npc", "示例市人大常委会代表工委", "--place", "示例市")
    caseadm("office", "add", "mzj", "示例市民政局", "--place", "示例市")
    caseadm("user", "add", str(os.getuid()), "张三", "--role", "npc:assigner", "--role", "mzj:lead",
            "--role", "mzj:clerk")
    caseadm("open", "proposal", "assembly=示例市人大", "session=十届三次", "number=1", "title=示例建议",
            "proposers=李四", "session_closed_on=2025-03-10")
    caseadm("act", "JY-2025-000001", "accept")
    stop(process)
    db = sqlite3.connect(DATA / "cases.sqlite")
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {JOBS - 1})"
    for table, key in (("cases", "case_id"), ("clock_runs", "case_id")):
        names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")
                 if not (table == "cases" and row[1] == "id")]
        values = [
            "'JY-2024-' || printf('%06d', n.i)" if name == key
            else "NULL" if name == "natural_key" else f"t.{name}" for name in names]
        db.execute(f"INSERT INTO {table} ({', '.join(names)}) {numbers} "
                   f"SELECT {', '.join(values)} FROM {table} t, n WHERE t.{key} = 'JY-2025-000001'")
    db.commit()
    due = db.execute("SELECT due FROM clock_runs LIMIT 1").fetchone()[0]
    db.close()
    return due


def live_jobs():
    counts = caseadm("job", "list", "--limit", "1")["counts"]
    return sum(int(c["count"]) for c in counts
               if c["kind"] == "clock" and c["state"] in ("scheduled", "retryable", "running"))


def warned():
    db = sqlite3.connect(f"file:{DATA / 'cases.sqlite'}?mode=ro", uri=True)
    count = db.execute("SELECT count(*) FROM notices WHERE kind = 'warning'").fetchone()[0]
    db.close()
    return count


def main():
    due = fill()
    process = start()
    began = time.monotonic()
    while live_jobs() < JOBS:
        if time.monotonic() - began > 600:
            raise SystemExit(f"only {live_jobs()} jobs were made")
        time.sleep(0.5)
    mended = time.monotonic() - began
    # Acts before: the queue is idle.
    before = load("before")
    morning = caseadm("calc", "1 days", "--from", due)["from"]
    year, month, day = map(int, morning.split("-"))
    # Three days before the date, the first warning.
    import datetime
    warning = datetime.date(year, month, day) - datetime.timedelta(days=3)
    took = []

    def turn():
        began = time.monotonic()
        caseadm("clock", "set", f"{warning}T08:00:00+08:00")
        took.append(time.monotonic() - began)

    turning = threading.Thread(target=turn)
    turning.start()
    while warned() == 0:
        time.sleep(0.05)
    during = load("during")
    was_draining = turning.is_alive()
    turning.join()
    given = warned()
    ratio = during["p99_ms"] / before["p99_ms"]
    print(f"{JOBS} jobs due at once")
    print(f"  missing jobs found and made in {mended:.1f} s")
    print(f"  drained in {took[0]:.1f} s, {JOBS / took[0]:.0f} jobs/s; acts went on: "
          f"{before['per_second']:.0f}/s before, {during['per_second']:.0f}/s meanwhile")
    print(f"  warnings given: {given}; resident memory, high water: {memory(process.pid):.0f} MiB")
    print(f"  act p99: {before['p99_ms']:.2f} ms before, {during['p99_ms']:.2f} ms meanwhile: "
          f"{ratio:.2f} (target ≤ {TARGET:.0f}){'' if was_draining else ', but the drain was over'}")
    stop(process)
    shutil.rmtree(HOME)
    if given < JOBS or ratio > TARGET:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
