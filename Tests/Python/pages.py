# SPDX-License-Identifier: Apache-2.0
"""The pages of the demo's town, in a real browser.

usage: pages.py FOLDER-OF-PROGRAMS PART…      (PART-plain: without script)
"""

import signal
import sys
import time

from browser import Town, browser
from page_attacks import attacks, crowd, stopped
from page_checks import checks
from page_deputy import story as deputy
from page_offices import imported, penalty
from page_rooms import rooms
from page_story import story

PARTS = {
    "checks": checks, "story": story, "deputy": deputy, "penalty": penalty, "import": imported, "rooms": rooms,
    "attacks": attacks, "crowd": crowd, "stop": stopped,
}


def main():
    # A test's thread blocks signals, and programs that it starts inherit that: the town could not be told to end.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, signal.valid_signals())
    town = Town(sys.argv[1])
    try:
        with browser() as chromium:
            for name in sys.argv[2:] or PARTS:
                part, _, plain = name.partition("-")
                began = time.time()
                PARTS[part](chromium, town, not plain, sys.argv[1])
                print(f"{name}: {time.time() - began:.0f} s", flush=True)
    finally:
        town.close()


main()
