# SPDX-License-Identifier: Apache-2.0
"""Lets the writing to the database's own file fail, which no act waits for, and holds that it is told.

checkpoint_faults.py CASED FOLDER

What is committed lies in the log; bringing it to its place fails (strace, on this one file), acts go on. Status
must say so, with cause and count, and that it is over when it goes well again. Prints one object.
"""
import concurrent.futures
import json
import pathlib
import re
import signal
import subprocess
import sys
import time

from cased_client import Daemon, channel, generated, register
from disk_faults import UNBLOCKED

pb = generated()


def text(value):
    return pb["values"].Value(text=value)


def opening(number):
    # Large: the log is full sooner.
    return pb["cases"].OpenRequest(workflow="proposal", fields={
        "assembly": text("示例市人大"), "session": text("十届三次"), "number": text(str(number)),
        "title": text(f"示例{number}"), "proposers": text("李四"), "session_closed_on": text("2025-03-10")},
        note="附" * 2_000)


def main():
    cased, folder = sys.argv[1:]
    folder = pathlib.Path(folder)
    daemon = Daemon(cased, folder, "--simulated-clock", "2025-03-27")
    opened = []
    with channel(daemon.socket) as line:
        cases = pb["cases_grpc"].CasesStub(line)
        admin = pb["admin_grpc"].AdminStub(line)
        register(pb, pb["directory_grpc"].DirectoryStub(line))

        def fault():
            status = admin.Status(pb["admin"].StatusRequest())
            found = [f for f in status.vitals.faults if f.kind == "checkpoint"]
            names = [c.name for c in status.cautions]
            assert bool(found) == ("disk-fault:checkpoint" in names), (found, names)
            return status, found[0] if found else None

        def work(until):
            """Opens cases until something is so."""
            with concurrent.futures.ThreadPoolExecutor(16) as pool:
                deadline = time.monotonic() + 240
                while not until():
                    assert time.monotonic() < deadline, admin.Status(pb["admin"].StatusRequest())
                    start = len(opened)
                    for done in pool.map(lambda n: cases.Open(opening(n), timeout=60),
                                         range(start, start + 64)):
                        opened.append(done.done.case_id)
        assert fault()[1] is None
        tracer = subprocess.Popen(
            [sys.executable, "-c", UNBLOCKED, "strace", "-f", "-q", "-o", str(folder / "strace"), "-P",
             str(folder / "data" / "cases.sqlite"), "-e", "trace=pwrite64", "-e",
             "inject=pwrite64:error=EIO", "-p", str(daemon.process.pid)], stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while not re.search(r"TracerPid:\t[1-9]",
                            pathlib.Path(f"/proc/{daemon.process.pid}/status").read_text()):
            assert time.monotonic() < deadline, "strace did not attach"
            time.sleep(0.01)
        work(lambda: fault()[1] is not None)
        status, told = fault()
        assert told.count >= 1 and not told.over and told.last_at, told
        assert "disk" in told.cause.en, told
        assert "(INJECTED)" in (folder / "strace").read_text(errors="replace")
        failing = len(opened)
        # Acts go on, and are there.
        work(lambda: len(opened) >= failing + 64)
        log = status.vitals.log_bytes
        tracer.send_signal(signal.SIGTERM)
        tracer.wait(30)
        work(lambda: fault()[1].over)
        status, told = fault()
        # It is said for a night, as something that is over.
        assert "since" in [c.sentence.en for c in status.cautions
                           if c.name == "disk-fault:checkpoint"][0], status.cautions
    assert daemon.stop() == 0
    assert "checkpoint_failed" in (folder / "log").read_text()
    check = subprocess.run([cased, "verify", str(folder / "data")], capture_output=True, text=True)
    assert check.returncode == 0, check.stdout + check.stderr
    lines = int(re.search(r"(\d+) lines", check.stdout).group(1))
    assert lines >= len(opened), (lines, len(opened))
    print(json.dumps({"opened": len(opened), "faults": told.count, "log": log}))


if __name__ == "__main__":
    main()
