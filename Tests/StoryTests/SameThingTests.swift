// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Foundation
import Storage
import Testing
import TownHall
import Witness
import WorkCalendar
import Workflow

/// The same thing is the same thing, however it is spelled: numbers of documents, titles, keys.
@Suite struct SameThingTests {
    private func opened(
        _ number: String, _ title: String, by proposer: String = "李某", in town: TownHall
    ) async throws -> CommandResult {
        try await town.open(
            "proposal", by: .assigner,
            [
                "assembly": "某市人大", "session": "四次", "number": .text(number),
                "title": .text(title), "proposers": [.text(proposer)],
                "session_closed_on": "2025-03-10",
            ])
    }

    private func answer(_ id: String, _ letter: String, in town: TownHall) async throws {
        try await town.act(id, "accept", by: .assigner)
        try await town.act(
            id, "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await town.act(id, "sign_for", by: .lead)
        try await town.file(id, "contact_record", by: .lead)
        try await town.act(id, "contact", by: .lead, ["contact_kind": "visit"])
        try await town.act(
            id, "draft", by: .clerk,
            [
                "reply_type": "A", "disclosure": "public", "contact_person": "联系人",
                "contact_phone": "0000",
            ])
        try await town.act(id, "review_draft", by: .lead, ["review_result": "passed"])
        try await town.act(id, "sign", by: .leader, ["signer": "局长"])
        try await town.act(id, "answer", by: .lead, ["letter_number": .text(letter)])
    }

    @Test(.timeLimit(.minutes(60)))
    func aDocumentsNumberIsUsedOnceHoweverItIsSpelled() async throws {
        let town = try await TownHall(WaiverStory.town, on: "2025-03-27")
        let first = try await self.opened("1", "养老", in: town).caseID
        let second = try await self.opened("2", "托育", in: town).caseID
        try await self.answer(first, "民函〔2025〕1号", in: town)
        let refused = await #expect(throws: CaseworkError.self) {
            try await self.answer(second, "民函【2025】 １ 号", in: town)
        }
        #expect(refused?.sentence.en.contains("is used by \(first) already") ?? false)
        // The office corrects its own; then the number is free.
        try await town.correct(first, "answer", ["letter_number": "民函〔2025〕7号"])
        try await town.act(
            second, "answer", by: .lead, ["letter_number": "民函[2025]1号"])
        #expect(try await town.fields(of: second)["letter_number"] == "民函〔2025〕1号")
    }

    @Test(.timeLimit(.minutes(60)))
    func nearlyTheSameTitleIsPointedOutWhoeverRaisesIt() async throws {
        let town = try await TownHall(WaiverStory.town, on: "2025-03-27")
        let first = try await self.opened("1", "关于加强社区养老服务的建议", in: town)
        #expect(first.consequences.isEmpty)
        let near = try await self.opened("2", "关于进一步加强社区养老服务的建议", by: "王某", in: town)
        #expect(near.consequences.map(\.caseID) == [first.caseID])
        #expect(near.consequences.map(\.kind) == [.similar])
        let other = try await self.opened("3", "关于加强社区医疗服务的建议", in: town)
        #expect(other.consequences.isEmpty)
    }

    /// A suggestion to which nobody gave a number yet.
    private func unnumbered(
        _ title: String, by proposers: [String], session: String = "四次", isAnother: Bool = false,
        roles: [String: String] = [:], in town: TownHall
    ) async throws -> CommandResult {
        var command = OpenCaseCommand(
            workflow: "proposal",
            fields: [
                "assembly": "某市人大", "session": .text(session), "title": .text(title),
                "proposers": .list(proposers.map { .text($0) }), "session_closed_on": "2025-03-10",
            ], roles: roles)
        command.isAnother = isAnother
        return try await town.engine.cases.open(
            command, Engine.Request(principal: town.principal(.assigner), id: "", payload: []))
    }

    /// Two cases without a number but with the same title and proposers: the clerk is asked, in words.
    @Test(.timeLimit(.minutes(60)))
    func whatNoNumberTellsApartIsAskedAbout() async throws {
        let town = try await TownHall(WaiverStory.town, on: "2025-03-27")
        let first = try await self.unnumbered("关于社区养老的建议", by: ["李某", "王某"], in: town).caseID
        let asked = await #expect(throws: CaseworkError.self) {
            _ = try await self.unnumbered("关于 社区养老的建议", by: ["王某", "李某"], in: town)
        }
        #expect(asked?.code == .exists && asked?.remedy == .supply(.anotherMatter))
        #expect(asked?.sentence.zh == "与\(first)标题、提出人相同,又都没有编号:是同一件吗?如确为另一件,请注明")
        // Other proposers, another session, a number: something tells them apart.
        _ = try await self.unnumbered("关于社区养老的建议", by: ["李某"], in: town)
        _ = try await self.unnumbered("关于社区养老的建议", by: ["李某", "王某"], session: "五次", in: town)
        _ = try await self.opened("9", "关于社区养老的建议", in: town)
        // She means it.
        let second = try await self.unnumbered(
            "关于社区养老的建议", by: ["李某", "王某"], isAnother: true, in: town)
        #expect(second.consequences.map(\.caseID).contains(first))
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// A case that was opened in error is no other matter.
    @Test(.timeLimit(.minutes(60)))
    func whatIsVoidIsNotAskedAbout() async throws {
        let town = try await TownHall(WaiverStory.town, on: "2025-03-27")
        let first = try await self.unnumbered(
            "养老", by: ["李某"], roles: ["lead": "市民政局"], in: town
        ).caseID
        _ = try await town.engine.cases.annul(
            AnnulCommand(caseID: first, act: "open", reason: "误录"),
            Engine.Request(principal: town.principal(.corrector), id: "", payload: []))
        _ = try await self.unnumbered("养老", by: ["李某"], in: town)
    }

