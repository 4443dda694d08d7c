// SPDX-License-Identifier: Apache-2.0
import Casework
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// A promise carried over: its due date moves, the first one stays known.
@Suite struct PromiseTests {
    private func promised() async throws -> (Suggestion, String) {
        let item = try await Suggestion.received().act(
            "2025-06-06", "promise", by: .lead,
            ["promise_text": "建成孵化园", "promise_due": "2025-12-31"])
        let child = try #require(try await item.town.engine.cases.view(item.id).children.first)
        return (item, child.row.id)
    }

    @Test func carriedOverPromiseKeepsItsFirstDate() async throws {
        let (item, promise) = try await self.promised()
        for (today, due) in [("2025-12-01", "2026-06-30"), ("2026-06-01", "2026-12-31")] {
            try await item.town.wait(until: .init(stringLiteral: today))
            try await item.town.act(
                promise, "carry_over", by: .lead,
                ["reason": "跨年", "promise_due": .text(due)])
            let run = try await item.town.engine.cases.view(promise).facts.run(of: "promise")
            #expect(run?.due?.description == due)
            #expect(run?.originalDue == "2025-12-31")
        }
    }

    @Test func promiseCarriedOverToAnEarlierDayIsRefused() async throws {
        let (item, promise) = try await self.promised()
        try await Suggestion(town: item.town, id: promise).refuses(
            "2025-12-01", "carry_over", by: .lead, ["reason": "提前", "promise_due": "2025-12-30"],
            because: [
                Gap(
                    "clock", "延长后的日期2025-12-30不晚于〈承诺期限〉现到期日2025-12-31",
                    "the new day 2025-12-30 is not later than 2025-12-31, when ‹Promise› is due now",
                    basis: [])
            ])
    }
}
