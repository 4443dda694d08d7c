// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Who reads a draft of a suggestion: its author, those he invites, and nobody else.
@Suite(.timeLimit(.minutes(60))) struct SuggestionDraftReadingTests {
    @Test(arguments: Onlooker.allCases)
    func nobodyReadsADraftByARightInAnOffice(_ onlooker: Onlooker) async throws {
        let room = try await DraftRoom.inviting()
        let doors = onlooker.doors(in: room.town)
        let cases = doors.cases
        let principal = onlooker.principal(in: room.town)
        try await self.tellsNothing(room, onlooker, cases)
        let id = room.id
        let why = try await DraftRoom.refusal {
            try await cases.why(
                id, event: nil, fields: [:], principal: principal, forOffice: nil)
        }
        let act = try await DraftRoom.refusal {
            try await room.town.engine.cases.act(
                ActCommand(caseID: id, event: "abandon", fields: [:]),
                Engine.Request(principal: principal, id: "", payload: []))
        }
        for refused in [why, act] {
            #expect([.notFound, .permission].contains(refused.code))
            #expect(!refused.told.contains("养老"), "\(refused.told)")
        }
        // Nor when it has become a suggestion, which the office then reads.
        try await room.submitted()
        try await self.tellsNothing(room, onlooker, cases)
        guard onlooker == .assigner else { return }
        let listed = try await cases.list(CaseQuery(limit: 9)).map(\.row.id)
        #expect(listed.count == 1)
        let item = try await cases.view(try #require(listed.first))
        #expect(item.linked.isEmpty && item.row.fields["content"] == DraftRoom.text)
    }

    /// The draft is neither shown nor listed, found, counted or told of line by line.
    private func tellsNothing(
        _ room: DraftRoom, _ onlooker: Onlooker, _ cases: Cases
    ) async throws {
        let id = room.id
        for refused in [
            try await DraftRoom.refusal { try await cases.view(id) },
            try await DraftRoom.refusal { try await cases.history(id, after: 0, limit: 9) },
            try await DraftRoom.refusal { try await cases.chain(id, after: 0, limit: 9) },
            try await DraftRoom.refusal { try await cases.participants(id) },
        ] {
            #expect(refused.code == (onlooker.isWithoutRole ? .permission : .notFound))
        }
        guard !onlooker.isWithoutRole else { return }
        var (query, words) = (CaseQuery(limit: 9), CaseWords())
        query.workflow = "suggestion_draft"
        words.isCounted = true
        let page = try await cases.page(query, words)
        #expect(page.heads.isEmpty && page.total == 0)
        var search = CaseQuery(limit: 9)
        (search.workflow, search.text) = ("suggestion_draft", "养老")
        #expect(try await cases.list(search).isEmpty)
        var isOf = CaseQuery(limit: 9)
        (isOf.workflow, isOf.office) = ("suggestion_draft", "rdgw")
        #expect(try await cases.list(isOf).isEmpty)
    }

    @Test func invitedReadsItFromHisInvitationOn() async throws {
        let room = try await DraftRoom.written()
        func listed(_ deputy: ParticipantTests.Outsider) async throws -> [String] {
            try await deputy.doors.cases.list(CaseQuery(limit: 9)).map(\.row.id)
        }
        #expect(try await listed(room.li) == [room.id])
        #expect(try await listed(room.wang).isEmpty)
        let before = try await DraftRoom.refusal { try await room.wang.act(room.id, "confirm") }
        #expect(before.code == .notFound)
        try await room.li.act(room.id, "invite", ["named": ["王某"]])
        #expect(try await listed(room.wang) == [room.id])
        #expect(try await listed(room.qian).isEmpty)
        let view = try await room.wang.doors.cases.view(room.id)
        #expect(view.row.title == "关于加强社区养老的建议" && view.row.fields["content"] == DraftRoom.text)
        #expect(view.row.fields["session"] == "十七届四次" && view.row.fields["author"] == "李某")
        let stranger = try await DraftRoom.refusal { try await room.qian.act(room.id, "confirm") }
        #expect(stranger.code == .notFound)
        let lines = try await room.wang.doors.cases.history(room.id, after: 0, limit: 99).lines
        #expect(lines.map(\.event) == ["open", "revise", "give_details", "invite"])
    }

    /// Those who are asked know of each other: who confirmed, who declined.
    @Test func thoseInvitedKnowOfEachOther() async throws {
        let room = try await DraftRoom.inviting()
        try await room.zhao.act(room.id, "decline")
        try await room.wang.act(room.id, "confirm")
        for deputy in [room.li, room.wang] {
            let fields = try await deputy.doors.cases.view(room.id).row.fields
            #expect(fields["declined"] == ["赵某"] && fields["confirmed"] == ["王某"])
            let lines = try await deputy.doors.cases.history(room.id, after: 0, limit: 99).lines
            #expect(lines.suffix(2).map(\.event) == ["decline", "confirm"])
            #expect(lines.suffix(2).map(\.actorName) == ["赵某", "王某"])
        }
    }

    @Test func eachIsOfferedWhatHeMayDo() async throws {
        let room = try await DraftRoom.inviting()
        func offered(
            _ deputy: ParticipantTests.Outsider
        ) async throws -> [String: Bool] {
            let principal = try await DirectoryOffice(town: room.town).peer(ofUID: deputy.uid)
            let view = try await deputy.doors.cases.why(
                room.id, event: nil, fields: [:], principal: principal, forOffice: nil)
            #expect(view.answers.allSatisfy { $0.isYours })
            // Who he is, nobody asks him.
            #expect(view.answers.allSatisfy { !($0.takes + $0.mayTake).contains("signed_by") })
            return view.answers.reduce(into: [:]) { $0[$1.event] = $1.isPossible }
        }
        #expect(
            try await offered(room.li) == [
                "revise": true, "give_details": true, "invite": true, "uninvite": true,
                "submit": true, "abandon": true,
            ])
        let asked = ["confirm": true, "decline": true, "leave": false]
        let signed = ["confirm": false, "decline": true, "leave": true]
        #expect(try await offered(room.wang) == asked)
        try await room.wang.act(room.id, "confirm")
        #expect(try await offered(room.wang) == signed)
        #expect(try await offered(room.zhao) == asked)
        try await room.submitted()
        #expect(try await offered(room.wang).isEmpty)
        #expect(try await offered(room.li).isEmpty)
    }

    /// A deputy who works in the office that knows him writes his own drafts like anybody.
    @Test func clerkWhoIsADeputyActsAsADeputyInHisDraft() async throws {
        let room = try await DraftRoom()
        try await DirectoryOffice(town: room.town).add(
            UserDetails(name: "孙某", uid: 4_005),
            [.member("rdgw", "proposer"), .member("rdgw", "assigner")])
        let sun = ParticipantTests.Outsider(town: room.town, uid: 4_005)
        let id = try await sun.open("suggestion_draft", ["title": "关于路灯的建议"]).caseID
        try await sun.act(id, "revise", ["content": "建议增设路灯。"])
        #expect(try await sun.doors.cases.view(id).row.fields["content"] == "建议增设路灯。")
        let other = try await DraftRoom.refusal { try await sun.doors.cases.view(room.id) }
        #expect(other.code == .notFound)
    }

    /// Two deputies of one name: neither takes part by it, but who wrote the draft takes part in what came of it.
    @Test func authorOfACommonNameKeepsHisSuggestion() async throws {
        let room = try await DraftRoom.written()
        try await DirectoryOffice(town: room.town).add(
            UserDetails(name: "李某", uid: 4_006), [.member("rdgw", "proposer")], isAnother: true)
        let namesake = ParticipantTests.Outsider(town: room.town, uid: 4_006)
        let item = try await room.submitted()
        let ids = [item.row.id, room.id]
        #expect(
            Set(try await room.li.doors.cases.list(CaseQuery(limit: 9)).map(\.row.id)) == Set(ids))
        #expect(try await namesake.doors.cases.list(CaseQuery(limit: 9)).isEmpty)
        for id in ids {
            let hidden = try await DraftRoom.refusal { try await namesake.doors.cases.view(id) }
            #expect(hidden.code == .notFound)
        }
        #expect(try await room.town.engine.health.verify().problems.isEmpty)
    }

    /// Where a place has its own rule, the confirmation rests on that.
    @Test(arguments: [
        ("cn", ["beijing-2014 11", "shanghai-2015 4"]), ("cn-chongqing", ["chongqing-2017 8"]),
        ("cn-henan", ["henan-2017 9"]),
    ])
    func confirmationRestsOnThePlacesRule(_ profile: String, _ articles: [String]) async throws {
        let plan = profile == "cn" ? Suggestion.town : Suggestion.town(profile)
        let room = try await DraftRoom.written(in: plan)
        try await room.li.act(room.id, "invite", ["named": ["王某"]])
        let principal = try await DirectoryOffice(town: room.town).peer(ofUID: 4_002)
        let view = try await room.wang.doors.cases.why(
            room.id, event: "confirm", fields: [:], principal: principal, forOffice: nil)
        let cited = view.answers.flatMap(\.basis).compactMap { basis -> String? in
            if case .article(let law, let article, _) = basis { "\(law) \(article)" } else { nil }
        }
        #expect(cited == articles)
    }

    /// Rules that would let offices read what nobody in an office was to read are not put in force.
    @Test func rulesThatOpenDraftsToOfficesAreRefused() async throws {
        let file = "workflows/suggestion_draft.yaml"
        let shipped = TownHall.shippedFiles
        // Without the workflow, and without what profiles say of it.
        let section = #/\x20{2}suggestion_draft:\n(?:\x20{4}.*\n)*/#
        let dropped = shipped.filter { $0.key != file }.mapValues {
            $0.replacing(section, with: "")
        }
        let opened = shipped.merging([
            file: try #require(shipped[file]).replacing("readers: participants\n", with: "")
        ]) { $1 }
        let room = try await DraftRoom()
        for files in [dropped, opened] {
            let refused = try await DraftRoom.refusal {
                try await room.town.install(files, reason: "改版")
            }
            #expect(refused.code == .refused && refused.told.contains("〈建议拟稿〉"), "\(refused)")
        }
        // Where there is none, nobody's is opened.
        let town = try await Onlooker.town(Suggestion.town)
        #expect(try await town.install(opened, reason: "改版") > 0)
    }
}
