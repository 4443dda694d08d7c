// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import GRDB
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Writes within one transaction.
///
/// Keeps the chain's head so that each line costs one insert, and what it knows of cases.
final class SQLiteWriter: SQLiteReader, StoreWriter {
    private var head: ChainHead?
    /// Handed from one transaction's writer to the next one's.
    var shelf: CaseShelf

    init(_ db: Database, _ shelf: consuming CaseShelf) {
        self.shelf = shelf
        super.init(db)
    }

    override func caseRow(_ id: String) throws -> CaseRow? {
        try self.shelf.find(\.row, of: id) { try super.caseRow(id) }
    }

    override func facts(of id: String) throws -> [Fact] {
        try self.shelf.find(\.facts, of: id) {
            try super.facts(of: id)
        } ?? []
    }

    override func watchedRuns(of id: String) throws -> [WatchedRun] {
        try self.shelf.find(\.runs, of: id) {
            try super.watchedRuns(of: id)
        } ?? []
    }

    override func watchedRun(_ caseID: String, _ clock: String, _ run: Int) throws -> WatchedRun? {
        try self.watchedRuns(of: caseID).first { $0.run.clock == clock && $0.run.run == run }
    }

    override func office(_ code: String) throws -> OfficeRow? {
        if let known = self.shelf.offices[code] { return known }
        guard let office = try super.office(code) else { return nil }
        self.shelf.offices[code] = office
        return office
    }

    override func documents(of id: String) throws -> [DocumentRow] {
        try self.shelf.find(\.documents, of: id) {
            try super.documents(of: id)
        } ?? []
    }

    override func deliveries(of id: String) throws -> [DeliveryRow] {
        try self.shelf.find(\.deliveries, of: id) {
            try super.deliveries(of: id)
        } ?? []
    }

    func part<R>(_ body: () throws -> R) throws -> R {
        let headBefore = self.head
        var result: R?
        do {
            try self.db.inSavepoint {
                result = try body()
                return .commit
            }
        } catch {
            self.head = headBefore
            self.shelf.forgetChanges()
            throw error
        }
        guard let result else { throw StoreError.unusable("a savepoint came back empty") }
        return result
    }

