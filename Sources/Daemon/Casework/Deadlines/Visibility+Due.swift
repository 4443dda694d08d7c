// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import Workflow

// Dates, as far as somebody reads them.
extension Visibility {
    /// A page of what is due and how many there are, of cases that he sees.
    func dueList(_ query: DueQuery, _ reader: any StoreReader) throws -> DueList {
        let own = try self.dueLinesOutside(query, reader)
        guard !own.isEmpty else { return try reader.dueList(query) }
        // Whoever takes part himself sees few lines by an office, mostly none: they are put together.
        var (wide, list) = (query, DueList(lines: [], days: []))
        (wide.skip, wide.limit) = (0, query.skip + query.limit)
        list = try reader.dueList(wide)
        let rest = own.filter { line in query.after.map { line.place > $0 } ?? true }
        list.lines = Array(
            (list.lines + rest).sorted { $0.place < $1.place }
                .dropFirst(query.skip).prefix(query.limit))
        for line in own {
            let isDuty = line.watched.isDuty && !line.watched.run.isPaused
            list.days.append(DueDay(due: line.due, number: 1, duties: isDuty ? 1 : 0))
        }
        return list
    }

    /// How many fall due on which day in cases that are alike, with what he is told of from outside.
    func dueTallies(_ query: DueQuery, _ reader: any StoreReader) throws -> [DueTally] {
        let own = try self.dueLinesOutside(query, reader).map { line in
            DueTally(line, above: try line.parent.flatMap(reader.caseRow)?.roles ?? [:])
        }
        return try reader.dueTallies(query) + own
    }

    /// What is due in cases that he sees only because he takes part in them, as far as he is told of it.
    private func dueLinesOutside(
        _ query: DueQuery, _ reader: any StoreReader
    ) throws -> [DueLine] {
        try (self.sight()?.cases ?? []).sorted().flatMap { id -> [DueLine] in
            guard let row = try reader.caseRow(id), !row.isQuarantined,
                try self.takesPart(in: row)
            else { return [] }
            let kept = try self.kept(in: row)
            let parent = try row.parent.flatMap(reader.caseRow)
            return try reader.watchedRuns(of: id).compactMap { watched in
                guard query.takes(watched), kept.tells(clock: watched.run.clock),
                    try query.holding?.holds(watched.run.clock, of: row, in: parent) ?? true
                else { return nil }
                return DueLine(watched, in: row)
            }
        }
    }
}
