// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
package import WorkCalendar
internal import Workflow

/// From when cases are looked at: the world as it was, and what was known of it.
package struct Vantage: Hashable, Sendable {
    /// What had happened by this day, whenever it was recorded; nil: until today.
    package var asOf: Day?
    /// What had been recorded by the end of this day; nil: everything.
    package var knownOn: Day?

    /// Today, knowing everything, unless a day is given.
    package init(asOf: Day? = nil, knownOn: Day? = nil) {
        self.asOf = asOf
        self.knownOn = knownOn
    }

    /// Whether it is how things are now.
    var isNow: Bool { self.asOf == nil && self.knownOn == nil }

    /// The day on which conditions are judged.
    func today(_ today: Day) -> Day { min(self.asOf ?? today, self.knownOn ?? today, today) }
}

/// A case from somewhen.
enum SeenCase {
    /// As it stood.
    case stands(LoadedCase)
    /// It did not exist yet, or nobody knew of it.
    case notYet
    /// Its facts of that time do not follow one another: a later correction made them possible.
    case unclear
}

extension SeenCase {
    /// The case.
    ///
    /// - Throws: ``CaseworkError`` where there was none, or it cannot be told how it stood.
    func standing(_ id: String, _ vantage: Vantage) throws(CaseworkError) -> LoadedCase {
        let day = [vantage.asOf, vantage.knownOn].compactMap(\.self).min().map(\.description) ?? ""
        switch self {
        case .stands(let loaded): return loaded
        case .notYet:
            throw CaseworkError(
                .notFound, Label("\(day)还没有案件\(id)", "there was no case \(id) on \(day)"))
        case .unclear:
            throw CaseworkError(
                .refused,
                Label(
                    "\(id)在\(day)的情况推算不出来:当日的记录后来有更正",
                    "how \(id) stood on \(day) cannot be told: what was entered then was corrected later"
                ))
        }
    }
}

extension CaseLoader {
    /// A case as it stood then: its facts of that time, gone through again.
    ///
    /// What its acts asked of papers and of other cases was judged when they were entered; what is asked of other
    /// cases now is asked of them as they are now.
    func load(_ row: CaseRow, from vantage: Vantage, in store: any StoreReader) throws
        -> SeenCase
    {
        if let day = vantage.asOf, let opened = row.openedOn, opened > day {
            // The row keeps the day that was entered first; a correction may have moved it.
            let definition = try self.rules.definition(row.definitionHash, self.reader)
            let opening = definition.standing(try self.reader.facts(of: row.id)).first
            if opening?.happenedOn ?? opened > day { return .notYet }
        }
        var loaded = try self.load(row)
        guard !vantage.isNow else { return .stands(loaded) }
        let zone = CivilZone(loaded.definition.timeZone)
        var lines = try self.reader.lines(of: row.id)
        var known: Set<Int64>?
        if let day = vantage.knownOn {
            let told = Set(
                try store.history(of: row.id, after: 0, limit: .max)
                    .filter { zone.day(of: $0.recordedAt) <= day }.map(\.sequence))
            known = told
            lines.removeAll { !told.contains($0.sequence) }
        }
        guard let opening = lines.first?.sequence else { return .notYet }
        var standing = loaded.definition.standing(lines)
        if let day = vantage.asOf {
            standing.removeAll { $0.happenedOn.map { $0 > day } ?? false }
        }
        guard standing.first?.sequence == opening else { return .notYet }
        let today = vantage.today(zone.day(of: self.now))
        let acts = Set(standing.map(\.sequence))
        loaded.facts.documents = try store.documents(of: row.id).compactMap {
            $0.fact(on: today, known, after: acts)
        }
        loaded.facts.deliveries = try store.deliveries(of: row.id).compactMap {
            $0.fact(on: today, known)
        }
        let outcome = loaded.machine.replayed(
            loaded.facts, standing: standing, today: today, in: loaded.surroundings)
        guard case .stands(let facts, _, _) = outcome else { return .unclear }
        loaded.facts = facts
        // What letters began and ended no act did: their runs come with the day on which they ended since.
        loaded.facts.clocks = facts.clocks.compactMap { run in
            guard run.startedOn.map({ $0 <= today }) ?? true else { return nil }
            var run = run
            if let stopped = run.stoppedOn, stopped > today {
                (run.stoppedOn, run.stopSequence) = (nil, nil)
            }
            return run
        }
        loaded.row.take(facts.fields, roles: facts.roles, by: loaded.definition)
        loaded.row.state = facts.state
        // That it was opened in error was not known, or not so.
        loaded.row.isVoid = false
        loaded.row.isFinal = loaded.definition.states[facts.state]?.isFinal ?? false
        return .stands(loaded)
    }
}

extension DocumentRow {
    /// What it was in a case's facts of another time.
    func seen(in facts: CaseFacts) -> DocumentRow? {
        let lines = Set(facts.documents.map(\.sequence))
        if lines.contains(self.sequence) { return self }
        guard let called = self.called, lines.contains(called) else { return nil }
        var row = self
        (row.name, row.size, row.sha256, row.sequence) = ("", nil, nil, called)
        (row.addedOn, row.withdrawn) = (nil, nil)
        return row
    }

    /// What it was on a day, after these acts: called for, on file, or not there.
    fileprivate func fact(on day: Day, _ known: Set<Int64>?, after acts: Set<Int64>)
        -> DocumentFact?
    {
        let isFiled =
            self.sha256 != nil && (known?.contains(self.sequence) ?? true)
            && (self.addedOn.map { $0 <= day } ?? true)
        if isFiled { return self.fact }
        // What no act called for came by itself.
        let caller = self.sha256 == nil ? self.sequence : self.called
        guard let caller, acts.contains(caller) else { return nil }
        return DocumentFact(kind: self.kind, sequence: caller, isOnFile: false)
    }
}

extension DeliveryRow {
    /// What it was in a case's facts of another time.
    func seen(in facts: CaseFacts, on day: Day) -> DeliveryRow? {
        guard self.madeOn <= day,
            facts.deliveries.contains(where: { $0.sequence == self.sequence })
        else { return nil }
        var row = self
        if let sent = row.sentOn, sent > day { (row.status, row.sentOn) = (.pending, nil) }
        if let came = row.acknowledgedOn, came > day {
            row.acknowledgedOn = nil
            if row.sentOn != nil { row.status = .sent }
        }
        return row
    }

    /// What it was on a day: to be sent, sent, or not there.
    fileprivate func fact(on day: Day, _ known: Set<Int64>?) -> DeliveryFact? {
        guard self.madeOn <= day, known?.contains(self.sequence) ?? true else { return nil }
        var fact = self.fact
        if let done = fact.doneOn, done > day { (fact.status, fact.doneOn) = (.pending, nil) }
        return fact
    }
}
