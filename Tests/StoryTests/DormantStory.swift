// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Jimei clears 31 dormant organisations: 29 lose their registration, two are led to deregister.
///
/// 31, 29 and 2 are published; all dates are chosen. Profile cn.
@Suite struct DormantStory {
    private static let ninetyDays = "days 2024-05-13 90 = 2024-08-11"
    private static let remedies = [
        "review": "days 2024-07-03 60 roll = 2024-09-02",
        "suit": "months 2024-07-03 6 roll = 2025-01-03",
    ]

    @Test(.timeLimit(.minutes(60)))
    func thirtyOneDormantOrganisationsAreClearedToTheLast() async throws {
        let story = try await Story(in: Registrar.town, from: "2024-03-01")
        let campaign = try await self.begun(story)
        let found = try await story.children(of: campaign)
        try #require(found.count == 31)
        let (revoked, guided) = (Array(found.prefix(29)), Array(found.suffix(2)))
        let (penalties, endings) = try await self.disposed(story, revoked, guided)
        let unsettled = found.map { "\($0)(区民政局)" }.joined(separator: "、")
        try await story.refused(
            "2024-05-10", campaign, "clear", by: .leader,
            about: ["children \(found.joined(separator: ","))", "document summary"],
            unmet: [
                "\(unsettled) is not yet Settled or Not dormant", "document ‹Summary› is missing",
            ])
        try await self.penalised(story, penalties, of: revoked)
        try await self.deregistered(story, endings, of: guided)
        try await self.unattacked(story, penalties)
        try await self.cleared(story, campaign)
        try await story.ends()
    }

    private func begun(_ story: Story) async throws -> String {
        let campaign = try await story.opens(
            "2024-03-01", "dormant_cleanup", by: .leader, ["title": "僵尸型社会组织专项整治"],
            roles: Registrar.role, state: "planned", clocks: [:])
        let candidates = (1...31).map { number in
            Value.record([
                "party_code": "C\(number)", "party_name": "组织\(number)",
                "org_type": "association",
            ])
        }
        try await story.files("2024-03-04", campaign, "plan", by: .leader)
        let result = try await story.town.act(
            campaign, "start", by: .leader,
            ["ends_on": "2026-01-31", "candidates": .list(candidates)])
        #expect(result.state == "running" && result.consequences.count == 31)
        try await story.expect(["campaign": "days 2026-01-30 1"], of: campaign, "started")
        return campaign
    }

    /// - Returns: the penalty cases and the deregistrations that were opened.
    private func disposed(
        _ story: Story, _ revoked: [String], _ guided: [String]
    ) async throws -> (penalties: [String], endings: [String]) {
        for item in revoked + guided {
            try await story.files("2024-04-15", item, "evidence", by: .officer)
            try await story.row(
                "2024-04-15", item, "confirm", by: .officer,
                ["criteria": ["checks_missed"], "missed_years": "3"], state: "confirmed",
                clocks: [:])
        }
        let penalties = (1...29).map { "CF-2024-\(Story.six($0))" }
        let endings = (1...2).map { "ZX-2024-\(Story.six($0))" }
        for (item, penalty) in zip(revoked, penalties) {
            try await story.row(
                "2024-05-06", item, "dispose", by: .leader,
                ["outcome": "penalty", "lead_found_on": "2024-05-06"], state: "handling",
                clocks: [:], then: ["\(penalty) open → lead"])
            try await story.expect(
                ["preliminary": "workdays 2024-05-06 15 = 2024-05-24"], of: penalty, "opened")
        }
        for (item, ending) in zip(guided, endings) {
            try await story.row(
                "2024-05-06", item, "dispose", by: .leader, ["outcome": "deregister"],
                state: "handling", clocks: [:], then: ["\(ending) open → proposed"])
        }
        return (penalties, endings)
    }

