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
    no_faults({**people, "deputy": deputy, "other": other})

