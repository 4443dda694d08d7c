# SPDX-License-Identifier: Apache-2.0
"""A list of ten thousand rows comes in while others act.

usage: import_rows.py BINARIES [ROWS]
First others act alone for some seconds; then a workbook is imported, in its parts, and they act beside it. Told are
rows a second, the memory of both programs, and by how much others' slowest acts (p99) were slower meanwhile. It
fails nothing; the target is three times.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import openpyxl

from bench_daemon import Daemon

ROWS = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
HOME = pathlib.Path(tempfile.mkdtemp(prefix="cased-import-"))
TARGET = 3


def workbook():
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("交办")
    sheet.append(["示例市代表建议交办清单"])
    sheet.append(["序号", "会议", "届次", "建议编号", "标题", "提出人", "主办单位", "办理方式", "交办日期",
                  "签收日期", "状态", "闭会日期"])
    for number in range(1, ROWS + 1):
        sheet.append([number, "示例市人大", "十届三次", number, f"关于示例事项{number}的建议", "李四、王五",
                      "示例市民政局", "独办", f"2025-02-{10 + number % 3}", f"2025-02-{13 + number % 4}", "收悉",
                      "2025-02-08"])
    path = HOME / "rows.xlsx"
    book.save(path)
    return path


def main():
    daemon = Daemon(sys.argv[1], HOME, "2025-02-20")
    daemon.start()
    daemon.set_up()
    path = workbook()
    alone = daemon.load("unary", 4, "5", "alone")
    measured = []
    going = True

    def others():
        while going:
            measured.append(daemon.load("unary", 4, "5", f"beside{len(measured)}"))

    beside = threading.Thread(target=others)
    beside.start()
    began = time.monotonic()
    process = subprocess.Popen(
        [daemon.binaries / "caseadm", "--socket", daemon.socket, "--output", "csv", "import", "assignments", path,
         "--for", "npc"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    took = time.monotonic() - began
    going = False
    beside.join()
    if status:
        raise SystemExit(f"caseadm import: {said}")
    p99 = max(load["p99_ms"] for load in measured)
    print(f"an import of {ROWS} rows")
    print(f"  {ROWS / took:.0f} rows/s, planned and carried out, {took:.1f} s; memory, high water: "
          f"caseadm {usage.ru_maxrss / 1024:.0f} MiB, cased {daemon.memory():.0f} MiB")
    ratio = p99 / alone["p99_ms"]
    print(f"  others' acts, p99: {alone['p99_ms']:.1f} ms alone, {p99:.1f} ms beside it at worst, "
          f"{ratio:.1f} times{'' if ratio <= TARGET else ' (target: ' + str(TARGET) + ')'}")
    daemon.stop()
    shutil.rmtree(HOME)


if __name__ == "__main__":
    main()
