// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage

// The chain proves the history; these questions prove that the tables say what the history says.
extension SQLiteReader {
    /// Sentence (with ‹› for what is named) → question for what contradicts the history.
    private static let questions: [(sentence: String, sql: String)] = [
        (
            "case ‹› has another version than its history",
            """
            SELECT case_id FROM cases c WHERE version IS NOT
                (SELECT max(version) FROM history h WHERE h.case_id = c.case_id)
            """
        ),
        (
            "case ‹› stands in another state than its history says",
            """
            SELECT case_id FROM cases c WHERE state IS NOT
                (SELECT to_state FROM history h WHERE h.case_id = c.case_id
                    AND to_state IS NOT NULL ORDER BY version DESC LIMIT 1)
            """
        ),
        (
            "the history tells of case ‹›, which is gone",
            """
            SELECT DISTINCT case_id FROM history h WHERE case_id IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.case_id = h.case_id)
            """
        ),
        (
            "the history of case ‹› has gaps in its versions",
            """
            SELECT case_id FROM history WHERE version IS NOT NULL
                GROUP BY case_id HAVING count(*) <> max(version)
            """
        ),
        (
            "case ‹› has another number of papers on file than its history",
            """
            SELECT case_id FROM cases c WHERE
                (SELECT count(*) FROM documents d WHERE d.case_id = c.case_id
                    AND sha256 IS NOT NULL) <>
                (SELECT count(*) FROM history h WHERE h.case_id = c.case_id
                    AND event = 'attach' AND version IS NULL)
            """
        ),
        (
            "a row of case ‹› names a history line that is not there",
            """
            SELECT case_id FROM documents WHERE sequence NOT IN (SELECT sequence FROM history)
                OR withdrawn NOT IN (SELECT sequence FROM history)
                OR called NOT IN (SELECT sequence FROM history)
            UNION SELECT case_id FROM participants
                WHERE sequence NOT IN (SELECT sequence FROM history)
            UNION SELECT case_id FROM deliveries
                WHERE sequence NOT IN (SELECT sequence FROM history)
            UNION SELECT case_id FROM clock_runs
                WHERE data ->> 'startSequence' NOT IN (SELECT sequence FROM history)
            """
        ),
        (
            "clock ‹› has another due date in its index than in its run",
            "SELECT case_id || ' ' || clock FROM clock_runs WHERE due IS NOT data ->> 'due'"
        ),
        (
            "clock ‹› is otherwise in its index than in its run",
            """
            SELECT case_id || ' ' || clock FROM clock_runs
                WHERE clock IS NOT data ->> 'clock' OR run IS NOT data ->> 'run'
                    OR calendar IS NOT coalesce(data ->> 'calendar', '')
                    OR is_open IS NOT (data ->> 'stopSequence' IS NULL)
                    OR expiry_handled IS NOT data ->> 'expiryHandled'
                    OR is_paused IS NOT (data ->> 'stopSequence' IS NULL AND EXISTS
                        (SELECT 1 FROM json_each(data, '$.pauses') WHERE value ->> 'toSequence' IS NULL))
            """
        ),
        (
            "a link of case ‹› is not told by the history",
            """
            SELECT opener FROM case_links l WHERE NOT EXISTS
                (SELECT 1 FROM history h WHERE h.case_id = l.opened AND h.version = 1)
            """
        ),
        (
            "the tally of ‹› is not what there is",
            """
            SELECT name FROM tallies WHERE number IS NOT CASE name
                WHEN 'cases' THEN (SELECT count(*) FROM cases WHERE is_void = 0)
                WHEN 'open cases' THEN (SELECT count(*) FROM cases WHERE is_final = 0)
                WHEN 'quarantined cases'
                    THEN (SELECT count(*) FROM cases WHERE is_quarantined = 1)
                WHEN 'pending deliveries'
                    THEN (SELECT count(*) FROM deliveries WHERE status = 'pending')
                WHEN 'failed deliveries'
                    THEN (SELECT count(*) FROM deliveries WHERE status = 'failed') END
            UNION SELECT state || ' ' || kind || ' jobs' FROM
                (SELECT kind, state, number FROM job_tallies WHERE number <> 0
                EXCEPT SELECT kind, state, count(*) FROM jobs GROUP BY kind, state)
            UNION SELECT state || ' ' || kind || ' jobs' FROM
                (SELECT kind, state, count(*) FROM jobs GROUP BY kind, state
                EXCEPT SELECT kind, state, number FROM job_tallies)
            UNION SELECT 'dates on ' || due FROM
                (SELECT due, class, number FROM due_tallies WHERE number <> 0
                EXCEPT SELECT due, class, count(*) FROM dated_runs GROUP BY due, class)
            UNION SELECT 'dates on ' || due FROM
                (SELECT due, class, count(*) FROM dated_runs GROUP BY due, class
                EXCEPT SELECT due, class, number FROM due_tallies)
            UNION SELECT 'dates on ' || due || ' of cast ' || cast_no FROM
                (SELECT cast_no, due, clock, class, number FROM cast_tallies
                EXCEPT SELECT cast_no, due, clock, class, count(*) FROM dated_runs
                    GROUP BY cast_no, due, clock, class)
            UNION SELECT 'dates on ' || due || ' of cast ' || cast_no FROM
                (SELECT cast_no, due, clock, class, count(*) FROM dated_runs
                    GROUP BY cast_no, due, clock, class
                EXCEPT SELECT cast_no, due, clock, class, number FROM cast_tallies)
            """
        ),
        (
            "case ‹› is of another cast than its roles make",
            """
            SELECT c.case_id FROM cases c LEFT JOIN case_casts k ON k.case_id = c.case_id
                LEFT JOIN casts s ON s.id = k.cast_no LEFT JOIN casting g ON g.case_no = c.id
                WHERE s.id IS NULL OR (s.id = 0) IS NOT (g.case_no IS NULL)
                    OR (g.case_no IS NOT NULL AND (g.roles, g.above, g.offices,
                        g.definition_hash, g.workflow, g.profile) IS NOT (s.roles, s.above,
                        s.offices, s.definition_hash, s.workflow, s.profile))
            """
        ),
        (
            "the history's guard ‹› is gone from the schema",
            """
            SELECT name FROM (SELECT 'history_no_update' AS name UNION SELECT 'history_no_delete')
                WHERE name NOT IN (SELECT name FROM sqlite_master WHERE type = 'trigger')
            """
        ),
    ]

    /// Named at most for each question: more only bury the first.
    private static let named = 5

    func contradictions() throws -> [String] {
        try SQLiteReader.questions.flatMap { question in
            try Prepared(
                "SELECT * FROM (\(question.sql)) LIMIT \(SQLiteReader.named)", on: self.db
            ).rows { row in
                question.sentence.split(separator: "‹›", omittingEmptySubsequences: false)
                    .joined(separator: row.text(0))
            }
        }
    }
}
