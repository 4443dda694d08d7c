# SPDX-License-Identifier: Apache-2.0
"""What the daemon says to systemd's journal: its fields, and nothing that is personal.

usage: journal_fields.py BINARY CASEADM    (as root: a journal of our own is mounted over the machine's)
"""
import os
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile
import threading

NAME = "示例姓名"


def fields(datagram):
    """NAME=value, or NAME, the value's length in eight bytes, and the value."""
    found, rest = {}, datagram
    while rest:
        head, _, after = rest.partition(b"\n")
        if b"=" in head:
            name, value = head.split(b"=", 1)
            rest = after
        else:
            name, (size,) = head, struct.unpack("<Q", after[:8])
            value, rest = after[8:8 + size], after[8 + size + 1:]
        found[name.decode()] = value.decode()
    return found


def inside(cased, caseadm):
    os.makedirs("/run/systemd/journal", exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "none", "/run/systemd/journal"], check=True)
    journal = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    journal.bind("/run/systemd/journal/socket")
    os.chmod("/run/systemd/journal/socket", 0o666)
    lines = []

    def listen():
        while True:
            lines.append(fields(journal.recv(1 << 16)))
    threading.Thread(target=listen, daemon=True).start()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cased-journal-"))
    # Standard error is the stream that JOURNAL_STREAM names, as systemd has it.
    ours, theirs = socket.socketpair()
    status = os.fstat(theirs.fileno())
    path = str(folder / "s")
    daemon = subprocess.Popen(
        [cased, "--data-dir", str(folder / "data"), "--socket", path, "--simulated-clock", "2025-03-27"],
        stderr=theirs, env={**os.environ, "JOURNAL_STREAM": f"{status.st_dev}:{status.st_ino}"})

    try:
        drive(daemon, caseadm, path, folder)
    finally:
        daemon.terminate()
        daemon.wait(timeout=60)
    ours.setblocking(False)
    try:
        text = ours.recv(1 << 16)
    except BlockingIOError:
        text = b""
    assert not text, f"lines went to standard error: {text!r}"
    check(lines)


def drive(daemon, caseadm, path, folder):
    def run(*words, uid=None):
        command = [caseadm, "--socket", path, *words]
        if uid:
            command = ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups", *command]
        return subprocess.run(command, capture_output=True, text=True).returncode
    for _ in range(600):
        if run("status") == 0:
            break
    os.chmod(folder, 0o755)
    os.chmod(path, 0o666)
    assert run("office", "add", "mzj", "示例市民政局", "--place", "示例市") == 0
    assert run("user", "add", "61001", NAME, "--role", "mzj:clerk") == 0
    assert run("office", "add", "czj", "示例市财政局", uid=61001) == 1
    assert run("list", uid=61002) == 1
    assert run("act", "JY-2025-000001", "accept") == 1
    assert run("show", "JY-2025-000001") == 1


def check(lines):
    for line in lines:
        assert line["SYSLOG_IDENTIFIER"] == "cased" and line["PRIORITY"].isdigit(), line
        assert "示例" not in str(line), line

    def one(**wanted):
        found = [x for x in lines if all(x.get(k) == v for k, v in wanted.items())]
        assert len(found) == 1, f"{wanted}: {found}"
        return found[0]
    one(EVENT="office", PRINCIPAL="0", ABOUT="mzj", PRIORITY="5")
    one(EVENT="user", PRINCIPAL="0", ABOUT="61001")
    assert [x for x in lines if len(x.get("REQUEST_ID", "")) == 32], lines
    one(EVENT="not_permitted", PRINCIPAL="61001", OFFICE="mzj", CALL="Directory/AddOffice")
    one(EVENT="unknown_uid", PRINCIPAL="61002", CALL="Cases/List")
    one(EVENT="not_permitted", PRINCIPAL="0", CASE_ID="JY-2025-000001", CALL="Cases/Get")
    one(EVENT="not_permitted", PRINCIPAL="0", CASE_ID="JY-2025-000001", CALL="Cases/Act")
    print(f"{len(lines)} lines")


def main():
    if len(sys.argv) == 4:
        return inside(*sys.argv[2:])
    subprocess.run(["unshare", "-m", "--propagation", "private", sys.executable, __file__, "inside",
                    *sys.argv[1:]], check=True)


main()
