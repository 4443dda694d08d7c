// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Jobs
internal import Logging
internal import Rulebook
internal import Storage
package import WorkCalendar
internal import Workflow

/// What time does by itself, and the simulated clock.
package struct Time: Room {
    package let engine: Engine
    package let viewer: Viewer

    /// Everything that time brings by now: dates by a calendar newly known, and every job whose time
    /// has come.
    ///
    /// Harmless to repeat. While the disk has too little left, all of it waits.
    ///
    /// - Returns: what the daemon did in cases by itself, the first ``CaseworkLimits/listed``.
    @discardableResult
    package func pass() async throws -> [Consequence] {
        guard try await self.hasRoom() else { return [] }
        await self.engine.queue.keepLog()
        let before = try await self.store.read { try $0.chainHead().sequence }
        let lacks = try await self.store.read { reader in
            try JobSubject.permanent.contains { try !(reader.job(of: $0)?.state.isLive ?? false) }
        }
        if lacks {
            try await self.desk.write { try $0.mending.ensurePermanentJobs() }
        }
        try await DailyWork(desk: self.desk).lookForCalendars()
        try await self.engine.jobQueue.drain()
        return try await self.ownActs(after: before)
    }

    /// Looks after a start whether jobs are missing or stale, mends them, and forgets old ones.
    package func tidy() async throws {
        guard try await self.hasRoom() else { return }
        try await DailyWork(desk: self.desk).tidy()
    }

    /// Whether the disk has room for what the daemon does by itself; measured where disks may be waited for.
    private func hasRoom() async throws -> Bool {
        let disk = self.engine.disk
        return try await self.store.read { _ in disk.look().lowSince == nil }
    }

    /// What the daemon did in cases by itself since a line.
    private func ownActs(after sequence: Int64) async throws -> [Consequence] {
        try await self.store.read { reader in
            let lines = try reader.history(
                of: nil, after: sequence, limit: CaseworkLimits.listed)
            return lines.compactMap { line in
                guard line.enteredBy == nil, let id = line.caseID, line.version != nil else {
                    return nil
                }
                return Consequence(
                    line.from == nil ? .opened : .followed, caseID: id, event: line.event,
                    state: line.to ?? line.from ?? "")
            }
        }
    }

    /// Moves simulated time forward, then does what became due.
    ///
    /// - Throws: ``CaseworkError`` when time is real, or would run backwards.
    package func setClock(
        to instant: Instant, by principal: Principal
    ) async throws -> [Consequence] {
        guard self.clock.isSimulated else {
            throw CaseworkError(
                .refused,
                Label("时间是真实的,时钟不能拨动", "time is real: the clock cannot be set"),
                remedy: .simulateTime)
        }
        guard principal.isAdmin else {
            throw CaseworkError(
                .permission, Label("只有系统管理员可以拨动时钟", "only administrators may set the clock"))
        }
        guard try await self.hasRoom() else { throw CaseworkError.readOnly }
        let before = self.clock.now
        let here = self.rules.nationalZone.text(of: before)
        guard instant >= before else {
            throw CaseworkError(
                .refused,
                Label("时钟不能回拨:现为\(here)", "the clock cannot run backwards: it is \(here)"))
        }
        let years = CaseworkLimits.clockYears
        guard instant <= before.adding(milliseconds: Int64(years) * 366 * 86_400_000) else {
            throw CaseworkError(
                .refused,
                Label(
                    "一次最多拨动\(years)年:其间每一天都要逐日经过",
                    "at most \(years) years at once: each day of them is lived through"))
        }
        let sequence = try await self.store.read { try $0.chainHead().sequence }
        try await self.pass()
        // From one moment at which something is to be done to the next, so that each is done on its
        // day.
        while let next = try await self.store.read({ try $0.nextJob(of: WorkDesk.kinds) }),
            next <= instant
        {
            let ran = try await self.engine.jobQueue.drain {
                _ = self.clock.set(to: max(next, self.clock.now))
            }
            // None when somebody else did it just now, or when it cannot be done.
            let rest = try await self.store.read { try $0.nextJob(of: WorkDesk.kinds) }
            if ran == 0, rest.map({ $0 <= self.clock.now }) ?? false { break }
        }
        try await self.engine.jobQueue.drain { _ = self.clock.set(to: instant) }
        try await self.desk.write { $0.ledger.set(Setting.clock, to: instant.description) }
        self.engine.signs.administered("clock", about: instant.description, by: principal)
        try await self.pass()
        return try await self.ownActs(after: sequence)
    }

    /// A moment at this engine's clock plus a period: for `clock advance`.
    package func instant(after period: Period) -> Instant {
        let zone = self.rules.nationalZone
        let now = self.clock.now
        switch period.unit {
        case .days: return now.adding(milliseconds: Int64(period.count) * 86_400_000)
        case .months, .years, .workingDays:
            let today = zone.day(of: now)
            let calendar = self.rules.nationalCalendar(on: today)
            let day =
                calendar.map {
                    Reckoner($0).end(of: period, from: today, roll: .none).unrolled
                } ?? today.adding(days: period.count)
            return now.adding(milliseconds: Int64(day.days(since: today)) * 86_400_000)
        }
    }

    /// A moment as people write it: `2025-09-01 08:00`.
    package func instant(_ text: String) -> Instant? {
        self.rules.nationalZone.instant(text)
    }

    /// The beginning of working hours on a day: what `clock set 2025-04-01` means.
    package func morning(of day: Day) -> Instant {
        self.rules.nationalZone.start(of: day).adding(milliseconds: 9 * 3_600_000)
    }
}
