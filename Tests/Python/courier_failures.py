# SPDX-License-Identifier: Apache-2.0
"""What can go wrong with messages, and what is seen of it.

usage: courier_failures.py CASED CASEADM
Refusing and hesitating mail servers, hooks that hang, fail, say much or read nothing, an absent
courier, channels that change, papers with long names, titles that would inject headers, more papers
than fit into one answer, a message leased twice. Prints one line of JSON.
"""
import json
import os
import sys
import time

from cased_client import channel, generated
from post_office import PEOPLE, MailServer, Town, eventually, parsed

HANG = "cat >/dev/null; sleep 300 & echo $! >> {0}/hanging; sleep 300; true"
COUNTED = "cat > {0}/{1}.$(date +%N)"
HOOKS = {
    # Its child would hold a pipe open long after it is ended.
    "hangs": HANG,
    "later": "cat > {0}/later.$(date +%N); [ -e {0}/better ] || {{ echo busy >&2; exit 75; }}",
    "never": "cat >/dev/null; echo 没有这个单位 >&2; exit 67",
    "fine": COUNTED,
    "reads_nothing": "date >> {0}/reads_nothing; exit 0",
    "says_much": "cat >/dev/null; date >> {0}/says_much; head -c 200000 /dev/zero >&2; exit 0",
    "says_no_text": r"cat >/dev/null; printf '\377\376bad' >&2; exit 69",
    "leaves_one_behind": "cat >/dev/null; date >> {0}/leaves; sleep 30 & exit 0",
}


def fail(text):
    raise SystemExit(text)


def same(what, found, wanted):
    if found != wanted:
        fail(f"{what}:\n  found  {found!r}\n  wanted {wanted!r}")


