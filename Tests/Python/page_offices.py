# SPDX-License-Identifier: Apache-2.0
"""Enforcement by the page alone, and a list that becomes cases."""

import io
import os
import re
import subprocess
import sys

import openpyxl

from browser import Person, no_faults


def penalty(chromium, town, script, programs):
    people = {
        name: Person(chromium, town, name, script=script)
        for name in ["zhengjie", "hezh"]
    }
    officer, leader = people.values()

    def on(day):
        subprocess.run(
            [f"{programs}/caseadm", "clock", "set", day], check=True, capture_output=True,
            env={**os.environ, "CASED_SOCKET": town.socket})

    officer.go("/new/penalty")
    officer.fill({
        "party_name": "示例市某协会", "lead_found_on": "2025-04-01",
        "source": "report", "registrar": "市民政局",
    })
    officer.press("立件")
    found = re.search(r"/cases/([A-Z]+-[0-9-]+)\?done=1", officer.page.url)
    assert found, officer.text()[:1500]
    case = found[1]
    officer.attach(case, "filing_form")
    leader.act(case, "file", {
        "act_ended_on": "2024-09-30", "own_jurisdiction": "true", "penalisable": "true",
        "org_type": "association",
    })
    leader.act(case, "appoint", {"officers": "郑捷、林浩"})
    officer.attach(case, "record")
    officer.act(case, "investigate", {"step_kind": "question", "step_officers": "郑捷、林浩"})
    officer.attach(case, "final_report")
    proposed = {
        "proposal": "penalise", "law_date": "2024-09-30", "grounds": ["unlawful_fees"],
        "penalties": ["warning", "confiscate", "fine"], "gains": "20000", "fine": "80000",
        "discretion": "较重",
    }
    officer.act(case, "report", proposed)
    # Without the right to a hearing there is no notice; what he wrote stays in the form.
    notice = {"noticed_penalties": ["warning", "confiscate", "fine"], "noticed_fine": "80000"}
    leader.act(case, "issue_notice", notice, refused="听证")
    assert leader.page.input_value('[name="f.noticed_fine"]') == "80000"
    leader.act(case, "issue_notice", {**notice, "hearing_offered": "true"})
    officer.attach(case, "service_slip")
    officer.act(case, "serve_notice", {"method": "in_person"})
    # Five working days for the statement, the holiday of 清明 (4 to 6 April) among them: over on the 9th.
    officer.act(case, "finish_statements", refused="届满")
    on("2025-04-14")
    officer.act(case, "finish_statements")
    leader.act(case, "decide", {"decision_number": "泉民罚〔2025〕3号", "fine": "120000"}, refused="80000")
    leader.act(case, "decide", {"decision_number": "泉民罚〔2025〕3号", "fine": "80000"})
    assert leader.state(case) == "已决定", leader.state(case)
    # People stand by their names, also in the history.
    assert "办案人员:郑捷、林浩" in leader.page.inner_text("main ol.history")
    no_faults(people)


def imported(chromium, town, script, programs):
    clerk = Person(chromium, town, "linxiao", script=script)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["泉州市十七届人大四次会议建议交办表"])
    sheet.append(["序号", "建议编号", "标题", "提出人", "主办单位", "交办日期"])
    for number in range(1, 36):
        sheet.append([number, 2000 + number, f"关于导入事项{number}的建议", "示例代表己", "市民政局", "2025-04-01"])
    content = io.BytesIO()
    book.save(content)
    clerk.go("/import")
    clerk.fill({"common": "会议=泉州市人大\n届次=十七届四次\n闭会日期=2025-03-10"})
    clerk.page.set_input_files("#file", {
        "name": "交办表.xlsx", "buffer": content.getvalue(),
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    })
    clerk.press("上传并试算")
    clerk.page.wait_for_url("**/bulk/**")
    assert clerk.page.locator("main tbody tr").count() == 35, clerk.text()[:1500]
    clerk.carry_out("已办 35")
    assert len(clerk.cases("导入事项")) >= 35
    # A file that is no list is told so, and nothing is lost.
    clerk.go("/import")
    clerk.page.set_input_files("#file", {"name": "空.xlsx", "mimeType": "x/x", "buffer": b"no workbook"})
    clerk.press("上传并试算")
    clerk.page.get_by_text("空.xlsx").first.wait_for()
    no_faults({"clerk": clerk})

