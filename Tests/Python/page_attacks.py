# SPDX-License-Identifier: Apache-2.0
"""What somebody hostile tries at the pages.
"""

import http.client
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

from browser import PASSWORD, Person

SCRIPT = "<script>window.taken=1</script>\"'><img src=x onerror=window.taken=1>{{title}}"


class Visitor:
    """A program that speaks HTTP: what a browser would not send, it does."""

    def __init__(self, town):
        self.host = urllib.parse.urlparse(town.page).netloc
        self.origin = town.page
        self.cookie = ""

    def ask(self, method, path, body=None, headers=None, cookie=None):
        connection = http.client.HTTPConnection(self.host, timeout=300)
        sent = dict(headers or {})
        if cookie if cookie is not None else self.cookie:
            sent["Cookie"] = cookie if cookie is not None else self.cookie
        if body is not None and not isinstance(body, (bytes, str)):
            body = urllib.parse.urlencode(body)
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        text = answer.read()
        self.set_cookie = answer.getheader("Set-Cookie") or ""
        return answer.status, text.decode(errors="replace"), dict(answer.getheaders())

    def post(self, path, body, **more):
        headers = {"Origin": self.origin, **more.pop("headers", {})}
        return self.ask("POST", path, body, headers, **more)

    def sign_in(self, name, password=PASSWORD, cookie="", headers={}):
        status, _, _ = self.post("/sign-in", {"name": name, "password": password}, cookie=cookie, headers=headers)
        if status == 303:
            self.cookie = self.set_cookie.split(";")[0]
        return status

    def form_token(self, path="/password"):
        return re.search(r'name="form_token" value="([0-9a-f]+)"', self.ask("GET", path)[1])[1]


def check(what, holds, told=""):
    if not holds:
        raise AssertionError(f"{what}: {str(told)[:600]}")
    print(f"ok  {what}")


def script_in_every_field(chromium, town):
    person = Person(chromium, town, "linxiao")
    person.go("/new/proposal")
    person.fill({
        "assembly": "泉州市人大", "session": "十七届四次", "number": "1499",
        "title": SCRIPT, "proposers": SCRIPT, "session_closed_on": "2025-03-10", "note": SCRIPT,
    })
    person.press("立件")
    case = re.search(r"/cases/(JY-[0-9-]+)", person.page.url)
    check("a case with a script for a title is opened", case, person.text())
    person.attach(case[1], "contact_record", name=f"a{SCRIPT}.txt".replace("/", "_"))
    person.act(case[1], "accept", {"note": SCRIPT})
    paths = [
        f"/cases/{case[1]}", "/desk", "/board", "/cases?" + urllib.parse.urlencode({"query": SCRIPT}),
        "/calculator?" + urllib.parse.urlencode({"rule": SCRIPT, "from": SCRIPT}), "/cases/" + urllib.parse.quote(SCRIPT),
        f"/cases/{case[1]}/act/assign", f"/cases/{case[1]}/attach?kind=" + urllib.parse.quote(SCRIPT),
        "/figures?" + urllib.parse.urlencode({"workflow": SCRIPT}), "/sign-in?next=" + urllib.parse.quote(SCRIPT),
        "/link/" + urllib.parse.quote(SCRIPT, safe=""),
    ]
    for path in paths:
        person.go(path)
        person.page.wait_for_timeout(100)
        check(f"nothing runs at {path[:40]}", person.page.evaluate("window.taken") is None)
        check("and nothing of it is markup", "<script>window" not in person.page.content())
    policy = [f for f in person.faults if "Content Security Policy" in f or "Refused" in f]
    check("nor was it the policy that stopped it", policy == [], policy)
    return case[1]


