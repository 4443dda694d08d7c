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
            lines += page.lines.map {
                "\($0.row.happenedOn?.description ?? "-") \($0.item?.row.id.suffix(1) ?? "") \($0.row.event)"
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
