// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar
internal import Workflow

/// The history, and the answers kept beside it.
struct HistoryTable: Sendable {
    fileprivate struct Answer: Sendable {
        var answer: StoredAnswer
        var recordedAt: Instant
    }

    fileprivate(set) var lines = SortedRows<Int64, HistoryRow>()
    fileprivate var hashes = SortedRows<Exact, Nothing>()
    fileprivate var linesOfCases = SortedRows<Pair<Exact, Int64>, Nothing>()
    /// Case and version → line.
    fileprivate var acts = SortedRows<Pair<Exact, Int>, Int64>()
    fileprivate var answers = SortedRows<Pair<Int64, Exact>, Answer>()

    mutating func keep(
        _ answer: StoredAnswer, user: Int64, requestID: String, at moment: Instant
    ) throws {
        let key = Pair(user, Exact(requestID))
        try Tables.demand(!self.answers.contains(key), "request \(requestID) was answered")
        try Tables.demand(answer.payloadHash.count == 32, "a payload's hash has 32 bytes")
        self.answers[key] = Answer(answer: answer, recordedAt: moment)
    }

    mutating func forgetAnswers(before moment: Instant) {
        for (key, answer) in self.answers.all where answer.recordedAt < moment {
            self.answers[key] = nil
        }
    }

    /// The acts of a case: lines that raised its version, in its order.
    func acts(of id: String) -> [HistoryRow] {
        self.acts.group(Exact(id)).compactMap { self.lines[$0.row] }
    }

    /// All lines of a case, after one.
    func lines(of id: String, after sequence: Int64) -> some Sequence<HistoryRow> {
        let id = Exact(id)
        return self.linesOfCases.after(Pair(id, sequence)).lazy.prefix { $0.key.first == id }
            .compactMap { self.lines[$0.key.second] }
    }
}

extension Tables {
    mutating func append(_ row: HistoryRow) throws {
        try self.check(row)
        let name = "line \(row.sequence)"
        try Tables.demand(
            !self.history.lines.contains(row.sequence), "\(name) is there and never changed")
        let hash = Exact(Chain.hex(row.hash))
        try Tables.demand(!self.history.hashes.contains(hash), "\(name) has another line's hash")
        self.history.lines[row.sequence] = row
        self.history.hashes[hash] = Nothing()
        guard let id = row.caseID else { return }
        self.history.linesOfCases[Pair(Exact(id), row.sequence)] = Nothing()
        guard let version = row.version else { return }
        let act = Pair(Exact(id), version)
        try Tables.demand(
            !self.history.acts.contains(act), "case \(id) has a line for version \(version)")
        self.history.acts[act] = row.sequence
    }

    mutating func erase(personalOf id: String) {
        self.eraseRows(of: id)
        for var row in Array(self.history.lines(of: id, after: .least)) {
            for index in row.changes.indices where row.changes[index].seal != nil {
                (row.changes[index].before, row.changes[index].after) = (nil, nil)
                row.changes[index].seal?.salt = []
            }
            self.history.lines[row.sequence] = row
        }
    }

    private func check(_ row: HistoryRow) throws {
        let name = "line \(row.sequence)"
        try self.demandCase(row.caseID)
        try Tables.demand(row.version ?? 1 >= 1, "\(name) has a version below 1")
        try Tables.demand(
            row.happenedOn != nil || row.event == "import", "\(name) does not say when it was")
        try Tables.demand(
            row.hash.count == 32 && row.previousHash.count == 32, "\(name) is not chained")
        try Tables.demand(
            row.changes.allSatisfy { ($0.seal?.salt.count ?? 16) == 16 },
            "\(name) has a seal without its salt")
    }

    func facts(of id: String) -> [Fact] {
        self.history.acts(of: id).map { row in
            Fact(row)
        }
    }

    func personalValues(of id: String) -> [Int64: [String: Value?]] {
        var values: [Int64: [String: Value?]] = [:]
        for row in self.history.lines(of: id, after: .least) {
            for change in row.changes where change.seal.map({ !$0.salt.isEmpty }) ?? false {
                values[row.sequence, default: [:]][change.field] = .some(change.after)
            }
        }
        return values
    }

    func history(of id: String?, after sequence: Int64, limit: Int) -> [HistoryRow] {
        guard let id else { return self.history.lines.after(sequence).first(limit).map(\.row) }
        return self.history.lines(of: id, after: sequence).first(limit)
    }

    func chainHead() -> ChainHead {
        self.history.lines.last.map { ChainHead(sequence: $0.key, hash: $0.row.hash) }
            ?? ChainHead(sequence: 0, hash: Chain.origin)
    }

    func answer(user: Int64, requestID: String) -> StoredAnswer? {
        self.history.answers[Pair(user, Exact(requestID))]?.answer
    }
}
