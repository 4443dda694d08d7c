# SPDX-License-Identifier: Apache-2.0
"""Cuts the power at any moment, on paper: from a trace of what a daemon writes and syncs.

usage: power_cuts.py BINARY POINTS [SEED] [--durability LEVEL]
A daemon works under strace: cases are opened, papers filed, the log is written to the database's places, and it
stops. Then, for points chosen at random, the files are laid down as a power cut would leave them at that moment:
everything that was synced; of what was not, any subset of the writes, each whole or torn at sectors; and of
the changes of names that no sync of their folder covers, those up to any one of them. `cased verify` must find that
folder whole, a daemon must start on it (every tenth), and everything acknowledged until then must be in it.

Then the same with the syncs of one kind forgotten, as if the program did not make them: `log` (of the database and its
log), `papers` (of documents), `names` (of folders). Each time something must be lost, or this looks at nothing.
Prints one line of JSON; exits 1 when something is lost or broken.
"""
import argparse
import contextlib
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import grpc

from cased_client import Daemon, channel, generated, register, text, unlike

SECTOR = 512
CALLERS = 6
# Pages of the log until they are written to their places, and some more.
BYTES_WRITTEN = 24 << 20
# Cuts after which something is lost where a kind of sync is not made.
ENOUGH = 40

CALLS = ("openat,open,creat,write,pwrite64,ftruncate,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,"
         "rmdir,link,linkat,fsync,fdatasync,writev,pwritev,fallocate,sync_file_range,copy_file_range")
LINE = re.compile(r"^(\d+) +(\d+\.\d+) (.*)$")
DONE = re.compile(r"^(\w+)\((.*)\) += (-?\d+)(?:<([^>]*)>)?(?: .*)?$", re.S)


class Lost(Exception):
    pass


# ---- the load ----

class Caller(threading.Thread):
    """Opens cases and files a paper in each; remembers what was acknowledged, and when."""

    def __init__(self, pb, socket, name, acknowledged):
        super().__init__(daemon=True)
        self.pb, self.socket, self.name_, self.acknowledged = pb, socket, name, acknowledged
        self.stop = threading.Event()

    def run(self):
        C = self.pb["cases"]
        with channel(self.socket) as ch:
            stub = self.pb["cases_grpc"].CasesStub(ch)
            while not self.stop.is_set():
                key = unlike(self.name_)
                try:
                    case = stub.Open(C.OpenRequest(workflow="proposal", request_id=key, fields={
                        k: text(self.pb, v) for k, v in {
                            "assembly": "示例市人大", "session": "十届三次", "title": key,
                            "proposers": "李四"}.items()}), timeout=120).done
                    self.acknowledged.append((time.time(), case.case_id, case.version, None))
                    moved = stub.Act(C.ActRequest(
                        case_id=case.case_id, event="accept", request_id=key + "-a"), timeout=120).done
                    self.acknowledged.append((time.time(), case.case_id, moved.version, None))
                    if random.random() < 0.3:
                        paper = random.randbytes(random.randint(1, 20_000))
                        stub.AttachDocument(iter([
                            C.AttachRequest(head=C.AttachHead(
                                case_id=case.case_id, kind="suggestion_text", name="示例.bin",
                                request_id=key + "-p")),
                            C.AttachRequest(chunk=paper)]), timeout=120)
                        self.acknowledged.append(
                            (time.time(), case.case_id, 0, hashlib.sha256(paper).hexdigest()))
                except grpc.RpcError:
                    return


