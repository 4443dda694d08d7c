// SPDX-License-Identifier: Apache-2.0
import Casework
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

// The decision cannot be handed over and is not paid.
extension PenaltyStory {
    private static let payment = "days 2025-07-18 15 roll = 2025-08-04"
    private static let review = "days 2025-07-18 60 roll = 2025-09-16"
    private static let suit = "months 2025-07-18 6 roll = 2026-01-19"

    func announced(_ story: Story, _ item: String) async throws {
        try await story.refused(
            "2025-05-14", item, "announce", by: .officer,
            about: [
                "recorded attempt_service", "recorded attempt_service", "document announcement",
            ],
            unmet: [
                "‹Service attempted› not recorded with ‹Service› In person or Left [since ‹Issue prior notice or Decide or Decide on no penalty›]",
                "‹Service attempted› not recorded with ‹Service› Post or Entrusted [since ‹Issue prior notice or Decide or Decide on no penalty›]",
                "document ‹Announcement› is missing [since ‹Issue prior notice or Decide or Decide on no penalty›]",
            ])
        for (day, method) in [("2025-05-15", "in_person"), ("2025-05-19", "post")] {
            let day = Day(stringLiteral: day)
            try await story.files(day, item, "attempt_record", by: .officer)
            try await story.row(
                day, item, "attempt_service", by: .officer, ["method": .text(method)],
                state: "decided", clocks: ["service": "workdays 2025-05-08 7"])
        }
        try await story.files("2025-05-19", item, "announcement", by: .officer)
        try await story.row(
            "2025-05-19", item, "announce", by: .officer, state: "decided",
            clocks: ["announcement": "days 2025-05-19 60 = 2025-07-18"])
        // A fine from 50 000 on leads to the list of serious breaches.
        try await story.time(
            until: "2025-07-19", item, "deem_served",
            happenedOn: "days 2025-05-19 60 = 2025-07-18",
            then: ["\(item) deem_served → executing", "YZ-2025-000001 open → candidate"],
            clocks: [
                "payment": PenaltyStory.payment, "review": PenaltyStory.review,
                "suit": PenaltyStory.suit,
            ])
        let list = try await story.town.engine.cases.view("YZ-2025-000001")
        #expect(
            list.row.fields == [
                "party_code": "51440000X", "party_name": "某协会", "org_type": "association",
                "ground": "large_fine", "deregistered": "false",
            ])
    }

    func unpaid(_ story: Story, _ item: String) async throws {
        let remedies = ["review": PenaltyStory.review, "suit": PenaltyStory.suit]
        let owing = ["payment": PenaltyStory.payment, "surcharge": Story.noDate]
        try await story.time(
            until: "2025-08-05", item, "payment_overdue", happenedOn: PenaltyStory.payment,
            state: "executing", clocks: owing.merging(remedies) { $1 })
        try await story.files("2025-08-11", item, "demand", by: .officer)
        try await story.files("2025-08-11", item, "service_slip", by: .officer)
        try await story.row(
            "2025-08-11", item, "serve_demand", by: .officer,
            ["method": "in_person", "demanded": "80000"], state: "executing",
            clocks: owing.merging(remedies) { $1 }.merging(
                ["demand": "workdays 2025-08-11 10 = 2025-08-25"]) { $1 })
        try await story.files("2025-09-01", item, "court_application", by: .leader)
        try await story.refused(
            "2025-09-01", item, "apply_court", by: .leader, about: ["any"],
            unmet: [
                "one of these must hold, and none does: ‹Suit› runs until 2026-01-19; ‹Suit after reconsideration› has not started; ‹Final judgment› not recorded with ‹Result of the remedy› Upheld or Changed or Partly annulled or Rejected or Mediated or Withdrawn [since ‹Serve or Deemed served›]"
            ])
        try await self.surcharge(
            story, item, "surcharge 80000 2025-08-04 until 2025-09-01 rate 3",
            answer: "67200.00 days 28")
        try await story.files("2025-09-10", item, "payment_proof", by: .officer)
        try await story.row(
            "2025-09-10", item, "pay", by: .officer, ["paid": "30000"], state: "executing",
            clocks: owing.merging(remedies) { $1 })
        // The cap was reached on the 34th day: the part payment changes nothing any more.
        try await self.surcharge(
            story, item, "surcharge 80000 2025-08-04 until 2025-09-10 paid 2025-09-10:30000 rate 3",
            answer: "80000.00 days 34 capped 2025-09-07")
    }

    func taken(toCourt item: String, _ story: Story) async throws {
        let owing = ["payment": PenaltyStory.payment, "surcharge": Story.noDate]
        try await story.time(
            until: "2026-01-20", item, "suit_expired", happenedOn: PenaltyStory.suit,
            state: "executing",
            clocks: owing.merging(["court_window": "months 2026-01-19 3 = 2026-04-19"]) { $1 })
        try await story.row(
            "2026-01-26", item, "apply_court", by: .leader, state: "executing", clocks: owing)
        try await story.files("2026-02-02", item, "closing_form", by: .officer)
        try await story.row(
            "2026-02-02", item, "close", by: .leader, state: "closed",
            clocks: ["archiving": "days 2026-02-02 30 roll = 2026-03-04"])
        try await story.row(
            "2026-02-10", item, "archive", by: .registrarsClerk, Registrar.onPaper,
            state: "archived", clocks: [:])
    }

    /// What has grown by today, as the engine and as somebody else reckons it.
    private func surcharge(
        _ story: Story, _ item: String, _ question: String, answer: String
    ) async throws {
        let clocks = try await story.town.engine.deadlines.explain(item, clock: "surcharge").clocks
        let accrued = try #require(clocks.last?.accrued)
        let capped = accrued.cappedOn.map { " capped \($0)" } ?? ""
        let told = "\(accrued.added.fixed) days \(accrued.days)\(capped)"
        #expect(told == answer)
        try story.asksPlainly(question, answer: told)
    }
}

extension ExactNumber {
    /// With two places, as money is written.
    fileprivate var fixed: String {
        let parts = self.description.split(separator: ".").map(String.init)
        let places = parts.count > 1 ? parts[1] : ""
        return parts[0] + "." + places + String(repeating: "0", count: max(0, 2 - places.count))
    }
}
