// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Ways by which a name that is kept came out all the same: refusals, what somebody did himself, trials, papers,
/// words passed on, other spellings (信访工作条例 30, 山东条例 11).
@Suite struct SecretNameTests {
    private static let names = ["欧阳某某", "司徒某某"]

    /// A suggestion whose proposers asked not to be named, with one office that answers it and one that watches.
    private func suggestion(in town: TownHall) async throws -> Suggestion {
        let item = try await Suggestion.opened(
            in: town, proposers: .list(Self.names.map { .text($0) }),
            also: ["name_secret": "true"])
        try await item.act("accept", by: .assigner)
        try await item.act(
            "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        return item
    }

    private func tip(
        in town: TownHall, _ fields: [String: Value] = [:]
    ) async throws -> String {
        let common: [String: Value] = [
            "party_name": "某协会", "received_on": "2025-03-01", "content": "线索",
            "informant": "密告者甲", "informant_contact": "13912345678",
        ]
        return try await town.open(
            "tip", by: .officer, common.merging(fields) { $1 }, roles: Registrar.role
        ).caseID
    }

    private func refusal(
        _ body: () async throws -> some Any
    ) async throws -> CaseworkError {
        do { _ = try await body() } catch let error as CaseworkError { return error }
        throw CaseworkError(.internal, Label(same: "it was carried out"))
    }

    private func request(_ principal: Principal) -> Engine.Request {
        Engine.Request(principal: principal, id: "", payload: [])
    }

    /// Whoever guesses wrongly is not told who it was.
    @Test(.timeLimit(.minutes(60)))
    func aRefusalNamesNobodyWhoIsKept() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await self.suggestion(in: town)
        try await item.answer()
        for (who, knows) in [(Who.supervisor, false), (.assigner, true)] {
            let refused = try await self.refusal {
                try await item.act("rate", by: who, ["rating": "satisfied", "rated_by": "猜错"])
            }
            #expect("\(refused)".contains("欧阳某某") == knows, "\(refused)")
            #expect("\(refused)".contains("司徒某某") == knows, "\(refused)")
            let admitted = try await self.refusal {
                try await town.engine.cases.admit(
                    ParticipantCommand(caseID: item.id, user: 1003, speaksFor: "猜错"),
                    self.request(town.principal(who)))
            }
            #expect("\(admitted)".contains("欧阳某某") == knows, "\(admitted)")
        }
        // Nor does he learn it by guessing right.
        let guessed = try await self.refusal {
            try await town.engine.cases.admit(
                ParticipantCommand(caseID: item.id, user: 1003, speaksFor: "欧阳某某"),
                self.request(town.principal(.supervisor)))
        }
        #expect(guessed.code == .permission)
    }

