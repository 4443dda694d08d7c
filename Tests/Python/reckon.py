#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reckons legal periods with python-dateutil and chinesecalendar: a second opinion that shares no
code and no holiday table with the daemon.

One question a line on standard input, one answer a line on standard output:

    months 2025-04-01 3 roll        same day three months later, else the month's last; rolled
    days 2025-03-10 30              thirty days later
    workdays 2025-04-02 5           the fifth working day after
    before 2026-07-24 7             the last day that leaves seven full working days before
    roll 2026-06-30                 that day, else the next working day

An answer is a date, followed by " provisional" where it leans on a year whose holidays
chinesecalendar does not know; there Monday to Friday are worked.
"""
import sys
from datetime import date, timedelta

import chinese_calendar
from dateutil.relativedelta import relativedelta

DAY = timedelta(days=1)
KNOWN = {day.year for day in chinese_calendar.constants.workdays} | {
    day.year for day in chinese_calendar.constants.holidays
}
KNOWN = {year for year in KNOWN if year >= 2018}


class Reckoning:
    def __init__(self):
        self.provisional = False

    def worked(self, day):
        if day.year not in KNOWN:
            self.provisional = True
            return day.weekday() < 5
        return chinese_calendar.is_workday(day)

    def workdays(self, day, count):
        while count:
            day += DAY
            count -= self.worked(day)
        return day

    def roll(self, day):
        while not self.worked(day):
            day += DAY
        return day

    def before(self, day, count):
        while count:
            day -= DAY
            count -= self.worked(day)
        day -= DAY
        while not self.worked(day):
            day -= DAY
        return day

    def answer(self, word, start, count=0, roll=""):
        if word == "roll":
            return self.roll(start)
        if word == "workdays":
            return self.workdays(start, count)
        if word == "before":
            return self.before(start, count)
        period = {"months": "months", "days": "days", "years": "years"}[word]
        day = start + relativedelta(**{period: count})
        return self.roll(day) if roll == "roll" else day


def main():
    for line in sys.stdin:
        words = line.split()
        if not words:
            continue
        reckoning = Reckoning()
        count = int(words[2]) if len(words) > 2 else 0
        day = reckoning.answer(words[0], date.fromisoformat(words[1]), count, *words[3:4])
        print(f"{day}{' provisional' if reckoning.provisional else ''}")


if __name__ == "__main__":
    main()
