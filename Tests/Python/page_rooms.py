# SPDX-License-Identifier: Apache-2.0
"""What the pages show beside the stories: days, lists, letters, drafts, jobs, columns of a list."""

import datetime
import getpass
import io
import re
import zipfile

import chinese_calendar
import openpyxl

from browser import ROOT, Person, no_faults
from page_checks import violations

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CASE = "JY-2025-000002"


def strips(person, case):
    """The strip of a clock: each day once, from its start to its date; working days by an independent calendar."""
    person.go(f"/cases/{case}")
    clocks = person.page.locator("article.clock")
    assert clocks.count() > 0, person.text()[:800]
    looked = 0
    for clock in clocks.all():
        days = clock.locator("g.day title").evaluate_all("all => all.map(e => e.textContent)")
        if not days:
            continue
        dates = [datetime.date.fromisoformat(day.split()[0]) for day in days]
        due, started = map(
            datetime.date.fromisoformat, re.findall(r"20\d\d-\d\d-\d\d", clock.inner_text())[:2])
        assert dates[0] == started, (dates[0], started)
        assert dates == [dates[0] + datetime.timedelta(n) for n in range(len(dates))], days
        assert dates[-1] == due, (dates[-1], due)
        for date, day in zip(dates, days):
            isWork = chinese_calendar.is_workday(date)
            if "休息日" in day or "节假日" in day:
                assert not isWork, day
            if "调休" in day:
                assert isWork and date.weekday() >= 5, day
        assert clock.locator("g.day.end").count() == 1
        assert clock.locator(".light").inner_text() in "绿黄红", clock.inner_text()
        looked += 1
    assert looked > 0


def days(person):
    """Any day by itself, beside an independent calendar."""
    for month in range(1, 13):
        for number in range(1, 29, 3):
            day = datetime.date(2025, month, number)
            told = person.context.request.get(f"{person.town.page}/days/{day}").text()
            isFree = "休息日" in told or "节假日" in told
            assert isFree != chinese_calendar.is_workday(day), (day, told)
            assert ("调休" in told) == (chinese_calendar.is_workday(day) and day.weekday() >= 5), (day, told)
    assert person.context.request.get(f"{person.town.page}/days/2025-02-30").status == 404


def listed(person):
    """The lights of all lines of the board that is open, page by page."""
    lights = []
    while True:
        lights += person.page.locator('section[aria-labelledby=items] td[data-label="灯"]').all_inner_texts()
        further = person.page.locator("#more")
        if not further.count():
            return lights
        person.go(further.get_attribute("href"))


def board(person):
    """The offices' numbers and the days' are those of the whole; a day opens the lines that it counts."""
    person.go("/board")
    total, late = map(int, person.page.locator(".figures strong").all_inner_texts())
    rows = [[int(cell) for cell in row.split()[-4:]] for row in
            person.page.locator("table.lights tbody tr").all_inner_texts()]
    assert rows and sum(map(sum, rows)) == total > 0, (rows, total)
    assert sum(row[0] for row in rows) == late, (rows, late)
    # Each way of asking counts what it lists, light by light.
    sizes = {}
    for asked in ["", "mine=1", "office=市民政局", "workflow=proposal", "workflow=penalty", "clock=答复时限", "light=green",
                  "state=已交办", "state=已受理"]:
        person.go(f"/board?{asked}")
        lights = listed(person)
        person.go(f"/board?{asked}")
        columns = [[int(cell) for cell in row.split()[-4:]] for row in
                   person.page.locator("table.lights tbody tr").all_inner_texts()]
        counted = [sum(column) for column in zip(*columns)] or [0] * 4
        assert counted == [lights.count(word) for word in ["红", "黄", "绿", "中止"]], (asked, counted, lights)
        sizes[asked] = len(lights)
    # Nothing is asked for: all of them; a clock is some of them.
    assert sizes[""] == total and all(size <= total for size in sizes.values()), (sizes, total)
    assert 0 < sizes["clock=答复时限"] < total, sizes
    person.go("/board")
    looked = 0
    # The next months, until some days were looked at.
    for _ in range(8):
        month = person.page.url
        for day in person.page.locator("table.month td > a").all()[:3]:
            date, number = re.match(r"(20\d\d-\d\d-\d\d).*: (\d+)$", day.get_attribute("aria-label")).groups()
            path = day.get_attribute("href")
            person.go(path)
            told = person.page.locator('section[aria-labelledby=items] td[data-label="期限"]').all_inner_texts()
            assert told == [date] * int(number), (date, number, told)
            looked += 1
            person.go(month.removeprefix(person.town.page))
        person.page.locator("table.month ~ p a, .wide:has(table.month) + p a").last.click()
    assert looked > 1, looked


