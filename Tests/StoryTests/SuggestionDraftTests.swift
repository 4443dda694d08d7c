// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Deputies write suggestions themselves, win co-signers, and submit (北京2014 11, 上海2015 4, 重庆2017 8, 河南2017 9).
@Suite(.timeLimit(.minutes(60))) struct SuggestionDraftTests {
    @Test func whatOneWroteAloneBecomesHisSuggestion() async throws {
        let room = try await DraftRoom.written()
        #expect(try await room.state == "drafting")
        #expect(try await room.said("author") == "李某")
        let item = try await room.submitted()
        #expect(try await room.state == "submitted")
        #expect(item.row.workflow == "proposal" && item.row.state == "submitted")
        #expect(item.row.roles["assigner"]?.office == "rdgw" && item.row.parent == nil)
        let expected: [String: Value] = [
            "assembly": "某市人大", "session": "十七届四次", "title": "关于加强社区养老的建议",
            "content": DraftRoom.text, "category": "society", "in_session": "false",
            "name_secret": "false", "proposers": ["李某"], "proposer_kind": "deputy",
        ]
        for (field, value) in expected { #expect(item.row.fields[field] == value, "\(field)") }
        // He takes part in it, and both know of each other; the office goes on with it.
        let his = try await room.li.doors
        #expect(try await his.cases.view(item.row.id).row.fields["content"] == DraftRoom.text)
        #expect(try await his.cases.view(item.row.id).linked.map(\.row.id) == [room.id])
        #expect(try await his.cases.view(room.id).linked.map(\.row.id) == [item.row.id])
        let line = try #require(
            try await DirectoryOffice(town: room.town).lastLine(of: item.row.id, "open"))
        #expect(line.enteredBy == 4_001 && line.actorName == "李某" && line.role == "proposer")
        let suggestion = Suggestion(town: room.town, id: item.row.id)
        try await suggestion.act("accept", by: .assigner)
        #expect(try await suggestion.state == "accepted")
        #expect(try await room.town.engine.health.verify().problems.isEmpty)
    }

    @Test func authorComesFirstAndThenThoseWhoConfirmed() async throws {
        let room = try await DraftRoom.inviting(["赵某", "王某", "钱某"])
        #expect(try await room.state == "inviting")
        try await room.wang.act(room.id, "confirm")
        try await room.zhao.act(room.id, "confirm")
        let item = try await room.submitted()
        #expect(item.row.fields["proposers"] == ["李某", "王某", "赵某"])
        #expect(item.row.fields["proposer_kind"] == "joint")
        // The author is told who has not answered: he is not in it, and does not read it.
        let told = try await room.li.doors.cases.view(room.id).row.fields
        #expect(told["unanswered"] == ["钱某"] && told["confirmed"] == ["王某", "赵某"])
        for (deputy, isIn) in [(room.wang, true), (room.zhao, true), (room.qian, false)] {
            let listed = try await deputy.doors.cases.list(CaseQuery(limit: 9)).map(\.row.id)
            #expect(listed.contains(item.row.id) == isIn && listed.contains(room.id))
        }
    }

    @Test func invitationsThatNobodyConfirmedLeaveOneProposer() async throws {
        let room = try await DraftRoom.inviting()
        let item = try await room.submitted()
        #expect(item.row.fields["proposers"] == ["李某"])
        #expect(item.row.fields["proposer_kind"] == "deputy")
        #expect(try await room.said("unanswered") == ["王某", "赵某"])
    }

    @Test func changedTextIsConfirmedAnew() async throws {
        let room = try await DraftRoom.inviting()
        try await room.wang.act(room.id, "confirm")
        #expect(try await room.said("confirmed") == ["王某"])
        try await room.li.act(room.id, "revise", ["content": "建议增设社区食堂。"])
        #expect(try await room.said("confirmed") == nil)
        #expect(try await room.said("unanswered") == ["赵某", "王某"])
        #expect(try await room.wang.doors.cases.view(room.id).row.fields["content"] == "建议增设社区食堂。")
        try await room.wang.act(room.id, "confirm")
        let item = try await room.submitted()
        #expect(item.row.fields["proposers"] == ["李某", "王某"])
        #expect(item.row.fields["content"] == "建议增设社区食堂。")
    }

    @Test func whatIsNotTheTextChangesWithoutTheOthers() async throws {
        let room = try await DraftRoom.inviting()
        try await room.wang.act(room.id, "confirm")
        try await room.li.act(
            room.id, "give_details", ["category": "economy", "name_secret": "true"])
        #expect(try await room.said("confirmed") == ["王某"])
        let item = try await room.submitted()
        #expect(item.row.fields["category"] == "economy")
        #expect(item.row.fields["name_secret"] == "true")
        // Whose names are secret is kept from whoever handles it later, as in any suggestion.
        #expect(item.row.fields["proposers"] == ["李某", "王某"])
    }

    @Test func nameIsTakenBackBeforeItIsSubmitted() async throws {
        let room = try await DraftRoom.inviting()
        try await room.wang.act(room.id, "confirm")
        try await room.zhao.act(room.id, "confirm")
        try await room.wang.act(room.id, "leave")
        #expect(try await room.said("unanswered") == ["王某"])
        let again = try await DraftRoom.refusal { try await room.wang.act(room.id, "leave") }
        #expect(again.told.contains("“王某”不在〈已确认〉之中"), "\(again.told)")
        let item = try await room.submitted()
        #expect(item.row.fields["proposers"] == ["李某", "赵某"])
        let late = try await DraftRoom.refusal { try await room.zhao.act(room.id, "leave") }
        #expect(late.code == .refused && late.told.contains("“已提交”状态下不能办理"), "\(late.told)")
    }

    @Test func whoDeclinesReadsItNoLongerAndMayBeAskedOnceMore() async throws {
        let room = try await DraftRoom.inviting()
        try await room.wang.act(room.id, "confirm")
        try await room.wang.act(room.id, "decline")
        #expect(try await room.said("declined") == ["王某"])
        #expect(try await room.said("confirmed") == nil)
        #expect(try await room.said("invited") == ["赵某"])
        let gone = try await DraftRoom.refusal { try await room.wang.act(room.id, "decline") }
        #expect(gone.code == .notFound)
        #expect(try await room.wang.doors.cases.list(CaseQuery(limit: 9)).isEmpty)
        try await room.li.act(room.id, "invite", ["named": ["王某"]])
        #expect(try await room.said("declined") == nil)
        #expect(try await room.said("unanswered") == ["赵某", "王某"])
        try await room.wang.act(room.id, "confirm")
        #expect(try await room.said("confirmed") == ["王某"])
    }

    @Test func whoHasConfirmedIsNotAskedAgainByAnotherInvitation() async throws {
        let room = try await DraftRoom.inviting(["王某"])
        try await room.wang.act(room.id, "confirm")
        try await room.li.act(room.id, "invite", ["named": ["王某", "赵某"]])
        #expect(try await room.said("confirmed") == ["王某"])
        #expect(try await room.said("unanswered") == ["赵某"])
        #expect(try await room.said("invited") == ["王某", "赵某"])
    }

    /// A name that no deputy bears, or that two bear, would wait for ever.
    @Test func onlyWhoCanAnswerIsInvited() async throws {
        let room = try await DraftRoom.written()
        let unknown = try await DraftRoom.refusal {
            try await room.li.act(room.id, "invite", ["named": ["王某", "吴某"]])
        }
        #expect(unknown.code == .invalid && unknown.unmet.map(\.parameters["field"]) == ["named"])
        #expect(unknown.told.contains("没有登记名为“吴某”的人"), "\(unknown.told)")
        #expect(unknown.toldInEnglish.contains("knows nobody called “吴某”"))
        #expect(try await room.said("invited") == nil)
        try await DirectoryOffice(town: room.town).add(
            UserDetails(name: "王某", uid: 4_007), [.member("rdgw", "proposer")], isAnother: true)
        let twice = try await DraftRoom.refusal {
            try await room.li.act(room.id, "invite", ["named": ["王某"]])
        }
        #expect(twice.told.contains("登记了2名“王某”"), "\(twice.told)")
        // Once the office knows him he is asked.
        try await DirectoryOffice(town: room.town).add(
            UserDetails(name: "吴某", uid: 4_008), [.member("rdgw", "proposer")])
        try await room.li.act(room.id, "invite", ["named": ["吴某"]])
        #expect(try await room.said("unanswered") == ["吴某"])
    }

    @Test func invitationIsTakenBack() async throws {
        let room = try await DraftRoom.inviting()
        try await room.wang.act(room.id, "confirm")
        try await room.li.act(room.id, "uninvite", ["named": ["王某"]])
        #expect(try await room.said("invited") == ["赵某"])
        #expect(try await room.said("confirmed") == nil)
        let gone = try await DraftRoom.refusal { try await room.wang.doors.cases.view(room.id) }
        #expect(gone.code == .notFound)
        let never = try await DraftRoom.refusal {
            try await room.li.act(room.id, "uninvite", ["named": ["钱某"]])
        }
        #expect(never.told.contains("钱某"), "\(never.told)")
    }

    @Test func abandonedDraftIsOver() async throws {
        let room = try await DraftRoom.inviting()
        try await room.li.act(room.id, "abandon")
        #expect(try await room.state == "abandoned")
        for (deputy, event) in [(room.li, "submit"), (room.li, "revise"), (room.wang, "confirm")] {
            let over = try await DraftRoom.refusal { try await deputy.act(room.id, event) }
            #expect(over.code == .refused && over.told.contains("已放弃"), "\(over.told)")
        }
        #expect(
            try await room.town.engine.cases.list(CaseQuery(limit: 9)).map(\.row.workflow)
                == ["suggestion_draft"])
    }

    // MARK: Refusals

    @Test func draftWithoutItsTextOrItsSessionIsNotSubmitted() async throws {
        let room = try await DraftRoom()
        let bare = try await DraftRoom.refusal { try await room.li.act(room.id, "submit") }
        #expect(
            bare.unmet.map(\.about) == ["field content", "field assembly", "field session"])
        #expect(bare.told.contains("建议内容") && bare.toldInEnglish.contains("Content"))
        let early = try await DraftRoom.refusal {
            try await room.li.act(room.id, "invite", ["named": ["王某"]])
        }
        #expect(early.unmet.map(\.about) == ["field content"])
        try await room.li.act(room.id, "revise", ["title": "", "content": DraftRoom.text])
        try await room.li.act(room.id, "give_details", DraftRoom.details)
        let nameless = try await DraftRoom.refusal { try await room.li.act(room.id, "submit") }
        #expect(nameless.unmet.map(\.about) == ["field title"])
        #expect(nameless.told.contains("标题") && nameless.toldInEnglish.contains("Title"))
        #expect(try await room.state == "drafting")
        #expect(try await room.town.engine.cases.list(CaseQuery(limit: 9)).count == 1)
    }

    @Test func eachConfirmsForHimselfAndOnce() async throws {
        let room = try await DraftRoom.inviting()
        let forAnother = try await DraftRoom.refusal {
            try await room.wang.act(room.id, "confirm", ["signed_by": "赵某"])
        }
        #expect(forAnother.code == .invalid && forAnother.sentence.zh.contains("只能是“王某”"))
        try await room.wang.act(room.id, "confirm")
        let twice = try await DraftRoom.refusal { try await room.wang.act(room.id, "confirm") }
        #expect(twice.code == .refused && twice.told.contains("“王某”不在〈待确认〉之中"), "\(twice.told)")
        #expect(twice.toldInEnglish.contains("“王某” is not among ‹Yet to confirm›"))
        #expect(try await room.said("confirmed") == ["王某"])
        let backdated = try await DraftRoom.refusal {
            try await room.zhao.act(room.id, "confirm", on: "2025-03-02")
        }
        #expect(backdated.code == .invalid)
        try await room.submitted()
        let late = try await DraftRoom.refusal { try await room.zhao.act(room.id, "confirm") }
        #expect(late.code == .refused && late.told.contains("“已提交”状态下不能办理"), "\(late.told)")
        #expect(late.toldInEnglish.contains("not possible in state “Submitted”"))
    }

    @Test func coSignerWritesNothingAndAuthorConfirmsNothing() async throws {
        let room = try await DraftRoom.inviting()
        for (event, fields) in [
            ("revise", ["content": "另一文本"]), ("give_details", ["category": "economy"]),
            ("invite", ["named": ["钱某"]]), ("uninvite", ["named": ["赵某"]]), ("submit", [:]),
            ("abandon", [:]),
        ] as [(String, [String: Value])] {
            let refused = try await DraftRoom.refusal {
                try await room.wang.act(room.id, event, fields)
            }
            #expect(
                refused.code == .permission && refused.told.contains("应由提出人"), "\(refused.told)")
            #expect(refused.toldInEnglish.contains("Proposer may"), "\(refused.toldInEnglish)")
        }
        for event in ["confirm", "decline", "leave"] {
            let refused = try await DraftRoom.refusal { try await room.li.act(room.id, event) }
            #expect(refused.code == .permission && refused.told.contains("联名人"), "\(refused.told)")
        }
        let himself = try await DraftRoom.refusal {
            try await room.li.act(room.id, "invite", ["named": ["李某"]])
        }
        #expect(himself.code == .invalid && himself.sentence.zh.contains("李某"))
        #expect(try await room.said("content") == DraftRoom.text)
    }

    @Test func onlyADeputyWhomTheOfficeKnowsOpensADraft() async throws {
        let room = try await DraftRoom()
        for who in [Who.assigner, .lead, .supervisor] {
            let refused = try await DraftRoom.refusal {
                try await room.town.open("suggestion_draft", by: who, ["title": "代拟"])
            }
            #expect(refused.code == .permission, "\(who): \(refused.told)")
        }
        let elsewhere = try await DraftRoom.refusal {
            try await room.li.open(
                "suggestion_draft", ["title": "另一"], roles: ["assigner": "市民政局"])
        }
        #expect(elsewhere.sentence.zh.contains("市人大代工委"), "\(elsewhere.told)")
        let another = try await DraftRoom.refusal {
            try await room.li.open("suggestion_draft", ["title": "另一", "author": "王某"])
        }
        #expect(another.code == .invalid && another.told.contains("李某"), "\(another.told)")
    }
}
