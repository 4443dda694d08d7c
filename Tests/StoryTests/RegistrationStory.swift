// SPDX-License-Identifier: Apache-2.0
import Casework
import Testing
import TownHall
import WorkCalendar
import Workflow

/// 一窗受理、部门联办: one window, several offices, one answer.
///
/// Bodies and dates are invented; the limits are those of 行政许可法 32, 42, 44, 45, of the registration
/// regulations and of 慈善法 10.
@Suite struct RegistrationStory {
    private static let town = TownHall.Plan(
        place: "某区", profile: "cn",
        offices: [
            .lead: .init("区民政局", "qmzj"), .coHandler: .init("区消防救援大队", "qxf"),
        ], others: [.init("区教育局", "qjyj")])

    private func opened(
        _ story: Story, on day: Day, _ fields: [String: Value] = [:], acceptance: String
    ) async throws -> String {
        let common: [String: Value] = [
            "party_name": "某学校", "applicant": "张三", "org_type": "private_unit", "kind": "change",
            "received_on": .text(day.description),
        ]
        let id = try await story.opens(
            day, "registration", by: .officer, common.merging(fields) { $1 },
            roles: Registrar.role, state: "received", clocks: ["acceptance": acceptance])
        try await story.files(day, id, "application", by: .officer)
        return id
    }

    /// 行政许可法 26, 42: three offices act, the applicant hears from one; forty-five working days, in
    /// which the time of a test does not count (45).
    @Test(.timeLimit(.minutes(60)))
    func changeIsAnsweredOnceWhenEveryOfficeHasSpoken() async throws {
        let story = try await Story(in: Self.town, from: "2026-03-02")
        let item = try await self.opened(
            story, on: "2026-03-02", acceptance: "workdays 2026-03-02 5 = 2026-03-09")
        try await self.completed(story, item)
        let decision = "workdays 2026-03-12 45 = 2026-05-19"
        try await story.row(
            "2026-03-12", item, "accept", by: .officer, ["asked": ["区消防救援大队", "区教育局"]],
            state: "accepted", clocks: ["decision": decision],
            then: ["LB-2026-000001 open → asked", "LB-2026-000002 open → asked"])
        let parts = try await story.children(of: item)
        for part in parts {
            try await story.expect(
                ["opinion": "workdays 2026-03-12 10 = 2026-03-26"], of: part, "asked")
        }
        try await story.files("2026-03-16", item, "time_notice", by: .officer)
        try await story.row(
            "2026-03-16", item, "commission", by: .officer, ["appraiser": "某检测机构"],
            state: "accepted", clocks: ["decision": decision])
        try await self.spoken(story, item, parts)
        try await self.granted(story, item)
        #expect(try await story.letters("decision", of: item) == ["张三 ×1"])
        let report = try await story.town.engine.reports.figures(
            FiguresQuery("registration", by: "decide", from: "2026-04-01", to: "2026-04-30"))
        #expect(report.told("private_units") == "change 1")
        #expect(report.told("in_time") == "1/1")
        try await story.ends()
    }

    /// What is missing is said once (32); the five working days then run anew.
    private func completed(_ story: Story, _ item: String) async throws {
        try await story.row(
            "2026-03-03", item, "return_application", by: .officer, ["corrections": ["验资报告"]],
            state: "incomplete", clocks: [:])
        try await story.files("2026-03-10", item, "application", by: .officer)
        let acceptance = "workdays 2026-03-10 5 = 2026-03-17"
        try await story.row(
            "2026-03-10", item, "resubmit", by: .officer, ["received_on": "2026-03-10"],
            state: "received",
            clocks: ["acceptance": acceptance])
        let again = try await story.town.unmet(
            item, "return_application", by: .officer, ["corrections": ["场所证明"]])
        #expect(again == ["not"])
    }

