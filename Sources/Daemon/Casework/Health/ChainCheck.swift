// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Logging
internal import Rulebook
package import Storage
internal import WorkCalendar
internal import Workflow

/// What a check of the chain, and of the tables against it, found.
package struct ChainCheck: Sendable {
    /// Lines read.
    package var lines: Int64 = 0
    /// The last line.
    package var head = ChainHead(sequence: 0, hash: Chain.origin)
    /// The last reading of what is restricted.
    package var reads = ChainHead(sequence: 0, hash: Chain.origin)
    /// What is wrong, the first few.
    package var problems: [String] = []

    /// Reads the whole history, checks every link, and compares the tables with it and the rules with
    /// their hashes.
    package static func run(_ reader: any StoreReader) throws -> ChainCheck {
        var check = ChainCheck()
        var installed: [String] = []
        var last: Instant?
        var directory = DirectoryRecount()
        var personal = PersonalCheck()
        while check.problems.count < 20 {
            let rows = try reader.history(
                of: nil, after: check.head.sequence, limit: CaseworkLimits.listed)
            if rows.isEmpty { break }
            for row in rows {
                if row.sequence != check.head.sequence + 1 {
                    check.problems.append("line \(check.head.sequence + 1) is missing")
                }
                if let fault = Chain.fault(in: row, after: check.head.hash) {
                    check.problems.append(fault)
                }
                personal.note(row)
                check.lines += 1
                if row.caseID == nil {
                    installed += row.changes.filter { $0.field == "hash" }
                        .compactMap { $0.after?.text }
                }
                check.head = ChainHead(sequence: row.sequence, hash: row.hash)
                last = row.recordedAt
                directory.note(row)
            }
        }
        check.problems += personal.problems
        check.problems += try check.goThroughReads(reader)
        check.problems += try reader.contradictions()
        check.problems += try ChainCheck.changedRules(reader, installed: installed)
        check.problems += try directory.problems(reader)
        if let last { check.problems += try ChainCheck.recounted(reader, now: last) }
        return check
    }

    /// Cases that are not what their lines make them.
    private static func recounted(_ reader: any StoreReader, now: Instant) throws -> [String] {
        guard let installed = try reader.installedRulebook(nil),
            let rulebook = try? Rulebook.reload(installed.files)
        else { return [] }
        let recount = CaseRecount(reader, RuleStore(rulebook), now: now)
        var problems: [String] = []
        var query = CaseQuery(limit: CaseworkLimits.listed)
        while problems.count < CaseworkLimits.named {
            let rows = try reader.cases(query)
            for row in rows {
                do {
                    problems += try recount.problems(of: row)
                } catch let error as StoreError {
                    problems.append("case \(row.id) cannot be gone through again: \(error)")
                }
            }
            guard let last = rows.last, rows.count == query.limit else { break }
            query.after = last.id
        }
        return problems
    }

    /// Where the chain of what was read breaks first, or ends too early.
    private mutating func goThroughReads(_ reader: any StoreReader) throws -> [String] {
        while true {
            var query = ReadQuery(limit: CaseworkLimits.listed)
            query.after = self.reads.sequence
            let rows = try reader.reads(query)
            for row in rows {
                if let fault = row.fault(after: self.reads) { return [fault] }
                self.reads = ChainHead(sequence: row.number, hash: row.hash)
            }
            guard rows.count < query.limit else { continue }
            // A folder of an earlier version noted no number before the first reading of this one.
            let noted = try reader.setting(Setting.readings).flatMap { Int64($0) }
            guard let noted, noted != self.reads.sequence else { return [] }
            return ["\(noted) readings were noted, and the last is \(self.reads.sequence)"]
        }
    }

    /// Rules that are not what their hash says, and rulebooks that are not those whose installations
    /// the history tells.
    private static func changedRules(
        _ reader: any StoreReader, installed: [String]
    ) throws -> [String] {
        var problems = try reader.definitionHashes().filter { hash in
            try reader.definitionContent(hash).map(Rulebook.hash(ofContent:)) != hash
        }.prefix(CaseworkLimits.named).map {
            "the rules \($0), which cases pin, were changed after they were pinned"
        }
        let rulebooks = try reader.installedRulebooks().sorted { $0.id < $1.id }
        for (index, row) in rulebooks.enumerated() {
            if try reader.installedRulebook(row.id).map({ Rulebook.hash(of: $0.files) }) != row.hash
            {
                problems.append("rulebook \(row.id) was changed after it was installed")
            }
            if !installed.indices.contains(index) || installed[index] != row.hash {
                problems.append("rulebook \(row.id) is not the one that the history tells of")
            }
        }
        if rulebooks.count < installed.count {
            problems.append("the history tells of \(installed.count) rulebooks, not all are there")
        }
        return problems
    }
}

/// Whether what is personal is gone where a line tells that it was erased, and there where none does.
private struct PersonalCheck {
    /// Case → the last line that erased it, the last line whose values are gone, the first whose are there.
    private var erased: [String: Int64] = [:]
    private var gone: [String: Int64] = [:]
    private var there: [String: Int64] = [:]

    mutating func note(_ row: HistoryRow) {
        guard let id = row.caseID else { return }
        if row.event == HistoryLine.erase { self.erased[id] = row.sequence }
        for change in row.changes {
            guard let seal = change.seal else { continue }
            if seal.salt.isEmpty {
                self.gone[id] = row.sequence
            } else if self.there[id] == nil {
                self.there[id] = row.sequence
            }
        }
    }

    var problems: [String] {
        let lost = self.gone.filter { $0.value > self.erased[$0.key] ?? 0 }.map {
            "line \($0.value): what the case \($0.key) said in a personal field is gone, and no line tells that it was erased"
        }
        let kept = self.erased.filter { self.there[$0.key] ?? .max < $0.value }.map {
            "line \(self.there[$0.key] ?? 0): what the case \($0.key) said in a personal field is still there, although line \($0.value) erased it"
        }
        return Array((lost + kept).sorted().prefix(CaseworkLimits.named))
    }
}
