// SPDX-License-Identifier: Apache-2.0
import Casework
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Two organisations on the list of abnormal activity: one is removed when it has filed its report,
/// the other gets a new ground, so that its two years run anew, and comes onto the serious list.
///
/// Invented; profile cn. Dates in 2027 are provisional: the calendar ends in 2026.
@Suite struct ListingStory {
    private static let twoYears = "years 2022-07-20 2 = 2024-07-20"
    private static let anew = "years 2023-03-01 2 = 2025-03-01"
    private static let minimum = "years 2025-03-27 2 = 2027-03-27"

    @Test(.timeLimit(.minutes(60)))
    func organisationThatDoesItsDutyIsRemovedAndTheOtherComesOntoTheSeriousList() async throws {
        let story = try await Story(in: Registrar.town, from: "2022-07-01")
        let stays = try await self.candidate(story, "甲会", "S1")
        let leaves = try await self.candidate(story, "乙会", "S2")
        for item in [stays, leaves] { try await self.notified(story, item) }
        try await story.refused(
            "2022-07-15", stays, "list", by: .leader,
            ["decision_number": "异〔2022〕1号", "remediable": "true"], about: ["any"],
            unmet: [
                "one of these must hold, and none does: ‹Statement› runs until 2022-07-18; ‹Review the statement› not recorded"
            ])
        for item in [stays, leaves] { try await self.listed(story, item) }
        for item in [stays, leaves] {
            try await story.row(
                "2022-07-22", item, "publish_listing", by: .officer,
                ["public_url": "mzj.example.cn"], state: "listed",
                clocks: [
                    "promotion": ListingStory.twoYears,
                    "credit": "workdays 2022-07-20 5 = 2022-07-27",
                ])
            try await story.row(
                "2022-07-22", item, "enter_credit", by: .officer, state: "listed",
                clocks: ["promotion": ListingStory.twoYears])
        }
        try await self.removed(story, leaves)
        let serious = try await self.promoted(story, stays)
        try await self.seriouslyListed(story, serious, from: stays)
        try await self.removedAfterTwoYears(story, serious)
        try await story.ends()
    }

    private func candidate(
        _ story: Story, _ name: String, _ code: String
    ) async throws -> String {
        try await story.opens(
            "2022-07-01", "abnormal_listing", by: .officer,
            ["party_code": .text(code), "party_name": .text(name), "ground": "no_annual_report"],
            roles: Registrar.role, state: "candidate", clocks: [:])
    }

    private func notified(_ story: Story, _ item: String) async throws {
        try await story.files("2022-07-04", item, "service_slip", by: .officer)
        try await story.row(
            "2022-07-04", item, "serve_notice", by: .officer, state: "notified",
            clocks: ["statement": "workdays 2022-07-04 10 = 2022-07-18"])
    }

    private func listed(_ story: Story, _ item: String) async throws {
        try await story.row(
            "2022-07-20", item, "list", by: .leader,
            ["decision_number": "异〔2022〕1号", "remediable": "true"], state: "listed",
            clocks: [
                "promotion": ListingStory.twoYears, "credit": "workdays 2022-07-20 5 = 2022-07-27",
                "publication": "workdays 2022-07-20 5 = 2022-07-27",
            ])
    }

    private func removed(_ story: Story, _ item: String) async throws {
        try await story.files("2022-10-10", item, "removal_application", by: .officer)
        try await story.row(
            "2022-10-10", item, "ask_removal", by: .officer, state: "removal_asked",
            clocks: [
                "promotion": ListingStory.twoYears,
                "verification": "workdays 2022-10-10 10 = 2022-10-24",
            ])
        try await story.files("2022-10-12", item, "verification", by: .officer)
        try await story.row(
            "2022-10-12", item, "verify", by: .officer, ["verify_result": "done"],
            state: "removable",
            clocks: [
                "promotion": ListingStory.twoYears, "removal": "workdays 2022-10-12 5 = 2022-10-19",
            ])
        try await story.row(
            "2022-10-14", item, "remove", by: .leader, ["decision_number": "移〔2022〕3号"],
            state: "taken_off", clocks: ListingStory.told("2022-10-14", by: "2022-10-21"))
        try await self.publishes(
            story, item, on: "2022-10-17", ListingStory.told("2022-10-14", by: "2022-10-21"))
    }

