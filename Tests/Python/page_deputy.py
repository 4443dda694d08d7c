# SPDX-License-Identifier: Apache-2.0
"""A deputy by his telephone: he submits, sees where it is, reads the reply, rates it; another rates by a link."""

import re

from browser import Person, no_faults, send_all, written


def answered(people, case, number):
    assigner, clerk, lead, leader = people
    assigner.act(case, "accept")
    assigner.act(case, "assign", {"mode": "sole", "lead": "市民政局"})
    lead.act(case, "sign_for")
    written(lead, clerk, leader, case)
    lead.act(case, "answer", {"letter_number": f"泉民函〔2025〕{number}号"})


def drafted(deputy, other, office, number):
    """A draft: written, another invited who confirms it by himself, put in by both; no office reads it before."""
    deputy.go("/new")
    # What he may open himself, and nothing of the offices' work.
    choices = deputy.page.locator("ul.choices a").all_inner_texts()
    assert "建议拟稿" in choices and "行政处罚案件" not in choices, choices
    deputy.page.get_by_role("link", name="建议拟稿").click()
    deputy.fill({"title": f"关于示例草稿{number}的建议"})
    deputy.press("立件")
    found = re.search(r"/cases/(NG-[0-9-]+)\?done=1", deputy.page.url)
    assert found, deputy.text()[:1500]
    draft = found[1]
    deputy.act(draft, "revise", {"content": "第一稿。"})
    for person in [office, other]:
        person.go(f"/cases/{draft}")
        assert "示例草稿" not in person.page.content(), person.text()[:800]
    deputy.act(draft, "invite", {"named": "田敏"})
    # The text is another now: whoever confirmed would be asked again.
    other.act(draft, "confirm")
    deputy.act(draft, "revise", {"content": "第二稿,已与联名人商定。"})
    deputy.go(f"/cases/{draft}")
    other.go("/desk")
    assert draft in other.text(), other.text()[:800]
    other.go(f"/cases/{draft}")
    assert "第二稿" in other.text(), other.text()[:1500]
    # Only the author writes.
    other.go(f"/cases/{draft}/act/revise")
    assert other.page.locator('main [name="f.content"]').count() == 0, other.text()[:800]
    other.act(draft, "confirm")
    # What is still missing is told before it is put in, and mended from there.
    deputy.go(f"/cases/{draft}")
    assert "会议" in deputy.page.text_content("section[aria-labelledby=now]"), deputy.text()[:1500]
    deputy.act(draft, "give_details", {
        "assembly": "泉州市人大", "session": "十七届四次", "session_closed_on": "2025-03-10"})
    deputy.act(draft, "submit")
    assert deputy.state(draft) == "已提交"
    case = deputy.page.locator("section[aria-labelledby=parts] a").first.inner_text()
    for person in [deputy, other]:
        assert person.state(case) == "已提出", person.text()[:800]
    office.go(f"/cases/{case}")
    assert "骆春玲" in office.text() and "田敏" in office.text(), office.text()[:1500]
    assert "代表联名" in office.text(), office.text()[:1500]
    office.go(f"/cases/{draft}")
    assert "第二稿" not in office.page.content()


def story(chromium, town, script, programs):
    deputy = Person(chromium, town, "luocl", width=390, script=script)
    people = {
        name: Person(chromium, town, name, script=script)
        for name in ["linxiao", "wutt", "chenming", "hezh"]
    }

    # He submits himself.
    deputy.go("/new/proposal")
    deputy.fill({
        "assembly": "泉州市人大", "session": "十七届四次", "number": "1420",
        "title": "关于示例事项戊的建议", "proposers": "骆春玲", "session_closed_on": "2025-03-10",
        "assigner": "市人大常委会人事代表工委",
    })
    deputy.press("立件")
    found = re.search(r"/cases/(JY-[0-9-]+)\?done=1", deputy.page.url)
    assert found, deputy.text()[:1500]
    case = found[1]
    assert deputy.state(case) == "已提出"

    answered(list(people.values()), case, 51)
    # A draft was nobody's answer; now he reads the reply's letter, and where it is.
    assert deputy.state(case) == "已答复", deputy.text()[:800]
    assert "答复" in deputy.text()
    send_all(people["chenming"], case)
    send_all(people["linxiao"], case)

    # He rates it by himself.
    deputy.act(case, "rate", {"rating": "satisfied"})
    history = deputy.page.inner_text("main ol.history")
    assert "评价" in history and "网页,密码登录" in history, history

    second = Person(chromium, town, "tianmin", width=390, script=script)
    drafted(deputy, second, people["linxiao"], "甲" if script else "乙")

    # Of the other one he was sent a link: no account, no name, one thing.
    answered(list(people.values()), "JY-2025-000003", 52)
    lead = people["chenming"]
    lead.go("/cases/JY-2025-000003/people")
    lead.fill({"event": "rate"})
    lead.press("生成链接")
    link = re.search(r"/link/([0-9a-f]{64})", lead.text())
    assert link, lead.text()[:1200]
    sent = {"token": link[1]}
    other = Person(chromium, town, None, width=390, script=script)
    other.go(f"/link/{sent['token']}")
    assert "骆春玲" in other.text() and "评价" in other.text(), other.text()
    other.press("打开")
    assert other.page.url.endswith("/cases/JY-2025-000003/act/rate"), other.page.url
    other.fill({"rating": "satisfied"})
    other.press("办理")
    assert "done=1" in other.page.url, other.text()[:1500]
    for path in [f"/cases/{case}", "/cases", "/desk", "/board", "/new/proposal", "/people"]:
        other.go(path)
        assert "示例事项戊" not in other.page.content(), path
    again = Person(chromium, town, None, script=script)
    again.go(f"/link/{sent['token']}")
    assert "已经用过" in again.text() or "用过" in again.text(), again.text()
    again.go(f"/link/{'0' if sent['token'][0] != '0' else '1'}{sent['token'][1:]}")
    assert "无效" in again.text(), again.text()
    no_faults({**people, "deputy": deputy, "second": second, "other": other})

