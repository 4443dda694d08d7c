// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
import Casework
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Spring Festival 2020: the holiday is lengthened in the middle of it, and open dates move.
///
/// Two invented suggestions; profile cn. The town's calendar at first holds what was announced until
/// 2019-11-21 (24 to 30 January free, Saturday 1 February worked). On 2020-01-26 the file with the
/// second notice is installed: 31 January is free, 1 February is no longer worked.
@Suite struct SpringFestivalStory {
    private static let notice = "国办发明电〔2020〕1号"
    private static let reply = "months 2019-11-01 3 roll"

    /// The shipped files with the calendar as it was announced until a day.
    private func files(announcedUntil day: String) throws -> [String: String] {
        var files = TownHall.shippedFiles
        let path = "calendars/cn-holidays.csv"
        let rows = try #require(files[path]).split(separator: "\n")
        files[path] = rows.filter { row in
            let cells = row.split(separator: ",")
            return cells[3] == "announced" || cells[3] <= day
        }.joined(separator: "\n")
        return files
    }

    @Test(.timeLimit(.minutes(60)))
    func lengthenedHolidayMovesOpenDatesAfterAPreview() async throws {
        let first = try self.files(announcedUntil: "2019-11-21")
        let second = try self.files(announcedUntil: "2020-01-26")
        try #require(first["calendars/cn-holidays.csv"] != second["calendars/cn-holidays.csv"])
        let story = try await Story(in: ReturnStory.town, from: "2019-10-28", livingBy: first)
        let old = try await self.assigned(
            story, opened: "2019-10-28", accepted: "2019-10-29", assigned: "2019-11-01",
            fields: ["session": "闭会", "number": "7", "in_session": "false"],
            assignment: "workdays 2019-10-29 5 = 2019-11-05",
            reply: "\(SpringFestivalStory.reply) known=2019-11-01 = 2020-02-03")
        try await self.oldSignedFor(story, old)
        let new = try await self.assigned(
            story, opened: "2020-01-15", accepted: "2020-01-16", assigned: "2020-01-21",
            fields: ["session": "五次", "number": "8", "session_closed_on": "2020-01-14"],
            assignment: "days 2020-01-14 30 roll = 2020-02-13",
            reply: "months 2020-01-21 3 roll = 2020-04-21")
        try await self.newSignedFor(story, new, known: "known=2020-01-22")
        try await self.previewed(story, second, old, new)
        try await self.installed(story, second, old, new)
        try await story.ends()
    }