def other_sites(town, case):
    clerk = Visitor(town)
    clerk.sign_in("linxiao")
    token = clerk.form_token()
    act = f"/cases/{case}/act/proposer_remark"
    good = {"form_token": token, "f.contact_remarks": "请尽快"}
    for what, headers, body in [
        ("another origin", {"Origin": "https://evil.example"}, good),
        ("no origin", {"Origin": ""}, good),
        ("the origin null", {"Origin": "null"}, good),
        ("another port", {"Origin": clerk.origin + "1"}, good),
    ]:
        status, text, _ = clerk.ask("POST", act, body, headers)
        check(f"a form of {what} is not taken", status == 400, text)
    for what, body in [("no token", {**good, "form_token": ""}), ("a guessed one", {**good, "form_token": "0" * 64})]:
        status, text, _ = clerk.post(act, body)
        check(f"a form with {what} asks again", status == 401 and "请尽快" in text, text)
    status, _, headers = clerk.post(act, good)
    check("one of its own is", status == 303 and "done=1" in headers["Location"])
    status, text, headers = clerk.ask("GET", "/desk")
    check("no page may be framed", "frame-ancestors 'none'" in headers["Content-Security-Policy"])
    check("pages are kept nowhere", headers["Cache-Control"] == "no-store")
    for wanted in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"]:
        path = "/language/en?back=" + urllib.parse.quote(wanted)
        status, _, headers = clerk.ask("GET", path)
        check(f"nobody is sent to {wanted!r}", headers["Location"] == "/", headers)


def confirmed(town):
    """What was sent by who was signed out meanwhile: shown again, but no password, and in whose name."""
    clerk = Visitor(town)
    clerk.sign_in("linxiao")
    secret = {"old": "Alt-geheim-1", "password": "Neu-geheim-2", "again": "Neu-geheim-2", "form_token": "0"}
    status, text, _ = clerk.post("/password", secret)
    check("no password is told again", status == 303 and "geheim" not in text, (status, text))
    status, text, _ = Visitor(town).post("/password", secret)
    check("nor to who is signed out", "geheim" not in text, text)
    status, text, _ = clerk.post("/cases/JY-2025-000001/act/chase", {"form_token": "0", "note": "请速办"})
    check("what is sent again is sent in a name", status == 401 and "请速办" in text and "林晓" in text, text)
    stream = http.client.HTTPConnection(clerk.host, timeout=60)
    stream.request("GET", "/board/watch")
    check("nobody follows who is not signed in", stream.getresponse().status == 303)
    statuses = [clerk.ask("HEAD", "/board/watch")[0] for _ in range(8)]
    check("asking for the head alone takes no board's place", statuses == [200] * 8, statuses)
    streams = []
    for _ in range(5):
        one = http.client.HTTPConnection(clerk.host, timeout=60)
        one.request("GET", "/board/watch", headers={"Cookie": clerk.cookie})
        streams.append(one.getresponse())
    check("three boards of one session", [s.status for s in streams] == [200, 200, 200, 429, 429])
    for one in streams:
        one.close()
    status, _, headers = clerk.ask("HEAD", "/sign-in")
    check("HEAD is answered like GET", status == 200)
    status, text, _ = clerk.ask("GET", "/cases?query=%ff")
    check("what cannot be read is told", status == 400 and "cannot be read" in text, text)
    status, text, _ = clerk.ask("GET", "/calculator?rule=100%E5%B9%B4&from=2025-04-01")
    check("a hundred years are not listed day by day", status == 200 and len(text) < 100_000, len(text))
    other = Visitor(town)
    other.sign_in("chenming")
    status, text, _ = other.post("/bulk/1", {"form_token": other.form_token(), "request": "x"})
    check("another's plan is not there", status == 404, (status, text[:300]))


def tokens(town):
    clerk = Visitor(town)
    # A session that somebody else prepared is none of his who signs in.
    prepared = "cased=" + "a" * 64
    clerk.sign_in("linxiao", cookie=prepared)
    check("who signs in gets a token of his own", clerk.cookie and clerk.cookie != prepared)
    check("which no script reads", "HttpOnly" in clerk.set_cookie and "SameSite=Lax" in clerk.set_cookie)
    for cookie in ["other=1", prepared, "cased=", "cased=" + "f" * 63, "cased=" + "A" * 64, "cased=x; cased=y"]:
        status, _, headers = Visitor(town).ask("GET", "/desk", cookie=cookie)
        check(f"{cookie[:20]} opens nothing", status == 303 and headers["Location"].startswith("/sign-in"))
        for path in ["/people", "/cases", "/health", "/board", "/people?x=1"]:
            status, text, headers = Visitor(town).ask("GET", path, cookie=cookie)
            check(f"nor {path}", status == 303 and "示例" not in text, (status, text))
        status, text, _ = Visitor(town).post("/people/password", {"who": "linxiao", "form_token": ""}, cookie=cookie)
        check("nor gives it a password", status == 401 and "初始密码" not in text, text)
    # The token itself, by another process than the page.
    stolen = clerk.cookie.split("=")[1]
    told = subprocess.run(
        ["setpriv", "--reuid", "65534", "--clear-groups", sys.executable, "-c", THIEF, town.socket, stolen],
        capture_output=True, text=True) if is_root() else None
    if told:
        check("the token is of no use to another process", "PERMISSION_DENIED" in told.stdout + told.stderr
              or "Permission denied" in told.stdout + told.stderr, told.stdout + told.stderr)
    other = Visitor(town)
    other.sign_in("linxiao")
    clerk.post("/sign-out", {"form_token": clerk.form_token(), "everywhere": "1"})
    for visitor in (clerk, other):
        status, _, headers = visitor.ask("GET", "/desk")
        check("who signed out everywhere is out", status == 303)


