// SPDX-License-Identifier: Apache-2.0
internal import Logging
internal import Rulebook
internal import Storage
internal import Synchronization
internal import WorkCalendar
internal import Workflow

// Which jobs should exist follows from states and clocks; what is missing or stale is mended.
extension Transactor {
    /// Makes the jobs of runs that were found without.
    ///
    /// - Returns: how many; a run that is over by now needs none.
    func mend(_ runs: some Collection<WatchedRun>) throws -> Int {
        var mended = 0
        for found in runs {
            // As it is stored: counting it anew is another job's.
            let loaded = try self.loader.load(found.caseID)
            let run = loaded.facts.clocks.first {
                $0.clock == found.run.clock && $0.run == found.run.run
            }
            guard let run, run.isOpen else { continue }
            try self.schedule(run, loaded)
            mended += 1
        }
        return mended
    }

    /// Mends a bounded number of jobs of all other kinds, and ends those of runs that are over.
    ///
    /// - Returns: how many; 0 when nothing was amiss.
    func mendJobs() throws -> Int {
        var mended = 0
        for job in try self.writer.jobsWithoutRun(limit: CaseworkLimits.mended) {
            try self.writer.cancel(job.subject, now: self.now)
            mended += 1
        }
        mended += try self.mendMessages()
        for action in try self.writer.bulks(runningOnly: true, limit: CaseworkLimits.listed) {
            let subject = JobSubject(.bulk, String(action.id))
            guard try !(self.writer.job(of: subject)?.state.isLive ?? false) else { continue }
            try self.writer.put(subject, stamp: "", dueAt: self.now, now: self.now)
            mended += 1
        }
        return mended
    }

    /// Makes the jobs of messages that wait for a channel and have none; those that somebody holds
    /// at this moment have one.
    ///
    /// - Returns: how many, of each kind ``CaseworkLimits/mended`` at most.
    func mendMessages() throws -> Int {
        var mended = 0
        for letter in try self.writer.deliveriesWithoutJob(limit: CaseworkLimits.mended) {
            guard let office = try letter.recipient.office.flatMap(self.writer.office) else {
                continue
            }
            try self.send("letter \(letter.id)", to: office, caseID: letter.caseID)
            mended += 1
        }
        for notice in try self.writer.noticesWithoutJob(limit: CaseworkLimits.mended) {
            guard let office = try notice.recipient.office.flatMap(self.writer.office) else {
                continue
            }
            try self.send("notice \(notice.id)", to: office)
            mended += 1
        }
        return mended
    }

    /// The jobs that are always there: the look of each day, the lists of each working morning.
    func ensureStandingJobs() throws {
        if try self.writer.setting(MessageMaker.folderSetting) == nil {
            var generator = SystemRandomNumberGenerator()
            try self.writer.set(
                MessageMaker.folderSetting,
                to: String(generator.next() as UInt64, radix: 36))
        }
        for (subject, due) in [
            (JobSubject.daily, self.now), (JobSubject.digest, self.nextDigest(notBefore: self.now)),
        ] where try !(self.writer.job(of: subject)?.state.isLive ?? false) {
            try self.writer.put(subject, stamp: "", dueAt: due, now: self.now)
        }
    }

    /// The next working morning's moment that is not before this one.
    func nextDigest(notBefore now: Instant) -> Instant {
        let zone = CivilZone(Transactor.nationalZone)
        let today = zone.day(of: now)
        let calendar = self.rules.rulebook.calendars.values.first?.known(on: today)
        var day = today
        for _ in 0..<CalendarLimits.longestRest {
            // After the notices of that morning.
            let moment = zone.start(of: day).adding(
                milliseconds: Int64(CaseworkLimits.morningHour) * 3_600_000 + 5 * 60_000)
            if moment >= now, calendar?.isWorked(day) ?? true { return moment }
            day = day.adding(days: 1)
        }
        return zone.start(of: day)
    }
}

