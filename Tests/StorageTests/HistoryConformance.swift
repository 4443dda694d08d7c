// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import WorkCalendar
import Workflow

/// What every store must do with the history.
@Suite struct HistoryConformance {
    @Test(arguments: StoreKind.allCases)
    func lineIsReadBackAsItWasStored(_ kind: StoreKind) throws {
        let store = try kind.make()
        try store.write(StoreRows.opened(["A"]))
        var full = StoreRows.line(
            of: "A", version: 2,
            changes: [
                ChangeRow(field: "a", before: .text("甲"), after: .list([.text("乙")])),
                ChangeRow(field: "b", before: nil, after: .record(["c": "d"])),
                StoreRows.sealed("c", nil, .text("丙")),
            ])
        (full.actorOffice, full.mode, full.requestID) = ("o1", .record, "r")
        var bare = StoreRows.line(of: nil, to: nil)
        (bare.happenedOn, bare.event, bare.role, bare.enteredBy) = (nil, "import", nil, nil)
        (bare.from, bare.note, bare.basis) = (nil, "", [])
        try store.append([full, bare])
        let lines = try store.look { try $0.history(of: nil, after: 1, limit: 9) }
        try #require(lines.map(\.sequence) == [2, 3])
        for (given, line) in zip([full, bare], lines) {
            var given = given
            (given.sequence, given.previousHash, given.hash) =
                (line.sequence, line.previousHash, line.hash)
            #expect(Answers.text(given) == Answers.text(line))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func linesAreChainedAndPersonalValuesAreSealed(_ kind: StoreKind) throws {
        let store = try kind.make()
        try store.write(StoreRows.opened(["A"]))
        // From nothing, to another value, and emptied again.
        let steps: [(Value?, Value?)] = [
            (nil, .text("甲")), (.text("甲"), .text("乙")), (.text("乙"), nil),
        ]
        try store.append(
            steps.enumerated().map { index, step in
                StoreRows.line(
                    of: "A", version: index + 2,
                    changes: [StoreRows.sealed("contact_person", step.0, step.1)])
            })
        try store.look { reader throws in
            let lines = try reader.history(of: "A", after: 0, limit: 10)
            #expect(lines.map(\.sequence) == [1, 2, 3, 4])
            #expect(lines.dropFirst().map { $0.changes.first?.before } == steps.map(\.0))
            #expect(lines.dropFirst().map { $0.changes.first?.after } == steps.map(\.1))
            var previous = Chain.origin
            for line in lines {
                #expect(Chain.fault(in: line, after: previous) == nil)
                previous = line.hash
            }
            #expect(try reader.chainHead() == ChainHead(sequence: 4, hash: previous))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func factsLeaveOutWhatIsPersonalAndLinesDoNot(_ kind: StoreKind) throws {
        let store = try kind.make()
        try store.write(StoreRows.opened(["A", "B"]))
        try store.append([
            StoreRows.line(
                of: "A", version: 2,
                changes: [
                    StoreRows.sealed("name", nil, .text("甲")),
                    StoreRows.sealed("gone", .text("a"), nil),
                    ChangeRow(field: "open", before: nil, after: .text("乙")),
                    ChangeRow(field: "emptied", before: .text("丙"), after: nil),
                ]),
            // What does not raise the version is no act.
            StoreRows.line(of: "A"), StoreRows.line(of: "B", version: 2),
        ])
        try store.look { reader throws in
            let facts = try reader.facts(of: "A")
            #expect(facts.map(\.sequence) == [1, 3])
            #expect(facts.last?.enteredBy == "1001" && facts.last?.to == "submitted")
            let none = Value?.none
            let open: [String: Value?] = [
                "name": none, "gone": none, "open": .text("乙"), "emptied": none,
            ]
            #expect(facts.last?.changes == open)
            #expect(
                try reader.personalValues(of: "A") == [3: ["name": .text("甲"), "gone": none]])
            #expect(try reader.personalValues(of: "B").isEmpty)
            let lines = try reader.lines(of: "A")
            #expect(lines.last?.changes == open.merging(["name": .text("甲")]) { $1 })
            #expect(try reader.facts(of: "none").isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func factsComeInOrderOfVersions(_ kind: StoreKind) throws {
        let store = try kind.make()
        try store.write(StoreRows.opened(["A"]))
        try store.append([3, 2, 10].map { StoreRows.line(of: "A", version: $0) })
        #expect(try store.look { try $0.facts(of: "A").map(\.sequence) } == [1, 3, 2, 4])
    }

    @Test(arguments: StoreKind.allCases)
    func historyIsReadInPagesOfOneCaseOrAll(_ kind: StoreKind) throws {
        let store = try kind.make()
        try store.write(StoreRows.opened(["A", "B"]))
        try store.append([
            StoreRows.line(of: "B"), StoreRows.line(of: nil), StoreRows.line(of: "A"),
        ])
        func list(_ id: String?, _ after: Int64, _ limit: Int) throws -> [Int64] {
            try store.look { reader throws in
                try reader.history(of: id, after: after, limit: limit).map(\.sequence)
            }
        }
        #expect(try list(nil, 0, 9) == [1, 2, 3, 4, 5])
        #expect(try list(nil, 1, 2) == [2, 3])
        #expect(try list("A", 0, 9) == [1, 5])
        #expect(try list("A", 1, 9) == [5])
        #expect(try list("B", 0, 1) == [2])
        #expect(try list("none", 0, 9) == [])
    }

    @Test(arguments: StoreKind.allCases)
    func emptyHistoryHasTheOriginForItsHead(_ kind: StoreKind) throws {
        let store = try kind.make()
        let head = try store.look { try $0.chainHead() }
        #expect(head == ChainHead(sequence: 0, hash: Chain.origin))
    }
}

// What the tables say other than the history.
extension HistoryConformance {
    @Test(arguments: StoreKind.allCases)
    func tablesThatAgreeWithTheHistoryDoNotContradictIt(_ kind: StoreKind) throws {
        let store = try kind.make()
        #expect(try store.look { try $0.contradictions() } == [])
        try store.write(StoreRows.something)
        let attach = Refused.spoiled(StoreRows.line(of: "A", to: nil)) { $0.event = "attach" }
        // An act of that name raises the version and files nothing.
        var act = attach
        act.version = 2
        try store.append([attach, act])
        let row = Refused.spoiled(StoreRows.caseRow("A", key: "key A")) { $0.version = 2 }
        try store.write([.updateCase(row, previousVersion: 1)])
        try store.write([.document(StoreRows.document(1, of: "A", onFile: true))])
        #expect(try store.look { try $0.contradictions() } == [])
    }

    @Test(arguments: StoreKind.allCases)
    func eachContradictionIsSaid(_ kind: StoreKind) throws {
        func said(_ changes: [Change]) throws -> [String] {
            let store = try kind.filled()
            try store.write(changes)
            return try store.look { try $0.contradictions() }
        }
        func changed(_ change: (inout CaseRow) -> Void) -> Change {
            .updateCase(
                Refused.spoiled(StoreRows.caseRow("A", key: "key A"), change), previousVersion: 1)
        }
        #expect(
            try said([changed { $0.version = 2 }])
                == ["case A has another version than its history"])
        #expect(
            try said([changed { $0.state = "closed" }])
                == ["case A stands in another state than its history says"])
        #expect(
            try said([.document(StoreRows.document(1, of: "A", onFile: true))])
                == ["case A has another number of papers on file than its history"])
        let loose = Refused.spoiled(StoreRows.delivery(1, of: "A")) { $0.sequence = 99 }
        #expect(
            try said([.delivery(loose)])
                == ["a row of case A names a history line that is not there"])
        #expect(
            try said([
                .insertCase(StoreRows.caseRow("C")),
                .link(opener: "A", opened: "C", sequence: 1),
            ]) == [
                "case C has another version than its history",
                "case C stands in another state than its history says",
                "a link of case A is not told by the history",
            ])
    }

    @Test(arguments: StoreKind.allCases)
    func gapsInVersionsAreSaidAndAFewOfMany(_ kind: StoreKind) throws {
        let store = try kind.make()
        let ids = (1...8).map { "C\($0)" }
        try store.write(StoreRows.opened(ids))
        try store.append(ids.map { StoreRows.line(of: $0, version: 3) })
        try store.write(
            ids.map { id in
                .updateCase(
                    Refused.spoiled(StoreRows.caseRow(id)) { $0.version = 3 }, previousVersion: 1)
            })
        let said = try store.look { try $0.contradictions() }
        #expect(said.count == 5)
        #expect(said.allSatisfy { $0.hasSuffix("has gaps in its versions") })
    }
}

