// SPDX-License-Identifier: Apache-2.0
internal import Rulebook
package import Storage
internal import Synchronization
package import WorkCalendar
internal import Workflow

/// How the daemon is.
package struct StatusView: Sendable {
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

    /// Jobs in a state.
    package func jobs(_ states: JobState...) -> Int {
        self.jobs.values.reduce(0) { sum, counts in
            sum + states.reduce(0) { $0 + (counts[$1] ?? 0) }
        }
    }
}

/// What a check of the chain, and of the tables against it, found.
package struct ChainCheck: Sendable {
    /// Lines read.
    package var lines: Int64 = 0
    /// The last line.
    package var head = ChainHead(sequence: 0, hash: Chain.origin)
    /// What is wrong, the first few.
    package var problems: [String] = []

    /// Reads the whole history, checks every link, and compares the tables with it and the rules with
    /// their hashes.
    package static func run(_ reader: any StoreReader) throws -> ChainCheck {
        var check = ChainCheck()
        var installed: [String] = []
        while check.problems.count < 20 {
            let rows = try reader.history(
                of: nil, after: check.head.sequence, limit: CaseworkLimits.listed)
            if rows.isEmpty { break }
            for row in rows {
                if row.sequence != check.head.sequence + 1 {
                    check.problems.append("line \(check.head.sequence + 1) is missing")
                }
                if let fault = Chain.fault(in: row, after: check.head.hash) {
                    check.problems.append(fault)
                }
                check.lines += 1
                if row.caseID == nil {
                    installed += row.changes.filter { $0.field == "hash" }
                        .compactMap { $0.after?.text }
                }
                check.head = ChainHead(sequence: row.sequence, hash: row.hash)
            }
        }
        check.problems += try reader.contradictions()
        check.problems += try ChainCheck.changedRules(reader, installed: installed)
        return check
    }

    /// Rules that are not what their hash says, and rulebooks that are not those whose installations
    /// the history tells.
    private static func changedRules(
        _ reader: any StoreReader, installed: [String]
    ) throws -> [String] {
        var problems = try reader.definitionHashes().filter { hash in
            try reader.definitionContent(hash).map(Rulebook.hash(ofContent:)) != hash
        }.prefix(CaseworkLimits.named).map {
            "the rules \($0), which cases pin, were changed after they were pinned"
        }
        let rulebooks = try reader.installedRulebooks().sorted { $0.id < $1.id }
        for (index, row) in rulebooks.enumerated() {
            if try reader.installedRulebook(row.id).map({ Rulebook.hash(of: $0.files) }) != row.hash
            {
                problems.append("rulebook \(row.id) was changed after it was installed")
            }
            if !installed.indices.contains(index) || installed[index] != row.hash {
                problems.append("rulebook \(row.id) is not the one that the history tells of")
            }
        }
        if rulebooks.count < installed.count {
            problems.append("the history tells of \(installed.count) rulebooks, not all are there")
        }
        return problems
    }
}

// Questions about the daemon itself.
extension Engine {
    /// How the daemon is.
    package func status() async throws(CaseworkError) -> StatusView {
        let (rules, now) = (self.rules, self.clock.now)
        let today = CivilZone(Transactor.nationalZone).day(of: now)
        let silence = -CaseworkLimits.courierSilence
        let isUnseen = self.courierSeen.withLock {
            $0 < DaemonClock.machine.adding(milliseconds: silence)
        }
        return try await self.ask { reader in
            let books = Array(rules.rulebook.calendars.values)
            let years = books.map { $0.known(on: today).knownYears.upperBound }
            return StatusView(
                counts: try reader.counts(today: today), head: try reader.chainHead(),
                rulebookHash: rules.rulebook.hash,
                calendarKnownUntil: years.min().flatMap { $0 > 0 ? Day($0 - 1, 12, 31) : nil },
                calendarMissing: books.compactMap { $0.whatIsMissing(on: today) }.min(),
                today: today, now: now, jobs: try reader.jobCounts(),
                paused: try reader.pausedJobs(),
                mended: try reader.setting(Engine.mendedSetting).flatMap { Int($0) } ?? 0,
                isCourierSilent: try isUnseen
                    && reader.nextJob(of: [.sendmail, .hook]).map { $0 <= now } ?? false,
                doubled: try reader.setting(Engine.doubledSetting).flatMap { Int($0) } ?? 0)
        }
    }

    /// Checks the chain.
    package func verify() async throws(CaseworkError) -> ChainCheck {
        try await self.ask { try ChainCheck.run($0) }
    }

    /// All offices.
    package func offices() async throws(CaseworkError) -> [OfficeRow] {
        try await self.ask { try $0.offices() }
    }

    /// All users.
    package func users() async throws(CaseworkError) -> [UserRow] {
        try await self.ask { try $0.users() }
    }

    /// A user by uid.
    package func user(_ uid: Int64) async throws(CaseworkError) -> UserRow? {
        try await self.ask { try $0.user(uid) }
    }
}
