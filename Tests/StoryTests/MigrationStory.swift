// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// A place shortens the time for replies: previewed, installed, live cases moved, and rolled back.
///
/// The machine loses its power in the middle of the move; the next start carries it to its end.
/// Invented; the national profile gets a second version with two months instead of three.
@Suite struct MigrationStory {
    private static let today = Day(stringLiteral: "2025-05-12")
    private static let days = (1...12).map { $0 <= 2 ? "2025-03-05" : "2025-04-01" }

    /// The shipped files with a second version of the national profile.
    static func changedFiles() throws -> [String: String] {
        var files = TownHall.shippedFiles
        let path = "profiles/cn.yaml"
        let text = try #require(files[path])
        let old =
            "{from: [hand_over, assign, reassign], length: 3 months, extended: 6 months, basis: deputies-law 51}"
        try #require(text.contains(old))
        let second = text.replacing(
            "version: 1\neffective: 2015-08-29", with: "version: 2\neffective: 2025-05-01"
        ).replacing(old, with: old.replacing("3 months", with: "2 months"))
        try #require(second.contains("version: 2"))
        files[path] = text + "---\n" + second
        return files
    }

    @Test(.timeLimit(.minutes(60)))
    func moveCutShortByAPowerCutIsFinishedByTheNextStartAndCanBeRolledBack() async throws {
        let story = try await Story(in: WaiverStory.town, from: "2025-03-01")
        let shipped = try await story.town.install(TownHall.shippedFiles, reason: "初装")
        let items = try await self.assigned(story)
        let other = try await story.opens(
            MigrationStory.today, "illegal_ban", by: .officer, ["party_name": "某商会"], state: "lead")
        let preview = try await self.previewed(story, items)
        try await story.town.install(try Self.changedFiles(), reason: "某发〔2025〕1号")
        try await self.due(story, items, months: 3)
        let bulk = try await story.town.migrate(reason: "某发〔2025〕1号")
        try await self.powerCut(story, bulk)
        let next = try await story.town.restarted()
        try await self.finished(story, next, bulk, items, other)
        #expect(try await self.moves(story, items) == preview)
        try await self.due(story, items, months: 2)
        try await self.rolledBack(story, next, to: shipped, items)
        try await story.ends()
    }

    /// Two suggestions of March, of which two months have passed by May, and ten of April.
    private func assigned(_ story: Story) async throws -> [String] {
        var items: [String] = []
        for (number, day) in MigrationStory.days.enumerated() {
            try await story.town.wait(until: Day(stringLiteral: day))
            let item = try await story.town.open(
                "proposal", by: .assigner,
                [
                    "assembly": "某市人大", "session": "四次", "number": .text(String(number)),
                    "title": .text("建议\(number)"), "proposers": ["李某"],
                    "session_closed_on": "2025-02-28",
                ]
            ).caseID
            try await story.town.act(item, "accept", by: .assigner)
            try await story.town.act(
                item, "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
            try await story.town.act(item, "sign_for", by: .lead)
            items.append(item)
        }
        return items
    }

    /// - Returns: the dates that would move, case by case.
    private func previewed(_ story: Story, _ items: [String]) async throws -> [String] {
        let before = try await story.town.engine.health.status().head
        let preview = try await story.town.preview(try Self.changedFiles())
        #expect(preview.cases == 13 && preview.counts == [.moves: 12, .same: 1])
        #expect(preview.movedDates == 12 && preview.becomeOverdue == 2)
        #expect(preview.recounts.isEmpty)
        let late = preview.plans.filter { $0.becomeOverdue == ["reply"] }.map(\.caseID)
        #expect(late == Array(items.prefix(2)))
        #expect(try await story.town.engine.health.status().head == before)
        return preview.plans.flatMap { plan in
            plan.moved.map { MigrationStory.told(plan.caseID, $0.clock, $0.before, $0.after) }
        }
    }

    /// The open reply period of every suggestion, asked of the reckoner.
    private func due(_ story: Story, _ items: [String], months: Int) async throws {
        for (item, day) in zip(items, MigrationStory.days) {
            let view = try await story.town.engine.cases.view(item)
            story.asks(
                "months \(day) \(months) roll", about: "\(item) after \(months) months",
                answer: view.facts.run(of: "reply")?.due)
        }
    }

    private func powerCut(_ story: Story, _ bulk: Int64) async throws {
        // After ever more commits: what is done stays done.
        var left = 13
        for commits in 1...4 {
            let dying = try await story.town.restarted(dyingAfter: commits)
            _ = try? await dying.time.pass()
            let view = try await story.town.engine.bulk.view(bulk, nil)
            #expect(view.items.count == 13 && view.counts[.failed] == nil)
            #expect(view.counts[.waiting] ?? 0 <= left)
            left = view.counts[.waiting] ?? 0
            if commits == 1 { #expect(view.row.status == .running && left == 13) }
        }
        #expect(try await story.town.engine.health.verify().problems.isEmpty)
    }

    private func finished(
        _ story: Story, _ next: Engine, _ bulk: Int64, _ items: [String], _ other: String
    ) async throws {
        // What a start does first.
        try await next.time.pass()
        let view = try await next.bulk.view(bulk, nil)
        #expect(view.row.status == .done && view.counts == [.done: 12, .unchanged: 1])
        #expect(view.items.allSatisfy { !$0.result.zh.isEmpty && !$0.result.en.isEmpty })
        #expect(view.items.first { $0.caseID == other }?.status == .unchanged)
        for item in items {
            let lines = try await next.cases.history(item, after: 0, limit: 0).lines
            let moves = lines.filter { $0.event == "migrate" }
            #expect(moves.map(\.note) == ["某发〔2025〕1号"], "\(item)")
        }
        let head = try await next.health.status().head
        try await next.time.pass()
        #expect(try await next.health.status().head == head)
        #expect(try await next.health.verify().problems.isEmpty)
    }

    /// The dates that the history says moved with the last migration.
    private func moves(_ story: Story, _ items: [String]) async throws -> [String] {
        var all: [String] = []
        for item in items {
            let lines = try await story.town.engine.cases.history(item, after: 0, limit: 0).lines
            let line = try #require(lines.last { $0.event == "migrate" })
            all += line.changes.filter { $0.field.hasPrefix("clock ") }.map { change in
                MigrationStory.told(
                    item, String(change.field.dropFirst("clock ".count)),
                    change.before?.text.flatMap { Day($0) }, change.after?.text.flatMap { Day($0) })
            }
        }
        return all
    }

    private static func told(_ item: String, _ clock: String, _ before: Day?, _ after: Day?)
        -> String
    {
        "\(item) \(clock) \(before?.description ?? "-") → \(after?.description ?? "-")"
    }

    private func rolledBack(
        _ story: Story, _ next: Engine, to shipped: Int64, _ items: [String]
    ) async throws {
        try await story.town.rollBack(to: shipped, reason: "撤回", in: next)
        let bulk = try await story.town.migrate(reason: "撤回", in: next)
        try await next.time.pass()
        #expect(try await next.bulk.view(bulk, nil).counts == [.done: 12, .unchanged: 1])
        try await self.due(story, items, months: 3)
        for item in items {
            let lines = try await next.cases.history(item, after: 0, limit: 0).lines
            #expect(
                lines.filter { $0.event == "migrate" }.map(\.note) == ["某发〔2025〕1号", "撤回"])
        }
        let installed = try await next.rulebooks.all()
        #expect(installed.first?.hash == installed.last?.hash && installed.count == 3)
    }
}
