// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
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

/// What is done to many cases: planned, begun, carried on case by case, finished by the next start when the
/// daemon is killed in the middle.
package struct BulkActions: Room {
    package let engine: Engine
    package let viewer: Viewer

    /// Says what an event would do to each of many cases; nothing is done before it is run.
    ///
    /// - Returns: the number of the bulk action.
    package func plan(
        _ command: BulkActCommand, reason: String, _ request: Engine.Request
    ) async throws(CaseworkError) -> Int64 {
        try await self.made(request) {
            try BulkPlanning(transaction: $0).plan(command, reason: reason)
        }
    }

    /// Runs a planned bulk action.
    package func run(_ id: Int64, _ request: Engine.Request) async throws(CaseworkError) {
        _ = try await self.perform(request, .alone) { transaction in
            let row = try transaction.bulkBeginning.ownBulk(id)
            guard row.status == .planned else {
                throw CaseworkError(
                    .refused,
                    Label(
                        "批量操作\(id)已\(row.status == .running ? "在执行" : "结束")",
                        "bulk action \(id) \(row.status == .running ? "is running" : "has ended") already"
                    ))
            }
            let counts = try transaction.book.wholeStore().bulkCounts(of: id)
            try transaction.ledger.bulk.begin(bulk: id, at: transaction.now)
            // Who runs what another began has not read why: it may tell of the cases.
            let isOwn = row.uid == request.principal.number
            return try transaction.bulkBeginning.beginRun(
                id, row.kind, counts[.waiting] ?? 0, isOwn ? row.reason : "",
                begunBy: isOwn ? nil : row)
        }
        self.wake()
    }

    /// Moves live cases to the rules now in force, those of one workflow or all.
    ///
    /// - Returns: the number of the bulk action.
    package func migrate(
        workflow: String?, reason: String, _ request: Engine.Request
    ) async throws(CaseworkError) -> Int64 {
        let id = try await self.made(request, .alone) { transaction in
            try transaction.installing.requireRulesRight()
            guard !reason.isEmpty else {
                throw CaseworkError.invalid(
                    "reason", "迁移须说明理由", "moving cases needs a reason",
                    remedy: .supply(.reason))
            }
            let workflow = try workflow.flatMap { $0.isEmpty ? nil : $0 }.map {
                try transaction.rules.rulebook.workflow(called: $0)
            }
            let ids = try transaction.bulkBeginning.liveCases(of: workflow)
            guard !ids.isEmpty else {
                throw CaseworkError(.refused, Label("没有在办案件", "there are no live cases"))
            }
            return try transaction.bulkBeginning.begin(
                .migrate, items: try transaction.bulkBeginning.items(ids), reason: reason,
                parameters: ["workflow": workflow ?? ""])
        }
        self.wake()
        return id
    }

    /// Counts open dates by the calendar now known, those that have passed too when asked.
    ///
    /// - Returns: the number of the bulk action; nil when no date needs it.
    package func recount(
        includingPast: Bool, reason: String, _ request: Engine.Request
    ) async throws(CaseworkError) -> Int64? {
        let result = try await self.perform(request, .alone) { transaction in
            try transaction.installing.requireRulesRight()
            return try transaction.bulkBeginning.beginRecount(
                includingPast: includingPast, reason: reason)
        }
        self.wake()
        return result.made.first
    }

    /// Stops a bulk action; what is done stays done.
    package func cancel(_ id: Int64, _ request: Engine.Request) async throws(CaseworkError) {
        _ = try await self.perform(request) { transaction in
            let row = try transaction.bulkBeginning.ownBulk(id)
            guard row.status == .running || row.status == .planned else {
                throw CaseworkError(
                    .refused, Label("批量操作\(id)已结束", "bulk action \(id) has ended already"))
            }
            try transaction.ledger.bulk.end(bulk: id, .cancelled, at: transaction.now)
            try transaction.ledger.jobs.cancel(.bulk(id), now: transaction.now)
            return CommandResult()
        }
    }

    /// Bulk actions, newest first.
    package func all() async throws(CaseworkError) -> [BulkView] {
        try await self.look(admittingAdministrators: true) { reader, visibility in
            try reader.bulks(runningOnly: false, limit: CaseworkLimits.listedByDefault).filter {
                visibility.sees($0)
            }.map {
                BulkView(
                    row: visibility.shown($0), counts: try reader.bulkCounts(of: $0.id), items: [])
            }
        }
    }

    /// A bulk action with its cases; of one status only when asked.
    package func view(
        _ id: Int64, _ status: BulkItem.Status?, after position: Int = 0, limit: Int = 0
    ) async throws(CaseworkError) -> BulkView {
        let bounded = Self.bounded(limit)
        return try await self.look(admittingAdministrators: true) { reader, visibility in
            guard let row = try reader.bulk(id), visibility.sees(row) else {
                throw CaseworkError(
                    .notFound, Label("没有批量操作\(id)", "there is no bulk action \(id)"))
            }
            return BulkView(
                row: visibility.shown(row), counts: try reader.bulkCounts(of: id),
                items: try reader.bulkItems(
                    of: id, status, after: position, limit: bounded
                ).map { try visibility.shown($0, of: row) })
        }
    }
}
