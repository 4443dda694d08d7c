// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import Witness
import WorkCalendar
import Workflow

/// What every store must do with cases.
@Suite struct CasesConformance {
    @Test(arguments: StoreKind.allCases)
    func caseIsReadBackAsItWasStored(_ kind: StoreKind) throws {
        let store = try kind.make()
        try store.write(StoreRows.opened(["A"]))
        try store.look { reader throws in
            #expect(try reader.caseRow("A") == StoreRows.caseRow("A", key: "key A"))
            #expect(try reader.caseRow("B") == nil)
            #expect(try reader.caseID(naturalKey: "key A") == "A")
            #expect(try reader.caseID(naturalKey: "key") == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func caseWithNothingInItIsReadBack(_ kind: StoreKind) throws {
        let store = try kind.make()
        var row = StoreRows.caseRow("A")
        (row.fields, row.roles, row.notGiven, row.openedOn) = ([:], [:], [], nil)
        (row.title, row.mode, row.isFinal, row.isQuarantined) = ("", .record, true, true)
        try store.write([.definition(hash: StoreRows.hash, content: "{}"), .insertCase(row)])
        #expect(try store.look { try $0.caseRow("A") } == row)
    }

    @Test(arguments: StoreKind.allCases)
    func everyTextComesBackAsItWas(_ kind: StoreKind) throws {
        let store = try kind.make()
        try store.write(StoreRows.opened([]))
        var numbers = SeededNumbers(seed: 20_250_401)
        let odd = Array(
            "\"\\/\u{0}\u{1}\u{1F}\n\r\t\u{7F}\u{2028}\u{FEFF}é\u{301}〔2025〕𠮷😀{}[]:,".unicodeScalars
        )
        func text() -> String {
            var view = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...12, using: &numbers) {
                view.append(odd.randomElement(using: &numbers) ?? "x")
            }
            return String(view)
        }
        let rows = (0..<300).map { number in
            var row = StoreRows.caseRow("N\(number)")
            row.fields = [
                "title": .text(text()), "list": .list([.text(text()), .record([text(): text()])]),
                "empty": .list([]), "record": .record(["a": text(), "b": ""]),
                text(): .text(text()),
            ]
            row.roles = ["lead": Party(office: nil, name: text())]
            row.notGiven = [text(), text()]
            return row
        }
        try store.write(rows.map(Change.insertCase))
        for row in rows { #expect(try store.look { try $0.caseRow(row.id) } == row) }
    }

    @Test(arguments: StoreKind.allCases)
    func updateSaysAllThatTheCaseIsAfterwards(_ kind: StoreKind) throws {
        let store = try kind.filled()
        var row = StoreRows.caseRow("A", key: "another key")
        (row.version, row.state, row.isFinal, row.title) = (2, "closed", true, "别的")
        (row.fields, row.roles, row.notGiven) = (["a": .text("b")], [:], [])
        (row.isQuarantined, row.definitionHash) = (true, StoreRows.otherHash)
        row.party = "91350500"
        try store.write([
            .definition(hash: StoreRows.otherHash, content: "{ }"),
            .updateCase(row, previousVersion: 1),
        ])
        try store.look { reader throws in
            #expect(try reader.caseRow("A") == row)
            #expect(try reader.caseID(naturalKey: "another key") == "A")
            #expect(try reader.caseID(naturalKey: "key A") == nil)
        }
        // What does not raise the version names the same one twice.
        row.isQuarantined = false
        try store.write([.updateCase(row, previousVersion: 2)])
        #expect(try store.look { try $0.caseRow("A") } == row)
    }

    @Test(arguments: StoreKind.allCases)
    func caseIsChangedSeveralTimesInOneBatch(_ kind: StoreKind) throws {
        let store = try kind.make()
        let versions = (1...4).map { version in
            Refused.spoiled(StoreRows.caseRow("A", key: "key \(version)")) { row in
                row.version = version
            }
        }
        try store.write(
            [.definition(hash: StoreRows.hash, content: "{}"), .insertCase(versions[0])]
                + versions.dropFirst().map { .updateCase($0, previousVersion: $0.version - 1) })
        #expect(try store.look { try $0.caseRow("A") } == versions[3])
        #expect(try store.look { try $0.caseID(naturalKey: "key 1") } == nil)
    }

    @Test(arguments: StoreKind.allCases)
    func childrenAndLinkedCasesComeInOrderOfOpening(_ kind: StoreKind) throws {
        let store = try kind.make()
        let rows = ["Z", "B", "A", "Y"].map {
            StoreRows.caseRow($0, parent: $0 == "Z" ? nil : "Z")
        }
        try store.write(
            [.definition(hash: StoreRows.hash, content: "{}")] + rows.map(Change.insertCase)
                + [StoreRows.line(of: "Z", version: 1)].chained() + [
                    .link(opener: "A", opened: "Z", sequence: 1),
                    .link(opener: "Y", opened: "A", sequence: 1),
                    .link(opener: "A", opened: "B", sequence: 1),
                    .link(opener: "B", opened: "A", sequence: 1),
                ])
        try store.look { reader throws in
            #expect(try reader.children(of: "Z").map(\.id) == ["B", "A", "Y"])
            #expect(try reader.children(of: "A").isEmpty)
            #expect(try reader.linked(with: "A").map(\.id) == ["Z", "B", "Y"])
            #expect(try reader.linked(with: "Z").map(\.id) == ["A"])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func casesAreFoundByAFieldButThoseSetAside(_ kind: StoreKind) throws {
        let store = try kind.make()
        let rows = ["A", "B", "C", "D"].map { id in
            Refused.spoiled(StoreRows.caseRow(id)) { row in
                row.fields = ["party_code": .text("x"), "other": .list([.text("x")])]
                if id == "B" { row.workflow = "petition" }
                row.isQuarantined = id == "C"
            }
        }
        try store.write(
            [.definition(hash: StoreRows.hash, content: "{}")]
                + rows.reversed().map(Change.insertCase))
        func found(_ field: String, _ value: String, _ workflows: [String]) throws -> [String] {
            try store.look { try $0.cases(with: field, value, in: workflows).map(\.id) }
        }
        #expect(try found("party_code", "x", ["proposal", "petition"]) == ["D", "B", "A"])
        #expect(try found("party_code", "x", ["petition"]) == ["B"])
        #expect(try found("party_code", "x", []).isEmpty)
        #expect(try found("party_code", "X", ["proposal"]).isEmpty)
        // A list is no text.
        #expect(try found("other", "x", ["proposal"]).isEmpty)
        #expect(try found("none", "", ["proposal"]).isEmpty)
    }

    @Test(arguments: StoreKind.allCases)
    func casesAreFoundByTheirPartyAsItIsNow(_ kind: StoreKind) throws {
        let store = try kind.make()
        let rows = ["C", "A", "B", "D", "E"].map { id in
            Refused.spoiled(StoreRows.caseRow(id)) { row in
                row.party = id == "D" ? nil : "91350500"
                row.isQuarantined = id == "B"
                if id == "E" { row.workflow = "petition" }
            }
        }
        try store.write(
            [.definition(hash: StoreRows.hash, content: "{}")] + rows.map(Change.insertCase))
        func found(_ code: String, _ workflows: [String] = ["proposal"]) throws -> [String] {
            try store.look { try $0.cases(ofParty: code, in: workflows).map(\.id) }
        }
        #expect(try found("91350500") == ["C", "A"])
        #expect(try found("91350500", ["petition", "proposal"]) == ["C", "A", "E"])
        #expect(try found("91350500", []).isEmpty)
        #expect(try found("9135050").isEmpty && found("").isEmpty)
        // A party is corrected, another one gone, a third one given; nothing else differs.
        func changed(_ row: CaseRow, to party: String?) -> Change {
            .updateCase(
                Refused.spoiled(row) { row in
                    row.party = party
                    row.version = 2
                }, previousVersion: 1)
        }
        try store.write([
            changed(rows[0], to: "other"), changed(rows[1], to: nil),
            changed(rows[3], to: "91350500"),
        ])
        #expect(try found("91350500") == ["D"])
        #expect(try found("other") == ["C"])
        #expect(try store.look { try $0.caseRow("A")?.party } == nil)
    }

    @Test(arguments: StoreKind.allCases)
    func idsAreListedByTitleAndOfLiveCases(_ kind: StoreKind) throws {
        let store = try kind.make()
        let rows = ["C", "B", "A", "D"].map { id in
            Refused.spoiled(StoreRows.caseRow(id)) { row in
                (row.isFinal, row.isQuarantined) = (id == "B", id == "D")
                if id == "D" { row.title = "别的" }
            }
        }
        try store.write(
            [.definition(hash: StoreRows.hash, content: "{}")] + rows.map(Change.insertCase))
        try store.look { reader throws in
            #expect(try reader.caseIDs(workflow: "proposal", title: "标题") == ["C", "B", "A"])
            #expect(try reader.caseIDs(workflow: "petition", title: "标题").isEmpty)
            #expect(try reader.liveCaseIDs(after: nil, limit: 9) == ["C", "A"])
            #expect(try reader.liveCaseIDs(after: nil, limit: 1) == ["C"])
            #expect(try reader.liveCaseIDs(after: "C", limit: 9) == ["A"])
            #expect(try reader.liveCaseIDs(after: "B", limit: 9) == ["A"])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func lettersAndNumbersAreRemembered(_ kind: StoreKind) throws {
        let store = try kind.filled()
        try store.write([
            .caseNumber(prefix: "JY", year: 2026, last: 7),
            .caseNumber(prefix: "JY", year: 2025, last: 3),
        ])
        try store.look { reader throws in
            #expect(try reader.caseID(letterDigest: StoreRows.sha256) == "A")
            #expect(try reader.caseID(letterDigest: StoreRows.hash) == nil)
            #expect(try reader.lastCaseNumber(prefix: "JY", year: 2025) == 3)
            #expect(try reader.lastCaseNumber(prefix: "JY", year: 2026) == 7)
            #expect(try reader.lastCaseNumber(prefix: "TA", year: 2025) == 0)
        }
    }
}

// Lists of cases.
extension CasesConformance {
    /// Cases that differ in what can be asked for.
    private func listed(_ kind: StoreKind) throws -> any CaseStore {
        let store = try kind.make()
        var rows = ["A1", "A2", "A3", "B4"].map { StoreRows.caseRow($0) }
        rows[0].workflow = "petition"
        rows[1].state = "closed"
        rows[1].isFinal = true
        rows[1].roles["assistant"] = Party(office: "o1", name: "局")
        rows[2].roles["assistant"] = Party(office: "o1", name: "局")
        rows[2].isQuarantined = true
        rows[2].title = "路灯"
        rows[3].fields["note"] = .list([.record(["key": "桥梁 \"一\""])])
        try store.write(
            [.definition(hash: StoreRows.hash, content: "{}")] + rows.map(Change.insertCase))
        return store
    }

    @Test(arguments: StoreKind.allCases)
    func casesAreListedNewestFirst(_ kind: StoreKind) throws {
        let store = try self.listed(kind)
        func list(_ change: (inout CaseQuery) -> Void) throws -> [String] {
            var query = CaseQuery(limit: 10)
            change(&query)
            return try store.look { try $0.cases(query).map(\.id) }
        }
        #expect(try list { _ in } == ["B4", "A3", "A2", "A1"])
        #expect(try list { $0.limit = 2 } == ["B4", "A3"])
        #expect(try list { $0.limit = 0 } == [])
        #expect(try list { $0.after = "A3" } == ["A2", "A1"])
        #expect(try list { $0.after = "unknown" } == [])
        #expect(try list { $0.workflow = "petition" } == ["A1"])
        #expect(try list { $0.state = "closed" } == ["A2"])
        #expect(try list { $0.openOnly = true } == ["B4", "A3", "A1"])
        #expect(try list { $0.office = "o1" } == ["A3", "A2"])
        #expect(try list { $0.office = "o" } == [])
        #expect(
            try list {
                $0.office = "o1"
                $0.after = "A3"
                $0.openOnly = true
            } == [])
    }

    @Test(arguments: StoreKind.allCases)
    func questionsForCasesCompose(_ kind: StoreKind) throws {
        let store = try self.listed(kind)
        func list(_ change: (inout CaseQuery) -> Void) throws -> [String] {
            var query = CaseQuery(limit: 10)
            change(&query)
            return try store.look {
                // However many a page holds, all are counted.
                #expect(try $0.number(of: query, running: nil) == $0.cases(query).count)
                return try $0.cases(query).map(\.id)
            }
        }
        func whole(_ field: String, _ text: String) -> FieldFilter {
            FieldFilter(field: field, text: text, isWhole: true)
        }
        func part(_ field: String, _ text: String) -> FieldFilter {
            FieldFilter(field: field, text: text, isWhole: false)
        }
        #expect(try list { $0.role = "assistant" } == ["A3", "A2"])
        #expect(try list { ($0.role, $0.office) = ("assistant", "o1") } == ["A3", "A2"])
        // The office has another role there.
        #expect(try list { ($0.role, $0.office) = ("lead", "o1") } == [])
        let day = StoreRows.caseRow("A1").openedOn
        #expect(try list { ($0.openedFrom, $0.openedTo) = (day, day) } == ["B4", "A3", "A2", "A1"])
        #expect(try list { $0.openedFrom = day?.adding(days: 1) } == [])
        #expect(try list { $0.openedTo = day?.adding(days: -1) } == [])
        #expect(try list { $0.fields = [[part("proposers", "王")]] } == ["B4", "A3", "A2", "A1"])
        #expect(try list { $0.fields = [[whole("proposers", "王")]] } == [])
        #expect(try list { $0.fields = [[whole("proposers", "王某")]] }.count == 4)
        #expect(try list { $0.fields = [[part("note", "梁 \"一")]] } == ["B4"])
        #expect(try list { $0.fields = [[part("note", "王")]] } == [])
        #expect(
            try list { $0.fields = [[part("note", "王"), part("proposers", "王")]] }.count == 4)
        #expect(
            try list { $0.fields = [[part("note", "桥")], [part("proposers", "王")]] } == ["B4"])
        #expect(try list { $0.fields = [[]] } == [])
        // A field whose name SQLite would write between quotation marks, and one that is no path.
        #expect(try list { $0.fields = [[part("no_te", "桥"), part("a\"b", "桥")]] } == [])
    }

