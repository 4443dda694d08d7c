# SPDX-License-Identifier: Apache-2.0
"""A suggestion's letters and notices as mail: through the courier and msmtp to a real mail server.

usage: mail_end_to_end.py CASED CASEADM
Drives a suggestion from its opening to `copied` with offices that are reached by mail, reads every
mail with Python's own parser, and compares it with what the daemon says. Prints one line of JSON.
"""
import email.header
import email.utils
import json
import os
import re
import sys

from post_office import PEOPLE, MailServer, Town, eventually, parsed

TITLE = "关于在全市范围内进一步发挥社会组织在基层社会治理中的积极作用并完善相关配套政策的建议"
PAPER_NAME = "示例市民政局关于市十届人大三次会议第7号代表建议办理情况的答复函(正式文本,含附件一至附件四)" * 2 + ".docx"
OFFICES = {
    "npc": ("示例市人大常委会代表工作委员会", []),
    "mzj": ("示例市民政局", []),
    "sgb": ("中共示例市委社会工作部基层治理与社会组织党建工作领导小组办公室", []),
    "dcs": ("示例市政府督查室", ["supervisor"]),
}

MAIL, NO_MAIL = "lead@people.invalid", "leader@people.invalid"
NUMBER = 7
LETTER_NUMBER = "示民函〔2025〕1号"

# Who writes which kind; the rest the assigner writes. Who handles the whole urges those who handle a part.
SENDERS = {kind: "mzj" for kind in ("reply", "copy", "task")}


def fail(text):
    raise SystemExit(text)


def same(what, found, wanted):
    if found != wanted:
        fail(f"{what}:\n  found  {found!r}\n  wanted {wanted!r}")


def raise_town(cased, caseadm, server):
    town = Town(cased, caseadm, "2025-03-27")
    for code, (name, duties) in OFFICES.items():
        town.said("office", "add", code, name, "--place", "示例市", "--profile", "cn",
                  "--channel", "sendmail", "--address", f"{code}@example.invalid",
                  *[x for duty in duties for x in ("--duty", duty)])
    town.said("user", "add", str(os.getuid()), "管理员", "--role", "npc:assigner",
              "--role", "npc:auditor")
    for person, office in {"assigner": "npc", "clerk": "mzj", "lead": "mzj",
                           "leader": "mzj"}.items():
        # One of them has an address; the leader's is refused, which stops nothing.
        mail = {"lead": MAIL, "leader": NO_MAIL}.get(person)
        town.said("user", "add", str(PEOPLE[person]), f"示例{person}",
                  "--role", f"{office}:{person}", *(["--mail", mail] if mail else []))
    msmtprc = town.folder / "msmtprc"
    msmtprc.write_text(
        f"account default\nhost 127.0.0.1\nport {server.port}\ntls off\nauth off\n"
        "domain localhost\ntimeout 10\n")
    msmtprc.chmod(0o600)
    town.settings(
        sendmail=["/usr/bin/msmtp", "-C", str(msmtprc), "--read-envelope-from"],
        poll_seconds=1, time_limit_seconds=20, **{"from": "示例市督办系统 <cased@example.org>"})
    return town


def drive(town):
    """The suggestion to `answered`; its number."""

    def act(by, *arguments):
        return town.told("act", case, *arguments, by=by)
    case = town.told(
        "open", "proposal", "assembly=示例市人大", "session=十届三次", f"number={NUMBER}",
        f"title={TITLE}", "proposers=骆春玲", "session_closed_on=2025-03-10",
        by="assigner")["case_id"]
    act("assigner", "accept")
    act("assigner", "assign", "mode=joint", "lead=mzj", "co_handlers=sgb")
    act("lead", "sign_for")
    act("lead", "ask_co_handlers")
    child = town.told("list", "--workflow", "co_handling")[0]["case_id"]
    paper = town.folder / "paper.bin"
    paper.write_bytes(b"record\n")
    paper.chmod(0o644)
    town.said("attach", case, str(paper), "--kind", "contact_record", by="lead")
    act("lead", "contact", "contact_kind=visit")
    return case, child


