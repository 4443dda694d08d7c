# SPDX-License-Identifier: Apache-2.0
"""What the pages in the browser cost, where there are many cases and many people before them.

usage: pages.py BINARIES [CASES] [USERS] [SECONDS]
A data folder is filled with copies of the open cases of forty offices, by SQL and without a history (100,000).
People with a session each (50) read case pages, the board and their desks, over a connection of their own that is
kept, to cased-web's Unix socket: first as people do, who read for some seconds before they go on, then each asks
again as soon as he is answered. All of them are one Python
process (asyncio), which takes processor time from the two programs on the same computer. Then one person reads,
and asks in turn what the page asks of the daemon, straight over grpcio. Prints medians and p99, the processors'
time of either program for a page, and their memory. It fails nothing.
"""
import asyncio
import atexit
import itertools
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Python"))

import cased_client
from bench_daemon import Daemon, wait_for
from many_cases import OFFICES, fill, wait_for_words

CASES = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
USERS = int(sys.argv[3]) if len(sys.argv) > 3 else 50
SECONDS = float(sys.argv[4]) if len(sys.argv) > 4 else 20
ROUNDS = 200
# Seconds for which somebody looks at a page, on average, before he asks for the next.
LOOK = 4
TICKS = os.sysconf("SC_CLK_TCK")
pb = cased_client.generated()


class TrustingDaemon(Daemon):
    """A daemon that believes the pages who somebody is: fifty passwords would be hashed for nothing."""

    def start(self):
        settings = self.data.parent / "cased.yaml"
        settings.write_text(f"data_dir: {self.data}\nsocket: {self.socket}\nlog_level: error\n"
                            "trust_proxies: true\n")
        self.process = subprocess.Popen(
            [self.binaries / "cased", "--config", settings, "--simulated-clock", self.today])
        # A measurement that fails leaves nothing running.
        atexit.register(self.process.kill)
        wait_for(self.socket)


