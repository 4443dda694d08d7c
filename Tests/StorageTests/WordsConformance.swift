// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import Workflow

/// What finds cases by words must find them, whether their words were taken up yet or not.
@Suite struct WordsConformance {
    private func tend(_ store: any CaseStore) async throws {
        var rounds = 0
        while try await store.wordsBehind() > 0 {
            try await store.tendWords()
            rounds += 1
            try #require(rounds < 100)
        }
    }

    private func found(
        _ text: String, in store: any CaseStore, _ change: (inout CaseQuery) -> Void = { _ in }
    ) throws -> [String] {
        var query = CaseQuery(limit: 10)
        query.text = text
        change(&query)
        return try store.look { try $0.cases(query).map(\.id) }
    }

    private func row(_ id: String, title: String, _ fields: [String: Value] = [:]) -> CaseRow {
        var row = StoreRows.caseRow(id)
        (row.title, row.fields) = (title, fields)
        row.roles = ["lead": Party(office: "o\(id.suffix(1))", name: "局")]
        return row
    }

    private func filled(_ kind: StoreKind) throws -> any CaseStore {
        let store = try kind.make()
        let rows = [
            self.row("JY-2025-000001", title: "关于加强养老服务的建议", ["n": .text("泉民函〔2025〕41号")]),
            self.row(
                "JY-2025-000012", title: "关于路灯的建议", ["l": .list([.text("a b"), .text("c\"d")])]),
            self.row("JY-2025-000123", title: "𠮷", ["r": .record(["k": "养 老"])]),
            self.row("TA-2025-000004", title: "", ["n": .text("老服")]),
        ]
        try store.write(
            [.definition(hash: StoreRows.hash, content: "{}")] + rows.map(Change.insertCase)
                + [StoreRows.line(of: rows[0].id, version: 1)].chained())
        return store
    }

    private static let finds: [(String, [String])] = [
        ("养老服务", ["JY-2025-000001"]), ("老服", ["TA-2025-000004", "JY-2025-000001"]),
        ("养", ["JY-2025-000123", "JY-2025-000001"]), ("养老服务网", []),
        ("〔2025〕41", ["JY-2025-000001"]),
        ("41", ["JY-2025-000001"]), ("1号", ["JY-2025-000001"]),
        ("的建议", ["JY-2025-000012", "JY-2025-000001"]),
        ("000012", ["JY-2025-000012"]), ("00012", ["JY-2025-000123", "JY-2025-000012"]),
        ("0123", ["JY-2025-000123"]),
        ("JY-2025-000001", ["JY-2025-000001"]),
        ("2025-00000", ["TA-2025-000004", "JY-2025-000001"]),
        ("a b", ["JY-2025-000012"]), ("c\"d", ["JY-2025-000012"]), ("\"", ["JY-2025-000012"]),
        (" ", ["JY-2025-000123", "JY-2025-000012"]),
        ("𠮷", ["JY-2025-000123"]), ("*", []), ("ab", []), ("jy", []),
    ]

    @Test(arguments: StoreKind.allCases)
    func wordsFindTheSameBeforeAndAfterTheyAreTakenUp(_ kind: StoreKind) async throws {
        let store = try self.filled(kind)
        for isTaken in [false, true] {
            if isTaken { try await self.tend(store) }
            for (text, ids) in Self.finds {
                #expect(try self.found(text, in: store) == ids, "\(text) \(isTaken)")
            }
        }
        #expect(try await store.wordsBehind() == 0)
    }

    @Test(arguments: StoreKind.allCases)
    func whatIsChangedIsFoundByWhatItSaysNow(_ kind: StoreKind) async throws {
        let store = try self.filled(kind)
        try await self.tend(store)
        var row = self.row("JY-2025-000012", title: "关于桥梁的建议", ["l": .text("高速公路")])
        row.version = 2
        let head = try store.look { try $0.chainHead() }
        try store.write(
            [.updateCase(row, previousVersion: 1)]
                + [StoreRows.line(of: row.id, version: 2)].chained(after: head))
        for isTaken in [false, true] {
            if isTaken { try await self.tend(store) }
            #expect(try self.found("桥梁", in: store) == [row.id], "\(isTaken)")
            #expect(try self.found("高速", in: store) == [row.id], "\(isTaken)")
            #expect(try self.found("路灯", in: store) == [], "\(isTaken)")
            #expect(try self.found("的建议", in: store) == [row.id, "JY-2025-000001"], "\(isTaken)")
        }
    }

    @Test(arguments: StoreKind.allCases)
    func whatIsHiddenOrSecretIsNotFoundByItsWords(_ kind: StoreKind) async throws {
        let store = try self.filled(kind)
        try await self.tend(store)
        func other(_ query: inout CaseQuery) { query.sight = Sight(offices: ["o4"]) }
        #expect(try self.found("养老服务", in: store, other) == [])
        #expect(try self.found("老服", in: store, other) == ["TA-2025-000004"])
        func secret(_ query: inout CaseQuery) { query.unsearched = ["n"] }
        #expect(try self.found("泉民函", in: store, secret) == [])
        #expect(try self.found("老服", in: store, secret) == ["JY-2025-000001"])
        func closed(_ query: inout CaseQuery) { query.state = "closed" }
        #expect(try self.found("老服", in: store, closed) == [])
        func next(_ query: inout CaseQuery) { query.after = "TA-2025-000004" }
        #expect(try self.found("老服", in: store, next) == ["JY-2025-000001"])
        func one(_ query: inout CaseQuery) { query.limit = 1 }
        #expect(try self.found("老服", in: store, one) == ["TA-2025-000004"])
    }

    /// More cases than are taken up at once, and a word that many hold.
    @Test(arguments: StoreKind.allCases)
    func pagesOfAFrequentWordAreWhole(_ kind: StoreKind) async throws {
        let store = try kind.make()
        let rows = (1...5_000).map {
            self.row("N\($0)", title: "建议\($0 % 3 == 0 ? "甲乙丙" : "甲丙乙")\($0)")
        }
        try store.write(
            [.definition(hash: StoreRows.hash, content: "{}")] + rows.map(Change.insertCase))
        try await store.tendWords()
        for round in 0...1 {
            if round == 1 { try await self.tend(store) }
            for (text, step) in [("建议", 1), ("甲乙丙", 3), ("建议甲乙", 3)] {
                var (ids, query) = ([String](), CaseQuery(limit: 400))
                query.text = text
                // So many cases that they are not gone through for him.
                query.sight = Sight(offices: Set((0...9).filter { $0 != 7 }.map { "o\($0)" }))
                while true {
                    let page = try store.look { try $0.cases(query).map(\.id) }
                    ids += page
                    guard page.count == query.limit else { break }
                    query.after = page.last
                }
                let expected = stride(from: 5_000, to: 0, by: -1).filter {
                    $0 % step == 0 && $0 % 10 != 7
                }
                #expect(ids == expected.map { "N\($0)" }, "\(text) \(round)")
            }
        }
    }
}
