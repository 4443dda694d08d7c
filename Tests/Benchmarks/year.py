# SPDX-License-Identifier: Apache-2.0
"""A year with ten thousand open cases that nobody works on, lived day by day by a simulated clock.

usage: year.py BINARIES [CASES]
The cases come in as rows of spreadsheets; then the clock is moved on by twelve months: every warning,
reminder, escalation and morning's list of that year is given on its day.
"""
import csv
import pathlib
import shutil
import sqlite3
import sys
import tempfile
import time

from bench_daemon import Daemon

CASES = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
ROWS = 2_000
HOME = pathlib.Path(tempfile.mkdtemp(prefix="cased-year-"))


def rows(first, count):
    path = HOME / f"rows-{first}.csv"
    with open(path, "w", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["会议", "届次", "建议编号", "标题", "提出人", "主办单位", "办理方式", "交办日期",
                        "签收日期", "状态", "闭会日期"])
        for number in range(first, first + count):
            sheet.writerow(["示例市人大", "十届三次", number, f"示例建议{number}", "李四、王五", "mzj",
                            "独办", f"2025-02-{10 + number % 3}", f"2025-02-{13 + number % 4}",
                            "收悉", "2025-02-08"])
    return path


def main():
    daemon = Daemon(sys.argv[1], HOME, "2025-02-20")
    daemon.start()
    daemon.set_up()
    began = time.monotonic()
    for first in range(1, CASES + 1, ROWS):
        sheet = rows(first, min(ROWS, CASES + 1 - first))
        daemon.caseadm("import", "assignments", str(sheet), "--for", "npc")
    opened = time.monotonic() - began
    began = time.monotonic()
    daemon.caseadm("clock", "advance", "12 months")
    lived = time.monotonic() - began
    resident = daemon.memory()
    daemon.stop()
    db = sqlite3.connect(daemon.data / "cases.sqlite")
    told = dict(db.execute("SELECT kind, count(*) FROM notices GROUP BY kind"))
    db.close()
    print(f"a year with {CASES} open cases")
    print(f"  imported in {opened:.1f} s; the year lived in {lived:.1f} s")
    print("  given: " + ", ".join(f"{count} {kind}s" for kind, count in sorted(told.items()))
          + f"; resident memory, high water: {resident:.0f} MiB")
    shutil.rmtree(HOME)


if __name__ == "__main__":
    main()
