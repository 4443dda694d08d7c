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
                .migrate, items: ids, reason: reason, parameters: ["workflow": workflow ?? ""])
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

    /// Begins a recount when a calendar is known that open dates are not counted by.
    ///
    /// The reason is the number of the State Council's notice.
    func noticeCalendars() async throws {
        let (rules, now) = (self.rules, self.clock.now)
        let today = CivilZone(Transactor.nationalZone).day(of: now)
        let versions = rules.rulebook.calendars.mapValues { $0.known(on: today) }
        let known = versions.values.map(\.version).sorted().joined(separator: " ")
        let before = try await self.store.read { try $0.setting(Engine.calendarSetting) }
        guard before != known else { return }
        let notices = versions.values.map(\.notice).sorted().joined(separator: "; ")
        _ = try await self.queue.submit { writer in
            let transactor = Transactor(
                writer, rules: rules, now: now, principal: nil, requestID: "")
            try writer.set(Engine.calendarSetting, to: known)
            return try transactor.beginRecount(includingPast: false, reason: notices)
        }
    }

    /// The setting that names the calendar versions open dates are counted by.
    static let calendarSetting = "calendars_counted_by"

    /// Carries on every bulk action that is not at its end.
    ///
    /// Harmless to repeat: a case that was done is not waiting any more.
    package func runBulks() async throws {
        while true {
            let running = try await self.store.read { try $0.bulks(runningOnly: true, limit: 1) }
            guard let action = running.first else { return }
            try await self.run(action)
        }
    }

    private func run(_ action: BulkRow) async throws {
        while true {
            let waiting = try await self.store.read {
                try $0.bulkItems(
                    of: action.id, .waiting, after: nil, limit: CaseworkLimits.bulkBatch)
            }
            let (rules, now) = (self.rules, self.clock.now)
            if waiting.isEmpty {
                _ = try await self.queue.submit { writer in
                    try writer.end(bulk: action.id, .done, at: now)
                    return CommandResult()
                }
                self.logger.info("bulk action done", metadata: ["bulk": "\(action.id)"])
                return
            }
            for item in waiting {
                _ = try await self.queue.submit { writer in
                    let transactor = Transactor(
                        writer, rules: rules, now: now, principal: nil, requestID: "")
                    let result = try transactor.carryOut(action, item.caseID)
                    try writer.update(result, of: action.id)
                    return CommandResult()
                }
            }
        }
    }

    /// Stops a bulk action; what is done stays done.
    package func cancelBulk(_ id: Int64, _ request: Request) async throws(CaseworkError) {
        _ = try await self.perform(request) { transactor in
            try transactor.requireRulesRight()
            guard let row = try transactor.writer.bulk(id) else {
                throw CaseworkError(
                    .notFound, Label("没有批量操作\(id)", "there is no bulk action \(id)"))
            }
            guard row.status == .running else {
                throw CaseworkError(
                    .refused, Label("批量操作\(id)已结束", "bulk action \(id) has ended already"))
            }
            try transactor.writer.end(bulk: id, .cancelled, at: transactor.now)
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
        _ id: Int64, _ status: BulkItem.Status?
    ) async throws(CaseworkError) -> BulkView {
        try await self.ask { reader in
            guard let row = try reader.bulk(id) else {
                throw CaseworkError(
                    .notFound, Label("没有批量操作\(id)", "there is no bulk action \(id)"))
            }
            return BulkView(
                row: row, counts: try reader.bulkCounts(of: id),
                items: try reader.bulkItems(
                    of: id, status, after: nil, limit: CaseworkLimits.listed))
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

    func begin(
        _ kind: BulkRow.Kind, items: [String], reason: String, parameters: [String: String]
    ) throws -> CommandResult {
        let id = try self.writer.insert(
            BulkRow(
                kind: kind, parameters: parameters, reason: reason, uid: self.principal?.uid,
                userName: self.principal?.name ?? "cased", startedAt: self.now), items: items)
        var result = try self.directoryLine(
            "bulk", about: kind.rawValue, before: nil, after: .text("\(items.count)"),
            note: reason)
        result.rows = [id]
        return result
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
            .recount, items: ids, reason: reason.isEmpty ? "-" : reason,
            parameters: ["including_past": String(includingPast)])
    }

    /// Does to one case what a bulk action does, and says how it went.
    func carryOut(_ action: BulkRow, _ id: String) throws -> BulkItem {
        self.recountReason = action.reason
        do {
            switch action.kind {
            case .recount:
                return try self.recount(id, action)
            case .migrate:
                return try self.moved(id, action)
            }
        } catch let error as CaseworkError {
            return BulkItem(caseID: id, status: .failed, result: error.sentence)
        }
    }

    private func recount(_ id: String, _ action: BulkRow) throws -> BulkItem {
        let includingPast = action.parameters["including_past"] == "true"
        let loaded = try self.loader.load(id)
        guard let (_, moved) = try self.recounted(loaded, includingPast: includingPast),
            !moved.isEmpty
        else {
            return BulkItem(
                caseID: id, status: .unchanged, result: Label("日期不变", "no date moves"))
        }
        return BulkItem(caseID: id, status: .done, result: moved.sentence)
    }

    private func moved(_ id: String, _ action: BulkRow) throws -> BulkItem {
        let plan = try self.writer.part { try self.migrate(id, reason: action.reason) }
        switch plan.outcome {
        case .same:
            return BulkItem(
                caseID: id, status: .unchanged, result: Label("已是新版", "has these rules already"))
        case .stuck:
            return BulkItem(caseID: id, status: .failed, result: plan.reasons.joined)
        case .moves:
            return BulkItem(
                caseID: id, status: .done,
                result: plan.moved.isEmpty ? Label("已迁移", "moved") : plan.moved.sentence)
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