def lists(person):
    """A view is kept, and used on the board and in the list; what is taken along comes back as it is."""
    person.go("/board")
    person.fill({"workflow": "proposal", "office": "市民政局"})
    person.press("查看")
    shown = person.page.locator("#items ~ .wide tbody tr, section[aria-labelledby=items] tbody tr").count()
    person.fill({"view_name": "民政在办"})
    person.press("保存")
    assert "view=" in person.page.url and "/board" in person.page.url, person.page.url
    assert person.page.locator('[aria-current="true"]').inner_text() == "民政在办"
    again = person.page.locator("section[aria-labelledby=items] tbody tr").count()
    assert shown == again > 0, (shown, again)
    person.go("/cases?view=民政在办")
    assert "市民政局" in person.page.inner_text("main tbody")
    person.press("删除方案: 民政在办")
    person.go("/cases")
    assert "民政在办" not in person.text()

    book = person.context.request.get(f"{person.town.page}/cases?workflow=proposal&as=xlsx").body()
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert "件号" in rows[0] and "标题" in rows[0], rows[0]
    assert any("关于示例事项乙的建议" in row for row in rows), rows
    # As it came: nothing would be changed.
    person.go("/import")
    person.page.set_input_files("#file", {"name": "全部.xlsx", "mimeType": SHEET, "buffer": book})
    person.press("上传并试算")
    person.page.wait_for_url("**/bulk/**")
    results = person.page.locator("main tbody tr").all_inner_texts()
    assert len(results) == len(rows) - 1, (len(results), len(rows))
    assert not [row for row in results if "有差异" in row or "新立" in row], results
    person.press("取消")


