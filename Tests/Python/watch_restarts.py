# SPDX-License-Identifier: Apache-2.0
"""Restarts the daemon again and again while callers act and one caseadm watches.

usage: watch_restarts.py BINARY CASEADM RESTARTS [SEED]
Callers open cases and put events to them, each with a request id that they repeat until it is
answered. The daemon is stopped with SIGTERM and SIGKILL in turn, at random moments. `caseadm watch`
is started once, before the first restart; at the end it must have written every line of the
history exactly once and in order. Prints one line of JSON; exits 1 when it has not.
"""
import atexit
import json
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import grpc

from cased_client import Daemon, channel, generated, register, text, unlike

CALLERS = 3


class Caller(threading.Thread):
    """Opens a case, accepts it, opens the next, and repeats what was not answered."""

    def __init__(self, pb, socket, name, acknowledged, enough):
        super().__init__(daemon=True)
        self.pb, self.socket, self.name_ = pb, socket, name
        self.acknowledged, self.enough, self.failure = acknowledged, enough, None

    def run(self):
        C = self.pb["cases"]
        number = 0
        while not self.enough.is_set() and not self.failure:
            number += 1
            key = f"{self.name_}-{number}"
            done = self.answered("Open", C.OpenRequest(
                workflow="proposal", request_id=key, fields={
                    k: text(self.pb, v) for k, v in {
                        "assembly": "示例市人大", "session": "十届三次", "title": unlike(key),
                        "proposers": "李四"}.items()}))
            if done:
                self.answered("Act", C.ActRequest(
                    case_id=done.case_id, event="accept", request_id=key + "-a"))

    def answered(self, method, request):
        while True:
            try:
                with channel(self.socket) as ch:
                    stub = self.pb["cases_grpc"].CasesStub(ch)
                    done = getattr(stub, method)(request, timeout=20).done
                self.acknowledged.append(done.sequence)
                return done
            except grpc.RpcError as error:
                if error.code() != grpc.StatusCode.UNAVAILABLE:
                    self.failure = f"{error.code().name} {error.details()}"
                    return None
                time.sleep(0.05)


def written(path):
    with open(path, encoding="utf-8") as file:
        whole = file.read()
    lines = whole.split("\n")[:-1]
    return [json.loads(line)["sequence"] for line in lines]


def main():
    binary, caseadm, restarts = sys.argv[1], sys.argv[2], int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else int(time.time())
    chance = random.Random(seed)
    pb = generated()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cased-watch-"))
    daemon = Daemon(binary, folder, "--simulated-clock", "2025-03-27")
    # Whatever goes wrong, nothing is left running.
    atexit.register(lambda: daemon.process.kill())
    with channel(daemon.socket) as ch:
        register(pb, pb["directory_grpc"].DirectoryStub(ch))
    with open(folder / "seen", "wb") as out, open(folder / "said", "wb") as err:
        watch = subprocess.Popen(
            [caseadm, "--socket", daemon.socket, "--output", "json", "--lang", "en", "watch",
             "--after", "0"], stdout=out, stderr=err)
    atexit.register(watch.kill)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not written(folder / "seen"):
        time.sleep(0.02)
    acknowledged, enough = [], threading.Event()
    callers = [Caller(pb, daemon.socket, f"c{i}", acknowledged, enough) for i in range(CALLERS)]
    for caller in callers:
        caller.start()
    ends = {"SIGTERM": 0, "SIGKILL": 0}
    for number in range(restarts):
        # Sometimes long enough for the watch to be there again, sometimes not.
        time.sleep(chance.uniform(0.05, 2.5))
        if number % 2:
            daemon.kill()
            ends["SIGKILL"] += 1
        else:
            if daemon.stop() != 0:
                raise SystemExit(f"seed {seed}: the daemon did not end well after SIGTERM")
            ends["SIGTERM"] += 1
        daemon.start()
    time.sleep(0.5)
    enough.set()
    for caller in callers:
        caller.join(timeout=60)
        if caller.failure or caller.is_alive():
            raise SystemExit(f"seed {seed}: a caller ended with {caller.failure}")
    db = sqlite3.connect(f"file:{folder}/data/cases.sqlite?mode=ro", uri=True)
    head = db.execute("SELECT max(sequence) FROM history").fetchone()[0]
    db.close()
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and head not in written(folder / "seen"):
        time.sleep(0.1)
    time.sleep(0.3)
    watch.send_signal(signal.SIGTERM)
    status = watch.wait(timeout=20)
    seen = written(folder / "seen")
    said = (folder / "said").read_text()
    if status != 0:
        raise SystemExit(f"seed {seed}: the watch ended with {status}: {said}")
    if seen != list(range(1, head + 1)):
        wrong = [(a, b) for a, b in zip([0] + seen, seen) if b != a + 1]
        raise SystemExit(f"seed {seed}: the watch saw {len(seen)} of {head} lines; {wrong[:5]}\n{said}")
    if not set(acknowledged) <= set(seen):
        raise SystemExit(f"seed {seed}: acknowledged lines were not seen")
    losses = said.count("went away")
    if losses < min(3, restarts) or len(acknowledged) < 4 * restarts:
        raise SystemExit(f"seed {seed}: no load: {losses} losses, {len(acknowledged)} acts")
    daemon.stop()
    print(json.dumps({"lines": head, "acknowledged": len(acknowledged), "losses": losses,
                      "seed": seed, **ends}))
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
