# SPDX-License-Identifier: Apache-2.0
"""What the tests of messages share: a mail server that can refuse, a courier, a town with people."""
import atexit
import email
import email.policy
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time

from aiosmtpd.controller import Controller

from cased_client import Daemon

# The people of the town; each is a user to the daemon by the uid of his connection.
PEOPLE = {"assigner": 61001, "clerk": 61002, "lead": 61003, "leader": 61004}


class MailServer:
    """An SMTP server on this machine that keeps what it takes.

    `answers[address]` is a list of replies to RCPT, such as "451 4.2.0 later", used up from the
    front; when it is used up the address is taken. A list that ends in None goes on for ever with the
    reply before. `afterwards[address]` is the same for the reply to the mail itself, which is then
    kept in `refused`.
    """

    def __init__(self):
        self.mails, self.refused = [], []
        self.answers, self.afterwards, self.asked = {}, {}, []
        self.lock = threading.Lock()
        self.controller = Controller(self, hostname="127.0.0.1", port=0)
        # Port 0: the system chooses; the controller's own probe needs to know which.
        self.controller.port = free_port()
        self.controller.start()
        self.port = self.controller.port

    async def handle_RCPT(self, server, session, envelope, address, options):
        with self.lock:
            self.asked.append(address)
            answer = self.next(self.answers, address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        address = envelope.rcpt_tos[0]
        with self.lock:
            answer = self.next(self.afterwards, address)
            (self.refused if answer else self.mails).append((address, envelope.original_content))
        return answer or "250 taken"

    @staticmethod
    def next(answers, address):
        left = answers.get(address, [])
        if not left:
            return None
        return left[0] if left[1:] == [None] else left.pop(0)

    def to(self, address):
        with self.lock:
            return [parsed(raw) for rcpt, raw in self.mails if rcpt == address]

    def stop(self):
        self.controller.stop()


def free_port():
    import socket
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def parsed(raw):
    return email.message_from_bytes(raw, policy=email.policy.default)


def catches(pid, number):
    """Whether a process has a handler for a signal."""
    try:
        text = pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    caught = next(line for line in text.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) >> (number - 1) & 1)


def eventually(what, condition, seconds=30):
    """Waits for a condition; its last answer."""
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise SystemExit(f"it did not happen within {seconds} seconds: {what}")
        time.sleep(0.05)


class Town:
    """A daemon, its courier, and people who use caseadm."""

    def __init__(self, cased, caseadm, clock, prefix="cased-post-"):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=prefix))
        self.folder.chmod(0o755)
        # Its users must be able to start the client, wherever this checkout lies.
        self.caseadm_path = str(self.folder / "caseadm")
        shutil.copy(caseadm, self.caseadm_path)
        self.cased = cased
        config = self.folder / "cased.yaml"
        config.write_text("socket_mode: 666\n")
        self.daemon = Daemon(
            cased, self.folder, "--config", str(config), "--simulated-clock", clock)
        self.socket = self.daemon.socket
        self.courier = None
        # Whatever goes wrong, nothing is left running.
        atexit.register(self.leave)

    def leave(self):
        for process in (self.daemon.process, self.courier):
            if process and process.poll() is None:
                process.kill()
                process.wait()

    def close(self):
        """Ends everything well, checks the chain, removes the folder."""
        self.stop_courier()
        if self.daemon.stop() != 0:
            raise SystemExit("the daemon did not end well")
        proof = subprocess.run(
            [self.cased, "verify", str(self.folder / "data")], capture_output=True, text=True)
        if proof.returncode != 0:
            raise SystemExit(f"the chain does not hold: {proof.stdout}{proof.stderr}")
        shutil.rmtree(self.folder)

    # People

    def run(self, *arguments, by=None, language="zh"):
        """caseadm as somebody: status, output and errors."""
        command = [self.caseadm_path, "--socket", self.socket, "--lang", language, *arguments]
        if by:
            command = ["setpriv", f"--reuid={PEOPLE[by]}", f"--regid={PEOPLE[by]}",
                       "--clear-groups", *command]
        return subprocess.run(command, capture_output=True, text=True,
                              env={**os.environ, "LC_ALL": "C.UTF-8"})

    def said(self, *arguments, by=None, language="zh"):
        """What caseadm says; it must succeed."""
        outcome = self.run(*arguments, by=by, language=language)
        if outcome.returncode != 0:
            raise SystemExit(f"caseadm {' '.join(arguments)}: {outcome.stdout}{outcome.stderr}")
        return outcome.stdout

    def told(self, *arguments, by=None):
        """What caseadm says, as data."""
        return json.loads(self.said("--output", "json", *arguments, by=by))

    # The courier

    def settings(self, **values):
        path = self.folder / "courier.yaml"
        # JSON is YAML.
        path.write_text("\n".join(f"{k}: {json.dumps(v, ensure_ascii=False)}"
                                  for k, v in values.items()) + "\n", encoding="utf-8")
        return path

    def start_courier(self, **environment):
        with open(self.folder / "courier.log", "ab") as log:
            self.courier = subprocess.Popen(
                [self.cased, "courier", "--config", str(self.folder / "courier.yaml"),
                 "--socket", self.socket], stdout=log, stderr=log,
                env={**os.environ, **environment})
        # Before it can take a signal it would just end of it.
        eventually("the courier takes signals", lambda: self.courier.poll() is not None
                   or catches(self.courier.pid, signal.SIGTERM))

    def stop_courier(self):
        if self.courier and self.courier.poll() is None:
            self.courier.send_signal(signal.SIGTERM)
            if self.courier.wait(timeout=60) != 0:
                raise SystemExit(f"the courier ended with {self.courier.returncode}: "
                                 + (self.folder / "courier.log").read_text()[-2000:])
        self.courier = None

    # The store

    def rows(self, sql, *arguments):
        db = sqlite3.connect(f"file:{self.folder}/data/cases.sqlite?mode=ro", uri=True, timeout=30)
        try:
            return db.execute(sql, arguments).fetchall()
        finally:
            db.close()
