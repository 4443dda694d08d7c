#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reckons which notices a year of acts should have brought, and compares them with those given.

usage: reckon_year.py DONE TOLD      (JSON objects, one a line)

DONE says what was done when, TOLD what offices were told. The figures below are the law's and our
defaults', written down here a second time; dates come from python-dateutil and chinesecalendar. A
notice is told at eight in the morning, acts happen at nine. Prints counts, and the first differences.
"""
import collections
import json
import sys
from datetime import date, timedelta

import chinese_calendar
from dateutil.relativedelta import relativedelta

DAY = timedelta(days=1)
END = date(2025, 12, 31)


def is_worked(day):
    if day.year > 2026:
        return day.weekday() < 5
    return chinese_calendar.is_workday(day)


# The holidays of 2026 were announced on 4 November 2025; before, its days are Monday to Friday.
ANNOUNCED_2026 = date(2025, 11, 4)


def worked(day, known):
    if day.year == 2026 and known < ANNOUNCED_2026:
        return day.weekday() < 5
    return is_worked(day)


def roll(day, known):
    while not worked(day, known):
        day += DAY
    return day


def last_worked(day):
    while not is_worked(day):
        day -= DAY
    return day


def workdays(day, count, known):
    while count:
        day += DAY
        count -= worked(day, known)
    return day


class Run:
    """A run of a clock: when which date was known, and when it rested or ended.

    A date is a function of the day from which the holidays are taken as known.
    """

    def __init__(self, number, due, since):
        self.number = number
        # From an act at nine of one day (since) to that of another (until).
        self.spans = [{"formula": due, "due": due(since), "since": since, "until": None}]

    def move(self, due, day):
        last = self.spans[-1]
        if due(day) == last["due"] and last["until"] is None:
            last["formula"] = due
            return
        self.end(day)
        self.spans.append({"formula": due, "due": due(day), "since": day, "until": None})

    def end(self, day):
        if self.spans[-1]["until"] is None:
            self.spans[-1]["until"] = day

    def announce(self):
        """The holidays of the next year are known: at midnight open dates are counted anew."""
        for index, span in enumerate(self.spans):
            if span["since"] >= ANNOUNCED_2026 or span["due"] < ANNOUNCED_2026:
                continue
            if span["until"] is not None and span["until"] < ANNOUNCED_2026:
                continue
            new = span["formula"](ANNOUNCED_2026)
            if new != span["due"]:
                later = {**span, "due": new, "since": ANNOUNCED_2026}
                self.spans[index] = {**span, "until": ANNOUNCED_2026 - DAY}
                self.spans.insert(index + 1, later)
                return


# clock: days before the date on which people are warned; steps of the ladder in working days.
WARN = {
    "assignment": [3, 1], "signing_for": [1], "objection": [1], "contact": [3],
    "reply": [30, 15, 7, 3, 1], "publication": [5, 1], "feedback": [3], "sending": [1],
    "assigner_sending": [1],
    "preliminary": [3], "decision": [30, 15, 7, 3, 1],
}
LADDER = {"reply": [1, 5, 10], "sending": [1, 3], "assigner_sending": [1, 3]}
TOLD_AT_LAST = {
    "reply": ["leader", "supervisor"], "sending": ["leader", "supervisor"],
    "assigner_sending": ["supervisor"],
}
WHOSE = {
    "assignment": "assigner", "signing_for": "lead", "objection": "lead", "contact": "lead",
    "reply": "lead", "publication": "lead", "feedback": "proposer", "preliminary": "officer",
    "decision": "officer", "sending": "lead", "assigner_sending": "assigner",
}


def proposal(acts):
    """The runs of a proposal's clocks, by clock and number."""
    on = {act["event"]: date.fromisoformat(act["on"]) for act in acts}
    to = next((date.fromisoformat(a["to"]) for a in acts if "to" in a), None)
    runs = {}

    def start(clock, due, since, number=1):
        runs[clock] = Run(number, due, since)

    # Raised in the session: thirty days from its end, rolled.
    start("assignment", lambda known: roll(date(2025, 1, 18) + 30 * DAY, known), on["accept"])
    if "assign" in on:
        assigned = on["assign"]
        runs["assignment"].end(assigned)
        start("signing_for", lambda known: workdays(assigned, 3, known), assigned)
        # Deputies Law, art. 51: three months.
        start("reply", lambda known: roll(assigned + relativedelta(months=3), known), assigned)
        # Notices of the assignment are out within three working days.
        start("assigner_sending", lambda known: workdays(assigned, 3, known), assigned)
        if "post" in on:
            runs["assigner_sending"].end(on["post"])
    if "sign_for" in on:
        signed = on["sign_for"]
        runs["signing_for"].end(signed)
        start("objection", lambda known: workdays(signed, 5, known), signed)
        start("contact", lambda known: workdays(signed, 20, known), signed)
    if "contact" in on:
        runs["contact"].end(on["contact"])
    if "extend" in on:
        # The day that was granted binds, rolled from a rest day (Civil Code, art. 203); at the latest six months
        # after the assignment.
        latest = roll(on["assign"] + relativedelta(months=6), on["extend"])
        assert to <= latest
        runs["reply"].move(lambda known: roll(to, known), on["extend"])
        # The deputies are told within three working days, too: the office's first letters.
        extended = on["extend"]
        start("sending", lambda known: workdays(extended, 3, known), extended)
        if "post_extension" in on:
            runs["sending"].end(on["post_extension"])
        runs["sending", 1] = runs.pop("sending")
    if "answer" in on:
        answered = on["answer"]
        runs["reply"].end(answered)
        start("publication", lambda known: workdays(answered, 20, known), answered)
        # Out within three working days of the answer.
        start(
            "sending", lambda known: workdays(answered, 3, known), answered,
            2 if "extend" in on else 1)
        if "send" in on:
            runs["sending"].end(on["send"])
    if "send" in on:
        # Presumed received seven days after the copies went out; noted at midnight.
        received = on["send"] + 7 * DAY
        rated = on.get("rate")
        if (rated is None or rated > received) and received < END:
            known = received + DAY
            start("feedback", lambda known: workdays(received, 20, known), known)
            if rated is not None:
                runs["feedback"].end(rated)
            else:
                # Nobody said anything: settled at midnight after its end.
                runs["feedback"].end(runs["feedback"].spans[-1]["due"] + DAY)
    return runs


