#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes tables that must be refused, and parts of sound ones to be damaged.

    hostile_tables.py FOLDER

Each file FOLDER/hostile/NAME is refused with words that stand in FOLDER/words.json (English). FOLDER/parts/BOOK
holds the parts of a workbook, as its zip has them.
"""
import json
import pathlib
import struct
import sys
import zipfile
import zlib

import openpyxl

FOLDER = pathlib.Path(sys.argv[1])
HOSTILE = FOLDER / "hostile"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORDS = {}


def parts(sheet, texts="", head="", prolog=""):
    return {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{OFFICE}/officeDocument" '
                       f'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" '
                           f'r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="b" Type="{OFFICE}/worksheet" '
            f'Target="worksheets/sheet1.xml"/><Relationship Id="c" Type="{OFFICE}/sharedStrings" '
            f'Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
        "xl/worksheets/sheet1.xml":
            f'{prolog}<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
    }


def write(name, words, content):
    WORDS[name] = words
    with zipfile.ZipFile(HOSTILE / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in content.items():
            archive.writestr(part, text)


def raw(name, words, content):
    WORDS[name] = words
    (HOSTILE / name).write_bytes(content)


def bomb(name):
    """A gigabyte of blanks in a part, packed to a megabyte."""
    WORDS[name] = "zip bomb"
    content = parts("")
    with zipfile.ZipFile(HOSTILE / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in content.items():
            if part.endswith("sheet1.xml"):
                with archive.open(part, "w") as target:
                    start, end = text.split("</sheetData>")
                    target.write(start.encode())
                    for _ in range(1024):
                        target.write(b" " * (1 << 20))
                    target.write(b"</sheetData>" + end.encode())
            else:
                archive.writestr(part, text)


def cell(text, place="A1"):
    return f'<row r="1"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def hostile():
    HOSTILE.mkdir()
    bomb("bomb.xlsx")
    laughs = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + at)} "{("&" + chr(97 + at) + ";") * 10}">' for at in range(12)) + "]>"
    write("laughs.xlsx", "document type", parts(cell("&m;"), prolog=laughs))
    outside = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    write("outside.xlsx", "document type", parts(cell("&e;"), prolog=outside))
    write("outside-head.xlsx", "document type", parts(cell("a"), head=outside))
    write("deep.xlsx", "nested", parts("<a>" * 100_000))
    write("long-cell.xlsx", "characters", parts(cell("长" * 3_000_000)))
    write("long-shared.xlsx", "characters", parts("", texts=f"<si><t>{'长' * 3_000_000}</t></si>"))
    write("long-tag.xlsx", "tag", parts(f'<row r="1" x="{"y" * 300_000}"/>'))
    write("wide.xlsx", "beyond column", parts(cell("a", "XFD1")))
    write("high.xlsx", "out of order", parts('<row r="99999999"><c><v>1</v></c></row>'))
    write("backwards.xlsx", "out of order", parts('<row r="5"><c><v>1</v></c></row><row r="2"/>'))
    write("no-text.xlsx", "out of order", parts('<row r="1"><c t="s"><v>7</v></c></row>'))
    write("not-closed.xlsx", "XML", parts("<row>"))
    many = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 60_003))
    write("rows.xlsx", "rows", parts(many))
    merged = "".join(f'<mergeCell ref="A{at}:B{at}"/>' for at in range(1, 60_003))
    write("merges.xlsx", "merged", parts(cell("a") + f"</sheetData><mergeCells>{merged}</mergeCells><sheetData>"))
    column = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 50_001))
    again = "<mergeCell ref='A1:A50000'/>" * 5_000
    write("merges-over.xlsx", "merged", parts(
        column + f"</sheetData><mergeCells>{again}</mergeCells><sheetData>"))
    write("entries.xlsx", "files in it", dict(parts(cell("a")), **{f"x/{at}": "" for at in range(5_000)}))
    write("missing.xlsx", "no .xlsx", {"a.txt": "a", "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"/>'})
    write("empty-zip.xlsx", "not whole", {"a.txt": "a"})
    write("letter.docx", "no .xlsx", {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{OFFICE}/officeDocument" '
                       f'Target="word/document.xml"/></Relationships>', "word/document.xml": "<document/>"})

    write("twice.xlsx", "twice", parts(cell("a")))
    content = (HOSTILE / "twice.xlsx").read_bytes()
    raw("twice.xlsx", "twice", content.replace(b"xl/sharedStrings.xml", b"xl/_rels/../book.xml")
        .replace(b"xl/_rels/../book.xml", b"xl/workbook.xml\x00\x00\x00\x00\x00"))
    write("locked.xlsx", "password", parts(cell("a")))
    content = bytearray((HOSTILE / "locked.xlsx").read_bytes())
    for mark, offset in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)]:
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    raw("locked.xlsx", "password", bytes(content))
    write("whole.xlsx", "", parts(cell("a")))
    whole = (HOSTILE / "whole.xlsx").read_bytes()
    (HOSTILE / "whole.xlsx").unlink()
    del WORDS["whole.xlsx"]
    raw("cut.xlsx", "not whole", whole[:len(whole) // 2])
    raw("head-only.xlsx", "not whole", whole[:4])
    raw("locked-old.xls", "password", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
        + "EncryptedPackage".encode("utf-16-le") + bytes(96))
    raw("picture.png", "neither text", b"\x89PNG\r\n\x1a\n" + zlib.compress(bytes(range(256)) * 50) + bytes(9))
    raw("nul.csv", "neither text", "编号,标题\n1,a\0b\n".encode())
    raw("damaged-utf8.csv", "line 2 is damaged", "编号,标题\n1,关于养".encode()[:-1] + "老\n2,关于教育的建议\n".encode())
    raw("lone.csv", "damaged", b"\xff\xfe" + "a,b\n".encode("utf-16-le") + struct.pack("<H", 0xD800) + b"\x0a\x00")
    raw("odd.csv", "encoding", bytes([0x80, 0xFF] * 200))
    raw("quote.csv", "quotation", '编号,标题\n1,"关于养老\n'.encode("gb18030"))
    raw("long.csv", "characters", ("编号,标题\n1," + "长" * 100_000).encode())
    raw("columns.csv", "columns", (",".join("列" for _ in range(5_000)) + "\n").encode())
    raw("rows.csv", "rows", ("a,b\n" + "1,2\n" * 60_001).encode())
    (FOLDER / "words.json").write_text(json.dumps(WORDS))


def sound():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["建议编号", "标题", "交办日期", "主办单位"])
    for at in range(8):
        sheet.append([at + 1, f"关于第{at}件的建议", 45_719 + at, "示例市民政局"])
    for line in sheet.iter_rows(min_row=2, min_col=3, max_col=3):
        line[0].number_format = "yyyy/m/d"
    sheet.merge_cells("D2:D5")
    workbook.create_sheet("说明")["A1"] = "注"
    workbook.save(FOLDER / "sound.xlsx")
    for name, content in [("plain", None), ("inline", parts(cell("a") + '<row><c><v>2</v></c></row>'))]:
        folder = FOLDER / "parts" / name
        folder.mkdir(parents=True)
        if content is None:
            with zipfile.ZipFile(FOLDER / "sound.xlsx") as archive:
                content = {part: archive.read(part).decode() for part in archive.namelist()}
        (folder / "list.json").write_text(json.dumps(content))


if __name__ == "__main__":
    hostile()
    sound()