def finish(town, case, content):
    town.said("act", case, "draft", "reply_type=A", "disclosure=public", "contact_person=吴",
              "contact_phone=1", by="clerk")
    town.said("act", case, "review_draft", "review_result=passed", by="lead")
    town.said("act", case, "sign", "signer=何", by="leader")
    paper = town.folder / "reply.bin"
    paper.write_bytes(content)
    paper.chmod(0o644)
    town.said("attach", case, str(paper), "--kind", "reply_letter", "--name", PAPER_NAME, by="lead")
    town.said("act", case, "answer", f"letter_number={LETTER_NUMBER}", by="lead")


def check_wire(raw):
    """Only ASCII; CRLF; no line over 78 bytes; one header of each kind."""
    if not raw.isascii():
        fail(f"a mail is not ASCII: {raw[:400]!r}")
    for line in raw.split(b"\r\n"):
        if len(line) > 998:
            fail(f"a line of {len(line)} bytes")
        if len(line) > 78:
            fail(f"a line of {len(line)} bytes that could be shorter: {line!r}")
        if b"\r" in line or b"\n" in line:
            fail(f"a bare CR or LF: {line!r}")
    head = raw.split(b"\r\n\r\n")[0].decode()
    names = [n.lower() for n in re.findall(r"^([A-Za-z-]+):", head, re.M)]
    known = {"from", "to", "subject", "date", "message-id", "auto-submitted", "mime-version",
             "x-cased-case", "content-type", "content-transfer-encoding"}
    if len(set(names)) != len(names) or not set(names) <= known | {"x-peer", "x-mailfrom",
                                                                   "x-rcptto"}:
        fail(f"headers: {names}")
    for line in head.split("\r\n"):
        for word in re.findall(r"=\?[^ ]*\?=", line):
            if len(word) > 75:
                fail(f"an encoded word of {len(word)}: {word}")


def old_way(raw, field):
    """A header as email.header reads it: a second opinion."""
    pattern = rb"^" + field.encode() + rb": ([^\r\n]*(\r\n[ \t][^\r\n]*)*)"
    text = re.search(pattern, raw, re.M)[1].decode()
    return str(email.header.make_header(email.header.decode_header(text.replace("\r\n", ""))))


def mailbox(mail, raw, field):
    """Name and address. Between two encoded words of a name the new parser leaves a space that
    RFC 2047 (6.2) takes out; so it is asked for the letters, and the old one for the whole."""
    address, = mail[field].addresses
    name, old = re.fullmatch(r"(.*?) *<(.*)>", old_way(raw, field)).groups()
    same(f"{field}, read both ways", (address.display_name.replace(" ", ""), address.addr_spec),
         (name.replace(" ", ""), old))
    return name, old


def check(mail, raw, office, sender, subject):
    check_wire(raw)
    same("To", mailbox(mail, raw, "To"), (OFFICES[office][0], f"{office}@example.invalid"))
    same("From", mailbox(mail, raw, "From"), (sender, "cased@example.org"))
    same("Subject", str(mail["Subject"]), subject)
    if mail["Subject"].defects or mail["From"].defects or mail["To"].defects or mail.defects:
        fail(f"defects: {mail['Subject'].defects} {mail['From'].defects} {mail.defects}")
    same("Subject, read the old way", old_way(raw, "Subject"), subject)
    when = email.utils.parsedate_to_datetime(mail["Date"])
    if when is None or when.utcoffset() is None or when.year != 2025:
        fail(f"Date: {mail['Date']}")
    if not re.fullmatch(r"<[^<>@\s]+@[^<>@\s]+>", mail["Message-ID"]):
        fail(f"Message-ID: {mail['Message-ID']}")


def text_of(mail):
    part = mail.get_body(("plain",))
    return part.get_content()


