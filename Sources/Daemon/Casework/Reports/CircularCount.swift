// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Counts a month's circular, case by case.
struct CircularCount {
    let definition: CircularDefinition
    /// The day for which it is counted.
    let to: Day
    let place: String?
    let directory: [String: OfficeRow]
    /// By code; who is in no directory by name.
    private var offices: [String: CircularView.Office] = [:]
    private(set) var late: [CircularView.Late] = []

    /// Cases that could not be gone through for that day.
    private(set) var unread = 0

    init(
        _ definition: CircularDefinition, to: Day, _ place: String?,
        _ directory: [String: OfficeRow]
    ) {
        self.definition = definition
        (self.to, self.place, self.directory) = (to, place, directory)
    }

    /// A case as it stood on that day; what is told of it is what `shown` makes of its row.
    mutating func take(_ seen: SeenCase, shown: (CaseRow) throws -> CaseRow) throws {
        switch seen {
        case .notYet: break
        case .unclear: self.unread += 1
        case .stands(let loaded): try self.take(loaded, shown: shown)
        }
    }

    private mutating func take(_ loaded: LoadedCase, shown: (CaseRow) throws -> CaseRow) throws {
        let handler = loaded.definition.handler(loaded.facts.roles)
        for run in loaded.facts.clocks where self.definition.clocks.contains(run.clock) {
            guard let party = run.holder ?? handler else { continue }
            guard let due = self.count(run, of: party, in: loaded) else { continue }
            let row = try shown(loaded.row)
            self.late.append(
                CircularView.Late(
                    caseID: row.id,
                    number: loaded.definition.numberField.flatMap { row.fields[$0]?.text } ?? "",
                    title: row.title, office: self.name(party), due: due,
                    days: self.to.number - due.number))
        }
        guard let handler else { return }
        let facts = loaded.facts.history
        let chased = facts.count { fact in
            fact.event == self.definition.chased && (fact.happenedOn.map(self.isInMonth) ?? false)
        }
        let ratings = facts.compactMap { fact -> String? in
            guard fact.happenedOn.map(self.isInYear) ?? false else { return nil }
            return fact.changes[self.definition.rating]??.text
        }
        guard chased + ratings.count > 0 else { return }
        let satisfied = ratings.count { self.definition.satisfied.contains($0) }
        self.change(handler) { office in
            office.chased += chased
            office.rated += ratings.count
            office.satisfied += satisfied
        }
    }

    /// - Returns: when it was due, where it is late and counted.
    private mutating func count(
        _ run: ClockRun, of party: Party, in loaded: LoadedCase
    ) -> Day? {
        guard let start = run.startedOn else { return nil }
        let ending = run.stopSequence.flatMap { line in
            loaded.facts.history.first { $0.sequence == line }
        }
        let isAnswered = ending.map { self.definition.answered.contains($0.event) } ?? false
        // What was given back or put together was not this office's to answer.
        guard run.isOpen || isAnswered else { return nil }
        guard run.isOpen || self.isInYear(start) || (run.stoppedOn.map(self.isInYear) ?? false)
        else { return nil }
        let status = ClockStatus(run, loaded.definition.clocks[run.clock]?.kind, on: self.to)
        let light = Light(
            run.due, status, today: self.to, loaded.definition,
            loaded.machine.calendars.reckoner(of: run))
        let days = run.due.map { $0.number < self.to.number ? self.to.number - $0.number : 0 } ?? 0
        let isNew = run.stoppedOn.map(self.isInMonth) ?? false
        self.change(party) { office in
            office.assigned += 1
            if isAnswered {
                office.answered += 1
                office.answeredInMonth += isNew ? 1 : 0
                office.judged += 1
                office.inTime += run.wasInTime ? 1 : 0
            } else if light == .red {
                office.red += 1
                office.judged += 1
                office.lateDays = max(office.lateDays, days)
            } else if light == .yellow {
                office.yellow += 1
            } else {
                office.green += 1
            }
        }
        return !isAnswered && light == .red && self.isCounted(party) ? run.due : nil
    }

    private mutating func change(_ party: Party, _ body: (inout CircularView.Office) -> Void) {
        guard self.isCounted(party) else { return }
        let key = party.office ?? party.name
        var office =
            self.offices[key]
            ?? CircularView.Office(code: party.office ?? "", name: self.name(party))
        body(&office)
        self.offices[key] = office
    }

    private func isCounted(_ party: Party) -> Bool {
        guard let place else { return true }
        return party.office.flatMap { self.directory[$0]?.place } == place
    }

    private func name(_ party: Party) -> String {
        party.office.flatMap { self.directory[$0]?.name } ?? party.name
    }

    private func isInMonth(_ day: Day) -> Bool { self.to.firstOfMonth <= day && day <= self.to }
    private func isInYear(_ day: Day) -> Bool { day.year == self.to.year && day <= self.to }

    /// Who answers in time comes first; of equals who is late with fewer, then by fewer days.
    ///
    /// Equals share a rank; who has nothing answered or due yet has none.
    var ranked: [CircularView.Office] {
        func key(_ office: CircularView.Office) -> (Int, Int, Int, Int) {
            // In ten thousandths, so that equal shares are equal.
            let share = office.judged == 0 ? 0 : office.inTime * 10_000 / office.judged
            return (office.judged == 0 ? 1 : 0, -share, office.red, office.lateDays)
        }
        var offices = self.offices.values.sorted {
            let (first, second) = (key($0), key($1))
            return first == second ? ($0.code, $0.name) < ($1.code, $1.name) : first < second
        }
        for index in offices.indices where offices[index].judged > 0 {
            let isEqual = index > 0 && key(offices[index]) == key(offices[index - 1])
            offices[index].rank = isEqual ? offices[index - 1].rank : index + 1
        }
        return offices
    }
}
