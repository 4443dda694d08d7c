// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// What Chongqing has and the nation has not (重庆2017 23, 24, 28, 29).
///
/// Days counted by hand.
@Suite struct ChongqingLawTests {
    private static let place = Suggestion.town("cn-chongqing")

    /// 23: a delegation is answered through the contact group that belongs to it.
    @Test(.timeLimit(.minutes(60)))
    func aDelegationIsAnsweredThroughItsContactGroup() async throws {
        let town = try await TownHall(Self.place, on: "2025-03-03")
        let item = try await Suggestion.opened(
            in: town, proposers: ["渝中代表团"], also: ["proposer_kind": "delegation"])
        try await item.act("accept", by: .assigner)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        let refused = await #expect(throws: CaseworkError.self) { try await item.answer() }
        #expect(refused?.unmet.map(\.about) == ["field contact_group"])
        try await town.correct(item.id, "assign", ["contact_group": "渝中代表联系组"])
        try await item.act("answer", by: .lead, ["letter_number": "民函〔2025〕9号"])
        let replies = try await item.view().deliveries.filter { $0.kind == "reply" }
        #expect(replies.map(\.recipient.name) == ["渝中代表联系组"])
    }

    /// 29: who says nothing is left out only after a reminder; the nation has no such rule.
    @Test(.timeLimit(.minutes(60)), arguments: ["cn", "cn-chongqing"])
    func nobodyIsLeftOutBeforeAReminder(_ profile: String) async throws {
        let item = try await Suggestion.received(in: Suggestion.town(profile))
        try await item.answer()
        let early = await item.refusal(of: "remind_feedback", by: .assigner)
        #expect(early?.unmet.map(\.about) == ["clock feedback"])
        // Received on 10 March at the latest; twenty working days end on 8 April (清明 on the 4th).
        try await item.town.wait(until: "2025-05-06")
        #expect(try await item.run("feedback").due == "2025-04-08")
        guard profile == "cn-chongqing" else {
            #expect(try await item.state == "settled")
            return
        }
        #expect(try await item.state == "copied")
        let silent = await item.refusal(of: "no_feedback", by: .assigner)
        #expect(silent?.unmet.map(\.about) == ["recorded remind_feedback"])
        try await item.act("remind_feedback", by: .assigner)
        try await item.act("no_feedback", by: .assigner)
        #expect(try await item.state == "settled")
    }