def columns(person, script):
    """A list whose columns nobody could know: the page asks, and the file goes along."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["建议编号", "标题", "谁提的", "没用的"])
    sheet.append([3001, "关于对照事项的建议", "示例代表庚", "甲"])
    content = io.BytesIO()
    book.save(content)
    file = {"name": "对照.xlsx", "mimeType": SHEET, "buffer": content.getvalue()}
    person.go("/import")
    person.fill({"workflow": "proposal", "common": "会议=泉州市人大\n届次=十七届四次\n闭会日期=2025-03-10"})
    person.page.set_input_files("#file", file)
    person.press("上传并试算")
    person.page.get_by_role("heading", name="核对各列").wait_for()
    assert "示例代表庚" in person.text() and "没用的" in person.text(), person.text()[:1500]
    if script:
        assert violations(person.page) == []
    person.page.locator('[name="column.谁提的"]').select_option("proposers")
    for gap in person.page.locator('[name^="common."]').all():
        if not gap.input_value():
            gap.fill({"common.assigner": "市人大常委会人事代表工委"}.get(gap.get_attribute("name"), "市民政局"))
    if not script:
        person.page.set_input_files("#file", file)
    person.press("上传并试算")
    person.page.wait_for_url("**/bulk/**")
    assert person.page.locator("main tbody tr").count() == 1
    person.carry_out("已办 1")
    assert person.cases("对照事项"), person.text()[:800]
    person.go("/import")
    assert "对照.xlsx" in person.text()

    # Nothing is missing, and one column is not known: it is asked about all the same, once.
    sheet.delete_rows(1, 2)
    sheet.append(["建议编号", "标题", "提出人", "主办单位", "交办日期", "没用的"])
    sheet.append([3002, "关于对照事项二的建议", "示例代表庚", "市民政局", "2025-04-01", "甲"])
    content = io.BytesIO()
    book.save(content)
    person.fill({"workflow": "proposal", "common": "会议=泉州市人大\n届次=十七届四次\n闭会日期=2025-03-10"})
    person.page.set_input_files("#file", {**file, "buffer": content.getvalue()})
    person.press("上传并试算")
    person.page.get_by_role("heading", name="核对各列").wait_for()
    assert person.page.locator('[name^="common."]').count() == 0, person.text()[:800]
    assert person.page.locator("tr.late select").get_attribute("name") == "column.没用的"
    if not script:
        person.page.set_input_files("#file", {**file, "buffer": content.getvalue()})
    person.press("上传并试算")
    person.page.wait_for_url("**/bulk/**")
    person.press("取消")


def letters(person):
    """A letter is read, looked at, and becomes a case; what is none is told so."""
    letters = ROOT / "Tests/Letters"
    letter = (letters / "proposal-reply-copies.txt").read_bytes()
    person.go("/letters")
    person.page.set_input_files("#file", [
        {"name": "答复函.txt", "mimeType": "text/plain", "buffer": letter},
        {"name": "通知.txt", "mimeType": "text/plain", "buffer": "今天下午开会。".encode()},
        {"name": "扫描.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 x"},
        {"name": "后来的.txt", "mimeType": "text/plain", "buffer": (letters / "suggestion-reply.txt").read_bytes()},
    ])
    person.press("读取")
    text = person.text()
    assert "完善校门口步行环境" in text and "另存为 .docx" in text, text[:1500]
    assert person.page.locator("main section").count() == 4, text[:1500]
    # Written after the town's day: the refusal says so, and what was read is still shown.
    person.page.get_by_role("button", name="立件: 后来的.txt").click()
    assert "还没有到" in person.text() and "增设老年人助餐点" in person.text(), person.text()[:1500]
    # No letter any more: what was written is kept, not lost with the answer.
    person.page.locator("main section details summary").first.click()
    person.page.fill('[name="content"]', "今天下午开会,不是答复函。")
    person.page.get_by_role("button", name="立件: 后来的.txt").click()
    assert person.page.input_value('[name="content"]') == "今天下午开会,不是答复函。", person.text()[:800]
    person.go("/letters")
    for opened in [True, False]:
        person.page.set_input_files("#file", {"name": "答复函.txt", "mimeType": "text/plain", "buffer": letter})
        person.press("读取")
        person.page.get_by_role("button", name="立件: 答复函.txt").click()
        isCase = re.search(r"/cases/[A-Z]+-\d+-\d+\?done=1", person.page.url)
        assert bool(isCase) == opened, person.text()[:1500]
        if opened:
            person.go("/letters")
    # The same one again is there already.
    assert person.page.locator(".refusal").count() > 0 and "答复函.txt" in person.text(), person.text()[:800]


def drafts(person, case):
    """The text of a draft is written on, previewed and filed; what is no paper is told so and kept."""
    person.go(f"/cases/{case}/drafts/receipt/text")
    field = person.page.locator("#text")
    text = field.input_value()
    assert len(text) > 40, person.text()[:800]
    field.fill(text + "\n示例补充一句。")
    with person.context.expect_page() as opened:
        person.press("预览")
    assert "示例补充一句" in opened.value.content()
    opened.value.close()
    person.press("登记为材料")
    assert "done=1" in person.page.url, person.text()[:1500]
    path = person.page.locator('main ul.papers a[href*="/papers/"]').last.get_attribute("href")
    filed = person.context.request.get(person.town.page + path).body()
    inside = zipfile.ZipFile(io.BytesIO(filed)).read("word/document.xml").decode()
    assert "示例补充一句" in inside


def jobs(chromium, town, script):
    """What the daemon does by itself, before an administrator; nobody else sees the page's door."""
    admin = Person(chromium, town, getpass.getuser(), script=script)
    admin.go("/jobs")
    assert "时限" in admin.text(), admin.text()[:800]
    states = admin.page.locator('table.rows td[data-label="情况"]').all_inner_texts()
    assert "定时" in states and not {"已取消", "完成"} & set(states), set(states)
    # Each count leads to those that it counts.
    kind, state = re.fullmatch(r"(.+) · (.+) \d+", admin.page.locator("main .ways a").first.inner_text()).groups()
    admin.page.locator("main .ways a").first.click()
    shown = admin.page.locator("table.rows tbody tr").all_inner_texts()
    assert shown and all(kind in row and state in row for row in shown), (kind, state, shown[:3])
    return admin


def rooms(chromium, town, script, programs):
    clerk = Person(chromium, town, "linxiao", script=script)
    lead = Person(chromium, town, "chenming", script=script)
    strips(lead, CASE)
    days(clerk)
    board(lead)
    lists(clerk)
    columns(clerk, script)
    letters(clerk)
    # Before an act: which dates it would move, and from when.
    clerk.go(f"/cases/{CASE}/act/chase")
    clerk.press("试算期限")
    assert "尚未办理" in clerk.text(), clerk.text()[:800]
    # One press from the desk to the act.
    lead.go("/desk")
    lead.page.locator(f'main .acts a[href="/cases/{CASE}/act/sign_for"]').click()
    lead.press("办理")
    assert "done=1" in lead.page.url, lead.text()[:800]
    drafts(lead, CASE)
    admin = jobs(chromium, town, script)
    if script:
        clerk.go("/new/proposal")
        clerk.page.fill('[name="on"]', "2025-10-01")
        clerk.page.get_by_text("国庆").wait_for()
    no_faults({"clerk": clerk, "lead": lead, "admin": admin})
