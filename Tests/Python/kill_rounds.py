# SPDX-License-Identifier: Apache-2.0
"""Kills the daemon with SIGKILL under load, round after round, and looks for lost or half work.

usage: kill_rounds.py BINARY ROUNDS [SEED]
In each round several callers open cases and put events to them until the daemon is killed at a
random moment; then it is started anew, and everything that was acknowledged must be there, nothing
half-written, repeated requests must get the same answer, and the chain must hold.
Prints one line of JSON; exits 1 on the first loss.
"""
import json
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import grpc

from cased_client import Daemon, channel, generated, register, text, unlike

CALLERS = 6


class Caller(threading.Thread):
    """Opens a case, accepts it, opens the next, and remembers what was acknowledged."""

    def __init__(self, pb, socket, name, acknowledged, uncertain):
        super().__init__(daemon=True)
        self.pb, self.socket, self.name_ = pb, socket, name
        self.acknowledged, self.uncertain = acknowledged, uncertain

    def run(self):
        C = self.pb["cases"]
        with channel(self.socket) as ch:
            stub = self.pb["cases_grpc"].CasesStub(ch)
            number = 0
            while True:
                number += 1
                key = f"{self.name_}-{number}"
                opening = C.OpenRequest(workflow="proposal", request_id=key, fields={
                    k: text(self.pb, v) for k, v in {
                        "assembly": "示例市人大", "session": "十届三次", "title": unlike(key),
                        "proposers": "李四"}.items()})
                try:
                    done = stub.Open(opening, timeout=20).done
                    self.acknowledged.append((opening, done.case_id, done.version))
                    act = C.ActRequest(
                        case_id=done.case_id, event="accept", request_id=key + "-a")
                    moved = stub.Act(act, timeout=20).done
                    self.acknowledged.append((act, moved.case_id, moved.version))
                except grpc.RpcError as error:
                    if error.code() != grpc.StatusCode.UNAVAILABLE:
                        self.uncertain.append(f"{key}: {error.code().name} {error.details()}")
                    return


def half_written(database):
    """What the tables say that cannot be true of whole transactions."""
    db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    questions = {
        "case without its history line":
            "SELECT count(*) FROM cases c WHERE c.version <> (SELECT max(version) FROM history h "
            "WHERE h.case_id = c.case_id)",
        "history line without its case":
            "SELECT count(*) FROM history h WHERE case_id IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM cases c WHERE c.case_id = h.case_id)",
        "gap in the versions":
            "SELECT count(*) FROM (SELECT case_id, count(*) n, max(version) m FROM history "
            "WHERE version IS NOT NULL GROUP BY case_id) WHERE n <> m",
        "state that the history does not give":
            "SELECT count(*) FROM cases c WHERE state <> (SELECT to_state FROM history h WHERE "
            "h.case_id = c.case_id AND to_state IS NOT NULL ORDER BY version DESC LIMIT 1)",
        "accepted case without its clock":
            "SELECT count(*) FROM cases c WHERE state = 'accepted' AND NOT EXISTS "
            "(SELECT 1 FROM clock_runs r WHERE r.case_id = c.case_id)",
    }
    try:
        return [name for name, sql in questions.items() if db.execute(sql).fetchone()[0]]
    finally:
        db.close()


def check(pb, daemon, binary, acknowledged, number):
    with channel(daemon.socket) as ch:
        stub = pb["cases_grpc"].CasesStub(ch)
        for request, case, version in acknowledged:
            found = stub.Get(pb["cases"].GetCaseRequest(case_id=case))
            if found.version < version:
                raise SystemExit(f"round {number}: {case} lost version {version}")
        for request, case, version in acknowledged[-5:]:
            call = stub.Open if request.DESCRIPTOR.name == "OpenRequest" else stub.Act
            again = call(request).done
            if (again.case_id, again.version) != (case, version):
                raise SystemExit(f"round {number}: the repetition of {request.request_id} differs")
    faults = half_written(daemon.folder / "data" / "cases.sqlite")
    if faults:
        raise SystemExit(f"round {number}: {faults}")


def main():
    binary, rounds = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else int(time.time())
    chance = random.Random(seed)
    pb = generated()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cased-kill-"))
    daemon = Daemon(binary, folder, "--simulated-clock", "2025-03-27")
    with channel(daemon.socket) as ch:
        register(pb, pb["directory_grpc"].DirectoryStub(ch))
    total, uncertain = 0, []
    for number in range(1, rounds + 1):
        acknowledged = []
        callers = [Caller(pb, daemon.socket, f"r{number}c{i}", acknowledged, uncertain)
                   for i in range(CALLERS)]
        for caller in callers:
            caller.start()
        # Mostly under load: on a slow machine the first answer may take seconds.
        deadline = time.monotonic() + 60
        while number % 4 and not acknowledged and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(chance.uniform(0.05, 0.6))
        daemon.kill()
        for caller in callers:
            caller.join(timeout=60)
        if uncertain:
            raise SystemExit(f"round {number}, seed {seed}: {uncertain[:3]}")
        daemon.start()
        check(pb, daemon, binary, acknowledged, number)
        total += len(acknowledged)
    daemon.stop()
    proof = subprocess.run(
        [binary, "verify", str(folder / "data")], capture_output=True, text=True)
    if proof.returncode != 0:
        raise SystemExit(f"seed {seed}: {proof.stdout}{proof.stderr}")
    if total < rounds:
        raise SystemExit(f"only {total} acts were acknowledged in {rounds} rounds: no load")
    print(json.dumps({"rounds": rounds, "acknowledged": total, "lost": 0, "seed": seed,
                      "chain": proof.stdout.strip()}))
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