    /// What a deputy does himself says that a deputy did it.
    @Test(.timeLimit(.minutes(60)))
    func whatSomebodyKeptDoesHimselfDoesNotNameHim() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let office = DirectoryOffice(town: town)
        try await office.add(
            UserDetails(name: "欧阳某某", uid: 4_711), [.member("rdgw", "proposer")])
        try await office.add(UserDetails(name: "审计员", uid: 4_712), [.member("dcs", "auditor")])
        let item = try await self.suggestion(in: town)
        let deputy = ParticipantTests.Outsider(town: town, uid: 4_711)
        try await deputy.act(item.id, "proposer_remark", ["contact_remarks": "已收悉"])
        try await deputy.file(item.id, "withdrawal")
        _ = try await town.engine.cases.admit(
            ParticipantCommand(caseID: item.id, user: 4_711),
            self.request(town.principal(.assigner)))
        _ = try await Doors(
            town.engine,
            for: .person(try await office.peer(ofUID: 4_711), call: "Cases/Get")
        ).cases.view(item.id)
        let auditor = try await office.peer(ofUID: 4_712)
        for (principal, knows) in [
            (town.principal(.assigner), true), (town.principal(.supervisor), false),
            (auditor, false),
        ] {
            let doors = Doors(town.engine, for: .person(principal))
            let view = try await doors.cases.view(item.id)
            let lines = try await doors.cases.history(item.id, after: 0, limit: 0).lines
            let participants = try await doors.cases.participants(item.id).items
            let told = "\(view) \(lines) \(participants)"
            #expect(told.contains("欧阳某某") == knows)
            let around = told.firstRange(of: "4711").map { range in
                told[told.index(range.lowerBound, offsetBy: -80)...].prefix(120)
            }
            #expect((around != nil) == knows, "\(around ?? "")")
            #expect(lines.contains { $0.event == "proposer_remark" })
            #expect(participants.map(\.userName) == [knows ? "欧阳某某" : "某代表"])
        }
        // Who reads it is noted; that he is the proposer is no auditor's to read.
        let reads = try await Doors(town.engine, for: .person(auditor)).health
            .reads(ReadQuery(limit: 50)).rows
        #expect(!"\(reads)".contains("欧阳某某") && !"\(reads)".contains("4711"), "\(reads)")
    }

    /// No act reaches into a case that whoever does it does not see: it is as if there were none.
    @Test(.timeLimit(.minutes(60)))
    func whoDoesNotSeeACaseMergesNothingIntoIt() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let hidden = try await Suggestion.opened(in: town)
        _ = try await town.engine.directory.add(
            OfficeRow(
                code: "wrd", name: "外市人大", aliases: [], place: "外市", profile: "cn",
                duties: [], numberCode: ""), town.adminRequest)
        let foreigner = Principal(
            uid: 5_000, isAdmin: false,
            user: UserRow(
                number: 5_000, name: "外人",
                memberships: [MembershipRow(office: "wrd", role: "assigner", kind: .member)]))
        let own = try await town.engine.cases.open(
            OpenCaseCommand(
                workflow: "proposal",
                fields: [
                    "assembly": "外市人大", "session": "四次", "number": "8", "title": "另一件",
                    "proposers": ["赵某"], "session_closed_on": "2025-02-20",
                ], roles: ["assigner": "外市人大"]), self.request(foreigner)
        ).caseID
        func merge(_ id: String) async throws -> CaseworkError {
            try await self.refusal {
                try await town.engine.cases.act(
                    ActCommand(caseID: own, event: "merge", fields: ["merged_into": .text(id)]),
                    self.request(foreigner))
            }
        }
        let (there, absent) = (try await merge(hidden.id), try await merge("JY-2025-999999"))
        #expect(
            there.sentences.zh.replacing(hidden.id, with: "X")
                == absent.sentences.zh.replacing("JY-2025-999999", with: "X"), "\(there)")
    }

    /// What was noted where somebody informed goes into a case that stands by itself in neutral words.
    @Test(.timeLimit(.minutes(60)))
    func aNoteGoesAlongWithoutTheName() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.tip(in: town)
        try await town.act(id, "accept", by: .officer)
        try await town.file(id, "record", by: .officer)
        try await town.act(id, "check", by: .officer)
        let done = try await town.engine.cases.act(
            ActCommand(
                caseID: id, event: "conclude", fields: ["finding": "breach", "reason": "属实"],
                note: "据密告者甲"), self.request(town.principal(.leader)))
        let opened = try #require(done.consequences.first { $0.caseID != id }?.caseID)
        let lines = try await town.engine.cases.history(opened, after: 0, limit: 0).lines
        #expect(!"\(lines)".contains("密告者甲"))
        #expect(lines.first?.note == "据举报人", "\(lines.first?.note ?? "")")
    }

    /// However it is written, and each of several: 、 between names, blanks and hyphens in a number.
    @Test(.timeLimit(.minutes(60)))
    func aKeptNameIsFoundInAnySpelling() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.tip(
            in: town,
            [
                "informant": "密告者丁、密告者庚",
                "content": "密告者丁称,密 告者庚可证;电话139 1234-5678,或１３９１２３４５６７８;编号1391234567",
            ])
        let clerk = Doors(town.engine, for: .person(town.principal(.registrarsClerk)))
        let content = try await clerk.cases.view(id).row.fields["content"]?.text
        #expect(content == "举报人称,举报人可证;电话举报人,或举报人;编号1391234567")
        let officer = Doors(town.engine, for: .person(town.principal(.officer)))
        let whole = try await officer.cases.view(id).row.fields["content"]?.text
        #expect(whole?.contains("密告者丁称,密 告者庚可证") == true)
    }

    /// The papers that say a kept name are kept as it is; each deputy reads what is addressed to him.
    @Test(.timeLimit(.minutes(60)))
    func aPaperThatSaysTheNameIsKept() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let office = DirectoryOffice(town: town)
        try await office.add(
            UserDetails(name: "欧阳某某", uid: 4_711), [.member("rdgw", "proposer")])
        let item = try await self.suggestion(in: town)
        try await item.file("reply_letter")
        try await item.answer()
        func paper(_ doors: Doors) async throws -> DocumentRow? {
            try await doors.cases.view(item.id).documents.first { $0.kind == "reply_letter" }
        }
        for (who, reads) in [(Who.lead, true), (.assigner, true), (.supervisor, false)] {
            let row = try await paper(Doors(town.engine, for: .person(town.principal(who))))
            #expect(row?.name == (reads ? "reply_letter.pdf" : "某代表"), "\(who)")
        }
        let own = Doors(town.engine, for: .person(try await office.peer(ofUID: 4_711)))
        #expect(try await paper(own)?.name == "reply_letter.pdf")
    }

    /// Whoever leads one part of a divided suggestion reads for whom he works.
    @Test(.timeLimit(.minutes(60)))
    func whoAnswersAPartReadsWhomHeAnswers() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(
            in: town, proposers: ["欧阳某某"], also: ["name_secret": "true"])
        try await item.act("accept", by: .assigner)
        try await item.act(
            "assign", by: .assigner,
            ["mode": "separate", "separate_offices": ["市民政局", "市教育局"]])
        let parts = try await item.view().children.filter { $0.row.workflow == "proposal" }
        let part = try #require(parts.first { $0.row.roles["lead"]?.office == "mzj" })
        let doors = Doors(town.engine, for: .person(town.principal(.lead)))
        #expect(try await doors.cases.view(part.row.id).row.fields["proposers"] == ["欧阳某某"])
    }
}