    @Test(arguments: StoreKind.allCases)
    func casesAreFoundByTextInIdTitleAndFields(_ kind: StoreKind) throws {
        let store = try self.listed(kind)
        func list(_ text: String) throws -> [String] {
            var query = CaseQuery(limit: 10)
            query.text = text
            return try store.look { try $0.cases(query).map(\.id) }
        }
        #expect(try list("A") == ["A3", "A2", "A1"])
        #expect(try list("a") == [])
        #expect(try list("路") == ["A3"])
        #expect(try list("王某") == ["B4", "A3", "A2", "A1"])
        #expect(try list("梁 \"一") == ["B4"])
        // Names of fields and of parts are no text of the case.
        #expect(try list("key") == [])
        #expect(try list("proposers") == [])
        // Nor who holds a role.
        #expect(try list("民政") == [])
        #expect(try list("") == ["B4", "A3", "A2", "A1"])
    }
}

extension CasesConformance {
    static let refused: [Refused] = [
        Refused(
            "a case with another one's natural key",
            .insertCase(StoreRows.caseRow("X", key: "key A")), .naturalKeyTaken("key A")),
        Refused(
            "a case that takes another one's natural key",
            .updateCase(StoreRows.caseRow("B", key: "key A"), previousVersion: 1),
            .naturalKeyTaken("key A")),
        Refused(
            "a change of another version",
            .updateCase(StoreRows.caseRow("A", key: "key A"), previousVersion: 2), .versionConflict),
        Refused(
            "a change of a case that is not there",
            .updateCase(StoreRows.caseRow("X"), previousVersion: 1), .versionConflict),
        Refused("a case that is there", .insertCase(StoreRows.caseRow("A"))),
        Refused(
            "a case without its definition",
            .insertCase(
                Refused.spoiled(StoreRows.caseRow("X")) { $0.definitionHash = StoreRows.otherHash })
        ),
        Refused(
            "a case that pins what is not there",
            .updateCase(
                Refused.spoiled(StoreRows.caseRow("A")) { $0.definitionHash = StoreRows.otherHash },
                previousVersion: 1)),
        Refused(
            "a case without its parent", .insertCase(StoreRows.caseRow("X", parent: "none"))),
        Refused(
            "a case of version 0",
            .insertCase(Refused.spoiled(StoreRows.caseRow("X")) { $0.version = 0 })),
        Refused("a number 0", .caseNumber(prefix: "JY", year: 2025, last: 0)),
        Refused("a link with itself", .link(opener: "A", opened: "A", sequence: 1)),
        Refused("a link that is there", .link(opener: "A", opened: "B", sequence: 2)),
        Refused("a link with no case", .link(opener: "A", opened: "X", sequence: 1)),
        Refused("a link of no line", .link(opener: "B", opened: "A", sequence: 99)),
        Refused("a letter that became a case", .letter(digest: StoreRows.sha256, caseID: "B")),
        Refused("a letter of no case", .letter(digest: StoreRows.hash, caseID: "X")),
        Refused("a letter without digest", .letter(digest: "1", caseID: "A")),
    ]

    @Test(arguments: StoreKind.allCases)
    func whatCannotBeIsRefused(_ kind: StoreKind) throws {
        try Refused.check(CasesConformance.refused, kind)
    }
}
