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

    /// A text of a paper finds its case, in whatever order texts and cases come and are taken up.
    @Test(arguments: StoreKind.allCases)
    func papersFindTheirCases(_ kind: StoreKind) async throws {
        let store = try self.filled(kind)
        func document(_ id: Int64, of caseID: String) -> DocumentRow {
            var row = StoreRows.document(id, of: caseID, onFile: true)
            row.sha256 = String(repeating: "a", count: 64)
            return row
        }
        func found(_ text: String, _ paper: String, _ sight: Sight? = nil) throws -> [String] {
            try self.found(text, in: store) { ($0.paperText, $0.sight) = (paper, sight) }
        }
        func write(_ changes: [Change], _ id: String, version: Int) throws {
            let head = try store.look { try $0.chainHead() }
            try store.write(
                changes + [StoreRows.line(of: id, version: version)].chained(after: head))
        }
        let (first, second) = ("JY-2025-000001", "JY-2025-000012")
        let papers = [document(2, of: first), document(5, of: second)]
        try write(
            papers.map(Change.document) + [
                .documentText(5, "路面塌陷的答复a1b2"), .documentText(2, "养老院答复桥梁"),
            ], first, version: 2)
        for isTaken in [false, true] {
            if isTaken { try await self.tend(store) }
            #expect(try found("的 答复", "的答复") == [second], "\(isTaken)")
            #expect(try found("A1b2", "a1b2") == [second], "\(isTaken)")
            // In the title of one, in a paper of another; in neither; of whom nobody sees it.
            #expect(try found("养老", "养老") == [first], "\(isTaken)")
            #expect(try found("答复", "答复") == [second, first], "\(isTaken)")
            #expect(try found("答复桥", "答复桥") == [first], "\(isTaken)")
            #expect(try found("桥答", "桥答") == [], "\(isTaken)")
            let others = Sight(offices: ["o2"])
            #expect(try found("答复", "答复", others) == [second], "\(isTaken)")
            // Papers are read only where that is asked for.
            #expect(try self.found("答复", in: store) == [], "\(isTaken)")
        }
        #expect(try store.look { try $0.documents(of: first, holding: "桥梁") } == [2])
        #expect(try store.look { try $0.documents(of: second, holding: "桥梁") } == [])
        // A paper of a smaller number comes later; one says something else; one is withdrawn, one is gone.
        var withdrawn = papers[0]
        withdrawn.withdrawn = 3
        try write(
            [
                .document(document(1, of: second)), .documentText(1, "公园长椅"),
                .documentText(5, "另行答复"), .document(withdrawn),
            ], second, version: 3)
        for isTaken in [false, true] {
            if isTaken { try await self.tend(store) }
            #expect(try found("公园长椅", "公园长椅") == [second], "\(isTaken)")
            #expect(try found("路面塌陷", "路面塌陷") == [], "\(isTaken)")
            #expect(try found("桥梁", "桥梁") == [], "\(isTaken)")
            #expect(try found("答复", "答复") == [second], "\(isTaken)")
        }
        #expect(try store.look { try $0.documents(of: first, holding: "桥梁") } == [])
        try write([.documentText(1, nil), .documentText(5, nil)], second, version: 4)
        // A number that was given is not given again: what comes next is taken up, too.
        try write([.documentText(1, "凉亭改造")], second, version: 5)
        for isTaken in [false, true] {
            if isTaken { try await self.tend(store) }
            #expect(try found("公园长椅", "公园长椅") == [], "\(isTaken)")
            #expect(try found("凉亭", "凉亭") == [second], "\(isTaken)")
        }
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
