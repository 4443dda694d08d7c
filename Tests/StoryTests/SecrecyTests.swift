// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Who reads what of a case that he sees: names that are kept, in every answer.
@Suite struct SecrecyTests {
    private struct Enough: Error {}

    private static let informant = "举报人甲乙"
    private static let telephone = "13900000000"

    /// Everything that is told of a case, as one text.
    private func everything(_ doors: Doors, _ id: String) async throws -> String {
        let view = try await doors.cases.view(id)
        let history = try await doors.cases.history(id, after: 0, limit: 0)
        let letters = try await doors.deliveries.list(of: nil, pendingOnly: false, limit: 100)
        let due = try await doors.deadlines.due(
            until: nil, office: nil, overdueOnly: false, windows: true, limit: 100)
        var lines: [HistoryRow] = []
        do {
            try await doors.cases.watch(id, after: 0) { page in
                lines += page.lines.map(\.row)
                if page.reached > 0 { throw Enough() }
            }
        } catch is Enough {}
        let chain = try await doors.cases.chain(id, after: 0, limit: 0).lines
            .map { $0.text.map { String(decoding: $0, as: UTF8.self) } ?? "" }
        return "\(view) \(history) \(letters) \(due.rows) \(lines) \(chain)"
    }

    /// A note in English says it in English.
    @Test(.timeLimit(.minutes(60)))
    func aNoteIsReadInItsOwnLanguage() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await town.open(
            "tip", by: .officer,
            [
                "party_name": "某协会", "received_on": "2025-03-01", "content": "线索",
                "informant": .text(Self.informant),
            ], roles: Registrar.role
        ).caseID
        let notes = ["talked to \(Self.informant) again", "已联系\(Self.informant)", Self.informant]
        for note in notes {
            _ = try await town.engine.documents.attach(
                AttachCommand(
                    caseID: id, kind: "record", name: "a.pdf", size: 1,
                    sha256: String(repeating: "0", count: 64), note: note),
                Engine.Request(principal: town.principal(.officer), id: "", payload: []))
        }
        let clerk = Doors(town.engine, for: .person(town.principal(.registrarsClerk)))
        let read = try await clerk.cases.history(id, after: 0, limit: 0).lines
            .filter { $0.event == "attach" }.map(\.note)
        #expect(read == ["talked to the informant again", "已联系举报人", "举报人"])
    }

    /// What still waits for an informant whose name was put right goes to the right one; what was sent does not.
    @Test(.timeLimit(.minutes(60)), arguments: [false, true])
    func aCorrectedNameIsThatOnWhatStillWaits(isSent: Bool) async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await town.open(
            "tip", by: .officer,
            [
                "party_name": "某协会", "received_on": "2025-03-01", "content": "线索",
                "informant": "李明",
            ], roles: Registrar.role
        ).caseID
        try await town.act(id, "accept", by: .officer)
        if isSent { try await town.send(id, by: .officer) }
        let corrector = Principal(
            uid: 5_000, isAdmin: false,
            user: UserRow(
                number: 5_000, name: "更正人",
                memberships: ["corrector", "officer"].map {
                    MembershipRow(office: "qmzj", role: $0, kind: .member)
                }))
        let result = try await town.engine.cases.correct(
            CorrectCommand(
                caseID: id, act: nil, fields: ["informant": "李鸣"], happenedOn: nil,
                reason: "笔误", forOffice: nil),
            Engine.Request(principal: corrector, id: "", payload: []))
        let letters = try await town.engine.cases.view(id).deliveries
        #expect(letters.map(\.recipient.name) == [isSent ? "李明" : "李鸣"])
        #expect(result.remarks.contains { $0.zh.contains("改送李鸣") } == !isSent)
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// 信访工作条例 30: what an informant handed in shows who he is: others see that there is something.
    @Test(.timeLimit(.minutes(60)))
    func whatAnInformantHandedInIsForThoseWhoHandleTheTip() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await town.open(
            "tip", by: .officer,
            ["party_name": "某协会", "received_on": "2025-03-01", "content": "线索"],
            roles: Registrar.role
        ).caseID
        _ = try await town.engine.documents.attach(
            AttachCommand(
                caseID: id, kind: "material", name: "李明来信.pdf", size: 1,
                sha256: String(repeating: "0", count: 64)),
            Engine.Request(principal: town.principal(.officer), id: "", payload: []))
        for (who, reads) in [(Who.officer, true), (.registrarsClerk, false), (.supervisor, false)] {
            let doors = Doors(town.engine, for: .person(town.principal(who)))
            let paper = try #require(
                try await doors.cases.view(id).documents.first { $0.kind == "material" })
            #expect(paper.name == (reads ? "李明来信.pdf" : "举报人"), "\(who)")
            #expect(try await self.everything(doors, id).contains("李明") == reads, "\(who)")
        }
    }

    /// 信访工作条例 30: what an informant is called is not passed on.
    @Test(.timeLimit(.minutes(60)))
    func anInformantIsReadByThoseWhoHandleTheTip() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await town.open(
            "tip", by: .officer,
            [
                "party_name": "某协会", "received_on": "2025-03-01", "content": "线索",
                "informant": .text(Self.informant), "informant_contact": .text(Self.telephone),
            ], roles: Registrar.role
        ).caseID
        try await town.act(id, "accept", by: .officer)
        for (who, reads) in [
            (Who.officer, true), (.leader, true), (.registrarsClerk, false), (.supervisor, false),
        ] {
            let doors = Doors(town.engine, for: .person(town.principal(who)))
            let told = try await self.everything(doors, id)
            #expect(told.contains(Self.informant) == reads, "\(who)")
            #expect(told.contains(Self.telephone) == reads, "\(who)")
            #expect(told.contains("举报人"), "\(who)")
            // Nobody finds a case by who informed.
            var query = CaseQuery(limit: 9)
            query.text = Self.informant
            #expect(try await doors.cases.list(query).isEmpty, "\(who)")
        }
    }

    /// The morning's list goes to the whole office, and whoever ticks a letter off need not know to whom
    /// it went.
    @Test(.timeLimit(.minutes(60)))
    func anInformantIsNamedInNoListOfTheOfficeAndNoRefusal() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await town.open(
            "tip", by: .officer,
            [
                "party_name": "某协会", "received_on": "2025-03-01", "content": "线索",
                "informant": .text(Self.informant),
            ], roles: Registrar.role
        ).caseID
        try await town.act(id, "accept", by: .officer)
        try await town.wait(until: "2025-03-05")
        let notices = try await town.engine.jobs.notices(NoticeQuery(limit: 100)).rows
        let lists = notices.filter { $0.kind == .digest && "\($0.text)".contains("(\(id))") }
        #expect(!lists.isEmpty)
        #expect(!"\(notices)".contains(Self.informant) && "\(lists)".contains("举报人"))
        let letter = try #require(try await town.engine.cases.view(id).deliveries.first).id
        let clerk = town.principal(.registrarsClerk)
        let doors = Doors(town.engine, for: .person(clerk))
        let command = TickDeliveriesCommand(ids: [letter], caseID: nil, status: .sent)
        let request = Engine.Request(principal: clerk, id: "", payload: [])
        _ = try await doors.deliveries.tick(command, request)
        let again = await #expect(throws: CaseworkError.self) {
            _ = try await doors.deliveries.tick(command, request)
        }
        let said = try #require(again?.sentence)
        #expect(said.zh.contains("(举报人)") && said.en.contains("(举报人)"), "\(said)")
    }

    /// A document may be kept as a field is: that it was filed is told, not what it is called.
    @Test(.timeLimit(.minutes(60)))
    func aSecretDocumentIsNamedToThoseWhoHandleTheCase() async throws {
        var files = TownHall.shippedFiles
        let path = "workflows/tip.yaml"
        let plain = "  record: "
        let text = try #require(files[path])
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(plain) })
        files[path] = text.replacing(
            line, with: line.replacing("{labels", with: "{secret: *handlers_only, labels"))
        let town = try await TownHall(Registrar.town, on: "2025-03-03", livingBy: files)
        let id = try await town.open(
            "tip", by: .officer,
            ["party_name": "某协会", "received_on": "2025-03-01", "content": "线索"],
            roles: Registrar.role
        ).caseID
        try await town.file(id, "record", by: .officer)
        for (who, reads) in [(Who.officer, true), (.supervisor, false)] {
            let doors = Doors(town.engine, for: .person(town.principal(who)))
            let told = try await self.everything(doors, id)
            #expect(told.contains("record.pdf") == reads, "\(who)")
            #expect(told.contains(String(repeating: "0", count: 64)) == reads, "\(who)")
            let view = try await doors.cases.view(id)
            let row = try #require(view.documents.first { $0.kind == "record" })
            #expect(view.isKept == !reads, "\(who)")
            // Of what is kept not even that its content is lost is told: it is not there.
            let asked = await #expect(throws: CaseworkError.self) {
                try await doors.documents.content(of: row.id, in: id)
            }
            #expect(asked?.code == (reads ? .lost : .notFound), "\(who)")
            let missing = await #expect(throws: CaseworkError.self) {
                try await doors.documents.content(of: 999, in: id)
            }
            if !reads {
                #expect(
                    asked?.sentence.zh.replacing("为\(row.id)的", with: "为999的")
                        == missing?.sentence.zh)
            }
            // Its line can be checked by those who may read it; others have its hash alone.
            let chain = try await doors.cases.chain(id, after: 0, limit: 0)
            #expect(
                chain.lines.filter { $0.text == nil }.map(\.sequence)
                    == (reads ? [] : [row.sequence]))
        }
    }

    /// 山东条例 11: the name of a deputy who asked for secrecy is known to those who assign and answer.
    @Test(.timeLimit(.minutes(60)), arguments: [true, false])
    func aDeputyWhoAsksForItIsNotNamed(isSecret: Bool) async throws {
        let town = try await Onlooker.town()
        let name = "欧阳某某"
        let (id, _) = try await Onlooker.suggestion(
            in: town,
            ["proposers": [.text(name)], "name_secret": isSecret ? "true" : "false"])
        for (onlooker, knows) in [
            (Onlooker.assigner, true), (.lead, true), (.coHandler, false), (.supervisor, false),
        ] {
            let told = try await self.everything(onlooker.doors(in: town), id)
            #expect(told.contains(name) == (knows || !isSecret), "\(onlooker)")
            if isSecret, !knows { #expect(told.contains("某代表"), "\(onlooker)") }
        }
    }
}