    private func assigned(
        _ story: Story, opened: Day, accepted: Day, assigned: Day, fields: [String: Value],
        assignment: String, reply: String
    ) async throws -> String {
        let common: [String: Value] = ["assembly": "某市人大", "title": "建议", "proposers": ["钱某"]]
        let item = try await story.opens(
            opened, "proposal", by: .assigner, common.merging(fields) { $1 }, state: "submitted")
        try await story.row(
            accepted, item, "accept", by: .assigner, state: "accepted",
            clocks: ["assignment": assignment])
        try await story.row(
            assigned, item, "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市教育局"],
            state: "assigned",
            clocks: [
                "signing_for": "workdays \(assigned) 3 known=\(assigned)", "reply": reply,
                "objection": Story.noDate,
            ])
        return item
    }

    /// Until the first notice 2020 is not known: Saturday 1 February counts as free.
    private func oldSignedFor(_ story: Story, _ item: String) async throws {
        let unknown = "\(SpringFestivalStory.reply) known=2019-11-04 = 2020-02-03"
        try await story.row(
            "2019-11-04", item, "sign_for", by: .lead, state: "received",
            clocks: [
                "reply": unknown, "objection": "workdays 2019-11-04 5 = 2019-11-11",
                "contact": "workdays 2019-11-04 20 = 2019-12-02",
            ])
        try await story.files("2019-11-20", item, "contact_record", by: .lead)
        try await story.row(
            "2019-11-20", item, "contact", by: .lead, ["contact_kind": "phone"],
            state: "received", clocks: ["reply": unknown])
        try await story.town.wait(until: "2019-11-21")
        try await story.expect(
            ["reply": "\(SpringFestivalStory.reply) known=2019-11-21 = 2020-02-01"], of: item,
            "the first notice")
        #expect(
            try await self.moves(story, item) == [
                "国办发明电〔2019〕16号: reply 2020-02-03 → 2020-02-01"
            ])
    }

    private func newSignedFor(_ story: Story, _ item: String, known: String) async throws {
        try await story.row(
            "2020-01-22", item, "sign_for", by: .lead, state: "received",
            clocks: [
                "reply": "months 2020-01-21 3 roll",
                "objection": "workdays 2020-01-22 5 \(known) = 2020-02-04",
                "contact": "workdays 2020-01-22 20 \(known) = 2020-02-25",
            ])
    }

    /// The preview says what will move, and moves nothing.
    private func previewed(
        _ story: Story, _ files: [String: String], _ old: String, _ new: String
    ) async throws {
        try await story.town.wait(until: "2020-01-26")
        let before = try await story.town.engine.health.status().head
        let preview = try await story.town.preview(files)
        #expect(preview.cases == 2 && preview.movedDates == 4 && preview.becomeOverdue == 0)
        #expect(preview.notices == [SpringFestivalStory.notice])
        #expect(preview.counts == [.same: 2])
        let told = preview.recounts.flatMap { plan in
            plan.moved.map { "\(plan.caseID) \($0.told)" }
        }
        #expect(
            told == [
                "\(old) reply 2020-02-01 → 2020-02-03",
                // Assigned on 21 January: the 22nd, the 23rd, and the first working day after the holiday.
                "\(new) assigner_sending 2020-01-31 → 2020-02-03",
                "\(new) objection 2020-02-04 → 2020-02-06",
                "\(new) contact 2020-02-25 → 2020-02-27",
            ])
        #expect(try await story.town.engine.health.status().head == before)
    }

    private func installed(
        _ story: Story, _ files: [String: String], _ old: String, _ new: String
    ) async throws {
        try await story.town.install(files, reason: SpringFestivalStory.notice)
        #expect(try await story.town.wait(until: "2020-01-26").isEmpty)
        try await story.expect(
            ["reply": "\(SpringFestivalStory.reply) = 2020-02-03"], of: old, "the second notice")
        try await story.expect(
            [
                "reply": "months 2020-01-21 3 roll = 2020-04-21",
                "objection": "workdays 2020-01-22 5 = 2020-02-06",
                "contact": "workdays 2020-01-22 20 = 2020-02-27",
            ], of: new, "the second notice")
        let notice = SpringFestivalStory.notice
        #expect(
            try await self.moves(story, old).suffix(1) == [
                "\(notice): reply 2020-02-01 → 2020-02-03"
            ])
        #expect(
            try await self.moves(story, new) == [
                "\(notice): assigner_sending 2020-01-31 → 2020-02-03, "
                    + "objection 2020-02-04 → 2020-02-06, contact 2020-02-25 → 2020-02-27"
            ])
        // Nothing is overdue by it, and a second look moves nothing more.
        let overdue = try await story.town.engine.deadlines.due(
            until: nil, office: nil, overdueOnly: true, windows: true, limit: 0)
        #expect(overdue.rows.filter { $0.run.due.map { $0 > "2019-11-11" } ?? false }.isEmpty)
        let head = try await story.town.engine.health.status().head
        try await story.town.engine.time.pass()
        #expect(try await story.town.engine.health.status().head == head)
    }

    /// The history lines by which dates of a case moved: reason, then each date.
    private func moves(_ story: Story, _ item: String) async throws -> [String] {
        try await story.town.engine.cases.history(item, after: 0, limit: 0).lines
            .filter { $0.event == "recount" }
            .map { line in
                let dates = line.changes.filter { $0.field.hasPrefix("clock ") }.map { change in
                    let name = change.field.dropFirst("clock ".count)
                    return "\(name) \(change.before?.text ?? "-") → \(change.after?.text ?? "-")"
                }
                return "\(line.note): \(dates.joined(separator: ", "))"
            }
    }
}

extension MovedDate {
    fileprivate var told: String {
        "\(self.clock) \(self.before?.description ?? "-") → \(self.after?.description ?? "-")"
    }
}
