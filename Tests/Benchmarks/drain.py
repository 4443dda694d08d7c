# SPDX-License-Identifier: Apache-2.0
"""A hundred thousand jobs due at once: how long people wait meanwhile, in one run with the time before.

usage: drain.py BINARIES [JOBS] [SECONDS]
A data folder is filled with copies of one open case, by SQL and without a history; the daemon finds
that each lacks its job and makes it. Then simulated time moves to the morning on which all of them
are warned about, and acts go on meanwhile. Ends with 1 when the target is missed.
"""
import datetime
import pathlib
import shutil
import sqlite3
import sys
import tempfile
import threading
import time

from bench_daemon import Daemon

JOBS = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
SECONDS = sys.argv[3] if len(sys.argv) > 3 else "6"
HOME = pathlib.Path(tempfile.mkdtemp(prefix="cased-drain-"))
TARGET = 3.0
DAEMON = Daemon(sys.argv[1], HOME, "2025-03-27")


def load(tag):
    outcomes = HOME / tag
    outcomes.mkdir()
    return DAEMON.load("unary", 8, SECONDS, tag, outcomes)


def fill():
    DAEMON.start()
    DAEMON.set_up()
    DAEMON.caseadm("open", "proposal", "assembly=示例市人大", "session=十届三次", "number=1", "title=示例建议",
            "proposers=李四", "session_closed_on=2025-03-10")
    DAEMON.caseadm("act", "JY-2025-000001", "accept")
    DAEMON.stop()
    db = sqlite3.connect(DAEMON.data / "cases.sqlite")
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
    counts = DAEMON.caseadm("job", "list", "--limit", "1")["counts"]
    return sum(int(c["count"]) for c in counts
               if c["kind"] == "clock" and c["state"] in ("scheduled", "retryable", "running"))


def warned():
    db = sqlite3.connect(f"file:{DAEMON.data / 'cases.sqlite'}?mode=ro", uri=True)
    count = db.execute("SELECT count(*) FROM notices WHERE kind = 'warning'").fetchone()[0]
    db.close()
    return count


def main():
    due = fill()
    DAEMON.start()
    began = time.monotonic()
    while live_jobs() < JOBS:
        if time.monotonic() - began > 600:
            raise SystemExit(f"only {live_jobs()} jobs were made")
        time.sleep(0.5)
    mended = time.monotonic() - began
    # Acts before: the queue is idle.
    before = load("before")
    morning = DAEMON.caseadm("calc", "1 days", "--from", due)["from"]
    year, month, day = map(int, morning.split("-"))
    # Three days before the date, the first warning.
    warning = datetime.date(year, month, day) - datetime.timedelta(days=3)
    took = []

    def turn():
        began = time.monotonic()
        DAEMON.caseadm("clock", "set", f"{warning}T08:00:00+08:00")
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
    print(f"  warnings given: {given}; resident memory, high water: {DAEMON.memory():.0f} MiB")
    print(f"  act p99: {before['p99_ms']:.2f} ms before, {during['p99_ms']:.2f} ms meanwhile: "
          f"{ratio:.2f} (target ≤ {TARGET:.0f}){'' if was_draining else ', but the drain was over'}")
    DAEMON.stop()
    shutil.rmtree(HOME)
    if given < JOBS or ratio > TARGET:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