def main():
    cased, caseadm = sys.argv[1], sys.argv[2]
    server = MailServer()
    server.answers[NO_MAIL] = ["550 5.1.1 nobody of that name", None]
    town = raise_town(cased, caseadm, server)
    town.start_courier()
    case, child = drive(town)
    # The co-handler first: everything up to the answer in one month, then late.
    town.said("clock", "set", "2025-06-05")
    chase_day = "2025-07-15"
    town.said("clock", "set", chase_day)
    content = bytes(range(256)) * 300
    town.run("clock", "advance", "1 days")
    town.said("user", "add", str(PEOPLE["clerk"]), "示例clerk", "--role", "sgb:co_handler")
    opinion = town.folder / "opinion.bin"
    opinion.write_bytes(b"opinion\n")
    opinion.chmod(0o644)
    town.said("act", child, "sign_for", by="clerk")
    town.said("attach", child, str(opinion), "--kind", "opinion_letter", by="clerk")
    town.said("act", child, "give_opinion", "opinion_number=1", by="clerk")
    finish(town, case, content)
    letters = town.told("delivery", "list", case, "--all")
    copies = [x for x in letters if x["kind"] in ("reply", "copy")]
    if not [x for x in copies if x.get("office")]:
        fail(f"no copy goes to an office: {copies}")
    # Letters to people are carried by hand.
    by_hand = [str(x["id"]) for x in letters
               if not x.get("office") and x["status"] == "pending"]
    if by_hand:
        town.said("delivery", "ack", *by_hand, by="lead")
    eventually("all letters are out", lambda: all(
        x["status"] == "sent" for x in town.told("delivery", "list", case, "--all")),
        60)
    shown = town.told("show", case)
    same("the state after the last copy", shown["state"], "copied")
    eventually("all notices are out", lambda: not town.rows(
        "SELECT 1 FROM notices WHERE status = 'pending'"), 60)
    # The last that the office gets is a list of the morning.
    eventually("the last list is told by himself", lambda: f"{town.told('status')['now'][:10]}"
               in "".join(str(parsed(raw)["Subject"]) for raw in told(server, MAIL)), 60)
    compare(town, server, case, child, content)
    town.close()
    server.stop()


def told(server, address):
    return [raw for rcpt, raw in list(server.mails) if rcpt == address]


def check_people(server, mails):
    """Who has an address gets what his office is told as the lead, and its lists; no letter. A
    list whose morning is over by the time it is out goes to nobody by himself."""
    def said(rcpt, raw):
        mail = parsed(raw)
        return str(mail["Subject"]), text_of(mail)
    own = sorted(said(*m) for m in server.mails if m[0] == MAIL)
    # Of the lead's office nobody holds another role that is told of anything.
    office = sorted(said(rcpt, raw) for (kind, _), (rcpt, raw, _) in mails.items()
                    if kind == "notice" and rcpt == "mzj@example.invalid")
    if not set(own) <= set(office):
        fail(f"told by himself: {own}; the office: {office}")
    warned = [x for x in office if x[0].startswith("到期提醒")]
    same("warnings to the lead", [x for x in own if x[0].startswith("到期提醒")], warned)
    if not warned or not [x for x in own if x[0].startswith("每日办理情况")]:
        fail(f"not told by himself: {own}")
    if NO_MAIL not in server.asked:
        fail("the leader's list was not tried at his own address")
    for rcpt, raw in server.mails:
        if rcpt == MAIL:
            check_wire(raw)
            same("To", mailbox(parsed(raw), raw, "To"), ("示例lead", MAIL))


