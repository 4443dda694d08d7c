// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import WorkCalendar
import Workflow

/// What every store must do when lists are filtered by who sees what.
@Suite struct SightConformance {
    private func row(
        _ id: String, _ offices: [String], parent: String? = nil, workflow: String = "proposal"
    ) -> CaseRow {
        var row = StoreRows.caseRow(id)
        (row.workflow, row.parent, row.naturalKey) = (workflow, parent, nil)
        row.roles = offices.reduce(into: ["said": Party(office: nil, name: "某人")]) {
            $0[$1] = Party(office: $1, name: $1)
        }
        return row
    }

    /// A whole of office a with two parts of b and c; a case of d; one that no office has.
    private func filled(_ kind: StoreKind) throws -> any CaseStore {
        let store = try kind.make()
        let rows = [
            self.row("W", ["a"]), self.row("P1", ["b"], parent: "W"),
            self.row("P2", ["c"], parent: "W"), self.row("D", ["d"], workflow: "tip"),
            self.row("N", []),
        ]
        try store.write(
            [.definition(hash: StoreRows.hash, content: "{}")] + rows.map(Change.insertCase))
        return store
    }

    private func seen(_ sight: Sight, in store: any CaseStore) throws -> Set<String> {
        try store.look { reader in
            var query = CaseQuery(limit: 100)
            query.sight = sight
            let listed = Set(try reader.cases(query).map(\.id))
            // What is listed is what is seen one by one.
            let one = try reader.cases(CaseQuery(limit: 100)).filter {
                sight.sees($0, involved: try reader.involved(in: $0))
            }
            #expect(Set(one.map(\.id)) == listed)
            return listed
        }
    }

    @Test(arguments: StoreKind.allCases)
    func casesAreSeenByWhoIsInvolved(_ kind: StoreKind) throws {
        let store = try self.filled(kind)
        #expect(try self.seen(Sight(offices: ["a"]), in: store) == ["W", "P1", "P2"])
        #expect(try self.seen(Sight(offices: ["b"]), in: store) == ["W", "P1"])
        #expect(try self.seen(Sight(offices: ["b", "d"]), in: store) == ["W", "P1", "D"])
        #expect(try self.seen(Sight(offices: ["x"]), in: store) == [])
        #expect(try self.seen(Sight(offices: []), in: store) == [])
    }

    @Test(arguments: StoreKind.allCases)
    func whoTakesPartSeesThoseCasesBesideHisOffices(_ kind: StoreKind) throws {
        let store = try self.filled(kind)
        #expect(try self.seen(Sight(offices: [], cases: ["D", "N"]), in: store) == ["D", "N"])
        #expect(try self.seen(Sight(offices: ["b"], cases: ["D"]), in: store) == ["W", "P1", "D"])
        #expect(try self.seen(Sight(offices: [], cases: ["none"]), in: store) == [])
    }

    @Test(arguments: StoreKind.allCases)
    func workflowsAreOpenToAPlaceOrToAll(_ kind: StoreKind) throws {
        let store = try self.filled(kind)
        let tips: Set<Sight.Kind> = [
            Sight.Kind(workflow: "tip", profile: StoreRows.caseRow("D").profile)
        ]
        #expect(try self.seen(Sight(offices: ["x"], byAll: tips), in: store) == ["D"])
        let near = Sight(offices: ["b"], neighbours: ["b", "d"], byPlace: tips)
        #expect(try self.seen(near, in: store) == ["W", "P1", "D"])
        let far = Sight(offices: ["b"], neighbours: ["b", "c"], byPlace: tips)
        #expect(try self.seen(far, in: store) == ["W", "P1"])
    }

