// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `cased verify` on data that somebody changed behind the daemon's back: each change is noticed.
@Suite(.serialized) struct VerifyTests {
    private static let changes: [(name: String, sql: String)] = [
        ("a changed line", "UPDATE history SET note = 'x' WHERE sequence = 5"),
        ("a missing line", "DELETE FROM history WHERE sequence = 5"),
        ("missing last lines", "DELETE FROM history WHERE sequence > 6"),
        ("a changed state", "UPDATE cases SET state = 'archived'"),
        ("a changed version", "UPDATE cases SET version = 99"),
        ("a changed due date", "UPDATE clock_runs SET due = '2099-01-01' WHERE due IS NOT NULL"),
        ("a removed paper", "DELETE FROM documents WHERE sha256 IS NOT NULL"),
        ("a changed personal value", "UPDATE personal_values SET after = '\"x\"'"),
        (
            "a removed case",
            "DELETE FROM clock_runs; DELETE FROM deliveries; DELETE FROM documents; DELETE FROM cases"
        ),
        (
            "changed rules of a case",
            "UPDATE definitions SET content = replace(content, '3 months', '9 months')"
        ),
        (
            "a changed rulebook",
            "UPDATE rulebooks SET files = replace(files, '3 months', '9 months')"
        ),
        ("a rulebook's other hash", "UPDATE rulebooks SET hash = replace(hash, '0', '1')"),
        ("a removed rulebook", "DELETE FROM rulebooks"),
        ("a changed title", "UPDATE cases SET title = 'x'"),
        (
            "a changed field",
            "UPDATE cases SET fields = json_set(fields, '$.proposers', json_array('x'))"
        ),
        ("a field more", "UPDATE cases SET fields = json_set(fields, '$.note', 'x')"),
        ("another key", "UPDATE cases SET natural_key = natural_key || 'x'"),
        ("a day of opening", "UPDATE cases SET opened_on = '2025-01-01'"),
        ("a moment of opening", "UPDATE cases SET recorded_at = recorded_at + 1"),
        ("a way of being entered", "UPDATE cases SET mode = 'record'"),
        ("other roles", "UPDATE cases SET roles = json_object('lead', json_object('name', 'x'))"),
        (
            "a run's beginning",
            "UPDATE clock_runs SET data = json_set(data, '$.startedOn', '2025-01-01')"
        ),
        (
            "a due date, in its index too",
            """
            UPDATE clock_runs SET due = '2099-01-01', data = json_set(data, '$.due', '2099-01-01')
                WHERE due IS NOT NULL
            """
        ),
        ("a run less", "DELETE FROM clock_runs"),
        ("a run that waits", "UPDATE clock_runs SET is_paused = 1 - is_paused"),
        ("a paper's kind", "UPDATE documents SET kind = 'receipt' WHERE sha256 IS NOT NULL"),
        ("a paper's name", "UPDATE documents SET name = 'x' WHERE sha256 IS NOT NULL"),
        ("a paper's day", "UPDATE documents SET added_on = '2025-01-01' WHERE sha256 IS NOT NULL"),
        ("an office's name", "UPDATE offices SET name = 'x' WHERE code = 'mzj'"),
        ("an office's place", "UPDATE offices SET place = 'x' WHERE code = 'mzj'"),
        ("a person's name", "UPDATE users SET name = 'x'"),
        (
            "a right more",
            "INSERT INTO memberships SELECT number, office, 'auditor', kind, reach FROM memberships LIMIT 1"
        ),
        ("a right less", "DELETE FROM memberships WHERE role = 'lead'"),
        ("a missing trigger", "SELECT 1"),
    ]

