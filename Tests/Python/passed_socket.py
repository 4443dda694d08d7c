# SPDX-License-Identifier: Apache-2.0
"""Starts the daemon through a socket that systemd-socket-activate passes, and asks it something.

usage: passed_socket.py CASED CASEADM
The daemon is started by the first connection. Its own --socket names another path, so that an answer
on the passed one proves that it is used. Exits 1 with a sentence when something is wrong.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time


def main():
    cased, caseadm = sys.argv[1:3]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cased-passed-"))
    passed, own = folder / "passed", folder / "own"
    process = subprocess.Popen(
        ["/usr/bin/systemd-socket-activate", "--listen", str(passed), cased,
         "--data-dir", str(folder / "data"), "--socket", str(own)], stderr=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while not passed.exists() and time.monotonic() < end:
        time.sleep(0.02)
    asked = subprocess.run(
        [caseadm, "--socket", str(passed), "--output", "json", "status"], capture_output=True,
        text=True)
    process.terminate()
    status = process.wait(timeout=60)
    if asked.returncode != 0:
        sys.exit(f"no answer on the passed socket: {asked.stderr}")
    if os.path.exists(own):
        sys.exit("the daemon opened a socket of its own beside the passed one")
    if status != 0:
        sys.exit(f"the daemon ended with {status}")
    if not passed.exists():
        sys.exit("the daemon removed the passed socket, which is systemd's")
    shutil.rmtree(folder)
    print("served on the passed socket")


if __name__ == "__main__":
    main()
