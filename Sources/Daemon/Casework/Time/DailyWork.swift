// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Logging
internal import Rulebook
internal import Storage
internal import Synchronization
internal import WorkCalendar
internal import Workflow

/// What is looked at each day: calendars, yearly duties, jobs that are missing, rows that nobody
/// asks for any more.
///
/// The desk calls it.
struct DailyWork {
    let desk: WorkDesk

    func look(_ job: JobRow) async throws {
        let now = self.desk.clock.now
        try await self.lookForCalendars()
        try await self.desk.openYearly()
        if self.isTimeToTidy { try await self.tidy() }
        let zone = self.desk.rules.nationalZone
        let next = zone.start(of: zone.day(of: now).adding(days: 1))
        try await self.desk.write { transaction in
            _ = try transaction.ledger.jobs.settle(
                job, .scheduled, dueAt: next, error: "", now: now)
        }
    }

    /// Begins a recount when a calendar is known that open dates are not counted by.
    ///
    /// The reason is the number of the State Council's notice.
    func lookForCalendars() async throws {
        let (rules, now) = (self.desk.rules, self.desk.clock.now)
        let today = rules.nationalZone.day(of: now)
        let versions = rules.rulebook.calendars.mapValues { $0.known(on: today) }
        let known = versions.values.map(\.version).sorted().joined(separator: " ")
        let before = try await self.desk.store.read { try $0.setting(Setting.calendars) }
        guard before != known else { return }
        let notices = versions.values.map(\.notice).sorted().joined(separator: "; ")
        try await self.desk.write(.alone) { transaction in
            transaction.ledger.set(Setting.calendars, to: known)
            return try transaction.bulkBeginning.beginRecount(includingPast: false, reason: notices)
        }
    }

    /// Simulated days pass in milliseconds; what is amiss or in the way comes of this machine's time.
    private var isTimeToTidy: Bool {
        self.desk.tidiedAt.withLock { $0 }.map {
            $0.adding(milliseconds: CaseworkLimits.tidyPeriod) <= DaemonClock.machine
        } ?? true
    }

    /// Mends jobs, and forgets what nobody asks for any more.
    func tidy() async throws {
        self.desk.tidiedAt.withLock { $0 = DaemonClock.machine }
        try await self.mend()
        let now = self.desk.clock.now
        func days(_ count: Int) -> Instant {
            now.adding(milliseconds: -Int64(count) * 86_400_000)
        }
        // Who follows an old link is still told that it was used, for a while.
        let ended = DaemonClock.machine.adding(
            milliseconds: -Int64(CaseworkLimits.signInDays) * 86_400_000)
        let (answers, jobs) = (days(CaseworkLimits.answerDays), days(CaseworkLimits.jobDays))
        try await self.desk.write { transaction in
            transaction.ledger.forgetAnswers(before: answers)
            transaction.ledger.forgetSignIns(endedBefore: ended)
            transaction.ledger.jobs.forgetJobs(endedBefore: jobs)
        }
        let strays = try await Strays(store: self.desk.store, documents: self.desk.documents)
            .look(removing: true)
        guard strays.count > 0 else { return }
        self.desk.logger.notice(
            "contents that no case names are removed",
            metadata: ["contents": "\(strays.count)", "bytes": "\(strays.bytes)"])
    }

    /// Mends jobs until none is amiss, and counts.
    ///
    /// - Returns: how many were.
    @discardableResult
    func mend() async throws -> Int {
        var total = 0
        // One look finds many, for it reads every clock; they are mended a few at a time.
        while true {
            let found = try await self.desk.store.read {
                try $0.runsWithoutJob(limit: CaseworkLimits.foundAtOnce)
            }
            let before = total
            for start in stride(from: 0, to: found.count, by: CaseworkLimits.mended) {
                let part = found[start...].prefix(CaseworkLimits.mended)
                total += try await self.counted { try $0.mending.mend(part) }
            }
            // A rest that stays would be looked at for ever.
            if found.count < CaseworkLimits.foundAtOnce || total == before { break }
        }
        while try await self.desk.store.read({ try $0.needsMending() }) {
            let mended = try await self.counted { try $0.mending.mendJobs() }
            total += mended
            if mended < CaseworkLimits.mended { break }
        }
        guard total > 0 else { return 0 }
        self.desk.logger.warning(
            "jobs were missing or stale and are mended", metadata: ["jobs": "\(total)"])
        return total
    }

    /// Mends in one transaction, and adds to what `status` tells.
    private func counted(
        _ mend: @escaping @Sendable (Transaction) throws -> Int
    ) async throws -> Int {
        try await self.desk.write(.alone) { transaction in
            let count = try mend(transaction)
            if count > 0 {
                let before =
                    try transaction.book.setting(Setting.mended).flatMap { Int($0) } ?? 0
                transaction.ledger.set(Setting.mended, to: String(before + count))
            }
            return count
        }
    }
}
