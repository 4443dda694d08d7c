# SPDX-License-Identifier: Apache-2.0
"""Backs a daemon up under load, kills backups and restores, and flips bytes of what they leave.

usage: backups.py BINARY ROUNDS FLIPS [SEED]
Each round several callers open cases, file papers and put events while `cased backup` runs; what was
acknowledged before it began must be in it, restored and verified, and what it holds must be the beginning of
what the daemon has. Then backups and restores are killed at random moments: no half backup bears a name, a
restore that was cut short starts no daemon and is ended by the next. Then single bits of backups, plain and
sealed, and of a data folder's documents are turned over, and each must be noticed.
Prints one line of JSON; exits 1 on the first fault.
"""
import contextlib
import json
import pathlib
import os
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

CALLERS = 4
# Rounds from which on a run leaves nothing to chance.
LONG = 3


class Caller(threading.Thread):
    """Opens cases, files a paper in each, and remembers what was acknowledged, and when."""

    def __init__(self, pb, socket, name):
        super().__init__(daemon=True)
        self.pb, self.socket, self.name_ = pb, socket, name
        self.done, self.stop = [], threading.Event()

    def run(self):
        C = self.pb["cases"]
        with channel(self.socket) as ch:
            stub = self.pb["cases_grpc"].CasesStub(ch)
            while not self.stop.is_set():
                key = unlike(self.name_)
                try:
                    made = stub.Open(C.OpenRequest(workflow="proposal", request_id=key, fields={
                        k: text(self.pb, v) for k, v in {
                            "assembly": "示例市人大", "session": "十届三次", "title": key,
                            "proposers": "李四"}.items()}), timeout=60).done
                    paper = f"示例 {key}\n".encode() * random.randint(1, 400)
                    stub.AttachDocument(iter([
                        C.AttachRequest(head=C.AttachHead(
                            case_id=made.case_id, kind="suggestion_text", name="示例.txt",
                            request_id=key + "-p")),
                        C.AttachRequest(chunk=paper)]), timeout=60)
                    self.done.append((time.monotonic(), made.case_id, paper))
                except grpc.RpcError as error:
                    if self.stop.is_set():
                        return
                    fail(f"a caller beside a backup: {error.code().name} {error.details()}")


def fail(why, **more):
    print(json.dumps({"fault": why, "seed": SEED, **more}, ensure_ascii=False))
    sys.stdout.flush()
    os._exit(1)


def cased(*arguments, good=(0,)):
    ran = subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True)
    if good and ran.returncode not in good:
        fail("unexpected exit", command=arguments[0], code=ran.returncode,
             told=ran.stdout + ran.stderr)
    return ran


def newest(place):
    return sorted(p for p in place.iterdir() if p.name.startswith("cased-"))[-1]


def lines(database):
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        return db.execute("SELECT sequence, hex(hash) FROM history ORDER BY sequence").fetchall()


def under_load(pb, daemon, folder, rounds):
    """Backups while callers work, each restored and held against what was acknowledged."""
    place, data = folder / "backups", folder / "data"
    for turn in range(rounds):
        callers = [Caller(pb, daemon.socket, f"甲{turn}-{n}") for n in range(CALLERS)]
        for caller in callers:
            caller.start()
        while sum(len(c.done) for c in callers) < CALLERS:
            time.sleep(0.01)
        time.sleep(random.uniform(0, 0.3))
        began = time.monotonic()
        cased("backup", place, "--data-dir", data)
        for caller in callers:
            caller.stop.set()
        for caller in callers:
            caller.join()
        backup, restored = newest(place), folder / "restored"
        shutil.rmtree(restored, ignore_errors=True)
        cased("restore", backup, "--data-dir", restored)
        cased("verify", restored)
        manifest = json.loads((backup / "manifest.json").read_text())
        copied, present = lines(restored / "cases.sqlite"), lines(data / "cases.sqlite")
        if copied != present[:len(copied)] or manifest["lines"] != len(copied) \
                or manifest["head"] != copied[-1][1].lower() or manifest["faults"]:
            fail("the restored history is not the beginning of the daemon's", round=turn)
        with contextlib.closing(sqlite3.connect(restored / "cases.sqlite")) as db:
            there = {row[0] for row in db.execute("SELECT case_id FROM cases")}
        contents = {p.read_bytes() for p in (restored / "documents").rglob("*") if p.is_file()}
        for caller in callers:
            for moment, case, paper in caller.done:
                if moment < began and (case not in there or paper not in contents):
                    fail("acknowledged and not in the backup", case=case, round=turn)
    return sum(1 for path in place.iterdir() if path.name.startswith("cased-"))


