# SPDX-License-Identifier: Apache-2.0
"""Kills the daemon and the courier at every named point of a job's path, and at random moments.

usage: job_kills.py CASED CASEADM RANDOM-ROUNDS [first|every] [SEED]
Each round brings the same load: suggestions with letters through every channel, a bulk action, time
that passes. The debug build kills itself where CASED_DIE_AT says; then it is started again without.
At the end the store is compared with that of a daemon that was never killed: every notice once,
every history line once, the chain whole. What went out is counted by Message-ID: a message may go
out twice only when the kill came between its handing over and its report.
Prints one line of JSON with `doubles: N of M`; exits 1 at the first fault.
"""
import datetime
import json
import os
import random
import re
import sqlite3
import sys
import threading
import time

import chinese_calendar
import grpc

from cased_client import channel, generated, text
from post_office import Town, eventually

# Where the daemon dies, the n-th time, and how many messages may then go out twice.
DAEMON = [
    ("claimed clock", 1, 0), ("claimed clock", 2, 0), ("in clock", 1, 0), ("in clock", 5, 0),
    ("settled clock", 1, 0), ("settled clock", 2, 0),
    ("claimed spool", 1, 0), ("claimed spool", 2, 0),
    ("handed over spool", 1, 4), ("handed over spool", 3, 4),
    ("in spool", 1, 4), ("in spool", 2, 4), ("settled spool", 1, 4), ("settled spool", 2, 4),
    ("claimed bulk", 1, 0), ("in bulk", 1, 0), ("in bulk", 3, 0), ("settled bulk", 1, 0),
    # The second bulk action is an import: its rows come after the three cases of the first.
    ("claimed bulk", 2, 0), ("in bulk", 4, 0), ("in bulk", 5, 0), ("settled bulk", 2, 0),
    ("claimed digest", 1, 0), ("settled digest", 1, 0),
    ("claimed daily", 1, 0), ("settled daily", 1, 0), ("settled daily", 2, 0),
]
# Those where the courier has a part: (who dies, point, n, most doubles).
COURIER = [
    ("daemon", "leased", 1, 0), ("daemon", "leased", 2, 0),
    ("daemon", "in report", 1, 8), ("daemon", "in report", 3, 8),
    ("courier", "handed over sendmail", 1, 8), ("courier", "handed over sendmail", 3, 8),
    ("courier", "handed over hook", 1, 8), ("courier", "handed over hook", 2, 8),
    ("courier", "reported sendmail", 1, 7), ("courier", "reported sendmail", 2, 7),
    ("courier", "reported hook", 1, 7), ("courier", "reported hook", 2, 7),
]
OFFICES = {"box": "spool", "mail": "sendmail", "oa": "hook"}
# How long a courier holds a message at most: twice the limit and five seconds.
LIMIT = 1
LEASE = 2 * LIMIT + 5


def fail(words):
    raise SystemExit(words)


class Exchange(threading.Thread):
    """Fetches whatever lies in the spool at once, as a document exchange does."""

    def __init__(self, town):
        super().__init__(daemon=True)
        self.root = town.folder / "data" / "spool"
        self.fetched = town.folder / "fetched"
        self.fetched.mkdir()
        self.ended, self.count = threading.Event(), 0

    def run(self):
        while not self.ended.is_set():
            for folder in self.root.glob("[!.]*/*"):
                if not (folder / "message.json").is_file():
                    fail(f"half a message: {folder}")
                self.count += 1
                folder.rename(self.fetched / str(self.count))
            time.sleep(0.005)

    def ids(self):
        return [json.loads((f / "message.json").read_text())["message_id"]
                for f in self.fetched.iterdir()]