    /// Rows of a spreadsheet are asked about one by one.
    @Test(.timeLimit(.minutes(60)))
    func rowsWithoutANumberAreAskedAbout() async throws {
        let town = try await TownHall(WaiverStory.town, on: "2025-03-27")
        let row = [
            "会议": "某市人大", "届次": "四次", "标题": "养老", "提出人": "李某", "闭会日期": "2025-03-10",
        ]
        let request = Engine.Request(principal: town.principal(.assigner), id: "", payload: [])
        func imported(_ isAnother: Bool) async throws -> [BulkItem] {
            let id = try await town.engine.bulk.plan(
                ImportCommand(
                    workflow: "proposal", profile: nil, forOffice: nil, rows: [row, row],
                    common: [:],
                    isAnother: isAnother), reason: "", request)
            try await town.engine.bulk.run(id, request)
            try await town.engine.time.pass()
            return try await town.engine.bulk.view(id, nil).items
        }
        let items = try await imported(false)
        #expect(items.map(\.status) == [.done, .failed], "\(items)")
        #expect(items.last?.result.zh.contains("是同一件吗") ?? false, "\(items)")
        #expect(try await imported(true).map(\.status) == [.done, .done])
    }

    /// A second letter about the same thing, by the door of `import letters`: asked about, in words; meant, it is
    /// another case.
    @Test(.timeLimit(.minutes(60)))
    func aLetterWithoutANumberIsAskedAbout() async throws {
        let town = try await TownHall(WaiverStory.town, on: "2025-03-27")
        let file = PackageRoot.file("Tests/Letters/joint-suggestion-no-number.txt")
        let first = try String(contentsOf: file, encoding: .utf8)
            .replacing("示例市样本区城市管理局", with: "市民政局")
            .replacing("样本区城市管理局", with: "市民政局")
        let request = Engine.Request(principal: town.principal(.lead), id: "", payload: [])
        func imported(_ text: String, isAnother: Bool = false) async throws -> CommandResult {
            let bytes = Array(text.utf8)
            let letter = try town.engine.imports.read(letter: bytes, file: "来函.txt")
            return try await town.engine.imports.importLetter(
                letter, content: bytes, profile: nil, workflow: nil, isAnother: isAnother, request)
        }
        let id = try await imported(first).caseID
        let second = first.replacing("六盏", with: "八盏").replacing("7号", with: "8号")
        let asked = await #expect(throws: CaseworkError.self) { _ = try await imported(second) }
        #expect(asked?.code == .exists && asked?.remedy == .supply(.anotherMatter))
        #expect(asked?.sentence.zh.contains("与\(id)") ?? false, "\(asked?.told ?? "")")
        #expect(asked?.sentence.zh.contains("是同一件吗") ?? false)
        let other = try await imported(second, isAnother: true)
        #expect(other.caseID != id)
        // The very same letter is no question: it was imported already.
        let same = await #expect(throws: CaseworkError.self) {
            _ = try await imported(first, isAnother: true)
        }
        #expect(same?.sentence.zh.contains(id) ?? false)
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    @Test(.timeLimit(.minutes(60)))
    func blanksAndWidthsMakeNoOtherMatter() async throws {
        let town = try await TownHall(WaiverStory.town, on: "2025-03-27")
        let first = try await self.opened("1", "养老", in: town).caseID
        let taken = await #expect(throws: CaseworkError.self) {
            try await town.open(
                "proposal", by: .assigner,
                [
                    "assembly": "某市 人大\u{200B}", "session": "四次", "number": "1", "title": "托育",
                    "proposers": ["王某"], "session_closed_on": "2025-03-10",
                ])
        }
        #expect(taken?.code == .exists && taken?.sentence.en.contains(first) ?? false)
    }

    /// What an act would come to is told, and nothing of it remains.
    @Test(.timeLimit(.minutes(60)))
    func aTrialTellsWhichDatesMoveAndChangesNothing() async throws {
        let town = try await TownHall(WaiverStory.town, on: "2025-03-27")
        let id = try await self.opened("1", "养老", in: town).caseID
        try await town.act(id, "accept", by: .assigner)
        try await town.act(
            id, "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await town.act(id, "sign_for", by: .lead)
        try await town.wait(until: "2025-06-20")
        try await town.file(id, "extension_request", by: .lead)
        let longer: [String: Value] = ["reason": "情况复杂", "extended_to": "2025-08-27"]
        try await town.act(id, "request_extension", by: .lead, longer)
        try await town.act(id, "extend", by: .lead, longer)
        try await town.wait(until: "2025-07-10")
        let (before, head) = (
            try await town.engine.cases.view(id).row, try await town.engine.health.status().head
        )
        var request = Engine.Request(
            principal: town.principal(.corrector), id: "", payload: [])
        request.isDryRun = true
        let trial = try await town.engine.cases.annul(
            AnnulCommand(caseID: id, act: "extend", reason: "误录"), request)
        // Three months from 27 March; thirteen days before 10 July.
        #expect(
            trial.remarks.map(\.en).contains(
                "‹Reply› moves from 2025-08-27 to 2025-06-27, 13 days late"), "\(trial.remarks)")
        #expect(trial.remarks.first?.en == "a trial: nothing was written")
        #expect(try await town.engine.cases.view(id).row == before)
        #expect(try await town.engine.health.status().head == head)
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// 目标任务: one target for every county is a case in each of them; for one office it is opened once.
    @Test(.timeLimit(.minutes(60)))
    func aTargetForEveryOfficeIsOneCaseInEach() async throws {
        let town = try await TownHall(WaiverStory.town, on: "2025-03-27")
        func open(_ office: String) async throws -> CommandResult {
            try await town.open(
                "directive", by: .assigner,
                [
                    "title": "培育社区社会组织", "source_number": "温民社组〔2018〕127号", "item": "3",
                    "target_due": "2025-12-31",
                ], roles: ["lead": office])
        }
        let first = try await open("市民政局")
        let second = try await open("市人大代工委")
        #expect(first.caseID != second.caseID)
        let again = await #expect(throws: CaseworkError.self) { _ = try await open("市民政局") }
        #expect(again?.code == .exists && again?.sentence.en.contains(first.caseID) ?? false)
    }

    /// The same target is the same however its source's number is written, by whatever door it comes.
    @Test(.timeLimit(.minutes(60)))
    func aTargetIsOpenedOnceHoweverItsSourceIsWritten() async throws {
        let town = try await TownHall(WaiverStory.town, on: "2025-03-27")
        func fields(_ number: Value) -> [String: Value] {
            [
                "title": "培育社区社会组织", "source_number": number, "item": "3",
                "target_due": "2025-12-31",
            ]
        }
        let roles = ["lead": "市民政局"]
        let first = try await town.open(
            "directive", by: .assigner, fields("温民社组〔2018〕127号"), roles: roles
        ).caseID
        for number: Value in ["温民社组[2018] 127号", "温民社组【2018】１２７号", "温民社组（2018）127号"] {
            let again = await #expect(throws: CaseworkError.self) {
                _ = try await town.open("directive", by: .assigner, fields(number), roles: roles)
            }
            #expect(again?.code == .exists && again?.sentence.zh.contains(first) ?? false)
        }
        let row = [
            "任务": "培育社区社会组织", "来源文件文号": "温民社组(2018)127号", "条目": "3",
            "完成期限": "2025-12-31", "lead": "市民政局",
        ]
        let command = ImportCommand(
            workflow: "directive", profile: nil, forOffice: nil, rows: [row], common: [:])
        let plan = try await town.engine.bulk.plan(
            command, reason: "",
            Engine.Request(principal: town.principal(.assigner), id: "", payload: []))
        // What is there already is no failure: the row is held against it.
        let items = try await town.engine.bulk.view(plan, nil).items
        #expect(items.map(\.caseID) == [first] && items.map(\.isImpossible) == [false], "\(items)")
    }

    /// Whoever holds a role in two offices has the right; he is asked in whose name.
    @Test(.timeLimit(.minutes(60)))
    func whoeverHasTwoOfficesIsAskedInWhoseName() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-27")
        let officer = Who.officer.rawValue
        _ = try await town.engine.directory.change(
            officer, MembershipRow(office: "qdcs", role: "officer", kind: .member), grant: true,
            town.adminRequest)
        let user = try #require(try await town.engine.directory.user(officer))
        let request = Engine.Request(
            principal: Principal(uid: officer, isAdmin: false, user: user), id: "", payload: [])
        var command = OpenCaseCommand(
            workflow: "interview", fields: ["party_name": "某协会", "ground": "换届超期"], roles: [:])
        let asked = await #expect(throws: CaseworkError.self) {
            _ = try await town.engine.cases.open(command, request)
        }
        #expect(asked?.sentences.en.contains("say in whose name you open it") ?? false)
        #expect(asked?.unmet.first?.remedies == [.supply(.office)])
        command.forOffice = "qmzj"
        let opened = try await town.engine.cases.open(command, request)
        let view = try await town.engine.cases.view(opened.caseID)
        #expect(view.row.roles["registrar"]?.office == "qmzj")
    }
}
