// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import GRDB
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Writes within one transaction.
///
/// Keeps the chain's head so that each line costs one insert.
final class SQLiteWriter: SQLiteReader, StoreWriter {
    private var head: ChainHead?

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
    }

    func quarantine(_ id: String) throws {
        try self.run("UPDATE cases SET is_quarantined = 1 WHERE case_id = ?", [id])
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
        var row = row
        row.previousHash = head.hash
        row.hash = Chain.hash(row, after: head.hash)
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
        }
    }

    func wake(_ id: String) throws {
        try self.run("UPDATE clock_runs SET is_silent = 0 WHERE case_id = ?", [id])
    }
}
