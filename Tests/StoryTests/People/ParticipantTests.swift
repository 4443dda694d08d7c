// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Deputies, parties and who speaks for them take part in cases themselves (代表法 24, 36; 行政处罚法 45, 63).
@Suite struct ParticipantTests {
    /// Somebody outside, as the engine answers him.
    struct Outsider {
        let town: TownHall
        let uid: Int64

        private var request: Engine.Request {
            get async throws {
                Engine.Request(
                    principal: try await DirectoryOffice(town: self.town).peer(ofUID: self.uid),
                    id: "", payload: [])
            }
        }

        var doors: Doors {
            get async throws {
                Doors(self.town.engine, for: .person(try await self.request.principal))
            }
        }

        @discardableResult
        func act(
            _ id: String, _ event: String, _ fields: [String: Value] = [:], on day: Day? = nil
        ) async throws -> CommandResult {
            try await self.town.engine.cases.act(
                ActCommand(caseID: id, event: event, fields: fields, happenedOn: day),
                try await self.request)
        }

        func open(
            _ workflow: String, _ fields: [String: Value], roles: [String: String] = [:],
            on day: Day? = nil
        ) async throws -> CommandResult {
            try await self.town.engine.cases.open(
                OpenCaseCommand(
                    workflow: workflow, fields: fields, roles: roles, happenedOn: day),
                try await self.request)
        }

        func file(_ id: String, _ kind: String) async throws {
            _ = try await self.town.engine.documents.attach(
                AttachCommand(
                    caseID: id, kind: kind, name: "\(kind).pdf", size: 1,
                    sha256: String(repeating: "0", count: 64)), try await self.request)
        }
    }

    private static func refusal(
        _ body: () async throws -> some Any
    ) async throws -> CaseworkError {
        do { _ = try await body() } catch let error as CaseworkError { return error }
        throw CaseworkError(.internal, Label(same: "it was carried out"))
    }

    /// A town whose assembly's office knows two deputies by name.
    private static func town() async throws -> (town: TownHall, li: Outsider, wang: Outsider) {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let office = DirectoryOffice(town: town)
        for (uid, name) in [(4_001, "李某"), (4_002, "王某")] as [(Int64, String)] {
            try await office.add(
                UserDetails(name: name, uid: uid), [.member("rdgw", "proposer")])
        }
        return (town, Outsider(town: town, uid: 4_001), Outsider(town: town, uid: 4_002))
    }