    @Test func everyChangeBehindTheDaemonsBackIsNoticed() throws {
        let daemon = try RunningDaemon()
        try daemon.workOnAProposal()
        daemon.stop()
        #expect(try Programs.run(Programs.cased, ["verify", daemon.data]).status == 0)
        for (name, sql) in Self.changes {
            let copy = daemon.folder.appendingPathComponent("copy-\(UUID().uuidString)").path
            try FileManager.default.copyItem(atPath: daemon.data, toPath: copy)
            let changed = try Programs.run(
                "/usr/bin/sqlite3",
                [
                    copy + "/cases.sqlite", "PRAGMA foreign_keys = OFF",
                    "DROP TRIGGER history_no_update", "DROP TRIGGER history_no_delete", sql,
                    name == "a missing trigger"
                        ? "SELECT 1"
                        : """
                        CREATE TRIGGER history_no_update BEFORE UPDATE ON history BEGIN
                        SELECT RAISE(ABORT, 'no'); END; CREATE TRIGGER history_no_delete
                        BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'no'); END
                        """,
                ])
            try #require(changed.status == 0, "\(name): \(changed.errors)")
            let verified = try Programs.run(Programs.cased, ["verify", copy])
            #expect(verified.status == 1, "\(name) was not noticed: \(verified.output)")
            #expect(verified.output.contains("BAD"), "\(name): \(verified.errors)")
        }
    }