    /// 24: in the fourth quarter of each year the deputies are told; 28: twenty working days to rate it.
    @Test(.timeLimit(.minutes(60)))
    func whatBecameOfAPromiseIsToldEachYearAndRated() async throws {
        let item = try await Suggestion.received(in: Self.place)
        try await item.act(
            "promise", by: .lead, ["promise_text": "建成孵化园", "promise_due": "2026-06-30"])
        let town = item.town
        let promise = try #require(try await item.view().children.first).row.id
        #expect(try await town.due("year_letter", of: promise) == "2025-12-31")
        try await town.wait(until: "2025-10-13")
        #expect(
            try await town.unmet(promise, "send_status", by: .lead) == ["document progress_form"])
        try await town.file(promise, "progress_form", by: .lead)
        try await town.act(promise, "send_status", by: .lead)
        #expect(try await town.due("status_rating", of: promise) == "2025-11-10")
        #expect(
            try await town.unmet(
                promise, "rate_status", by: .assigner, ["rating": "dissatisfied"])
                == ["field reason"])
        try await town.act(
            promise, "rate_status", by: .assigner, ["rating": "dissatisfied", "reason": "进度慢"])
        try await town.act(promise, "study_status", by: .assigner, ["reason": "限期建成"])
        // Told in 2025; in 2026 again.
        try await town.wait(until: "2026-01-02")
        #expect(try await town.due("year_letter", of: promise) == "2026-12-31")
    }

    /// 24: the letter of the year is one of its fourth quarter, from 1 October on.
    ///
    /// What is told in summer is told again then; a late one is the old year's, and the new year has its own.
    @Test(.timeLimit(.minutes(60)), arguments: ["2025-09-30", "2025-10-01"])
    func aLetterBeforeTheFourthQuarterIsNotTheYears(_ day: Day) async throws {
        let item = try await Suggestion.received(in: Self.place)
        try await item.act(
            "promise", by: .lead, ["promise_text": "建成孵化园", "promise_due": "2027-06-30"])
        let town = item.town
        let promise = try #require(try await item.view().children.first).row.id
        func letter() async throws -> ClockRun? {
            try await town.engine.cases.view(promise).facts.run(of: "year_letter")
        }
        try await town.wait(until: day)
        try await town.file(promise, "progress_form", by: .lead)
        try await town.act(promise, "send_status", by: .lead)
        // Rated like any: twenty working days from either day, over the week of National Day, end on 4 November.
        #expect(try await town.due("status_rating", of: promise) == "2025-11-04")
        let run = try await letter()
        #expect(run?.isOpen == (day == "2025-09-30") && run?.due == "2025-12-31")
        guard day == "2025-09-30" else { return }
        try await town.wait(until: "2026-01-12")
        #expect(try await letter()?.isPastDue(on: "2026-01-12") == true)
        try await town.file(promise, "progress_form", by: .lead)
        try await town.act(promise, "send_status", by: .lead)
        #expect(try await letter()?.due == "2026-12-31")
    }

    /// A promise made for the end of June 2025 that was kept on the 16th.
    private func kept(in profile: String) async throws -> (town: TownHall, promise: String) {
        let item = try await Suggestion.received(in: Suggestion.town(profile))
        try await item.act(
            "promise", by: .lead, ["promise_text": "建成孵化园", "promise_due": "2025-06-30"])
        let town = item.town
        let promise = try #require(try await item.view().children.first).row.id
        try await town.wait(until: "2025-06-16")
        try await town.file(promise, "evidence", by: .lead)
        try await town.act(promise, "claim", by: .lead, ["progress": "已建成"])
        try await town.act(promise, "confirm", by: .supervisor, ["check_result": "confirmed"])
        return (town, promise)
    }

    /// 26, 28: what was done is told in the year's letter and rated; only then it is over.
    @Test(.timeLimit(.minutes(60)), arguments: ["cn", "cn-chongqing"])
    func aPromiseThatWasKeptIsRatedWhereThePlaceAsks(_ profile: String) async throws {
        let (town, promise) = try await self.kept(in: profile)
        guard profile == "cn-chongqing" else {
            #expect(try await town.state(of: promise) == "fulfilled")
            return
        }
        #expect(try await town.state(of: promise) == "to_rate")
        #expect(try await town.due("year_letter", of: promise) == "2025-12-31")
        let rating: [String: Value] = ["rating": "satisfied"]
        #expect(
            try await town.unmet(promise, "rate_status", by: .assigner, rating)
                == ["recorded send_status"])
        try await town.wait(until: "2025-10-13")
        try await town.file(promise, "progress_form", by: .lead)
        try await town.act(promise, "send_status", by: .lead)
        #expect(
            try await town.unmet(promise, "no_rating", by: .assigner) == ["recorded remind_rating"])
        // Who is not satisfied says why and is heard, before it is over.
        try await town.act(
            promise, "rate_status", by: .assigner, ["rating": "dissatisfied", "reason": "质量差"])
        #expect(try await town.state(of: promise) == "to_rate")
        try await town.act(promise, "study_status", by: .assigner, ["reason": "限期整修"])
        #expect(try await town.state(of: promise) == "fulfilled")
    }

    /// 29: whoever says nothing is reminded when his twenty working days are over; only then he is left out.
    @Test(.timeLimit(.minutes(60)))
    func whoDoesNotRateAPromiseIsReminded() async throws {
        let (town, promise) = try await self.kept(in: "cn-chongqing")
        try await town.wait(until: "2025-10-13")
        try await town.file(promise, "progress_form", by: .lead)
        try await town.act(promise, "send_status", by: .lead)
        // Twenty working days from Monday 13 October end on 10 November; ten from then on the 24th.
        try await town.wait(until: "2025-11-11")
        let reminders = try await town.engine.cases.view(promise).deliveries.filter {
            $0.kind == "rating_reminder"
        }
        #expect(reminders.map(\.recipient.name) == ["李某"])
        #expect(try await town.due("collecting", of: promise) == "2025-11-24")
        // The next working day the ladder reminds again.
        try await town.wait(until: "2025-11-25")
        let events = try await town.engine.cases.view(promise).facts.history.map(\.event)
        #expect(events.filter { $0 == "remind_rating" }.count == 2)
        try await town.act(promise, "no_rating", by: .assigner)
        #expect(try await town.state(of: promise) == "fulfilled")
    }
}
