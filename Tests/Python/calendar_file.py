# SPDX-License-Identifier: Apache-2.0
"""Reads a calendar (RFC 5545) on standard input and prints a line for each event: UID, day, summary."""
import sys

data = sys.stdin.buffer.read()
assert data.endswith(b"\r\n")
raw = data[:-2].split(b"\r\n")
assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in raw)
lines = []
for line in raw:
    line = line.decode()
    if line.startswith(" "):
        lines[-1] += line[1:]
    else:
        lines.append(line)
assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR", lines
assert "VERSION:2.0" in lines


def unescaped(text):
    out, chars = "", iter(text)
    for char in chars:
        if char == "\\":
            after = next(chars)
            out += "\n" if after in "nN" else after
        else:
            assert char not in ";,", text
            out += char
    return out


event = None
for line in lines:
    key, _, value = line.partition(":")
    if line == "BEGIN:VEVENT":
        assert event is None
        event = {}
    elif line == "END:VEVENT":
        assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY"} <= set(event), event
        print("|".join([event["UID"], event["DTSTART;VALUE=DATE"],
                        unescaped(event["SUMMARY"]).replace("\n", "/")]))
        event = None
    elif event is not None:
        event[key] = value
assert event is None
