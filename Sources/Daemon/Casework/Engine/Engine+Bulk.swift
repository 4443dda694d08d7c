// SPDX-License-Identifier: Apache-2.0
internal import Logging
internal import Rulebook
package import Storage
internal import WorkCalendar
internal import Workflow

/// A bulk action with how far it is.
package struct BulkView: Sendable {
    /// The action.
    package var row: BulkRow
    /// How many cases went how.
    package var counts: [BulkItem.Status: Int]
    /// Its cases.
    package var items: [BulkItem]
}

// What is done to many cases: begun in one transaction, carried on case by case, finished by the
// next start when the daemon is killed in the middle.
extension Engine {
    /// Moves live cases to the rules now in force, those of one workflow or all.
    ///
    /// - Returns: the number of the bulk action.
    package func migrate(
        workflow: String?, reason: String, _ request: Request
    ) async throws(CaseworkError) -> Int64 {
        let result = try await self.perform(request) { transactor in
            try transactor.requireRulesRight()
            guard !reason.isEmpty else {
                throw CaseworkError.invalid(
                    "reason", "迁移须说明理由:--reason TEXT", "moving cases needs a reason: --reason TEXT")
            }
            if let name = workflow, !name.isEmpty,
                !transactor.rules.rulebook.workflowNames.contains(name)
            {
                throw CaseworkError.noWorkflow(name, known: transactor.rules.rulebook.workflowNames)
            }
            let ids = try transactor.liveCases(of: workflow)
            guard !ids.isEmpty else {
                throw CaseworkError(.refused, Label("没有在办案件", "there are no live cases"))
            }
            return try transactor.begin(
                .migrate, items: try transactor.items(ids), reason: reason,
                parameters: ["workflow": workflow ?? ""])
        }
        self.wake()
        return result.rows.first ?? 0
    }

    /// Counts open dates by the calendar now known, those that have passed too when asked.
    ///
    /// - Returns: the number of the bulk action; nil when no date needs it.
    package func recount(
        includingPast: Bool, reason: String, _ request: Request
    ) async throws(CaseworkError) -> Int64? {
        let result = try await self.perform(request) { transactor in
            try transactor.requireRulesRight()
            return try transactor.beginRecount(includingPast: includingPast, reason: reason)
        }
        self.wake()
        return result.rows.first
    }

    /// The setting that names the calendar versions open dates are counted by.
    static let calendarSetting = "calendars_counted_by"

    /// Stops a bulk action; what is done stays done.
    package func cancelBulk(_ id: Int64, _ request: Request) async throws(CaseworkError) {
        _ = try await self.perform(request) { transactor in
            let row = try transactor.ownBulk(id)
            guard row.status == .running || row.status == .planned else {
                throw CaseworkError(
                    .refused, Label("批量操作\(id)已结束", "bulk action \(id) has ended already"))
            }
            try transactor.writer.end(bulk: id, .cancelled, at: transactor.now)
            try transactor.writer.cancel(JobSubject(.bulk, String(id)), now: transactor.now)
            return CommandResult()
        }
    }

    /// Bulk actions, newest first.
    package func bulks() async throws(CaseworkError) -> [BulkView] {
        try await self.ask { reader in
            try reader.bulks(runningOnly: false, limit: CaseworkLimits.listedByDefault).map {
                BulkView(row: $0, counts: try reader.bulkCounts(of: $0.id), items: [])
            }
        }
    }

    /// A bulk action with its cases; of one status only when asked.
    package func bulk(
        _ id: Int64, _ status: BulkItem.Status?, after position: Int = 0, limit: Int = 0
    ) async throws(CaseworkError) -> BulkView {
        let bounded = Swift.min(limit > 0 ? limit : CaseworkLimits.listed, CaseworkLimits.listed)
        return try await self.ask { reader in
            guard let row = try reader.bulk(id) else {
                throw CaseworkError(
                    .notFound, Label("没有批量操作\(id)", "there is no bulk action \(id)"))
            }
            return BulkView(
                row: row, counts: try reader.bulkCounts(of: id),
                items: try reader.bulkItems(
                    of: id, status, after: position, limit: bounded))
        }
    }
}

extension Transactor {
    func liveCases(of workflow: String?) throws -> [String] {
        var all: [String] = []
        while true {
            let page = try self.writer.liveCaseIDs(after: all.last, limit: CaseworkLimits.listed)
            if page.isEmpty { break }
            all += page
        }
        guard let workflow, !workflow.isEmpty else { return all }
        return try all.filter { try self.writer.caseRow($0)?.workflow == workflow }
    }

