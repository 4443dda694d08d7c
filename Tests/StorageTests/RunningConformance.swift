// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import Witness
import WorkCalendar
import Workflow

/// What every store must find by the clocks that run in cases.
@Suite struct RunningConformance {
    /// A part whose clock the office of the whole holds; a case with a right alone, one whose duty rests, one whose
    /// duty is done, and one that is set aside.
    private func store(_ kind: StoreKind) throws -> any CaseStore {
        let store = try kind.make()
        var rows = ["A1", "A2", "A3", "A4", "A5", "A6"].map { StoreRows.caseRow($0) }
        for index in rows.indices { rows[index].roles = ["lead": Party(office: "o1", name: "局")] }
        rows[1].roles = ["assistant": Party(office: "o2", name: "所")]
        rows[1].parent = "A1"
        rows[2].roles["lead"] = Party(office: "o3", name: "处")
        rows[5].isQuarantined = true
        var resting = StoreRows.run("duty", of: "A4", due: 4)
        resting.run.pauses = [.init(reason: "hearing", from: StoreRows.day, fromSequence: 1)]
        try store.write(
            [.definition(hash: StoreRows.hash, content: "{}")] + rows.map(Change.insertCase)
                + [
                    StoreRows.run("duty", of: "A1", due: 3),
                    StoreRows.run("other", of: "A1", due: 9),
                    StoreRows.run("duty", of: "A2", due: 5),
                    StoreRows.run("window", of: "A3", due: 2), resting,
                    StoreRows.run("duty", of: "A5", due: 6, stopped: true),
                    StoreRows.run("duty", of: "A6", due: 1),
                ].map(Change.run))
        return store
    }

    @Test(arguments: StoreKind.allCases)
    func casesAreFoundByWhatRuns(_ kind: StoreKind) throws {
        let store = try self.store(kind)
        func found(_ change: (inout RunningQuery, inout CaseQuery) -> Void) throws -> [String] {
            var (running, query) = (RunningQuery(), CaseQuery(limit: 10))
            change(&running, &query)
            return try store.look { reader in
                let cases = try reader.cases(query, running: running).map(\.id)
                var all = query
                (all.limit, all.after, all.text) = (100, nil, nil)
                let number = try reader.cases(all, running: running).count
                #expect(try reader.number(of: query, running: running) == number)
                return cases
            }
        }
        #expect(try found { _, _ in } == ["A4", "A2", "A1"])
        #expect(
            try found { running, _ in running.includesWindows = true } == ["A4", "A3", "A2", "A1"])
        #expect(try found { running, _ in running.includesPaused = false } == ["A2", "A1"])
        #expect(
            try found { running, _ in running.before = StoreRows.day.adding(days: 5) } == [
                "A4", "A1",
            ])
        #expect(try found { running, _ in running.clocks = ["other", "window"] } == ["A1"])
        #expect(try found { running, _ in running.clocks = [] } == [])
        #expect(try found { _, query in (query.limit, query.after) = (1, "A4") } == ["A2"])
        #expect(try found { _, query in query.text = "A1" } == ["A1"])
        #expect(try found { _, query in query.sight = Sight(offices: ["o2"]) } == ["A2", "A1"])
        // Who leads the whole holds the clock of a part that has no lead of its own.
        let lead = Holding(offices: ["o1"]) { _, _ in "lead" }
        #expect(try found { running, _ in running.holding = lead } == ["A4", "A2", "A1"])
        let other = Holding(offices: ["o1"]) { _, clock in clock == "other" ? "lead" : "nobody" }
        #expect(try found { running, _ in running.holding = other } == ["A1"])
        let assistant = Holding(offices: ["o2"]) { _, _ in "assistant" }
        #expect(try found { running, _ in running.holding = assistant } == ["A2"])
        #expect(
            try found { running, query in
                (running.holding, running.includesPaused) = (lead, false)
                query.sight = Sight(offices: ["o3"])
            } == [])
    }
}
