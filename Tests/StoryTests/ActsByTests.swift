// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// What somebody did in a period, over all cases that the asking person sees.
@Suite(.timeLimit(.minutes(60))) struct ActsByTests {
    private func acts(
        by who: String, in town: TownHall, asked asker: Who, from: Day? = nil, until: Day? = nil
    ) async throws -> [String] {
        let cases = Doors(town.engine, for: .person(town.principal(asker))).cases
        var (lines, after) = ([String](), Int64(0))
        while true {
            let page = try await cases.acts(by: who, from: from, until: until, after: after)
            lines += page.acts.map {
                "\($0.day) \($0.line.item?.row.id.suffix(1) ?? "") \($0.line.row.event)"
                    + ($0.isAnnulled ? " annulled" : "") + ($0.isDeputised ? " deputised" : "")
            }
            guard let next = page.next else { return lines }
            after = next
        }
    }

    @Test func actsAreToldByTheDayOnWhichTheyHappened() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let (first, second) = (
            try await Suggestion.opened(in: town),
            try await Suggestion.opened(in: town, number: "8")
        )
        try await town.wait(until: "2025-03-10")
        for item in [first, second] {
            try await item.act("accept", by: .assigner)
            try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        }
        try await town.wait(until: "2025-04-02")
        // Entered in April, done in March.
        _ = try await town.act(first.id, "sign_for", by: .lead, [:], on: "2025-03-31")
        try await second.act("sign_for", by: .lead)
        let assigned = [
            "2025-03-03 1 open", "2025-03-03 2 open", "2025-03-10 1 accept", "2025-03-10 1 assign",
            "2025-03-10 2 accept", "2025-03-10 2 assign",
        ]
        #expect(try await self.acts(by: "1001", in: town, asked: .supervisor) == assigned)
        #expect(
            try await self.acts(by: "1001", in: town, asked: .supervisor, from: "2025-03-04")
                == Array(assigned.dropFirst(2)))
        #expect(
            try await self.acts(by: "1001", in: town, asked: .supervisor, until: "2025-03-09")
                == Array(assigned.prefix(2)))
        #expect(
            try await self.acts(
                by: "1002", in: town, asked: .lead, from: "2025-03-01", until: "2025-03-31")
                == ["2025-03-31 1 sign_for"])
        #expect(
            try await self.acts(by: "1002", in: town, asked: .lead, from: "2025-04-01")
                == ["2025-04-02 2 sign_for"])
        // Who sees none of the cases is told of none; nobody of what is unknown or turned round.
        #expect(try await self.acts(by: "1001", in: town, asked: .coHandler) == [])
        await #expect(throws: CaseworkError.self) {
            try await self.acts(by: "没有此人", in: town, asked: .supervisor)
        }
        await #expect(throws: CaseworkError.self) {
            try await self.acts(
                by: "1001", in: town, asked: .supervisor, from: "2025-03-02", until: "2025-03-01")
        }
    }

    /// What an act became is told with it: another day, or that it does not stand.
    @Test func actsAreToldAsTheyStand() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(in: town)
        try await town.wait(until: "2025-03-10")
        try await item.act("accept", by: .assigner)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        try await town.annul(item.id, "sign_for")
        try await town.wait(until: "2025-04-01")
        _ = try await town.correct(item.id, "accept", on: "2025-03-05")
        #expect(
            try await self.acts(
                by: "1001", in: town, asked: .supervisor, from: "2025-03-04", until: "2025-03-09")
                == ["2025-03-05 1 accept"])
        #expect(
            try await self.acts(by: "1002", in: town, asked: .supervisor)
                == ["2025-03-10 1 sign_for annulled"])
    }

    /// A number is its person's for ever; a name that was another's is asked about.
    @Test func whoIsGoneDidWhatHeDid() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let office = DirectoryOffice(town: town)
        let first = try await office.add(
            UserDetails(name: "陈明", uid: 5_001), [.member("mzj", "lead")])
        let item = try await Suggestion.opened(in: town)
        try await item.act("accept", by: .assigner)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await office.act(item.id, "sign_for", by: 5_001)
        var away = UserDetails()
        away.status = .removed
        _ = try await town.engine.directory.change(first, away, evenSo: true, town.adminRequest)
        _ = try await office.add(UserDetails(name: "陈明", uid: 5_001), [.member("mzj", "lead")])
        #expect(
            try await self.acts(by: "5001", in: town, asked: .supervisor)
                == ["2025-03-03 1 sign_for"])
        let refused = await #expect(throws: CaseworkError.self) {
            try await self.acts(by: "陈明", in: town, asked: .supervisor)
        }
        #expect(
            refused?.sentence.zh.contains("5001(已注销") ?? false, "\(String(describing: refused))")
    }

    /// What a deputy who is kept does himself is his act to nobody who may not know it.
    @Test func whoIsKeptDidNothingThatOthersMayRead() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let office = DirectoryOffice(town: town)
        try await office.add(
            UserDetails(name: "欧阳某某", uid: 4_711), [.member("rdgw", "proposer")])
        let item = try await Suggestion.opened(
            in: town, proposers: ["欧阳某某"], also: ["name_secret": "true"])
        try await item.act("accept", by: .assigner)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        let deputy = ParticipantTests.Outsider(town: town, uid: 4_711)
        try await deputy.act(item.id, "proposer_remark", ["contact_remarks": "已收悉"])
        for (who, isTold) in [(Who.assigner, true), (.supervisor, false)] {
            let told = try await self.acts(by: "4711", in: town, asked: who)
            #expect(told.isEmpty != isTold, "\(who): \(told)")
        }
    }
}
