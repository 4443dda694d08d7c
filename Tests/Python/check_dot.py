#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Has Graphviz draw a digraph, and says what it drew.

    check_dot.py < graph.dot          prints "nodes N edges M dashed K" as found in the SVG, then each
                                      text of the drawing on a line of its own
"""
import shutil
import subprocess
import sys
import xml.etree.ElementTree as tree

SVG = "{http://www.w3.org/2000/svg}"


def main():
    if not shutil.which("dot"):
        sys.exit("there is no dot: apt-get install graphviz")
    drawn = subprocess.run(
        ["dot", "-Tsvg"], input=sys.stdin.buffer.read(), capture_output=True, check=False)
    complaints = [
        line for line in drawn.stderr.decode().splitlines() if "fontconfig" not in line.lower()]
    if drawn.returncode or complaints:
        sys.exit("\n".join(complaints) or "dot failed")
    groups = [group for group in tree.fromstring(drawn.stdout).iter(f"{SVG}g")]
    nodes = [group for group in groups if group.get("class") == "node"]
    edges = [group for group in groups if group.get("class") == "edge"]
    dashed = [edge for edge in edges if any(path.get("stroke-dasharray") for path in edge)]
    print(f"nodes {len(nodes)} edges {len(edges)} dashed {len(dashed)}")
    for group in nodes + edges:
        for text in group.iter(f"{SVG}text"):
            print("".join(text.itertext()).replace("\u00a0", " "))


if __name__ == "__main__":
    main()
