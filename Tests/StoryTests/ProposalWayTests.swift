// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Ways of a suggestion and of a proposal that no other test goes: handed over in two steps, merged as a proposal,
/// sorted by an office's own table, put right after a wrong import, tried before it is done.
@Suite struct ProposalWayTests {
    /// 两级交办: the congress hands it to the government's office; the deputies are told who handles it in the end.
    @Test(.timeLimit(.minutes(60)))
    func theDeputiesAreToldWhoHandlesWhatWasHandedOver() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(in: town, proposers: ["李某", "王某"])
        try await item.act("accept", by: .assigner)
        try await item.act("hand_over", by: .assigner, roles: ["coordinator": "市政府办公室"])
        let handed = try await item.view().deliveries
        #expect(handed.map(\.recipient.name) == ["市政府办公室"])
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        let told = try await item.view().deliveries.filter { $0.kind == "handler_notice" }
        #expect(told.map(\.recipient.name).sorted() == ["李某", "王某"])
    }

    private func motion(_ number: Value, by proposer: Value, in town: TownHall) async throws
        -> Suggestion
    {
        let id = try await town.open(
            "motion", by: .assigner,
            [
                "assembly": "市政协", "session": "四次", "number": number, "title": "提案",
                "proposers": [proposer], "session_closed_on": "2025-02-20",
            ]
        ).caseID
        return Suggestion(town: town, id: id)
    }

    /// 并案 of proposals: one working file, and a reply to the proposer of each.
    @Test(.timeLimit(.minutes(60)))
    func theProposersOfAMergedProposalGetAReplyOfTheirOwn() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let main = try await self.motion("1", by: "钱某", in: town)
        let other = try await self.motion("2", by: "孙某", in: town)
        for item in [main, other] { try await item.act("file", by: .assigner) }
        #expect(
            try await other.act("merge", by: .assigner, ["merged_into": .text(main.id)]).state
                == "merged")
        try await main.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await main.act("sign_for", by: .lead)
        try await main.answer()
        let view = try await other.view()
        #expect(view.row.state == "answered" && view.facts.fields["letter_number"] == "民函〔2025〕9号")
        #expect(view.deliveries.contains { $0.kind == "reply" && $0.recipient.name == "孙某" })
        // There is no second draft, review or signature: the file is one.
        let worked = view.facts.history.map(\.event)
        #expect(!worked.contains("draft") && !worked.contains("sign"))
    }

    /// What is over, or answered, takes nothing in.
    @Test(.timeLimit(.minutes(60)))
    func nothingIsMergedIntoWhatIsOver() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let over = try await Suggestion.opened(in: town, number: "8")
        try await over.file("withdrawal", by: .assigner)
        try await over.act("withdraw", by: .assigner)
        let answered = try await Suggestion.opened(in: town, number: "9")
        try await answered.act("accept", by: .assigner)
        try await answered.act(
            "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await answered.act("sign_for", by: .lead)
        try await answered.answer()
        let item = try await Suggestion.opened(in: town)
        for other in [over, answered] {
            let refused = await item.refusal(
                of: "merge", by: .assigner, ["merged_into": .text(other.id)])
            #expect(refused?.unmet.map(\.code) == ["case"], "\(refused?.told ?? "")")
        }
        #expect(try await item.state == "submitted")
    }

    /// 主办单位不能是会办单位, after a merger neither: what was given back with its co-handlers is merged into what one
    /// of them leads.
    @Test(.timeLimit(.minutes(60)))
    func aLeadIsNoCoHandlerAfterAMergerEither() async throws {
        var plan = Suggestion.town
        for who in [Who.factotum, .clerk, .leader] { plan.add(.init("市财政局", "czj"), of: who) }
        let town = try await TownHall(plan, on: "2025-03-03")
        let main = try await Suggestion.opened(in: town)
        let other = try await Suggestion.opened(in: town, number: "8", proposers: ["孙某"])
        for item in [main, other] { try await item.act("accept", by: .assigner) }
        try await other.act(
            "assign", by: .assigner, ["mode": "joint", "co_handlers": ["市财政局"]],
            roles: ["lead": "市民政局"])
        try await other.act("sign_for", by: .lead)
        try await other.file("return_request")
        try await other.act(
            "request_return", by: .lead, ["reason": "非本单位职责", "proposed_office": "czj"])
        try await other.act("grant_return", by: .assigner)
        try await other.act("merge", by: .assigner, ["merged_into": .text(main.id)])
        try await main.act(
            "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市财政局"])
        try await main.act("sign_for", by: .factotum)
        try await main.file("contact_record", by: .factotum)
        try await main.act("contact", by: .factotum, ["contact_kind": "visit"])
        try await main.act(
            "draft", by: .clerk,
            [
                "reply_type": "A", "disclosure": "public", "contact_person": "联系人",
                "contact_phone": "0000",
            ])
        try await main.act("review_draft", by: .factotum, ["review_result": "passed"])
        try await main.act("sign", by: .leader, ["signer": "局长"])
        try await main.act("answer", by: .factotum, ["letter_number": "财函〔2025〕9号"])
        let view = try await other.view()
        #expect(view.row.state == "answered" && view.row.roles["lead"]?.office == "czj")
        #expect(view.facts.fields["co_handlers"] == nil)
    }

    /// 类别 from a table of the office's own.
    @Test(.timeLimit(.minutes(60)))
    func anOfficeSortsByItsOwnTable() async throws {
        var files = TownHall.shippedFiles
        let (name, ours) = ("profiles/cn.yaml", "      politics: {zh: 政治建设, en: Politics and law}")
        try #require(files[name]?.contains(ours) ?? false)
        files[name] = files[name]?.replacing(ours, with: "      roads: {zh: 道路交通, en: Roads}")
        let town = try await TownHall(Suggestion.town, on: "2025-03-03", livingBy: files)
        let item = try await Suggestion.opened(in: town, also: ["category": "roads"])
        #expect(try await town.fields(of: item.id)["category"] == "roads")
        let other = await #expect(throws: CaseworkError.self) {
            _ = try await Suggestion.opened(in: town, number: "8", also: ["category": "politics"])
        }
        #expect(other?.code == .invalid && other?.sentence.zh.contains("道路交通") ?? false)
    }

    /// 建议原文 is a paper of the file, and what an office gets for its reference.
    @Test(.timeLimit(.minutes(60)))
    func theTextOfASuggestionIsAPaperOfItsOwn() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(in: town)
        try await item.file("suggestion_text", by: .assigner)
        let view = try await item.view()
        #expect(view.documents.map(\.kind) == ["suggestion_text"])
        #expect(view.documents[0].sha256 != nil)
        #expect(view.definition.deliveries["reference"]?.document == "suggestion_text")
        let motion = try await self.motion("1", by: "钱某", in: town)
        #expect(
            try await motion.view().definition.documents["suggestion_text"]?.labels.zh == "提案原文")
    }

    /// A row named the wrong lead office: whoever assigns gives it to another, without a return; the day of the
    /// assignment, and with it the limit, stays.
    @Test(.timeLimit(.minutes(60)))
    func aWrongLeadOfAnImportIsPutRight() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-05-12")
        let row = [
            "建议编号": "1", "标题": "建议", "提出人": "李某", "主办单位": "市财政局",
            "交办日期": "2025-04-01", "状态": "assigned", "办理方式": "独办",
        ]
        let plan = try await town.plan(
            [row], common: ["会议": "某市人大", "届次": "四次", "闭会日期": "2025-03-20"], by: .assigner)
        try await town.run(plan, by: .assigner)
        let id = try #require(try await town.engine.bulk.view(plan, nil).items.first?.caseID)
        let item = Suggestion(town: town, id: id)
        try await item.act(
            "reassign", by: .assigner, ["reason": "录入有误"], roles: ["lead": "市民政局"])
        let view = try await item.view()
        #expect(view.row.roles["lead"]?.office == "mzj" && view.row.state == "assigned")
        #expect(try await item.run("reply").due == "2025-07-01")
    }

    /// A number that another case has: the case is named, and no word of the store.
    @Test(.timeLimit(.minutes(60)))
    func aCorrectionToANumberThatIsTakenNamesTheCase() async throws {
        let item = try await Suggestion.received()
        let other = try await Suggestion.opened(in: item.town, number: "8")
        try await other.act("accept", by: .assigner)
        try await other.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        let taken = await #expect(throws: CaseworkError.self) {
            try await item.town.correct(other.id, "open", ["number": "7"])
        }
        #expect(
            taken?.code == .exists && taken?.told.contains(item.id) ?? false, "\(taken?.told ?? "")"
        )
        #expect(!(taken?.told.contains("SQL") ?? true))
        #expect(try await item.town.fields(of: other.id)["number"] == "8")
        #expect(try await item.town.engine.health.verify().problems.isEmpty)
    }

    /// What an act and a correction would come to is told, and nothing of it remains.
    @Test(.timeLimit(.minutes(60)))
    func anActAndACorrectionCanBeTried() async throws {
        let item = try await Suggestion.received()
        let town = item.town
        try await town.wait(until: "2025-06-10")
        let head = try await town.engine.health.status().head
        func request(_ who: Who) -> Engine.Request {
            Engine.Request(principal: town.principal(who), id: "", payload: [], isDryRun: true)
        }
        let act = try await town.engine.cases.act(
            ActCommand(
                caseID: item.id, event: "reassign", fields: ["reason": "职能划转"],
                roles: ["lead": "市教育局"]), request(.assigner))
        #expect(act.state == "assigned" && act.remarks.first?.en == "a trial: nothing was written")
        let told = act.remarks.map(\.en)
        #expect(
            told.contains { $0.contains("‹Signing for›") && $0.contains("2025-06-13") }, "\(told)")
        // Signed for on the 6th, the first contact was due three days later, and is late all the same.
        let correction = try await town.engine.cases.correct(
            CorrectCommand(
                caseID: item.id, act: "sign_for", fields: [:], happenedOn: "2025-03-06",
                reason: "录入有误"), request(.corrector))
        #expect(correction.remarks.first?.en == "a trial: nothing was written")
        #expect(
            correction.remarks.contains {
                $0.en.contains("‹First contact›") && $0.en.contains("days late")
            },
            "\(correction.remarks.map(\.en))")
        #expect(try await town.engine.health.status().head == head)
        #expect(try await item.state == "received")
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// A co-handler was asked by mistake, reminded three times and told of above: what the daemon did by itself keeps
    /// the task from nothing, and it goes with the act that opened it.
    @Test(.timeLimit(.minutes(60)))
    func aChasedTaskGoesWithTheActThatOpenedIt() async throws {
        let item = try await Suggestion.received(coHandlers: ["市财政局"])
        let town = item.town
        try await item.act("ask_co_handlers", by: .lead)
        let task = try #require(try await item.children("co_handling").first?.id)
        // A month from 3 March; the third reminder seven working days after.
        try await town.wait(until: "2025-04-21")
        var query = NoticeQuery(limit: 50)
        (query.caseID, query.kind) = (task, .escalation)
        #expect(try await !town.engine.jobs.notices(query).rows.isEmpty)
        try await town.annul(item.id, "ask_co_handlers")
        #expect(try await town.engine.cases.view(task).row.isVoid)
        let late = try await town.engine.deadlines.due(
            until: nil, office: nil, overdueOnly: true, windows: false, limit: 0)
        #expect(!late.rows.contains { $0.row.id == task })
        try await town.wait(until: "2025-05-12")
        query.kind = nil
        let after = try await town.engine.jobs.notices(query).rows
        #expect(after.allSatisfy { $0.givenOn <= "2025-04-21" })
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }
}
