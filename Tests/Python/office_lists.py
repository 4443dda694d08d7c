#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes lists as offices have them, and beside them what a person reads in them.

    office_lists.py FOLDER

Each list is a file in FOLDER; FOLDER/gold.json says for each: how it is given to `caseadm import`, and either
what its rows become, or the words that say what is to be done. What is expected is written down here by hand with
each list, and knows nothing of the reader.

    {file, list, args, field, cases: [{row, title, …}], said: [words on standard error],
     cannot: {row: words}, refused: words}
"""
import csv
import datetime
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import zipfile

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

FOLDER = pathlib.Path(sys.argv[1])
GOLD = []
MZJ, JYJ, WJW = "示例市民政局", "示例市教育局", "示例市卫生健康委员会"
HEAD = ["建议编号", "标题", "提出人", "主办单位", "办理方式", "会办单位", "交办日期", "签收日期", "状态"]
DAY = datetime.datetime
SESSIONS = iter(f"十{a}届{b}次" for a in "一二三四五" for b in "一二三四五六七八九")


def row(number, title, proposers=("李四",), lead=MZJ, co=(), day=DAY(2025, 3, 3), received=DAY(2025, 3, 5)):
    return dict(number=number, title=title, proposers=list(proposers), lead=lead, co=list(co), day=day,
                received=received)


ROWS = [row(7, "关于加强社区养老服务的建议"), row(8, "关于规范幼儿园收费的建议", ("王五", "赵六"), JYJ),
        row(9, "关于完善家庭医生签约的建议", ("钱七",), WJW, (MZJ, JYJ))]


def cells(item, day=lambda day: day, number=str, names="、"):
    return [number(item["number"]), item["title"], names.join(item["proposers"]), item["lead"],
            "主办会办" if item["co"] else "独办", "、".join(item["co"]), day(item["day"]), day(item["received"]), "收悉"]


def case(item, at, **other):
    return dict(row=at, number=item["number"], title=item["title"], proposers=item["proposers"],
                lead=item["lead"], co=item["co"], assigned=str(item["day"].date()),
                received=str(item["received"].date()), state="received", **other)


def gold(file, cases=(), list="assignments", args=(), field=None, said=(), cannot=None, refused=None):
    field = dict({"会议": "示例市人大", "届次": next(SESSIONS)}, **(field or {})) if field != {} else {}
    GOLD.append(dict(file=file, list=list, args=[*args], field=field, cases=[*cases], said=[*said],
                     cannot=cannot or {}, refused=refused))


def book():
    workbook = openpyxl.Workbook()
    return workbook, workbook.active


def save(workbook, name):
    workbook.save(FOLDER / name)


def divided(rows, encoding, delimiter=",", terminator="\r\n"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=terminator).writerows(rows)
    return text.getvalue().encode(encoding)


def iso(day):
    return str(day.date())


def patch(name, part, change):
    """Writes a workbook again with one of its parts changed."""
    source = zipfile.ZipFile(FOLDER / name)
    parts = {item: source.read(item) for item in source.namelist()}
    source.close()
    before = parts[part].decode()
    after = change(before)
    assert before != after, name
    parts[part] = after.encode()
    with zipfile.ZipFile(FOLDER / name, "w", zipfile.ZIP_DEFLATED) as target:
        for item, content in parts.items():
            target.writestr(item, content)


def plain():
    workbook, sheet = book()
    sheet.append(HEAD)
    for item in ROWS:
        sheet.append(cells(item, number=int))
    save(workbook, "01-plain.xlsx")
    gold("01-plain.xlsx", [case(item, 2 + at) for at, item in enumerate(ROWS)])


def titled():
    workbook, sheet = book()
    sheet["A1"] = "示例市第十届人民代表大会代表建议交办清单"
    sheet.merge_cells("A1:J1")
    sheet["I2"] = "填报日期:2025年3月10日"
    sheet.append([])
    sheet.append(["序号", *HEAD])
    for at, item in enumerate(ROWS):
        sheet.append([at + 1, *cells(item, number=int)])
        sheet.append([])
    for line in sheet.iter_rows(min_row=4):
        for cell in line:
            if isinstance(cell.value, DAY):
                cell.number_format = 'yyyy"年"m"月"d"日";@'
    sheet["A12"] = "注:1.本表由代表工委填报。2.办理期限自交办之日起三个月。"
    sheet["B13"] = "联系人:张三"
    save(workbook, "02-titled.xlsx")
    gold("02-titled.xlsx", [case(item, 5 + 2 * at) for at, item in enumerate(ROWS)], said=["注:1."])


def chinese_csv():
    lines = [HEAD, *(cells(item, lambda day: f"{day.year}/{day.month}/{day.day}", lambda n: f"第{n}号")
                     for item in ROWS)]
    (FOLDER / "03-gb18030.csv").write_bytes(divided(lines, "gb18030"))
    gold("03-gb18030.csv", [case(item, 2 + at) for at, item in enumerate(ROWS)], said=["GB18030"])


def unicode_text():
    lines = [["代表建议清单"], HEAD, *(cells(item, iso) for item in ROWS)]
    (FOLDER / "04-utf16.txt").write_bytes(b"\xff\xfe" + divided(lines, "utf-16-le", "\t"))
    gold("04-utf16.txt", [case(item, 3 + at) for at, item in enumerate(ROWS)], said=["UTF-16LE"])


def marked():
    (FOLDER / "05-mark.csv").write_bytes(divided([HEAD, *(cells(item, iso) for item in ROWS)], "utf-8-sig"))
    gold("05-mark.csv", [case(item, 2 + at) for at, item in enumerate(ROWS)])


def semicolons():
    lines = [HEAD, [], *(cells(item, lambda day: f"{day:%Y.%m.%d}", names=",") for item in ROWS)]
    (FOLDER / "06-semicolons.csv").write_bytes(divided(lines, "utf-8", ";", "\n"))
    gold("06-semicolons.csv", [case(item, 3 + at) for at, item in enumerate(ROWS)])


def columns_of_their_own():
    workbook, sheet = book()
    sheet.append(["序号", "建议号", "案由", "领衔代表", "承办单位", "办理方式", "协办单位", "交办时间",
                  "签收日期(必填)", "办理进度", "附件数", "代表电话"])
    for at, item in enumerate(ROWS):
        sheet.append([at + 1, *cells(item, number=int), 2, "13900000000"])
    save(workbook, "07-own-columns.xlsx")
    gold("07-own-columns.xlsx", [case(item, 2 + at) for at, item in enumerate(ROWS)],
         said=["K“附件数”", "L“代表电话”", "--map"])


def merged_cells():
    workbook, sheet = book()
    sheet.append(HEAD)
    items = [row(11 + at, f"关于社会组织的建议之{at}") for at in range(3)]
    for item in items:
        sheet.append(cells(item, number=int))
    for column in "DGH":
        sheet.merge_cells(f"{column}2:{column}4")
    save(workbook, "08-merged.xlsx")
    gold("08-merged.xlsx", [case(item, 2 + at) for at, item in enumerate(items)])


def two_headings():
    workbook, sheet = book()
    sheet["A1"] = "交办一览表"
    sheet.merge_cells("A1:I1")
    for at, word in enumerate(["建议编号", "标题", "提出人", "承办单位", "办理方式", "", "交办日期", "签收日期", "状态"]):
        if word:
            sheet.cell(2, at + 1, word)
    sheet.merge_cells("D2:F2")
    sheet["D3"], sheet["E3"], sheet["F3"] = "主办", "办理方式", "会办"
    for column in "ABCGHI":
        sheet.merge_cells(f"{column}2:{column}3")
    for item in ROWS:
        sheet.append(cells(item, number=int))
    save(workbook, "09-two-headings.xlsx")
    gold("09-two-headings.xlsx", [case(item, 4 + at) for at, item in enumerate(ROWS)])


def two_sheets():
    workbook, sheet = book()
    sheet.title = "填表说明"
    for line in ["一、本表用于交办", "二、标题、提出人必填", "三、日期写年月日"]:
        sheet.append([line])
    sheet = workbook.create_sheet("清单")
    sheet.append(HEAD)
    for item in ROWS:
        sheet.append(cells(item, number=int))
    hidden = workbook.create_sheet("选项")
    hidden.sheet_state = "hidden"
    hidden.append(HEAD)
    save(workbook, "10-two-sheets.xlsx")
    gold("10-two-sheets.xlsx", [case(item, 2 + at) for at, item in enumerate(ROWS)])


def two_lists():
    workbook, sheet = book()
    sheet.title = "民政局"
    sheet.append(HEAD)
    sheet.append(cells(ROWS[0], number=int))
    other = workbook.create_sheet("其他")
    other.append(HEAD)
    for item in ROWS[1:]:
        other.append(cells(item, number=int))
    save(workbook, "11-two-lists.xlsx")
    gold("11-two-lists.xlsx", [case(ROWS[0], 2)], said=["其他", "--sheet"])
    gold("11-two-lists.xlsx", [case(item, 2 + at) for at, item in enumerate(ROWS[1:])], args=["--sheet", "其他"])


def formulas():
    workbook, sheet = book()
    sheet.append(HEAD)
    for item in ROWS:
        sheet.append(cells(item, number=int))
    save(workbook, "12-formulas.xlsx")
    # What a spreadsheet program leaves behind: the formula and what it came to.
    patch("12-formulas.xlsx", "xl/worksheets/sheet1.xml", lambda xml: re.sub(
        r'<c r="A(\d)" t="n"><v>(\d+)</v></c>', r'<c r="A\1"><f>ROW()+5</f><v>\2</v></c>', xml))
    gold("12-formulas.xlsx", [case(item, 2 + at) for at, item in enumerate(ROWS)])


def macintosh():
    workbook, sheet = book()
    workbook.epoch = CALENDAR_MAC_1904
    sheet.append(HEAD)
    for item in ROWS:
        sheet.append(cells(item, number=int))
    save(workbook, "13-from-1904.xlsx")
    gold("13-from-1904.xlsx", [case(item, 2 + at) for at, item in enumerate(ROWS)])


def mixed_dates():
    written = ["2025/3/3 0:00", "2025.3.3", "20250303", "2025年3月3日", "2025/3/3", 45719,
               DAY(2025, 3, 3), "二〇二五年三月三日", "2025-03-03 00:00:00"]
    workbook, sheet = book()
    sheet.append(HEAD)
    items = [row(20 + at, f"关于日期写法的建议之{at}") for at in range(len(written))]
    for item, day in zip(items, written):
        line = cells(item, number=int)
        line[6] = day
        sheet.append(line)
    save(workbook, "14-mixed-dates.xlsx")
    gold("14-mixed-dates.xlsx", [case(item, 2 + at) for at, item in enumerate(items)])


def mixed_numbers():
    written = [31.0, "第32号", "33", "34号", "35.0", " 36 "]
    workbook, sheet = book()
    sheet.append(HEAD)
    items = [row(31 + at, f"关于编号写法的建议之{at}") for at in range(len(written))]
    for item, number in zip(items, written):
        line = cells(item)
        line[0] = number
        sheet.append(line)
    save(workbook, "15-mixed-numbers.xlsx")
    gold("15-mixed-numbers.xlsx", [case(item, 2 + at) for at, item in enumerate(items)])


def mapped():
    workbook, sheet = book()
    sheet.append(["甲", "乙", "丙", *HEAD[3:]])
    for item in ROWS:
        sheet.append(cells(item, number=int))
    save(workbook, "16-mapped.xlsx")
    gold("16-mapped.xlsx", refused="列")
    gold("16-mapped.xlsx", [case(item, 2 + at) for at, item in enumerate(ROWS)],
         args=["--map", "甲=number", "--map", "乙=标题", "--map", "丙=proposers"])


def never_worked_out():
    workbook, sheet = book()
    sheet.append(HEAD)
    for item in ROWS[:2]:
        sheet.append(cells(item, number=int))
    sheet["B3"] = '="关于"&"幼儿园"'
    save(workbook, "17-uncalculated.xlsx")
    gold("17-uncalculated.xlsx", [case(ROWS[0], 2)], cannot={3: "B列“标题”:公式还没有算出结果"})


def errors():
    workbook, sheet = book()
    sheet.append(HEAD)
    for item in ROWS:
        sheet.append(cells(item, number=int))
    sheet["D3"] = "#N/A"
    sheet["D3"].data_type = "e"
    sheet["G4"] = "三月初"
    save(workbook, "18-errors.xlsx")
    gold("18-errors.xlsx", [case(ROWS[0], 2)],
         cannot={3: "D列“主办单位”:公式出错", 4: "G列“交办日期”:“三月初”不是"})


def hidden_rows():
    workbook, sheet = book()
    sheet.append(HEAD)
    for item in ROWS:
        sheet.append(cells(item, number=int))
    sheet.row_dimensions[3].hidden = True
    save(workbook, "19-hidden.xlsx")
    gold("19-hidden.xlsx", [case(item, 2 + at) for at, item in enumerate(ROWS)], said=["隐藏的1行也读入(第3行)"])
    gold("19-hidden.xlsx", [case(ROWS[0], 2), case(ROWS[2], 4)], args=["--visible-only"], said=["隐藏的1行未读"])


def rich_text():
    workbook, sheet = book()
    sheet.append(["*建议编号", "标 题", "提出人", "主办\n单位", "办理方式", "会办单位", "交办日期", "签收日期", "状态"])
    for item in ROWS:
        line = cells(item, number=int)
        line[1] = CellRichText(TextBlock(InlineFont(b=True), item["title"][:4]), item["title"][4:])
        sheet.append(line)
    save(workbook, "20-rich-text.xlsx")
    # As programs write texts that are in no table of shared ones.
    gold("20-rich-text.xlsx", [case(item, 2 + at) for at, item in enumerate(ROWS)])


def printed_pages():
    lines = [HEAD, cells(ROWS[0], iso), HEAD, *(cells(item, iso) for item in ROWS[1:]), ["合计:3件"]]
    (FOLDER / "21-pages.csv").write_bytes(divided(lines, "gb18030"))
    gold("21-pages.csv", [case(ROWS[0], 2), case(ROWS[1], 4), case(ROWS[2], 5)], said=["GB18030", "合计"])


def nothing_said_of_the_session():
    workbook, sheet = book()
    sheet.append(HEAD)
    sheet.append(cells(ROWS[0], number=int))
    save(workbook, "22-no-session.xlsx")
    gold("22-no-session.xlsx", field={}, refused="--field 届次=")


def motions():
    workbook, sheet = book()
    sheet.append(["提案号", "案由", "提案人", *HEAD[3:]])
    for item in ROWS:
        sheet.append(cells(item, number=int))
    save(workbook, "23-motions.xlsx")
    gold("23-motions.xlsx", [case(item, 2 + at) for at, item in enumerate(ROWS)], list="motions",
         field={"会议": "示例市政协"})


def ledger():
    workbook, sheet = book()
    sheet.append(["督查台账"])
    sheet.append(["条目", "任务", "责任单位", "配合单位", "完成期限", "目标值", "计量单位"])
    sheet.append(["1.1", "培育社区社会组织", MZJ, JYJ, DAY(2025, 12, 31), 15, "家"])
    sheet.append(["1.2", "普惠托育", WJW, "", "2025年12月底", None, ""])
    save(workbook, "24-ledger.xlsx")
    gold("24-ledger.xlsx", [dict(row=3, title="培育社区社会组织", lead=MZJ, co=[JYJ], fields={
        "item": "1.1", "target_due": "2025-12-31", "wanted": "15", "measure": "家"})], list="ledger",
        field={"来源文件文号": "示政办〔2025〕3号"}, cannot={4: "完成期限"})
    GOLD[-1]["field"].pop("会议"), GOLD[-1]["field"].pop("届次")


def penalties():
    workbook, sheet = book()
    sheet.append(["序号", "当事人名称", "案件来源", "发现线索日期", "组织类型"])
    sheet.append([1, "示例养老协会", "检查", DAY(2025, 3, 3), "社会团体"])
    sheet.append([2, "示例幼儿园", "年检年报", "2025/3/4", "民办非企业单位"])
    save(workbook, "25-penalties.xlsx")
    gold("25-penalties.xlsx", [
        dict(row=2, title="示例养老协会", fields={"source": "inspection", "lead_found_on": "2025-03-03"}),
        dict(row=3, title="示例幼儿园", fields={"source": "annual_check", "lead_found_on": "2025-03-04"})],
        list="行政处罚案件")
    GOLD[-1]["field"] = {}


def older():
    workbook, sheet = book()
    sheet.append(HEAD)
    sheet.append(cells(ROWS[0], number=int))
    save(workbook, "26-older.xlsx")
    older = FOLDER / "26-older.xls"
    if shutil.which("soffice"):
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{FOLDER}/profile", "--convert-to", "xls",
             "--outdir", FOLDER, FOLDER / "26-older.xlsx"], check=True, capture_output=True, timeout=180)
    if older.exists():
        gold(older.name, [case(ROWS[0], 2)])
    else:
        # No LibreOffice, or one without its tables. A compound file's first bytes are enough to say what it is.
        older.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1024))
        gold(older.name, refused="另存为 .xlsx")


def main():
    for make in (plain, titled, chinese_csv, unicode_text, marked, semicolons, columns_of_their_own, merged_cells,
                 two_headings, two_sheets, two_lists, formulas, macintosh, mixed_dates, mixed_numbers, mapped,
                 never_worked_out, errors, hidden_rows, rich_text, printed_pages, nothing_said_of_the_session,
                 motions, ledger, penalties, older):
        make()
    (FOLDER / "gold.json").write_text(json.dumps(GOLD, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
