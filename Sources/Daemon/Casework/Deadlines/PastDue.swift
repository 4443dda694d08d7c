// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// What ran on another day, each run with its date, holder and light of that day.
///
/// Each case that was there is gone through, for each page anew: what is asked of a run is asked of it as it was.
struct PastDue {
    private let vantage: Vantage
    private let due: DueReading
    private let loader: CaseLoader
    private let reader: any StoreReader
    private let visibility: Visibility

    init(
        from vantage: Vantage, _ due: DueReading, _ loader: CaseLoader, in reader: any StoreReader,
        seenBy visibility: Visibility
    ) {
        (self.vantage, self.due, self.loader) = (vantage, due, loader)
        (self.reader, self.visibility) = (reader, visibility)
    }

    /// A page, of what he sees now.
    ///
    /// - Parameter workflow: only of this one.
    func page(_ query: DueQuery, of workflow: String?, on today: Day) throws -> DueBoard {
        var found: [Found] = []
        var scan = CaseQuery(limit: CaseworkLimits.listed)
        scan.workflow = workflow
        scan.sight = try self.visibility.sight()
        scan.includesVoid = self.vantage.knownOn != nil
        while true {
            let present = try self.reader.cases(scan)
            for row in present where !row.isQuarantined {
                found += try self.runs(of: row, query)
            }
            guard present.count == scan.limit, let last = present.last else { break }
            scan.after = last.id
        }
        var board = DueBoard(today: today)
        board.total = found.count
        board.overdue = found.count { $0.view.status == .late }
        let page = found.filter { one in query.after.map { one.place > $0 } ?? true }
            .sorted { $0.place < $1.place }.dropFirst(query.skip).prefix(query.limit)
        for one in page {
            self.visibility.tell(
                one.place.caseID, one.kept,
                one.view.definition.listedFields(of: one.view.row))
        }
        board.rows = page.map(\.view)
        board.next = page.count == query.limit ? page.last?.place : nil
        return board
    }

    /// A run as it stood, with its place in the list.
    private struct Found {
        let place: DuePlace
        let view: DueView
        let kept: Kept
    }

    /// What ran in a case and is asked for.
    private func runs(of row: CaseRow, _ query: DueQuery) throws -> [Found] {
        guard case .stands(let then) = try self.then(row) else { return [] }
        // By what he may read now: what he might then is over.
        let kept = try self.visibility.kept(in: row)
        let zone = CivilZone(then.definition.timeZone)
        let day = self.vantage.today(zone.day(of: self.loader.now))
        var above: CaseRow??
        return try then.facts.clocks.compactMap { run in
            let watched = WatchedRun(
                caseID: row.id, run: run, dueSince: nil, isSilent: false,
                isDuty: then.definition.clocks[run.clock]?.kind == .duty)
            guard query.takes(watched), kept.tells(clock: run.clock), let due = run.due else {
                return nil
            }
            let parent = try above ?? self.parent(of: row)
            above = parent
            guard try query.holding?.holds(run.clock, of: then.row, in: parent) ?? true else {
                return nil
            }
            let role = then.definition.roleHolding(clock: run.clock)
            let view = try self.due.view(
                run, of: kept.shown(then.row), then.definition,
                heldBy: then.row.roles[role] ?? parent?.roles[role], on: day
            ) { then.dueIfResumed(run, on: day) }
            let place = DuePlace(due: due, caseID: row.id, clock: run.clock)
            return Found(place: place, view: view, kept: kept)
        }
    }

    /// The case that one is part of, as it stood.
    private func parent(of row: CaseRow) throws -> CaseRow? {
        guard let parent = try row.parent.flatMap(self.reader.caseRow) else { return nil }
        guard case .stands(let then) = try self.then(parent) else { return parent }
        return then.row
    }

    private func then(_ row: CaseRow) throws -> SeenCase {
        try self.loader.load(row, from: self.vantage, in: self.reader)
    }
}
