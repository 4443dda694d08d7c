// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// An answer counts when it is out: it waits on the list of who wrote it, in time, and under his name.
@Suite struct LettersLeaveTests {
    private static let number = "民函〔2025〕9号"

    /// A suggestion that is ready to be answered, on the morning of that day; or some steps later.
    private func signed(
        livingBy files: [String: String]? = nil, papers: [String] = []
    ) async throws -> (town: TownHall, id: String) {
        let way = UndoWalk.Way.suggestion
        let town = try await TownHall(WaiverStory.town, on: way.start, livingBy: files)
        let fields = way.fields.merging(["number": "7"]) { $1 }
        let id = try await town.open("proposal", by: .assigner, fields).caseID
        for step in way.course.dropLast() {
            try await town.wait(until: way.start.adding(days: step.after))
            for paper in step.papers { try await town.file(id, paper, by: step.who) }
            try await town.act(
                id, step.event, by: step.who, step.fields,
                roles: step.event == "assign" ? ["lead": "市民政局"] : [:])
        }
        try await town.wait(until: "2025-06-10")
        return (town, id)
    }

    private func answer(_ id: String, in town: TownHall) async throws -> CommandResult {
        try await town.act(
            id, "answer", by: .lead, ["letter_number": .text(LettersLeaveTests.number)])
    }

    private func waiting(_ office: String, in town: TownHall) async throws -> [DeliveryView] {
        try await town.engine.deliveries.list(of: nil, pendingOnly: true, by: office, limit: 0)
    }

