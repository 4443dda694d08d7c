// SPDX-License-Identifier: Apache-2.0
import Storage
import Witness
import WorkCalendar
import Workflow

/// Batches of changes as an engine might make them, and some that no engine should: drawn by numbers
/// with a seed, over ``StoreRows/something``, whose own cases stay as they are.
struct RandomBatches {
    private var numbers: SeededNumbers
    private var round = 0
    /// What this batch has touched; no row is changed twice in one.
    private var touched: Set<String> = []
    /// The last numbers given, this batch included.
    private var last: [NumberedTable: Int64] = [:]
    private var head = ChainHead(sequence: 0, hash: [])

    init(seed: UInt64) {
        self.numbers = SeededNumbers(seed: seed)
    }

    /// A batch over what a snapshot holds; now and then with something wrong in its middle.
    mutating func next(_ reader: any StoreReader) throws -> [Change] {
        self.round += 1
        self.touched = []
        self.head = try reader.chainHead()
        for table in NumberedTable.allCases {
            self.last[table] = try reader.lastNumber(in: table)
        }
        var changes: [Change] = []
        for _ in 0..<self.number(1...5) { changes += try self.changes(reader) }
        if self.chance(5), let wrong = Refused.all.randomElement(using: &self.numbers) {
            changes.insert(wrong.change, at: self.number(0...changes.count))
        }
        return changes
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self.numbers)
    }

    mutating func chance(_ one: Int) -> Bool { self.number(1...one) == 1 }

    mutating func pick<T>(_ values: [T]) -> T {
        values[self.number(0...(values.count - 1))]
    }

    mutating func day() -> Day { StoreRows.day.adding(days: self.number(0...8)) }

    mutating func text() -> String {
        self.pick(["", "甲", "乙 \"引\"", "a\\b", "桥梁\n路灯", "C3", "一二三", "😀é"])
    }

    mutating func newID(_ table: NumberedTable) -> Int64 {
        // What the base holds stays as it is: what is refused leans on it.
        let id = max(self.last[table] ?? 0, 2) + 1
        self.last[table] = id
        return id
    }

    /// A number of a table above the base's, new or old.
    mutating func id(_ table: NumberedTable) -> Int64 {
        let last = self.last[table] ?? 0
        return self.chance(2) && last > 2 ? Int64(self.number(3...Int(last))) : self.newID(table)
    }

    mutating func isFirst(_ key: String) -> Bool { self.touched.insert(key).inserted }

    /// A case that may be changed.
    mutating func anyCase(_ reader: any StoreReader) throws -> CaseRow? {
        let row = self.pick(try reader.cases(CaseQuery(limit: 12)))
        return ["A", "B"].contains(row.id) ? nil : row
    }

    mutating func changes(_ reader: any StoreReader) throws -> [Change] {
        switch self.number(1...20) {
        case 1, 2: return try self.open(reader)
        case 3, 4: return try self.act(reader)
        case 5, 6: return try self.runs(reader)
        case 7: return try self.paper(reader)
        case 8: return try self.letter(reader)
        case 9, 10, 11: return try self.job(reader)
        case 12: return try self.notice(reader)
        case 13: return try self.bulk(reader)
        case 14: return self.directory()
        case 15: return try self.link(reader)
        case 16: return try self.participant(reader)
        case 17: return self.savedView()
        case 18: return try self.erasure(reader)
        case 19: return self.signIn()
        default: return self.rest()
        }
    }
}

// Cases and their history.
extension RandomBatches {
    mutating func lines(_ rows: [HistoryRow]) -> [Change] {
        let changes = rows.chained(after: self.head)
        if case .line(let row)? = changes.last {
            self.head = ChainHead(sequence: row.sequence, hash: row.hash)
        }
        return changes
    }