THIEF = """
import sys, grpc
channel = grpc.insecure_channel("unix:" + sys.argv[1])
call = channel.unary_unary("/cased.v1.Directory/WhoAmI", lambda m: m, lambda m: m)
try:
    print(call(b"", metadata=[("x-cased-session", sys.argv[2])], timeout=60))
except grpc.RpcError as error:
    print(error.code(), error.details())
"""


def is_root():
    import os

    return os.geteuid() == 0


def guesses(town):
    started = time.time()
    said = set()
    for number in range(14):
        visitor = Visitor(town)
        status, text, _ = visitor.post("/sign-in", {"name": "xuning", "password": f"guess {number}"})
        said.add(re.search(r'role="alert">([^<]*)', text)[1])
    check("ten guesses lock the name", any("15分钟" in text for text in said), said)
    check("the right password too", Visitor(town).sign_in("xuning") == 401)
    check("another's name is not locked", Visitor(town).sign_in("chenming") == 303)
    # Many at once: bounded, and the others go on.
    results = []

    def guess(number):
        try:
            results.append(Visitor(town).post("/sign-in", {"name": f"nobody{number}", "password": "x"})[0])
        except OSError:
            results.append(0)

    threads = [threading.Thread(target=guess, args=(n,)) for n in range(60)]
    for thread in threads:
        thread.start()
    page = Visitor(town)
    check("a page is shown meanwhile", page.ask("GET", "/sign-in")[0] == 200)
    for thread in threads:
        thread.join()
    check("sixty at once: refused, or told to come again", set(results) <= {401, 503, 0}, set(results))
    for number in range(60):
        Visitor(town).post("/sign-in", {"name": f"made-up{number}", "password": "x"})
    status, text, _ = Visitor(town).post("/sign-in", {"name": "linxiao", "password": PASSWORD})
    check("an address that failed sixty times waits", status == 401 and "所在地址" in text, text)
    status, _, _ = Visitor(town).post(
        "/sign-in", {"name": "linxiao", "password": PASSWORD}, headers={"X-Forwarded-For": "1.1.1.1, 192.0.2.7"})
    check("another address does not", status == 303, status)
    print(f"    {time.time() - started:.0f} s")


def shapes(town, case):
    clerk = Visitor(town)
    clerk.sign_in("chenming")
    for path in [
        f"/cases/{case}/papers/../../../../etc/passwd", f"/cases/{case}/papers/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/static/../../etc/passwd", "/static/%2e%2e%2fstyle.css", f"/cases/{case}/papers/-1",
        f"/cases/{case}/papers/99999999999999999999", "/cases/%00", "/cases/" + "a" * 4_000,
        "/bulk/1", "/bulk/x", "/language/fr?back=/",
    ]:
        status, text, _ = clerk.ask("GET", path)
        check(f"{path[:50]} tells nothing", status in (303, 400, 403, 404, 414, 422, 431) and "root:" not in text, (status, text))
    for asked in ["skip=-1", "skip=9223372036854775807", "skip=x", "after=x", "month=99", "day=0", "state=x&skip=-9"]:
        status, _, _ = clerk.ask("GET", "/board?" + asked)
        check(f"/board?{asked} ends nothing", status in (200, 400, 404, 422), status)
        check("nor the next page", clerk.ask("GET", "/board")[0] == 200, asked)
    token = clerk.form_token()
    status, text, _ = clerk.post(f"/cases/{case}/act/sign_for", "form_token=" + token + "&f.x=" + "a" * (2 << 20),
                                 headers={"Content-Type": "application/x-www-form-urlencoded"})
    check("a form of two megabytes is refused", status == 413, (status, text[:200]))
    status, text, _ = clerk.post(f"/cases/{case}/act/sign_for", "&".join(f"f.{n}=1" for n in range(3_000)))
    check("one of 3,000 fields too", status == 400, (status, text[:200]))
    for body in ["f.x=%ff%fe", "f.x=%0", "f.x=a%00b", "%=%", "&&&==="]:
        status, text, _ = clerk.post(f"/cases/{case}/act/sign_for", body)
        check(f"{body} is no form of ours", status in (400, 401), (status, text[:200]))
    for what, kind, body in [
        ("no boundary", "multipart/form-data", b"--x"),
        ("a torn one", "multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n" + token.encode()),
        ("a file first", "multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc\r\n--x--\r\n"),
        ("none at all", "text/plain", b"hello"),
    ]:
        status, text, _ = clerk.post(f"/cases/{case}/attach", body, headers={"Content-Type": kind})
        check(f"an upload with {what} is refused", status == 400, (status, text[:200]))
    status, _, _ = clerk.ask("GET", "/desk", headers={"X-Long": "a" * 40_000})
    check("long headers are refused", status in (400, 431), status)