def traced(folder, what, command):
    """Runs a command under strace; what it traced."""
    log = folder / "strace"
    subprocess.run(["strace", "-f", "-qq", "-o", str(log), "-e", "trace=rename", "-e", what, *command],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return log.read_text().splitlines()


def renames_of(folder, backup):
    """How many moves a restore makes over a folder that is there."""
    target = folder / "target"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder / "data", target)
    (target / "lock").unlink(missing_ok=True)
    return sum("rename(" in line for line in traced(
        folder, "signal=none", [BINARY, "restore", str(backup), "--data-dir", str(target), "--even-so"]))


def killed(folder, rounds):
    """Backups and restores that end by SIGKILL at a random moment."""
    data, place, target = folder / "data", folder / "killed", folder / "target"
    began = time.monotonic()
    cased("backup", place, "--data-dir", data)
    takes = time.monotonic() - began
    whole, cut = 1, {"backup": 0, "restore": 0, "moving": 0}
    for turn in range(rounds):
        process = subprocess.Popen(
            [BINARY, "backup", str(place), "--data-dir", str(data)], stdout=subprocess.DEVNULL)
        time.sleep(random.uniform(0, takes))
        process.kill()
        ended = process.wait()
        names = [p for p in place.iterdir() if p.name.startswith("cased-")]
        for backup in sorted(names)[-2:]:
            cased("verify", backup)
        cut["backup"] += ended != 0
        whole = len(names)
    backup = newest(place)
    expected = lines(backup / "cases.sqlite")
    count = renames_of(folder, backup)
    # At each of the moves in turn; in a short run at the first, the last and one between them.
    moves = list(range(1, count + 1))
    if rounds < LONG:
        moves = sorted({1, random.choice(moves), count})
    for turn in range(rounds + len(moves)):
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(data, target)
        for name in ("s", "lock"):
            with contextlib.suppress(OSError):
                (target / name).unlink()
        restore = [BINARY, "restore", str(backup), "--data-dir", str(target), "--even-so"]
        if turn < rounds:
            process = subprocess.Popen(restore, stdout=subprocess.DEVNULL)
            time.sleep(random.uniform(0, takes))
            process.kill()
            cut["restore"] += process.wait() != 0
        else:
            traced(folder, f"inject=rename:signal=SIGKILL:when={moves[turn - rounds]}", restore)
        if (target / "restoring" / "moving").exists():
            started = subprocess.run(
                [BINARY, "--data-dir", str(target), "--socket", str(folder / "t")],
                capture_output=True, text=True, timeout=120)
            if started.returncode != 3 or "cased restore again" not in started.stderr:
                fail("a daemon starts on half a restore", told=started.stderr)
            cut["moving"] += 1
        else:
            # Nothing was moved: what was there is there, and what was laid down goes.
            shutil.rmtree(folder / "half", ignore_errors=True)
            (folder / "half").mkdir()
            (folder / "half" / "data").symlink_to(target)
            Daemon(BINARY, folder / "half").stop()
            if (target / "restoring").exists():
                fail("what a restore laid down stays")
        cased("restore", backup, "--data-dir", target, "--even-so")
        if lines(target / "cases.sqlite") != expected:
            fail("restored after a kill, and another history")
        cased("verify", target)
        if (target / "restoring").exists():
            fail("the mark of a restore stays")
    if cut["moving"] < len(moves) // 2 or rounds >= LONG and not (cut["backup"] and cut["restore"]):
        fail("nothing was cut", cut=cut)
    return cut


