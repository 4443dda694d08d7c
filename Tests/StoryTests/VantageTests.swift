// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// The world as it was: what `--as-of` and `--known-on` tell of a day is what was told on that day.
@Suite(.timeLimit(.minutes(60))) struct VantageTests {
    private func told(_ town: TownHall, _ vantage: Vantage = Vantage()) async throws -> [String] {
        let view = try await town.engine.reports.figures(
            FiguresQuery("proposal", per: .office, vantage: vantage))
        #expect(view.unread == 0)
        func line(_ figure: FigureView) -> String {
            let groups = figure.groups.map { "\($0.value)=\($0.count)" }.joined(separator: " ")
            return
                "\(figure.name) \(figure.numerator.map(String.init) ?? "")/\(figure.denominator) \(groups)"
        }
        return ["\(view.cutOff) \(view.cases)"] + view.figures.map(line)
            + view.parts.flatMap { part in part.figures.map { "\(part.code) \(line($0))" } }
    }

    /// What was told on each day of a story is kept and asked for again at its end.
    @Test func whatWasToldOfADayIsToldOfItLater() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        var kept: [(day: Day, told: [String])] = []
        func keep(_ day: Day) async throws { kept.append((day, try await self.told(town))) }
        let first = try await Suggestion.opened(in: town, proposers: ["李四", "王五"])
        let second = try await Suggestion.opened(in: town, number: "8")
        try await keep("2025-03-03")
        try await town.wait(until: "2025-03-06")
        for item in [first, second] {
            try await item.act("accept", by: .assigner)
            try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        }
        try await town.send(first.id, by: .assigner)
        try await keep("2025-03-06")
        try await town.wait(until: "2025-03-10")
        try await first.act("sign_for", by: .lead)
        try await keep("2025-03-10")
        try await town.wait(until: "2025-05-12")
        _ = try await Suggestion.opened(in: town, number: "9")
        try await first.answer()
        try await keep("2025-05-12")
        try await town.wait(until: "2025-05-30")
        try await first.act("rate", by: .assigner, ["rating": "satisfied", "rated_by": "李四"])
        try await keep("2025-05-30")
        // The second is not signed for and falls due; the daemon chases by itself.
        try await town.wait(until: "2025-07-01")
        try await keep("2025-07-01")
        try await town.wait(until: "2025-08-01")
        try await keep("2025-08-01")
        #expect(Set(kept.map { $0.told.dropFirst().joined() }).count > 3)
        for (day, told) in kept {
            #expect(try await self.told(town, Vantage(asOf: day)) == told, "as of \(day)")
            #expect(try await self.told(town, Vantage(knownOn: day)) == told, "known on \(day)")
        }
        // Before the first day there is nothing; after the last, what is now.
        #expect(try await self.told(town, Vantage(asOf: "2025-03-02"))[0] == "2025-03-02 0")
        #expect(try await self.told(town, Vantage(asOf: "2030-01-01")) == self.told(town))
    }

    /// What was entered late had happened, but was not known.
    @Test func whatIsEnteredLateHadHappened() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(in: town)
        try await town.wait(until: "2025-03-20")
        _ = try await town.act(item.id, "accept", by: .assigner, [:], on: "2025-03-05")
        func accepted(_ vantage: Vantage) async throws -> String {
            let view = try await town.engine.reports.figures(
                FiguresQuery("proposal", by: "accept", vantage: vantage))
            return "\(view.cases)"
        }
        #expect(try await accepted(Vantage(asOf: "2025-03-04")) == "0")
        #expect(try await accepted(Vantage(asOf: "2025-03-05")) == "1")
        #expect(try await accepted(Vantage(knownOn: "2025-03-19")) == "0")
        #expect(try await accepted(Vantage(asOf: "2025-03-05", knownOn: "2025-03-20")) == "1")
    }

    /// Lists tell of cases as they stood: which were open, where, and what they said.
    @Test func aListIsOfThatDay() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let first = try await Suggestion.opened(in: town)
        try await town.wait(until: "2025-03-10")
        let second = try await Suggestion.opened(in: town, number: "8")
        try await first.act("accept", by: .assigner)
        try await first.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await town.wait(until: "2025-04-01")
        try await second.act("accept", by: .assigner)
        try await second.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市教育局"])
        func listed(
            _ vantage: Vantage, _ change: (inout CaseQuery, inout CaseWords) -> Void = { _, _ in }
        ) async throws -> [String] {
            var (query, words) = (CaseQuery(limit: 1), CaseWords())
            words.vantage = vantage
            change(&query, &words)
            var found: [String] = []
            // One a page: what follows is found.
            while true {
                let page = try await town.engine.cases.page(query, words)
                found += page.heads.map {
                    "\($0.row.id == first.id ? 1 : 2) \($0.row.state) \($0.row.roles["lead"]?.name ?? "-")"
                }
                guard let next = page.next else { return found.sorted() }
                query.after = next
            }
        }
        #expect(try await listed(Vantage(asOf: "2025-03-02")) == [])
        #expect(try await listed(Vantage(asOf: "2025-03-03")) == ["1 submitted -"])
        #expect(
            try await listed(Vantage(asOf: "2025-03-10")) == ["1 assigned 市民政局", "2 submitted -"])
        #expect(
            try await listed(Vantage(knownOn: "2025-03-10")) == [
                "1 assigned 市民政局", "2 submitted -",
            ])
        #expect(
            try await listed(Vantage(asOf: "2025-03-10")) {
                $0.state = "submitted"; _ = $1
            }
                == ["2 submitted -"])
        #expect(
            try await listed(Vantage(asOf: "2025-03-10")) { query, _ in query.office = "jyj" } == []
        )
        #expect(
            try await listed(Vantage(asOf: "2025-03-10")) { query, _ in query.office = "mzj" }
                == ["1 assigned 市民政局"])
        #expect(try await listed(Vantage(asOf: "2025-04-01")).count == 2)
        // Over since, and open then: each as it stood.
        try await town.wait(until: "2025-04-07")
        try await second.file("withdrawal", by: .assigner)
        try await second.act("withdraw", by: .assigner)
        func open(_ day: Day) async throws -> [String] {
            try await listed(Vantage(asOf: day)) { query, _ in query.openOnly = true }
        }
        #expect(try await open("2025-04-07") == ["1 assigned 市民政局"])
        #expect(try await open("2025-04-06") == ["1 assigned 市民政局", "2 assigned 市教育局"])
        #expect(try await listed(Vantage(asOf: "2025-04-07")).count == 2)
        await #expect(throws: CaseworkError.self) {
            try await listed(Vantage(asOf: "2025-03-10")) {
                $1.isMine = true; _ = $0
            }
        }
    }

    /// What falls due, as it was told on each day of a story, is told of that day at its end.
    @Test func whatRanThatDayIsDueAsItWasTold() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        func told(
            _ vantage: Vantage = Vantage(), office: String? = nil, overdueOnly: Bool = false,
            _ change: (inout DueWords) -> Void = { _ in }
        ) async throws -> [String] {
            var words = DueWords()
            words.vantage = vantage
            change(&words)
            var (lines, after) = ([String](), DuePlace?.none)
            // Two a page: what follows is found.
            while true {
                let board = try await town.engine.deadlines.due(
                    until: nil, office: office, words: words, overdueOnly: overdueOnly,
                    windows: true, after: after, limit: 2)
                lines += board.rows.map {
                    "\($0.row.id) \($0.row.state) \($0.run.clock) \($0.run.due?.description ?? "") "
                        + "\($0.holder?.name ?? "-") \($0.status) \($0.light) \($0.today) "
                        + "\($0.dueIfResumed?.description ?? "")"
                }
                if let next = board.next {
                    after = next
                    continue
                }
                return ["\(board.today) \(board.total) \(board.overdue)"] + lines
            }
        }
        var kept: [(day: Day, all: [String], office: [String], late: [String])] = []
        func keep(_ day: Day) async throws {
            kept.append(
                (
                    day, try await told(), try await told(office: "mzj"),
                    try await told(overdueOnly: true)
                ))
        }
        let first = try await Suggestion.opened(in: town, proposers: ["李四", "王五"])
        let second = try await Suggestion.opened(in: town, number: "8")
        try await keep("2025-03-03")
        try await town.wait(until: "2025-03-06")
        for item in [first, second] {
            try await item.act("accept", by: .assigner)
            try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        }
        try await town.send(first.id, by: .assigner)
        try await keep("2025-03-06")
        try await town.wait(until: "2025-03-10")
        try await first.act("sign_for", by: .lead)
        try await keep("2025-03-10")
        // Another office answers for the second from here on: what was the first one's stays so.
        try await town.wait(until: "2025-04-15")
        try await second.act(
            "reassign", by: .assigner, ["reason": "职责调整"], roles: ["lead": "市教育局"])
        try await keep("2025-04-15")
        try await town.wait(until: "2025-05-12")
        try await first.answer()
        try await keep("2025-05-12")
        try await town.wait(until: "2025-07-01")
        try await keep("2025-07-01")
        try await town.wait(until: "2025-09-01")
        try await keep("2025-09-01")
        #expect(Set(kept.map { $0.all.dropFirst().joined() }).count == kept.count)
        #expect(kept.contains { $0.late.count > 1 } && kept.contains { $0.office != $0.all })
        for (day, all, office, late) in kept {
            for vantage in [Vantage(asOf: day), Vantage(knownOn: day)] {
                #expect(try await told(vantage) == all, "\(vantage)")
                #expect(try await told(vantage, office: "mzj") == office, "\(vantage)")
                #expect(try await told(vantage, overdueOnly: true) == late, "\(vantage)")
            }
        }
        // Before the first day there is nothing; of another workflow nothing then either.
        #expect(try await told(Vantage(asOf: "2025-03-02")) == ["2025-03-02 0 0"])
        #expect(
            try await told(Vantage(asOf: "2025-03-10")) { $0.workflow = "motion" }
                == ["2025-03-10 0 0"])
        let red = try await told(Vantage(asOf: "2025-07-01")) { $0.light = "red" }
        #expect(red.count > 1 && red.dropFirst().allSatisfy { $0.contains(" red ") })
    }

    /// An opening that was put on an earlier day had happened then, in every list.
    @Test func anOpeningThatWasCorrectedHadHappened() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        try await town.wait(until: "2025-03-11")
        let item = try await Suggestion.opened(in: town)
        try await item.act("accept", by: .assigner)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        _ = try await town.correct(item.id, "open", on: "2025-03-04")
        _ = try await town.correct(item.id, "accept", on: "2025-03-04")
        func due(_ day: Day) async throws -> Int {
            var words = DueWords()
            words.vantage.asOf = day
            return try await town.engine.deadlines.due(
                until: nil, office: nil, words: words, overdueOnly: false, windows: true, limit: 0
            ).total
        }
        var words = CaseWords()
        words.vantage.asOf = "2025-03-05"
        #expect(try await town.engine.cases.page(CaseQuery(limit: 9), words).heads.count == 1)
        #expect(try await due("2025-03-05") > 0)
        #expect(try await due("2025-03-03") == 0)
        #expect(
            try await town.engine.cases.view(item.id, from: Vantage(asOf: "2025-03-05")).row.state
                == "accepted")
        await #expect(throws: CaseworkError.self) {
            try await town.engine.cases.view(item.id, from: Vantage(asOf: "2025-03-03"))
        }
    }

    /// One case, as `show` tells it: state, fields, dates, papers and letters of that day.
    @Test func aCaseIsShownAsItWas() async throws {
        let item = try await Suggestion.received()
        let town = item.town
        func shown(_ vantage: Vantage = Vantage()) async throws -> String {
            let view = try await town.engine.cases.view(item.id, from: vantage)
            let runs = view.facts.clocks.map {
                "\($0.clock) \($0.due.map(\.description) ?? "") \($0.stoppedOn.map(\.description) ?? "")"
            }.sorted()
            let papers = view.documents.map { "\($0.kind) \($0.name) \($0.isOnFile)" }.sorted()
            let letters = view.deliveries.map { "\($0.kind) \($0.recipient.name) \($0.status)" }
                .sorted()
            let fields = view.facts.fields.filter { !$0.value.isEmpty }.map {
                "\($0.key)=\($0.value.line)"
            }
            return "\(view.row.state) \(fields.sorted()) \(runs) \(papers) \(letters)"
        }
        var kept: [(day: Day, told: String)] = [("2025-03-03", try await shown())]
        try await town.wait(until: "2025-04-10")
        try await item.file("contact_record")
        try await item.act("contact", by: .lead, ["contact_kind": "meeting"])
        kept.append(("2025-04-10", try await shown()))
        try await town.wait(until: "2025-05-12")
        try await item.answer(isSent: false)
        kept.append(("2025-05-12", try await shown()))
        // Letters end what no act ends: on the day before it was still to be done.
        try await town.wait(until: "2025-05-14")
        try await town.send(item.id, by: .lead)
        kept.append(("2025-05-14", try await shown()))
        try await town.wait(until: "2025-06-30")
        for (day, told) in kept {
            let (then, known) = (
                try await shown(Vantage(asOf: day)), try await shown(Vantage(knownOn: day))
            )
            #expect(then == told, "as of \(day): \(then) instead of \(told)")
            #expect(known == told, "known on \(day): \(known) instead of \(told)")
        }
        await #expect(throws: CaseworkError.self) { try await shown(Vantage(asOf: "2025-03-02")) }
    }
}
