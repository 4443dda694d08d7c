# SPDX-License-Identifier: Apache-2.0
"""A real Chromium before the pages of the demo's town, one context for each person."""

import contextlib
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time

from playwright.sync_api import sync_playwright

PASSWORD = "示例口令 Sample-2025"
ROOT = pathlib.Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Town:
    """The demo's town, as scripts/demo-web starts it."""

    def __init__(self, programs):
        self.folder = tempfile.TemporaryDirectory(prefix="cased-page-")
        ready = pathlib.Path(self.folder.name) / "ready"
        self.log = open(pathlib.Path(self.folder.name) / "log", "w+")
        self.process = subprocess.Popen(
            [str(ROOT / "scripts/demo-web"), programs], stdout=self.log, stderr=self.log,
            env={**os.environ, "PORT": str(free_port()), "READY": str(ready)})
        # Minutes: a loaded machine hashes passwords slowly.
        for _ in range(6_000):
            if ready.exists() and ready.read_text().strip():
                break
            if self.process.poll() is not None:
                self.fail("the town's demo ended")
            time.sleep(0.1)
        else:
            self.fail("the town's demo does not come up")
        self.page = ready.read_text().split()[0]
        self.socket = ready.read_text().split()[1]

    def fail(self, why):
        self.log.seek(0)
        sys.exit(f"{why}:\n{self.log.read()[-4000:]}")

    def close(self):
        self.process.terminate()
        self.process.wait(300)
        self.folder.cleanup()


@contextlib.contextmanager
def browser():
    with sync_playwright() as play:
        found = next(
            (p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
             if os.path.exists(p)), None)
        if found is None:
            sys.exit("there is no Chromium: apt-get install chromium")
        started = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        try:
            yield started
        finally:
            started.close()


class Person:
    """Somebody in his own browser."""

    def __init__(self, chromium, town, name, language="zh", width=1280, script=True):
        self.town = town
        self.faults = []
        self.context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script,
            locale="zh-CN" if language == "zh" else "en-US")
        self.context.set_default_timeout(120_000)
        self.page = self.context.new_page()
        # A refusal is a page with a status of its own; a browser notes that, and it is no fault.
        self.page.on(
            "console", lambda m: m.type == "error" and "status of 4" not in m.text
            and self.faults.append(m.text))
        self.page.on("pageerror", lambda e: self.faults.append(str(e)))
        if name:
            self.sign_in(name)

    def sign_in(self, name, password=PASSWORD):
        self.go("/sign-in")
        self.page.fill("#name", name)
        self.page.fill("#password", password)
        self.press("登录", "Sign in")
        if "/sign-in" in self.page.url:
            raise AssertionError(f"{name} cannot sign in: {self.text()}")

    def go(self, path):
        return self.page.goto(self.town.page + path)

    def text(self):
        return self.page.inner_text("main")

    def press(self, *labels):
        """Presses the button of the page's own form."""
        pattern = re.compile("^(" + "|".join(map(re.escape, labels)) + ")$")
        self.page.locator("main").get_by_role("button", name=pattern).first.click()

    def carry_out(self, done):
        """Carries a plan out, and looks at it again until it says so."""
        with self.page.expect_navigation():
            self.press("办理")
        # A page that is being replaced cannot be reloaded; going to its address always can.
        for _ in range(600):
            if done in self.text():
                return
            self.page.wait_for_timeout(500)
            self.page.goto(self.page.url)
        raise AssertionError(f"never {done}: {self.text()[:800]}")

    def fill(self, fields):
        """Fills a form by the names of its fields."""
        for name, value in fields.items():
            found = self.page.locator(f'main [name="f.{name}"], main [name="r.{name}"], main [name="{name}"]')
            kind = found.first.evaluate("e => e.tagName + ' ' + (e.type || '')").lower()
            if kind.startswith("select"):
                found.first.select_option(value)
            elif "checkbox" in kind:
                for one in value if isinstance(value, list) else [value]:
                    self.page.locator(f'main [name="f.{name}"][value="{one}"]').check()
            elif "file" in kind:
                found.first.set_input_files(value)
            else:
                found.first.fill("、".join(value) if isinstance(value, list) else value)

    def act(self, case, event, fields=None, refused=None):
        """Puts an event to a case by its button and its form."""
        self.go(f"/cases/{case}")
        link = self.page.locator(f'main .ways a[href="/cases/{case}/act/{event}"]')
        if refused is None:
            if link.count() == 0:
                raise AssertionError(f"{case}: no way to {event}:\n{self.text()[:1500]}")
            link.first.click()
        else:
            self.go(f"/cases/{case}/act/{event}")
        self.fill(fields or {})
        self.press("办理", "Carry out")
        if refused is None:
            assert "done=1" in self.page.url, f"{case} {event}: {self.text()[:1500]}"
        else:
            assert refused in self.text(), f"{case} {event}: {self.text()[:1500]}"

    def attach(self, case, kind, name="示例材料.txt", content="示例材料".encode(), refused=None):
        self.go(f"/cases/{case}/attach?kind={kind}")
        self.page.set_input_files("#file", {"name": name, "mimeType": "text/plain", "buffer": content})
        self.press("登记材料", "Attach a paper")
        if refused is None:
            assert "done=1" in self.page.url, f"{case} {kind}: {self.text()[:1500]}"
        else:
            assert refused in self.text(), self.text()[:1500]

    def state(self, case):
        self.go(f"/cases/{case}")
        return self.page.inner_text("main .head .state")

    def cases(self, words):
        """Ids of cases that a search finds."""
        self.go("/cases")
        self.page.fill("#query", words)
        self.press("查找", "Find")
        return self.page.locator("main tbody a").all_inner_texts()


def written(lead, clerk, leader, case):
    """From the contact with the deputy to the signed letter."""
    lead.attach(case, "contact_record")
    lead.act(case, "contact", {"contact_kind": "visit"})
    clerk.act(case, "draft", {
        "reply_type": "A", "disclosure": "public", "contact_person": "吴婷婷",
        "contact_phone": "22500679",
    })
    lead.act(case, "review_draft", {"review_result": "passed"})
    leader.act(case, "sign", {"signer": "何志宏"})


def send_all(sender, case):
    """Ticks off each letter that the sender's office must send."""
    for _ in range(12):
        sender.go(f"/cases/{case}")
        button = sender.page.locator('main .letters button[value="sent"]')
        if button.count() == 0:
            return
        button.first.click()


def no_faults(people):
    for name, person in people.items():
        assert person.faults == [], f"{name}: {person.faults}"
