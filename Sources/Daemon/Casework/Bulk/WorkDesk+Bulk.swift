// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Logging
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

// Bulk actions, a few items at a time: what is done is done, what waits is done by the next attempt.
extension WorkDesk {
    /// Begins a recount when a calendar is known that open dates are not counted by.
    ///
    /// The reason is the number of the State Council's notice.
    func lookForCalendars() async throws {
        let (rules, now) = (self.rules, self.clock.now)
        let today = CivilZone.national.day(of: now)
        let versions = rules.rulebook.calendars.mapValues { $0.known(on: today) }
        let known = versions.values.map(\.version).sorted().joined(separator: " ")
        let before = try await self.store.read { try $0.setting(Setting.calendars) }
        guard before != known else { return }
        let notices = versions.values.map(\.notice).sorted().joined(separator: "; ")
        try await self.write(.alone) { transaction in
            transaction.ledger.set(Setting.calendars, to: known)
            return try transaction.bulkBeginning.beginRecount(includingPast: false, reason: notices)
        }
    }

    /// Does the next items of a bulk action, each in a transaction of its own.
    func runBulk(_ job: JobRow) async throws {
        guard case .bulk(let id) = job.subject else { return }
        let (action, waiting) = try await self.store.read { reader in
            (
                try reader.bulk(id),
                try reader.bulkItems(of: id, .waiting, after: 0, limit: CaseworkLimits.bulkBatch)
            )
        }
        guard let action, action.status == .running else {
            try await self.write { try $0.ledger.jobs.cancel(job.subject, now: $0.now) }
            return
        }
        let (rules, now) = (self.rules, self.clock.now)
        let outcomes = await self.queue.submit(
            jobs: waiting.map { item in
                { book in
                    // Cancelled, or done by an attempt that was thought dead.
                    guard try book.bulk(id)?.status == .running,
                        try book.job(job.id)?.token == job.token
                    else { return }
                    let principal = try action.uid.flatMap { uid in
                        try book.user(uid).map { Principal(uid: uid, isAdmin: false, user: $0) }
                    }
                    let transaction = Transaction(
                        book, rules: rules, now: now,
                        principal: action.kind.isPeoples ? principal : nil)
                    let isNobodys = action.kind.isPeoples && principal == nil
                    let went =
                        isNobodys
                        ? item.went(
                            .failed,
                            Label("发起人不在用户名录中", "whoever began it is no user of the directory"))
                        : try book.part { try transaction.bulkCarrying.carryOut(action, item) }
                    transaction.ledger.bulk.update(went, of: id)
                    FaultPoint.pass("in bulk")
                }
            })
        for outcome in outcomes { _ = try outcome.get() }
        let isOver = waiting.count < CaseworkLimits.bulkBatch
        try await self.write { transaction in
            let mine = try transaction.ledger.jobs.settle(
                job, isOver ? .completed : .scheduled,
                dueAt: isOver ? nil : now, error: "", now: now)
            if mine, isOver { try transaction.ledger.bulk.end(bulk: id, .done, at: now) }
        }
        if isOver { self.logger.info("bulk action done", metadata: ["bulk": "\(id)"]) }
    }
}

extension BulkRow.Kind {
    /// Whether it acts in the name of who began it.
    var isPeoples: Bool { self == .act || self == .import }
}
