# SPDX-License-Identifier: Apache-2.0
"""A data folder with many open cases of forty offices."""
import random
import sqlite3
import time

OFFICES = 40
# One case in so many has a paper of so many signs; one paper in a hundred has the word that is searched for.
PAPERS, SIGNS = 5, 2_000


def fill(daemon, cases):
    """One open case of each office, then its copies, with other titles and other dates."""
    daemon.start()
    daemon.set_up()
    daemon.caseadm("office", "add", "dcs", "示例市督查室", "--place", "示例市", "--duty", "supervisor")
    daemon.caseadm("office", "add", "xkz", "示例市新开张局", "--place", "示例市")
    for number in range(OFFICES):
        office = f"b{number:02}"
        daemon.caseadm("office", "add", office, f"示例市第{number}局", "--place", "示例市")
        daemon.caseadm("open", "proposal", "assembly=示例市人大", "session=十届三次", f"number={number + 1}",
                       f"title=示例建议{number}", "proposers=李四", "session_closed_on=2025-03-10")
        daemon.caseadm("act", f"JY-2025-{number + 1:06}", "accept")
        daemon.caseadm("act", f"JY-2025-{number + 1:06}", "assign", "mode=sole", f"lead={office}")
    daemon.stop()
    db = sqlite3.connect(daemon.data / "cases.sqlite")
    db.execute("CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
               f"WHERE i <= {cases - OFFICES}) SELECT i, "
               f"'JY-2025-' || printf('%06d', 1 + i % {OFFICES}) AS copied, "
               "'JY-2024-' || printf('%06d', i) AS made FROM n")
    for table, others in (
            ("cases", {"id": None, "case_id": "n.made", "natural_key": "NULL",
                       # One title in a hundred has the word that is searched for.
                       "title": "'示例建议' || n.i || iif(n.i % 97 = 0, '养老服务', '')"}),
            ("clock_runs", {"case_id": "n.made", "due": "date(t.due, '+' || (n.i % 331) || ' days')"}),
            ("jobs", {"id": None, "case_id": "n.made", "key": "replace(t.key, t.case_id, n.made)",
                      "stamp": "date(t.stamp, '+' || (n.i % 331) || ' days')",
                      "due_at": "t.due_at + 86400000 * (n.i % 331)"})):
        names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")
                 if others.get(row[1], "") is not None]
        values = [others.get(name, f"t.{name}") for name in names]
        db.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} "
                   f"FROM n JOIN {table} t ON t.case_id = n.copied"
                   + (" WHERE t.kind = 'clock' AND t.ended_at IS NULL" if table == "jobs" else ""))
    write_papers(db)
    db.commit()
    db.close()


def write_papers(db):
    """Papers with what they say, of made-up words: frequent ones are in all of them."""
    signs = random.Random(1)
    common = [chr(0x4E00 + number) for number in range(3_000)]
    parts = ["".join(signs.choices(common, k=SIGNS // 10)) for _ in range(1_000)]
    cases = [row[0] for row in db.execute("SELECT case_id FROM cases WHERE case_id LIKE 'JY-2024-%' ORDER BY id")]
    for number, case in enumerate(cases[::PAPERS]):
        text = "".join(signs.sample(parts, 10)) + ("滨海大道改造" if number % 97 == 0 else "")
        made = db.execute(
            "INSERT INTO documents (case_id, kind, name, size, sha256, added_on, added_by, sequence) "
            "VALUES (?, 'contact_record', '示例.docx', 1, ?, '2025-03-20', '张三', 1)", (case, "0" * 64))
        db.execute("INSERT INTO document_texts (document_id, text) VALUES (?, ?)", (made.lastrowid, text))


def wait_for_words(daemon, cases):
    """Until the words of all cases are taken up; seconds."""
    began = time.monotonic()
    while True:
        # A connection that stays would keep the daemon's log from being written to its places.
        db = sqlite3.connect(f"file:{daemon.data / 'cases.sqlite'}?mode=ro", uri=True)
        until, text = db.execute("SELECT case_no, text_no FROM words_until").fetchall()[0]
        last = db.execute("SELECT max(number) FROM document_texts").fetchall()[0][0] or 0
        db.close()
        if until >= cases and text >= last:
            return time.monotonic() - began
        if time.monotonic() - began > 900:
            raise SystemExit("the words are not taken up")
        time.sleep(0.2)
