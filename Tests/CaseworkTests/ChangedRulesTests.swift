// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import Rulebook
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Rules are named by their hash: what stands under it and is not they is not counted by, and told.
@Suite struct ChangedRulesTests {
    private static let town = TownHall.Plan(
        place: "某区", profile: "cn", offices: [.lead: .init("区民政局", "qmzj")])

    /// A town whose store has another content under the hash that its interviews will pin.
    private func spoiled(_ change: (String) -> String) async throws -> (TownHall, hash: String) {
        let town = try await TownHall(ChangedRulesTests.town, on: "2025-04-01")
        let resolved = try #require(
            town.engine.rules.rulebook.workflow("interview", profile: "cn", on: "2025-04-01"))
        let changed = change(resolved.content)
        // Both are rules that can be read.
        _ = try Rulebook.definition(ofContent: changed)
        try town.plant(changed, under: resolved.hash)
        return (town, resolved.hash)
    }

    private func opened(_ town: TownHall) async throws -> String {
        try await town.open(
            "interview", by: .officer,
            ["party_name": "某协会", "ground": "投诉"],
            roles: ["registrar": "区民政局"]
        ).caseID
    }

    @Test(.timeLimit(.minutes(60)))
    func contentThatIsNotItsHashsIsNotCountedByAndIsTold() async throws {
        let (town, hash) = try await self.spoiled {
            $0.replacing("working days", with: "days")
        }
        let id = try await self.opened(town)
        let sentence = "the rules \(hash), which cases pin, were changed in the store"
        let act = await #expect(throws: CaseworkError.self) {
            try await town.act(id, "drop", by: .leader, ["reason": "改期"])
        }
        #expect(act?.code == .internal && act?.sentence.en.contains(sentence) ?? false)
        let view = await #expect(throws: CaseworkError.self) {
            try await town.engine.cases.view(id)
        }
        #expect(view?.sentence.en.contains(sentence) ?? false)
        let problems = try await town.engine.health.verify().problems
        #expect(
            problems == ["the rules \(hash), which cases pin, were changed after they were pinned"])
    }

    @Test(.timeLimit(.minutes(60)))
    func contentThatIsItsHashsIsCountedBy() async throws {
        let (town, _) = try await self.spoiled { $0 }
        let id = try await self.opened(town)
        try await town.act(id, "drop", by: .leader, ["reason": "改期"])
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    @Test(.timeLimit(.minutes(60)))
    func rulebookThatIsNotTheInstalledOneIsTold() async throws {
        let town = try await TownHall(ChangedRulesTests.town, on: "2025-04-01")
        let files = TownHall.shippedFiles
        let number = try await town.install(files, reason: "初装")
        #expect(try await town.engine.health.verify().problems.isEmpty)
        #expect(try await town.engine.rulebooks.installed(number).files == files)
        let hash = Rulebook.hash(of: files)
        try town.plant(
            rulebook: files.mapValues { $0.replacing("3 months", with: "9 months") }, under: hash)
        let told = await #expect(throws: CaseworkError.self) {
            try await town.engine.rulebooks.installed(number + 1)
        }
        #expect(told?.sentence.en.contains("rulebook 2 was changed in the store") ?? false)
        #expect(
            try await town.engine.health.verify().problems == [
                "rulebook 2 was changed after it was installed",
                "rulebook 2 is not the one that the history tells of",
            ])
    }
}
