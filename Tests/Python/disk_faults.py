# SPDX-License-Identifier: Apache-2.0
"""Lets system calls of the daemon fail, and holds every answer against what is there afterwards.

disk_faults.py CASED FOLDER ROUNDS [SEED]

Each round lets one kind of call fail for some moments (strace attaches and lets go), while cases are
opened, moved and given papers. What was acknowledged must be there, what was refused must not, what
was told as uncertain may be either; every refusal has a sentence. Now and then the daemon is killed
meanwhile, and always the chain must be whole. A round whose fault was not hit does not count.
Prints one object.
"""
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import time

import grpc

from cased_client import Daemon, channel, generated, register

# Of the calls by which the daemon keeps and reads something. Those of the runtime below are among the
# calls that fail; where it ends the daemon (it may, when it cannot open a file), nothing may be lost.
FAULTS = [
    ("fdatasync", "EIO"), ("fdatasync", "ENOSPC"), ("fsync", "EIO"), ("pwrite64", "EIO"),
    ("pwrite64", "ENOSPC"), ("rename", "EIO"), ("rename", "ENOSPC"), ("ftruncate", "EIO"),
    ("pread64", "EIO"), ("openat", "EIO"), ("openat", "ENOSPC"), ("openat", "EMFILE"),
    ("unlink", "EIO"),
]
# strace ends by a signal: whoever runs the tests may have blocked it.
UNBLOCKED = ("import os, signal, sys; signal.pthread_sigmask(signal.SIG_SETMASK, []); "
             "signal.signal(signal.SIGTERM, signal.SIG_DFL); os.execvp(sys.argv[1], sys.argv[1:])")
pb = generated()


def text(value):
    return pb["values"].Value(text=value)


