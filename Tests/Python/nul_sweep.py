# SPDX-License-Identifier: Apache-2.0
"""Puts a NUL into every text of every request, through a real daemon.

nul_sweep.py SOCKET

Prints one line of JSON: how many texts were tried, which of them were not refused for their NUL, and
what the check of the chain says afterwards. Requests are bytes made from the descriptors, so that the
list is whole; a few are honest in all but one text, as somebody would send them.
"""
import json
import os
import sys

import grpc

from cased_client import channel as connect, generated, register, text

# Asked of somebody else than an administrator: refused before they are read.
COURIERS = {"LeaseMessages", "ReportMessage"}


def varint(number):
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def part(number, content):
    return varint(number << 3 | 2) + varint(len(content)) + content


def spoiled(message, path=""):
    """Each way to a text: its name, and a message with nothing but a NUL there."""
    for field in message.fields:
        here = f"{path}.{field.name}" if path else field.name
        if field.type == field.TYPE_STRING:
            yield here, part(field.number, b"a\0b")
        elif field.type == field.TYPE_MESSAGE:
            for there, content in spoiled(field.message_type, here):
                yield there, part(field.number, content)


def call(channel, path, method, content):
    """The status and what it says; the answer's bytes when it was taken."""
    streams = method.client_streaming, method.server_streaming
    kind = {(False, False): channel.unary_unary, (True, False): channel.stream_unary,
            (False, True): channel.unary_stream, (True, True): channel.stream_stream}[streams]
    stub = kind(path, request_serializer=bytes, response_deserializer=bytes)
    try:
        answer = stub(iter([content]) if streams[0] else content, timeout=20)
        return "OK", repr(list(answer) if streams[1] else answer)
    except grpc.RpcError as error:
        return error.code().name, error.details()


def sweep(pb, channel):
    tried, taken = 0, []
    for module in pb.values():
        descriptor = getattr(module, "DESCRIPTOR", None)
        for service in descriptor.services_by_name.values() if descriptor else []:
            for method in service.methods:
                for path, content in spoiled(method.input_type):
                    tried += 1
                    code, said = call(
                        channel, f"/{service.full_name}/{method.name}", method, content)
                    if method.name in COURIERS and code == "PERMISSION_DENIED":
                        continue
                    if code != "INVALID_ARGUMENT" or "U+0000" not in said:
                        taken.append(f"{method.name} {path}: {code} {said}")
    return tried, taken


def honest(pb, channel):
    """What the chain was once broken with."""
    cases, C = pb["cases_grpc"].CasesStub(channel), pb["cases"]
    names = {"assembly": "示例市人大", "session": "十届三次", "number": "7", "title": "示例",
             "proposers": "李四", "session_closed_on": "2025-03-10"}
    fields = {key: text(pb, value) for key, value in names.items()}
    case = cases.Open(C.OpenRequest(workflow="proposal", fields=fields)).done.case_id
    # Letters of the project, invented.
    folder = os.path.join(os.path.dirname(__file__), "..", "Letters")
    with open(os.path.join(folder, "suggestion-reply.txt"), "rb") as file:
        letter = file.read()
    requests = {
        "request id": lambda: cases.Act(C.ActRequest(
            case_id=case, event="accept", request_id="a\0b")),
        "note": lambda: cases.Act(C.ActRequest(case_id=case, event="accept", note="a\0b")),
        "value": lambda: cases.Act(C.ActRequest(
            case_id=case, event="accept", fields={"reply_by": text(pb, "2025-06-01\0")})),
        "role": lambda: cases.Act(C.ActRequest(
            case_id=case, event="accept", roles={"lead": "mzj\0"})),
        "file": lambda: cases.ImportLetter(C.ImportLetterRequest(
            file="a\0b.txt", content=letter)),
        "letter": lambda: cases.ImportLetter(C.ImportLetterRequest(
            file="a.txt", content=letter + "\n签发人：某\0某\n".encode())),
        "paper": lambda: cases.AttachDocument(iter([
            C.AttachRequest(head=C.AttachHead(
                case_id=case, kind="contact_record", name="a\0b.pdf")),
            C.AttachRequest(chunk=b"\0")])),
    }
    answers = {}
    for name, send in requests.items():
        try:
            answer = send()
            # What is no letter is an answer, not an error.
            answers[name] = "OK" if getattr(answer, "letter", True) else "NO_LETTER"
        except grpc.RpcError as error:
            answers[name] = error.code().name
    # Without the NUL they are taken.
    cases.Act(C.ActRequest(case_id=case, event="accept", request_id="ab", note="ab"))
    cases.ImportLetter(C.ImportLetterRequest(file="ab.txt", content=letter))
    return answers


def main(socket):
    pb = generated()
    channel = connect(socket)
    register(pb, pb["directory_grpc"].DirectoryStub(channel), os.getuid())
    answers = honest(pb, channel)
    tried, taken = sweep(pb, channel)
    check = pb["admin_grpc"].AdminStub(channel).Verify(pb["admin"].VerifyRequest())
    print(json.dumps({"tried": tried, "taken": taken, "answers": answers,
                      "lines": check.lines, "problems": list(check.problems)}))


main(*sys.argv[1:])