def hidden(town):
    """What a deputy is not told of the offices' cases, on no page."""
    clerk = Visitor(town)
    clerk.sign_in("linxiao")
    deputy = Visitor(town)
    deputy.sign_in("luocl")
    for path in ["/desk", "/cases", "/board", "/cases/JY-2025-000001", "/cases/JY-2025-000001/clocks/reply",
                 "/cases/JY-2025-000001/act/assign", "/cases/JY-2025-000001/attach", "/circular", "/people", "/health",
                 "/cases?query=" + urllib.parse.quote("示例事项甲"), "/board?office=qz-mzj", "/figures?workflow=proposal"]:
        _, text, _ = deputy.ask("GET", path)
        text = text.replace(urllib.parse.quote("示例事项甲"), "").replace('value="示例事项甲"', "")
        check(f"{path[:40]} tells him nothing", "示例事项甲" not in text and "示例代表甲" not in text, text[-900:])


def slow(town):
    host, port = urllib.parse.urlparse(town.page).netloc.split(":")
    idle = [socket.create_connection((host, int(port))) for _ in range(1_000)]
    for one in idle[:200]:
        one.sendall(b"GET /desk HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    started = time.time()
    status, _, _ = Visitor(town).ask("GET", "/sign-in")
    check("a thousand idle connections shut nobody out", status == 200 and time.time() - started < 60)
    # A byte now and then keeps none of them longer than its time.
    gone = 0
    ends = time.time() + 120
    while time.time() < ends and gone < 200:
        for one in idle[:200]:
            try:
                one.sendall(b"a")
            except OSError:
                pass
        gone = sum(1 for one in idle[:200] if is_closed(one))
        time.sleep(3)
    check("slow requests are closed", gone == 200, gone)
    for one in idle:
        one.close()


def is_closed(one):
    one.setblocking(False)
    try:
        return one.recv(4_096) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def attacks(chromium, town, script, programs):
    case = script_in_every_field(chromium, town)
    other_sites(town, case)
    confirmed(town)
    tokens(town)
    shapes(town, "JY-2025-000001")
    hidden(town)
    guesses(town)


def crowd(chromium, town, script, programs):
    slow(town)


def stopped(chromium, town, script, programs):
    """The page ends when it is told to, however many boards hang on the walls. The last part: there is none after it."""
    clerk = Visitor(town)
    # From a place of its own: the guesses before came from here.
    clerk.sign_in("linxiao", headers={"X-Forwarded-For": "192.0.2.8"})
    board = http.client.HTTPConnection(clerk.host, timeout=300)
    board.request("GET", "/board/watch", headers={"Cookie": clerk.cookie})
    answer = board.getresponse()
    check("a board is open", answer.status == 200)
    page = subprocess.run(
        ["pgrep", "-x", "cased-web", "-P", str(town.process.pid)], capture_output=True, text=True).stdout.split()
    check("there is one page", len(page) == 1, page)
    subprocess.run(["kill", "-TERM", page[0]], check=True)
    check("it ends, and the board with it", answer.read().startswith(b"retry"))
