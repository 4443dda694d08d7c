# SPDX-License-Identifier: Apache-2.0
"""Counts how often the daemon syncs the disk for acknowledged acts (kill -9 proves nothing about it).

usage: fsync_per_batch.py BINARY [full|normal]
One caller, one act after the other: every acknowledgement is a batch of its own and must have been
preceded by a sync of its own. Prints JSON; exits 1 when there are fewer syncs than acknowledgements.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

from cased_client import Daemon, channel, generated, register, text

ACTS = 25


def syncs(trace):
    return len(re.findall(r"\b(?:fdatasync|fsync)\(\d+\)? *(?:=|<unfinished)", trace.read_text()))


def main():
    binary = sys.argv[1]
    durability = sys.argv[2] if len(sys.argv) > 2 else "full"
    pb = generated()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cased-fsync-"))
    trace = folder / "trace"
    daemon = Daemon(
        binary, folder, "--simulated-clock", "2025-03-27", "--durability", durability,
        wrapper=("strace", "-f", "-qq", "-e", "trace=fdatasync,fsync", "-o", str(trace)))
    with channel(daemon.socket) as ch:
        register(pb, pb["directory_grpc"].DirectoryStub(ch))
        stub = pb["cases_grpc"].CasesStub(ch)
        before = syncs(trace)
        for number in range(ACTS):
            stub.Open(pb["cases"].OpenRequest(workflow="proposal", fields={
                k: text(pb, v) for k, v in {
                    "assembly": "示例市人大", "session": "十届三次", "title": f"第{number}件",
                    "proposers": "李四"}.items()}))
        time.sleep(0.5)
        counted = syncs(trace) - before
    # strace passes no signal on: its child is the daemon.
    subprocess.run(["pkill", "-TERM", "-P", str(daemon.process.pid)], check=True)
    daemon.process.wait(timeout=60)
    print(json.dumps({"acts": ACTS, "syncs": counted, "durability": durability}))
    shutil.rmtree(folder)
    if counted < ACTS:
        print(f"only {counted} syncs for {ACTS} acknowledged acts", file=sys.stderr)
        raise SystemExit(1)


if __name__ == "__main__":
    main()
