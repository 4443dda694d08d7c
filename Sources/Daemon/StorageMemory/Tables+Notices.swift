// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar
internal import Workflow

/// What people were told.
struct NoticeTable: Sendable {
    fileprivate(set) var rows = SortedRows<Int64, NoticeRow>()
    fileprivate var numbersOfCases = SortedRows<Pair<Exact, Int64>, Nothing>()
    /// What is told once: a step of a run to somebody; an office's list of a day.
    fileprivate var once: [Once: Int64] = [:]

    fileprivate enum Once: Hashable, Sendable {
        case step(NoticeRow.About, NoticeRow.Kind, recipient: Exact, role: Exact)
        case list(office: String, day: Day)
    }

    fileprivate mutating func drop(_ id: Int64) {
        guard let row = self.rows[id] else { return }
        self.rows[id] = nil
        if let about = row.about { self.numbersOfCases[Pair(Exact(about.caseID), id)] = nil }
        if let once = row.once { self.once[once] = nil }
    }
}

extension NoticeRow {
    fileprivate var once: NoticeTable.Once? {
        if let about {
            return .step(
                about, self.kind, recipient: Exact(self.recipient.name), role: Exact(self.role))
        }
        return self.recipient.office.map { .list(office: $0, day: self.givenOn) }
    }
}

extension Tables {
    mutating func store(_ row: NoticeRow) throws {
        let name = "notice \(row.id)"
        try self.demandCase(row.about?.caseID)
        try self.demandOffice(row.recipient.office)
        try Tables.demand(
            (row.kind == .digest) == (row.about == nil), "\(name) is a list about a case")
        try Tables.demand(
            row.about?.run ?? 1 >= 1 && row.about?.step ?? 0 >= 0, "\(name) is about no step")
        try Tables.demand(!row.recipient.name.isEmpty, "\(name) goes to nobody")
        try Tables.demand(row.givenOn >= row.day, "\(name) was given before its day")
        self.notices.drop(row.id)
        if let once = row.once {
            try Tables.demand(self.notices.once[once] == nil, "\(name) was given before")
            self.notices.once[once] = row.id
        }
        self.notices.rows[row.id] = row
        if let about = row.about {
            self.notices.numbersOfCases[Pair(Exact(about.caseID), row.id)] = Nothing()
        }
    }

    func notice(_ id: Int64) -> NoticeRow? { self.notices.rows[id] }

    func notices(_ query: NoticeQuery) -> [NoticeRow] {
        let walk = query.after.map { self.notices.rows.after($0) } ?? self.notices.rows.backwards()
        return walk.lazy.map(\.row).filter { row in
            (query.caseID.map { $0 == row.about?.caseID } ?? true)
                && (query.office.map { $0 == row.recipient.office } ?? true)
                && (query.kind.map { $0 == row.kind } ?? true)
                && (query.since.map { row.givenOn >= $0 } ?? true)
                && (query.until.map { row.givenOn <= $0 } ?? true)
                && (!query.lateOnly || row.isLate)
                && (query.sight.map { self.isSeen(row, $0) } ?? true)
        }.first(query.limit)
    }

    private func isSeen(_ row: NoticeRow, _ sight: Sight) -> Bool {
        if let office = row.recipient.office, sight.offices.contains(office) { return true }
        return row.about.flatMap { self.cases[$0.caseID] }.map { self.isSeen($0, sight) } ?? false
    }

    func givenSteps(of caseID: String) -> Set<NoticeRow.Given> {
        Set(
            self.notices.numbersOfCases.group(Exact(caseID)).compactMap { found in
                guard let row = self.notices.rows[found.key.second], let about = row.about
                else { return nil }
                return NoticeRow.Given(
                    clock: about.clock, run: about.run, due: about.due,
                    step: .init(row.kind, about.step))
            })
    }

    func noticesWithoutJob(after id: Int64, limit: Int) -> [NoticeRow] {
        self.notices.rows.after(id).lazy.map(\.row)
            .filter { $0.status == .pending && self.lacksJob(.notice($0.id), $0.recipient) }
            .first(limit)
    }

    func pendingNotices(to office: String) -> [NoticeRow] {
        self.notices.rows.all.lazy.map(\.row)
            .filter { $0.status == .pending && $0.recipient.office == office }
    }
}