    /// One office answers in its time; the other is chased, and then waited for no longer.
    private func spoken(_ story: Story, _ item: String, _ parts: [String]) async throws {
        try await story.files("2026-03-20", parts[0], "opinion_letter", by: .coHandler)
        try await story.row(
            "2026-03-20", parts[0], "give_opinion", by: .coHandler, ["opinion": "agreed"],
            state: "agreed", clocks: [:])
        #expect(
            try await story.town.unmet(parts[1], "waive", by: .leader, ["reason": "逾期"])
                == ["clock opinion"])
        try await story.time(
            until: "2026-03-30", parts[1], "chase", happenedOn: "workdays 2026-03-26 1",
            state: "asked", clocks: ["opinion": "workdays 2026-03-12 10"])
        let waiting = try await story.town.unmet(
            item, "decide", by: .leader, ["decision": "granted"])
        #expect(waiting == ["children \(parts[1])", "document unit_consent"])
        try await story.row(
            "2026-03-30", parts[1], "waive", by: .leader, ["reason": "逾期未复"], state: "waived",
            clocks: [:])
        try await story.files("2026-03-30", item, "appraisal_report", by: .officer)
        // The fourteen days from 16 March on hold ten working days.
        try await story.row(
            "2026-03-30", item, "commission_done", by: .officer, state: "accepted",
            clocks: ["decision": "workdays 2026-03-12 45 2026-03-16..2026-03-30 = 2026-06-02"])
    }

    private func granted(_ story: Story, _ item: String) async throws {
        let granted: [String: Value] = ["decision": "granted", "decision_number": "区民决〔2026〕1号"]
        #expect(
            try await story.town.unmet(item, "decide", by: .leader, granted)
                == ["document unit_consent"])
        try await story.files("2026-04-01", item, "unit_consent", by: .officer)
        let issue = "workdays 2026-04-01 10 = 2026-04-16"
        try await story.row(
            "2026-04-01", item, "decide", by: .leader, granted, state: "granted",
            clocks: ["issue": issue])
        try await story.files("2026-04-03", item, "certificate", "public_notice", by: .officer)
        try await story.row(
            "2026-04-03", item, "issue", by: .officer, state: "granted", clocks: [:])
        #expect(
            try await story.town.unmet(item, "archive", by: .officer, Registrar.onPaper) == [
                "recorded announce"
            ])
        try await story.row(
            "2026-04-03", item, "announce", by: .officer, state: "granted", clocks: [:])
        // Nobody archives it in silence while papers are missing; with a reason he may.
        #expect(try await story.town.unmet(item, "archive", by: .officer) == ["any"])
        try await story.row(
            "2026-04-03", item, "archive", by: .officer, Registrar.onPaper, state: "archived",
            clocks: [:])
    }

    /// 行政许可法 32: who hears nothing in five working days was accepted on the day of receipt.
    @Test(.timeLimit(.minutes(60)))
    func silenceIsAcceptanceOnTheDayOfReceipt() async throws {
        let story = try await Story(in: Self.town, from: "2026-03-02")
        let acceptance = "workdays 2026-03-02 5 = 2026-03-09"
        let item = try await self.opened(story, on: "2026-03-02", acceptance: acceptance)
        try await story.time(
            until: "2026-03-10", item, "deemed_accepted", happenedOn: acceptance,
            state: "accepted", clocks: ["decision": "workdays 2026-03-02 20 = 2026-03-30"])
        #expect(try await story.letters("acceptance", of: item) == ["张三 ×1"])
        try await story.row(
            "2026-03-24", item, "extend", by: .leader,
            ["extended_to": "2026-04-14", "reason": "情况复杂"], state: "accepted",
            clocks: ["decision": "workdays 2026-03-02 30 = 2026-04-14"])
        try await story.ends()
    }

    /// 社团条例 12: sixty days from the day on which all papers were there; 慈善法 10: thirty from the
    /// acceptance.
    @Test(.timeLimit(.minutes(60)))
    func foundingHasTheLimitOfItsOwnLaw() async throws {
        let story = try await Story(in: Self.town, from: "2026-03-02")
        let limits = [
            ("association", "days 2026-03-02 60 = 2026-05-01"),
            ("charity", "days 2026-03-04 30 = 2026-04-03"),
        ]
        var items: [(id: String, limit: String)] = []
        for (type, limit) in limits {
            let item = try await self.opened(
                story, on: "2026-03-02", ["kind": "founding", "org_type": .text(type)],
                acceptance: "workdays 2026-03-02 5")
            items.append((item, limit))
        }
        for (item, limit) in items {
            try await story.row(
                "2026-03-04", item, "accept", by: .officer, state: "accepted",
                clocks: ["decision": limit])
        }
        // The regulation knows no extension; the charity law sixty days more.
        let longer: [String: Value] = ["extended_to": "2026-06-02", "reason": "特殊情况"]
        #expect(try await !story.town.unmet(items[0].id, "extend", by: .leader, longer).isEmpty)
        #expect(try await story.town.unmet(items[1].id, "extend", by: .leader, longer).isEmpty)
        try await story.ends()
    }

    /// Liquidation comes first: the window hands the matter on.
    ///
    /// Who withdraws ends what offices were asked.
    @Test(.timeLimit(.minutes(60)))
    func deregistrationGoesOnByItselfAndWithdrawalEndsTheParts() async throws {
        let story = try await Story(in: Self.town, from: "2026-03-02")
        let end = try await self.opened(
            story, on: "2026-03-02", ["kind": "deregistration"], acceptance: "workdays 2026-03-02 5"
        )
        let other = try await self.opened(
            story, on: "2026-03-02", ["party_name": "另一学校"], acceptance: "workdays 2026-03-02 5")
        try await story.row(
            "2026-03-03", end, "accept", by: .officer, state: "accepted",
            clocks: ["decision": "workdays 2026-03-03 20"])
        #expect(
            try await !story.town.unmet(end, "decide", by: .leader, ["decision": "granted"]).isEmpty
        )
        try await story.row(
            "2026-03-04", end, "hand_over", by: .officer, state: "handed_over", clocks: [:],
            then: ["ZX-2026-000001 open → proposed"])
        try await story.row(
            "2026-03-05", other, "accept", by: .officer, ["asked": ["区教育局"]],
            state: "accepted", clocks: ["decision": "workdays 2026-03-05 45"],
            then: ["LB-2026-000001 open → asked"])
        try await story.row(
            "2026-03-06", other, "withdraw", by: .officer, ["reason": "不再变更"],
            state: "withdrawn", clocks: [:], then: ["LB-2026-000001 cancel → cancelled"])
        try await story.ends()
    }

    /// 行政许可法 38: who is refused is told why; an office that is asked later is asked once.
    @Test(.timeLimit(.minutes(60)))
    func refusalSaysWhyAndEachOfficeIsAskedOnce() async throws {
        let story = try await Story(in: Self.town, from: "2026-03-02")
        let item = try await self.opened(
            story, on: "2026-03-02", acceptance: "workdays 2026-03-02 5")
        let decision = "workdays 2026-03-03 45"
        try await story.row(
            "2026-03-03", item, "accept", by: .officer, ["asked": ["区消防救援大队"]],
            state: "accepted", clocks: ["decision": decision],
            then: ["LB-2026-000001 open → asked"])
        try await story.row(
            "2026-03-04", item, "ask_offices", by: .officer,
            ["asked": ["区消防救援大队", "区教育局"]], state: "accepted",
            clocks: ["decision": decision], then: ["LB-2026-000002 open → asked"])
        let parts = try await story.children(of: item)
        try await story.files("2026-03-05", parts[0], "opinion_letter", by: .coHandler)
        let objection: [String: Value] = ["opinion": "objected"]
        #expect(
            try await story.town.unmet(parts[0], "give_opinion", by: .coHandler, objection)
                == ["field reason"])
        try await story.row(
            "2026-03-05", parts[0], "give_opinion", by: .coHandler,
            objection.merging(["reason": "疏散通道不足"]) { $1 }, state: "objected", clocks: [:])
        try await story.row(
            "2026-03-06", parts[1], "cancel", by: .officer, state: "cancelled", clocks: [:])
        try await story.files("2026-03-09", item, "unit_consent", by: .officer)
        for decision in ["granted", "refused"] {
            #expect(
                try await story.town.unmet(
                    item, "decide", by: .leader, ["decision": .text(decision)])
                    == ["field reason"])
        }
        try await story.row(
            "2026-03-09", item, "decide", by: .leader,
            ["decision": "refused", "reason": "场所不符合消防要求"], state: "refused", clocks: [:])
        #expect(try await story.letters("decision", of: item) == ["张三 ×1"])
        let other = try await self.opened(
            story, on: "2026-03-09", acceptance: "workdays 2026-03-09 5")
        try await story.row(
            "2026-03-10", other, "reject", by: .leader, ["reason": "不属本机关职权"],
            state: "not_accepted", clocks: [:])
        try await story.ends()
    }
}
