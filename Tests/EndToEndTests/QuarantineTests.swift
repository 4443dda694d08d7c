// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A case that cannot be as it is: set aside, loudly, while the daemon lives on.
///
/// Runs against the program under test and, in `make e2e`, against the one built for release.
@Suite(.serialized) struct QuarantineTests {
    static let binaries = [Programs.cased] + [Programs.releasedCased].compactMap { $0 }

    @Test(arguments: binaries) func impossibleCaseIsSetAsideAndTheRestGoesOn(_ binary: String)
        throws
    {
        let daemon = try RunningDaemon(binary: binary)
        let uid = "\(getuid())"
        let opening = [
            "open", "proposal", "assembly=示例市人大", "session=十届三次", "title=示例",
            "proposers=李四", "session_closed_on=2025-03-10",
        ]
        for step in [
            ["office", "add", "npc", "示例市人大常委会代表工委", "--place", "示例市"],
            ["user", "add", uid, "张三", "--role", "npc:assigner"],
            opening + ["number=7"], opening + ["number=8"],
        ] {
            let done = try Programs.run(Programs.caseadm, ["--socket", daemon.socket] + step)
            try #require(done.status == 0, "\(step): \(done.errors)")
        }
        daemon.stop()
        let changed = try Programs.run(
            "/usr/bin/sqlite3",
            [
                daemon.data + "/cases.sqlite",
                "UPDATE cases SET state = 'nowhere' WHERE case_id = 'JY-2025-000001'",
            ])
        try #require(changed.status == 0, "\(changed.errors)")
        try daemon.startAgain()

        let first = try daemon.caseadm("--lang", "en", "act", "JY-2025-000001", "accept")
        #expect(first.status == 1 && first.errors.contains("quarantined"), "\(first.errors)")
        #expect(daemon.process.isRunning && daemon.log.contains("a case was quarantined"))
        let again = try daemon.caseadm("--lang", "en", "act", "JY-2025-000001", "accept")
        #expect(again.status == 1 && again.errors.contains("is quarantined"), "\(again.errors)")
        let other = try daemon.caseadm("act", "JY-2025-000002", "accept")
        #expect(other.status == 0, "\(other.errors)")
        let status = try daemon.caseadm("--lang", "en", "--output", "json", "status")
        let said = try #require(
            try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [String: Any])
        #expect("\(said["quarantined"] ?? "")" == "1", "\(status.output)")
        let lines = try daemon.caseadm("history", "JY-2025-000001")
        #expect(lines.output.contains("nowhere"), "\(lines.output)")
    }
}
