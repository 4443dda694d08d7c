// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Logging
internal import Rulebook
package import Storage
internal import Synchronization
package import WorkCalendar
internal import Workflow

/// How the daemon is.
package struct StatusView: Sendable {
    /// Whether it is counted how much there is: for who looks after it.
    package var isCounted: Bool
    /// How much there is.
    package var counts: StoreCounts
    /// The last line of the chain.
    package var head: ChainHead
    /// The rulebook in force.
    package var rulebookHash: String
    /// The last day whose holidays are known.
    package var calendarKnownUntil: Day?
    /// The year whose holidays should be known by now and are not.
    package var calendarMissing: Int?
    /// Today.
    package var today: Day
    /// Now.
    package var now: Instant
    /// How many jobs there are.
    package var jobs: [JobKind: [JobState: Int]]
    /// Kinds that do not run for now.
    package var paused: Set<JobKind>
    /// Jobs found missing or stale, and mended.
    package var mended: Int
    /// Messages wait for a courier since long ago; none seems to run.
    package var isCourierSilent: Bool
    /// Messages that may have been handed over twice.
    package var doubled: Int
    /// The zone in which people are told moments.
    var zone: CivilZone
    /// When the daemon began, by the computer's clock.
    package var startedAt: Instant
    /// The computer's clock, which a simulated one leaves alone.
    package var machineNow: Instant
    /// When the newest line was recorded, where the clock has gone back behind it.
    package var lastLineAhead: Instant?
    /// How the disk stands.
    package var disk: DiskWatch.View
    /// Bytes of the log of what was committed.
    package var logBytes: Int64
    /// Commands that wait to be decided.
    package var waiting: Int
    /// How long the last batches took to write, and how long of it they waited for the disk.
    package var commits: Spread<Duration>?
    package var syncs: Spread<Duration>?
    /// How many commands the last batches had.
    package var sizes: Spread<Int>?
    /// What the disk refused since the start.
    package var faults: [DiskFault]
    /// Accounts whose name is another than was entered, with which somebody was refused since a day ago.
    package var renamedAccounts: [Int64]
    /// What is known of backups; nil where there are none to be made.
    package var backups: BackupState?

    /// Jobs in a state.
    package func jobs(_ states: JobState...) -> Int {
        self.jobs.values.reduce(0) { sum, counts in
            sum + states.reduce(0) { $0 + (counts[$1] ?? 0) }
        }
    }
}

/// A reading of what is restricted, with the reader's name.
package struct ReadView: Sendable {
    /// The reading.
    package var row: ReadRow
    /// His name; empty for a user who is in the directory no more.
    package var name: String
    /// Names of those who were absent and by whose rights he read it.
    package var absent: [String] = []
}

/// How the daemon is, and whether its records hold.
package struct Health: Room {
    package let engine: Engine
    package let viewer: Viewer

    /// How the daemon is.
    package func status() async throws(CaseworkError) -> StatusView {
        let (rules, now) = (self.rules, self.clock.now)
        let today = rules.nationalZone.day(of: now)
        let silence = -CaseworkLimits.courierSilence
        let isUnseen = self.engine.courierSeen.withLock {
            $0 < DaemonClock.machine.adding(milliseconds: silence)
        }
        let isCounted =
            if case .person(let person, _) = self.viewer { person.isAdmin } else { true }
        let (engine, isSimulated) = (self.engine, self.clock.isSimulated)
        return try await self.ask { reader in
            let books = Array(rules.rulebook.calendars.values)
            let files = engine.store.vitals()
            let last = isSimulated ? nil : try reader.lastLine?.recordedAt
            let years = books.map { $0.known(on: today).knownYears.upperBound }
            return StatusView(
                isCounted: isCounted,
                counts: isCounted ? try reader.counts(today: today) : StoreCounts(),
                head: try reader.chainHead(),
                rulebookHash: rules.rulebook.hash,
                calendarKnownUntil: years.min().flatMap {
                    $0 > 0 ? Day(year: $0 - 1, month: 12, day: 31) : nil
                },
                calendarMissing: books.compactMap { $0.whatIsMissing(on: today) }.min(),
                today: today, now: now, jobs: isCounted ? try reader.jobCounts() : [:],
                paused: try reader.pausedJobs(),
                mended: try reader.setting(Setting.mended).flatMap { Int($0) } ?? 0,
                isCourierSilent: try isUnseen
                    && reader.nextJob(of: [.sendmail, .hook]).map { $0 <= now } ?? false,
                doubled: try reader.setting(Setting.doubled).flatMap { Int($0) } ?? 0,
                zone: rules.nationalZone, startedAt: engine.startedAt,
                machineNow: DaemonClock.machine,
                lastLineAhead: last.flatMap {
                    $0 > now.adding(milliseconds: CaseworkLimits.clockBehind) ? $0 : nil
                },
                disk: engine.disk.look(), logBytes: files.logBytes,
                waiting: engine.queue.waiting, commits: engine.queue.vitals.commits,
                syncs: Spread(files.syncs), sizes: engine.queue.vitals.sizes,
                faults: engine.queue.vitals.faults,
                renamedAccounts: isCounted
                    ? engine.signs.renamedAccounts(at: DaemonClock.machine) : [],
                backups: isSimulated ? nil : engine.backups())
        }
    }

    /// Open cases that have nobody left: of rights that were taken away, and of whoever may not act now.
    package func holes() async throws(CaseworkError) -> [Hole] {
        let (rules, now) = (self.rules, self.clock.now)
        return try await self.ask { reader in
            try LosingHands(reader, rules, now).holes(RightsTaken(reader.setting(Setting.holes)))
        }
    }

    /// Who read what is restricted, and whether there is more than the list holds.
    package func reads(
        _ query: ReadQuery
    ) async throws(CaseworkError) -> (rows: [ReadView], isCut: Bool) {
        let limit = Self.bounded(query.limit, byDefault: CaseworkLimits.listedByDefault)
        return try await self.look(admittingAdministrators: true) { reader, visibility in
            try visibility.requireAudit()
            var query = query
            query.limit = limit + 1
            var found: [ReadView] = []
            // An auditor sees some of them: on until the page is full.
            while found.count <= limit {
                let rows = try reader.reads(query)
                for row in rows {
                    let name = try reader.user(row.user)?.name ?? ""
                    guard var shown = try visibility.shown(row) else { continue }
                    let told = try visibility.shown(name, of: shown.cases.keys)
                    if told != name {
                        // By his number anybody finds him in the directory.
                        guard query.user == nil else { continue }
                        shown.user = 0
                    }
                    found.append(
                        ReadView(
                            row: shown, name: told,
                            absent: try row.absent.sorted().compactMap {
                                try reader.user($0)?.name
                            }))
                }
                guard rows.count == query.limit, let last = rows.last else { break }
                if query.after == nil {
                    query.before = last.number
                } else {
                    query.after = last.number
                }
            }
            return (Array(found.prefix(limit)), found.count > limit)
        }
    }

    /// Checks the chain.
    package func verify() async throws(CaseworkError) -> ChainCheck {
        try await self.ask { try ChainCheck.run($0) }
    }
}

extension StoreReader {
    /// The newest line of the history; nil of an empty one.
    fileprivate var lastLine: HistoryRow? {
        get throws {
            let last = try self.chainHead().sequence
            return try self.history(of: nil, after: last - 1, limit: 1).first
        }
    }
}
