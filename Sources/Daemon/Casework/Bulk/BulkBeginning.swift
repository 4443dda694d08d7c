// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Begins bulk actions: their rows, their line, their job.
struct BulkBeginning: Decision {
    let transaction: Transaction

    func liveCases(of workflow: String?) throws -> [String] {
        var all: [String] = []
        while true {
            let page = try self.book.wholeStore().liveCaseIDs(
                after: all.last, limit: CaseworkLimits.listed)
            if page.isEmpty { break }
            all += page
        }
        guard let workflow, !workflow.isEmpty else { return all }
        return try all.filter { try self.book.caseRow($0)?.workflow == workflow }
    }

    func items(_ ids: [String]) throws -> [BulkItem] {
        try ids.enumerated().map { index, id in
            let row = try self.book.caseRow(id)
            return BulkItem(position: index + 1, caseID: row?.id, title: row?.title ?? id)
        }
    }

    func begin(
        _ kind: BulkRow.Kind, items: [BulkItem], reason: String, parameters: [String: String],
        isPlan: Bool = false
    ) throws -> CommandResult {
        let id = try self.ledger.bulk.insert(
            BulkRow(
                kind: kind, parameters: parameters, reason: reason, uid: self.principal?.number,
                userName: self.principal?.name ?? "cased", status: isPlan ? .planned : .running,
                startedAt: self.now), items: items)
        var result = CommandResult()
        if !isPlan { result = try self.beginRun(id, kind, items.count, reason) }
        result.made = [id]
        return result
    }

    /// The line and the job of a bulk action that begins to run.
    ///
    /// - Parameter other: the action, where another planned it than runs it: the line names both.
    func beginRun(
        _ id: Int64, _ kind: BulkRow.Kind, _ count: Int, _ reason: String,
        begunBy other: BulkRow? = nil
    ) throws -> CommandResult {
        let planner = other.map { "\($0.uid.map(String.init) ?? "") \($0.userName) → " } ?? ""
        try self.ledger.jobs.put(
            .bulk(id), stamp: "", dueAt: self.now, now: self.now)
        return try self.directoryLine(
            "bulk", about: kind.rawValue, before: nil, after: .text("\(planner)\(count)"),
            note: reason)
    }

    /// A bulk action of the one who asks, or any for an administrator.
    func ownBulk(_ id: Int64) throws -> BulkRow {
        guard let row = try self.book.bulk(id) else {
            throw CaseworkError(.notFound, Label("没有批量操作\(id)", "there is no bulk action \(id)"))
        }
        guard self.principal?.isAdmin ?? true || row.uid == self.principal?.number else {
            throw CaseworkError(
                .permission,
                Label("批量操作\(id)由\(row.userName)发起", "bulk action \(id) is \(row.userName)'s"))
        }
        return row
    }

    /// Begins a recount of every case with a date counted by an earlier calendar.
    func beginRecount(includingPast: Bool, reason: String) throws -> CommandResult {
        let today = self.rules.nationalZone.day(of: self.now)
        let versions = self.rules.rulebook.calendars.values.map { $0.known(on: today).version }
        var ids: [String] = []
        while true {
            let page = try self.book.wholeStore().caseIDs(
                notCountedBy: versions, after: ids.last, limit: CaseworkLimits.listed)
            if page.isEmpty { break }
            ids += page
        }
        guard !ids.isEmpty else { return CommandResult() }
        return try self.begin(
            .recount, items: try self.items(ids), reason: reason.isEmpty ? "-" : reason,
            parameters: ["including_past": String(includingPast)])
    }
}