class Person:
    """Somebody at a browser: a session, a connection, and the office he works for."""

    def __init__(self, number):
        self.name, self.office = f"person{number:03}", number % OFFICES
        # Of ten people one hands out the cases of all offices.
        self.sees_all = number % 10 == 9
        self.cookie = ""
        self.random = random.Random(number)

    def rights(self):
        office = f"b{self.office:02}"
        return ["npc:assigner"] if self.sees_all else [f"{office}:lead", f"{office}:clerk"]

    def case(self):
        """One of those that he sees."""
        step = 1 if self.sees_all else OFFICES
        made = max(1, (CASES - OFFICES) // OFFICES - 1)
        return f"JY-2024-{(self.office or OFFICES) + step * self.random.randrange(made):06}"

    async def connect(self, path):
        self.reader, self.writer = await asyncio.open_unix_connection(path)

    async def get(self, path, *headers):
        """The status of an answer, the lines of its headers, and its text."""
        lines = [f"GET {path} HTTP/1.1", "Host: cased.test", f"Cookie: cased={self.cookie}", *headers, "", ""]
        self.writer.write("\r\n".join(lines).encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        length = next((line.split(":")[1] for line in head if line.lower().startswith("content-length:")), "0")
        return int(head[0].split()[1]), head, await self.reader.readexactly(int(length))

    async def sign_in(self):
        status, head, _ = await self.get("/sign-in", f"X-Subject: {self.name}")
        found = next((m for m in map(re.compile("(?i)set-cookie: cased=([0-9a-f]{64});").match, head) if m), None)
        if status != 303 or found is None:
            raise SystemExit(f"{self.name} is not let in: {status}")
        self.cookie = found[1]

    async def page(self, path):
        """Milliseconds of a page."""
        began = time.perf_counter()
        status, _, text = await self.get(path)
        took = (time.perf_counter() - began) * 1000
        if status != 200:
            raise SystemExit(f"{path} for {self.name}: {status} {text[-600:].decode()}")
        return took


PAGES = {"case": lambda person: f"/cases/{person.case()}", "board": lambda _: "/board", "desk": lambda _: "/desk"}


def resident(process):
    """MiB now."""
    return int(open(f"/proc/{process.pid}/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def processor(process):
    """Milliseconds of processor time so far."""
    words = open(f"/proc/{process.pid}/stat").read().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) * 1000 / TICKS


def others():
    """How busy the computer is otherwise: whoever waits for a processor."""
    return os.getloadavg()[0]


async def crowd(people, name, programs, look):
    """Everybody reads this page for a while, and looks at each for so long."""
    took, most = [], [resident(p) for p in programs]
    ends = time.perf_counter() + SECONDS

    async def read(person):
        while True:
            await asyncio.sleep(person.random.uniform(0, 2 * look))
            if time.perf_counter() >= ends:
                break
            took.append(await person.page(PAGES[name](person)))

    async def watch():
        while time.perf_counter() < ends:
            most[:] = [max(now, resident(p)) for now, p in zip(most, programs)]
            await asyncio.sleep(0.2)

    before = [processor(p) for p in programs]
    await asyncio.gather(watch(), *(read(person) for person in people))
    spent = [(processor(p) - start) / len(took) for p, start in zip(programs, before)]
    took.sort()
    print(f"  {name:<8}{len(took) / SECONDS:>8.0f}{took[len(took) // 2]:>10.1f}{took[int(len(took) * 0.99)]:>10.1f}"
          f"{spent[0]:>12.2f}{spent[1]:>12.2f}{most[0]:>12.0f}{most[1]:>10.0f}")


def questions(channel, person, metadata):
    """What each page asks the daemon, one after the other, as the page does."""
    cases, rules = pb["cases"], pb["rules"]
    stub = pb["cases_grpc"].CasesStub(channel)
    deadlines = pb["deadlines_grpc"].DeadlinesStub(channel)
    due, lights = deadlines.Due, deadlines.Lights
    whoami = pb["directory_grpc"].DirectoryStub(channel).WhoAmI
    handbook = pb["rules_grpc"].RulesStub(channel)
    workflow, workflows = handbook.GetWorkflow, handbook.ListWorkflows
    deliveries = pb["work_grpc"].WorkStub(channel).ListDeliveries
    offices = sorted({right.split(":")[0] for right in person.rights()})

    def case():
        case_id = person.case()
        row = stub.Get(cases.GetCaseRequest(case_id=case_id), metadata=metadata)
        whoami(pb["directory"].WhoAmIRequest(), metadata=metadata)
        stub.Why(cases.WhyRequest(case_id=case_id), metadata=metadata)
        stub.History(cases.HistoryRequest(case_id=case_id, limit=200), metadata=metadata)
        workflow(rules.GetWorkflowRequest(workflow=row.workflow, profile=row.profile), metadata=metadata)

    def board():
        due(pb["deadlines"].DueRequest(limit=50), metadata=metadata)
        lights(pb["deadlines"].LightsRequest(), metadata=metadata)
        stub.ListViews(cases.ListViewsRequest(), metadata=metadata)
        workflows(rules.ListWorkflowsRequest(), metadata=metadata)
        whoami(pb["directory"].WhoAmIRequest(), metadata=metadata)

    def desk():
        whoami(pb["directory"].WhoAmIRequest(), metadata=metadata)
        mine = due(pb["deadlines"].DueRequest(limit=50, mine=True), metadata=metadata)
        # As many as a desk offers acts of.
        for case_id in list(dict.fromkeys(item.case_id for item in mine.items))[:12]:
            stub.Why(cases.WhyRequest(case_id=case_id), metadata=metadata)
        for office in offices:
            deliveries(pb["work"].ListDeliveriesRequest(pending_only=True, limit=50, sender=office), metadata=metadata)
        stub.List(cases.ListCasesRequest(open_only=True, limit=50, mine=True), metadata=metadata)

    return {"case": case, "board": board, "desk": desk}


async def alone(person, socket):
    """One person reads a page, and asks what it asks, in turn; medians."""
    with cased_client.channel(socket) as channel:
        straight = questions(channel, person, [("x-cased-session", person.cookie)])
        for name, address in PAGES.items():
            pages, calls = [], []
            for _ in range(ROUNDS + 10):
                pages.append(await person.page(address(person)))
                began = time.perf_counter()
                straight[name]()
                calls.append((time.perf_counter() - began) * 1000)
            # The first bring everything into memory.
            page, call = statistics.median(pages[10:]), statistics.median(calls[10:])
            print(f"  {name:<8}{page:>10.2f}{call:>14.2f}{page - call:>+12.2f}{page / call:>8.2f}")


async def measure(daemon, web, path):
    programs = [web, daemon.process]
    people = [Person(number) for number in range(USERS)]
    for person in people:
        daemon.caseadm("user", "add", "--name", person.name, "--sign-in", person.name,
                       *itertools.chain.from_iterable(("--role", right) for right in person.rights()))
    for person in people:
        await person.connect(path)
        await person.sign_in()
    print(f"{USERS} people, {SECONDS:.0f} s each; load of the computer before {others():.1f}; "
          f"memory before: cased-web {resident(web):.0f} MiB, cased {resident(daemon.process):.0f} MiB")
    print(f"  {'':<8}{'pages/s':>8}{'p50 ms':>10}{'p99 ms':>10}{'web cpu ms':>12}{'cased cpu':>12}{'web MiB':>12}{'cased':>10}")
    for look in (LOOK, 0):
        print(f"  each page is looked at for {look} s")
        for name in PAGES:
            await crowd(people, name, programs, look)
    print(f"  memory after: cased-web {resident(web):.0f} MiB, cased {resident(daemon.process):.0f} MiB; "
          f"load {others():.1f}")
    print(f"one person, medians of {ROUNDS} in turn, ms; load {others():.1f}")
    print(f"  {'':<8}{'page':>10}{'its calls':>14}{'more':>12}{'ratio':>8}")
    await alone(people[0], daemon.socket)


def main():
    home = pathlib.Path(tempfile.mkdtemp(prefix="cased-pages-"))
    daemon = TrustingDaemon(sys.argv[1], home, "2025-03-27")
    began = time.monotonic()
    fill(daemon, CASES)
    daemon.start()
    daemon.caseadm("user", "me")
    wait_for_words(daemon, CASES)
    print(f"{CASES} cases of {OFFICES} offices, filled and taken up in {time.monotonic() - began:.0f} s")
    path = str(home / "web")
    web = subprocess.Popen(
        [daemon.binaries / "cased-web", "--socket", daemon.socket, "--listen", path, "--subject-header", "X-Subject",
         "--log-level", "error"])
    atexit.register(web.kill)
    wait_for(path)
    asyncio.run(measure(daemon, web, path))
    web.terminate()
    web.wait(timeout=120)
    daemon.stop()
    shutil.rmtree(home)


if __name__ == "__main__":
    main()
