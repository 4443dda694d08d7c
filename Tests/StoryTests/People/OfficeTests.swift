// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Offices that are renamed, merged and closed, and offices above others.
@Suite struct OfficeTests {
    @Test(.timeLimit(.minutes(60)))
    func mergedOfficesMattersAreCarriedOnByItsSuccessor() async throws {
        let item = try await Suggestion.received()
        let town = item.town
        let office = DirectoryOffice(town: town)
        // Somebody of the office that takes over; he has nothing to do with the case so far.
        try await office.add(
            UserDetails(name: "赵某", uid: 3_001), [.member("rsj", "lead"), .member("rsj", "clerk")])
        do {
            try await office.act(item.id, "contact", by: 3_001)
            Issue.record("he acted in a case of another office")
        } catch { #expect(error.code == .notFound) }
        let closed = try await town.engine.directory.close(
            office: "mzj", on: nil, successor: "市人社局", evenSo: false, town.adminRequest)
        #expect(closed.remarks.map(\.zh) == ["以下未结案件由承接单位办理:\(item.id)"])
        try await office.town.file(item.id, "contact_record", by: .lead)
        try await office.act(
            item.id, "contact", by: 3_001,
            ["contact_kind": "visit"])
        let line = try #require(try await office.lastLine(of: item.id, "contact"))
        #expect(line.actorOffice == "mzj" && line.actorName == "赵某")
        // He sees it in his lists, and his office reads of it in the morning.
        let doors = Doors(town.engine, for: .person(try await office.peer(ofUID: 3_001)))
        #expect(
            try await doors.cases.list(CaseQuery(limit: 10)).map(\.row.id).contains(item.id))
        // By the successor's name too, and either name leads to the other.
        var query = CaseQuery(limit: 10)
        query.office = "市人社局"
        #expect(try await doors.cases.list(query).map(\.row.id) == [item.id])
        let due = try await doors.deadlines.due(
            until: nil, office: "rsj", overdueOnly: false, windows: true, limit: 10)
        #expect(due.rows.contains { $0.row.id == item.id })
        let names = try await doors.cases.view(item.id).officeNames
        #expect(names["mzj"] == "市民政局(现市人社局)" && names["rsj"] == "市人社局")
        _ = try await town.wait(until: "2025-06-10")
        let boards = try await town.engine.jobs.notices(Self.digests("rsj")).rows
        #expect(boards.contains { $0.text.zh.contains(item.id) })
        #expect(
            try await town.engine.jobs.notices(Self.digests("mzj")).rows
                .allSatisfy { $0.givenOn <= "2025-03-03" })
        // Nothing new is given to it.
        let next = try await Suggestion.opened(in: town, number: "8")
        try await next.act("accept", by: .assigner)
        do {
            try await next.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
            Issue.record("an office that has ended was given a case")
        } catch let error as CaseworkError {
            #expect(error.sentence.zh.contains("市人社局(rsj)承接"), "\(error)")
        }
        try await next.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市人社局"])
    }

    private static func digests(_ office: String) -> NoticeQuery {
        var query = NoticeQuery(limit: 1_000)
        (query.office, query.kind) = (office, .digest)
        return query
    }

    @Test(.timeLimit(.minutes(60)))
    func whatWaitsForAMergedOfficeGoesToItsSuccessor() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(in: town)
        try await item.act("accept", by: .assigner)
        _ = try await town.engine.directory.add(
            OfficeRow(
                code: "mzj", name: "市民政局", aliases: [], place: "", profile: "", duties: [],
                numberCode: "", channel: .spool), town.adminRequest)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        let waiting = try await town.engine.deliveries.list(
            of: item.id, pendingOnly: true, limit: 100
        ).first { $0.row.recipient.office == "mzj" }
        #expect(waiting != nil)
        func jobs() async throws -> [JobKind] {
            let jobs = try await town.engine.jobs.list(JobQuery(limit: 1_000)).jobs.map(\.row)
            return jobs.filter { $0.stamp == "mzj" || $0.stamp == "rsj" }
                .filter { $0.state == .scheduled || $0.state == .running }.map(\.subject.kind)
        }
        #expect(try await jobs() == [.spool])
        _ = try await town.engine.directory.close(
            office: "mzj", on: nil, successor: "rsj", evenSo: false, town.adminRequest)
        // The successor fetches its letters: no spool file is made any more.
        #expect(try await jobs().isEmpty)
    }

    @Test(.timeLimit(.minutes(60)))
    func officeWithOpenCasesEndsOnlyEvenSo() async throws {
        let item = try await Suggestion.received()
        let town = item.town
        do {
            _ = try await town.engine.directory.close(
                office: "mzj", on: nil, successor: nil, evenSo: false, town.adminRequest)
            Issue.record("it was closed")
        } catch {
            #expect(error.sentence.zh.contains(item.id))
            #expect(error.remedy == .supply(.evenSo))
        }
        let closed = try await town.engine.directory.close(
            office: "mzj", on: nil, successor: nil, evenSo: true, town.adminRequest)
        #expect(closed.remarks.contains { $0.zh.contains(item.id) })
        // A duty that nobody has any more is told.
        let duties = try await town.engine.directory.close(
            office: "dcs", on: nil, successor: "zfb", evenSo: false, town.adminRequest)
        #expect(duties.remarks.map(\.zh) == ["某市已无单位履行职责“supervisor”;可为市政府办公室增加该职责"])
    }

    @Test(.timeLimit(.minutes(60)))
    func renamedOfficeIsFoundByEitherNameAndBearsEachInItsTime() async throws {
        let item = try await Suggestion.received(on: "2025-03-03")
        let town = item.town
        _ = try await town.wait(until: "2025-03-10")
        _ = try await town.engine.directory.rename(
            office: "mzj", to: "市社会工作部", on: "2025-03-08", town.adminRequest)
        let offices = try await town.engine.directory.offices()
        let office = try #require(offices.first { $0.code == "mzj" })
        #expect(office.name(on: "2025-03-07") == "市民政局")
        #expect(office.name(on: "2025-03-08") == "市社会工作部")
        for name in ["市民政局", "市社会工作部"] {
            #expect(try await town.engine.directory.office(named: name).code == "mzj")
        }
        for day: Day in ["2025-03-07", "2025-03-11"] {
            do {
                _ = try await town.engine.directory.rename(
                    office: "mzj", to: "某局", on: day, town.adminRequest)
                Issue.record("renamed on \(day)")
            } catch { #expect(error.code == .invalid) }
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func rightThatReachesBelowHoldsThereAndNotAbove() async throws {
        let item = try await Suggestion.received()
        let town = item.town
        let office = DirectoryOffice(town: town)
        func below(_ code: String, _ upper: String) async throws {
            var row = OfficeRow(
                code: code, name: try await town.engine.directory.office(named: code).name,
                aliases: [], place: "", profile: "", duties: [], numberCode: "")
            row.upper = upper
            _ = try await town.engine.directory.add(
                row, keepsChannel: true, town.adminRequest)
        }
        try await below("zfb", "rdgw")
        try await below("mzj", "zfb")
        do {
            try await below("rdgw", "mzj")
            Issue.record("an office stands below itself")
        } catch let error as CaseworkError { #expect(error.code == .invalid) }
        try await office.add(
            UserDetails(name: "甲", uid: 3_001), [.member("zfb", "leader", .below)])
        try await office.add(UserDetails(name: "乙", uid: 3_002), [.member("zfb", "leader")])
        #expect(
            try await office.peer(ofUID: 3_001).rights.map(\.office) == ["zfb", "mzj"])
        #expect(try await office.peer(ofUID: 3_002).rights.map(\.office) == ["zfb"])
        let doors = Doors(town.engine, for: .person(try await office.peer(ofUID: 3_001)))
        #expect(try await doors.cases.list(CaseQuery(limit: 10)).map(\.row.id) == [item.id])
    }
}