class Kills:
    def __init__(self, cased, caseadm, pb, name):
        self.pb = pb
        self.town = Town(cased, caseadm, "2025-03-27", prefix=f"cased-{name}-")
        self.out = self.town.folder / "out"
        self.out.mkdir()
        keep = "f=$(mktemp {0}/{1}.XXXXXX); cat > $f; mv $f {0}/whole-{1}.${{f##*.}}"
        shell = ["/bin/sh", "-c"]
        self.town.settings(
            sendmail=[*shell, keep.format(self.out, "mail")], poll_seconds=1,
            time_limit_seconds=LIMIT, hooks={"oa": [*shell, keep.format(self.out, "oa")]},
            **{"from": "cased@example.org"})
        self.town.said("office", "add", "npc", "示例市人大代表工委", "--place", "示例市",
                       "--profile", "cn")
        for code, kind in OFFICES.items():
            address = {"mail": "mail@example.invalid", "oa": "oa"}.get(code)
            self.town.said("office", "add", code, f"示例{code}局", "--place", "示例市",
                           "--profile", "cn", "--channel", kind,
                           *(["--address", address] if address else []),
                           *(["--duty", "supervisor"] if code == "mail" else []))
        self.town.said("user", "add", str(os.getuid()), "管理员", "--role", "npc:assigner",
                       *[x for code in OFFICES for x in ("--role", f"{code}:lead")])
        self.exchange = Exchange(self.town)
        self.exchange.start()
        self.day = 0
        self.table = []

    # Whatever the load asks for, it asks until it is answered.

    def answered(self, service, method, request, again):
        while True:
            try:
                with channel(self.town.socket) as ch:
                    stub = getattr(self.pb[service + "_grpc"], service.capitalize() + "Stub")(ch)
                    return getattr(stub, method)(request, timeout=60)
            except grpc.RpcError as error:
                if error.code() != grpc.StatusCode.UNAVAILABLE:
                    fail(f"{method}: {error.code().name} {error.details()}")
                again()

    def load(self, number, again, days=9):
        """One round's work, the same for every daemon: letters, a bulk action, days."""
        C, W, A = self.pb["cases"], self.pb["work"], self.pb["admin"]

        def value(items):
            return {k: text(self.pb, v) for k, v in items.items()}
        waiting = []
        for lead in OFFICES:
            key = f"r{number}-{len(waiting)}"
            done = self.answered("cases", "Open", C.OpenRequest(
                workflow="proposal", request_id=key, fields=value({
                    "assembly": "示例市人大", "session": "十届三次", "title": key,
                    "proposers": "李四"})), again).done
            waiting.append(done.case_id)
        bulk = self.answered("work", "PlanBulk", W.PlanBulkRequest(
            case_ids=waiting, event="accept", reason="一并受理", request_id=f"r{number}-plan"),
            again)
        self.carry_out(bulk.id, f"r{number}-run", again)
        rows = self.answered("work", "PlanImport", W.PlanImportRequest(
            workflow="proposal", reason="导入", request_id=f"r{number}-rows",
            rows=[W.ImportRow(cells={
                "会议": "示例市人大", "届次": "十届三次", "建议编号": f"{number}0{row}",
                "标题": f"r{number}-row-{row}", "提出人": "王五"}) for row in (1, 2)]), again)
        self.carry_out(rows.id, f"r{number}-import", again)
        for index, case in enumerate(waiting):
            lead = list(OFFICES)[index % len(OFFICES)]
            V = self.pb["values"]
            others = V.Value(list=V.ValueList(
                items=[V.ValueItem(text=x) for x in OFFICES if x != lead]))
            self.answered("cases", "Act", C.ActRequest(
                case_id=case, event="assign", request_id=f"r{number}-assign-{index}",
                fields={"mode": text(self.pb, "joint"), "co_handlers": others},
                roles={"lead": lead}), again)
        self.day += days
        self.answered("admin", "Clock", A.ClockRequest(set=self.today()), again)

    def carry_out(self, bulk, request, again):
        W = self.pb["work"]
        self.answered("work", "RunBulk", W.RunBulkRequest(id=bulk, request_id=request), again)
        ended = eventually("the bulk action is done", lambda: self.when_done(bulk, again))
        if ended.failed:
            fail(f"bulk action {bulk}: {ended}")

    def when_done(self, bulk, again):
        W = self.pb["work"]
        seen = self.answered("work", "GetBulk", W.GetBulkRequest(id=bulk), again)
        return seen if seen.status == "done" else None

    def today(self):
        return (datetime.date(2025, 3, 27) + datetime.timedelta(days=self.day)).isoformat()

    def to_working_day(self):
        """To a morning on which lists are given: run again on a day off they would be new ones."""
        self.day += 1
        while not chinese_calendar.is_workday(datetime.date.fromisoformat(self.today())):
            self.day += 1
        self.answered("admin", "Clock", self.pb["admin"].ClockRequest(set=self.today()),
                      lambda: fail("the daemon is away"))

    # Rounds

    def revive(self):
        """Starts a daemon that died of itself; a living one is asked again."""
        code = self.town.daemon.process.poll()
        if code is None:
            time.sleep(0.02)
            code = self.town.daemon.process.poll()
        if code is None:
            return
        if code != -9:
            fail(f"the daemon ended with {code}: " + (self.town.folder / "log").read_text()[-2000:])
        self.town.daemon.start()

    def ids(self):
        """Every Message-ID that went out, as often as it did."""
        ids = self.exchange.ids()
        for path in self.out.glob("whole-*"):
            body = path.read_bytes()
            if path.name.startswith("whole-oa"):
                ids.append(json.loads(body)["message_id"])
            else:
                ids.append(re.search(rb"^Message-ID: <(.*)>", body, re.M)[1].decode())
        return ids

    def doubles(self):
        ids = self.ids()
        return len(ids) - len(set(ids))

    def quiet(self, seconds=60):
        """Until nothing is left to send."""
        C = "SELECT count(*) FROM jobs WHERE kind IN ('spool', 'sendmail', 'hook') AND state IN {}"
        eventually("everything is sent", lambda: not self.town.rows(
            C.format("('scheduled', 'retryable', 'running')"))[0][0], seconds)
        given_up = self.town.rows(C.format("('discarded')"))[0][0]
        if given_up:
            fail(f"{given_up} messages were given up")

    def noted(self, who, point, before, most, least=0):
        """Kills, and what they doubled."""
        now = self.doubles() - before
        if not least <= now <= most:
            fail(f"{who} killed at “{point}”: {now} doubles, expected {least} to {most}")
        self.table.append((point, now))

    def daemon_dies(self, number, point, count, most):
        # No courier: what goes out in this round goes through the spool alone.
        before = self.doubles()
        self.town.daemon.stop()
        self.town.daemon.start(CASED_DIE_AT=f"{point}#{count}")
        self.load(number, self.revive)
        self.calm_daemon(point, count)
        eventually("the spool is empty", lambda: not self.town.rows(
            "SELECT 1 FROM jobs WHERE kind = 'spool' AND state IN "
            "('scheduled', 'retryable', 'running')"))
        self.exchange_calm()
        self.noted("daemon", f"{point}#{count}", before, most,
                   1 if point == "handed over spool" else 0)

    def calm_daemon(self, point, count):
        """It must have died: a point that is never reached proves nothing."""
        process = self.town.daemon.process
        if f"CASED_DIE_AT={point}#{count}" in environment(process.pid):
            fail(f"the daemon never came to “{point}” {count} times")

    def exchange_calm(self):
        eventually("all was fetched", lambda: not list(self.exchange.root.glob("[!.]*/*")))

    def part_dies(self, number, who, point, count, most):
        self.quiet()
        before = self.doubles()
        if who == "daemon":
            self.load(number, self.revive, days=1)
            self.town.daemon.stop()
            self.town.daemon.start(CASED_DIE_AT=f"{point}#{count}")
            self.town.start_courier()
            process = self.town.daemon.process
        else:
            self.load(number, self.revive, days=1)
            self.town.start_courier(CASED_DIE_AT=f"{point}#{count}")
            process = self.town.courier
        eventually(f"{who} dies at “{point}#{count}”", lambda: process.poll() is not None)
        if process.returncode != -9:
            fail(f"{who} ended with {process.returncode}")
        if who == "daemon":
            self.town.daemon.start()
        else:
            self.town.start_courier()
        self.quiet()
        self.town.stop_courier()
        # A daemon that dies while it is told is told again by the courier, which lives.
        handed = point.startswith("handed over")
        self.noted(who, f"{point}#{count}", before, most, 1 if handed else 0)

    def random_kill(self, number, chance):
        """SIGKILL to one of them at a random moment under load."""
        ended = threading.Event()

        def strike():
            time.sleep(chance.uniform(0.05, 1.2))
            if chance.random() < 0.6:
                self.town.daemon.process.kill()
            elif self.town.courier:
                self.town.courier.kill()
            ended.set()
        if not self.town.courier or self.town.courier.poll() is not None:
            self.town.start_courier()
        striker = threading.Thread(target=strike)
        striker.start()
        self.load(number, self.revive, days=3)
        striker.join()
        self.town.daemon.process.poll()
        time.sleep(0.05)
        self.revive()

    # What must be true

    def facts(self):
        """The notices and the history, without numbers and moments that a kill may change."""
        title = "(SELECT title FROM cases c WHERE c.case_id = {}.case_id)"
        notices = self.town.rows(
            f"SELECT {title.format('n')}, kind, clock, run, due, step, office, role, day, given_on"
            " FROM notices n")
        # When a letter went out depends on the courier; that it did, once, does not.
        history = self.town.rows(
            f"SELECT {title.format('h')}, event, CASE event WHEN 'deliver' THEN '' ELSE "
            "happened_on END, from_state, to_state, CASE event WHEN 'deliver' THEN changes END "
            "FROM history h WHERE case_id IS NOT NULL")
        letters = self.town.rows(
            f"SELECT {title.format('d')}, kind, office, recipient, status FROM deliveries d")
        return {"notices": sorted(map(repr, notices)), "lines": sorted(map(repr, history)),
                "letters": sorted(map(repr, letters))}

    def check(self, reference=None):
        for what, rows in self.facts().items():
            twice = sorted({r for r in rows if rows.count(r) > 1}) if len(rows) < 30000 else []
            if reference and rows != reference[what]:
                ours, theirs = list(rows), list(reference[what])
                for row in list(ours):
                    if row in theirs:
                        theirs.remove(row)
                        ours.remove(row)
                fail(f"{what}: too much {ours[:5]}, lost {theirs[:5]}; twice {twice[:5]}")
        pending = self.town.rows(
            "SELECT id FROM deliveries WHERE status <> 'sent' AND office IS NOT NULL")
        unsent = self.town.rows(
            "SELECT id FROM notices WHERE status NOT IN ('sent', 'shown')")
        if pending or unsent:
            fail(f"not sent: letters {pending}, notices {unsent}")
        # What the store calls sent went out, and nothing else did.
        wanted = {f"letter.{i}" for i, in self.town.rows(
            "SELECT id FROM deliveries WHERE status = 'sent' AND office IN ('box', 'mail', 'oa')")}
        wanted |= {f"notice.{i}" for i, in self.town.rows(
            "SELECT id FROM notices WHERE status = 'sent'")}
        found = {re.match(r"\w+\.\d+", x)[0] for x in self.ids()}
        # A morning's list that went out just before a kill may be replaced before that is known.
        replaced = {f"notice.{i}" for i, in self.town.rows(
            "SELECT id FROM notices n WHERE kind = 'digest' AND status = 'shown' AND EXISTS "
            "(SELECT 1 FROM notices l WHERE l.kind = 'digest' AND l.office = n.office "
            "AND l.id > n.id)")}
        if wanted - found or found - wanted - replaced:
            fail(f"lost outside {sorted(wanted - found)[:5]}, never asked for "
                 f"{sorted(found - wanted - replaced)[:5]}")
        if self.town.run("audit", "verify").returncode != 0:
            fail("caseadm audit verify fails")
        if self.town.rows("SELECT 1 FROM settings WHERE key = 'jobs_mended'"):
            fail("jobs were missing and had to be mended")

    def twice(self):
        """Every job that ended is put back and run again: nothing may come of it."""
        before = (self.facts(), sorted(self.ids()), self.town.rows("SELECT count(*) FROM history"))
        self.town.daemon.stop()
        db = sqlite3.connect(self.town.folder / "data" / "cases.sqlite")
        with db:
            again = db.execute(
                "UPDATE jobs SET state = 'scheduled', due_at = 1, token = token + 1, "
                "ended_at = NULL WHERE state = 'completed' OR kind IN ('digest', 'daily')").rowcount
        kinds = dict(db.execute("SELECT kind, count(*) FROM jobs WHERE due_at = 1 GROUP BY 1"))
        db.close()
        self.town.daemon.start()
        self.town.start_courier()
        eventually("all ran again", lambda: not self.town.rows(
            "SELECT 1 FROM jobs WHERE due_at = 1 AND state IN ('scheduled', 'retryable', 'running')"
        ))
        time.sleep(1.5)
        self.town.stop_courier()
        after = (self.facts(), sorted(self.ids()), self.town.rows("SELECT count(*) FROM history"))
        if after != before:
            fail(f"jobs run again changed something: {before[2]} {after[2]} lines, "
                 f"{len(before[1])} {len(after[1])} messages")
        if set(kinds) != {"clock", "spool", "sendmail", "hook", "bulk", "digest", "daily"}:
            fail(f"not every kind ran again: {kinds}")
        return again

    def end(self):
        self.exchange.ended.set()
        self.exchange.join()
        self.town.close()