    @Test(arguments: StoreKind.allCases)
    func workflowsAreClosedToEveryOffice(_ kind: StoreKind) throws {
        let store = try self.filled(kind)
        let tips: Set<Sight.Kind> = [
            Sight.Kind(workflow: "tip", profile: StoreRows.caseRow("D").profile)
        ]
        #expect(
            try self.seen(Sight(offices: ["b", "d"], byNoOffice: tips), in: store) == ["W", "P1"])
        #expect(
            try self.seen(Sight(offices: ["d"], byAll: tips, byNoOffice: tips), in: store) == [])
        // Whoever takes part in one sees it.
        #expect(
            try self.seen(Sight(offices: ["d"], byNoOffice: tips, cases: ["D"]), in: store) == ["D"]
        )
        #expect(
            try self.seen(Sight(offices: [], byNoOffice: tips, cases: ["D"]), in: store) == ["D"])
    }

    @Test(arguments: StoreKind.allCases)
    func whoIsInvolvedChangesWithTheRoles(_ kind: StoreKind) throws {
        let store = try self.filled(kind)
        var whole = self.row("W", ["e"])
        whole.version = 2
        try store.write([.updateCase(whole, previousVersion: 1)])
        #expect(try self.seen(Sight(offices: ["a"]), in: store) == [])
        #expect(try self.seen(Sight(offices: ["e"]), in: store) == ["W", "P1", "P2"])
        var part = self.row("P1", ["f"], parent: "W")
        part.version = 2
        try store.write([.updateCase(part, previousVersion: 1)])
        #expect(try self.seen(Sight(offices: ["b"]), in: store) == [])
        #expect(try self.seen(Sight(offices: ["f"]), in: store) == ["W", "P1"])
        #expect(try self.seen(Sight(offices: ["c"]), in: store) == ["W", "P2"])
    }

    /// Seven hundred cases of which office a has all but each seventh, that is b's, and c each hundredth;
    /// each has a date, and no two in the order of the cases.
    private func dated(_ kind: StoreKind) throws -> any CaseStore {
        let store = try kind.make()
        var changes: [Change] = [.definition(hash: StoreRows.hash, content: "{}")]
        for number in 0..<700 {
            let offices = [number % 7 == 0 ? "b" : "a"] + (number % 100 == 0 ? ["c"] : [])
            let id = "N\(number)"
            changes.append(.insertCase(self.row(id, offices)))
            changes.append(.run(StoreRows.run("duty", of: id, due: number * 37 % 700)))
        }
        try store.write(changes)
        return store
    }

    @Test(arguments: StoreKind.allCases)
    func datesAreListedInOrderPageByPageForManyCasesAndForFew(_ kind: StoreKind) throws {
        let store = try self.dated(kind)
        let sights: [(Set<String>, @Sendable (Int) -> Bool)] = [
            (["a"], { $0 % 7 > 0 }), (["b"], { $0 % 7 == 0 }), (["c"], { $0 % 100 == 0 }),
            (["b", "c"], { $0 % 7 == 0 || $0 % 100 == 0 }),
        ]
        for (offices, expected) in sights {
            var (query, found) = (DueQuery(limit: 40), [String]())
            query.sight = Sight(offices: offices)
            while true {
                let lines = try store.look { try $0.dueLines(query) }
                found += lines.map(\.watched.caseID)
                guard let last = lines.last else { break }
                query.after = last.place
            }
            let numbers = (0..<700).filter(expected).sorted { $0 * 37 % 700 < $1 * 37 % 700 }
            #expect(found == numbers.map { "N\($0)" }, "\(offices)")
            try self.compareLists(of: offices, with: numbers, in: store)
        }
    }

    /// The same with figures: by place and by number of lines left out; whoever holds the clocks.
    private func compareLists(
        of offices: Set<String>, with numbers: [Int], in store: any CaseStore
    ) throws {
        var query = DueQuery(limit: 45)
        query.sight = Sight(offices: offices)
        let days = numbers.map { StoreRows.day.adding(days: $0 * 37 % 700) }
        for (from, isByPlace) in [(0, false), (90, false), (45, true)] {
            guard numbers.count > from else { continue }
            query.skip = isByPlace ? 0 : from
            query.after = isByPlace ? self.place(numbers[from - 1]) : nil
            let list = try store.look { try $0.dueList(query) }
            #expect(
                list.lines.map(\.caseID) == numbers.dropFirst(from).prefix(45).map { "N\($0)" })
            #expect(list.days == days.map { DueDay(due: $0, number: 1, duties: 1) })
        }
        query = DueQuery(limit: 2)
        query.sight = Sight(offices: offices)
        query.holding = Holding(offices: ["b", "c"]) { _, _ in "b" }
        let held = numbers.filter { $0 % 7 == 0 }
        let list = try store.look { try $0.dueList(query) }
        #expect(list.lines.map(\.caseID) == held.prefix(2).map { "N\($0)" })
        #expect(list.days.count == held.count)
    }

    private func place(_ number: Int) -> DuePlace {
        DuePlace(
            due: StoreRows.day.adding(days: number * 37 % 700), caseID: "N\(number)",
            clock: "duty")
    }

    @Test(arguments: StoreKind.allCases)
    func whatIsNotSearchedFindsNothing(_ kind: StoreKind) throws {
        let store = try kind.make()
        var row = StoreRows.caseRow("A")
        row.fields = [
            "secret": .list([.text("甲乙丙")]), "secret_more": .text("丁戊"), "open": .text("己庚"),
            // SQLite writes such a key between quotation marks where it names a place.
            "secret_too": .text("辛壬"), "secret_list": .list([.text("癸子")]),
        ]
        try store.write([.definition(hash: StoreRows.hash, content: "{}"), .insertCase(row)])
        func finds(_ text: String) throws -> Bool {
            try store.look { reader in
                var query = CaseQuery(limit: 9)
                (query.text, query.unsearched) = (text, ["secret", "secret_too", "secret_list"])
                return try !reader.cases(query).isEmpty
            }
        }
        #expect(try !finds("甲乙") && finds("丁戊") && finds("己庚"))
        #expect(try !finds("辛壬") && !finds("癸子"))
    }
}