def penalty(acts):
    on = {act["event"]: date.fromisoformat(act["on"]) for act in acts}
    to = next((date.fromisoformat(a["to"]) for a in acts if "to" in a), None)
    runs = {"preliminary": Run(1, lambda known: workdays(on["open"], 15, known), on["open"])}
    if "file" in on:
        day = on["file"]
        runs["preliminary"].end(day)
        # Penalty Law, art. 60: ninety days, not rolled.
        decision = runs["decision"] = Run(1, lambda known: day + 90 * DAY, day)
        if "commission_appraisal" in on:
            begun, done = on["commission_appraisal"], on.get("appraisal_done")
            decision.end(begun)
            if done is not None:
                decision.move(lambda known: day + 90 * DAY + (done - begun), done)
        if "extend" in on:
            decision.move(lambda known: to, on["extend"])
    return runs


def notices(clock, run):
    """(due, kind, step, day) of one run: what is told at eight on a day on which the date stands."""
    run.announce()
    for span in run.spans:
        due, since, until = span["due"], span["since"], span["until"]

        def stands(day):
            # Whatever is done at nine on the last day comes after the morning's notices.
            return since < day <= END and (until is None or day <= until)

        # On a working day; of several that fall on one day the last is given.
        warned = {last_worked(due - before * DAY): step for step, before in enumerate(WARN[clock])}
        for day, step in warned.items():
            if stands(day):
                yield due, "warning", step, day, WHOSE[clock]
        base = max(due, since)
        for step, after in enumerate(LADDER.get(clock, [])):
            day = workdays(base, after, base)
            if stands(day):
                yield due, "chase", step, day, WHOSE[clock]
                if step + 1 == len(LADDER[clock]):
                    for role in TOLD_AT_LAST[clock]:
                        yield due, "escalation", 0, day, role


def main():
    acts = collections.defaultdict(list)
    for line in open(sys.argv[1], encoding="utf-8"):
        act = json.loads(line)
        acts[act["case"], act["workflow"]].append(act)
    expected = collections.Counter()
    for (case, workflow), done in acts.items():
        runs = proposal(done) if workflow == "proposal" else penalty(done)
        for name, run in runs.items():
            clock = name[0] if isinstance(name, tuple) else name
            for due, kind, step, day, role in notices(clock, run):
                expected[case, clock, run.number, str(due), kind, step, role, str(day), str(day)] += 1
    given = collections.Counter()
    for line in open(sys.argv[2], encoding="utf-8"):
        n = json.loads(line)
        given[
            n["case"], n["clock"], n["run"], n["due"], n["kind"], n["step"], n["role"], n["day"],
            n["given"]
        ] += 1
    missing, extra = expected - given, given - expected
    kinds = collections.Counter(key[4] for key in given.elements())
    print(
        f"{sum(expected.values())} notices reckoned, {sum(given.values())} given "
        f"({', '.join(f'{n} {kind}s' for kind, n in sorted(kinds.items()))}): "
        f"{sum(missing.values())} missing, {sum(extra.values())} too many")
    for name, keys in (("missing", missing), ("too many", extra)):
        for key in sorted(keys)[:10]:
            print(f"  {name}: {key}")
            for act in [a for (c, _), done in acts.items() if c == key[0] for a in done]:
                print(f"      {act['on']} {act['event']} {act.get('to', '')}")


if __name__ == "__main__":
    main()