    /// What runs in each penalty case after each act.
    private func clocks(after event: String) -> Story.Clocks {
        switch event {
        case "serve_notice":
            [
                "decision": DormantStory.ninetyDays,
                "statement": "workdays 2024-06-05 5 = 2024-06-13",
                "hearing_request": "workdays 2024-06-05 5 = 2024-06-13",
            ]
        case "finish_statements":
            [
                "decision": DormantStory.ninetyDays,
                "legal_review": "workdays 2024-06-24 10 = 2024-07-08",
            ]
        case "decide":
            [
                "service": "workdays 2024-07-01 7 = 2024-07-10",
                "publicity": "workdays 2024-07-01 7 = 2024-07-10",
                "credit": "workdays 2024-07-01 5 = 2024-07-08",
            ]
        case "publicise":
            ["service": "workdays 2024-07-01 7", "credit": "workdays 2024-07-01 5"]
        case "enter_credit":
            ["service": "workdays 2024-07-01 7"]
        case "serve":
            DormantStory.remedies.merging(["hand_in": "days 2024-07-03 7 roll = 2024-07-10"]) { $1 }
        case "declare_void", "close":
            DormantStory.remedies
        default:
            ["decision": DormantStory.ninetyDays]
        }
    }

    private func penalised(
        _ story: Story, _ penalties: [String], of items: [String]
    ) async throws {
        let start = Day(stringLiteral: "2024-05-06")
        for step in Course.revocation {
            for (index, penalty) in penalties.enumerated() {
                let day = start.adding(days: step.after)
                for paper in step.papers {
                    try await story.files(day, penalty, paper, by: .officer)
                }
                // 撤销登记 does not end an organisation: it comes onto the list, and is liquidated.
                var then: [String] = []
                if step.event == "serve" {
                    then = [
                        "YZ-2024-\(Story.six(index + 1)) open → candidate",
                        "ZX-2024-\(Story.six(index + 3)) order → liquidating",
                    ]
                }
                if step.event == "close" { then = ["\(items[index]) settle → settled"] }
                try await story.row(
                    day, penalty, step.event, by: step.who, step.fields, state: step.state,
                    clocks: self.clocks(after: step.event), then: then)
            }
        }
        for index in penalties.indices {
            let liquidation = "ZX-2024-\(Story.six(index + 3))"
            let view = try await story.town.engine.cases.view(liquidation)
            #expect(view.row.fields["cause"] == "revoked")
            try await story.expect(
                ["liquidation_group": "days 2024-07-03 30 roll = 2024-08-02"], of: liquidation,
                "ordered")
        }
    }

    private func deregistered(
        _ story: Story, _ endings: [String], of items: [String]
    ) async throws {
        let clocks: [String: Story.Clocks] = [
            "consent": ["liquidation_group": "days 2024-08-12 30 roll = 2024-09-11"],
            "announce_creditors": ["creditors": "days 2024-08-22 45 roll = 2024-10-08"],
            "end_liquidation": ["application": "days 2024-10-21 15 roll = 2024-11-05"],
            "apply": ["approval": "workdays 2024-10-25 20 = 2024-11-22"],
        ]
        let start = Day(stringLiteral: "2024-05-06")
        for step in Course.deregistration {
            for (ending, item) in zip(endings, items) {
                let day = start.adding(days: step.after)
                for paper in step.papers {
                    try await story.files(day, ending, paper, by: .officer)
                }
                try await story.row(
                    day, ending, step.event, by: step.who, step.fields, state: step.state,
                    clocks: clocks[step.event] ?? [:],
                    then: step.event == "approve" ? ["\(item) settle → settled"] : [])
            }
        }
    }

    /// Nobody goes to court: when the time to sue is over the files are put away.
    private func unattacked(_ story: Story, _ penalties: [String]) async throws {
        try await story.time(
            until: "2025-01-04", penalties[0], "suit_expired",
            happenedOn: "months 2024-07-03 6 roll = 2025-01-03",
            then: penalties.map { "\($0) suit_expired → closed" },
            clocks: ["archiving": "days 2025-01-03 30 roll = 2025-02-05"])
    }

    private func cleared(_ story: Story, _ campaign: String) async throws {
        try await story.files("2026-01-20", campaign, "summary", by: .leader)
        try await story.row(
            "2026-01-20", campaign, "clear", by: .leader, state: "cleared", clocks: [:])
        let view = try await story.town.engine.reports.figures(
            FiguresQuery("dormant_cleanup", from: "2024-01-01", to: "2026-12-31", caseID: campaign))
        #expect(view.told("found") == "31")
        #expect(view.told("by_outcome") == "deregister 2, penalty 29")
        #expect(view.told("done") == "31/31")
    }
}
