// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import Synchronization
internal import WorkCalendar
internal import Workflow

/// Which row of a plan names which matter.
final class RowKeys: Sendable {
    /// Where a row stands in the plan, and what number it has in its file.
    struct Place: Sendable {
        var position: Int
        var row: Int
    }

    private let rows: Mutex<[String: Place]>

    init(_ rows: [String: Place]) { self.rows = Mutex(rows) }

    /// The first row that names a matter: this one, unless another did.
    func first(naming key: String, at place: Place) -> Place {
        self.rows.withLock { rows in
            // A slice may be decided twice.
            if let first = rows[key], first.position <= place.position { return first }
            rows[key] = place
            return place
        }
    }
}

/// Plans what the rows of a file would become: a plan first, then its rows, few at a time, so that others'
/// acts get in between.
struct ImportPlanning: Decision {
    let transaction: Transaction

    /// Begins a plan without rows.
    func begin(_ command: ImportCommand, reason: String) throws -> CommandResult {
        let workflow = try self.rules.rulebook.workflow(ofList: command.workflow)
        let row = self.row(try command.parameters(workflow), reason)
        // What cannot be for any row is said before the first.
        let reader = try self.rowImport.reader(for: row)
        for heading in command.mapping.keys.sorted() { _ = try reader.columns.find(heading) }
        return try self.bulkBeginning.begin(
            .import, items: [], reason: row.reason, parameters: row.parameters, isPlan: true)
    }

    private func row(_ parameters: [String: String], _ reason: String) -> BulkRow {
        BulkRow(
            kind: .import, parameters: parameters, reason: reason.isEmpty ? "-" : reason,
            uid: self.principal?.number, userName: self.principal?.name ?? "cased",
            startedAt: self.now)
    }

    /// Adds rows to a plan.
    ///
    /// - Parameter position: of the first of them.
    func add(
        _ rows: some Sequence<ImportedRow>, common: [String: String], to id: Int64,
        from position: Int, _ keys: RowKeys
    ) throws {
        let row = try self.bulkBeginning.ownBulk(id)
        guard row.kind == .import, row.status == .planned else {
            throw CaseworkError(
                .refused,
                Label("批量操作\(id)不是待执行的导入", "bulk action \(id) is no import that is planned"))
        }
        let reader = try self.rowImport.reader(for: row)
        for (index, given) in rows.enumerated() {
            var whole = given
            whole.cells.merge(common) { own, common in own.isEmpty ? common : own }
            let item = BulkItem(
                position: position + index, caseID: nil, title: reader.title(of: whole) ?? "",
                payload: whole.payload)
            self.ledger.bulk.update(try self.tried(row, item, whole, reader, keys), of: id)
        }
    }

    private func tried(
        _ action: BulkRow, _ item: BulkItem, _ row: ImportedRow, _ reader: RowReader,
        _ keys: RowKeys
    ) throws -> BulkItem {
        var item = item
        // Two rows of one matter are told apart before any of them is opened.
        if let said = try? reader.said(row, profile: nil, forOffice: nil),
            let key = try? self.key(of: said, reader.definition)
        {
            ImportedRow.keep(key: key, in: &item.payload)
            let own = RowKeys.Place(
                position: item.position, row: row.number > 0 ? row.number : item.position)
            let first = keys.first(naming: key, at: own)
            if first.position < own.position {
                ImportedRow.keep(double: first.row, in: &item.payload)
            }
        }
        return try BulkPlanning(transaction: self.transaction).tried(action, item)
    }

    /// What names the matter of a row only once: its case, or its natural key.
    private func key(of said: RowSaid, _ definition: WorkflowDefinition) throws -> String? {
        if let id = said.caseID { return id }
        let roles = try self.parties(said.command.roles, lenient: true)
        return NaturalKey.of(said.command.fields, definition, roles: roles, parent: nil)
    }

    /// A row of a plan that was tried.
    func waiting(_ item: BulkItem, _ outcome: BulkItem) -> BulkItem {
        var item = item
        let forecast =
            outcome.status == .failed
            ? .cannot : ImportedRow.forecast(in: outcome.payload) ?? .new
        ImportedRow.keep(forecast: forecast, in: &item.payload)
        // What it tells of a case that is there is read as that case is.
        if forecast == .unchanged || forecast == .differs { item.caseID = outcome.caseID }
        guard outcome.status == .unchanged else {
            return item.planned(forecast != .cannot, outcome.result)
        }
        item.result = outcome.result
        return item
    }
}

extension Rulebook {
    /// The workflow that a word names: its code, its label, what lists of its rows are called; or the usual one
    /// when there is no word.
    func workflow(ofList word: String) throws -> String {
        if word.isEmpty {
            if let usual = self.conventions.assignments { return usual }
            let all = self.vocabulary.terms.told
            throw CaseworkError.invalid(
                "workflow", "规则未写明表格行属于何种流程;流程有:\(all.zh)",
                "the rulebook does not say which workflow rows belong to; there are: \(all.en)",
                remedy: .supply(.workflow))
        }
        if let workflow = self.conventions.lists[word] { return workflow }
        return try self.workflow(called: word)
    }
}
