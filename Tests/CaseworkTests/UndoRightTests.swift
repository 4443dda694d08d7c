// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Who may annul and correct is said by the rulebook, under whatever name.
@Suite struct UndoRightTests {
    /// The shipped rulebook, but clerks undo and correctors do not.
    private static func files() throws -> [String: String] {
        var files = TownHall.shippedFiles
        let text = try #require(files["rulebook.yaml"])
        let changed = text.replacing(", undoes: true", with: "")
            .replacing("en: Clerk}}", with: "en: Clerk}, right: true, undoes: true}")
        try #require(changed.contains("undoes") && changed != text)
        files["rulebook.yaml"] = changed
        return files
    }

    @Test(.timeLimit(.minutes(60)))
    func roleThatUndoesUndoesAndAnotherDoesNot() async throws {
        let plan = TownHall.Plan(
            place: "某区", profile: "cn", offices: [.lead: .init("区民政局", "qmzj")])
        let town = try await TownHall(plan, on: "2025-04-01", livingBy: Self.files())
        let id = try await town.open(
            "interview", by: .officer, ["party_name": "某协会", "ground": "投诉"],
            roles: ["registrar": "区民政局"]
        ).caseID
        let before = try await town.engine.cases.view(id).row.state
        try await town.act(id, "drop", by: .leader, ["reason": "改期"])
        let refused = await #expect(throws: CaseworkError.self) {
            try await town.annul(id, "drop", by: .corrector)
        }
        #expect(refused?.code == .permission)
        #expect(
            refused?.sentence.en.contains("needs the role ‹Clerk› (clerk)") ?? false,
            "\(refused as Any)")
        try await town.annul(id, "drop", by: .registrarsClerk)
        #expect(try await town.engine.cases.view(id).row.state == before)
    }
}
