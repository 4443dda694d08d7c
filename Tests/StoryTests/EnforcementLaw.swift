// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// A penalty that is led to where a test wants it, by the shortest way the law allows: the party waives
/// its rights, and all that the office does by itself happens on one day.
struct ShortPenalty {
    let town: TownHall
    let id: String

    /// An association's unlawful fees; what is proposed and notified are the same.
    static let warning: [String: Value] = ["penalties": ["warning"]]

    /// Filed and investigated.
    init(
        _ town: TownHall, party: String = "51440000X", org: Value = "association",
        ended: Value = "2024-09-30"
    ) async throws {
        self.town = town
        self.id = try await town.open(
            "penalty", by: .officer,
            [
                "party_code": .text(party), "party_name": "某协会", "source": "report",
                "lead_found_on": "2025-01-02",
            ], roles: Registrar.role
        ).caseID
        try await self.act(
            "file", by: .leader, ["filing_form"],
            [
                "act_ended_on": ended, "own_jurisdiction": "true", "penalisable": "true",
                "org_type": org,
            ])
        try await self.act("appoint", by: .leader, [], ["officers": Registrar.officers])
        try await self.act(
            "investigate", by: .officer, ["record"],
            ["step_kind": "question", "step_officers": Registrar.officers])
    }

    /// An act with the papers that go before it.
    func act(
        _ event: String, by who: Who, _ papers: [String] = [], _ fields: [String: Value] = [:]
    ) async throws {
        for paper in papers { try await self.town.file(self.id, paper, by: who) }
        do {
            try await self.town.act(self.id, event, by: who, fields)
        } catch {
            Issue.record("\(event): \(error.sentence.en): \(error.unmet.map(\.sentence.en))")
            throw error
        }
    }

    /// Reported, notified, waived: the decision is what is left.
    func proposed(_ fields: [String: Value], ground: Value = "unlawful_fees") async throws {
        var proposal: [String: Value] = [
            "proposal": "penalise", "law_date": "2024-09-30", "grounds": [ground],
            "discretion": "一般",
        ]
        proposal.merge(fields) { $1 }
        try await self.act("report", by: .officer, ["final_report"], proposal)
        var notice: [String: Value] = ["hearing_offered": "true"]
        notice["noticed_penalties"] = proposal["penalties"]
        notice["noticed_fine"] = proposal["fine"]
        try await self.act("issue_notice", by: .leader, [], notice)
        try await self.act("serve_notice", by: .officer, ["service_slip"], ["method": "in_person"])
        try await self.act("waive_rights", by: .officer, ["waiver"])
        try await self.act("finish_statements", by: .officer)
    }

    /// Proposed, decided and handed over today.
    func served(_ fields: [String: Value], ground: Value = "unlawful_fees") async throws {
        try await self.proposed(fields, ground: ground)
        try await self.act("decide", by: .leader, [], ["decision_number": "1号"])
        try await self.act("serve", by: .officer, ["service_slip"], ["method": "in_person"])
    }

    /// What it opened, in order.
    func opened(_ workflow: String) async throws -> [String] {
        try await self.town.engine.cases.view(self.id).linked.map(\.row)
            .filter { $0.workflow == workflow }.map(\.id)
    }
}

extension TownHall {
    /// The due date of the last run of a clock; nil where it never ran or has no date.
    func due(_ clock: String, of id: String) async throws -> Day? {
        try await self.engine.cases.view(id).facts.run(of: clock)?.due
    }

    /// What an act is refused for; empty where it would be done.
    func unmet(
        _ id: String, _ event: String, by who: Who, _ fields: [String: Value] = [:]
    ) async throws -> [String] {
        do {
            try await self.act(id, event, by: who, fields)
            return []
        } catch {
            return error.unmet.isEmpty ? [error.sentence.en] : error.unmet.map(\.about)
        }
    }

    /// Where a case stands.
    func state(of id: String) async throws -> String {
        try await self.engine.cases.view(id).row.state
    }
}
