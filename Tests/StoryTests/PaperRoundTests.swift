// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// A paper and the act that calls for it, whichever comes first: one line each, in every round.
@Suite struct PaperRoundTests {
    private static let drafted: [String: Value] = [
        "reply_type": "A", "disclosure": "public", "contact_person": "联系人", "contact_phone": "0000",
    ]

    /// The lines of a kind: `file`, `due` for what is called for, `back` for what was taken back.
    private func lines(_ kind: String, of item: Suggestion) async throws -> [String] {
        try await item.view().documents.filter { $0.kind == kind }.map {
            $0.withdrawn != nil ? "back" : $0.sha256 != nil ? "file" : "due"
        }
    }

    private func draft(_ item: Suggestion) async throws {
        try await item.act("draft", by: .clerk, Self.drafted)
    }

    @Test(.timeLimit(.minutes(60)))
    func paperFiledAheadIsOneLine() async throws {
        let item = try await Suggestion.received()
        try await item.file("reply_letter", by: .clerk)
        try await self.draft(item)
        #expect(try await self.lines("reply_letter", of: item) == ["file"])
    }

    /// What was filed by mistake and taken back does not stand in the way of the right one.
    @Test(.timeLimit(.minutes(60)))
    func paperFiledAheadAfterAMistakeIsOneLine() async throws {
        let item = try await Suggestion.received()
        try await item.file("reply_letter", by: .clerk)
        try await item.town.annul(item.id, "attach")
        try await item.file("reply_letter", by: .clerk)
        try await self.draft(item)
        #expect(try await self.lines("reply_letter", of: item) == ["back", "file"])
    }

    @Test(.timeLimit(.minutes(60)), arguments: [true, false])
    func paperTakenBackIsCalledForAgain(isAhead: Bool) async throws {
        let item = try await Suggestion.received()
        if isAhead { try await item.file("reply_letter", by: .clerk) }
        try await self.draft(item)
        if !isAhead { try await item.file("reply_letter", by: .clerk) }
        #expect(try await self.lines("reply_letter", of: item) == ["file"])
        try await item.town.annul(item.id, "attach")
        #expect(try await self.lines("reply_letter", of: item) == ["back", "due"])
        try await item.file("reply_letter", by: .clerk)
        #expect(try await self.lines("reply_letter", of: item) == ["back", "file"])
        #expect(try await item.town.engine.health.verify().problems.isEmpty)
    }

    /// A later version is there: nothing is missing.
    @Test(.timeLimit(.minutes(60)))
    func firstVersionTakenBackLeavesTheSecond() async throws {
        let item = try await Suggestion.received()
        try await self.draft(item)
        try await item.file("reply_letter", by: .clerk)
        let first = try #require(
            try await item.view().documents.first { $0.kind == "reply_letter" })
        try await item.file("reply_letter", by: .clerk)
        try await item.town.annul(item.id, String(first.sequence))
        #expect(try await self.lines("reply_letter", of: item) == ["back", "file"])
        // And if that is taken back too, it is called for.
        try await item.town.annul(item.id, "attach")
        #expect(try await self.lines("reply_letter", of: item) == ["back", "back", "due"])
    }

    @Test(.timeLimit(.minutes(60)))
    func actTakenBackAndDoneAgainCallsOnce() async throws {
        let item = try await Suggestion.received()
        try await self.draft(item)
        #expect(try await self.lines("reply_letter", of: item) == ["due"])
        try await item.town.annul(item.id, "draft")
        #expect(try await self.lines("reply_letter", of: item) == [])
        try await self.draft(item)
        #expect(try await self.lines("reply_letter", of: item) == ["due"])
        try await item.file("reply_letter", by: .clerk)
        try await item.town.annul(item.id, "draft")
        try await self.draft(item)
        #expect(try await self.lines("reply_letter", of: item) == ["file"])
    }

    /// The signed letter is a second version of the first round, not the letter of the second.
    @Test(.timeLimit(.minutes(60)))
    func secondVersionOfOneRoundIsNotThePaperOfTheNext() async throws {
        let item = try await Suggestion.received()
        try await item.answer()
        try await item.file("reply_letter", by: .clerk)
        try await item.file("reply_letter", by: .clerk)
        #expect(try await self.lines("reply_letter", of: item) == ["file", "file"])
        try await item.act("rate", by: .assigner, ["rating": "dissatisfied"])
        #expect(try await item.state == "rehandling")
        try await item.file("contact_record")
        try await item.act("contact", by: .lead, ["contact_kind": "visit"])
        try await self.draft(item)
        #expect(try await self.lines("reply_letter", of: item) == ["file", "file", "due"])
        // One that was filed in the second round, before its draft, is.
        try await item.town.annul(item.id, "draft")
        try await item.file("reply_letter", by: .clerk)
        try await self.draft(item)
        #expect(try await self.lines("reply_letter", of: item) == ["file", "file", "file"])
    }

    /// `papers: on_file` asks for what is missing, not for what was filed by mistake.
    @Test(.timeLimit(.minutes(60)))
    func paperTakenBackIsNotMissing() async throws {
        let item = try await Suggestion.received()
        try await item.file("evidence")
        try await item.town.annul(item.id, "attach")
        let facts = try await item.view().facts.documents.filter { $0.kind == "evidence" }
        #expect(facts.map(\.isMissing) == [false] && facts.map(\.isOnFile) == [false])
    }
}
