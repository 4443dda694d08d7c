#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the syntax of a Mermaid stateDiagram-v2, strictly: only what the daemon writes is allowed.

    check_mermaid.py < diagram.mmd          prints "states N edges M finals K notes L", or the line
                                            that is wrong, and ends with 1

A page in Markdown may be given instead: its one block ```mermaid is checked.

The rules come from Mermaid's grammar (stateDiagram.jison): a description ends at ":" or ";", a name
at a quote; "#58;" is a character reference and may stand anywhere; some words are commands.
"""
import re
import sys

RESERVED = {
    "state", "note", "end", "as", "fork", "join", "choice", "default", "direction", "class",
    "classdef", "style", "click", "hide", "scale", "statediagram", "concurrency", "acctitle", "accdescr",
}
STATE = re.compile(r'    state "(?P<label>[^"]+)" as (?P<id>\S+)')
EDGE = re.compile(r"    (?P<from>\[\*\]|\S+) --> (?P<to>\[\*\]|\S+)(?: : (?P<label>.+))?")
NOTE = re.compile(r"    note (right|left) of (?P<id>\S+)")
REFERENCE = re.compile(r"#(\d+|quot|amp|lt|gt);")


class Wrong(Exception):
    pass


def check_text(text):
    """A label: no character that Mermaid reads as its own outside a reference or a line break."""
    for reference in REFERENCE.finditer(text):
        if reference[1].isdigit() and not 32 <= int(reference[1]) < 0x110000:
            raise Wrong(f"{reference[0]} is no character")
    bare = REFERENCE.sub("", text).replace("<br/>", "")
    if not bare.strip() and not REFERENCE.search(text):
        raise Wrong("an empty label")
    if found := re.search(r'[":;#%<>{}`\\]|--', bare):
        raise Wrong(f"{found[0]!r} stands bare in {text!r}")
    if found := re.search(r"direction\s+(TB|BT|LR|RL)|end note", bare):
        raise Wrong(f"{found[0]!r} is a command")


def check_id(name):
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) or name.lower() in RESERVED:
        raise Wrong(f"{name} cannot be a state")


class Diagram:
    def __init__(self):
        self.states, self.edges, self.finals, self.notes = [], [], [], 0
        self.in_note = None

    def line(self, text):
        if self.in_note is not None:
            if text == "    end note":
                if not self.in_note:
                    raise Wrong("an empty note")
                self.in_note = None
            else:
                check_text(text)
                self.in_note += text.strip()
        elif match := STATE.fullmatch(text):
            check_id(match["id"])
            check_text(match["label"])
            if match["id"] in self.states:
                raise Wrong(f"{match['id']} stands twice")
            self.states.append(match["id"])
        elif match := NOTE.fullmatch(text):
            self.known(match["id"])
            self.notes += 1
            self.in_note = ""
        elif match := EDGE.fullmatch(text):
            self.edge(match["from"], match["to"], match["label"])
        else:
            raise Wrong(f"neither a state, an arrow nor a note: {text!r}")

    def edge(self, start, end, label):
        for name in {start, end} - {"[*]"}:
            self.known(name)
        if (start, end) in self.edges or start == end == "[*]":
            raise Wrong(f"a second arrow from {start} to {end}")
        if end == "[*]":
            self.finals.append(start)
        elif label is None:
            raise Wrong("an arrow without a label")
        else:
            self.edges.append((start, end))
        if label is not None:
            check_text(label)

    def known(self, name):
        if name not in self.states:
            raise Wrong(f"{name} is not declared")

    def end(self):
        if self.in_note is not None:
            raise Wrong("the note has no end")
        # An arrow may leave a final state, to reopen the case: it does not lead to another end.
        if left := [s for s, e in self.edges if s in self.finals and e in self.finals]:
            raise Wrong(f"{left[0]} is final, and an arrow leads from it to another end")
        if not any(start == "[*]" for start, _ in self.edges):
            raise Wrong("nothing leads in")
        reached, grown = {"[*]"}, True
        while grown:
            more = {end for start, end in self.edges if start in reached} - reached
            grown = bool(more)
            reached |= more
        if lost := [name for name in self.states if name not in reached]:
            raise Wrong(f"nothing leads to {lost[0]}")


def block(text):
    """The diagram, or the one Mermaid block of a page."""
    if "```" not in text:
        return text
    blocks = re.findall(r"^```mermaid\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    if len(blocks) != 1:
        sys.exit(f"{len(blocks)} Mermaid blocks")
    return blocks[0]


def main():
    lines = block(sys.stdin.read()).split("\n")
    if lines[0] != "stateDiagram-v2" or lines[-1] != "":
        sys.exit("line 1: begins with stateDiagram-v2, ends with a line end")
    diagram = Diagram()
    for number, text in enumerate(lines[1:-1] + [None], start=2):
        try:
            diagram.end() if text is None else diagram.line(text)
        except Wrong as wrong:
            sys.exit(f"line {number}: {wrong}")
    print(
        f"states {len(diagram.states)} edges {len(diagram.edges)} "
        f"finals {len(diagram.finals)} notes {diagram.notes}")


if __name__ == "__main__":
    main()
