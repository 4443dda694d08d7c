// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// 行政处罚法 66, 67: what was paid on a decision that fell is paid no more.
@Suite struct EnforcementLawRefundTests {
    /// Annulled, the fine goes back (行政处罚法 66, 67): what is decided anew is owed anew, not paid already.
    @Test(.timeLimit(.minutes(60)))
    func whatWentBackIsNotPaid() async throws {
        let penalty = try await ShortPenalty(TownHall(Registrar.town, on: "2025-01-06"))
        try await penalty.served([
            "penalties": ["confiscate", "fine"], "gains": "10000", "fine": "30000",
        ])
        let (town, id) = (penalty.town, penalty.id)
        try await penalty.act("pay", by: .officer, ["payment_proof"], ["paid": "30000"])
        try await penalty.act("seek_review", by: .officer)
        try await penalty.act("review_decided", by: .officer, ["review_papers"], ["remedy": "void"])
        try await town.file(id, "refund_proof", by: .officer)
        let tooMuch = await #expect(throws: CaseworkError.self) {
            try await town.act(id, "refund", by: .officer, ["refunded": "30000.01"])
        }
        #expect(tooMuch?.told.contains("多于") ?? false)
        try await penalty.act("refund", by: .officer, [], ["refunded": "30000"])
        #expect(try await town.fields(of: id)["paid"] == "0")
        try await penalty.act("decide", by: .leader, [], ["decision_number": "2号"])
        try await penalty.act("serve", by: .officer, ["service_slip"], ["method": "in_person"])
        #expect(try await town.due("payment", of: id) == "2025-01-21")
        try await town.wait(until: "2025-01-25")
        let events = try await town.engine.cases.view(id).facts.history.map(\.event)
        #expect(events.contains("payment_overdue"))
        let grown = try #require(
            try await town.engine.cases.view(id).accrued["surcharge"])
        #expect(grown.paid == .zero && grown.unpaid > ExactNumber("30000") ?? .zero)
        // The first payment and what went back stand in the history, each with its day.
        let parts = try await town.engine.cases.view(id).facts.parts(of: "paid").map(\.amount)
        #expect(parts == [ExactNumber("30000"), ExactNumber("-30000")])
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }
}
