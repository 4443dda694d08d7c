# SPDX-License-Identifier: Apache-2.0
"""The demo's story by the page alone: from received to copied by six people in six sessions."""

import re
import sys

from browser import Person, no_faults, send_all, written


def story(chromium, town, script, programs):
    people = {
        name: Person(chromium, town, name, script=script)
        for name in ["linxiao", "wutt", "chenming", "hezh", "huangmin", "xuning"]
    }
    assigner, clerk, lead, leader, helper, supervisor = people.values()

    # Opened, accepted, assigned to two offices.
    assigner.go("/new/proposal")
    assigner.fill({
        "assembly": "泉州市人大", "session": "十七届四次", "number": "1410",
        "title": "关于示例事项丙的建议", "proposers": "示例代表丙、示例代表丁",
        "session_closed_on": "2025-03-10",
    })
    assigner.press("立件", "Open")
    case = re.search(r"/cases/(JY-[0-9-]+)\?done=1", assigner.page.url)
    assert case, assigner.text()[:1500]
    case = case[1]
    assigner.act(case, "accept")
    assigner.act(case, "assign", {
        "mode": "joint", "lead": "市民政局", "co_handlers": "市委社会工作部",
    })
    assert assigner.state(case) == "已交办", assigner.state(case)

    lead.go("/desk")
    assert case in lead.page.inner_text("section[aria-labelledby=due] tbody"), lead.text()[:800]

    # The co-handler's part is a case of its own.
    lead.act(case, "sign_for")
    lead.act(case, "ask_co_handlers")
    part = next(id for id in helper.cases("示例事项丙") if id.startswith("HB-"))
    helper.act(part, "sign_for")

    # A mistake is put right where it stands: tried first, then done.
    assigner.go(f"/cases/{case}")
    assigner.page.locator("main ol.history li", has_text="立件").locator("a.undo").first.click()
    assigner.fill({"title": "关于示例事项丙的建议(更正)", "reason": "标题漏字"})
    assigner.press("试算更正")
    assert "试算结果" in assigner.text(), assigner.text()[:800]
    assigner.press("更正")
    if "done=1" not in assigner.page.url:
        assert "更正" in assigner.text(), assigner.text()[:1200]

    # Too early: what is missing is said, in the form.
    lead.act(case, "answer", {"letter_number": "泉民函〔2025〕41号"}, refused="沟通")
    written(lead, clerk, leader, case)
    helper.attach(part, "opinion_letter", content="经研究,同意改造滨海大道第三\n路口的人行道".encode("gb18030"))
    # What it says finds it.
    assert helper.cases("第三路口的人行道") == [part], helper.text()[:800]
    helper.act(part, "give_opinion", {"opinion_number": "泉委社函〔2025〕8号"})
    lead.act(case, "answer", {"letter_number": "泉民函〔2025〕41号"})
    assert lead.state(case) == "已答复", lead.state(case)

    # Each letter that goes out is ticked off where it waits, until the last copy is out.
    for sender in (lead, assigner):
        send_all(sender, case)
    assert lead.state(case) == "已抄送", lead.state(case)

    # Everybody sees where it stands; the supervisor reads the date day by day.
    supervisor.go(f"/cases/{case}/clocks/reply")
    assert "2025-07-01" in supervisor.text(), supervisor.text()[:800]
    supervisor.go("/board")
    assert "市民政局" in supervisor.text()
    no_faults(people)

