// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// The morning's lists over the National Day of 2025: 1 to 8 October are rest, Sunday 28 September is worked.
@Suite struct MorningTests {
    /// Assigned on 14 July: the reply is due on Tuesday 14 October, fourteen days after the last list before it.
    @Test(.timeLimit(.minutes(60)))
    func theListBeforeAHolidayLooksOverIt() async throws {
        let item = try await Suggestion.received(on: "2025-07-14")
        let town = item.town
        try await item.file("contact_record")
        try await item.act("contact", by: .lead, ["contact_kind": "phone"])
        try await town.send(item.id, by: .assigner)
        try await town.wait(until: "2025-10-10")
        #expect(try await item.run("reply").due == "2025-10-14")
        var query = NoticeQuery(limit: 200)
        (query.office, query.kind) = ("mzj", .digest)
        query.since = "2025-09-22"
        let lists = try await town.engine.jobs.notices(query).rows
        // On working days only, and on each of them that has something to tell.
        let named = lists.filter { $0.text.zh.contains(item.id) }.map(\.givenOn)
        #expect(named.sorted() == ["2025-09-30", "2025-10-09", "2025-10-10"], "\(named)")
        #expect(
            Set(lists.map(\.givenOn)).isDisjoint(
                with: (1...8).map { Day(year: 2025, month: 10, day: $0) }.compactMap { $0 }))
        // What would be told on Sunday 14 September is told on Friday the 12th, what on 7 October on 30 September.
        var told = NoticeQuery(limit: 200)
        (told.caseID, told.kind) = (item.id, .warning)
        let warnings = try await town.engine.jobs.notices(told).rows
            .filter { $0.about?.clock == "reply" }.map(\.day).sorted()
        #expect(warnings == ["2025-09-12", "2025-09-29", "2025-09-30"])
    }
}