def traced(binary, folder, durability):
    """Works a daemon under strace until it has written enough; the trace and what was acknowledged."""
    pb = generated()
    daemon = Daemon(binary, folder, "--durability", durability)
    with channel(daemon.socket) as ch:
        register(pb, pb["directory_grpc"].DirectoryStub(ch))
    daemon.stop()
    start = folder / "start"
    shutil.copytree(folder / "data", start)
    trace = folder / "trace"
    daemon.command = ["strace", "-f", "-ttt", "-y", "-xx", "-s", str(1 << 20), "-qq", "-o", str(trace),
                      "-e", f"trace={CALLS}", *daemon.command]
    daemon.start()
    acknowledged = []
    callers = [Caller(pb, daemon.socket, f"甲{n}", acknowledged) for n in range(CALLERS)]
    for caller in callers:
        caller.start()
    deadline = time.monotonic() + 300
    # In the trace a byte is four.
    while trace.stat().st_size < 4 * BYTES_WRITTEN and time.monotonic() < deadline:
        time.sleep(0.2)
    for caller in callers:
        caller.stop.set()
    for caller in callers:
        caller.join()
    subprocess.run(["pkill", "-TERM", "-P", str(daemon.process.pid)], check=False)
    daemon.process.wait(timeout=300)
    return start, trace, acknowledged


# ---- the trace ----

def plain(text_):
    """A string of the trace, which is all in hexadecimal."""
    return bytes.fromhex(text_.replace("\\x", ""))


def arguments(text_):
    """The arguments of a call, split at commas outside of strings and brackets."""
    parts, depth, quoted, begin = [], 0, False, 0
    for at, sign in enumerate(text_):
        if sign == '"':
            quoted = not quoted
        elif not quoted and sign in "<([{":
            depth += 1
        elif not quoted and sign in ">)]}":
            depth -= 1
        elif not quoted and not depth and sign == ",":
            parts.append(text_[begin:at].strip())
            begin = at + 1
    return parts + [text_[begin:].strip()]


def path_of(argument):
    """The path of a descriptor such as 5</data/lock>, or of a string."""
    if "<" in argument:
        inner = argument[argument.index("<") + 1:argument.rindex(">")]
        inner = plain(inner).decode() if inner.startswith("\\x") else inner
        return None if inner.endswith(" (deleted)") else inner
    return plain(argument.strip('"')).decode()


def calls(trace):
    """Calls that succeeded: (when begun, when ended, order of begin, order of end, name, arguments, result)."""
    begun, found = {}, []
    with open(trace, encoding="ascii", errors="replace") as lines:
        for order, line in enumerate(lines):
            match = LINE.match(line.rstrip("\n"))
            if not match:
                continue
            thread, moment, said = match[1], float(match[2]), match[3]
            if said.endswith("<unfinished ...>"):
                begun[thread] = (moment, order, said[:-len("<unfinished ...>")].rstrip())
                continue
            first, began = moment, order
            if said.startswith("<... "):
                if thread not in begun:
                    continue
                first, began, head = begun.pop(thread)
                said = head + said[said.index("resumed>") + len("resumed>"):]
            done = DONE.match(said)
            if done and int(done[3]) >= 0:
                found.append((first, moment, began, order, done[1], done[2], int(done[3]), done[4]))
    found.sort(key=lambda call: call[2])
    return found


# ---- the disk ----

class File:
    """A file: what the disk surely has, and what was written since."""

    def __init__(self, content=b""):
        self.durable = bytearray(content)
        self.pending = []  # (order of its end, offset or None for a size, bytes or size)
        self.size = len(content)

    def write(self, ended, offset, content):
        self.pending.append((ended, offset, content))
        self.size = max(self.size, offset + len(content))

    def resize(self, ended, size):
        self.pending.append((ended, None, size))
        self.size = size

    def sync(self, began):
        """Everything that was ended when the sync began is there."""
        rest = []
        for change in self.pending:
            if change[0] < began:
                apply(self.durable, change)
            else:
                rest.append(change)
        self.pending = rest

    def cut(self):
        """What a power cut may leave."""
        content = bytearray(self.durable)
        keep = random.choice([0.0, 0.5, 0.9, 1.0])
        for change in self.pending:
            if random.random() < keep:
                apply(content, change if random.random() < 0.7 else torn(change))
        return bytes(content)


