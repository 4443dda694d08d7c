#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The same letter out of every kind of file that offices have: what is read must be the same.

usage: letter_files.py CASEADM SOCKET LETTERS-FOLDER
"""

import html
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import docx

CASEADM, SOCKET, LETTERS = sys.argv[1:4]
# Letters without a page around them: what stands around is added here.
PLAIN = ["003", "007", "011", "035", "037", "043", "071", "097", "117"]


def read(path, environment=None):
    """The fields of a letter; what was said beside."""
    done = subprocess.run(
        [CASEADM, "--socket", SOCKET, "--output", "json", "import", "letters", "--dry-run", path],
        capture_output=True, text=True, check=False,
        env={**os.environ, "LANG": "C.UTF-8", **(environment or {})})
    if not done.stdout.strip():
        return None, done.stderr
    answer = json.loads(done.stdout)[0]
    fields = {name: field["value"] for name, field in answer.get("fields", {}).items()}
    return (fields if answer["letter"] else None), done.stderr + str(answer.get("reason", ""))


def as_docx(text, path):
    document = docx.Document()
    lines = text.split("\n")
    # The first lines in a table without borders, as many templates have them.
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = lines[0], ""
    for line in lines[1:]:
        paragraph = document.add_paragraph()
        # Word cuts a line into runs wherever somebody typed later.
        for start in range(0, len(line), 7):
            paragraph.add_run(line[start:start + 7])
    document.save(path)


def as_page(text, path, encoding):
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    path.write_bytes(f"""<!DOCTYPE html><html><head><meta charset="{encoding}"><title>关于市九届人大九次会议第999号建议的答复</title>
<style>p {{ margin: 0 }}</style><script>var a = 1;</script></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="path">当前位置：首页 &gt; 政务公开 &gt; 建议提案办理</div>
<script>var old = `
关于市九届人大九次会议第999号建议的答复
某某代表：
您提出的《关于另一件事的建议》收悉，现答复如下：`;</script>
<div>{body}</div>
<div class="links">上一篇：<a href="1">关于县十届人大二次会议第40号建议的答复</a></div>
<footer>主办单位：某某县人民政府办公室 版权所有 &copy; ICP备00000000号</footer></body></html>
""".encode(encoding))


def main():
    checked = 0
    with tempfile.TemporaryDirectory(prefix="cased-letters-") as folder:
        folder = pathlib.Path(folder)
        for number in PLAIN:
            source = pathlib.Path(LETTERS) / f"{number}.txt"
            text = source.read_text(encoding="utf-8")
            want, told = read(source)
            assert want, f"{number}.txt: {told}"
            files = {}
            for encoding in ("gb18030", "utf-16", "utf-8-sig"):
                files[encoding] = folder / f"{number}-{encoding}.txt"
                files[encoding].write_bytes(text.encode(encoding))
            files["docx"] = folder / f"{number}.docx"
            as_docx(text, files["docx"])
            for encoding in ("utf-8", "gb18030"):
                files["page " + encoding] = folder / f"{number}-{encoding}.html"
                as_page(text, files["page " + encoding], encoding)
            for kind, path in files.items():
                got, told = read(path)
                assert got == want, f"{number} as {kind}: {got} instead of {want}; {told}"
                checked += 1
        # What cannot be read here is said with what to do.
        pdf = folder / "a.pdf"
        pdf.write_bytes(b"%PDF-1.4\n")
        got, told = read(pdf, {"PATH": "/nowhere"})
        assert got is None and "pdftotext" in told, told
        old = folder / "a.doc"
        old.write_bytes(bytes([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) + bytes(600))
        got, told = read(old, {"PATH": "/nowhere"})
        assert got is None and "LibreOffice" in told, told
        broken = folder / "b.docx"
        broken.write_bytes(files["docx"].read_bytes()[:700])
        got, told = read(broken)
        assert got is None and "damaged" in told, told
    print(json.dumps({"files": checked}))


main()