def flips(folder, count):
    """Single bits turned over: each is noticed, and the backup is whole again when it is turned back."""
    data = folder / "data"
    key = folder / "key"
    cased("backup-key", key)
    plain, sealed = folder / "plain", folder / "sealed"
    cased("backup", plain, "--data-dir", data)
    cased("backup", sealed, "--data-dir", data, "--key", f"{key}.pub")
    noticed = 0
    for backup in (newest(plain), newest(sealed)):
        files = [p for p in backup.rglob("*") if p.is_file() and p.stat().st_size]
        kinds = {}
        for path in files:
            kinds.setdefault("documents" if "documents" in path.parts else path.name, []).append(path)
        for turn in range(count // 2):
            path = random.choice(kinds[sorted(kinds)[turn % len(kinds)]])
            with open(path, "r+b") as file:
                at = random.randrange(path.stat().st_size)
                file.seek(at)
                byte = file.read(1)[0]
                file.seek(at)
                file.write(bytes([byte ^ 1 << random.randrange(8)]))
                file.flush()
                ran = cased("verify", backup, good=())
                if ran.returncode not in (1, 3):
                    fail("a bit is turned over and not noticed", file=str(path), at=at,
                         told=ran.stdout + ran.stderr)
                noticed += 1
                file.seek(at)
                file.write(bytes([byte]))
        cased("verify", backup)
    if cased("drill", sealed, "--data-dir", data, "--key", key).stdout.count("gone through") != 1:
        fail("the sealed backup was not opened")
    other = folder / "other"
    cased("backup-key", other)
    if "another key" not in cased(
            "drill", sealed, "--data-dir", data, "--key", other, good=(3,)).stderr:
        fail("another key opens it, or it is not said that it is another")
    return noticed


def back_in_time(pb, daemon, folder):
    """A restore that would lose lines says how many, and is not done."""
    data, place = folder / "data", folder / "earlier"
    cased("backup", place, "--data-dir", data)
    before = len(lines(data / "cases.sqlite"))
    caller = Caller(pb, daemon.socket, "乙")
    caller.start()
    while len(caller.done) < 3:
        time.sleep(0.01)
    caller.stop.set()
    caller.join()
    held = cased("restore", newest(place), "--data-dir", data, good=(4,))
    if "another cased works on" not in held.stderr:
        fail("restored under a daemon", told=held.stderr)
    daemon.stop()
    lost = len(lines(data / "cases.sqlite")) - before
    refused = cased("restore", newest(place), "--data-dir", data, good=(3,))
    if f"{lost} lines would be lost" not in refused.stderr or "--even-so" not in refused.stderr:
        fail("what would be lost is not said", lost=lost, told=refused.stderr)
    if len(lines(data / "cases.sqlite")) != before + lost:
        fail("refused, and something was changed")
    cased("restore", newest(place), "--data-dir", data, "--even-so")
    replaced = [p for p in data.iterdir() if p.name.startswith("replaced-")]
    if len(lines(data / "cases.sqlite")) != before or len(replaced) != 1 \
            or len(lines(replaced[0] / "cases.sqlite")) != before + lost:
        fail("what was replaced is not kept")
    daemon.start()
    return lost


def main():
    global BINARY, SEED
    BINARY, rounds, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    SEED = int(sys.argv[4]) if len(sys.argv) > 4 else time.time_ns() % 2**31
    random.seed(SEED)
    pb = generated()
    with tempfile.TemporaryDirectory(prefix="cased-backups-") as home:
        folder = pathlib.Path(home)
        daemon = Daemon(BINARY, folder)
        try:
            with channel(daemon.socket) as ch:
                register(pb, pb["directory_grpc"].DirectoryStub(ch))
            backups = under_load(pb, daemon, folder, rounds)
            lost = back_in_time(pb, daemon, folder)
            noticed = flips(folder, count)
            cut = killed(folder, rounds)
        finally:
            daemon.kill()
        print(json.dumps({"rounds": rounds, "backups": backups, "back": lost, "flips": noticed,
                          "cut": cut, "seed": SEED}))


if __name__ == "__main__":
    main()
