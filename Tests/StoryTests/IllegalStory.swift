// SPDX-License-Identifier: Apache-2.0
import Testing
import TownHall
import Workflow

/// Two illegal organisations: one dissolves when it is told to, the other is banned.
///
/// Invented; profile cn. No time limit was found in order 77: only the publication and the remedies
/// run. What is confiscated was told before; neither file is put away while it can be attacked.
@Suite struct IllegalStory {
    /// 行政处罚法 61: served within seven days, which are working days (85).
    private static let service = "workdays 2025-06-25 7 = 2025-07-04"
    private static let publicity = "workdays 2025-06-25 20 = 2025-07-23"
    private static let remedies = [
        "review": "days 2025-06-26 60 roll = 2025-08-25",
        "suit": "months 2025-06-26 6 roll = 2025-12-26",
    ]

    @Test(.timeLimit(.minutes(60)))
    func oneDissolvesWhenToldToAndTheOtherIsBanned() async throws {
        let story = try await Story(in: Registrar.town, from: "2025-06-03")
        let dissolves = try await self.lead(story, "“某某研究会”")
        let banned = try await self.lead(story, "“某某商会”")
        try await story.files("2025-06-05", dissolves, "filing_form", by: .officer)
        try await story.refused(
            "2025-06-05", dissolves, "file", by: .leader,
            self.filing.merging(["exempt_kind": "community"]) { $1 },
            about: ["field exempt_kind"],
            unmet: ["‹Exempt kind› must be None, is Community organisation"])
        try await story.files("2025-06-05", banned, "filing_form", by: .officer)
        for item in [dissolves, banned] { try await self.filed(story, item) }
        for item in [dissolves, banned] { try await self.investigated(story, item) }
        try await self.assessed(story, dissolves, isMinor: true, state: "admonished")
        try await self.assessed(story, banned, isMinor: false, state: "legal_review")
        try await self.dissolved(story, dissolves, until: banned)
        try await self.executed(story, banned)
        try await story.row(
            "2025-12-30", dissolves, "archive", by: .registrarsClerk, Registrar.onPaper,
            state: "archived",
            clocks: [:])
        try await story.ends()
    }

    /// Opened without naming the authority: it is the officer's own.
    private func lead(_ story: Story, _ name: Value) async throws -> String {
        try await story.opens(
            "2025-06-03", "illegal_ban", by: .officer, ["party_name": name], state: "lead",
            clocks: [:])
    }

    private var filing: [String: Value] {
        ["target": "unregistered", "own_jurisdiction": "true", "officers": Registrar.officers]
    }

    private func filed(_ story: Story, _ item: String) async throws {
        try await story.row(
            "2025-06-05", item, "file", by: .leader, self.filing, state: "investigating",
            clocks: [:])
    }

    private func investigated(_ story: Story, _ item: String) async throws {
        try await story.files("2025-06-10", item, "record", by: .officer)
        try await story.row(
            "2025-06-10", item, "investigate", by: .officer, state: "investigating", clocks: [:])
    }

    private func assessed(
        _ story: Story, _ item: String, isMinor: Bool, state: String
    ) async throws {
        try await story.row(
            "2025-06-16", item, "assess", by: .officer, ["minor": .text(String(isMinor))],
            state: state, clocks: [:])
    }

    /// Told on 17 June, gone on the 27th; meanwhile the other is decided and served.
    private func dissolved(
        _ story: Story, _ item: String, until banned: String
    ) async throws {
        try await story.files("2025-06-17", item, "dissolution_promise", by: .officer)
        try await story.row(
            "2025-06-17", item, "admonish", by: .officer, state: "admonished", clocks: [:])
        try await story.row(
            "2025-06-23", banned, "legal_opinion", by: .legalReviewer, ["legal_result": "agree"],
            state: "to_decide", clocks: [:])
        try await self.told(story, banned)
        try await story.row(
            "2025-06-25", banned, "ban", by: .leader, state: "banned",
            clocks: ["publicity": IllegalStory.publicity, "service": IllegalStory.service])
        try await story.files("2025-06-26", banned, "service_slip", by: .officer)
        try await story.row(
            "2025-06-26", banned, "serve", by: .officer, ["method": "left"], state: "executing",
            clocks: IllegalStory.remedies.merging(["publicity": IllegalStory.publicity]) { $1 })
        try await story.files("2025-06-27", item, "dissolution_record", by: .officer)
        try await story.row(
            "2025-06-27", item, "confirm_dissolved", by: .officer, state: "dissolved",
            clocks: [
                "review": "days 2025-06-27 60 roll = 2025-08-26",
                "suit": "months 2025-06-27 6 roll = 2025-12-29",
            ])
    }

    /// 行政处罚法 44, 45: what is to be taken, and the party's word; it has none.
    private func told(_ story: Story, _ item: String) async throws {
        try await story.row(
            "2025-06-23", item, "issue_notice", by: .leader, ["to_confiscate": "3500"],
            state: "notice_issued", clocks: [:])
        try await story.files("2025-06-23", item, "service_slip", by: .officer)
        let statement = ["statement": "workdays 2025-06-23 5 = 2025-06-30"]
        try await story.row(
            "2025-06-23", item, "serve_notice", by: .officer, ["method": "in_person"],
            state: "statement_period", clocks: statement)
        try await story.refused(
            "2025-06-24", item, "finish_statements", by: .officer, about: ["any"],
            unmet: [
                "one of these must hold, and none does: ‹Waive› not recorded [since ‹Serve prior notice or Prior notice deemed served›]; one of these must hold, and none does: ‹Statement› runs until 2025-06-30; this place has a limit for ‹Statement›"
            ])
        try await story.files("2025-06-24", item, "waiver", by: .officer)
        try await story.row(
            "2025-06-24", item, "waive_rights", by: .officer, state: "statement_period",
            clocks: [:])
        try await story.row(
            "2025-06-24", item, "finish_statements", by: .officer, state: "to_decide", clocks: [:])
    }

    private func executed(_ story: Story, _ item: String) async throws {
        try await story.files("2025-06-27", item, "confiscation_list", "announcement", by: .officer)
        try await story.row(
            "2025-06-27", item, "confiscate", by: .officer, ["confiscated": "3500"],
            state: "executing",
            clocks: IllegalStory.remedies.merging(["publicity": IllegalStory.publicity]) { $1 })
        try await story.row(
            "2025-06-27", item, "publicise", by: .officer, state: "executing",
            clocks: IllegalStory.remedies)
        try await story.row(
            "2025-06-30", item, "inform", by: .officer, ["informed": ["公安局", "网信办"]],
            state: "executing", clocks: IllegalStory.remedies)
        #expect(try await story.letters("information", of: item) == ["公安局 ×1", "网信办 ×1"])
        try await story.refused(
            "2025-07-10", item, "archive", by: .registrarsClerk, Registrar.onPaper, about: ["any"],
            unmet: [
                "one of these must hold, and none does: ‹Suit› runs until 2025-12-26; ‹Suit after reconsideration› has not started; ‹Final judgment› not recorded [since ‹Serve or Deemed served›]"
            ])
        try await story.row(
            "2025-12-29", item, "archive", by: .registrarsClerk, Registrar.onPaper,
            state: "archived", clocks: [:])
    }
}