    @Test(.timeLimit(.minutes(60)))
    func answerSaysWhatItSendsAndWaitsOnTheListOfWhoWroteIt() async throws {
        let (town, id) = try await self.signed()
        let result = try await self.answer(id, in: town)
        #expect(
            result.remarks.map(\.zh) == ["待送〈答复〉:李某", "待送〈抄送〉:市人大代工委、市政府督查室"])
        let mine = try await self.waiting("市民政局", in: town)
        #expect(Set(mine.map(\.row.kind)) == ["reply", "copy"] && mine.count == 3)
        #expect(mine.allSatisfy { $0.sender?.office == "mzj" && $0.row.sender == "mzj" })
        // The assigner's own letters are the assigner's.
        let theirs = try await self.waiting("rdgw", in: town)
        #expect(theirs.allSatisfy { $0.sender?.office == "rdgw" })
        #expect(Set(theirs.map(\.row.kind)).isDisjoint(with: ["reply", "copy"]))
        // The morning's lists say so too.
        try await town.wait(until: "2025-06-11")
        var query = NoticeQuery(limit: 100)
        query.kind = .digest
        query.since = "2025-06-11"
        let lists = try await town.engine.jobs.notices(query).rows
        let waiting = mine.map { "函件\($0.row.id) → \($0.row.recipient.name)(\(id))" }
        func text(_ office: String) -> String {
            lists.first { $0.recipient.office == office }?.text.zh ?? ""
        }
        for line in waiting {
            let (ours, others) = (text("mzj").contains(line), text("rdgw").contains(line))
            #expect(ours && !others, "\(line)")
        }
    }

    /// Whoever writes, sends: the supervision office its reminder, not the office that assigned.
    @Test(.timeLimit(.minutes(60)))
    func reminderIsSentByWhoWroteIt() async throws {
        let (town, id) = try await self.signed()
        let mine = try await self.waiting("dcs", in: town).count
        try await town.act(id, "chase", by: .supervisor)
        let after = try await self.waiting("dcs", in: town)
        #expect(mine == 0 && after.map(\.row.kind) == ["chase"])
        #expect(after.first?.row.recipient.office == "mzj")
        try await town.act(id, "chase", by: .assigner)
        #expect(try await self.waiting("dcs", in: town).count == 1)
    }

    /// A transition of the daemon that leaves the case where it stands is taken once, whatever its
    /// condition says afterwards.
    @Test(.timeLimit(.minutes(60)))
    func whatLeavesTheCaseInPlaceIsTakenOnce() async throws {
        var files = TownHall.shippedFiles
        let name = "workflows/proposal.yaml"
        let once = "        - {not: {recorded: copies_done, since: [answer, answered_with]}}\n"
        try #require(files[name]?.contains(once) ?? false)
        files[name] = files[name]?.replacing(once, with: "")
        let (town, id) = try await self.signed(livingBy: files)
        _ = try await self.answer(id, in: town)
        try await town.act(id, "rate", by: .assigner, ["rating": "satisfied"])
        for delivery in try await town.engine.cases.view(id).deliveries
        where delivery.status == .pending { try await town.tick(delivery.id) }
        let history = try await town.engine.cases.history(id, after: 0, limit: 0).lines
        #expect(history.count { $0.event == "copies_done" } == 1)
    }

    @Test(.timeLimit(.minutes(60)))
    func answerThatIsNotSentIsLateAndTheSupervisorSeesIt() async throws {
        let (town, id) = try await self.signed()
        _ = try await self.answer(id, in: town)
        // Three working days from Tuesday 10 June 2025: Friday 13 June.
        let run = try await town.engine.cases.view(id).facts.run(of: "sending")
        #expect(run?.due == "2025-06-13")
        try await town.wait(until: "2025-06-16")
        let late = try await town.engine.deadlines.due(
            until: nil, office: "市民政局", overdueOnly: true, windows: false, limit: 0)
        let isLate = late.rows.contains { $0.row.id == id && $0.run.clock == "sending" }
        #expect(isLate)
        let report = try await town.engine.reports.figures(FiguresQuery("proposal"))
        let unsent = try #require(report.figures.first { $0.name == "unsent" })
        #expect(unsent.numerator == 1 && unsent.denominator == 1)
        // After the second reminder the supervision office is told.
        try await town.wait(until: "2025-06-23")
        let told = try await town.engine.jobs.notices(NoticeQuery(limit: 500)).rows
        let isTold = told.contains { notice in
            notice.kind == .escalation && notice.about?.clock == "sending"
                && notice.recipient.office == "dcs"
        }
        #expect(isTold)
        for delivery in try await town.engine.cases.view(id).deliveries
        where delivery.status == .pending { try await town.tick(delivery.id) }
        let after = try await town.engine.cases.view(id)
        #expect(after.row.state == "copied")
        #expect(after.facts.run(of: "sending")?.stoppedOn == "2025-06-23")
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    @Test(.timeLimit(.minutes(60)))
    func whoRatesBeforeTheLastCopyIsOutLeavesNoClockBehind() async throws {
        let (town, id) = try await self.signed()
        _ = try await self.answer(id, in: town)
        let reply = try #require(
            try await town.engine.cases.view(id).deliveries.first { $0.kind == "reply" })
        try await town.tick(reply.id)
        try await town.act(id, "rate", by: .assigner, ["rating": "satisfied"])
        #expect(try await town.engine.cases.view(id).facts.run(of: "sending")?.isOpen == true)
        for delivery in try await town.engine.cases.view(id).deliveries
        where delivery.status == .pending { try await town.tick(delivery.id) }
        let after = try await town.engine.cases.view(id)
        #expect(after.row.state == "settled")
        #expect(after.facts.run(of: "sending")?.isOpen == false)
    }

    @Test(.timeLimit(.minutes(60)))
    func placeThatWantsTheLetterFirstAsksForIt() async throws {
        var files = TownHall.shippedFiles
        let name = "profiles/cn.yaml"
        files[name] = files[name]?.replacing(
            "letter_required: false", with: "letter_required: true")
        let (town, id) = try await self.signed(livingBy: files)
        let refused = await #expect(throws: CaseworkError.self) {
            _ = try await self.answer(id, in: town)
        }
        #expect(refused?.unmet.map(\.sentence.zh) == ["缺少材料〈答复函〉(自〈拟稿〉以来)"])
        try await town.file(id, "reply_letter", by: .clerk)
        #expect(try await self.answer(id, in: town).state == "answered")
    }

    @Test(.timeLimit(.minutes(60)))
    func mailIsFromWhoWroteItAndNamesBothNumbers() async throws {
        let (town, id) = try await self.signed()
        _ = try await town.engine.directory.add(
            OfficeRow(
                code: "rdgw", name: "市人大代工委", aliases: [], place: "某市", profile: "cn",
                duties: [], numberCode: "", channel: .sendmail, address: "rdgw@example.org"),
            town.adminRequest)
        _ = try await self.answer(id, in: town)
        let mail = try #require(
            try await town.engine.deliveries.lease([.sendmail], limit: 20).map(\.message)
                .first { $0.kind == "copy" })
        #expect(mail.sender == "市民政局")
        #expect(mail.subject.zh == "抄送:建议编号7 发文字号民函〔2025〕9号 \(id)《建议》")
        #expect(mail.text.zh.contains("《建议》(建议编号7 发文字号民函〔2025〕9号 \(id))的抄送"))
    }

    @Test(.timeLimit(.minutes(60)))
    func caseIsNotArchivedInSilenceWhilePapersAreMissing() async throws {
        let (town, id) = try await self.signed()
        _ = try await self.answer(id, in: town)
        for delivery in try await town.engine.cases.view(id).deliveries
        where delivery.status == .pending { try await town.tick(delivery.id) }
        try await town.act(id, "rate", by: .assigner, ["rating": "satisfied"])
        try await town.file(id, "public_version", by: .clerk)
        try await town.file(id, "disclosure_review", by: .clerk)
        try await town.act(id, "publish", by: .clerk, ["public_url": "https://example.cn"])
        try await town.act(id, "close", by: .lead)
        let refused = await #expect(throws: CaseworkError.self) {
            try await town.act(id, "archive", by: .clerk)
        }
        let sentence = refused?.unmet.map(\.sentence.zh).joined() ?? ""
        for paper in ["答复函", "征询意见表", "办结单"] { #expect(sentence.contains(paper)) }
        // On file, it is not asked for any more; the rest with a reason.
        try await town.file(id, "reply_letter", by: .clerk)
        let again = await #expect(throws: CaseworkError.self) {
            try await town.act(id, "archive", by: .clerk)
        }
        let missing = try #require(again).unmet.map(\.sentence.zh).joined()
        #expect(!missing.contains("答复函") && missing.contains("征询意见表"))
        let done = try await town.act(
            id, "archive", by: .clerk, ["missing_papers": "征询意见表未收回"])
        #expect(done.state == "archived")
        #expect(try await town.fields(of: id)["missing_papers"] == "征询意见表未收回")
    }

    @Test(.timeLimit(.minutes(60)))
    func paperFiledBeforeItsActIsNotAskedForAgain() async throws {
        let (town, id) = try await self.signed()
        try await town.file(id, "feedback_form", by: .clerk)
        _ = try await self.answer(id, in: town)
        let forms = try await town.engine.cases.view(id).documents
            .filter { $0.kind == "feedback_form" }
        #expect(forms.count == 1 && forms[0].sha256 != nil)
    }

    /// What served one act does not serve the next that calls for its like.
    @Test(.timeLimit(.minutes(60)))
    func paperOfOneActIsAskedForAgainByTheNext() async throws {
        let item = try await Suggestion.received()
        try await item.file("assignment")
        try await item.act(
            "reassign", by: .assigner, ["reason": "职能调整"], roles: ["lead": "市教育局"])
        let notices = try await item.town.engine.cases.view(item.id).documents
            .filter { $0.kind == "assignment" }
        #expect(notices.map { $0.sha256 != nil } == [true, false])
    }
}