def apply(content, change):
    _, offset, value = change
    if offset is None:
        if value < len(content):
            del content[value:]
        else:
            content.extend(bytes(value - len(content)))
        return
    if offset > len(content):
        content.extend(bytes(offset - len(content)))
    content[offset:offset + len(value)] = value


def torn(change):
    """Of a write some sectors only, from its beginning."""
    ended, offset, value = change
    if offset is None or len(value) <= SECTOR:
        return change
    return ended, offset, value[:SECTOR * random.randrange(len(value) // SECTOR + 1)]


class Disk:
    """The data folder of a trace, as it goes on."""

    def __init__(self, root, start, without):
        self.root, self.without = str(root), set(without)
        self.files, self.positions = {}, {}
        for path in pathlib.Path(start).rglob("*"):
            if path.is_file():
                self.files[str(path.relative_to(start))] = File(path.read_bytes())
        self.durable_names = dict(self.files)
        self.names = []  # changes of names that no sync covers: (order of end, folder, function)
        self.synced = 0

    def inside(self, path):
        if path is None or not path.startswith(self.root + "/"):
            return None
        return path[len(self.root) + 1:]

    def rename(self, ended, source, target, change):
        change(self.files)
        self.names.append((ended, {os.path.dirname(source), os.path.dirname(target)}, change))

    def sync_folder(self, folder, began):
        """Names in it are on the disk; a journal keeps their order, so those before them too."""
        if "names" in self.without:
            return
        last = max((i for i, (ended, folders, _) in enumerate(self.names)
                    if ended < began and folder in folders), default=-1)
        for _, _, change in self.names[:last + 1]:
            change(self.durable_names)
        self.names = self.names[last + 1:]

    def sync_file(self, path, began):
        kind = "papers" if path.startswith(("documents/", "spool/")) else "log"
        if kind not in self.without:
            self.files[path].sync(began)
            self.synced += 1

    def take(self, call):
        _, _, began, ended, name, said, result, opened = call
        args = arguments(said)
        if name in ("open", "openat", "creat"):
            self.opened(ended, name, args, opened)
        elif name in ("write", "pwrite64"):
            path = self.inside(path_of(args[0]))
            # The lock, and what shares memory, hold nothing that must outlive anything.
            if path in self.files and not path.endswith("-shm"):
                content = plain(args[1].strip('"'))[:result]
                at = int(args[3]) if name == "pwrite64" else self.files[path].size
                self.files[path].write(ended, at, content)
        elif name == "ftruncate":
            path = self.inside(path_of(args[0]))
            if path in self.files and not path.endswith("-shm"):
                self.files[path].resize(ended, int(args[1]))
        elif name in ("fsync", "fdatasync"):
            path = path_of(args[0])
            if path == self.root:
                self.sync_folder("", began)
            elif (inner := self.inside(path)) in self.files:
                self.sync_file(inner, began)
            elif inner is not None:
                self.sync_folder(inner, began)
        elif name.startswith("rename"):
            paths = [path_of(a) for a in args if a.startswith('"')]
            source, target = (self.inside(p) for p in paths)
            if source in self.files:
                self.rename(ended, source, target,
                            lambda names: names.update({target: names.pop(source)})
                            if source in names else None)
        elif name.startswith("unlink"):
            path = self.inside(path_of([a for a in args if a.startswith('"')][0]))
            if path in self.files:
                self.rename(ended, path, path, lambda names: names.pop(path, None))
        elif name in ("writev", "pwritev", "fallocate", "copy_file_range", "link", "linkat"):
            if any(self.inside(path_of(a)) for a in args[:1] if "<" in a):
                raise SystemExit(f"the model does not know {name}")

    def opened(self, ended, name, args, opened):
        if opened is None:
            return
        path = self.inside(plain(opened).decode() if opened.startswith("\\x") else opened)
        flags = " ".join(args)
        if path is None or "O_DIRECTORY" in flags:
            return
        if path not in self.files and ("O_CREAT" in flags or name == "creat"):
            file = File()
            self.rename(ended, path, path, lambda names: names.update({path: file}))
        elif "O_TRUNC" in flags and path in self.files:
            self.files[path].resize(ended, 0)

    def lay_down(self, folder):
        names = dict(self.durable_names)
        for _, _, change in self.names[:random.randint(0, len(self.names))]:
            change(names)
        for path, file in names.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if not path.endswith(("-shm", "lock")):
                target.write_bytes(file.cut())


# ---- the look at it ----

def held_against(folder, acknowledged, until):
    with contextlib.closing(sqlite3.connect(folder / "cases.sqlite")) as db:
        versions = dict(db.execute("SELECT case_id, version FROM cases"))
        papers = {row[0] for row in db.execute("SELECT sha256 FROM documents WHERE sha256 NOT NULL")}
    for moment, case, version, paper in acknowledged:
        if moment > until:
            continue
        if versions.get(case, 0) < version:
            raise Lost(f"{case} at version {version} was acknowledged; there is {versions.get(case)}")
        if paper and paper not in papers:
            raise Lost(f"a paper of {case} was acknowledged and is not on file")
        if paper:
            path = folder / "documents" / paper[:2] / paper
            if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != paper:
                raise Lost(f"a paper of {case} was acknowledged, and its content is not there")


def look(binary, folder, acknowledged, until, starts):
    ran = subprocess.run([binary, "verify", str(folder)], capture_output=True, text=True)
    if ran.returncode:
        raise Lost(f"cased verify: {ran.stdout}{ran.stderr}")
    held_against(folder, acknowledged, until)
    if starts:
        home = folder.parent / "started"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        folder.rename(home / "data")
        Daemon(binary, home).stop()
        (home / "data").rename(folder)
        held_against(folder, acknowledged, until)


def sweep(binary, folder, disk, made, points, acknowledged):
    """Cuts at points in their order.

    Returns what was lost first, with its place, or nothing.
    """
    at = 0
    for number, point in enumerate(sorted(points)):
        while at <= point:
            disk.take(made[at])
            at += 1
        cut = folder / "cut"
        shutil.rmtree(cut, ignore_errors=True)
        cut.mkdir()
        disk.lay_down(cut)
        try:
            # What was acknowledged before the last call began.
            look(binary, cut, acknowledged, made[point][0], starts=number % 10 == 9)
        except (Lost, sqlite3.DatabaseError) as error:
            return {"lost": str(error)[:2000], "point": number, "call": made[point][4]}
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("points", type=int)
    parser.add_argument("seed", type=int, nargs="?", default=time.time_ns() % 2**31)
    parser.add_argument("--durability", default="full")
    given = parser.parse_args()
    random.seed(given.seed)
    with tempfile.TemporaryDirectory(prefix="cased-cuts-") as home:
        folder = pathlib.Path(home)
        start, trace, acknowledged = traced(given.binary, folder, given.durability)
        made = calls(trace)
        told = {"points": given.points, "calls": len(made), "acknowledged": len(acknowledged),
                "seed": given.seed}

        def cuts(points, without=()):
            disk = Disk(folder / "data", start, without)
            lost = sweep(given.binary, folder, disk, made,
                         random.choices(range(len(made)), k=points), acknowledged)
            return lost, disk.synced

        lost, told["synced"] = cuts(given.points)
        if lost:
            print(json.dumps({**told, **lost}, ensure_ascii=False))
            sys.exit(1)
        told["needed"] = []
        for kind in ("log", "papers", "names"):
            if cuts(ENOUGH, [kind])[0] is None:
                print(json.dumps({**told, "lost": f"nothing, without the syncs of {kind}"}))
                sys.exit(1)
            told["needed"].append(kind)
        print(json.dumps(told))


if __name__ == "__main__":
    main()
