// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Acting for the absent: with both names, for a time, and bound by what either did.
@Suite struct DelegationTests {
    /// A suggestion whose reply the clerk has drafted.
    private static func drafted() async throws -> (DirectoryOffice, String) {
        let item = try await Suggestion.received()
        try await item.file("contact_record")
        try await item.act("contact", by: .lead, ["contact_kind": "visit"])
        try await item.act("draft", by: .clerk, DirectoryOffice.draft)
        return (DirectoryOffice(town: item.town), item.id)
    }

    private static let passed: [String: Value] = ["review_result": "passed"]
    private static let signed: [String: Value] = ["signer": "局长"]

    private static func refusal(
        _ body: () async throws -> some Any
    ) async throws -> CaseworkError {
        do { _ = try await body() } catch let error as CaseworkError { return error }
        throw CaseworkError(.internal, Label(same: "it was carried out"))
    }

    @Test(.timeLimit(.minutes(60)))
    func deputyActsInTheAbsentOnesNameWhileItHolds() async throws {
        let (office, id) = try await Self.drafted()
        let deputy: Int64 = 3_001
        try await office.add(UserDetails(name: "李副局长", uid: deputy))
        try await Suggestion(town: office.town, id: id).act("review_draft", by: .lead, Self.passed)
        func sign() async throws -> CommandResult {
            try await office.act(id, "sign", by: deputy, Self.signed)
        }
        #expect(try await Self.refusal(sign).code == .notFound)
        _ = try await office.delegate(.leader, to: deputy, "2025-03-04", "2025-03-05")
        // Not before its first day.
        #expect(try await Self.refusal(sign).code == .notFound)
        _ = try await office.town.wait(until: "2025-03-04")
        _ = try await sign()
        let line = try #require(try await office.lastLine(of: id, "sign"))
        #expect(line.actorName == "leader" && line.enteredByName == "李副局长")
        #expect(line.enteredBy == deputy && line.role == "leader" && line.actorOffice == "mzj")
        #expect(line.changes.map(\.change).contains(.deputised(Who.leader.rawValue)))
        // It is over with its last day.
        _ = try await office.town.wait(until: "2025-03-06")
        #expect(try await office.peer(ofUID: deputy).rights.isEmpty)
        #expect(try await Self.refusal(sign).code == .notFound)
        #expect(try await office.town.engine.health.verify().problems.isEmpty)
    }

    @Test(.timeLimit(.minutes(60)))
    func deputyIsBoundByWhatEitherDid() async throws {
        let (office, id) = try await Self.drafted()
        // The clerk who drafted acts for who reviews: still the same hand.
        _ = try await office.delegate(.lead, to: Who.clerk.rawValue, "2025-03-03", "2025-03-31")
        func review() async throws -> CommandResult {
            try await office.act(id, "review_draft", by: Who.clerk.rawValue, Self.passed)
        }
        #expect(try await Self.refusal(review).unmet.map(\.code) == ["actor"])
        // And who was absent when it was drafted for him may not review it himself.
        _ = try await office.delegate(
            .clerk, to: Who.coHandler.rawValue, "2025-03-03", "2025-03-31")
        try await office.act(
            id, "draft", by: Who.coHandler.rawValue, DirectoryOffice.draft, for: "mzj")
        #expect(try await Self.refusal(review).unmet.map(\.code) == ["actor"])
        _ = try await office.town.engine.directory.change(
            Who.clerk.rawValue, .member("mzj", "lead"), grant: true, office.town.adminRequest)
        #expect(try await Self.refusal(review).unmet.map(\.code) == ["actor"])
        try await Suggestion(town: office.town, id: id).act("review_draft", by: .lead, Self.passed)
    }

