# SPDX-License-Identifier: Apache-2.0
"""A foreigner's client: Python's grpcio, generated from proto/, opens and advances a case.

usage: foreign_client.py SOCKET CHECK [UID]    (as that uid, when started by root)
  directory   registers offices and this uid (as an administrator)
  advance     opens a suggestion and signs for it
  stream      puts many commands on one stream: carried out in order, answered at once
  spoof       sends identity headers of its own: they must change nothing
  unknown     is not in the directory: must learn only that the daemon lives
Prints one line of JSON with what it saw; exits 1 when a call fails that should not.
"""
import json
import os
import queue
import sys

import grpc

from cased_client import channel as connect, generated, refusal, register, text


def directory(pb, channel):
    stub = pb["directory_grpc"].DirectoryStub(channel)
    me = stub.WhoAmI(pb["directory"].WhoAmIRequest())
    register(pb, stub, me.uid)
    return {"uid": me.uid, "admin": me.admin}


def advance(pb, channel, metadata=()):
    stub = pb["cases_grpc"].CasesStub(channel)
    C = pb["cases"]
    fields = {
        "assembly": "示例市人大", "session": "市十届人大三次会议", "number": "7",
        "title": "关于示例的建议", "proposers": "李四", "session_closed_on": "2025-03-10"}
    opened = stub.Open(C.OpenRequest(
        workflow="proposal", fields={k: text(pb, v) for k, v in fields.items()},
        request_id="py-open-1"), metadata=metadata)
    again = stub.Open(C.OpenRequest(
        workflow="proposal", fields={k: text(pb, v) for k, v in fields.items()},
        request_id="py-open-1"), metadata=metadata)
    case = opened.done.case_id
    stub.Act(C.ActRequest(case_id=case, event="accept", request_id="py-2"), metadata=metadata)
    stub.Act(C.ActRequest(
        case_id=case, event="assign", fields={"mode": text(pb, "sole")}, roles={"lead": "mzj"},
        request_id="py-3"), metadata=metadata)
    signed = stub.Act(C.ActRequest(case_id=case, event="sign_for"), metadata=metadata)
    seen = {"case": case, "repeated": again.done.case_id, "state": signed.done.state,
            "due": {c.clock: c.due for c in signed.done.clocks}}
    try:
        stub.Act(C.ActRequest(
            case_id=case, event="answer", fields={"letter_number": text(pb, "示民函〔2025〕1号")}))
        seen["answer"] = "done"
    except grpc.RpcError as error:
        refused = refusal(pb, error)
        seen["answer"] = error.code().name
        seen["unmet"] = [u.sentence.en for u in refused.unmet]
        seen["basis"] = [b.text.zh for u in refused.unmet for b in u.basis]
    line = stub.History(C.HistoryRequest(case_id=case)).lines[-1]
    seen["entered_by"] = line.entered_by_uid
    seen["streamed"] = [
        outcome.WhichOneof("kind") for outcome in stub.Submit(iter([
            C.Command(act=C.ActRequest(case_id=case, event="sign_for")),
            C.Command(act=C.ActRequest(case_id=case, event="ask_co_handlers",
                                       fields={"co_handlers": text(pb, "dcs")})),
        ]))]
    return seen


def stream(pb, channel):
    """Events of 40 cases without waiting in between, then a talk of command and answer."""
    stub = pb["cases_grpc"].CasesStub(channel)
    C = pb["cases"]

    def opening(number):
        return C.Command(open=C.OpenRequest(workflow="proposal", fields={
            k: text(pb, v) for k, v in {
                "assembly": "示例市人大", "session": "十届三次", "title": f"第{number}件",
                "proposers": "李四"}.items()}))

    opened = [o.done.case_id for o in stub.Submit(iter(opening(n) for n in range(40)), timeout=60)]
    events = [("accept", {}, {}), ("assign", {"mode": text(pb, "sole")}, {"lead": "mzj"}),
              ("sign_for", {}, {})]
    commands = [C.Command(act=C.ActRequest(case_id=case, event=event, fields=fields, roles=roles))
                for case in opened for event, fields, roles in events]
    outcomes = list(stub.Submit(iter(commands), timeout=60))
    answers = queue.Queue()

    def talk():
        for number in range(3):
            yield opening(100 + number)
            answers.get(timeout=30)

    talked = 0
    for _ in stub.Submit(talk(), timeout=60):
        talked += 1
        answers.put(True)
    return {"cases": len(set(opened)), "commands": len(commands),
            "done": sum(o.WhichOneof("kind") == "done" for o in outcomes),
            "order": [o.done.case_id for o in outcomes] == [c.act.case_id for c in commands],
            "talked": talked}


def spoof(pb, channel):
    stub = pb["directory_grpc"].DirectoryStub(channel)
    said = (("x-cased-peer-uid", "0"), ("x-cased-peer-gid", "0"))
    me = stub.WhoAmI(pb["directory"].WhoAmIRequest(), metadata=said)
    return {"uid": me.uid, "admin": me.admin}


def unknown(pb, channel):
    seen = {}
    health = channel.unary_unary(
        "/grpc.health.v1.Health/Check", request_serializer=lambda b: b,
        response_deserializer=lambda b: b)
    seen["health"] = list(health(b""))
    calls = {
        "WhoAmI": lambda: pb["directory_grpc"].DirectoryStub(channel).WhoAmI(
            pb["directory"].WhoAmIRequest()),
        "List": lambda: pb["cases_grpc"].CasesStub(channel).List(pb["cases"].ListCasesRequest()),
        "Status": lambda: pb["admin_grpc"].AdminStub(channel).Status(pb["admin"].StatusRequest()),
    }
    for name, call in calls.items():
        try:
            call()
            seen[name] = "OK"
        except grpc.RpcError as error:
            seen[name] = error.code().name
    return seen


def main():
    socket, check = sys.argv[1], sys.argv[2]
    pb = generated()
    if len(sys.argv) > 3:
        os.setgroups([])
        os.setresgid(*[int(sys.argv[3])] * 3)
        os.setresuid(*[int(sys.argv[3])] * 3)
    with connect(socket) as channel:
        checks = {"directory": directory, "advance": advance, "stream": stream,
                  "spoof": spoof, "unknown": unknown}
        print(json.dumps(checks[check](pb, channel), ensure_ascii=False, sort_keys=True))


if __name__ == "__main__":
    main()
