# SPDX-License-Identifier: Apache-2.0
"""What systemd hears of a daemon that lives, hangs, and reads its settings again.

service_manager.py CASED FOLDER

A socket of our own stands for systemd's. The writer hangs because strace lets its sync take long: meanwhile the
watchdog must hear nothing. Prints one object.
"""
import json
import pathlib
import re
import signal
import socket
import subprocess
import sys
import threading
import time

from cased_client import Daemon, channel, generated
from disk_faults import UNBLOCKED

pb = generated()
# Pings come at a third of it.
WATCHDOG = 3.0
HANG = 12.0


class Manager:
    """Hears what is said, with the moment."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(path)
        self.said = []
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            text = self.socket.recv(4096).decode()
            self.said.append((time.monotonic(), dict(
                line.split("=", 1) for line in text.splitlines())))

    def wait(self, since, seconds, **wanted):
        """The first message since a moment that says this."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for moment, said in list(self.said):
                if moment >= since and all(said.get(k) == v for k, v in wanted.items()):
                    return said
            time.sleep(0.02)
        raise SystemExit(f"{wanted} was not said: {self.said}")

    def pings(self, start, end):
        return sum(1 for moment, said in list(self.said)
                   if start <= moment < end and said.get("WATCHDOG") == "1")


def names(text):
    """The values of a text of figures; each line is one, or tells of one."""
    values = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            name, value = line.rsplit(" ", 1)
            values[name] = float(value)
    return values


def main():
    cased, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    settings = folder / "cased.yaml"
    figures = folder / "cased.prom"
    settings.write_text(f"reserve_mb: 1\nlog_level: warning\nmetrics_file: {figures}\n")
    manager = Manager(str(folder / "notify"))

    class Notifying(Daemon):
        def start(self):
            super().start(NOTIFY_SOCKET=str(folder / "notify"),
                          WATCHDOG_USEC=str(int(WATCHDOG * 1_000_000)))

    daemon = Notifying.__new__(Notifying)
    daemon.folder, daemon.socket = folder, str(folder / "s")
    daemon.log = open(folder / "log", "ab")
    daemon.command = [cased, "--config", str(settings), "--data-dir", str(folder / "data"),
                      "--socket", daemon.socket]
    began = time.monotonic()
    daemon.start()
    ready = manager.wait(began, 60, READY="1")
    assert ready["STATUS"].startswith("serving on"), ready
    first = manager.said[0][1]
    assert int(first["EXTEND_TIMEOUT_USEC"]) > 0 and "data folder" in first["STATUS"], first
    told = {}
    with channel(daemon.socket) as line:
        admin = pb["admin_grpc"].AdminStub(line)
        directory = pb["directory_grpc"].DirectoryStub(line)

        def reserve():
            return admin.Status(pb["admin"].StatusRequest()).vitals.reserve >> 20

        def office(code):
            directory.AddOffice(pb["directory"].AddOfficeRequest(office=pb["directory"].Office(
                code=code, name=f"示例局{code}", place="示例市", profile="cn")), timeout=60)

        # It lives: about one ping a second.
        start = time.monotonic()
        time.sleep(6)
        told["pings"] = manager.pings(start, start + 6)
        assert 3 <= told["pings"] <= 8, told
        assert reserve() == 1

        # The figures for a monitoring system stand in the file, readable for it, and are what is answered.
        assert figures.stat().st_mode & 0o777 == 0o644
        written, answered = names(figures.read_text()), names(
            admin.Metrics(pb["admin"].MetricsRequest()).text)
        assert written.keys() <= answered.keys(), written.keys() - answered.keys()
        assert answered["process_resident_memory_bytes"] > 1e6, answered
        assert answered["cased_connections"] == 1, answered
        assert answered["cased_disk_reserve_bytes"] == 1 << 20, answered
        assert not list(folder.glob("*.new"))

        # Settings are read again: some hold at once, the others are named.
        log = folder / "log"
        settings.write_text("reserve_mb: 5\nlog_level: notice\ntick_seconds: 7\nspool_dir: /nowhere\n"
                            f"metrics_file: {figures}\n")
        before, now = time.monotonic(), time.clock_gettime(time.CLOCK_MONOTONIC)
        daemon.process.send_signal(signal.SIGHUP)
        reloading = manager.wait(before, 20, RELOADING="1")
        assert now <= int(reloading["MONOTONIC_USEC"]) / 1e6 + 1 and int(
            reloading["MONOTONIC_USEC"]) / 1e6 < now + 20, reloading
        assert "STATUS" in manager.wait(before, 20, READY="1")
        assert reserve() == 5
        text = log.read_text()
        assert re.search(r"settings_changed", text) and "log_level,reserve_mb,tick_seconds" in text, text
        assert re.search(r"spool_dir.*settings_wait|settings_wait.*spool_dir", text), text

        # A wrong file changes nothing, and is told in one sentence with its line.
        settings.write_text("reserve_mb: 9\nlog_level: loud\nsocket_mode: 999\n")
        before = time.monotonic()
        daemon.process.send_signal(signal.SIGHUP)
        refused = manager.wait(before, 20, READY="1")
        assert "refused" in refused["STATUS"] and "cased.yaml:3" in refused["STATUS"], refused
        assert reserve() == 5 and "settings_refused" in log.read_text()

        # A writer that hangs: nothing is told.
        tracer = subprocess.Popen(
            [sys.executable, "-c", UNBLOCKED, "strace", "-f", "-q", "-o", str(folder / "strace"), "-e",
             "trace=fdatasync", "-e", f"inject=fdatasync:delay_enter={int(HANG * 1_000_000)}:when=1",
             "-p", str(daemon.process.pid)], stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while not re.search(r"TracerPid:\t[1-9]",
                            pathlib.Path(f"/proc/{daemon.process.pid}/status").read_text()):
            assert time.monotonic() < deadline, "strace did not attach"
            time.sleep(0.01)
        start = time.monotonic()
        office("a")
        took = time.monotonic() - start
        assert took > HANG - 1, f"the writer did not hang: {took}"
        # A round may have been under way when it began to hang.
        told["pings_hung"] = manager.pings(start + 1.5, start + took - 0.5)
        assert told["pings_hung"] == 0, told
        tracer.send_signal(signal.SIGTERM)
        tracer.wait(30)
        # When the writer goes on, so do they.
        manager.wait(time.monotonic(), 30, WATCHDOG="1")
        office("b")
    before = time.monotonic()
    assert daemon.stop() == 0
    manager.wait(before, 20, STOPPING="1")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