    /// Handled to the day before the answer: the clerk's draft says something, nobody has signed it.
    private static func drafted(in town: TownHall, proposers: Value = ["李某"]) async throws
        -> Suggestion
    {
        let item = try await Suggestion.opened(in: town, proposers: proposers)
        try await item.act("accept", by: .assigner)
        try await item.act(
            "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        try await item.file("contact_record")
        try await item.act("contact", by: .lead, ["contact_kind": "visit"])
        try await item.file("reply_letter")
        try await item.act("draft", by: .clerk, DirectoryOffice.draft)
        return item
    }

    @Test(.timeLimit(.minutes(60)))
    func deputyReadsWhatConcernsHimAndNothingElse() async throws {
        let (town, li, wang) = try await Self.town()
        let item = try await Self.drafted(in: town)
        let doors = try await li.doors
        #expect(try await doors.cases.list(CaseQuery(limit: 9)).map(\.row.id) == [item.id])
        let before = try await doors.cases.view(item.id)
        #expect(before.row.title == "建议" && before.row.fields["proposers"] == ["李某"])
        // A draft is nobody's answer, nor is it told that there is one.
        #expect(before.row.fields["reply_type"] == nil && before.facts.fields["signer"] == nil)
        #expect(
            !before.documents.contains { ["reply_letter", "contact_record"].contains($0.kind) })
        // Of the periods that run or ran, those that concern him.
        let all = Set(try await item.view().facts.clocks.map(\.clock))
        #expect(all.isSuperset(of: ["reply", "signing_for", "assignment"]))
        let told = Set(before.facts.clocks.map(\.clock))
        #expect(told.contains("reply") && told.isDisjoint(with: ["signing_for", "assignment"]))
        // What falls due is listed and counted likewise, page by page.
        func due(after: DuePlace? = nil, skip: Int = 0, limit: Int = 50) async throws -> DueBoard {
            try await doors.deadlines.due(
                until: nil, office: nil, overdueOnly: false, windows: true, after: after,
                skip: skip, limit: limit)
        }
        let board = try await due()
        let clocks = board.rows.map(\.run.clock)
        #expect(clocks.contains("reply") && told.isSuperset(of: clocks))
        #expect(board.total == clocks.count && board.overdue == 0)
        let first = try await due(limit: 1)
        #expect(first.rows.map(\.run.clock) == Array(clocks.prefix(1)))
        #expect(first.total == clocks.count)
        #expect(try await due(after: first.next).rows.map(\.run.clock) == Array(clocks.dropFirst()))
        #expect(try await due(skip: 1).rows.map(\.run.clock) == Array(clocks.dropFirst()))
        let events = try await doors.cases.history(item.id, after: 0, limit: 99).lines.map(\.event)
        #expect(events == ["open", "accept", "assign", "contact"])
        // The same page by page, also where nothing on a page is for him.
        var (paged, last, empty): ([String], Int64, Int) = ([], 0, 0)
        repeat {
            let page = try await doors.cases.history(item.id, after: last, limit: 1)
            paged += page.lines.map { $0.event }
            empty += page.lines.isEmpty ? 1 : 0
            last = page.next ?? 0
        } while last > 0
        #expect(paged == events && empty > 0)
        let letter = try #require(
            try await item.view().documents.last { $0.kind == "reply_letter" })
        let early = try await Self.refusal {
            try await doors.documents.content(of: letter.id, in: item.id)
        }
        #expect(early.code == .notFound)
        try await item.act("review_draft", by: .lead, ["review_result": "passed"])
        try await item.act("sign", by: .leader, ["signer": "局长"])
        try await item.act("answer", by: .lead, ["letter_number": "民函〔2025〕9号"])
        try await town.send(item.id, by: .lead)
        let after = try await doors.cases.view(item.id)
        #expect(after.row.fields["reply_type"] == "A" && after.row.fields["signer"] == "局长")
        #expect(after.documents.contains { $0.kind == "reply_letter" })
        #expect(!after.documents.contains { $0.kind == "contact_record" })
        // Letters to him, none to offices.
        #expect(Set(after.deliveries.map(\.recipient.name)) == ["李某"])
        // The other deputy is told of none of it.
        let others = try await wang.doors
        #expect(try await others.cases.list(CaseQuery(limit: 9)).isEmpty)
        let hidden = try await Self.refusal { try await others.cases.view(item.id) }
        #expect(hidden.code == .notFound)
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    @Test(.timeLimit(.minutes(60)))
    func deputyRatesForHimselfToday() async throws {
        let (town, li, wang) = try await Self.town()
        let item = try await Suggestion.opened(in: town, proposers: ["李某", "王某"])
        try await item.act("accept", by: .assigner)
        try await item.act(
            "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        try await item.answer()
        let asAnother = try await Self.refusal {
            try await li.act(item.id, "rate", ["rating": "satisfied", "rated_by": "王某"])
        }
        #expect(asAnother.code == .invalid && asAnother.sentence.zh.contains("李某"))
        let backdated = try await Self.refusal {
            try await li.act(item.id, "rate", ["rating": "satisfied"], on: "2025-03-02")
        }
        #expect(backdated.code == .invalid)
        let result = try await li.act(
            item.id, "rate", ["rating": "dissatisfied", "reason": "未解决"])
        // What it sets off elsewhere, and the offices' periods, are not his.
        #expect(result.consequences.isEmpty)
        let line = try #require(
            try await DirectoryOffice(town: town).lastLine(of: item.id, "rate"))
        #expect(line.actorName == "李某" && line.role == "proposer" && line.enteredBy == 4_001)
        #expect(try await item.view().facts.fields["rated_by"] == "李某")
        // A clerk enters for the other, who is on paper: the line says which it was.
        try await item.act(
            "rate", by: .assigner, ["rating": "satisfied", "rated_by": "王某"])
        let entered = try #require(
            try await DirectoryOffice(town: town).lastLine(of: item.id, "rate"))
        #expect(entered.enteredBy == Who.assigner.rawValue && entered.role == "proposer")
        let twice = try await Self.refusal {
            try await wang.act(item.id, "rate", ["rating": "satisfied"])
        }
        #expect(twice.code == .refused)
    }

    @Test(.timeLimit(.minutes(60)))
    func deputyDoesNothingThatIsAnOffices() async throws {
        let (town, li, _) = try await Self.town()
        let item = try await Self.drafted(in: town)
        let answer = try await Self.refusal {
            try await li.act(item.id, "sign", ["signer": "李某"])
        }
        #expect(answer.code == .permission)
        let paper = try await Self.refusal { try await li.file(item.id, "reply_letter") }
        #expect(paper.code == .permission && paper.sentence.zh.contains("撤回书"))
        let request = Engine.Request(
            principal: try await DirectoryOffice(town: town).peer(ofUID: 4_001), id: "", payload: []
        )
        for refused in [
            try await Self.refusal {
                try await town.engine.cases.annul(
                    AnnulCommand(caseID: item.id, act: "contact", reason: "误"), request)
            },
            try await Self.refusal {
                try await town.engine.cases.admit(
                    ParticipantCommand(caseID: item.id, user: 4_002, speaksFor: "李某"), request)
            },
        ] {
            #expect(refused.code == .permission && refused.sentence.zh.contains("评价"))
        }
        let doors = try await li.doors
        let why = try await doors.cases.why(
            item.id, event: nil, fields: [:], principal: request.principal, forOffice: nil)
        let his: Set = ["withdraw", "proposer_remark", "rate"]
        #expect(his.isSuperset(of: why.answers.map(\.event)))
        #expect(!why.answers.isEmpty && why.answers.allSatisfy(\.isYours))
        // What is no case of his is not open to him at all.
        for refused in [
            try await Self.refusal {
                try await doors.deliveries.list(of: nil, pendingOnly: false, limit: 9)
            },
            try await Self.refusal { try await doors.jobs.list(JobQuery(limit: 9)) },
        ] {
            #expect(refused.code == .permission)
        }
        #expect(try await doors.directory.users().map(\.number) == [4_001])
        try await li.act(item.id, "proposer_remark", ["contact_remarks": "请尽快"])
        try await li.file(item.id, "withdrawal")
        try await li.act(item.id, "withdraw")
        #expect(try await item.state == "withdrawn")
    }

    @Test(.timeLimit(.minutes(60)))
    func deputySubmitsToTheOfficeThatKnowsHim() async throws {
        let (town, li, _) = try await Self.town()
        let fields: [String: Value] = [
            "assembly": "某市人大", "session": "四次", "number": "8", "title": "另一建议",
            "session_closed_on": "2025-02-20",
        ]
        let forAnother = try await Self.refusal {
            try await li.open("proposal", fields.merging(["proposers": ["王某"]]) { $1 })
        }
        #expect(forAnother.code == .invalid && forAnother.sentence.zh.contains("李某"))
        let elsewhere = try await Self.refusal {
            try await li.open("proposal", fields, roles: ["assigner": "市教育局"])
        }
        #expect(elsewhere.code == .invalid && elsewhere.sentence.zh.contains("市人大代工委"))
        let backdated = try await Self.refusal {
            try await li.open("proposal", fields, on: "2025-01-10")
        }
        #expect(backdated.code == .invalid)
        let id = try await li.open("proposal", fields).caseID
        let view = try await town.engine.cases.view(id)
        #expect(view.row.state == "submitted" && view.row.roles["assigner"]?.office == "rdgw")
        #expect(view.row.fields["proposers"] == ["李某"])
        let line = try #require(try await DirectoryOffice(town: town).lastLine(of: id, "open"))
        #expect(line.actorName == "李某" && line.role == "proposer" && line.actorOffice == nil)
        #expect(try await li.doors.cases.view(id).row.title == "另一建议")
    }

    /// A name that was corrected takes nobody along; nor does one that two bear.
    @Test(.timeLimit(.minutes(60)))
    func nobodyTakesPartByANameThatIsNotHis() async throws {
        let (town, li, wang) = try await Self.town()
        let office = DirectoryOffice(town: town)
        let item = try await Suggestion.opened(in: town, proposers: ["李某"])
        var request = town.adminRequest
        request.principal = Principal(
            number: Who.corrector.rawValue, isAdmin: false,
            user: UserRow(number: Who.corrector.rawValue, name: "更正人", memberships: []),
            rights: [Right(office: "rdgw", role: "corrector", kind: .member, source: .own)])
        _ = try await town.engine.cases.correct(
            CorrectCommand(
                caseID: item.id, act: "open", fields: ["proposers": ["王某"]], happenedOn: nil,
                reason: "录错"),
            request)
        let gone = try await Self.refusal { try await li.doors.cases.view(item.id) }
        #expect(gone.code == .notFound)
        #expect(try await wang.doors.cases.view(item.id).row.title == "建议")
        // Another 赵某 whom the same office knows: neither is taken for the other.
        for uid in [4_003, 4_004] as [Int64] {
            try await office.add(
                UserDetails(name: "赵某", uid: uid), [.member("rdgw", "proposer")], isAnother: true)
        }
        let second = try await Suggestion.opened(in: town, number: "9", proposers: ["赵某"])
        for uid in [4_003, 4_004] as [Int64] {
            let refused = try await Self.refusal {
                try await Outsider(town: town, uid: uid).doors.cases.view(second.id)
            }
            #expect(refused.code == .notFound)
        }
        _ = try await town.engine.cases.admit(
            ParticipantCommand(caseID: second.id, user: 4_004),
            Engine.Request(principal: town.principal(.assigner), id: "", payload: []))
        #expect(
            try await Outsider(town: town, uid: 4_004).doors.cases.view(second.id).row.id
                == second.id)
    }

    /// Entered when the suggestion has long been under way, he takes part in it; dismissed, no more.
    @Test(.timeLimit(.minutes(60)))
    func deputyWhoIsEnteredLaterTakesPartInWhatNamesHim() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Self.drafted(in: town)
        let office = DirectoryOffice(town: town)
        try await office.add(UserDetails(name: "李某", uid: 4_001), [.member("rdgw", "proposer")])
        let li = Outsider(town: town, uid: 4_001)
        #expect(try await li.doors.cases.list(CaseQuery(limit: 9)).map(\.row.id) == [item.id])
        try await li.act(item.id, "proposer_remark", ["contact_remarks": "请尽快"])
        let lead = Doors(town.engine, for: .person(town.principal(.lead)))
        #expect(try await lead.cases.participants(item.id).items.map(\.userName) == ["李某"])
        _ = try await town.engine.cases.dismiss(
            ParticipantCommand(caseID: item.id, user: 4_001, note: "误认"),
            Engine.Request(principal: town.principal(.assigner), id: "", payload: []))
        let gone = try await Self.refusal { try await li.doors.cases.view(item.id) }
        #expect(gone.code == .notFound)
        #expect(try await lead.cases.participants(item.id).items.map(\.holds) == [false])
        // Whom another office knows so takes no part.
        try await office.add(
            UserDetails(name: "钱某", uid: 4_005), [.member("jyj", "proposer")])
        let other = try await Suggestion.opened(in: town, number: "11", proposers: ["钱某"])
        let elsewhere = try await Self.refusal {
            try await Outsider(town: town, uid: 4_005).doors.cases.view(other.id)
        }
        #expect(elsewhere.code == .notFound)
    }

    /// An applicant whom the registrar knows applies himself, and follows it; a case about him is not his to read.
    @Test(.timeLimit(.minutes(60)))
    func applicantTakesPartInWhatHeAppliedFor() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        try await DirectoryOffice(town: town).add(
            UserDetails(name: "某协会", uid: 4_020),
            [.member("qmzj", "party")])
        let applicant = Outsider(town: town, uid: 4_020)
        let id = try await applicant.open(
            "registration",
            [
                "party_name": "某协会", "org_type": "association", "kind": "founding",
                "has_unit": "false", "received_on": "2025-03-03", "applicant": "某协会",
            ]
        ).caseID
        let line = try #require(try await DirectoryOffice(town: town).lastLine(of: id, "open"))
        #expect(line.actorName == "某协会" && line.role == "party" && line.enteredBy == 4_020)
        #expect(try await applicant.doors.cases.view(id).row.title == "某协会")
        let against = try await town.open(
            "rectification", by: .officer,
            ["party_name": "某协会", "org_type": "association", "rectify_by": "2025-06-30"],
            roles: Registrar.role
        ).caseID
        let hidden = try await Self.refusal { try await applicant.doors.cases.view(against) }
        #expect(hidden.code == .notFound)
        #expect(try await applicant.doors.cases.list(CaseQuery(limit: 9)).map(\.row.id) == [id])
    }

    /// A party's lawyer: admitted by the officer, for a time, to what concerns the party.
    @Test(.timeLimit(.minutes(60)))
    func representativeSpeaksForThePartyWhileHeIsAdmitted() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        try await DirectoryOffice(town: town).add(UserDetails(name: "刘律师", uid: 4_010))
        let lawyer = Outsider(town: town, uid: 4_010)
        let id = try await town.open(
            "rectification", by: .officer,
            ["party_name": "某协会", "org_type": "association", "rectify_by": "2025-06-30"],
            roles: Registrar.role
        ).caseID
        let officer = Engine.Request(
            principal: town.principal(.officer), id: "", payload: [])
        let forNobody = try await Self.refusal {
            try await town.engine.cases.admit(
                ParticipantCommand(caseID: id, user: 4_010), officer)
        }
        #expect(forNobody.code == .invalid && forNobody.sentence.zh.contains("某协会"))
        _ = try await town.engine.cases.admit(
            ParticipantCommand(
                caseID: id, user: 4_010, speaksFor: "某协会", until: "2025-03-31", note: "授权委托书"),
            officer)
        let line = try #require(
            try await DirectoryOffice(town: town).lastLine(of: id, "participant"))
        #expect(line.note == "授权委托书")
        #expect(line.changes.map(\.after?.text) == ["party 4010 for 某协会 2025-03-03..2025-03-31"])
        #expect(try await lawyer.doors.cases.view(id).row.title == "某协会")
        _ = try await town.wait(until: "2025-04-01")
        let over = try await Self.refusal { try await lawyer.doors.cases.view(id) }
        #expect(over.code == .permission)
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }
}
