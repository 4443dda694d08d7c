# SPDX-License-Identifier: Apache-2.0
"""Loses and spoils jobs of a store behind the daemon's back. usage: lose_jobs.py DATABASE

Prints how many jobs are amiss afterwards: lost ones, one with an old date, and one of a clock that never
ran.
"""
import sqlite3
import sys

db = sqlite3.connect(sys.argv[1], timeout=30)
with db:
    jobs = [row for row, in db.execute("SELECT id FROM jobs WHERE kind = 'clock' ORDER BY id")]
    lost, stale = jobs[: len(jobs) // 2], jobs[-1]
    db.executemany("DELETE FROM jobs WHERE id = ?", [(job,) for job in lost])
    db.execute("UPDATE jobs SET stamp = '2001-01-01', due_at = 9999999999999 WHERE id = ?", [stale])
    db.execute(
        "INSERT INTO jobs (kind, key, case_id, stamp, state, due_at, attempt, token, error, made_at) "
        "SELECT kind, case_id || ' nothing 1', case_id, stamp, 'scheduled', due_at, 0, 0, '', made_at "
        "FROM jobs WHERE id = ?", [stale])
print(len(lost) + 2)
