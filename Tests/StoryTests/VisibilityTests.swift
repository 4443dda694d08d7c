// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Who reads which case, at every door of the engine: whoever is involved.
@Suite struct VisibilityTests {
    /// What comes of asking: whether the case is told of; nil when nothing at all is answered.
    private func isTold(_ ask: () async throws -> Bool) async throws -> Bool? {
        do {
            return try await ask()
        } catch let error as CaseworkError where error.code == .notFound {
            return false
        } catch let error as CaseworkError where error.code == .permission {
            return nil
        }
    }

    /// Every question that can tell of a case.
    private func questions(
        _ doors: Doors, _ id: String, _ principal: Principal
    ) -> [(name: String, ask: () async throws -> Bool)] {
        [
            ("view", { try await doors.cases.view(id).row.id == id }),
            (
                "why",
                {
                    try await doors.cases.why(
                        id, event: nil, fields: [:], principal: principal, forOffice: nil
                    ).row.id == id
                }
            ),
            (
                "history",
                { try await !doors.cases.history(id, after: 0, limit: 0).lines.isEmpty }
            ),
            ("explain", { try await !doors.deadlines.explain(id, clock: nil).clocks.isEmpty }),
            (
                "list",
                {
                    try await doors.cases.list(CaseQuery(limit: 100)).contains { $0.row.id == id }
                }
            ),
            (
                "search",
                {
                    var query = CaseQuery(limit: 100)
                    query.text = "建议"
                    return try await doors.cases.list(query).contains { $0.row.id == id }
                }
            ),
            (
                "due",
                {
                    try await doors.deadlines.due(
                        until: nil, office: nil, overdueOnly: false, windows: true, limit: 100
                    ).rows.contains { $0.row.id == id }
                }
            ),
            (
                "deliveries",
                {
                    try await doors.deliveries.list(of: nil, pendingOnly: false, limit: 100)
                        .contains { $0.row.caseID == id }
                }
            ),
            (
                "deliveries of the case",
                {
                    try await !doors.deliveries.list(of: id, pendingOnly: false, limit: 100)
                        .isEmpty
                }
            ),
            (
                "jobs",
                {
                    try await doors.jobs.list(JobQuery(limit: 100)).jobs
                        .contains { $0.row.subject.caseID == id }
                }
            ),
            ("watch", { try await self.watched(doors).contains(id) }),
        ]
    }

    private struct Enough: Error {}

    /// The cases of the lines that a watch tells from the beginning.
    private func watched(_ doors: Doors) async throws -> Set<String> {
        var ids: Set<String> = []
        do {
            try await doors.cases.watch(nil, after: 0) { page in
                ids.formUnion(page.lines.compactMap(\.row.caseID))
                if page.reached > 0 { throw Enough() }
            }
        } catch is Enough {}
        return ids
    }

    /// What comes of a question: whoever has no role is answered nothing, and who looks after the
    /// system without one only what he needs for that.
    private func expected(of question: String, for onlooker: Onlooker) -> Bool? {
        guard onlooker.isWithoutRole else { return onlooker.isInvolved }
        guard onlooker == .administrator else { return nil }
        switch question {
        case "jobs": return true
        case "deliveries", "deliveries of the case", "watch": return false
        default: return nil
        }
    }

    /// 民政局 and 财政局 handle it, 代工委 assigned it, 督查室 watches them: nobody else reads of it.
    @Test(.timeLimit(.minutes(60)), arguments: Onlooker.allCases)
    func aCaseIsReadByWhoIsInvolved(_ onlooker: Onlooker) async throws {
        let town = try await Onlooker.town()
        let (whole, part) = try await Onlooker.suggestion(in: town)
        let doors = onlooker.doors(in: town)
        for id in [whole, part] {
            for (name, ask) in self.questions(doors, id, onlooker.principal(in: town)) {
                let expected = self.expected(of: name, for: onlooker)
                #expect(try await self.isTold(ask) == expected, "\(onlooker) \(name) \(id)")
            }
        }
    }

