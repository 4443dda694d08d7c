#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reckons legal periods with python-dateutil and chinesecalendar: a second opinion that shares no
code and no holiday table with the daemon.

One question a line on standard input, one answer a line on standard output:

    months 2025-04-01 3 roll        same day three months later, else the month's last; rolled
    days 2025-03-10 30              thirty days later
    workdays 2025-04-02 5           the fifth working day after
    before 2026-07-24 7             the last day that leaves seven full working days before
    before 2026-07-24 2 months      the same for days, months or years
    roll 2026-06-30                 that day, else the next working day
    worked 2020-02-01               "worked" or "free", by the newest notice
    surcharge 80000 2025-08-04 until 2025-09-10 paid 2025-09-10:30000 rate 3
                                    what a fine has grown by: so many per cent a day of what is unpaid
                                    that day, from the day after, at most the fine; what is paid counts
                                    from the next day on. "80000.00 days 34 capped 2025-09-07"

After the words may stand `known=2019-11-21`: by what was announced until that day. Only the notices for 2020
are told apart (that of 2019-11-21, and that of 2020-01-26, which lengthened the Spring Festival).

After `months`, `years`, `days` and `workdays` may stand any number of pauses, `2025-04-03..2025-04-10`:
the first paused day and the day after the last.

An answer is a date, followed by " provisional" where it leans on a year whose holidays
chinesecalendar does not know; there Monday to Friday are worked. With pauses, " paused N" follows:
the paused days after the start, up to the end before rolling.
"""
import sys
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

import chinese_calendar
from dateutil.relativedelta import relativedelta

DAY = timedelta(days=1)
KNOWN = {day.year for day in chinese_calendar.constants.workdays} | {
    day.year for day in chinese_calendar.constants.holidays
}
KNOWN = {year for year in KNOWN if year >= 2018}


# The first notice for 2020 is of this day. The second one made 31 January free, and took back that Saturday
# 1 February was worked; until then both were worked.
FIRST_NOTICE, SECOND_NOTICE = date(2019, 11, 21), date(2020, 1, 26)
WORKED_BEFORE = {date(2020, 1, 31), date(2020, 2, 1)}


class Reckoning:
    def __init__(self, paused, known=None):
        self.provisional = False
        self.paused = paused
        self.known = known or date.max
        self.stood_still = 0

    def worked(self, day):
        if day.year not in KNOWN or day.year == 2020 and self.known < FIRST_NOTICE:
            self.provisional = True
            return day.weekday() < 5
        if day in WORKED_BEFORE and self.known < SECOND_NOTICE:
            return True
        return chinese_calendar.is_workday(day)

    def workdays(self, day, count):
        start = day
        while count:
            day += DAY
            if day not in self.paused:
                count -= self.worked(day)
        self.stood_still = self.paused_between(start, day)
        return day

    def paused_between(self, start, end):
        return sum(start < day <= end for day in self.paused)

    def lengthened(self, start, plain):
        """Adds the paused days of the period to its end until no more come in."""
        end = plain
        while (longer := plain + self.paused_between(start, end) * DAY) != end:
            end = longer
        self.stood_still = self.paused_between(start, end)
        return end

    def roll(self, day):
        while not self.worked(day):
            day += DAY
        return day

    def before(self, day, count, unit="workdays"):
        if unit != "workdays":
            return day - relativedelta(**{unit: count}) - DAY
        while count:
            day -= DAY
            count -= self.worked(day)
        day -= DAY
        while not self.worked(day):
            day -= DAY
        return day

    def answer(self, word, start, count, *options):
        if word == "roll":
            return self.roll(start)
        if word == "worked":
            return "worked" if self.worked(start) else "free"
        if word == "workdays":
            return self.workdays(start, count)
        if word == "before":
            return self.before(start, count, *options)
        period = {"months": "months", "days": "days", "years": "years"}[word]
        day = self.lengthened(start, start + relativedelta(**{period: count}))
        return self.roll(day) if "roll" in options else day


def days_of(pause):
    first, after = (date.fromisoformat(text) for text in pause.split(".."))
    return {first + number * DAY for number in range((after - first).days)}


def surcharge(words):
    """A fine grows, day by day; in Decimal, so that no fen is lost."""
    fine, overdue = Decimal(words[0]), date.fromisoformat(words[1])
    options = {"paid": []}
    for name, value in zip(words[2::2], words[3::2]):
        if name == "paid":
            options["paid"].append(value.split(":"))
        else:
            options[name] = value
    paid = [(date.fromisoformat(day), Decimal(amount)) for day, amount in options["paid"]]
    rate, until = Decimal(options["rate"]) / 100, date.fromisoformat(options["until"])
    added, days, capped, day = Decimal(0), 0, None, overdue
    while day < until and capped is None:
        day += DAY
        unpaid = fine - sum(amount for when, amount in paid if when < day)
        if unpaid <= 0:
            break
        added, days = added + unpaid * rate, days + 1
        if added >= fine:
            added, capped = fine, day
    cents = added.quantize(Decimal("0.01"), ROUND_DOWN)
    return f"{cents} days {days}" + (f" capped {capped}" if capped else "")


def main():
    for line in sys.stdin:
        words = line.split()
        if not words:
            continue
        if words[0] == "surcharge":
            print(surcharge(words[1:]))
            continue
        pauses = [word for word in words if ".." in word]
        known = [date.fromisoformat(word[6:]) for word in words if word.startswith("known=")]
        words = [word for word in words if ".." not in word and not word.startswith("known=")]
        reckoning = Reckoning(set().union(*map(days_of, pauses)), *known)
        count = int(words[2]) if len(words) > 2 else 0
        answer = reckoning.answer(words[0], date.fromisoformat(words[1]), count, *words[3:])
        print(
            f"{answer}{' provisional' if reckoning.provisional else ''}"
            f"{f' paused {reckoning.stood_still}' if pauses else ''}")


if __name__ == "__main__":
    main()