    /// What is still to be told of a removal, five working days from it.
    private static func told(_ day: String, by due: String) -> [String: String] {
        ["credit", "publication"].reduce(into: [:]) { $0[$1] = "workdays \(day) 5 = \(due)" }
    }

    /// Entered in the credit file, and published.
    private func publishes(
        _ story: Story, _ item: String, on day: Day, _ clocks: [String: String]
    ) async throws {
        try await story.row(
            day, item, "enter_credit", by: .officer, state: "taken_off",
            clocks: clocks.filter { $0.key != "credit" })
        try await story.row(
            day, item, "publish_removal", by: .officer, ["public_url": "mzj.example.cn"],
            state: "removed", clocks: [:])
    }

    private func promoted(_ story: Story, _ item: String) async throws -> String {
        try await story.row(
            "2023-03-01", item, "new_ground", by: .officer,
            ["ground": "not_rectified", "remediable": "true"], state: "listed",
            clocks: ["promotion": ListingStory.anew])
        let serious = "YZ-2025-000001"
        try await story.time(
            until: "2025-03-02", item, "two_years", happenedOn: ListingStory.anew,
            then: ["\(item) two_years → listed", "\(serious) open → candidate"], clocks: [:])
        let list = try await story.town.engine.cases.view(serious)
        #expect(list.row.fields["ground"] == "two_years_abnormal")
        #expect(list.row.fields["party_name"] == "甲会")
        #expect(list.linked.map(\.row.id) == [item])
        return serious
    }

    private func seriouslyListed(
        _ story: Story, _ item: String, from abnormal: String
    ) async throws {
        try await story.files("2025-03-11", item, "service_slip", by: .officer)
        try await story.row(
            "2025-03-11", item, "serve_notice", by: .officer, state: "notified",
            clocks: ["statement": "workdays 2025-03-11 10 = 2025-03-25"])
        try await story.row(
            "2025-03-27", item, "list", by: .leader, ["decision_number": "严〔2025〕1号"],
            state: "listed",
            clocks: [
                "minimum": ListingStory.minimum, "credit": "workdays 2025-03-27 5 = 2025-04-03",
                "publication": "workdays 2025-03-27 5 = 2025-04-03",
            ], then: ["\(abnormal) promote → promoted"])
        try await story.row(
            "2025-03-28", item, "publish_listing", by: .officer, ["public_url": "mzj.example.cn"],
            state: "listed",
            clocks: [
                "minimum": ListingStory.minimum, "credit": "workdays 2025-03-27 5 = 2025-04-03",
            ])
        try await story.row(
            "2025-03-31", item, "enter_credit", by: .officer, state: "listed",
            clocks: ["minimum": ListingStory.minimum])
    }

    private func removedAfterTwoYears(_ story: Story, _ item: String) async throws {
        try await story.files("2026-09-01", item, "removal_application", by: .officer)
        try await story.refused(
            "2026-09-01", item, "ask_removal", by: .officer, ["duties_done": "true"],
            about: ["any"],
            unmet: [
                "one of these must hold, and none does: ‹Two years on the list› runs until 2027-03-27; ‹List or New ground› not recorded with ‹Ground› Registration or certificate revoked and ‹Deregistered› must be yes, is no"
            ])
        try await story.row(
            "2027-03-29", item, "ask_removal", by: .officer, ["duties_done": "true"],
            state: "removal_asked", clocks: ["verification": "workdays 2027-03-29 10 = 2027-04-12"])
        try await story.files("2027-03-31", item, "verification", by: .officer)
        try await story.row(
            "2027-03-31", item, "verify", by: .officer, ["verify_result": "done"],
            state: "removable", clocks: ["removal": "workdays 2027-03-31 5 = 2027-04-07"])
        try await story.row(
            "2027-04-02", item, "remove", by: .leader, ["decision_number": "移〔2027〕1号"],
            state: "taken_off", clocks: ListingStory.told("2027-04-02", by: "2027-04-09"))
        try await self.publishes(
            story, item, on: "2027-04-06", ListingStory.told("2027-04-02", by: "2027-04-09"))
    }
}
