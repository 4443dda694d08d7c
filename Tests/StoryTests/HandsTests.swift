// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Who takes the last officer's right away is told which open cases lose their hands.
@Suite struct HandsTests {
    @Test(.timeLimit(.minutes(60)))
    func takingAwayTheLastOfficersRightNamesTheCases() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await town.open(
            "penalty", by: .officer,
            ["party_name": "某协会", "lead_found_on": "2025-03-03", "source": "report"],
            roles: Registrar.role
        ).caseID
        try await town.file(id, "filing_form", by: .officer)
        try await town.act(
            id, "file", by: .leader,
            [
                "act_ended_on": "2024-09-30", "own_jurisdiction": "true", "penalisable": "true",
                "org_type": "association",
            ])
        try await town.act(id, "appoint", by: .leader, ["officers": Registrar.officers])
        func revoke(_ who: Who, trial: Bool = false) async throws -> [String] {
            var request = town.adminRequest
            request.isDryRun = trial
            return try await town.engine.directory.change(
                who.rawValue, MembershipRow(office: "qmzj", role: "officer", kind: .member),
                grant: false, request
            ).remarks.map(\.en)
        }
        // Another officer is left: only the name is told.
        #expect(try await revoke(.officer) == ["open cases still name officer: \(id)"])
        let last = try await revoke(.secondOfficer, trial: true)
        #expect(last.count == 3 && last[2].hasSuffix("open cases that need one: \(id)"), "\(last)")
        let left = try await town.engine.directory.user(Who.secondOfficer.rawValue)
        #expect(Set(left?.memberships.map(\.role) ?? []) == ["officer", "enforcement"])
    }

    @Test(.timeLimit(.minutes(60)))
    func lastHandsAreTakenAwayOnlyEvenSo() async throws {
        let item = try await Suggestion.received()
        let town = item.town
        func revoke(
            evenSo: Bool, _ role: String = "lead", in office: String = "mzj"
        ) async throws(CaseworkError) -> CommandResult {
            try await town.engine.directory.change(
                Who.lead.rawValue, MembershipRow(office: office, role: role, kind: .member),
                grant: false, evenSo: evenSo, town.adminRequest)
        }
        // Somebody else of the town holds the same role in the same office.
        _ = try await revoke(evenSo: false)
        _ = try await town.engine.directory.change(
            Who.lead.rawValue, MembershipRow(office: "mzj", role: "lead", kind: .member),
            grant: true, town.adminRequest)
        var away = UserDetails()
        away.status = .disabled
        _ = try await town.engine.directory.change(
            Who.factotum.rawValue, away, evenSo: false, town.adminRequest)
        #expect(try await town.engine.health.holes().isEmpty)
        // However office and role are called.
        for (role, office) in [
            ("lead", "mzj"), ("主办单位", "mzj"), ("lead", "市民政局"), ("主办单位", "市民政局"),
        ] {
            do {
                _ = try await revoke(evenSo: false, role, in: office)
                Issue.record("the last holder lost his right")
            } catch {
                #expect(error.sentence.zh.contains(item.id) && error.remedy == .supply(.evenSo))
            }
        }
        let result = try await revoke(evenSo: true)
        #expect(result.remarks.contains { $0.zh.contains(item.id) })
        // It stands among what an administrator should mind, until somebody has the right again.
        let holes = try await town.engine.health.holes()
        #expect(
            holes.map { "\($0.office.code):\($0.role) \($0.cases)" } == [
                "mzj:lead [\"\(item.id)\"]"
            ])
        var back = UserDetails()
        back.status = .active
        _ = try await town.engine.directory.change(
            Who.factotum.rawValue, back, evenSo: false, town.adminRequest)
        #expect(try await town.engine.health.holes().isEmpty)
    }

    /// An office that ended with cases in its hands is told of until each of them is in others'.
    @Test(.timeLimit(.minutes(60)))
    func anOfficeThatEndedIsMissedUntilItsCasesAreElsewhere() async throws {
        let item = try await Suggestion.received()
        let town = item.town
        let directory = town.engine.directory
        _ = try await directory.close(
            office: "mzj", on: nil, successor: nil, evenSo: true, town.adminRequest)
        let holes = try await town.engine.health.holes()
        #expect(
            holes.map { "\($0.office.code) \($0.role) \($0.cases)" } == ["mzj  [\"\(item.id)\"]"])
        let warnings = try await town.engine.health.status().warnings(holes: holes)
        let told = try #require(warnings.first { $0.name == "office-without-holder:mzj" })
        #expect(told.sentence.zh.contains("市民政局已撤销") && told.sentence.en.contains(item.id))
        try await item.act(
            "reassign", by: .assigner, ["reason": "机构撤销"], roles: ["lead": "市教育局"])
        #expect(try await town.engine.health.holes().isEmpty)
    }

    /// Whoever is made a supervisor of an office that has not that duty would never hear of anything.
    @Test(.timeLimit(.minutes(60)))
    func aRightThatTheOfficeHasNoDutyForIsRemarkedOn() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        func grant(_ role: String, in office: String) async throws -> [String] {
            try await town.engine.directory.change(
                Who.stranger.rawValue, MembershipRow(office: office, role: role, kind: .member),
                grant: true, town.adminRequest
            ).remarks.map(\.zh)
        }
        let remarks = try await grant("supervisor", in: "jyj")
        #expect(remarks.count == 1 && remarks[0].hasPrefix("市教育局未登记职责“"), "\(remarks)")
        // Said once, and not of who acts in the cases that his office is named in.
        #expect(try await grant("supervisor", in: "jyj") == [])
        #expect(try await grant("lead", in: "jyj") == [])
        // Whom a ladder tells is of the office that handles the case; an assigner is named in most kinds of cases.
        #expect(try await grant("leader", in: "jyj") == [])
        #expect(try await grant("assigner", in: "jyj") == [])
        _ = try await town.engine.directory.add(
            OfficeRow(
                code: "rsj", name: "市人社局", aliases: [], place: "", profile: "",
                duties: ["supervisor"],
                numberCode: "", channel: .spool), town.adminRequest)
        #expect(try await grant("supervisor", in: "rsj") == [])
    }

    /// An office that carries another's cases on, with nobody for what they need, is told of.
    @Test(.timeLimit(.minutes(60)))
    func aSuccessorWithoutTheRightPeopleIsMissingThem() async throws {
        let item = try await Suggestion.received(coHandlers: ["市人社局"])
        let town = item.town
        try await item.act("ask_co_handlers", by: .lead)
        let task = try #require(try await item.children("co_handling").first?.id)
        let result = try await town.engine.directory.close(
            office: "rsj", on: nil, successor: "jyj", evenSo: false, town.adminRequest)
        #expect(result.remarks.contains { $0.zh.hasPrefix("市人社局已无人担任") }, "\(result.remarks)")
        func holes() async throws -> [String] {
            try await town.engine.health.holes().map { "\($0.office.code):\($0.role) \($0.cases)" }
        }
        #expect(try await holes() == ["rsj:co_handler [\"\(task)\"]"])
        _ = try await town.engine.directory.change(
            Who.stranger.rawValue, MembershipRow(office: "jyj", role: "co_handler", kind: .member),
            grant: true, town.adminRequest)
        #expect(try await holes().isEmpty)
    }

    /// An office gives itself no sight of the others' cases by a role of its people.
    @Test(.timeLimit(.minutes(60)))
    func aDutyOfThePeopleOfAnOfficeWatchesNobody() async throws {
        let item = try await Suggestion.received()
        let town = item.town
        _ = try await town.engine.directory.add(
            OfficeRow(
                code: "rsj", name: "市人社局", aliases: [], place: "", profile: "",
                duties: ["leader"], numberCode: "", channel: .spool), town.adminRequest)
        _ = try await town.engine.directory.change(
            Who.stranger.rawValue, MembershipRow(office: "rsj", role: "leader", kind: .member),
            grant: true, town.adminRequest)
        let office = DirectoryOffice(town: town)
        let person = try await office.peer(ofUID: Who.stranger.rawValue)
        await #expect(throws: CaseworkError.self) {
            try await Doors(town.engine, for: .person(person)).cases.view(item.id)
        }
    }

    /// A name that is none means nobody, not the first account without a sign-in name.
    @Test(.timeLimit(.minutes(60)))
    func noNameIsNobody() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        for name in ["", " ", "\u{3000}"] {
            let refused = await #expect(throws: CaseworkError.self) {
                try await town.engine.directory.user(named: name)
            }
            #expect(refused?.sentence.zh.contains("未写明人员") ?? false)
        }
    }
}