    func run(_ sql: String, _ arguments: StatementArguments) throws {
        try self.db.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    func insert(_ row: CaseRow) throws {
        do {
            try self.run(
                """
                INSERT INTO cases (\(SQLiteReader.caseColumns))
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, try self.arguments(row))
            self.shelf.begin(row)
        } catch let error as DatabaseError
            where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE
        {
            throw StoreError.naturalKeyTaken(row.naturalKey ?? "")
        }
    }

    private func arguments(_ row: CaseRow) throws -> StatementArguments {
        [
            row.id, row.workflow, row.definitionHash, row.profile, row.state, row.isFinal,
            row.version, row.parent, JSONColumn.text(row.fields),
            JSONColumn.text(row.roles), row.openedOn?.description,
            row.recordedAt.milliseconds, row.mode.rawValue, row.naturalKey, row.title,
            row.isQuarantined, JSONColumn.text(row.notGiven),
        ]
    }

    func update(_ row: CaseRow, previousVersion: Int) throws {
        try self.run(
            """
            UPDATE cases SET state = ?, is_final = ?, version = ?, fields = ?, roles = ?,
                natural_key = ?, title = ?, not_given = ?
            WHERE case_id = ? AND version = ?
            """,
            [
                row.state, row.isFinal, row.version, JSONColumn.text(row.fields),
                JSONColumn.text(row.roles), row.naturalKey, row.title,
                JSONColumn.text(row.notGiven), row.id, previousVersion,
            ])
        guard self.db.changesCount == 1 else { throw StoreError.versionConflict }
        self.shelf.change(row.id) { known in
            known.row?.take(row)
        }
    }

    func quarantine(_ id: String) throws {
        try self.run("UPDATE cases SET is_quarantined = 1 WHERE case_id = ?", [id])
        self.shelf.change(id) { $0.row?.isQuarantined = true }
    }

    func nextSequence() throws -> Int64 {
        try self.currentHead().sequence + 1
    }

    private func currentHead() throws -> ChainHead {
        if let head { return head }
        let head = try self.chainHead()
        self.head = head
        return head
    }

    func append(_ row: HistoryRow) throws {
        let head = try self.currentHead()
        let row = try Chain.chained(row, after: head.hash)
        let changes = row.changes.map { change in
            change.seal == nil
                ? StoredChange(f: change.field, b: change.before, a: change.after, d: nil)
                : StoredChange(f: change.field, b: nil, a: nil, d: change.seal?.digest)
        }
        try self.run(
            """
            INSERT INTO history (sequence, case_id, version, happened_on, recorded_at, mode,
                actor_office, actor_name, role, entered_by, entered_by_name, event, transition,
                from_state, to_state, changes, note, request_id, basis, previous_hash, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                row.sequence, row.caseID, row.version, row.happenedOn?.description,
                row.recordedAt.milliseconds, row.mode.rawValue, row.actorOffice, row.actorName,
                row.role, row.enteredBy, row.enteredByName, row.event, row.transition, row.from,
                row.to, JSONColumn.text(changes), row.note, row.requestID,
                row.basis.joined(separator: "; "), Data(row.previousHash), Data(row.hash),
            ])
        try self.storePersonal(row)
        self.head = ChainHead(sequence: row.sequence, hash: row.hash)
        if let caseID = row.caseID, let fact = Fact(row) {
            self.shelf.change(caseID) { $0.facts?.append(fact) }
        }
    }

    private func storePersonal(_ row: HistoryRow) throws {
        for (position, change) in row.changes.enumerated() {
            guard let seal = change.seal else { continue }
            try self.run(
                """
                INSERT INTO personal_values (sequence, position, salt, before, after)
                VALUES (?, ?, ?, ?, ?)
                """,
                [
                    row.sequence, position, Data(seal.salt),
                    change.before.map { JSONColumn.text($0) },
                    change.after.map { JSONColumn.text($0) },
                ])
        }
    }

    func store(
        _ runs: [ClockRun], of id: String, clocks: NamedList<ClockDefinition>, knownOn day: Day,
        isSilent: Bool?
    ) throws {
        for run in runs {
            try self.run(
                """
                INSERT INTO clock_runs (case_id, clock, run, due, is_open, is_duty,
                    expiry_handled, is_paused, calendar, data, due_since, is_silent)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, coalesce(?12, 0))
                ON CONFLICT (case_id, clock, run) DO UPDATE SET
                    due_since = CASE WHEN due IS excluded.due THEN due_since
                        ELSE excluded.due_since END,
                    due = excluded.due, is_open = excluded.is_open,
                    expiry_handled = excluded.expiry_handled, is_paused = excluded.is_paused,
                    calendar = excluded.calendar, data = excluded.data,
                    is_duty = excluded.is_duty, is_silent = coalesce(?12, is_silent)
                """,
                [
                    id, run.clock, run.run, run.due?.description, run.isOpen,
                    clocks[run.clock]?.kind == .duty, run.expiryHandled, run.isPaused,
                    run.calendar ?? "", JSONColumn.text(run),
                    run.due == nil ? nil : day.description, isSilent,
                ])
            self.shelf.change(id) { $0.runs?.take(run, of: id, day, isSilent) }
        }
    }

    func wake(_ id: String) throws {
        try self.run("UPDATE clock_runs SET is_silent = 0 WHERE case_id = ?", [id])
        self.shelf.change(id) { known in
            known.runs = known.runs?.map {
                WatchedRun(caseID: id, run: $0.run, dueSince: $0.dueSince, isSilent: false)
            }
        }
    }
}

// What the tables say after a statement above, without reading them again.
extension CaseRow {
    /// Takes over what an update writes.
    fileprivate mutating func take(_ row: CaseRow) {
        self.state = row.state
        self.isFinal = row.isFinal
        self.version = row.version
        self.fields = row.fields
        self.roles = row.roles
        self.naturalKey = row.naturalKey
        self.title = row.title
        self.notGiven = row.notGiven
    }
}

extension Fact {
    /// An act's line as deciding reads it; nil for a line that is no act.
    fileprivate init?(_ row: HistoryRow) {
        guard row.version != nil else { return nil }
        self.init(
            sequence: row.sequence, event: row.event, transition: row.transition,
            happenedOn: row.happenedOn, from: row.from, to: row.to,
            changes: row.changes.reduce(into: [:]) { changes, change in
                // A personal value stands elsewhere.
                changes[change.field] = .some(change.seal == nil ? change.after : nil)
            }, enteredBy: row.enteredBy.map(String.init), mode: row.mode)
    }
}

extension [WatchedRun] {
    /// Takes a run over as it is stored: a due date that did not change is known as long as before.
    fileprivate mutating func take(
        _ run: ClockRun, of id: String, _ day: Day, _ isSilent: Bool?
    ) {
        let dueSince = run.due == nil ? nil : day
        if let index = self.firstIndex(where: { $0.run.clock == run.clock && $0.run.run == run.run }
        ) {
            if self[index].run.due != run.due { self[index].dueSince = dueSince }
            self[index].isSilent = isSilent ?? self[index].isSilent
            self[index].run = run
        } else {
            self.append(
                WatchedRun(
                    caseID: id, run: run, dueSince: dueSince, isSilent: isSilent ?? false))
            self.sort(by: WatchedRun.isEarlier)
        }
    }
}

extension WatchedRun {
    /// The order of a case's runs: as they began.
    static func isEarlier(_ a: WatchedRun, _ b: WatchedRun) -> Bool {
        (a.run.startSequence, a.run.clock, a.run.run)
            < (b.run.startSequence, b.run.clock, b.run.run)
    }
}
