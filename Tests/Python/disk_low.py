# SPDX-License-Identifier: Apache-2.0
"""A disk that fills: the daemon stops to take commands before it is full, answers questions, and goes on by itself.

disk_low.py CASED FOLDER    (as root: a small file system of our own is mounted)

Opens cases and files papers until the disk has less left than the reserve, then fills it to the brim, kills and
starts the daemon meanwhile, and frees it again. What was acknowledged must be there, what was refused must not.
Prints one object.
"""
import json
import os
import pathlib
import subprocess
import sys
import time

import grpc

from cased_client import Daemon, channel, generated, refusal, register

RESERVE = 24 << 20
pb = generated()


def text(value):
    return pb["values"].Value(text=value)


class Story:
    def __init__(self, cased, folder):
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.cased = cased
        settings = self.folder / "cased.yaml"
        settings.write_text(f"reserve_mb: {RESERVE >> 20}\n")
        self.daemon = Daemon(cased, folder, "--config", str(settings), "--simulated-clock", "2025-03-27")
        self.told = {"opened": 0, "papers": 0, "refused": 0}
        self.opened, self.papers, self.refused = {}, {}, []
        self.number = 0
        with channel(self.daemon.socket) as line:
            register(pb, pb["directory_grpc"].DirectoryStub(line))

    def call(self, body):
        """What came of a command: its answer, or None where it was refused for the disk."""
        try:
            return body()
        except grpc.RpcError as error:
            told = refusal(pb, error)
            assert error.code() == grpc.StatusCode.RESOURCE_EXHAUSTED, error
            assert told and told.code == "read_only", error
            assert told.sentence.zh and told.sentence.en and told.mend.en, told
            self.told["refused"] += 1
            return None

    def open(self, cases):
        self.number += 1
        number = str(self.number)
        done = self.call(lambda: cases.Open(pb["cases"].OpenRequest(workflow="proposal", fields={
            "assembly": text("示例市人大"), "session": text("十届三次"), "number": text(number),
            "title": text(f"示例{number}"), "proposers": text("李四"),
            "session_closed_on": text("2025-03-10")}), timeout=60))
        if done is None:
            self.refused.append(f"示例{number}")
            return None
        self.opened[f"示例{number}"] = done.done.case_id
        self.told["opened"] += 1
        return done.done.case_id

    def paper(self, cases, case):
        content = os.urandom(1 << 20)
        name = f"{len(self.papers)}.bin"
        filed = self.call(lambda: cases.AttachDocument(iter(
            [pb["cases"].AttachRequest(head=pb["cases"].AttachHead(
                case_id=case, kind="contact_record", name=name))]
            + [pb["cases"].AttachRequest(chunk=content)]), timeout=60))
        if filed is not None:
            self.papers[case, filed.id] = content
            self.told["papers"] += 1
        return filed

    def status(self, line):
        return pb["admin_grpc"].AdminStub(line).Status(pb["admin"].StatusRequest())

    def free(self):
        disk = os.statvfs(self.data)
        return disk.f_bavail * disk.f_frsize

    def questions(self, line):
        """All that was acknowledged is there and can be read; nothing that was refused."""
        cases = pb["cases_grpc"].CasesStub(line)
        titles, after = set(), ""
        while True:
            page = cases.List(pb["cases"].ListCasesRequest(limit=500, after=after))
            titles |= {head.title for head in page.cases}
            if not page.next:
                break
            after = page.next
        assert titles == set(self.opened), titles ^ set(self.opened)
        for (case, number), content in self.papers.items():
            pieces = cases.GetDocument(pb["cases"].GetDocumentRequest(case_id=case, id=number))
            read = b"".join(p.chunk for p in pieces if p.WhichOneof("kind") == "chunk")
            assert read == content, (case, number)
        verified = pb["admin_grpc"].AdminStub(line).Verify(pb["admin"].VerifyRequest())
        assert verified.ok, verified.problems

    def expect(self, line, low):
        status = self.status(line)
        assert status.read_only == low, status
        assert ("disk" in [caution.name for caution in status.cautions]) == low, status.cautions
        assert bool(status.vitals.read_only_since) == low, status.vitals
        assert status.vitals.reserve == RESERVE and status.vitals.disk_size > RESERVE, status.vitals
        assert (status.vitals.disk_free < RESERVE) == low, status.vitals
        return status.vitals

    def fill(self, leaving=0):
        """Somebody else fills the disk."""
        with open(self.data / "ballast", "ab", buffering=0) as ballast:
            size = 1 << 20
            while size and self.free() > leaving:
                try:
                    ballast.write(b"\0" * size)
                except OSError:
                    size //= 2

    def run(self):
        with channel(self.daemon.socket) as line:
            cases = pb["cases_grpc"].CasesStub(line)
            vitals = self.expect(line, low=False)
            # Offices and people were entered.
            assert vitals.commit.count >= 4 and vitals.batch.largest >= 1, vitals
            assert 0 < vitals.sync.median <= vitals.commit.largest, vitals
            case = self.open(cases)
            while self.paper(cases, case) is not None:
                assert self.open(cases) or self.free() < RESERVE
            assert self.free() < RESERVE, self.free()
            # A paper that was taken whole began above it.
            assert self.free() > RESERVE - (4 << 20), self.free()
            assert self.told["opened"] > 10 and self.told["papers"] > 10, self.told
            for _ in range(30):
                assert self.open(cases) is None
                assert self.paper(cases, case) is None
            self.expect(line, low=True)
            self.questions(line)
        said = (self.folder / "log").read_text().count("disk_low")
        assert said == 1, f"said {said} times"
        # It starts below the reserve, whatever the start itself makes free: the log, 17 MiB at most.
        self.fill(leaving=4 << 20)
        self.daemon.kill()
        self.daemon.start()
        with channel(self.daemon.socket) as line:
            assert self.open(pb["cases_grpc"].CasesStub(line)) is None
            self.expect(line, low=True)
            self.questions(line)
            self.fill()
            assert self.free() == 0, self.free()
            assert self.open(pb["cases_grpc"].CasesStub(line)) is None
            self.expect(line, low=True)
            self.questions(line)
            self.told["free"] = self.free()
        assert self.daemon.stop() == 0
        (self.data / "ballast").unlink()
        # As an administrator does: the disk is made larger.
        subprocess.run(["mount", "-o", "remount,size=256m", str(self.data)], check=True)
        self.daemon.start()
        with channel(self.daemon.socket) as line:
            self.expect(line, low=False)
            assert self.open(pb["cases_grpc"].CasesStub(line))
            # And once more while it runs.
            self.fill(leaving=8 << 20)
            assert self.open(pb["cases_grpc"].CasesStub(line)) is None
            (self.data / "ballast").unlink()
            assert self.open(pb["cases_grpc"].CasesStub(line))
            self.expect(line, low=False)
            self.questions(line)
        assert self.daemon.stop() == 0
        check = subprocess.run([self.cased, "verify", str(self.data)], capture_output=True, text=True)
        assert check.returncode == 0, check.stdout + check.stderr
        print(json.dumps(self.told))


def main():
    if sys.argv[1] != "inside":
        subprocess.run(["unshare", "-m", "--propagation", "private", sys.executable, __file__, "inside",
                        *sys.argv[1:]], check=True)
        return
    cased, folder = sys.argv[2:]
    data = pathlib.Path(folder) / "data"
    data.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m,mode=0700", "none", str(data)], check=True)
    began = time.monotonic()
    Story(cased, folder).run()
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