    func items(_ ids: [String]) throws -> [BulkItem] {
        try ids.enumerated().map { index, id in
            let row = try self.writer.caseRow(id)
            return BulkItem(position: index + 1, caseID: row?.id, title: row?.title ?? id)
        }
    }

    func begin(
        _ kind: BulkRow.Kind, items: [BulkItem], reason: String, parameters: [String: String],
        isPlan: Bool = false
    ) throws -> CommandResult {
        let id = try self.writer.insert(
            BulkRow(
                kind: kind, parameters: parameters, reason: reason, uid: self.principal?.uid,
                userName: self.principal?.name ?? "cased", status: isPlan ? .planned : .running,
                startedAt: self.now), items: items)
        var result = CommandResult()
        if !isPlan { result = try self.beginRun(id, kind, items.count, reason) }
        result.rows = [id]
        return result
    }

    /// The line and the job of a bulk action that begins to run.
    func beginRun(
        _ id: Int64, _ kind: BulkRow.Kind, _ count: Int, _ reason: String
    ) throws -> CommandResult {
        try self.writer.put(
            JobSubject(.bulk, String(id)), stamp: "", dueAt: self.now, now: self.now)
        return try self.directoryLine(
            "bulk", about: kind.rawValue, before: nil, after: .text("\(count)"), note: reason)
    }

    /// A bulk action of the one who asks, or any for an administrator.
    func ownBulk(_ id: Int64) throws -> BulkRow {
        guard let row = try self.writer.bulk(id) else {
            throw CaseworkError(.notFound, Label("没有批量操作\(id)", "there is no bulk action \(id)"))
        }
        guard self.principal?.isAdmin ?? true || row.uid == self.principal?.uid else {
            throw CaseworkError(
                .permission,
                Label("批量操作\(id)由\(row.userName)发起", "bulk action \(id) is \(row.userName)'s"))
        }
        return row
    }

    /// Begins a recount of every case with a date counted by an earlier calendar.
    func beginRecount(includingPast: Bool, reason: String) throws -> CommandResult {
        let today = CivilZone(Transactor.nationalZone).day(of: self.now)
        let versions = self.rules.rulebook.calendars.values.map { $0.known(on: today).version }
        var ids: [String] = []
        while true {
            let page = try self.writer.caseIDs(
                notCountedBy: versions, after: ids.last, limit: CaseworkLimits.listed)
            if page.isEmpty { break }
            ids += page
        }
        guard !ids.isEmpty else { return CommandResult() }
        return try self.begin(
            .recount, items: try self.items(ids), reason: reason.isEmpty ? "-" : reason,
            parameters: ["including_past": String(includingPast)])
    }

    /// Does to one item what a bulk action does, and says how it went.
    func carryOut(_ action: BulkRow, _ item: BulkItem) throws -> BulkItem {
        self.recountReason = action.reason
        do {
            switch action.kind {
            case .recount: return try self.recount(item, action)
            case .migrate: return try self.moved(item, action)
            case .act: return try self.acted(item, action)
            case .import: return try self.imported(item, action)
            }
        } catch let error as CaseworkError {
            return item.went(.failed, error.sentences)
        }
    }

    private func recount(_ item: BulkItem, _ action: BulkRow) throws -> BulkItem {
        let includingPast = action.parameters["including_past"] == "true"
        let loaded = try self.loader.load(item.caseID ?? "")
        guard let (_, moved) = try self.recounted(loaded, includingPast: includingPast),
            !moved.isEmpty
        else { return item.went(.unchanged, Label("日期不变", "no date moves")) }
        return item.went(.done, moved.sentence)
    }

    private func moved(_ item: BulkItem, _ action: BulkRow) throws -> BulkItem {
        let plan = try self.writer.part {
            try self.migrate(item.caseID ?? "", reason: action.reason)
        }
        switch plan.outcome {
        case .same:
            return item.went(.unchanged, Label("已是新版", "has these rules already"))
        case .stuck:
            return item.went(.failed, plan.reasons.joined)
        case .moves:
            return item.went(
                .done, plan.moved.isEmpty ? Label("已迁移", "moved") : plan.moved.sentence)
        }
    }
}

extension [MovedDate] {
    /// reply 2020-02-01 → 2020-02-03.
    var sentence: Label {
        Label(
            same: self.map {
                "\($0.clock) \($0.before?.description ?? "-") → \($0.after?.description ?? "-")"
            }.joined(separator: "; "))
    }
}
