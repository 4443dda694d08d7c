# SPDX-License-Identifier: Apache-2.0
"""Serves the pages on sockets that are passed as systemd passes them, and looks for somebody who is turned away.

usage: passed_page.py CASED_WEB
No daemon is needed: the page to sign in asks none. Exits 1 with a sentence when something is wrong.
"""
import http.client
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading

PATIENCE = 120


class Asked(http.client.HTTPConnection):
    """A request to an address, or to a path."""

    def __init__(self, place):
        super().__init__("cased.test", timeout=PATIENCE)
        self.place = place

    def connect(self):
        family = socket.AF_UNIX if isinstance(self.place, str) else socket.AF_INET
        self.sock = socket.socket(family, socket.SOCK_STREAM)
        self.sock.settimeout(PATIENCE)
        self.sock.connect(self.place)


def ask(place):
    connection = Asked(place)
    connection.request("GET", "/sign-in", headers={"Connection": "close"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def start(program, sockets, *words):
    """The program, with sockets from descriptor 3 on."""

    def pass_on():
        # Aside first: one of them may lie where another belongs.
        aside = [os.dup(one.fileno()) for one in sockets]
        for number, one in enumerate(aside):
            os.dup2(one, 3 + number)

    return subprocess.Popen(
        ["/bin/sh", "-c", f'LISTEN_PID=$$ LISTEN_FDS={len(sockets)} exec "$@"', "sh", program, *words],
        preexec_fn=pass_on, pass_fds=[3 + n for n in range(len(sockets))], stderr=subprocess.PIPE, text=True)


def end(process):
    """Ends it as systemd does; what it said."""
    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=PATIENCE)[1]
    check("it ends in good order", process.returncode == 0, (process.returncode, said))
    return said


def check(what, holds, told=""):
    if not holds:
        sys.exit(f"{what}: {told}")
    print(f"ok  {what}")


def listening(place, backlog=128):
    one = socket.socket(socket.AF_UNIX if isinstance(place, str) else socket.AF_INET, socket.SOCK_STREAM)
    one.bind(place)
    one.listen(backlog)
    return one


def refused(program, what, sentence, sockets, *words):
    process = start(program, sockets, *words)
    said = process.communicate(timeout=PATIENCE)[1]
    check(f"{what} is refused", process.returncode == 64 and sentence in said, (process.returncode, said))


def served(program, folder):
    passed, own = str(folder / "passed"), folder / "own"
    listener = listening(passed)
    page = start(program, [listener], "--listen", str(own), "--behind-https", "--subject-header", "X-Subject")
    answer = ask(passed)
    check("the passed socket is served", answer.status == 200, answer.status)
    check("with a date", answer.getheader("Date", "").endswith(" GMT"), answer.getheaders())
    check("browsers are told to come by HTTPS", answer.getheader("Strict-Transport-Security"))
    check("no other is opened", not own.exists())
    # Somebody who has connected and has not asked yet, when it is told to end.
    come, asked = Asked(passed), Asked(passed)
    come.connect()
    # Once this is answered, the one before is accepted too.
    asked.request("GET", "/sign-in")
    asked.getresponse().read()
    page.send_signal(signal.SIGTERM)
    check("a connection on which nothing is asked any more is closed", asked.sock.recv(1) == b"")
    come.request("GET", "/sign-in")
    check("who had just come is answered", come.getresponse().status == 200)
    said = end(page)
    check("it says what it does not heed", "--listen is ignored" in said, said)
    waiting = Asked(passed)
    waiting.request("GET", "/sign-in")
    page = start(program, [listener])
    check("who came while it was away is answered", waiting.getresponse().status == 200)
    page = restarted(program, listener, passed, page)
    # It may just have begun, and not listen to signals yet.
    ask(passed)
    end(page)
    check("the socket is left in place", os.path.exists(passed))


def restarted(program, listener, passed, page):
    """Started again and again while people ask."""
    enough, wrong, asked = threading.Event(), [], []

    def visitor():
        while not enough.is_set():
            try:
                asked.append(ask(passed).status)
            except OSError as error:
                wrong.append(error)

    visitors = [threading.Thread(target=visitor) for _ in range(4)]
    for one in visitors:
        one.start()
    for _ in range(5):
        before = len(asked)
        while len(asked) < before + 40 and not wrong:
            enough.wait(0.01)
        end(page)
        page = start(program, [listener])
    enough.set()
    for one in visitors:
        one.join(PATIENCE)
    check("started again five times, nobody is turned away",
          not wrong and set(asked) == {200}, (wrong[:3], set(asked)))
    return page


def main():
    program = sys.argv[1]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cased-passed-page-"))
    served(program, folder)
    near, far = listening(("127.0.0.1", 0)), listening(("0.0.0.0", 0))
    for one, words in [(near, ["--subject-header", "X-Subject"]), (far, [])]:
        page = start(program, [one], *words)
        check("one of an address is served", ask(("127.0.0.1", one.getsockname()[1])).status == 200)
        end(page)
    refused(program, "to believe a header of everybody", "anybody else could say who he is", [far],
            "--subject-header", "X-Subject")
    refused(program, "two sockets", "must have one ListenStream=", [near, far])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        refused(program, "one of datagrams", "accepts no connections of a stream", [datagrams])
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