class Campaign:
    def __init__(self, cased, folder, seed):
        self.cased, self.folder = cased, pathlib.Path(folder)
        self.random = random.Random(seed)
        self.seed, self.number = seed, 0
        self.daemon = Daemon(cased, folder, "--simulated-clock", "2025-03-27")
        self.told = {"rounds": 0, "hit": 0, "acknowledged": 0, "refused": 0, "uncertain": 0,
                     "kills": 0, "ended": 0, "papers": 0}
        self.codes, self.opened, self.moved, self.filed = {}, {}, {}, {}
        with channel(self.daemon.socket) as line:
            register(pb, pb["directory_grpc"].DirectoryStub(line))

    def fail(self, text):
        raise SystemExit(f"seed {self.seed}: {text}\n" + (self.folder / "log").read_text()[-1500:])

    def inject(self, fault):
        """strace on the daemon; it writes what it let fail."""
        call, error = fault
        first = self.random.randint(1, 4)
        command = [sys.executable, "-c", UNBLOCKED, "strace", "-f", "-q", "-o", str(self.folder / "strace"),
                   "-e", f"trace={call}",
                   "-e", f"inject={call}:error={error}:when={first}+{self.random.randint(1, 3)}"]
        command += ["-p", str(self.daemon.process.pid)]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            status = pathlib.Path(f"/proc/{self.daemon.process.pid}/status").read_text()
            if re.search(r"TracerPid:\t[1-9]", status):
                return process
            time.sleep(0.01)
        self.fail("strace did not attach")

    def call(self, body):
        """What one call came to: ok, no, or unknown."""
        try:
            return "ok", body()
        except grpc.RpcError as error:
            code, details = error.code().name, error.details() or ""
            self.codes[code] = self.codes.get(code, 0) + 1
            if not details:
                self.fail(f"{code} without a sentence")
            if "SQLite error" in details or "CHECK" in details:
                self.fail(f"the database speaks to a user: {details}")
            # A connection that went away tells nothing of what it carried.
            unknown = code in ("UNKNOWN", "UNAVAILABLE", "CANCELLED", "DEADLINE_EXCEEDED")
            return ("unknown" if unknown else "no"), f"{code}: {details}"

    def one(self, stubs):
        kind = self.random.choice(["open", "open", "act", "paper"])
        cases = stubs
        if kind == "open" or not self.opened:
            self.number += 1
            number = str(self.number)
            answer, told = self.call(lambda: cases.Open(pb["cases"].OpenRequest(
                workflow="proposal", fields={
                    "assembly": text("示例市人大"), "session": text("十届三次"),
                    "number": text(number), "title": text(f"示例{number}"),
                    "proposers": text("李四"), "session_closed_on": text("2025-03-10")}),
                timeout=60))
            self.opened[number] = (answer, told.done.case_id if answer == "ok" else "")
        elif kind == "act":
            known = [case for answer, case in self.opened.values()
                     if answer == "ok" and case not in self.moved]
            if not known:
                return
            case = self.random.choice(known)
            answer, told = self.call(lambda: cases.Act(pb["cases"].ActRequest(
                case_id=case, event="accept"), timeout=60))
            if answer != "no":
                self.moved[case] = answer
        else:
            known = [case for answer, case in self.opened.values() if answer == "ok"]
            if not known:
                return
            case = self.random.choice(known)
            content = self.random.randbytes(self.random.choice([10, 5_000, 200_000]))
            name = f"{self.told['papers']}.bin"
            answer, told = self.call(lambda: cases.AttachDocument(iter([
                pb["cases"].AttachRequest(head=pb["cases"].AttachHead(
                    case_id=case, kind="contact_record", name=name)),
                pb["cases"].AttachRequest(chunk=content)]), timeout=60))
            self.filed[case, name] = (answer, content)
            self.told["papers"] += 1
        key = {"ok": "acknowledged", "no": "refused", "unknown": "uncertain"}[answer]
        self.told[key] += 1

    def round(self):
        fault = self.random.choice(FAULTS)
        tracer = self.inject(fault)
        print(self.told["rounds"], *fault, file=sys.stderr, flush=True)
        with channel(self.daemon.socket) as line:
            stubs = pb["cases_grpc"].CasesStub(line)
            for _ in range(self.random.randint(6, 14)):
                self.one(stubs)
                if self.daemon.process.poll() is not None:
                    self.told["ended"] += 1
                    break
        kill = self.random.random() < 0.2
        if kill and self.daemon.process.poll() is None:
            # While calls still fail.
            self.daemon.kill()
            self.told["kills"] += 1
        tracer.send_signal(signal.SIGTERM)
        tracer.wait(30)
        hit = "(INJECTED)" in (self.folder / "strace").read_text(errors="replace")
        self.told["rounds"] += 1
        self.told["hit"] += hit
        if self.daemon.process.poll() is not None:
            self.daemon.start()
        self.check(fault)

    def check(self, fault):
        """What is there against what was told."""
        with channel(self.daemon.socket) as line:
            cases = pb["cases_grpc"].CasesStub(line)
            found, after = {}, ""
            while True:
                page = cases.List(pb["cases"].ListCasesRequest(limit=500, after=after))
                found.update({head.title: head for head in page.cases})
                if not page.next:
                    break
                after = page.next
            for number, (answer, case) in self.opened.items():
                is_there = f"示例{number}" in found
                if answer == "ok" and not is_there or answer == "no" and is_there:
                    self.fail(f"{fault}: opening {number} was told as {answer}, there: {is_there}")
                if answer == "unknown":
                    # Known from now on.
                    head = found.get(f"示例{number}")
                    self.opened[number] = ("ok", head.case_id) if head else ("no", "")
            for case, answer in self.moved.items():
                state = next(h.state for h in found.values() if h.case_id == case)
                if answer == "ok" and state == "received":
                    self.fail(f"{fault}: {case} was accepted and is {state}")
            by_case = {}
            for (case, name), told in self.filed.items():
                by_case.setdefault(case, {})[name] = told
            for case, papers in by_case.items():
                view = cases.Get(pb["cases"].GetCaseRequest(case_id=case))
                there = {d.name: d for d in view.documents if d.sha256}
                for name, (answer, content) in papers.items():
                    if answer == "ok" and name not in there or answer == "no" and name in there:
                        self.fail(f"{fault}: paper {name} of {case} was told as {answer}, "
                                  f"there: {name in there}")
                    if name in there:
                        pieces = cases.GetDocument(pb["cases"].GetDocumentRequest(
                            case_id=case, id=there[name].id))
                        read = b"".join(p.chunk for p in pieces if p.WhichOneof("kind") == "chunk")
                        if read != content:
                            self.fail(f"{fault}: paper {name} of {case} has another content")
            # Each is looked at once.
            self.filed = {}
            verified = pb["admin_grpc"].AdminStub(line).Verify(pb["admin"].VerifyRequest())
            if not verified.ok:
                self.fail(f"{fault}: {verified.problems}")

    def run(self, rounds):
        while self.told["hit"] < rounds:
            self.round()
            if self.told["rounds"] > 4 * rounds:
                self.fail(f"of {self.told['rounds']} faults {self.told['hit']} were hit")
        if self.daemon.stop() != 0:
            self.fail("the daemon did not end well")
        check = subprocess.run([self.cased, "verify", str(self.folder / "data")],
                               capture_output=True, text=True)
        if check.returncode:
            self.fail(check.stdout + check.stderr)
        print(json.dumps({**self.told, "codes": self.codes, "seed": self.seed}))


def main():
    cased, folder, rounds, *seed = sys.argv[1:]
    Campaign(cased, folder, int(seed[0]) if seed else random.randrange(1 << 32)).run(int(rounds))


if __name__ == "__main__":
    main()
