# SPDX-License-Identifier: Apache-2.0
"""Every page by axe, by the keyboard alone, and at a telephone's width; the first page's weight.
"""

import getpass
import sys

from axe_playwright_python.sync_playwright import Axe

from browser import Person

# Who reads which pages; CASE and DEPUTY are cases of the town.
PAGES = {
    "linxiao": [
        "/desk", "/board", "/board?big=1", "/cases", "/cases?open=1&query=示例", "/new", "/new/proposal",
        "/cases/CASE", "/cases/CASE/act/chase", "/cases/CASE/attach", "/cases/CASE/clocks/reply", "/cases/CASE/lines/LINE", "/cases/CASE/people",
        "/circular", "/figures", "/figures?workflow=proposal&per=office&from=2025-01-01&to=2025-12-31&beside=1",
        "/rules", "/rules/proposal", "/import", "/calculator",
        "/calculator?rule=5个工作日&from=2025-04-01&pauses=2025-04-03..2025-04-05",
        "/calculator?rule=nonsense&from=2025-04-01", "/password", "/cases/JY-1999-000001",
        "/letters", "/cases/CASE/drafts/assignment/text",
    ],
    "luocl": ["/desk", "/cases", "/cases/DEPUTY", "/new"],
    getpass.getuser(): ["/people", "/jobs", "/health"],
    "chenming": ["/desk", "/cases/CASE", "/cases/CASE/act/sign_for"],
}
PUBLIC = ["/sign-in", "/link/0123"]


def violations(page):
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['help']} — {v['nodes'][0]['html'][:160]}" for v in found]


def reached_by_tab(page):
    """Whether every control of a page is come to by the tabulator, and is seen to be."""
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
            .filter(e => e.type !== 'hidden' && e.checkVisibility() && !e.disabled).length""")
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    reached = set()
    for _ in range(wanted * 4 + 20):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => { const e = document.activeElement;
                if (!e || e === document.body) return null;
                if (!('order' in e.dataset)) e.dataset.order = String(window.ordered = (window.ordered || 0) + 1);
                const style = getComputedStyle(e);
                const isControl = e.matches('a[href], button, input, select, textarea, summary');
                return [e.dataset.order, isControl, style.outlineStyle !== 'none' || e.matches('.skip')]; }""")
        if told is None:
            break
        if told[1]:
            if not told[2]:
                return f"{page.url}: a control is not seen to have the focus"
            reached.add(told[0])
    missing = wanted - len(reached)
    return f"{page.url}: {missing} of {wanted} controls are not reached" if missing > 0 else None


def untold_tables(page):
    """Tables that are rows on a telephone and are no tables any more to who has the page read out."""
    shown = page.evaluate(
        "[...document.querySelectorAll('table.rows')].filter(t => t.checkVisibility()).length")
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    told = [node["role"]["value"] for node in nodes if not node.get("ignored")]
    if told.count("table") < shown or (shown and not {"columnheader", "cell"} <= set(told)):
        return f"{page.url}: {shown} tables, told: {told.count('table')}"
    return None


def checks(chromium, town, script, programs):
    faults, looked = [], 0
    for language, width in [("zh", 1280), ("en", 390)]:
        for name, paths in [(None, PUBLIC), *PAGES.items()]:
            person = Person(chromium, town, name, language, width)
            for path in paths:
                path = path.replace("CASE", "JY-2025-000001").replace("DEPUTY", "JY-2025-000003")
                if "LINE" in path:
                    person.go("/cases/JY-2025-000001")
                    path = person.page.locator("a.undo").last.get_attribute("href")
                person.go(path)
                looked += 1
                faults += [f"{name} {path} {language} {width}: {v}" for v in violations(person.page)]
                wide = person.page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    faults.append(f"{path}: {wide} wide at {width}")
                # The order of the controls is the same in every width and language.
                fault = (
                    reached_by_tab(person.page) if width == 1280 else untold_tables(person.page))
                if fault:
                    faults.append(fault)
                faults += [f"{path}: {fault}" for fault in person.faults]
                person.faults.clear()
            person.context.close()
    faults += weight(chromium, town)
    if faults:
        sys.exit("\n".join(sorted(set(faults))))
    print(f"{looked} pages: no violation")


def weight(chromium, town):
    """The first page with all that it needs, in bytes."""
    person = Person(chromium, town, None)
    sizes = []
    person.page.on("response", lambda answer: sizes.append(len(answer.body())))
    person.go("/sign-in")
    person.page.wait_for_load_state("networkidle")
    total = sum(sizes)
    print(f"the first page: {total} bytes in {len(sizes)} answers")
    return [f"the first page has {total} bytes"] if total > 100 << 10 else []