    /// What is verified is evidence: nothing of it changes, and a copy that is none is not called whole.
    @Test func copyThatIsNoneIsNotCalledWhole() throws {
        let daemon = try RunningDaemon()
        try daemon.workOnAProposal()
        let files = FileManager.default
        let copies = try ["full", "main", "empty"].map { name in
            let path = daemon.folder.appendingPathComponent(name).path
            try files.createDirectory(atPath: path, withIntermediateDirectories: true)
            return path
        }
        // As a copy is taken while the daemon runs: everything is still in the log.
        for name in ["cases.sqlite", "cases.sqlite-wal"] {
            try files.copyItem(atPath: "\(daemon.data)/\(name)", toPath: "\(copies[0])/\(name)")
        }
        try files.copyItem(
            atPath: "\(daemon.data)/documents", toPath: "\(copies[0])/documents")
        try Data().write(to: URL(fileURLWithPath: copies[1] + "/cases.sqlite"))
        func sums() throws -> String {
            try Programs.run(
                "/bin/sh", ["-c", "cd '\(copies[0])' && find . -type f | sort | xargs sha256sum"]
            )
            .output
        }
        let before = try sums()
        let whole = try Programs.run(Programs.cased, ["verify", copies[0]])
        #expect(whole.status == 0, "\(whole.errors)")
        #expect(try sums() == before)
        let empty = try Programs.run(Programs.cased, ["verify", copies[1]])
        #expect(empty.status == 3 && empty.errors.contains("is empty"), "\(empty.errors)")
        #expect(try files.contentsOfDirectory(atPath: copies[1]) == ["cases.sqlite"])
        #expect(try Programs.run(Programs.cased, ["verify", copies[2]]).status == 3)
        // The head that a digest tells must be there.
        let words = whole.output.split(whereSeparator: { " ,\n".contains($0) })
        let (line, hash) = (String(words[1]), String(words[4]))
        #expect(
            try Programs.run(Programs.cased, ["verify", copies[0], "--expect", "\(line):\(hash)"])
                .status == 0)
        for wrong in ["999:\(hash)", "1:\(hash)"] {
            let told = try Programs.run(Programs.cased, ["verify", copies[0], "--expect", wrong])
            #expect(told.status == 1 && told.output.contains("BAD"), "\(wrong): \(told.output)")
        }
    }

    /// Who takes the last readings away, so that nobody knows he read, is found out: by their number, and by
    /// whoever wrote down where the chain ended.
    @Test func readingsWhoseEndWasCutOffAreNoticed() throws {
        let daemon = try RunningDaemon()
        try daemon.workOnAProposal()
        for steps in [
            ["user", "grant", "\(getuid())", "mzj:officer"],
            [
                "open", "tip", "party_name=某协会", "content=线索", "received_on=2025-03-01",
                "informant=某人",
            ], ["show", "JB-2025-000001"], ["history", "JB-2025-000001"],
        ] {
            let done = try Programs.run(
                Programs.caseadm, ["--socket", daemon.socket] + steps)
            try #require(done.status == 0, "\(steps): \(done.errors)")
        }
        daemon.stop()
        let whole = try Programs.run(Programs.cased, ["verify", daemon.data])
        #expect(whole.status == 0 && whole.output.contains("readings, head"), "\(whole)")
        let words = whole.output.split(whereSeparator: { " ,\n".contains($0) }).map(String.init)
        let at = try #require(words.firstIndex(of: "readings"))
        let expected = "\(words[at - 1]):\(words[at + 2])"
        func cut(_ more: String) throws -> Programs.Outcome {
            let copy = daemon.folder.appendingPathComponent("cut-\(UUID().uuidString)").path
            try FileManager.default.copyItem(atPath: daemon.data, toPath: copy)
            let changed = try Programs.run(
                "/usr/bin/sqlite3",
                [
                    copy + "/cases.sqlite",
                    """
                    DROP TRIGGER reads_no_delete;
                    DELETE FROM reads WHERE number = (SELECT max(number) FROM reads);
                    CREATE TRIGGER reads_no_delete BEFORE DELETE ON reads
                    BEGIN SELECT RAISE(ABORT, 'what was read is never removed'); END;
                    \(more)
                    """,
                ])
            try #require(changed.status == 0, "\(changed.errors)")
            return try Programs.run(
                Programs.cased,
                ["verify", copy] + (more.isEmpty ? [] : ["--expect-read", expected]))
        }
        let short = try cut("")
        #expect(short.status == 1 && short.output.contains("readings were noted"), "\(short)")
        // Who knows of the number too is found out by what was written down.
        let forged = try cut(
            "UPDATE settings SET value = value - 1 WHERE key = 'readings_noted'")
        #expect(forged.status == 1 && forged.output.contains("is not there"), "\(forged)")
        let kept = try Programs.run(
            Programs.cased, ["verify", daemon.data, "--expect-read", expected])
        #expect(kept.status == 0, "\(kept)")
    }

    /// The law as it was pinned counts, or nothing does.
    @Test func noDateIsCountedByRulesThatWereChangedInTheFile() throws {
        let daemon = try RunningDaemon()
        try daemon.workOnAProposal()
        daemon.stop()
        func edit(_ sql: String) throws {
            let done = try Programs.run("/usr/bin/sqlite3", [daemon.data + "/cases.sqlite", sql])
            try #require(done.status == 0, "\(done.errors)")
        }
        try edit("UPDATE definitions SET content = replace(content, '3 months', '9 months')")
        try daemon.startAgain()
        let act = ["act", "JY-2025-000001", "contact", "contact_kind=visit"]
        for command in [act, ["explain", "JY-2025-000001", "reply"], ["show", "JY-2025-000001"]] {
            let told = try Programs.run(
                Programs.caseadm, ["--socket", daemon.socket] + command)
            #expect(told.status != 0, "\(command): \(told.output)")
            #expect(told.errors.contains("were changed in the store"), "\(told.errors)")
        }
        let audit = try daemon.caseadm("audit", "verify")
        #expect(audit.status != 0 && audit.output.contains("were changed after they were pinned"))
        #expect(daemon.process.isRunning)
        daemon.stop()
        try edit("UPDATE definitions SET content = replace(content, '9 months', '3 months')")
        try daemon.startAgain()
        let done = try Programs.run(Programs.caseadm, ["--socket", daemon.socket] + act)
        #expect(done.status == 0, "\(done.errors)")
        #expect(try daemon.caseadm("audit", "verify").status == 0)
        daemon.stop()
        // The rulebook in force is read at the start, or there is none.
        try edit("UPDATE rulebooks SET files = replace(files, '3 months', '9 months')")
        let start = try Programs.run(
            "/usr/bin/timeout", ["60", Programs.cased] + daemon.arguments)
        #expect(start.status == 3, "\(start.errors)")
        #expect(start.errors.contains("rulebook 1 was changed in the store"), "\(start.errors)")
    }
}