extension StoreReader {
    /// Whether any job is missing or stale.
    fileprivate func needsMending() throws -> Bool {
        if try !self.jobsWithoutRun(limit: 1).isEmpty { return true }
        if try !self.deliveriesWithoutJob(limit: 1).isEmpty { return true }
        if try !self.noticesWithoutJob(limit: 1).isEmpty { return true }
        return try self.bulks(runningOnly: true, limit: CaseworkLimits.listed).contains {
            try !(self.job(of: JobSubject(.bulk, String($0.id)))?.state.isLive ?? false)
        }
    }
}

extension JobSubject {
    /// Jobs that are always there.
    static let standing = [JobSubject.daily, .digest]
    /// The look of each day.
    static let daily = JobSubject(.daily, "daily")
    /// The lists of each working morning.
    static let digest = JobSubject(.digest, "all")
}

// The look of each day.
extension WorkDesk {
    func daily(_ job: JobRow) async throws {
        let now = self.clock.now
        try await self.noticeCalendars()
        try await self.openYearly()
        if self.isTimeToTidy { try await self.tidy() }
        let zone = CivilZone(Transactor.nationalZone)
        let next = zone.start(of: zone.day(of: now).adding(days: 1))
        try await self.write { writer in
            _ = try writer.settle(
                job.id, token: job.token, .scheduled, dueAt: next, error: "", now: now)
        }
    }

    /// Simulated days pass in milliseconds; what is amiss or in the way comes of this machine's time.
    private var isTimeToTidy: Bool {
        self.tidiedAt.withLock { $0 }.map {
            $0.adding(milliseconds: CaseworkLimits.tidyPeriod) <= DaemonClock.machine
        } ?? true
    }

    /// Mends jobs, and forgets what nobody asks for any more.
    func tidy() async throws {
        self.tidiedAt.withLock { $0 = DaemonClock.machine }
        try await self.mend()
        let now = self.clock.now
        func days(_ count: Int) -> Instant {
            now.adding(milliseconds: -Int64(count) * 86_400_000)
        }
        let (answers, jobs) = (days(CaseworkLimits.answerDays), days(CaseworkLimits.jobDays))
        try await self.write { writer in
            try writer.forgetAnswers(before: answers)
            try writer.forgetJobs(endedBefore: jobs)
        }
    }

    /// Mends jobs until none is amiss, and counts.
    private func mend() async throws {
        var total = 0
        // One look finds many, for it reads every clock; they are mended a few at a time.
        while true {
            let found = try await self.store.read {
                try $0.runsWithoutJob(limit: CaseworkLimits.foundAtOnce)
            }
            let before = total
            for start in stride(from: 0, to: found.count, by: CaseworkLimits.mended) {
                let part = found[start...].prefix(CaseworkLimits.mended)
                total += try await self.counted { try $0.mend(part) }
            }
            // A rest that stays would be looked at for ever.
            if found.count < CaseworkLimits.foundAtOnce || total == before { break }
        }
        while try await self.store.read({ try $0.needsMending() }) {
            let mended = try await self.counted { try $0.mendJobs() }
            total += mended
            if mended < CaseworkLimits.mended { break }
        }
        guard total > 0 else { return }
        self.logger.warning(
            "jobs were missing or stale and are mended", metadata: ["jobs": "\(total)"])
    }

    /// Mends in one transaction, and adds to what `status` tells.
    private func counted(
        _ mend: @escaping @Sendable (Transactor) throws -> Int
    ) async throws -> Int {
        let (rules, now) = (self.rules, self.clock.now)
        return try await self.write { writer in
            let count = try mend(
                Transactor(writer, rules: rules, now: now, principal: nil, requestID: ""))
            if count > 0 {
                let before = try writer.setting(Engine.mendedSetting).flatMap { Int($0) } ?? 0
                try writer.set(Engine.mendedSetting, to: String(before + count))
            }
            return count
        }
    }
}
