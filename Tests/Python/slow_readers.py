# SPDX-License-Identifier: Apache-2.0
"""Readers who ask for a large document and do not read it: others are served, memory stays small.

usage: slow_readers.py SOCKET PID CASE
"""
import hashlib
import sys
import time

import cased_client

SOCKET, PID, CASE = sys.argv[1:]
READERS = 16
# Forty megabytes each would be 640; each may be a megabyte ahead, however busy the computer is.
MOST_MIB = 64


def memory():
    for line in open(f"/proc/{PID}/status"):
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    raise SystemExit("no VmHWM")


def main():
    pb = cased_client.generated()
    messages = pb["cases"]
    before = memory()
    channels = [cased_client.channel(SOCKET) for _ in range(READERS + 1)]
    stubs = [pb["cases_grpc"].CasesStub(channel) for channel in channels]
    paper = stubs[0].Get(messages.GetCaseRequest(case_id=CASE), timeout=60).documents[0]
    request = messages.GetDocumentRequest(case_id=CASE, id=paper.id)
    # One piece of each, so that each has begun.
    streams = [stub.GetDocument(request) for stub in stubs[1:]]
    for stream in streams:
        next(stream)
    time.sleep(2)
    slowest = 0
    for _ in range(20):
        began = time.monotonic()
        stubs[0].Get(messages.GetCaseRequest(case_id=CASE), timeout=60)
        slowest = max(slowest, time.monotonic() - began)
    grown = memory() - before
    # Somebody who reads has it whole meanwhile.
    digest, size = hashlib.sha256(), 0
    for piece in stubs[0].GetDocument(request, timeout=300):
        digest.update(piece.chunk)
        size += len(piece.chunk)
    if digest.hexdigest() != paper.sha256 or size != paper.size:
        raise SystemExit("the one who reads did not get it whole")
    for stream in streams:
        stream.cancel()
    print(f"{READERS} readers: {grown:.0f} MiB more, slowest answer {slowest:.2f} s")
    if grown > MOST_MIB or slowest > 20:
        raise SystemExit(1)


main()
