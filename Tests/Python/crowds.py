# SPDX-License-Identifier: Apache-2.0
"""What one caller may take of the daemon: connections, calls, bytes, watches, heavy questions.

crowds.py CASED FOLDER [TRIAL ...]

Each trial is told what somebody else meanwhile gets: the longest that one of his calls took, in
seconds. Prints one object: trial → figures. Ends with a failure as soon as the daemon does.
"""
import concurrent.futures
import concurrent.futures.thread
import json
import os
import pathlib
import resource
import signal
import socket
import struct
import sys
import threading
import time

import grpc

from cased_client import Daemon, channel, generated, register
from hostile_headers import DATA, END_HEADERS, HEADERS, WINDOW_UPDATE, Connection, ordinary

LIST = "/cased.v1.Cases/List"
CHECK = "/cased.v1.Rules/Check"
# Somebody whom the directory does not know, and a clerk.
STRANGER, CLERK = 61_000, 61_001
pb = generated()
# Connections that are held on purpose.
BEGUN = []


class User:
    """A process of another user, forked before gRPC has threads; it does what it is told."""

    def __init__(self, uid):
        ours, theirs = socket.socketpair()
        self.uid = uid
        if os.fork() == 0:
            ours.close()
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(uid)
                os.setuid(uid)
            self.serve(theirs.makefile("rw"))
            os._exit(0)
        theirs.close()
        self.line = ours.makefile("rw")

    @staticmethod
    def serve(line):
        for asked in line:
            name, *arguments = json.loads(asked)
            try:
                answer = globals()[name](*arguments)
            except BaseException as error:
                answer = {"error": repr(error)}
            line.write(json.dumps(answer, ensure_ascii=False) + "\n")
            line.flush()

    def __call__(self, function, *arguments):
        self.line.write(json.dumps([function.__name__, *arguments]) + "\n")
        self.line.flush()
        return json.loads(self.line.readline())


class Meanwhile:
    """Somebody who goes on working: lists cases, again and again."""

    def __init__(self, path):
        self.path, self.longest, self.failed, self.calls = path, 0.0, [], 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self):
        with channel(self.path) as line:
            stub = pb["cases_grpc"].CasesStub(line)
            while not self.over.is_set():
                begun = time.monotonic()
                try:
                    stub.List(pb["cases"].ListCasesRequest(limit=5), timeout=60)
                except grpc.RpcError as error:
                    self.failed.append(f"{error.code().name}: {error.details()}")
                self.longest = max(self.longest, time.monotonic() - begun)
                self.calls += 1
                time.sleep(0.02)

    def __enter__(self):
        self.thread.start()
        # He was there before the crowd.
        while not self.calls:
            time.sleep(0.01)
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()

    def told(self):
        return {"longest": round(self.longest, 3), "calls": self.calls, "failed": self.failed[:3]}


