// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Who reads what is restricted is noted before he is answered, and nobody else is.
@Suite struct ReadingTests {
    private static let informant = "举报人甲乙"

    private func tip(in town: TownHall, _ party: String = "某协会") async throws -> String {
        try await town.open(
            "tip", by: .officer,
            [
                "party_name": .text(party), "received_on": "2025-03-01", "content": "线索",
                "informant": .text(Self.informant), "informant_contact": "13900000000",
            ], roles: Registrar.role
        ).caseID
    }

    /// What was noted, oldest first: who, by which call, of what.
    private func noted(in engine: Engine) async throws -> [String] {
        var query = ReadQuery(limit: 100)
        query.after = 0
        return try await engine.health.reads(query).rows.map { view in
            let cases = view.row.cases.sorted { $0.key < $1.key }.map { id, names in
                id + (names.isEmpty ? "" : "(\(names.sorted().joined(separator: ",")))")
            }
            let absent = view.absent.isEmpty ? "" : " for \(view.absent.joined(separator: ","))"
            return "\(view.name)\(absent) \(view.row.call) \(cases.joined(separator: " "))"
        }
    }

    private func doors(_ who: Who, in town: TownHall, call: String = "Cases/Get") -> Doors {
        Doors(town.engine, for: .person(town.principal(who), call: call))
    }