def compare(town, server, case, child, content):
    history = town.told("history", case)
    events = [line["event"] for line in history]
    if "copies_done" not in events or "chase" not in events:
        fail(f"the history does not tell of it: {events}")
    by_id = {}
    for rcpt, raw in server.mails:
        mail = parsed(raw)
        by_id.setdefault(mail["Message-ID"], []).append((rcpt, raw, mail))
    doubles = {k: len(v) for k, v in by_id.items() if len(v) > 1}
    if doubles:
        fail(f"doubles without a failure: {doubles}")
    mails = {re.match(r"<(letter|notice)\.(\d+)\.", k).groups(): v[0]
             for k, v in by_id.items() if v[0][0] not in (MAIL, NO_MAIL)}
    check_people(server, mails)
    papers = seen = 0
    for letter in (x for c in (case, child)
                   for x in town.told("delivery", "list", c, "--all")):
        if not letter.get("office"):
            continue
        rcpt, raw, mail = mails.pop(("letter", str(letter["id"])))
        title = town.told("show", letter["case_id"])["title"]
        urges_part = letter["kind"] == "chase" and letter["case_id"] != case
        sender = OFFICES["mzj" if urges_part else SENDERS.get(letter["kind"], "npc")][0]
        label = letter["label"]["zh"]
        # The numbers by which the recipient knows the matter and the letter.
        cited = f"建议编号{NUMBER} " if letter["case_id"] == case else ""
        if letter["kind"] in ("reply", "copy"):
            cited += f"发文字号{LETTER_NUMBER} "
        check(mail, raw, letter["office"], sender,
              f"{label}:{cited}{letter['case_id']}《{title}》")
        text = text_of(mail)
        enclosed = [p.get_filename() for p in mail.iter_attachments()]
        same("what is enclosed", enclosed,
             [PAPER_NAME] if letter["kind"] in ("reply", "copy") else [])
        zh = (f"{OFFICES[letter['office']][0]}:\n《{title}》({cited}{letter['case_id']})的{label},"
              f"共{letter['copies']}份。\n附:{enclosed[0] if enclosed else '(文书尚未入卷)'}\n"
              f"{sender}\n{letter['made_on']}\n\n")
        if not text.startswith(zh):
            fail(f"the text:\n{text!r}\nwanted:\n{zh!r}")
        for paper in mail.iter_attachments():
            same("a paper's bytes", paper.get_content(), content)
            papers += 1
        if not [line for line in history if line["event"] == "deliver"
                and f"delivery {letter['id']} " in json.dumps(line, ensure_ascii=False)] \
                and letter["case_id"] == case:
            fail(f"the history does not tell of letter {letter['id']}")
        seen += 1
    kinds, shown = {}, 0
    notices = town.told("notice", "--limit", "1000")
    letters = town.told("delivery", "list", "--all")
    for notice in notices:
        if not notice.get("office"):
            continue
        if notice["status"] == "shown":
            # Nothing is mailed beside the reminder's own letter, nor a list whose morning is over.
            beside = notice["kind"] == "chase" and any(
                letter["case_id"] == notice["case_id"] and letter.get("office") == notice["office"]
                and letter["made_on"] == notice["given_on"] for letter in letters)
            over = notice["kind"] == "digest" and any(
                other["kind"] == "digest" and other.get("office") == notice["office"]
                and other["id"] > notice["id"] for other in notices)
            if not beside and not over:
                fail(f"this notice should have been mailed: {notice}")
            if over:
                # It may have been in the courier's hands.
                mails.pop(("notice", str(notice["id"])), None)
            shown += notice["kind"] == "chase"
            continue
        same("the status of a notice", notice["status"], "sent")
        rcpt, raw, mail = mails.pop(("notice", str(notice["id"])))
        about = notice.get("case_id") or notice["given_on"]
        check(mail, raw, notice["office"], "示例市督办系统",
              f"{notice['kind_label']['zh']} {about}")
        same("the text of a notice", text_of(mail),
             f"{notice['text']['zh']}\n\n{notice['text']['en']}\n")
        kinds[notice["kind"]] = kinds.get(notice["kind"], 0) + 1
    same("mails nobody asked for", list(mails), [])
    if not {"warning", "digest", "escalation"} <= set(kinds) or not shown or not papers:
        fail(f"not everything was mailed: {kinds}, {papers} papers")
    print(json.dumps({"letters": seen, "papers": papers, "beside a letter": shown, **kinds}))


if __name__ == "__main__":
    main()