def is_open(one):
    """Whether the other side has not closed a connection on which nothing comes."""
    one.setblocking(False)
    try:
        return one.recv(1, socket.MSG_PEEK) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def silent(path, count):
    """So many connections of which nothing comes; how many are still open after a while."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    held = []
    for _ in range(count):
        one = socket.socket(socket.AF_UNIX)
        one.settimeout(20)
        for _ in range(200):
            try:
                one.connect(path)
                held.append(one)
                break
            except BlockingIOError:
                # Nobody has taken the last ones yet.
                time.sleep(0.01)
            except OSError:
                break
    # A busy machine takes its time to close those that are too many.
    before, open_still = None, -1
    for _ in range(60):
        if open_still == before:
            break
        time.sleep(5)
        before, open_still = open_still, sum(is_open(one) for one in held)
    # One more, which speaks: is it told why?
    answer = None
    try:
        answer = Connection(path).call(ordinary(LIST))
    except OSError as error:
        answer = repr(error)
    return {"connected": len(held), "open": open_still, "spoken": answer}


def begun(path, count):
    """Heavy questions of which only the headers come."""
    held = []
    for _ in range(count):
        one = Connection(path)
        one.send(HEADERS, END_HEADERS, 1, one.encoder.encode(ordinary(CHECK), huffman=False))
        held.append(one)
    BEGUN.extend(held)
    return len(held)


def crowded(path, count):
    """So many connections, which all speak: how they are answered."""
    held, told = [Connection(path) for _ in range(count)], {}
    for one in held:
        status = one.call(ordinary(LIST))
        told[status] = told.get(status, 0) + 1
    return told


def at_once(path, count):
    """So many calls at once on one channel."""
    with channel(path) as line:
        stub = pb["cases_grpc"].CasesStub(line)
        calls = [stub.List.future(pb["cases"].ListCasesRequest(limit=5), timeout=120)
                 for _ in range(count)]
        codes = {}
        for call in calls:
            code = call.code().name
            codes[code] = codes.get(code, 0) + 1
    return codes


def too_long(path):
    """A message of 5 MiB, and a piece of 5 MiB in a stream."""
    told = {}
    with channel(path) as line:
        rules = pb["rules_grpc"].RulesStub(line)
        try:
            rules.Check(pb["rules"].CheckRequest(files={"a.yaml": b"x" * (5 << 20)}), timeout=60)
        except grpc.RpcError as error:
            told["message"] = f"{error.code().name}: {error.details()}"
        cases = pb["cases_grpc"].CasesStub(line)
        try:
            cases.AttachDocument(iter([
                pb["cases"].AttachRequest(head=pb["cases"].AttachHead(
                    case_id="JY-2025-000001", kind="reply_letter", name="a.pdf")),
                pb["cases"].AttachRequest(chunk=b"x" * (5 << 20))]), timeout=60)
        except grpc.RpcError as error:
            told["piece"] = f"{error.code().name}: {error.details()}"
    return told


class Sender:
    """A connection that sends on many streams as fast as it is let (RFC 9113, 5.2)."""

    def __init__(self, path, streams, size):
        self.line = Connection(path)
        self.streams = range(1, 2 * streams, 2)
        # Of a message of so many bytes the last one never comes.
        self.left = dict.fromkeys(self.streams, size + 4)
        self.window = dict.fromkeys([0, *self.streams], 65_535)
        self.begun, self.answers, self.read = set(), {}, b""
        self.size = size
        for stream in self.streams:
            self.line.send(HEADERS, END_HEADERS, stream,
                           self.line.encoder.encode(ordinary(CHECK), huffman=False))

    def round(self):
        """Sends a piece on each stream that may; how many bytes went out."""
        sent = 0
        self.take()
        for stream in self.streams:
            count = min(self.left[stream], self.window[0], self.window[stream], 16_000)
            if count <= 0 or stream in self.answers:
                continue
            head = b"" if stream in self.begun else b"\0" + struct.pack(">I", self.size)
            self.begun.add(stream)
            try:
                self.line.send(DATA, 0, stream, (head + bytes(count))[:count])
            except OSError:
                self.give_up()
                return sent
            for key in (0, stream):
                self.window[key] -= count
            self.left[stream] -= count
            sent += count
        return sent

    def give_up(self):
        """Whoever goes on sending what was refused may lose the connection."""
        for stream in self.streams:
            self.answers.setdefault(stream, "closed")

    def take(self):
        self.line.socket.setblocking(False)
        try:
            while more := self.line.socket.recv(1 << 20):
                self.read += more
        except BlockingIOError:
            pass
        except OSError:
            self.give_up()
        finally:
            self.line.socket.settimeout(20)
        while len(self.read) >= 9:
            length, kind = int.from_bytes(self.read[:3], "big"), self.read[3]
            if len(self.read) < 9 + length:
                return
            stream = int.from_bytes(self.read[5:9], "big")
            payload, self.read = self.read[9:9 + length], self.read[9 + length:]
            if kind == WINDOW_UPDATE and stream in self.window:
                self.window[stream] += int.from_bytes(payload, "big")
            if kind == HEADERS:
                self.answers[stream] = dict(self.line.decoder.decode(payload)).get("grpc-status")


def half_said(path, connections, streams, size):
    """Messages of which the last byte never comes: the connections, and how streams were answered."""
    senders = [Sender(path, streams, size) for _ in range(connections)]
    quiet = 0
    while quiet < 20:
        sent = sum(sender.round() for sender in senders)
        quiet = 0 if sent else quiet + 1
        time.sleep(0 if sent else 0.05)
    answers = {}
    for sender in senders:
        for status in sender.answers.values():
            answers[status] = answers.get(status, 0) + 1
    return senders, answers


def memory(daemon):
    for line in pathlib.Path(f"/proc/{daemon.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024
    return 0


def watches(path, count):
    """So many watches of one user."""
    told, held = {}, []
    for _ in range(count):
        line = channel(path)
        stream = pb["cases_grpc"].CasesStub(line).Watch(
            pb["cases"].WatchRequest(after=-1), timeout=60)
        held.append((line, stream))
        try:
            next(stream)
            told["watching"] = told.get("watching", 0) + 1
        except grpc.RpcError as error:
            name = f"{error.code().name}: {error.details()}"
            told[name] = told.get(name, 0) + 1
    return told


def unknown_fields(path, count):
    """An act with so many fields that nobody knows, three times."""
    told = {}
    with channel(path) as line:
        stub = pb["cases_grpc"].CasesStub(line)
        fields = {f"x{i}": pb["values"].Value(text="1") for i in range(count)}
        for _ in range(3):
            begun = time.monotonic()
            try:
                stub.Act(pb["cases"].ActRequest(
                    case_id="JY-2025-000001", event="accept", fields=fields), timeout=120)
            except grpc.RpcError as error:
                told[f"{error.code().name}"] = round(time.monotonic() - begun, 2)
    return told


def states(count):
    """A workflow of so many states."""
    names = [f"s{i}" for i in range(count)]
    lines = ["workflow: wide", "format: 2", "prefix: WD", "labels: {zh: 宽, en: Wide}",
             "roles:", "  clerk: {labels: {zh: 经办, en: Clerk}}",
             "fields:", "  title: {type: text, labels: {zh: 题, en: Title}}",
             "title_field: title", "natural_key: []", "home: clerk", "states:"]
    lines += [f"  {name}: {{labels: {{zh: 态{name}, en: {name}}}}}" for name in names]
    lines += ["events:"] + [f"  e{name}: {{labels: {{zh: 事{name}, en: E{name}}}}}" for name in names]
    lines += ["opening: {by: [clerk], state: s0}", "transitions:"]
    lines += [f"  - {{event: e{a}, from: {a}, to: {b}, by: [clerk]}}"
              for a, b in zip(names, names[1:])]
    return "\n".join(lines)


def heavy(path, count, message):
    """So many heavy questions at once; how each was answered, and how long all took."""
    told = {}
    begun = time.monotonic()

    def ask(_):
        with channel(path) as line:
            try:
                if message == "verify":
                    pb["admin_grpc"].AdminStub(line).Verify(
                        pb["admin"].VerifyRequest(), timeout=300)
                else:
                    pb["rules_grpc"].RulesStub(line).Check(
                        pb["rules"].CheckRequest(
                        files={name: text.encode() for name, text in message.items()}),
                        timeout=300)
                return "OK"
            except grpc.RpcError as error:
                return f"{error.code().name}: {error.details()[:120]}"
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        for answer in pool.map(ask, range(count)):
            told[answer] = told.get(answer, 0) + 1
    told["seconds"] = round(time.monotonic() - begun, 1)
    return told


class Trials:
    def __init__(self, cased, folder):
        self.own, self.clerk, self.stranger = User(os.getuid()), User(CLERK), User(STRANGER)
        self.folder = pathlib.Path(folder)
        os.chmod(self.folder, 0o755)
        (self.folder / "cased.yaml").write_text("socket_mode: 0666\n")
        self.daemon = Daemon(cased, folder, "--config", str(self.folder / "cased.yaml"),
                             "--simulated-clock", "2025-03-27")
        self.path = self.daemon.socket
        with channel(self.path) as line:
            directory = pb["directory_grpc"].DirectoryStub(line)
            register(pb, directory)
            directory.AddUser(pb["directory"].AddUserRequest(uid=CLERK, name="示例经办", memberships=[
                pb["directory"].Membership(office="mzj", role="clerk")]))
            cases = pb["cases_grpc"].CasesStub(line)
            text = lambda value: pb["values"].Value(text=value)
            cases.Open(pb["cases"].OpenRequest(workflow="proposal", fields={
                "assembly": text("示例市人大"), "session": text("十届三次"), "number": text("1"),
                "title": text("示例"), "proposers": text("李四"),
                "session_closed_on": text("2025-03-10")}))
            cases.Act(pb["cases"].ActRequest(case_id="JY-2025-000001", event="accept"))
            cases.Act(pb["cases"].ActRequest(
                case_id="JY-2025-000001", event="assign",
                fields={"mode": text("sole"), "lead": text("mzj")}))

    def alive(self, name):
        if self.daemon.process.poll() is not None:
            raise SystemExit(f"{name} ended the daemon with {self.daemon.process.returncode}: "
                             + (self.folder / "log").read_text()[-2000:])

    def silent(self):
        with Meanwhile(self.path) as other:
            told = self.stranger(silent, self.path, 1_500)
        return {**told, "meanwhile": other.told()}

    def at_once(self):
        return self.own(at_once, self.path, 500)

    def too_long(self):
        return self.own(too_long, self.path)

    def half_said(self):
        before = memory(self.daemon)
        with Meanwhile(self.path) as other:
            senders, answers = half_said(self.path, 8, 90, 3 << 20)
            during = memory(self.daemon)
            for sender in senders:
                sender.line.socket.close()
        return {"before": before, "during": during, "answers": answers,
                "meanwhile": other.told()}

    def crowded(self):
        return self.stranger(crowded, self.path, 140)

    def watches(self):
        told = self.clerk(watches, self.path, 70)
        return {"told": told, "another": self.own(watches, self.path, 1)}

    def unknown_fields(self):
        with Meanwhile(self.path) as other:
            told = self.clerk(unknown_fields, self.path, 8_000)
        return {**told, "meanwhile": other.told()}

    def wide_check(self):
        with Meanwhile(self.path) as other:
            told = self.clerk(heavy, self.path, 3, {"workflows/wide.yaml": states(1_000)})
        return {**told, "meanwhile": other.told()}

    def begun(self):
        self.clerk(begun, self.path, 8)
        time.sleep(1)
        return self.own(heavy, self.path, 1, "verify")

    def verifies(self):
        with Meanwhile(self.path) as other:
            told = self.own(heavy, self.path, 32, "verify")
        return {**told, "meanwhile": other.told()}

    ALL = ["too_long", "at_once", "unknown_fields", "watches", "half_said", "begun",
           "wide_check", "verifies", "crowded", "silent"]


def main():
    cased, folder, *names = sys.argv[1:]
    trials = Trials(cased, folder)
    told = {}
    for name in names or Trials.ALL:
        told[name] = getattr(trials, name)()
        trials.alive(name)
        print(name, json.dumps(told[name], ensure_ascii=False), file=sys.stderr, flush=True)
    trials.daemon.process.send_signal(signal.SIGTERM)
    begun = time.monotonic()
    told["stop"] = {"status": trials.daemon.process.wait(60),
                    "seconds": round(time.monotonic() - begun, 1)}
    print(json.dumps(told, ensure_ascii=False))


if __name__ == "__main__":
    main()