def environment(pid):
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            return file.read().decode().split("\0")
    except OSError:
        return []


def main():
    cased, caseadm, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    seed = int(sys.argv[5]) if len(sys.argv) > 5 else int(time.time())
    chance = random.Random(seed)
    daemon, courier = DAEMON, COURIER
    if sys.argv[4:5] == ["first"]:
        daemon = [x for x in DAEMON if x[1] == 1 or x[0] in ("in clock", "in bulk")]
        courier = [x for x in COURIER if x[2] == 1]
    pb = generated()
    began = time.monotonic()
    killed = Kills(cased, caseadm, pb, "killed")
    number = 0
    for point, count, most in daemon:
        number += 1
        killed.daemon_dies(number, point, count, most)
    killed.town.start_courier()
    killed.quiet()
    killed.town.stop_courier()
    for who, point, count, most in courier:
        number += 1
        killed.part_dies(number, who, point, count, most)
    named, before = number, killed.doubles()
    took = [round(time.monotonic() - began)]
    for _ in range(rounds):
        number += 1
        killed.random_kill(number, chance)
    if not killed.town.courier or killed.town.courier.poll() is not None:
        killed.town.start_courier()
    killed.to_working_day()
    killed.quiet()
    killed.town.stop_courier()
    killed.exchange_calm()
    killed.table.append((f"{rounds} random moments", killed.doubles() - before))
    took.append(round(time.monotonic() - began))
    # The same work without a kill.
    calm = Kills(cased, caseadm, pb, "calm")
    for each in range(1, number + 1):
        days = 9 if each <= len(daemon) else 1 if each <= named else 3
        calm.load(each, lambda: fail("the daemon that nobody kills is away"), days)
    calm.to_working_day()
    calm.town.start_courier()
    calm.quiet()
    calm.town.stop_courier()
    calm.exchange_calm()
    took.append(round(time.monotonic() - began))
    calm.check()
    if calm.doubles():
        fail(f"doubles without a kill: {calm.doubles()}")
    killed.check(calm.facts())
    again = killed.twice()
    messages = len(set(killed.ids()))
    doubles = killed.doubles()
    killed.end()
    calm.end()
    print(json.dumps({
        "doubles": f"{doubles} of {messages}", "at": {p: n for p, n in killed.table if n},
        "points": len(killed.table) - 1, "rounds": rounds, "run again": again, "lost": 0,
        "seed": seed, "seconds": took}))


if __name__ == "__main__":
    main()