    /// Offices that handle parts of one matter read the whole, and not each other's part.
    @Test(.timeLimit(.minutes(60)))
    func aPartIsReadByThoseOfTheWholeAndNotByTheOtherParts() async throws {
        let town = try await Onlooker.town()
        let item = try await Suggestion.opened(in: town)
        try await item.act("accept", by: .assigner)
        try await item.act(
            "assign", by: .assigner, ["mode": "joint", "co_handlers": ["市财政局", "市教育局"]],
            roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        try await item.act("ask_co_handlers", by: .lead)
        let parts = try await town.engine.cases.view(item.id).children
        for (onlooker, own) in [(Onlooker.coHandler, "czj"), (.neighbour, "jyj")] {
            let heads = try await onlooker.doors(in: town).cases.list(CaseQuery(limit: 100))
            let mine = try #require(
                parts.first { $0.row.roles["co_handler"]?.office == own })
            #expect(Set(heads.map(\.row.id)) == [item.id, mine.row.id], "\(onlooker)")
            let children = try await onlooker.doors(in: town).cases.view(item.id).children
            #expect(children.map(\.row.id) == [mine.row.id], "\(onlooker)")
        }
    }

    /// Who no longer handles a matter reads no more of it.
    @Test(.timeLimit(.minutes(60)))
    func whoLostTheMatterReadsItNoMore() async throws {
        let town = try await Onlooker.town()
        let item = try await Suggestion.opened(in: town)
        try await item.act("accept", by: .assigner)
        func sees(_ onlooker: Onlooker) async throws -> Bool {
            try await onlooker.doors(in: town).cases.list(CaseQuery(limit: 9)).count == 1
        }
        try await item.act(
            "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市教育局"])
        var seen = (neighbour: try await sees(.neighbour), lead: try await sees(.lead))
        #expect(seen.neighbour && !seen.lead)
        try await item.act("reassign", by: .assigner, ["reason": "机构改革"], roles: ["lead": "市民政局"])
        seen = (try await sees(.neighbour), try await sees(.lead))
        #expect(!seen.neighbour && seen.lead)
    }

    /// A letter stays on the list of the office that must send it, when the matter has gone to another.
    @Test(.timeLimit(.minutes(60)))
    func whoMustSendALetterSeesItWhoeverHandlesTheMatter() async throws {
        let town = try await Onlooker.town()
        let (whole, part) = try await Onlooker.suggestion(in: town)
        let doors = Onlooker.lead.doors(in: town)
        func waiting() async throws -> [Int64] {
            try await doors.deliveries.list(of: nil, pendingOnly: true, by: "mzj", limit: 100)
                .map(\.row.id)
        }
        let before = try await waiting()
        try #require(!before.isEmpty)
        try await town.act(
            whole, "reassign", by: .assigner, ["reason": "机构改革"], roles: ["lead": "市教育局"])
        #expect(try await self.isTold { try await doors.cases.view(part).row.id == part } == false)
        #expect(try await waiting() == before)
        let request = Engine.Request(principal: town.principal(.lead), id: "", payload: [])
        _ = try await doors.deliveries.tick(
            TickDeliveriesCommand(ids: [before[0]], caseID: nil, status: .sent), request)
        #expect(try await waiting() == Array(before.dropFirst()))
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// What he does not see cannot be acted on, and is called what is not there.
    @Test(.timeLimit(.minutes(60)))
    func nobodyActsOnWhatHeDoesNotSee() async throws {
        let town = try await Onlooker.town()
        let (id, _) = try await Onlooker.suggestion(in: town)
        let request = Engine.Request(
            principal: Onlooker.neighbour.principal(in: town), id: "", payload: [])
        let doors = Onlooker.neighbour.doors(in: town)
        let letter = try #require(try await town.engine.cases.view(id).deliveries.first).id
        let acts: [(String, () async throws -> Void)] = [
            (
                "act",
                {
                    _ = try await doors.cases.act(
                        ActCommand(
                            caseID: id, event: "contact", fields: [:], roles: [:],
                            happenedOn: nil, note: ""), request)
                }
            ),
            (
                "file",
                {
                    _ = try await doors.documents.attach(
                        AttachCommand(
                            caseID: id, kind: "contact_record", name: "a.pdf", size: 1,
                            sha256: String(repeating: "0", count: 64)), request)
                }
            ),
            ("read a document", { _ = try await doors.documents.content(of: 1, in: id) }),
            ("read the chain", { _ = try await doors.cases.chain(id, after: 0, limit: 0) }),
            (
                "annul",
                {
                    _ = try await doors.cases.annul(
                        AnnulCommand(caseID: id, act: "sign_for", reason: "误"), request)
                }
            ),
            (
                "correct",
                {
                    _ = try await doors.cases.correct(
                        CorrectCommand(
                            caseID: id, act: "open", fields: ["title": "别的"], happenedOn: nil,
                            reason: "误"), request)
                }
            ),
            (
                "tick",
                {
                    _ = try await doors.deliveries.tick(
                        TickDeliveriesCommand(ids: [letter], caseID: nil, status: .sent), request)
                }
            ),
        ]
        for (name, act) in acts {
            #expect(
                try await self.isTold {
                    try await act(); return true
                } == false, "\(name)")
        }
    }

    /// A number that is taken is told, and whom to ask; not which case has it.
    @Test(.timeLimit(.minutes(60)))
    func aCollisionTellsNothingOfTheOtherCase() async throws {
        let town = try await Onlooker.town()
        let item = try await Suggestion.opened(in: town)
        let other = Principal(
            uid: 5_001, isAdmin: false,
            user: UserRow(
                number: 5_001, name: "某人",
                memberships: [MembershipRow(office: "zfb", role: "assigner", kind: .member)]))
        let again = OpenCaseCommand(
            workflow: "proposal",
            fields: [
                "assembly": "某市人大", "session": "四次", "number": "7", "title": "另一件",
                "proposers": ["王某"], "session_closed_on": "2025-02-20",
            ])
        let error = await #expect(throws: CaseworkError.self) {
            _ = try await Doors(town.engine, for: .person(other)).cases.open(
                again, Engine.Request(principal: other, id: "", payload: []))
        }
        #expect(error?.code == .exists)
        let said = "\(error?.sentence.zh ?? "") \(error?.sentence.en ?? "")"
        #expect(!said.contains(item.id) && said.contains("市人大代工委"), "\(said)")
    }

    /// A rulebook may open a workflow to a place, or to everybody.
    @Test(
        .timeLimit(.minutes(60)),
        arguments: [
            ("involved", [.assigner, .supervisor]),
            ("place", [.assigner, .supervisor, .neighbour]),
            ("all", [.assigner, .supervisor, .neighbour, .foreigner, .foreignSupervisor]),
            ("participants", []),
        ] as [(String, [Onlooker])])
    func theRulebookSaysWhoElseReads(_ readers: String, _ more: [Onlooker]) async throws {
        var files = TownHall.shippedFiles
        let path = "workflows/proposal.yaml"
        files[path] = try #require(files[path]).replacing(
            "\nprefix: JY", with: "\nreaders: \(readers)\nprefix: JY")
        let town = try await TownHall(Suggestion.town, on: "2025-03-03", livingBy: files)
        for (code, duties) in [("wmzj", []), ("wdcs", ["supervisor"])] as [(String, [String])] {
            _ = try await town.engine.directory.add(
                OfficeRow(
                    code: code, name: code, aliases: [], place: "外市", profile: "cn",
                    duties: duties, numberCode: ""), town.adminRequest)
        }
        let item = try await Suggestion.opened(in: town)
        for onlooker in [
            Onlooker.assigner, .supervisor, .neighbour, .foreigner, .foreignSupervisor,
        ] {
            let doors = onlooker.doors(in: town)
            let isSeen = try await self.isTold { try await doors.cases.view(item.id).row.id != "" }
            let isListed = try await !doors.cases.list(CaseQuery(limit: 9)).isEmpty
            #expect(isSeen == more.contains(onlooker) && isListed == isSeen, "\(onlooker)")
        }
    }
}
