# SPDX-License-Identifier: Apache-2.0
"""Packs and unpacks the golden data folder of Tests/StoryTests/GoldenFolder.

golden_folder.py pack DATABASE PACKED      copies a database whole, its write-ahead log included
golden_folder.py unpack PACKED DATABASE
golden_folder.py keep PACKED               packs what stands on standard input
golden_folder.py text PACKED               prints it
golden_folder.py change DATABASE SQL       changes an unpacked one behind everybody's back

Packed with xz: half of a database are rules that repeat each other from far away.
"""

import lzma
import os
import sqlite3
import sys
import tempfile


def keep(content, packed):
    with lzma.open(packed, "wb", preset=9 | lzma.PRESET_EXTREME) as file:
        file.write(content)


def database(path):
    """One file that holds everything, without gaps."""
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "copy")
        source = sqlite3.connect(path)
        source.execute("VACUUM INTO ?", (copy,))
        source.close()
        whole = sqlite3.connect(copy)
        assert whole.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        whole.close()
        with open(copy, "rb") as file:
            return file.read()


def main(what, *paths):
    if what == "pack":
        keep(database(paths[0]), paths[1])
    elif what == "change":
        changed = sqlite3.connect(paths[0])
        changed.execute(paths[1])
        changed.commit()
        changed.close()
    elif what == "keep":
        keep(sys.stdin.buffer.read(), paths[0])
    else:
        with lzma.open(paths[0]) as file:
            content = file.read()
        if what == "unpack":
            with open(paths[1], "wb") as file:
                file.write(content)
        else:
            sys.stdout.buffer.write(content)


main(*sys.argv[1:])
