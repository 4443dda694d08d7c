// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Jobs
internal import Logging
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Does bulk actions, a few items at a time: what is done is done, what waits is done by the next
/// attempt.
///
/// The desk calls it.
struct BulkWork {
    let desk: WorkDesk

    /// Does the next items of a bulk action, each in a transaction of its own.
    func carryOn(_ job: JobRow) async throws {
        guard case .bulk(let id) = job.subject else { return }
        let (action, waiting) = try await self.desk.store.read { reader in
            (
                try reader.bulk(id),
                try reader.bulkItems(of: id, .waiting, after: 0, limit: CaseworkLimits.bulkBatch)
            )
        }
        guard let action, action.status == .running else {
            try await self.desk.write { try $0.ledger.jobs.cancel(job.subject, now: $0.now) }
            return
        }
        let (rules, now) = (self.desk.rules, self.desk.clock.now)
        let outcomes = await self.desk.queue.submit(
            jobs: waiting.map { item in
                { book in
                    // Cancelled, or done by an attempt that was thought dead.
                    guard try book.bulk(id)?.status == .running,
                        try book.job(job.id)?.token == job.token
                    else { return }
                    let today = rules.nationalZone.day(of: now)
                    let principal = try action.uid.flatMap { try book.user($0) }.map { user in
                        Principal(
                            number: user.number, isAdmin: false, user: user,
                            rights: try book.rights(of: user, on: today))
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
        try await self.desk.write { transaction in
            let mine = try transaction.ledger.jobs.settle(
                job, isOver ? .completed : .scheduled,
                dueAt: isOver ? nil : now, error: "", now: now)
            if mine, isOver { try transaction.ledger.bulk.end(bulk: id, .done, at: now) }
        }
        if isOver, action.kind == .erase { try await self.clear(after: id) }
        if isOver { self.desk.logger.info("bulk action done", metadata: ["bulk": "\(id)"]) }
    }
}

extension BulkWork {
    /// Removes the contents that an erasure left without a name, and brings the log to its place.
    ///
    /// What was taken in lately may belong to a paper that is being filed at this moment: the daily work removes it
    /// some days later.
    private func clear(after id: Int64) async throws {
        let documents = self.desk.documents
        let latest = DaemonClock.machine.adding(milliseconds: -CaseworkLimits.strayAge)
        let unnamed = try await self.desk.store.read { reader in
            var contents: Set<String> = []
            var last = 0
            while true {
                let items = try reader.bulkItems(
                    of: id, .done, after: last, limit: CaseworkLimits.listed)
                for item in items {
                    for document in try item.caseID.map(reader.documents) ?? []
                    where document.erased != nil { document.sha256.map { _ = contents.insert($0) } }
                }
                guard let end = items.last?.position else { break }
                last = end
            }
            return try reader.unnamed(contents.sorted())
        }
        for sha256 in unnamed {
            _ = try await Blocking.run { try documents.remove(sha256, takenBefore: latest) }
        }
        try self.desk.store.forgetLog()
    }
}

extension BulkRow.Kind {
    /// Whether it acts in the name of who began it.
    var isPeoples: Bool { [.act, .import, .erase].contains(self) }
}
