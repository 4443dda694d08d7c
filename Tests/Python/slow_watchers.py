# SPDX-License-Identifier: Apache-2.0
"""Watchers that do not read: nobody else notices.

usage: slow_watchers.py BINARY CASEADM
Some watchers never take what they are told, one is a stopped process; meanwhile cases are opened,
with long notes, until far more is to tell than any buffer holds. Acts must be answered at once, a
watcher who reads must be told everything and, at SIGTERM, that the daemon is UNAVAILABLE; the
daemon must end in time. Places of watchers are limited and come free again.
Prints one line of JSON.
"""
import atexit
import json
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import grpc

from cased_client import Daemon, channel, generated, register, text

CASES = 400
NOTE = "慢" * 2_600
WATCHERS = 64


def opening(pb, number):
    return pb["cases"].OpenRequest(
        workflow="proposal", note=NOTE, request_id=f"s-{number}", fields={
            k: text(pb, v) for k, v in {
                "assembly": "示例市人大", "session": "十届三次", "title": f"第{number}件",
                "proposers": "李四"}.items()})


def places(pb, socket):
    """How many can watch at once, and how many after those have gone."""
    counts, codes = [], []
    for _ in range(2):
        with channel(socket) as ch:
            stub = pb["cases_grpc"].CasesStub(ch)
            calls = []
            while len(calls) < 2 * WATCHERS:
                call = stub.Watch(pb["cases"].WatchRequest(after=-1))
                try:
                    next(call)
                except grpc.RpcError as error:
                    codes.append(error.code().name)
                    break
                calls.append(call)
            counts.append(len(calls))
            for call in calls:
                call.cancel()
        time.sleep(1)
    return counts, codes


class Reader(threading.Thread):
    def __init__(self, pb, socket):
        super().__init__(daemon=True)
        self.pb, self.socket, self.seen, self.end = pb, socket, [], None

    def run(self):
        with channel(self.socket) as ch:
            try:
                for event in self.pb["cases_grpc"].CasesStub(ch).Watch(
                        self.pb["cases"].WatchRequest(after=0)):
                    if event.HasField("line"):
                        self.seen.append(event.line.sequence)
                self.end = "OK"
            except grpc.RpcError as error:
                self.end = error.code().name


def main():
    binary, caseadm = sys.argv[1], sys.argv[2]
    pb = generated()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cased-slow-"))
    daemon = Daemon(binary, folder, "--simulated-clock", "2025-03-27")
    # Whatever goes wrong, nothing is left running.
    atexit.register(lambda: daemon.process.kill())
    with channel(daemon.socket) as ch:
        register(pb, pb["directory_grpc"].DirectoryStub(ch))
    counts, codes = places(pb, daemon.socket)
    stopped = subprocess.Popen(
        [caseadm, "--socket", daemon.socket, "-o", "json", "watch", "--after", "0"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    atexit.register(stopped.kill)
    time.sleep(1)
    stopped.send_signal(signal.SIGSTOP)
    # A pipe that nobody reads.
    clogged = subprocess.Popen(
        [caseadm, "--socket", daemon.socket, "-o", "json", "watch", "--after", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    atexit.register(clogged.kill)
    channels = [channel(daemon.socket) for _ in range(4)]
    idle = [pb["cases_grpc"].CasesStub(ch).Watch(pb["cases"].WatchRequest(after=0))
            for ch in channels]
    reader = Reader(pb, daemon.socket)
    reader.start()
    slowest, last = 0, 0
    with channel(daemon.socket) as ch:
        stub = pb["cases_grpc"].CasesStub(ch)
        for number in range(CASES):
            began = time.monotonic()
            last = stub.Open(opening(pb, number), timeout=30).done.sequence
            slowest = max(slowest, time.monotonic() - began)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and (not reader.seen or reader.seen[-1] < last):
            time.sleep(0.05)
    clogged.send_signal(signal.SIGTERM)
    ended = clogged.wait(timeout=20)
    began = time.monotonic()
    status = daemon.stop()
    took = time.monotonic() - began
    reader.join(timeout=10)
    stopped.kill()
    stopped.wait()
    del idle, channels
    print(json.dumps({
        "places": counts, "refused": codes, "slowest": round(slowest, 3), "status": status,
        "complete": reader.seen == list(range(1, last + 1)), "reader": reader.end,
        "clogged": ended, "stopped_in": round(took, 1)}))
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
