// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Rulebook
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// 保存期: what is personal of an ended case is erased when its time is over, and the chain still holds.
@Suite(.timeLimit(.minutes(60))) struct RetentionTests {
    private static let telephone = "13800138000"

    /// The shipped rules, where the nation keeps what is personal for two years.
    private static func rules(documents: Bool) throws -> [String: String] {
        var files = ShippedRulebook.files
        let head = "yellow: 15 days\n"
        let profile = try #require(files["profiles/cn.yaml"])
        try #require(profile.contains(head))
        files["profiles/cn.yaml"] = profile.replacing(
            head, with: head + "retention: {years: 2, documents: \(documents)}\n")
        return files
    }

    /// A suggestion that was answered with a contact's telephone and filed away on 10 April 2025.
    private func ended(_ rules: [String: String]?) async throws -> (TownHall, Suggestion) {
        let town = try await TownHall(Suggestion.town, on: "2025-04-10", livingBy: rules)
        let item = try await Suggestion.opened(in: town)
        try await item.act("accept", by: .assigner)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        try await item.answer(phone: .text(Self.telephone))
        try await item.act("rate", by: .assigner, ["rating": "satisfied", "rated_by": "李某"])
        try await item.file("public_version")
        try await item.file("disclosure_review")
        try await item.act("publish", by: .lead, ["public_url": "https://example.cn"])
        try await item.act("close", by: .lead)
        try await item.act("archive", by: .lead, ["missing_papers": "文书仍在纸上"])
        try #require(try await item.view().row.isFinal)
        return (town, item)
    }

    private func plan(_ town: TownHall, by who: Who = .corrector) async throws -> BulkView {
        let request = Engine.Request(principal: town.principal(who), id: "", payload: [])
        let bulk = Doors(town.engine, for: .person(town.principal(who))).bulk
        let id = try await bulk.planErasure(
            workflow: nil, reason: "保存期满", forOffice: nil, request)
        return try await bulk.view(id, nil)
    }

    private func check(_ town: TownHall) async throws -> [String] {
        try await town.engine.health.verify().problems
    }

    @Test func nothingIsErasedBeforeItsTimeOrWithoutARule() async throws {
        let (plain, _) = try await self.ended(nil)
        try await plain.wait(until: "2035-01-01")
        await #expect(throws: CaseworkError.self) { try await self.plan(plain) }
        let (town, _) = try await self.ended(try Self.rules(documents: false))
        // The last day on which it is kept.
        try await town.wait(until: "2027-04-10")
        await #expect(throws: CaseworkError.self) { try await self.plan(town) }
        try await town.wait(until: "2027-04-11")
        let plan = try await self.plan(town)
        #expect(plan.row.status == .planned && plan.items.count == 1)
        let told = plan.items[0].result.zh
        #expect(told.hasSuffix("、文书内容0件(保存到2027-04-10)"), "\(told)")
    }

    @Test func whatIsPersonalGoesAndTheRestStays() async throws {
        let (town, item) = try await self.ended(try Self.rules(documents: true))
        var paper = AttachCommand(
            caseID: item.id, kind: "public_version", name: "公开稿.docx", size: 1,
            sha256: String(repeating: "1", count: 64))
        paper.text = "联系人家住滨海大道"
        _ = try await town.engine.documents.attach(
            paper, Engine.Request(principal: town.principal(.lead), id: "", payload: []))
        func found() async throws -> Int {
            var query = CaseQuery(limit: 10)
            query.text = "滨海大道"
            return try await town.engine.cases.list(query).count
        }
        #expect(try await found() == 1)
        try await town.wait(until: "2027-04-11")
        let before = try await item.view()
        #expect(before.facts.fields["contact_phone"] == .text(Self.telephone))
        let plan = try await self.plan(town)
        #expect(try await item.view().facts.fields["contact_phone"] == .text(Self.telephone))
        try await town.run(plan.row.id, by: .corrector)
        let done = try await town.engine.bulk.view(plan.row.id, nil)
        #expect(done.counts == [.done: 1], "\(done.items.map(\.result.zh))")
        let after = try await item.view()
        #expect(after.facts.fields["contact_phone"] == nil)
        #expect(after.facts.fields["contact_person"] == nil)
        #expect(after.facts.fields["title"] == before.facts.fields["title"])
        #expect(after.row.state == before.row.state && after.row.version == before.row.version)
        // Papers are told of, and not given out; nothing finds what they said.
        #expect(try await found() == 0)
        let papers = after.documents.filter { $0.sha256 != nil }
        #expect(papers.count == 4 && papers.allSatisfy { $0.erased != nil && !$0.hasContent })
        await #expect(throws: CaseworkError.self) {
            try await town.engine.documents.content(of: papers[0].id, in: item.id)
        }
        let lines = try await town.engine.cases.history(item.id, after: 0, limit: 0).lines
        #expect(lines.last?.event == "erase" && lines.last?.note == "保存期满")
        #expect(
            lines.allSatisfy { line in
                line.changes.allSatisfy { $0.seal == nil || $0.after == nil && $0.before == nil }
            })
        #expect(try await self.check(town) == [])
        // There is nothing left to erase.
        await #expect(throws: CaseworkError.self) { try await self.plan(town) }
    }

    /// What was planned is looked at once more when its turn comes: the end was a mistake.
    @Test func whatIsNotOverAnyMoreIsKept() async throws {
        let (town, item) = try await self.ended(try Self.rules(documents: true))
        try await town.wait(until: "2027-04-11")
        let plan = try await self.plan(town)
        #expect(plan.items.map(\.isImpossible) == [false])
        try await town.annul(item.id, "archive")
        try await town.run(plan.row.id, by: .corrector)
        let done = try await town.engine.bulk.view(plan.row.id, nil)
        #expect(done.counts == [.failed: 1], "\(done.items.map(\.result.zh))")
        #expect(try await item.view().facts.fields["contact_phone"] == .text(Self.telephone))
        #expect(try await item.view().documents.allSatisfy { $0.erased == nil })
        #expect(try await self.check(town) == [])
    }

    /// Only who may undo in an office of the case erases.
    @Test func whoMayNotUndoErasesNothing() async throws {
        let (town, item) = try await self.ended(try Self.rules(documents: false))
        try await town.wait(until: "2027-04-11")
        let plan = try await self.plan(town, by: .lead)
        #expect(plan.items.map(\.isImpossible) == [true])
        try await town.run(plan.row.id, by: .lead)
        #expect(try await item.view().facts.fields["contact_phone"] == .text(Self.telephone))
    }

    /// What somebody erases in the file behind the daemon's back is noticed.
    @Test func whatIsGoneWithoutALineIsNoticed() async throws {
        let (town, item) = try await self.ended(nil)
        #expect(try await self.check(town) == [])
        try town.erase(personalOf: item.id)
        let problems = try await self.check(town)
        #expect(
            problems.contains { $0.contains("no line tells that it was erased") }, "\(problems)")
    }
}
