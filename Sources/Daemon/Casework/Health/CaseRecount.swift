// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Goes through a case's lines again, and tells where the tables say otherwise.
///
/// Fields, roles, title, key, party, state and every clock run follow from the lines and the rules that the case
/// has pinned, so a cell that was changed behind the daemon's back shows.
struct CaseRecount {
    private let reader: any StoreReader
    private let loader: CaseLoader

    /// Recounts by rules, as of a moment.
    init(_ reader: any StoreReader, _ rules: RuleStore, now: Instant) {
        self.reader = reader
        self.loader = CaseLoader(reader, rules, now)
    }

    /// What is wrong with a case, in sentences for administrators.
    func problems(of row: CaseRow) throws -> [String] {
        var told: [String] = []
        let lines = try self.reader.history(of: row.id, after: 0, limit: .max)
        if let opening = lines.first {
            if row.openedOn != opening.happenedOn { told.append("another day of opening") }
            if row.recordedAt != opening.recordedAt { told.append("another moment of opening") }
            if row.mode != opening.mode { told.append("another way of being entered") }
        }
        if !row.isVoid, !row.isQuarantined {
            // Without what was erased an act need not be possible any more.
            let isOtherwise = lines.contains {
                [HistoryLine.migrate, HistoryLine.erase].contains($0.event)
            }
            told += try self.replayed(row, isMigrated: isOtherwise)
        }
        told += try self.papers(row, lines)
        guard !told.isEmpty else { return [] }
        return ["case \(row.id) has \(told.joined(separator: ", ")) than its lines make"]
    }

    /// Papers on file that are not as the line says that filed them.
    private func papers(_ row: CaseRow, _ lines: [HistoryRow]) throws -> [String] {
        let papers = try self.reader.documents(of: row.id).filter { $0.sha256 != nil }
        guard !papers.isEmpty else { return [] }
        let erasing = Set(lines.filter { $0.event == HistoryLine.erase }.map(\.sequence))
        let unsaid = papers.filter { $0.erased.map { !erasing.contains($0) } ?? false }
        let filing = Dictionary(
            uniqueKeysWithValues: lines.filter { $0.event == HistoryLine.attach }
                .map { ($0.sequence, $0) })
        return unsaid.map { "an erased paper of line \($0.sequence) that no line tells of" }
            + papers.compactMap { paper in
                guard let line = filing[paper.sequence] else { return nil }
                func said(_ field: String) -> String? {
                    line.changes.first { $0.field == field }?.after?.text
                }
                let isSame =
                    said("sha256") == paper.sha256 && said("document") == paper.kind
                    && [nil, paper.name].contains(said("file"))
                    && line.happenedOn == paper.addedOn && line.enteredByName == paper.addedBy
                return isSame ? nil : "another paper of line \(paper.sequence)"
            }
    }

    /// What the case would be if its acts were gone through again.
    ///
    /// Under other rules than it was decided by, or by an earlier program, an act need not be possible, nor a date
    /// the same: then only what the case is now is compared.
    private func replayed(_ row: CaseRow, isMigrated: Bool) throws -> [String] {
        let loaded = try self.loader.load(row)
        // An earlier program did not note which limit binds, nor each date.
        let isEarlier = loaded.facts.clocks.contains { $0.binding == nil && $0.startedOn != nil }
        let isOtherwise = isMigrated || isEarlier
        let today = CivilZone(loaded.definition.timeZone).day(of: self.loader.now)
        let lines = try self.reader.lines(of: row.id)
        let outcome = loaded.machine.replayed(
            loaded.facts, standing: loaded.definition.standing(lines), today: today,
            in: loaded.surroundings)
        guard case .stands(let facts, let fallen, let moved) = outcome else {
            return isOtherwise ? [] : ["lines that cannot follow each other"]
        }
        var told = isOtherwise ? [] : (fallen + moved).map { "another day of line \($0.sequence)" }
        var expected = row
        expected.take(facts.fields, roles: facts.roles, by: loaded.definition)
        expected.state = facts.state
        expected.isFinal = loaded.definition.states[facts.state]?.isFinal ?? false
        let fields = Set(row.fields.keys).union(expected.fields.keys)
            .filter { row.fields[$0] != expected.fields[$0] }
        told += fields.sorted().map { "another \($0)" }
        if row.roles != expected.roles { told.append("other roles") }
        if row.naturalKey != expected.naturalKey { told.append("another key") }
        if row.title != expected.title { told.append("another title") }
        if row.party != expected.party { told.append("another party") }
        if row.state != expected.state { told.append("another state") }
        if row.isFinal != expected.isFinal { told.append("another end") }
        return isOtherwise ? told : told + CaseRecount.runs(loaded.facts.clocks, facts.clocks)
    }

    private static func runs(_ stored: [ClockRun], _ made: [ClockRun]) -> [String] {
        func named(_ runs: [ClockRun]) -> [String: ClockRun] {
            Dictionary(
                runs.map { run in
                    var run = run
                    // What was done about it when it ran out, not when that was.
                    run.expiryHandled = false
                    return ("\(run.clock) \(run.run)", run)
                }
            ) { first, _ in first }
        }
        let (stored, made) = (named(stored), named(made))
        return Set(stored.keys).union(made.keys).filter { stored[$0] != made[$0] }.sorted()
            .map { "another run \($0)" }
    }
}
