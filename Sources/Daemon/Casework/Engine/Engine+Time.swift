// SPDX-License-Identifier: Apache-2.0
internal import Rulebook
package import Storage
package import WorkCalendar
internal import Workflow

// What time does by itself.
extension Engine {
    /// The setting in which a simulated clock's time survives a restart.
    package static let clockSetting = "simulated_clock"

    /// Everything that time brings by now: dates by a calendar newly known, cases that open each
    /// year, clocks that ran out, bulk actions that are not at their end.
    ///
    /// Harmless to repeat.
    @discardableResult
    package func passTime() async throws -> [CommandResult.Consequence] {
        try await self.noticeCalendars()
        try await self.runBulks()
        let opened = try await self.openYearly()
        return opened + (try await self.expireClocks())
    }

    /// Carries out the transitions whose clocks have run out by now, earliest due date first; what
    /// they start may have run out too.
    ///
    /// Harmless to repeat.
    ///
    /// - Returns: what was done.
    @discardableResult
    package func expireClocks() async throws -> [CommandResult.Consequence] {
        var done: [CommandResult.Consequence] = []
        for _ in 0..<CaseworkLimits.expiryPasses {
            let today = CivilZone(Transactor.nationalZone).day(of: self.clock.now)
            let rows = try await self.store.read {
                try $0.ranOut(before: today, limit: CaseworkLimits.expiredPerPass)
            }
            if rows.isEmpty { return done }
            for row in rows {
                let (rules, now) = (self.rules, self.clock.now)
                let (id, clock, run) = (row.caseRow.id, row.run.clock, row.run.run)
                let result = try await self.queue.submit { writer in
                    try Transactor(writer, rules: rules, now: now, principal: nil, requestID: "")
                        .expire(id, clock: clock, run: run)
                }
                done += result.consequences
            }
        }
        return done
    }

    /// Forgets the answers to requests older than ``CaseworkLimits/answerDays``.
    package func forgetOldAnswers() async throws {
        let before = self.clock.now.adding(
            milliseconds: -Int64(CaseworkLimits.answerDays) * 86_400_000)
        _ = try await self.queue.submit { writer in
            try writer.forgetAnswers(before: before)
            return CommandResult()
        }
    }

    /// Moves simulated time forward, then does what became due.
    ///
    /// - Throws: ``CaseworkError`` when time is real, or would run backwards.
    package func setClock(
        to instant: Instant, by principal: Principal
    ) async throws -> [CommandResult.Consequence] {
        guard self.clock.isSimulated else {
            throw CaseworkError(
                .refused,
                Label(
                    "服务未以 --simulated-clock 启动,时钟不能拨动",
                    "the daemon was not started with --simulated-clock: time is real"))
        }
        guard principal.isAdmin else {
            throw CaseworkError(
                .permission, Label("只有系统管理员可以拨动时钟", "only administrators may set the clock"))
        }
        let before = self.clock.now
        guard self.clock.set(to: instant) else {
            throw CaseworkError(
                .refused,
                Label("时钟不能回拨:现为\(before)", "the clock cannot run backwards: it is \(before)"))
        }
        _ = try await self.queue.submit { writer in
            try writer.set(Engine.clockSetting, to: instant.description)
            return CommandResult()
        }
        return try await self.passTime()
    }

    /// A moment at this engine's clock plus a period: for `clock advance`.
    package func instant(after period: Period) -> Instant {
        let zone = CivilZone(Transactor.nationalZone)
        let now = self.clock.now
        switch period.unit {
        case .days: return now.adding(milliseconds: Int64(period.count) * 86_400_000)
        case .months, .years, .workingDays:
            let today = zone.day(of: now)
            let calendar = self.rules.rulebook.calendars.values.first?.known(on: today)
            let day =
                calendar.map {
                    Reckoner($0).end(of: period, from: today, roll: .none).unrolled
                } ?? today.adding(days: period.count)
            return now.adding(milliseconds: Int64(day.days(since: today)) * 86_400_000)
        }
    }

    /// The beginning of working hours on a day: what `clock set 2025-04-01` means.
    package func morning(of day: Day) -> Instant {
        CivilZone(Transactor.nationalZone).start(of: day).adding(milliseconds: 9 * 3_600_000)
    }
}
