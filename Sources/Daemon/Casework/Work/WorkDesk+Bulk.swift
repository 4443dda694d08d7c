// SPDX-License-Identifier: Apache-2.0
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
    func noticeCalendars() async throws {
        let (rules, now) = (self.rules, self.clock.now)
        let today = CivilZone(Transactor.nationalZone).day(of: now)
        let versions = rules.rulebook.calendars.mapValues { $0.known(on: today) }
        let known = versions.values.map(\.version).sorted().joined(separator: " ")
        let before = try await self.store.read { try $0.setting(Engine.calendarSetting) }
        guard before != known else { return }
        let notices = versions.values.map(\.notice).sorted().joined(separator: "; ")
        try await self.write { writer in
            let transactor = Transactor(
                writer, rules: rules, now: now, principal: nil, requestID: "")
            try writer.set(Engine.calendarSetting, to: known)
            return try transactor.beginRecount(includingPast: false, reason: notices)
        }
    }

    /// Does the next items of a bulk action, each in a transaction of its own.
    func runBulk(_ job: JobRow) async throws {
        let id = Int64(job.subject.key) ?? 0
        let (action, waiting) = try await self.store.read { reader in
            (
                try reader.bulk(id),
                try reader.bulkItems(of: id, .waiting, after: 0, limit: CaseworkLimits.bulkBatch)
            )
        }
        guard let action, action.status == .running else {
            let now = self.clock.now
            try await self.write { try $0.cancel(job.subject, now: now) }
            return
        }
        let (rules, now) = (self.rules, self.clock.now)
        let outcomes = await self.queue.submit(
            jobs: waiting.map { item in
                { writer in
                    // Cancelled, or done by an attempt that was thought dead.
                    guard try writer.bulk(id)?.status == .running,
                        try writer.job(job.id)?.token == job.token
                    else { return CommandResult() }
                    let principal = try action.uid.flatMap { uid in
                        try writer.user(uid).map { Principal(uid: uid, isAdmin: false, user: $0) }
                    }
                    let transactor = Transactor(
                        writer, rules: rules, now: now,
                        principal: action.kind.isPeoples ? principal : nil, requestID: "")
                    let isNobodys = action.kind.isPeoples && principal == nil
                    let went =
                        isNobodys
                        ? item.went(
                            .failed,
                            Label("发起人不在用户名录中", "whoever began it is no user of the directory"))
                        : try writer.part { try transactor.carryOut(action, item) }
                    try writer.update(went, of: id)
                    FaultPoint.pass("in bulk")
                    return CommandResult()
                }
            })
        for outcome in outcomes { _ = try outcome.get() }
        let isOver = waiting.count < CaseworkLimits.bulkBatch
        try await self.write { writer in
            let mine = try writer.settle(
                job.id, token: job.token, isOver ? .completed : .scheduled,
                dueAt: isOver ? nil : now, error: "", now: now)
            if mine, isOver { try writer.end(bulk: id, .done, at: now) }
        }
        if isOver { self.logger.info("bulk action done", metadata: ["bulk": "\(id)"]) }
    }
}

extension BulkRow.Kind {
    /// Whether it acts in the name of who began it.
    var isPeoples: Bool { self == .act || self == .import }
}