extension HistoryConformance {
    /// A line after those of the base, with something wrong in it.
    private static func spoiled(
        _ of: String? = "A", _ spoil: @escaping (inout HistoryRow) -> Void
    ) -> Change {
        var row = StoreRows.line(of: of)
        row.sequence = 900
        row.previousHash = [UInt8](repeating: 1, count: 32)
        row.hash = [UInt8](repeating: 2, count: 32)
        spoil(&row)
        return .line(row)
    }

    static var refused: [Refused] {
        let first = StoreRows.line(of: "A", version: 1)
        guard case .line(let written)? = [first].chained().first else { return [] }
        return [
            Refused("a line that is there", self.spoiled { $0.sequence = 1 }),
            Refused("another line's hash", self.spoiled { $0.hash = written.hash }),
            Refused("a version that has its line", self.spoiled { $0.version = 1 }),
            Refused("a version 0", self.spoiled { $0.version = 0 }),
            Refused("a line of no case", self.spoiled("X") { _ in }),
            Refused("a line without hash", self.spoiled { $0.hash = [] }),
            Refused("a line that follows nothing", self.spoiled { $0.previousHash = [1] }),
            Refused("a line without day", self.spoiled { $0.happenedOn = nil }),
            Refused(
                "a seal without salt",
                self.spoiled { row in
                    row.changes = [StoreRows.sealed("name", nil, .text("甲"))]
                    row.changes[0].seal?.salt = [1]
                }),
        ]
    }

    @Test(arguments: StoreKind.allCases)
    func whatCannotBeIsRefused(_ kind: StoreKind) throws {
        try Refused.check(HistoryConformance.refused, kind)
    }
}
