# SPDX-License-Identifier: Apache-2.0
"""Reads a .docx (hex on standard input), holds it against GB/T 9704-2012 and prints its paragraphs.

The standard (5.2) wants A4 with margins of 37, 26, 35 and 28 mm and 22 lines to a page.
"""
import io
import sys
import zipfile
from xml.dom import minidom

data = bytes.fromhex(sys.stdin.read())
book = zipfile.ZipFile(io.BytesIO(data))
assert book.testzip() is None
names = book.namelist()
assert names[0] == "[Content_Types].xml", names
parts = {n: minidom.parseString(book.read(n)) for n in names}
types = parts["[Content_Types].xml"]
for one in types.getElementsByTagName("Override"):
    assert one.getAttribute("PartName")[1:] in names, one.toxml()
for one in parts["word/_rels/document.xml.rels"].getElementsByTagName("Relationship"):
    assert "word/" + one.getAttribute("Target") in names, one.toxml()
ids = {o.getAttribute("Id") for o in parts["word/_rels/document.xml.rels"].getElementsByTagName("Relationship")}
document = parts["word/document.xml"]
for one in document.getElementsByTagName("w:footerReference"):
    assert one.getAttribute("r:id") in ids
styles = {s.getAttribute("w:styleId") for s in parts["word/styles.xml"].getElementsByTagName("w:style")}
for one in document.getElementsByTagName("w:pStyle"):
    assert one.getAttribute("w:val") in styles, one.toxml()
size = document.getElementsByTagName("w:pgSz")[0]
mm = lambda one, name: round(int(one.getAttribute(name)) / 1440 * 25.4)
assert (mm(size, "w:w"), mm(size, "w:h")) == (210, 297)
margins = document.getElementsByTagName("w:pgMar")[0]
assert [mm(margins, "w:" + n) for n in ("top", "right", "bottom", "left")] == [37, 26, 35, 28]
pitch = int(document.getElementsByTagName("w:docGrid")[0].getAttribute("w:linePitch")) / 20
assert 22 * pitch <= 225 / 25.4 * 72 < 23 * pitch, pitch
for table in document.getElementsByTagName("w:tbl"):
    grid = len(table.getElementsByTagName("w:gridCol"))
    for row in table.getElementsByTagName("w:tr"):
        cells = [c.getElementsByTagName("w:gridSpan") for c in row.getElementsByTagName("w:tc")]
        spans = [int(c[0].getAttribute("w:val")) if c else 1 for c in cells]
        assert sum(spans) == grid, spans
for paragraph in document.getElementsByTagName("w:p"):
    print("".join(t.firstChild.data for t in paragraph.getElementsByTagName("w:t") if t.firstChild))