    @Test(.timeLimit(.minutes(60)))
    func oneDelegatesOnesOwnAndEndsIt() async throws {
        let item = try await Suggestion.received()
        let office = DirectoryOffice(town: item.town)
        let deputy: Int64 = 3_001
        try await office.add(UserDetails(name: "李某", uid: deputy))
        let leader = item.town.principal(.leader)
        let others = try await Self.refusal {
            try await office.delegate(
                .clerk, to: deputy, "2025-03-03", "2025-03-04", by: leader)
        }
        #expect(others.code == .permission)
        let past = try await Self.refusal {
            try await office.delegate(
                .leader, to: deputy, "2025-02-01", "2025-03-02", by: leader)
        }
        #expect(past.code == .invalid && past.sentence.zh.contains("不能追认"))
        let nothing = try await Self.refusal {
            try await office.delegate(
                .leader, to: deputy, "2025-03-03", "2025-03-04", role: "assigner", by: leader)
        }
        #expect(nothing.code == .refused)
        let row = try await office.delegate(
            .leader, to: deputy, "2025-03-03", "2025-04-30", by: leader)
        #expect(try await office.peer(ofUID: deputy).rights.map(\.role) == ["leader"])
        // The same twice, in part too; after its end it is given again.
        for days in [("2025-03-03", "2025-04-30"), ("2025-04-30", "2025-05-31")] as [(Day, Day)] {
            let twice = try await Self.refusal {
                try await office.delegate(.leader, to: deputy, days.0, days.1, by: leader)
            }
            #expect(twice.code == .exists && twice.sentence.zh.contains("编号\(row.id)"))
        }
        _ = try await office.delegate(.leader, to: deputy, "2025-05-01", "2025-05-31", by: leader)
        var request = item.town.adminRequest
        request.principal = item.town.principal(.clerk)
        let foreign = request
        let notHis = try await Self.refusal {
            try await item.town.engine.directory.end(delegation: row.id, foreign)
        }
        #expect(notHis.code == .permission)
        request.principal = leader
        _ = try await item.town.engine.directory.end(delegation: row.id, request)
        #expect(try await office.peer(ofUID: deputy).rights.isEmpty)
    }

    @Test(.timeLimit(.minutes(60)))
    func nothingIsActedForWhoeverIsGone() async throws {
        let item = try await Suggestion.received()
        let office = DirectoryOffice(town: item.town)
        try await office.add(UserDetails(name: "李某", uid: 3_001))
        _ = try await office.delegate(.leader, to: 3_001, "2025-03-03", "2025-04-30")
        // Entered for an office, not his own: it is nobody's to hand on.
        try await office.add(UserDetails(name: "录入员", uid: 3_002), [.entry("mzj", "lead")])
        let entry = try await Self.refusal {
            try await item.town.engine.directory.delegate(
                DelegationRow(
                    id: 0, from: 3_002, to: 3_001, since: "2025-03-03", until: "2025-03-04"),
                item.town.adminRequest)
        }
        #expect(entry.code == .refused)
        // Nothing is delegated for days that are over.
        let late = try await Self.refusal {
            try await item.town.engine.directory.delegate(
                DelegationRow(
                    id: 0, from: Who.lead.rawValue, to: 3_001, since: "2025-03-02",
                    until: "2025-03-09"), item.town.adminRequest)
        }
        #expect(late.sentence.zh.contains("不能追认"), "\(late)")
        var details = UserDetails()
        details.status = .removed
        _ = try await item.town.engine.directory.change(
            Who.leader.rawValue, details, evenSo: true, item.town.adminRequest)
        #expect(try await office.peer(ofUID: 3_001).rights.isEmpty)
        #expect(try await item.town.engine.directory.delegations().map(\.endedOn) == ["2025-03-03"])
    }
}

/// Four eyes judge the person in law.
@Suite struct FourEyesTests {
    /// Somebody who drafts, in an office whose other steps he has these rights to.
    private static func drafted(
        _ rights: MembershipRow...
    ) async throws -> (DirectoryOffice, String) {
        let item = try await Suggestion.received()
        let office = DirectoryOffice(town: item.town)
        try await office.add(
            UserDetails(name: "张某", uid: 3_001), [.member("mzj", "clerk")] + rights)
        try await item.file("contact_record")
        try await item.act("contact", by: .lead, ["contact_kind": "visit"])
        try await office.act(item.id, "draft", by: 3_001, DirectoryOffice.draft)
        return (office, item.id)
    }

    @Test(.timeLimit(.minutes(60)))
    func whatAClerkEntersForTheOfficeIsTheOfficesAct() async throws {
        let (office, id) = try await Self.drafted(.entry("mzj", "lead"), .entry("mzj", "leader"))
        try await office.act(id, "review_draft", by: 3_001, ["review_result": "passed"])
        let line = try #require(try await office.lastLine(of: id, "review_draft"))
        #expect(line.actorName == "市民政局" && line.enteredByName == "张某")
        try await office.act(id, "sign", by: 3_001, ["signer": "局长"])
        #expect(try await office.town.engine.health.verify().problems.isEmpty)
    }

    @Test(.timeLimit(.minutes(60)))
    func draftThatWasReplacedBindsNobody() async throws {
        let (office, id) = try await Self.drafted(.member("mzj", "lead"), .entry("mzj", "lead"))
        do {
            try await office.act(id, "review_draft", by: 3_001, ["review_result": "passed"])
            Issue.record("he reviewed his own draft")
        } catch { #expect(error.unmet.map(\.code) == ["actor"]) }
        try await Suggestion(town: office.town, id: id).act(
            "draft", by: .clerk, DirectoryOffice.draft)
        try await office.act(id, "review_draft", by: 3_001, ["review_result": "passed"])
    }
}
