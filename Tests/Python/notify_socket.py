# SPDX-License-Identifier: Apache-2.0
"""Starts the daemon as a Type=notify service would be, stops it, prints what it said, a line each.

usage: notify_socket.py BINARY
"""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cased-notify-"))
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.bind(str(folder / "notify"))
    listener.settimeout(60)
    process = subprocess.Popen(
        [sys.argv[1], "--data-dir", str(folder / "data"), "--socket", str(folder / "s")],
        env={**os.environ, "NOTIFY_SOCKET": str(folder / "notify")}, stderr=subprocess.DEVNULL)
    said = []
    while not said or "READY=1" not in said[-1]:
        said.append(listener.recv(4096).decode())
    process.send_signal(signal.SIGTERM)
    while "STOPPING=1" not in said[-1]:
        said.append(listener.recv(4096).decode())
    status = process.wait(timeout=60)
    for message in said:
        print(message.replace("\n", " "))
    shutil.rmtree(folder)
    sys.exit(status)


if __name__ == "__main__":
    main()
