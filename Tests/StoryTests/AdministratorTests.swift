// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Rulebook
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Who looks after the system is told that something runs or fails, not what it is about.
@Suite struct AdministratorTests {
    private static let title = "关于示例标记的建议"

    private func opened(in town: TownHall) async throws -> (whole: String, part: String) {
        try await Onlooker.suggestion(in: town, ["title": .text(Self.title)])
    }

    private func request(_ onlooker: Onlooker, in town: TownHall) -> Engine.Request {
        Engine.Request(principal: onlooker.principal(in: town), id: "", payload: [])
    }

    /// The refusal says what an administrator is, and the remedy is a role that the history tells of.
    @Test(.timeLimit(.minutes(60)))
    func theRefusalSaysHowToRead() async throws {
        let town = try await Onlooker.town()
        let (id, _) = try await self.opened(in: town)
        let doors = Onlooker.administrator.doors(in: town)
        for named in [id, "JY-2025-999999"] {
            let read = await #expect(throws: CaseworkError.self) {
                _ = try await doors.cases.view(named)
            }
            let act = await #expect(throws: CaseworkError.self) {
                _ = try await doors.cases.act(
                    ActCommand(
                        caseID: named, event: "accept", fields: [:], roles: [:], happenedOn: nil),
                    self.request(.administrator, in: town))
            }
            for error in [read, act] {
                #expect(error?.code == .permission, "\(named)")
                #expect(error?.sentence.zh.contains("系统管理员只管理系统") ?? false)
                #expect(error?.sentence.zh.contains("“审计”") ?? false)
                #expect(error?.remedy == .addUser(uid: 0))
            }
        }
        let known = Principal(
            uid: 0, isAdmin: true, user: UserRow(number: 0, name: "管理员", memberships: []))
        let error = await #expect(throws: CaseworkError.self) {
            _ = try await Doors(town.engine, for: .person(known)).cases.view(id)
        }
        #expect(
            error?.remedy
                == .grant(
                    Remedy.Term("auditor", Label("审计", "Auditor")),
                    to: Remedy.Term("0", Label(same: "管理员"))))
    }

    /// How much there is says something of cases that one does not see.
    @Test(.timeLimit(.minutes(60)))
    func onlyWhoLooksAfterItIsToldHowMuchThereIs() async throws {
        let town = try await Onlooker.town()
        _ = try await self.opened(in: town)
        for onlooker in Onlooker.allCases {
            let status = try await onlooker.doors(in: town).health.status()
            let isTold = [.administrator, .auditingAdministrator].contains(onlooker)
            #expect(status.isCounted == isTold, "\(onlooker)")
            #expect((status.counts.cases > 0) == isTold, "\(onlooker)")
            #expect(status.jobs.isEmpty != isTold, "\(onlooker)")
        }
    }

    /// He gives himself the role as anybody: the chain then tells it.
    @Test(.timeLimit(.minutes(60)))
    func whatHeGrantsHimselfIsALineOfTheChain() async throws {
        let town = try await Onlooker.town()
        let request = self.request(.administrator, in: town)
        let right = MembershipRow(office: "sjj", role: "auditor", kind: .member)
        _ = try await Onlooker.administrator.doors(in: town).directory.add(
            UserDetails(name: "管理员", uid: 0), [right], request)
        for onlooker in [Onlooker.administrator, .auditor] {
            let last = try #require(try await self.administration(onlooker, in: town).last)
            #expect(last.enteredBy == 0 && last.event == "user", "\(onlooker)")
            #expect("\(last.changes)".contains("sjj:auditor"), "\(onlooker)")
        }
        #expect(try await self.administration(.lead, in: town).isEmpty)
    }

    private struct Enough: Error {}

    /// The lines of no case that somebody is told.
    private func administration(
        _ onlooker: Onlooker, in town: TownHall
    ) async throws -> [HistoryRow] {
        var lines: [HistoryRow] = []
        do {
            try await onlooker.doors(in: town).cases.watch(nil, after: 0) { page in
                lines += page.lines.map(\.row).filter { $0.caseID == nil }
                if page.reached > 0 { throw Enough() }
            }
        } catch is Enough {}
        return lines
    }

    /// An auditor reads what his place's offices have, and does nothing.
    @Test(.timeLimit(.minutes(60)))
    func anAuditorReadsAndDoesNothing() async throws {
        let town = try await Onlooker.town()
        let (id, _) = try await self.opened(in: town)
        let doors = Onlooker.auditor.doors(in: town)
        #expect(try await doors.cases.view(id).row.title == Self.title)
        let error = await #expect(throws: CaseworkError.self) {
            _ = try await doors.cases.act(
                ActCommand(
                    caseID: id, event: "contact", fields: ["contact_kind": "visit"], roles: [:],
                    happenedOn: nil), self.request(.auditor, in: town))
        }
        #expect(error?.code == .permission)
        let file = await #expect(throws: CaseworkError.self) {
            _ = try await doors.documents.attach(
                AttachCommand(
                    caseID: id, kind: "contact_record", name: "a.pdf", size: 1,
                    sha256: String(repeating: "0", count: 64)), self.request(.auditor, in: town))
        }
        #expect(file?.code == .permission)
    }

    /// A letter that failed is told by its number, its case and its office.
    @Test(.timeLimit(.minutes(60)))
    func whatFailedIsToldWithoutWhatItSays() async throws {
        let town = try await Onlooker.town()
        let (_, part) = try await self.opened(in: town)
        let letter = try #require(try await town.engine.cases.view(part).deliveries.first)
        _ = try await town.engine.deliveries.tick(
            TickDeliveriesCommand(
                ids: [letter.id], caseID: nil, status: .failed, note: "示例原因"),
            self.request(.lead, in: town))
        let told = try await Onlooker.administrator.doors(in: town).deliveries
            .list(of: nil, pendingOnly: false, limit: 100)
        #expect(told.map(\.row.id) == [letter.id] && told.first?.row.caseID == part)
        #expect(told.first?.row.recipient.name == "" && told.first?.row.reason == "")
        let mine = try await Onlooker.auditingAdministrator.doors(in: town).deliveries
            .list(of: nil, pendingOnly: false, limit: 100).first { $0.row.id == letter.id }
        #expect(mine?.row.recipient.name == letter.recipient.name)
        #expect(mine?.row.reason == "示例原因")
    }

    /// What is done to many cases is his to follow, by their numbers.
    @Test(.timeLimit(.minutes(60)))
    func aBulkActionIsToldByNumbers() async throws {
        let town = try await Onlooker.town()
        let (id, _) = try await self.opened(in: town)
        let plan = try await town.plan("contact", [id], by: .lead)
        for (onlooker, title) in [
            (Onlooker.administrator, ""), (.auditingAdministrator, Self.title),
        ] {
            let view = try await onlooker.doors(in: town).bulk.view(plan, nil)
            #expect(view.items.map(\.caseID) == [id] && view.items.map(\.title) == [title])
            #expect(view.row.reason == "" && view.items[0].isImpossible)
        }
        let own = try await Onlooker.lead.doors(in: town).bulk.view(plan, nil)
        #expect(own.items.map(\.title) == [Self.title] && own.row.reason == "批量")
        // That it runs is a line of no case, and why is not for others.
        try await Onlooker.lead.doors(in: town).bulk.run(plan, self.request(.lead, in: town))
        let lines = try await self.administration(.administrator, in: town)
        #expect(lines.last?.event == "bulk" && lines.last?.note == "")
        #expect(lines.last?.changes.map(\.after) == ["1"])
        // What another planned than runs it names both.
        let again = try await town.plan("contact", [id], by: .lead)
        try await town.engine.bulk.run(again, self.request(.administrator, in: town))
        let line = try #require(try await self.administration(.administrator, in: town).last)
        let (planner, runner) = (
            town.principal(.lead), Onlooker.administrator.principal(in: town)
        )
        #expect(line.changes.map(\.after) == [.text("\(planner.number) \(planner.name) → 1")])
        #expect(line.enteredBy == runner.number && line.note == "")
    }

    /// A plan tells a case that is not seen from one that is not there by nothing.
    @Test(.timeLimit(.minutes(60)))
    func aPlanTellsNotWhetherACaseIsThere() async throws {
        let town = try await Onlooker.town()
        let (id, _) = try await self.opened(in: town)
        let own = try await town.open(
            "proposal", by: .assigner,
            [
                "assembly": "某市人大", "session": "四次", "number": "99", "title": "另一件",
                "proposers": ["王某"], "session_closed_on": "2025-02-20",
            ]
        ).caseID
        try await town.act(own, "accept", by: .assigner)
        try await town.act(
            own, "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市教育局"])
        let bulk = Onlooker.neighbour.doors(in: town).bulk
        let plan = try await bulk.plan(
            BulkActCommand(
                caseIDs: [own, id, "JY-2025-999999"], event: "contact", fields: [:], roles: [:],
                happenedOn: nil, note: "", forOffice: nil), reason: "",
            self.request(.neighbour, in: town))
        let items = try await bulk.view(plan, nil).items
        #expect(items.map(\.caseID) == [own, nil, nil])
        #expect(items.map(\.title) == ["另一件", id, "JY-2025-999999"])
        let said = items.dropFirst().map { $0.result.zh.replacing($0.title, with: "") }
        #expect(said[0] == said[1], "\(said)")
    }

    /// A preview of rules counts for others what they see, and names no title to who sees it not.
    @Test(.timeLimit(.minutes(60)))
    func aPreviewOfRulesTellsNoTitle() async throws {
        let town = try await Onlooker.town()
        let (id, part) = try await self.opened(in: town)
        var files = TownHall.shippedFiles
        let path = "workflows/proposal.yaml"
        files[path] = try #require(files[path]).replacing("prefix: JY", with: "prefix: JYX")
        let rulebook = try Rulebook.load(files)
        for (onlooker, cases, titles) in [
            (Onlooker.administrator, 2, [""]), (.lead, 2, [Self.title]), (.neighbour, 0, []),
        ] as [(Onlooker, Int, [String])] {
            let preview = try await onlooker.doors(in: town).rulebooks.preview(rulebook)
            #expect(preview.cases == cases, "\(onlooker)")
            let plans = preview.plans.filter { $0.caseID == id }
            #expect(plans.map(\.title) == titles, "\(onlooker) \(part)")
        }
    }

    /// Figures are of the cases that are seen.
    @Test(.timeLimit(.minutes(60)))
    func figuresCountWhatIsSeen() async throws {
        let town = try await Onlooker.town()
        let (id, _) = try await self.opened(in: town)
        for (onlooker, cases) in [
            (Onlooker.assigner, 1), (.auditor, 1), (.neighbour, 0), (.foreignSupervisor, 0),
        ] {
            let reports = onlooker.doors(in: town).reports
            #expect(try await reports.figures(FiguresQuery("proposal")).cases == cases)
            let one = try? await reports.figures(FiguresQuery("proposal", caseID: id)).cases
            #expect(one == (cases == 0 ? nil : 1), "\(onlooker)")
        }
        await #expect(throws: CaseworkError.self) {
            _ = try await Onlooker.administrator.doors(in: town).reports
                .figures(FiguresQuery("proposal"))
        }
    }
}