    /// 信访工作条例 30: who was told what an informant is called can be found out.
    @Test(.timeLimit(.minutes(60)))
    func whoIsToldOfAnInformantIsNotedOnceADay() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.tip(in: town)
        #expect(try await self.noted(in: town.engine) == [])
        for _ in 0..<3 { _ = try await self.doors(.officer, in: town).cases.view(id) }
        // Whoever sees the case and not the name reads of a restricted case.
        _ = try await self.doors(.registrarsClerk, in: town).cases.view(id)
        _ = try await self.doors(.officer, in: town, call: "Cases/History").cases
            .history(id, after: 0, limit: 0)
        let first = [
            "officer Cases/Get \(id)(informant,informant_contact)",
            "registrarsClerk Cases/Get \(id)",
            "officer Cases/History \(id)(informant,informant_contact)",
        ]
        #expect(try await self.noted(in: town.engine) == first)
        try await town.wait(until: "2025-03-04")
        _ = try await self.doors(.officer, in: town).cases.view(id)
        #expect(try await self.noted(in: town.engine) == first + [first[0]])
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// What an act is answered with tells of a restricted case too: of a trial as well.
    @Test(.timeLimit(.minutes(60)), arguments: [true, false])
    func theAnswerToAnActIsAReading(isTrial: Bool) async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.tip(in: town)
        let command = ActCommand(
            caseID: id, event: "accept", fields: [:], forOffice: nil)
        let request = Engine.Request(
            principal: town.principal(.officer), id: "", payload: [], isDryRun: isTrial)
        for _ in 0..<2 {
            // The second time it cannot be done any more.
            _ = try? await self.doors(.officer, in: town, call: "Cases/Act").cases.act(
                command, request)
        }
        // To whom it is made known that it was accepted, a remark says; the refusal names nobody.
        let noted = ["officer Cases/Act \(id)(informant)", "officer Cases/Act \(id)"]
        #expect(try await self.noted(in: town.engine) == (isTrial ? [noted[0]] : noted))
        let state = try await town.engine.cases.view(id).row.state
        #expect(state == (isTrial ? "registered" : "accepted"))
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// A refusal tells of a restricted case what an answer would: also nothing but that it is there.
    @Test(.timeLimit(.minutes(60)), arguments: [true, false])
    func aRefusalIsAReading(isTrial: Bool) async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.tip(in: town)
        let item = try await Suggestion.opened(in: town)
        func refused(_ who: Who, _ id: String, _ event: String) async {
            await #expect(throws: CaseworkError.self) {
                _ = try await self.doors(who, in: town, call: "Cases/Act").cases.act(
                    ActCommand(caseID: id, event: event, fields: [:], forOffice: nil),
                    Engine.Request(
                        principal: town.principal(who), id: "", payload: [], isDryRun: isTrial))
            }
        }
        await refused(.registrarsClerk, id, "accept")
        // Who does not see it is told nothing; who looks at what is ordinary reads nothing restricted.
        await refused(.stranger, id, "accept")
        await refused(.officer, "JB-2025-999999", "accept")
        await refused(.assigner, item.id, "sign_for")
        #expect(try await self.noted(in: town.engine) == ["registrarsClerk Cases/Act \(id)"])
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// Whoever files a paper is told of it, and of nothing else that is in the case.
    @Test(.timeLimit(.minutes(60)))
    func whoeverFilesAPaperReadsNoSecret() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.tip(in: town)
        let documents = self.doors(.officer, in: town, call: "Cases/AttachDocument").documents
        let number = try await documents.attach(
            AttachCommand(
                caseID: id, kind: "material", name: "a.txt", size: 1,
                sha256: String(repeating: "0", count: 64)),
            Engine.Request(principal: town.principal(.officer), id: "", payload: []))
        let filed = try await documents.filed(number, in: id)
        #expect(filed.row.name == "a.txt")
        #expect(try await self.noted(in: town.engine) == ["officer Cases/AttachDocument \(id)"])
    }

    /// 授权代办: whose right it was that let a deputy read stands in the row, and only where his own did not.
    @Test(.timeLimit(.minutes(60)))
    func whatIsReadForSomebodyAbsentSaysForWhom() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.tip(in: town)
        let office = DirectoryOffice(town: town)
        let deputy = Who.registrarsClerk.rawValue
        _ = try await office.delegate(.officer, to: deputy, "2025-03-03", "2025-03-04")
        let principal = try await office.peer(ofUID: deputy)
        let clerk = Doors(town.engine, for: .person(principal, call: "Cases/Get"))
        // That there is such a case he sees himself; what the informant is called, for the officer.
        _ = try await Doors(town.engine, for: .person(principal, call: "Cases/Why")).cases.why(
            id, event: nil, fields: [:], principal: principal, forOffice: nil)
        _ = try await clerk.cases.view(id)
        #expect(
            try await self.noted(in: town.engine) == [
                "registrarsClerk Cases/Why \(id)",
                "registrarsClerk for officer Cases/Get \(id)(informant,informant_contact)",
            ])
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// A page is one reading of all cases on it; what says nothing of a case notes nothing of it.
    @Test(.timeLimit(.minutes(60)))
    func aListIsOneReading() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let (first, second) = (try await self.tip(in: town), try await self.tip(in: town, "某商会"))
        _ = try await self.doors(.officer, in: town, call: "Cases/List").cases
            .list(CaseQuery(limit: 9))
        _ = try await self.doors(.supervisor, in: town, call: "Deadlines/Due").deadlines.due(
            until: nil, office: nil, overdueOnly: false, windows: true, limit: 100)
        _ = try await self.doors(.supervisor, in: town, call: "Deadlines/Explain").deadlines
            .explain(first, clock: nil)
        _ = try await self.doors(.officer, in: town, call: "Work/ListJobs").jobs
            .list(JobQuery(limit: 100))
        #expect(
            try await self.noted(in: town.engine) == [
                "officer Cases/List \(first) \(second)",
                "supervisor Deadlines/Due \(first) \(second)",
                "supervisor Deadlines/Explain \(first)",
            ])
    }

    /// 山东条例 11: a name that is secret on request is noted only where it is.
    @Test(.timeLimit(.minutes(60)), arguments: [true, false])
    func aSecretOfAnOrdinaryCaseIsNoted(isSecret: Bool) async throws {
        let town = try await Onlooker.town()
        let (id, _) = try await Onlooker.suggestion(
            in: town, ["proposers": ["欧阳某某"], "name_secret": isSecret ? "true" : "false"])
        _ = try await self.doors(.lead, in: town).cases.view(id)
        _ = try await self.doors(.supervisor, in: town).cases.view(id)
        _ = try await self.doors(.lead, in: town).cases.list(CaseQuery(limit: 9))
        #expect(
            try await self.noted(in: town.engine)
                == (isSecret ? ["lead Cases/Get \(id)(proposers)"] : []))
    }

    /// A list names people: whoever is told a secret one by it has read it.
    @Test(.timeLimit(.minutes(60)), arguments: [true, false])
    func aListThatNamesASecretIsNoted(isOfDates: Bool) async throws {
        let town = try await Onlooker.town()
        let (id, _) = try await Onlooker.suggestion(
            in: town, ["proposers": ["欧阳某某"], "name_secret": "true"])
        for who in [Who.supervisor, .lead] {
            let doors = self.doors(who, in: town)
            if isOfDates {
                _ = try await doors.deadlines.due(
                    until: nil, office: nil, overdueOnly: false, windows: true, limit: 9)
            } else {
                _ = try await doors.cases.list(CaseQuery(limit: 9))
            }
        }
        #expect(try await self.noted(in: town.engine) == ["lead Cases/Get \(id)(proposers)"])
    }

    /// A store that takes nothing more: what is ordinary is read, what cannot be noted is not told.
    @Test(.timeLimit(.minutes(60)))
    func whatCannotBeNotedIsNotTold() async throws {
        var plan = Registrar.town
        plan.add(.init("市人大代工委", "rdgw"), of: .assigner)
        let town = try await TownHall(plan, on: "2025-03-03")
        let tip = try await self.tip(in: town)
        let item = try await Suggestion.opened(in: town)
        _ = try await self.doors(.leader, in: town).cases.view(tip)
        let engine = try await town.restarted(dyingAfter: 0)
        func doors(_ who: Who) -> Doors {
            Doors(engine, for: .person(town.principal(who), call: "Cases/Get"))
        }
        // Nothing is written for what is ordinary, nor for what was noted that day.
        #expect(try await doors(.assigner).cases.view(item.id).row.id == item.id)
        _ = try await doors(.assigner).cases.list(CaseQuery(limit: 9))
        _ = try await doors(.assigner).cases.history(item.id, after: 0, limit: 0)
        _ = try await doors(.assigner).deadlines.due(
            until: nil, office: nil, overdueOnly: false, windows: true, limit: 9)
        #expect(try await doors(.leader).cases.view(tip).row.id == tip)
        let error = await #expect(throws: CaseworkError.self) {
            _ = try await doors(.officer).cases.view(tip)
        }
        #expect(error?.code == .busy)
        #expect(error?.sentence.zh.contains("查阅未能登记") ?? false)
    }

    /// Who read what is for those who look after the system, and for auditors of what they see.
    @Test(.timeLimit(.minutes(60)))
    func readingsAreForAdministratorsAndAuditors() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.tip(in: town)
        _ = try await self.doors(.officer, in: town).cases.view(id)
        for (code, place) in [("qsj", "某区"), ("wsj", "外区")] {
            _ = try await town.engine.directory.add(
                OfficeRow(
                    code: code, name: code, aliases: [], place: place, profile: "cn", duties: [],
                    numberCode: ""), town.adminRequest)
        }
        func read(_ office: String?, _ role: String, isAdmin: Bool = false) async throws -> Int? {
            let rights = office.map { [MembershipRow(office: $0, role: role, kind: .member)] }
            let user = UserRow(number: 5_000, name: "某人", memberships: rights ?? [])
            let doors = Doors(
                town.engine,
                for: .person(Principal(uid: 5_000, isAdmin: isAdmin, user: user)))
            do {
                return try await doors.health.reads(ReadQuery(limit: 9)).rows.count
            } catch {
                #expect(error.code == .permission)
                return nil
            }
        }
        #expect(try await read("qsj", "auditor") == 1)
        #expect(try await read("wsj", "auditor") == 0)
        #expect(try await read(nil, "", isAdmin: true) == 1)
        #expect(try await read("qmzj", "officer") == nil)
        #expect(try await read(nil, "") == nil)
    }
}
