// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Which jobs should exist follows from states and clocks: what is missing or stale is mended.
struct Mending: Decision {
    let transaction: Transaction

    /// Makes the jobs of runs that were found without.
    ///
    /// - Returns: how many; a run that is over by now needs none.
    func mend(_ runs: some Collection<WatchedRun>) throws -> Int {
        self.book.distrust()
        var mended = 0
        for found in runs {
            // As it is stored: counting it anew is another job's.
            let loaded = try self.loader.load(found.caseID)
            let run = loaded.facts.clocks.first {
                $0.clock == found.run.clock && $0.run == found.run.run
            }
            guard let run, run.isOpen else { continue }
            try self.runs.schedule(run, loaded)
            mended += 1
        }
        return mended
    }

    /// Mends a bounded number of jobs of all other kinds, and ends those of runs that are over.
    ///
    /// - Returns: how many; 0 when nothing was amiss.
    func mendJobs() throws -> Int {
        self.book.distrust()
        var mended = 0
        for job in try self.book.wholeStore().jobsWithoutRun(limit: CaseworkLimits.mended) {
            try self.ledger.jobs.cancel(job.subject, now: self.now)
            mended += 1
        }
        mended += try self.mendMessages()
        for action in try self.book.wholeStore().bulks(
            runningOnly: true, limit: CaseworkLimits.listed)
        {
            let subject = JobSubject.bulk(action.id)
            guard try !(self.book.job(of: subject)?.state.isLive ?? false) else { continue }
            try self.ledger.jobs.put(subject, stamp: "", dueAt: self.now, now: self.now)
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
        for delivery in try self.book.wholeStore().deliveriesWithoutJob(
            after: 0, limit: CaseworkLimits.mended)
        {
            guard let office = try delivery.recipient.office.flatMap(self.book.office) else {
                continue
            }
            try self.sending.send(.delivery(delivery.id), to: office, caseID: delivery.caseID)
            mended += 1
        }
        for notice in try self.book.wholeStore().noticesWithoutJob(
            after: 0, limit: CaseworkLimits.mended)
        {
            guard let office = try notice.recipient.office.flatMap(self.book.office) else {
                continue
            }
            try self.sending.send(.notice(notice.id), to: office)
            mended += 1
        }
        return mended
    }

    /// The jobs that are always there: the look of each day, the lists of each working morning.
    func ensurePermanentJobs() throws {
        if try self.book.setting(Setting.messageFolder) == nil {
            var generator = SystemRandomNumberGenerator()
            self.ledger.set(
                Setting.messageFolder,
                to: String(generator.next() as UInt64, radix: 36))
        }
        for (subject, due) in [
            (JobSubject.daily, self.now), (JobSubject.digest, self.nextDigest(notBefore: self.now)),
        ] where try !(self.book.job(of: subject)?.state.isLive ?? false) {
            try self.ledger.jobs.put(subject, stamp: "", dueAt: due, now: self.now)
        }
    }

    /// The next working morning's moment that is not before this one.
    func nextDigest(notBefore now: Instant) -> Instant {
        let zone = self.rules.nationalZone
        let today = zone.day(of: now)
        let calendar = self.rules.nationalCalendar(on: today)
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
    /// How many jobs are missing or stale, as far as one look finds them.
    func amiss() throws -> Int {
        let limit = CaseworkLimits.mended
        return try self.runsWithoutJob(limit: CaseworkLimits.foundAtOnce).count
            + self.jobsWithoutRun(limit: limit).count
            + self.deliveriesWithoutJob(after: 0, limit: limit).count
            + self.noticesWithoutJob(after: 0, limit: limit).count
            + self.bulksWithoutJob().count
    }

    /// Bulk actions that run and that no job carries on.
    func bulksWithoutJob() throws -> [BulkRow] {
        try self.bulks(runningOnly: true, limit: CaseworkLimits.listed).filter {
            try !(self.job(of: JobSubject.bulk($0.id))?.state.isLive ?? false)
        }
    }

    /// Whether any job is missing or stale.
    func needsMending() throws -> Bool {
        if try !self.jobsWithoutRun(limit: 1).isEmpty { return true }
        if try !self.deliveriesWithoutJob(after: 0, limit: 1).isEmpty { return true }
        if try !self.noticesWithoutJob(after: 0, limit: 1).isEmpty { return true }
        return try !self.bulksWithoutJob().isEmpty
    }
}

extension JobSubject {
    /// Jobs that are always there.
    static let permanent = [JobSubject.daily, .digest]
}
