# SPDX-License-Identifier: Apache-2.0
"""The benchmarks, in one run: machines are noisy, so read the ratios.

usage: bench.py BINARIES REPLAY [SECONDS]
Compares the daemon with (a) an echo over the same gRPC stack, same payloads, same check of the peer,
and (b) a C program that commits the same rows, one by one and in groups; its database is compared
with the daemon's row by row.
"""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

from bench_daemon import Daemon, load, wait_for

BIN, REPLAY = pathlib.Path(sys.argv[1]), sys.argv[2]
SECONDS = sys.argv[3] if len(sys.argv) > 3 else "6"
HOME = pathlib.Path(tempfile.mkdtemp(prefix="cased-bench-"))


def one_sync():
    """Milliseconds of one fdatasync after a write of a commit's size, here and now."""
    path = HOME / "sync"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    times = []
    for _ in range(200):
        os.write(descriptor, b"x" * 16384)
        began = time.perf_counter()
        os.fdatasync(descriptor)
        times.append((time.perf_counter() - began) * 1000)
    os.close(descriptor)
    return sorted(times)[100]


TABLES = ["cases", "history", "personal_values", "clock_runs", "jobs", "documents", "deliveries",
          "requests", "offices", "users", "memberships", "definitions"]


def differences(a, b):
    db = sqlite3.connect(a)
    db.execute("ATTACH ? AS other", (str(b),))
    found = {}
    for table in TABLES:
        for left, right in (("main", "other"), ("other", "main")):
            count = db.execute(
                f"SELECT count(*) FROM (SELECT * FROM {left}.{table} EXCEPT "
                f"SELECT * FROM {right}.{table})").fetchone()[0]
            if count:
                found[f"{table} only in {left}"] = count
    rows = {t: db.execute(f"SELECT count(*) FROM main.{t}").fetchone()[0] for t in TABLES}
    db.close()
    return found, rows


def row(*cells):
    print("  " + f"{cells[0]:<34}" + "".join(f"{cell:>13}" for cell in cells[1:]))


def show(name, figures):
    row(name, f"{figures['per_second']:.0f}", f"{figures['p50_ms']:.2f}",
        f"{figures['p95_ms']:.2f}", f"{figures['p99_ms']:.2f}", figures["refused"])
    return figures


def main():
    outcomes = HOME / "outcomes"
    outcomes.mkdir()
    cased = Daemon(BIN, HOME, "2025-03-27")
    cased.start()
    cased.set_up()
    cased.load("unary", 1, SECONDS, "warm", str(outcomes))
    echo_socket = str(HOME / "echo")
    echo = subprocess.Popen([BIN / "bench-echo", echo_socket, outcomes])
    wait_for(echo_socket)
    sync = one_sync()
    print(f"one write of 16 KiB and fdatasync: {sync:.2f} ms (median of 200)\n")
    row("", "acts/s", "p50 ms", "p95 ms", "p99 ms", "refused")
    ours, echoes = {}, {}
    for width in (1, 8, 64):
        echoes[width] = show(f"echo, {width} callers", load(
            BIN, echo_socket, "unary", width, SECONDS, f"e{width}"))
        ours[width] = show(
            f"cased, {width} callers", cased.load("unary", width, SECONDS, f"c{width}"))
    stream = cased.load("stream", 256, SECONDS, "s")
    row("cased, one stream of commands", f"{stream['per_second']:.0f}", "", "", "", stream["refused"])
    resident = cased.memory()
    shows = []
    case = subprocess.run(
        [BIN / "caseadm", "--socket", cased.socket, "--output", "json", "list", "--limit", "1"],
        capture_output=True, text=True, check=True)
    case_id = json.loads(case.stdout)[0]["case_id"]
    for _ in range(21):
        began = time.perf_counter()
        subprocess.run([BIN / "caseadm", "--socket", cased.socket, "show", case_id], check=True,
                       stdout=subprocess.DEVNULL)
        shows.append((time.perf_counter() - began) * 1000)
    echo.terminate()
    cased.stop()

    source = cased.data / "cases.sqlite"
    c_programs, different = {}, {}
    for group in (1, 8, 64, 256):
        target = HOME / f"replay-{group}.sqlite"
        out = subprocess.run([REPLAY, source, target, str(group)], capture_output=True, text=True)
        if out.returncode:
            raise SystemExit(out.stderr)
        c_programs[group] = json.loads(out.stdout)
        row(f"C program, {group} acts a commit", f"{c_programs[group]['per_second']:.0f}", "", "", "", "")
        found, rows = differences(source, target)
        different.update(found)
        target.unlink()
    print(f"\n  rows compared with the C program's: {sum(rows.values())}, different: {different or 'none'}")

    print("\nratios                                                     here    target")
    lesser = min(echoes[64]["per_second"], c_programs[64]["per_second"])
    shows.sort()
    for name, value, target in (
            ("64 callers / lesser of echo and C in groups of 64", ours[64]["per_second"] / lesser, "≥ 0.8"),
            ("stream / C program in groups of 256",
             stream["per_second"] / c_programs[256]["per_second"], "≥ 0.5"),
            ("one caller: p50 / (echo p50 + one sync)",
             ours[1]["p50_ms"] / (echoes[1]["p50_ms"] + sync), "≤ 1.3"),
            ("resident memory, high water, MiB", resident, "≤ 128"),
            ("caseadm show, whole process, median ms", shows[10], "≤ 60")):
        print(f"  {name:<52}{value:>10.2f}    {target}")
    shutil.rmtree(HOME)
    if different:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
