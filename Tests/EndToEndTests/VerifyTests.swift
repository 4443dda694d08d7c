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
        ("a missing trigger", "SELECT 1"),
    ]

    @Test func everyChangeBehindTheDaemonsBackIsNoticed() throws {
        let daemon = try RunningDaemon()
        try self.work(on: daemon)
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

    private func work(on daemon: RunningDaemon) throws {
        let uid = "\(getuid())"
        let steps = [
            ["office", "add", "npc", "示例市人大常委会代表工委", "--place", "示例市"],
            ["office", "add", "mzj", "示例市民政局", "--place", "示例市"],
            [
                "user", "add", uid, "张三", "--role", "npc:assigner", "--role", "mzj:lead", "--role",
                "mzj:clerk",
            ],
            [
                "open", "proposal", "assembly=示例市人大", "session=十届三次", "number=7", "title=示例",
                "proposers=李四", "session_closed_on=2025-03-10",
            ],
            ["act", "JY-2025-000001", "accept"],
            ["act", "JY-2025-000001", "assign", "mode=sole", "lead=mzj"],
            ["act", "JY-2025-000001", "sign_for"],
            [
                "act", "JY-2025-000001", "draft", "reply_type=A", "disclosure=public",
                "contact_person=示例", "contact_phone=000",
            ],
            ["attach", "JY-2025-000001", #filePath, "--kind", "contact_record"],
        ]
        for step in steps {
            let done = try Programs.run(Programs.caseadm, ["--socket", daemon.socket] + step)
            try #require(done.status == 0, "\(step): \(done.errors)")
        }
    }
}
