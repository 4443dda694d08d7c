# SPDX-License-Identifier: Apache-2.0
"""A daemon to be measured, its town of two offices, and the programs that put it under load."""
import atexit
import json
import os
import pathlib
import subprocess
import time


def wait_for(path):
    end = time.monotonic() + 60
    while not os.path.exists(path):
        if time.monotonic() > end:
            raise SystemExit(f"{path} did not appear")
        time.sleep(0.02)


def load(binaries, socket, kind, width, seconds, tag, *more):
    """Acts for so many seconds; what bench-load measured."""
    out = subprocess.run(
        [binaries / "bench-load", socket, kind, str(width), seconds, tag, *more],
        capture_output=True, text=True)
    if out.returncode:
        raise SystemExit(f"bench-load: {out.stderr}")
    return json.loads(out.stdout)


class Daemon:
    def __init__(self, binaries, home, today):
        self.binaries, self.today = pathlib.Path(binaries), today
        self.data, self.socket = home / "data", str(home / "s")
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [self.binaries / "cased", "--data-dir", self.data, "--socket", self.socket,
             "--simulated-clock", self.today, "--log-level", "error"])
        # A measurement that fails leaves nothing running.
        atexit.register(self.process.kill)
        wait_for(self.socket)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=120)

    def caseadm(self, *words):
        out = subprocess.run(
            [self.binaries / "caseadm", "--socket", self.socket, "--output", "json", *words],
            capture_output=True, text=True)
        if out.returncode:
            raise SystemExit(f"caseadm {' '.join(words)}: {out.stderr}")
        return json.loads(out.stdout) if out.stdout.strip() else None

    def set_up(self):
        self.caseadm("office", "add", "npc", "示例市人大常委会代表工委", "--place", "示例市")
        self.caseadm("office", "add", "mzj", "示例市民政局", "--place", "示例市")
        self.caseadm("user", "add", str(os.getuid()), "张三", "--role", "npc:assigner",
                     "--role", "mzj:lead", "--role", "mzj:clerk")

    def load(self, kind, width, seconds, tag, *more):
        return load(self.binaries, self.socket, kind, width, seconds, tag, *more)

    def memory(self):
        """MiB at most so far."""
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
        return 0