    mutating func fill(_ row: inout CaseRow) {
        row.state = self.pick(["submitted", "accepted", "closed"])
        row.isFinal = row.state == "closed"
        row.title = self.pick(["标题", "题", "甲题", "C1"])
        row.naturalKey = self.chance(2) ? nil : "key \(self.number(1...40))"
        row.isQuarantined = self.chance(8)
        row.notGiven = self.chance(3) ? [self.text()] : []
        row.fields = [
            "party_code": .text(self.text()), "list": .list([.text(self.text()), .list([])]),
            "record": .record(["a": self.text(), "b": self.text()]),
        ]
        row.party = row.notGiven.isEmpty ? row.fields["party_code"]?.text : nil
        row.roles = [
            "lead": Party(office: self.pick([nil, "o1", "o2"]), name: self.text()),
            "assistant": Party(office: self.pick([nil, "o3"]), name: self.text()),
        ]
    }

    mutating func open(_ reader: any StoreReader) throws -> [Change] {
        let id = "C\(self.round).\(self.number(1...2))"
        guard self.isFirst(id), try reader.caseRow(id) == nil else { return [] }
        var row = StoreRows.caseRow(id, parent: self.pick([nil, "A", "B"]))
        row.workflow = self.pick(["proposal", "petition"])
        row.openedOn = self.chance(4) ? nil : self.day()
        row.mode = self.pick([.live, .record])
        self.fill(&row)
        return [.insertCase(row)] + self.lines([StoreRows.line(of: id, version: 1, to: row.state)])
    }

    mutating func act(_ reader: any StoreReader) throws -> [Change] {
        guard var row = try self.anyCase(reader), self.isFirst(row.id) else { return [] }
        let version = row.version
        self.fill(&row)
        if self.chance(3) { return [.updateCase(row, previousVersion: version)] }
        row.version += self.chance(9) ? 2 : 1
        var line = StoreRows.line(of: row.id, version: row.version, to: row.state)
        let values = [nil, Value.text(self.text()), .list([.text(self.text())])]
        for field in ["a", "b", "c"] where self.chance(2) {
            let (before, after) = (self.pick(values), self.pick(values))
            line.changes.append(
                self.chance(2)
                    ? StoreRows.sealed(field, before, after)
                    : ChangeRow(field: field, before: before, after: after))
        }
        line.note = self.text()
        line.enteredBy = self.pick([nil, 1001])
        var note = StoreRows.line(of: self.pick([nil, row.id]), to: nil)
        note.event = self.pick(["attach", "import"])
        return [.updateCase(row, previousVersion: version)] + self.lines([line, note])
    }

    mutating func link(_ reader: any StoreReader) throws -> [Change] {
        let rows = try reader.cases(CaseQuery(limit: 12)).map(\.id)
        let (a, b) = (self.pick(rows), self.pick(rows))
        guard a != b, self.isFirst("link \(a) \(b)") else { return [] }
        // One that is there is refused by both.
        return [.link(opener: a, opened: b, sequence: 1)]
    }

    mutating func runs(_ reader: any StoreReader) throws -> [Change] {
        guard let row = try self.anyCase(reader) else { return [] }
        let clock = self.pick(["duty", "window", "answer"])
        guard self.isFirst("\(row.id) \(clock)") else { return [] }
        let known = try reader.watchedRuns(of: row.id).filter { $0.run.clock == clock }
        if let run = known.last?.run, self.chance(8) {
            return [.dropRun(caseID: row.id, clock: clock, run: run.run)]
        }
        var changes: [Change] = []
        var number = known.map(\.run.run).max() ?? 1
        if var open = known.first(where: \.run.isOpen), self.chance(2) {
            (open.run.stopSequence, open.run.stoppedOn) = (1, self.day())
            changes.append(.run(open))
            number += 1
        }
        var run = StoreRows.run(
            clock, of: row.id, due: self.pick([nil, 1, 3, 3, 5, 7]), number: number)
        run.run.calendar = self.pick([nil, "v1", "v2"])
        run.run.startSequence = Int64(self.number(1...5))
        (run.isSilent, run.run.expiryHandled) = (self.chance(2), self.chance(2))
        if self.chance(4) {
            run.run.pauses = [
                .init(reason: self.text(), from: self.day(), fromSequence: 1)
            ]
        }
        return changes + [.run(run)]
    }
}