class Failures:
    def __init__(self, cased, caseadm):
        self.pb = generated()
        self.server = MailServer()
        self.town = Town(cased, caseadm, "2025-03-27", prefix="cased-fail-")
        self.out = self.town.folder / "out"
        self.out.mkdir()
        self.number = 0
        self.town.said("office", "add", "npc", "示例市人大代表工委", "--place", "示例市",
                       "--profile", "cn")
        self.town.said("user", "add", str(os.getuid()), "管理员", "--role", "npc:assigner",
                       "--role", "npc:lead")
        msmtprc = self.town.folder / "msmtprc"
        msmtprc.write_text(
            f"account default\nhost 127.0.0.1\nport {self.server.port}\ntls off\nauth off\n"
            "domain localhost\ntimeout 10\n")
        msmtprc.chmod(0o600)
        self.town.settings(
            sendmail=["/usr/bin/msmtp", "-C", str(msmtprc), "--read-envelope-from"],
            poll_seconds=1, time_limit_seconds=3, **{"from": "cased@example.org"},
            hooks={name: ["/bin/sh", "-c", command.format(self.out, name)]
                   for name, command in HOOKS.items()})

    def office(self, code, channel, address=None, name=None):
        self.town.said("office", "add", code, name or f"示例{code}局", "--place", "示例市",
                       "--profile", "cn", "--channel", channel,
                       *(["--address", address] if address else []))

    def assigned(self, lead, title="关于示例事项的建议", co_handlers="", paper=None, size=None):
        """A suggestion assigned to an office: a letter goes to it. Its number."""
        self.number += 1
        case = self.town.told(
            "open", "proposal", "assembly=示例市人大", "session=十届三次",
            f"number={self.number}", f"title={title}", "proposers=李四")["case_id"]
        self.town.said("act", case, "accept")
        if paper:
            path = self.town.folder / "paper"
            path.write_bytes(os.urandom(size or 10))
            self.town.said("attach", case, str(path), "--kind", "assignment", "--name", paper)
        mode = ["mode=joint", f"co_handlers={co_handlers}"] if co_handlers else ["mode=sole"]
        self.town.said("act", case, "assign", *mode, f"lead={lead}")
        return case

    def letter(self, case, office):
        found = [x for x in self.town.told("delivery", "list", case, "--all")
                 if x.get("office") == office]
        return found[0] if found else fail(f"{case} has no letter to {office}")

    def status(self, case, office, wanted, seconds=240):
        def look():
            letter = self.letter(case, office)
            return letter if letter["status"] == wanted else None
        return eventually(f"the letter of {case} to {office} is {wanted}; it is "
                          f"{self.letter(case, office)}", look, seconds)

    def job(self, case, office):
        letter = self.letter(case, office)
        jobs = self.town.told("job", "list", "--state", "retryable", "--state", "scheduled",
                              "--state", "running", "--state", "discarded", "--state", "completed",
                              "--state", "cancelled", "--limit", "1000")["jobs"]
        return [x for x in jobs if x["key"] == f"letter {letter['id']}"]

    def tried(self, case, office, times):
        def look():
            jobs = [j for j in self.job(case, office) if j["state"] != "cancelled"]
            return jobs and jobs[0].get("attempt", 0) >= times \
                and jobs[0]["state"] != "running" and jobs[0]
        return eventually(f"the letter of {case} to {office} was tried {times} times", look)

    # What is tried

    def refused_for_good(self):
        """550: failed at once, seen, sent again, closed otherwise; nobody else is held up."""
        self.office("bad", "sendmail", "nobody@example.invalid")
        self.office("good", "sendmail", "good@example.invalid")
        self.server.answers["nobody@example.invalid"] = ["550 5.1.1 no such user", None]
        case = self.assigned("bad", co_handlers="good")
        self.status(case, "good", "sent")
        letter = self.status(case, "bad", "failed")
        if "550" not in letter["reason"] or "no such user" not in letter["reason"]:
            fail(f"the reason is not told: {letter}")
        for words in (["show", case], ["delivery", "list", case]):
            said = self.town.said(*words)
            if "no such user" not in said:
                fail(f"{words} does not show why the letter failed:\n{said}")
        again = self.town.run("delivery", "retry", "999999")
        same("retry of a letter that is not", again.returncode, 1)
        asked = self.server.asked.count("nobody@example.invalid")
        self.town.said("delivery", "retry", str(letter["id"]))
        eventually("it was tried again",
                   lambda: self.server.asked.count("nobody@example.invalid") == asked + 1)
        self.status(case, "bad", "failed")
        self.town.said("delivery", "ack", "--otherwise", "--note", "机要交换", str(letter["id"]))
        closed = self.letter(case, "bad")
        same("closed", (closed["status"], closed["reason"]), ("otherwise", "机要交换"))
        lines = [line for line in self.town.told("history", case) if line["event"] == "deliver"]
        if len(lines) < 5:
            fail(f"the history tells too little of the failure: {lines}")
        self.server.answers["nobody@example.invalid"] = []
        return case

    def hesitating(self):
        """451, to the recipient and to the mail: tried again later, with the same Message-ID."""
        self.office("slow", "sendmail", "slow@example.invalid")
        self.server.answers["slow@example.invalid"] = ["451 4.2.0 later"]
        self.server.afterwards["slow@example.invalid"] = ["452 4.3.1 full"]
        case = self.assigned("slow")
        job = self.tried(case, "slow", 1)
        if "451" not in job["error"]:
            fail(f"the reason of a job that waits is not told: {job}")
        time.sleep(1.5)
        same("tries before its time", self.server.asked.count("slow@example.invalid"), 1)
        self.town.said("clock", "advance", "1 hours")
        self.tried(case, "slow", 2)
        self.town.said("clock", "advance", "1 hours")
        self.status(case, "slow", "sent")
        ids = [parsed(raw)["Message-ID"] for rcpt, raw in self.server.refused + self.server.mails
               if rcpt == "slow@example.invalid"]
        same("attempts with the mail itself", (len(ids), len(set(ids))), (2, 1))

    def hopeless(self):
        """451 for ever: given up in the end, not before."""
        self.office("dead", "sendmail", "dead@example.invalid")
        self.server.answers["dead@example.invalid"] = ["451 4.2.0 later", None]
        case = self.assigned("dead")
        for attempt in range(1, 13):
            self.tried(case, "dead", attempt)
            if attempt < 12:
                same("before the last try", self.letter(case, "dead")["status"], "pending")
            self.town.said("clock", "advance", "8 hours")
        self.status(case, "dead", "failed")
        self.server.answers["dead@example.invalid"] = []
        self.town.said("delivery", "retry", "--case", case)
        self.status(case, "dead", "sent")

    def hooks(self):
        for name in HOOKS:
            self.office(name.replace("_", "-"), "hook", name)
        self.office("nohook", "hook", "unknown")
        began = time.monotonic()
        cases = {name: self.assigned(name.replace("_", "-")) for name in HOOKS}
        cases["nohook"] = self.assigned("nohook")
        for name in ("fine", "reads_nothing", "says_much", "leaves_one_behind"):
            self.status(cases[name], name.replace("_", "-"), "sent")
        failed = self.status(cases["never"], "never", "failed")
        if "67" not in failed["reason"] or "没有这个单位" not in failed["reason"]:
            fail(f"the reason of a hook is not told: {failed}")
        error = self.tried(cases["hangs"], "hangs", 1)["error"]
        if "3 seconds" not in error or time.monotonic() - began > 40:
            fail(f"a hook that hangs: {error}, {time.monotonic() - began} s")
        for pid in (self.out / "hanging").read_text().split():
            # What it started is ended with it.
            eventually("the hook's child is gone", lambda: not os.path.exists(f"/proc/{pid}"), 5)
        same("why it is tried again", ["75: busy" in self.tried(cases["later"], "later", 1)["error"],
             "69" in self.tried(cases["says_no_text"], "says-no-text", 1)["error"],
             "unknown" in self.tried(cases["nohook"], "nohook", 1)["error"]], [True] * 3)
        (self.out / "better").touch()
        self.town.said("clock", "advance", "1 hours")
        self.status(cases["later"], "later", "sent")
        ids = [json.loads(p.read_text())["message_id"] for p in self.out.glob("later.*")]
        same("attempts of a hook", (len(ids), len(set(ids))), (2, 1))
        for name in ("reads_nothing", "says_much"):
            same(f"runs of {name}", len((self.out / name).read_text().splitlines()), 1)
        message, = [json.loads(p.read_text()) for p in self.out.glob("fine.*")]
        same("a hook's message", (message["case_id"], message["office"], message["attempt"]),
             (cases["fine"], "fine", 1))
        for name in ("hangs", "says-no-text", "nohook"):
            letter = self.letter(cases[name.replace("-", "_")], name)
            self.town.said("delivery", "ack", "--otherwise", "--note", "专人送达", str(letter["id"]))
            live = [j for j in self.job(cases[name.replace("-", "_")], name)
                    if j["state"] not in ("cancelled", "completed")]
            same("jobs of a letter that was carried", live, [])
        # Its notices would hold up the rest of this test.
        self.office("hangs", "manual")

    def injected(self):
        """What people write cannot become a header, a folder or a fault."""
        self.office("inj", "sendmail", "inj@example.invalid")
        self.office("box", "spool", name="示例“；\"交换\" <x@y.invalid>局")
        title = "甲\r\nBcc: evil@example.invalid\r\n\r\n正文 =?utf-8?Q?x?= \t;\"'<>"
        paper = "../../..\\\r\nX-Evil: 1\";名" + "很长的文件名" * 30 + ".pdf"
        case = self.assigned("inj", title=title, co_handlers="box", paper=paper)
        self.status(case, "inj", "sent")
        self.status(case, "box", "sent")
        mail, = self.server.to("inj@example.invalid")
        if mail["Bcc"] or mail["X-Evil"] or mail.defects:
            fail(f"a header was injected: {mail.items()}")
        name, = [p.get_filename() for p in mail.iter_attachments()]
        stored = self.town.rows("SELECT name FROM documents WHERE case_id = ? AND name <> ''"
                                " AND sha256 IS NOT NULL", case)[0][0]
        same("the paper's name", name, stored)
        if any(c in str(mail["Subject"]) for c in "\r\n"):
            fail("a line break in the subject")
        folder, = (self.town.folder / "data" / "spool" / "box").iterdir()
        message = json.loads((folder / "message.json").read_text())
        same("the names of a folder's papers", message["paper_names"], [stored])
        for file in message["papers"]:
            if "/" in file or not (folder / file).is_file():
                fail(f"a paper outside its folder: {file}")
        same("files", sorted(p.name for p in folder.iterdir()),
             sorted(["message.json", "message.txt", *message["papers"]]))
        for address in ("a b@c", "a@b\nBcc: x@y", "市@示例.invalid", "-oops@x", "x", "a@b@c", "a@"):
            outcome = self.town.run("office", "add", "inj2", "另一局", "--channel", "sendmail",
                                    f"--address={address}")
            same(f"the address {address!r}", outcome.returncode, 1)

    def absent(self):
        """No courier for a while: letters wait, and nobody minds."""
        self.town.stop_courier()
        self.office("away", "sendmail", "away@example.invalid")
        case = self.assigned("away")
        self.town.said("clock", "advance", "3 days")
        same("without a courier", self.letter(case, "away")["status"], "pending")
        # The daemon away, the courier there: he finds it again.
        self.town.daemon.stop()
        self.town.start_courier()
        time.sleep(1.5)
        self.town.daemon.start()
        self.status(case, "away", "sent")
        ids = [mail["Message-ID"] for mail in self.server.to("away@example.invalid")]
        same("mails that went out twice", len(ids) - len(set(ids)), 0)
        same("mails with the letter", sum("letter." in x for x in ids), 1)

    def changed(self):
        """Another channel while letters and notices wait."""
        self.office("moves", "sendmail", "moves@example.invalid")
        self.town.stop_courier()
        case = self.assigned("moves")
        other = self.assigned("moves")
        same("before", self.letter(case, "moves")["status"], "pending")
        # What is not given stays.
        self.town.said("office", "add", "moves", "示例moves局", "--alias", "又名")
        row, = [x for x in self.town.told("office", "list") if x["code"] == "moves"]
        same("the channel stays", (row["channel"], row["address"]),
             ("sendmail", "moves@example.invalid"))
        refused = self.town.run("office", "add", "moves", "示例moves局", "--channel", "hook")
        same("a hook without a name", refused.returncode, 1)
        self.office("moves", "spool")
        self.status(case, "moves", "sent")
        self.status(other, "moves", "sent")
        same("folders", len(list((self.town.folder / "data" / "spool" / "moves").iterdir())), 2)
        self.town.start_courier()
        time.sleep(1.5)
        same("mails after the change", self.server.to("moves@example.invalid"), [])
        # To people, with a letter and a notice waiting.
        self.office("hand", "hook", "later")
        self.town.stop_courier()
        third = self.assigned("hand")
        self.town.said("clock", "advance", "8 days")
        if not [n for n in self.town.told("notice", "--office", "hand", "--limit", "1000")
                if n["status"] == "pending"]:
            fail("no notice waits")
        self.office("hand", "manual")
        same("a letter for people", self.letter(third, "hand")["status"], "pending")
        same("notices that wait for nobody",
             [n for n in self.town.told("notice", "--office", "hand", "--limit", "1000")
              if n["status"] == "pending"], [])
        self.town.said("delivery", "ack", "--case", third)
        same("ticked off", self.letter(third, "hand")["status"], "sent")
        self.office("hand", "hook", "fine")
        self.town.start_courier()

    def heavy(self):
        """More papers than one answer holds."""
        self.office("heavy", "hook", "fine")
        self.town.stop_courier()
        cases = [self.assigned("heavy", paper="重.pdf", size=10 << 20) for _ in range(2)]
        too_much = self.assigned("heavy", paper="太重.pdf", size=(10 << 20) + 1)
        self.office("mheavy", "sendmail", "heavy@example.invalid")
        cases.append(self.assigned("mheavy", paper="重.pdf", size=10 << 20))
        self.town.start_courier()
        for case in cases[:2]:
            self.status(case, "heavy", "sent", 60)
        self.status(cases[2], "mheavy", "sent", 60)
        error = self.tried(too_much, "heavy", 1)["error"]
        if str((10 << 20) + 1) not in error:
            fail(f"papers too heavy for a message: {error}")

    def leased_twice(self):
        """A lease that lapses: the next one has the word; a late report changes nothing."""
        self.town.stop_courier()
        self.office("twice", "sendmail", "twice@example.invalid")
        case = self.assigned("twice")
        W = self.pb["work"]
        with channel(self.town.socket) as ch:
            stub = self.pb["work_grpc"].WorkStub(ch)

            def lease(seconds):
                answer = stub.LeaseMessages(W.LeaseMessagesRequest(
                    channels=["sendmail"], limit=16, lease_seconds=seconds))
                return [m for m in answer.messages if m.case_id == case]

            def report(message, error=""):
                return stub.ReportMessage(W.ReportMessageRequest(
                    job_id=message.job_id, token=message.token, error=error)).accepted
            first, = lease(1)
            same("leased again at once", lease(60), [])
            # In a moment: the lease is by the machine's clock, not by the simulated one.
            time.sleep(1.2)
            second, = lease(60)
            same("the same message", second.message_id, first.message_id)
            same("attempts", (first.attempt, second.attempt), (1, 2))
            head = len(self.town.told("history", case))
            same("a late report", report(first), False)
            same("a late failure", report(first, "late"), False)
            same("lines for late reports", len(self.town.told("history", case)), head)
            same("the report", report(second), True)
            same("the same report again", report(second), False)
            same("a failure after success", report(second, "no"), False)
        letter = self.letter(case, "twice")
        same("the letter", letter["status"], "sent")
        same("lines", len(self.town.told("history", case)), head + 1)

    def changed_in_flight(self):
        """Another channel while the courier holds the letter: it goes out once, by one of the two."""
        self.town.stop_courier()
        W = self.pb["work"]
        for office, error in (("flies", ""), ("falls", "the line is dead")):
            self.office(office, "sendmail", f"{office}@example.invalid")
            case = self.assigned(office)
            with channel(self.town.socket) as ch:
                stub = self.pb["work_grpc"].WorkStub(ch)
                answer = stub.LeaseMessages(W.LeaseMessagesRequest(
                    channels=["sendmail"], limit=16, lease_seconds=60))
                held, = [m for m in answer.messages if m.case_id == case]
                self.office(office, "spool")
                time.sleep(1)
                same("while somebody holds it", self.letter(case, office)["status"], "pending")
                same("what he says counts", stub.ReportMessage(W.ReportMessageRequest(
                    job_id=held.job_id, token=held.token, error=error)).accepted, True)
            self.status(case, office, "sent")
            folder = self.town.folder / "data" / "spool" / office
            folders = list(folder.iterdir()) if folder.exists() else []
            same("letters in the folder", len(folders), 1 if error else 0)
        self.town.start_courier()

    def run(self):
        self.town.start_courier()
        took = {}
        for step in (self.refused_for_good, self.hesitating, self.hopeless, self.hooks,
                     self.injected, self.absent, self.changed, self.heavy, self.leased_twice,
                     self.changed_in_flight):
            began = time.monotonic()
            step()
            took[step.__name__] = round(time.monotonic() - began, 1)
        self.town.close()
        self.server.stop()
        print(json.dumps(took))


if __name__ == "__main__":
    Failures(sys.argv[1], sys.argv[2]).run()
