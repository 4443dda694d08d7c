// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import WorkCalendar
import Workflow

/// What every store must do with jobs.
@Suite struct JobsConformance {
    private func store(_ kind: StoreKind, _ jobs: [JobRow] = []) throws -> any CaseStore {
        let store = try kind.make()
        try store.write(StoreRows.opened(["A", "B"]) + jobs.map(Change.job))
        return store
    }

    private func later(_ milliseconds: Int64) -> Instant {
        StoreRows.now.adding(milliseconds: milliseconds)
    }

    @Test(arguments: StoreKind.allCases)
    func jobOfEverySubjectIsReadBack(_ kind: StoreKind) throws {
        let subjects: [JobSubject] = [
            .clock(caseID: "A", clock: "duty", run: 2), StoreRows.letter(3, of: "A"),
            StoreRows.letter(3, by: .sendmail), .message(.notice(3), by: .hook, caseID: "B"),
            .bulk(4), .digest, .daily,
        ]
        var jobs = subjects.enumerated().map { StoreRows.job(Int64($0) + 1, $1, stamp: "s") }
        jobs[0] = StoreRows.job(1, subjects[0], .running, due: 7)
        (jobs[1].attempt, jobs[1].token, jobs[1].error, jobs[1].state) = (3, 9, "no", .retryable)
        jobs[2] = StoreRows.job(3, subjects[2], .discarded, ended: 5)
        let store = try self.store(kind, jobs)
        try store.look { reader throws in
            for job in jobs {
                let found = try #require(try reader.job(job.id))
                #expect(found == job && found.subject.caseID == job.subject.caseID)
                #expect(try reader.job(of: job.subject) == job)
            }
            #expect(try reader.job(99) == nil)
            #expect(try reader.job(of: .bulk(5)) == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func thereIsOneJobForEachThing(_ kind: StoreKind) throws {
        let made = StoreRows.job(1, StoreRows.letter(1, of: "A"), .running, stamp: "2025-05-01")
        let store = try self.store(kind, [made])
        let anew = Refused.spoiled(
            StoreRows.job(1, made.subject, due: 5, stamp: "2025-06-01")
        ) { $0.token = 2 }
        try store.write([.job(anew)])
        #expect(try store.look { try $0.jobs(JobQuery(limit: 9)) } == [anew])
        #expect(throws: StoreError.self) {
            try store.write([.job(StoreRows.job(2, made.subject))])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func jobsWaitInOrderOfTimeAndNotBeforeIt(_ kind: StoreKind) throws {
        let store = try self.store(
            kind,
            [
                StoreRows.job(1, StoreRows.letter(1), due: 2),
                StoreRows.job(2, StoreRows.letter(2), .retryable, due: -2),
                StoreRows.job(3, StoreRows.letter(3), due: 1000),
                StoreRows.job(4, StoreRows.letter(4), due: 2),
                StoreRows.job(5, StoreRows.letter(5), .completed, due: 0),
                StoreRows.job(6, StoreRows.letter(6), .running, due: 0),
                StoreRows.job(7, .digest, due: -9),
            ])
        func waiting(at moment: Int64, _ limit: Int = 9) throws -> [Int64] {
            try store.look { reader throws in
                try reader.waitingJobs(of: .spool, at: self.later(moment), limit: limit).map(\.id)
            }
        }
        #expect(try waiting(at: -3) == [])
        #expect(try waiting(at: -2) == [2])
        #expect(try waiting(at: 5) == [2, 1, 4])
        #expect(try waiting(at: 5, 2) == [2, 1])
        #expect(try waiting(at: 1000) == [2, 1, 4, 3])
        try store.look { reader throws in
            #expect(try reader.nextJob(of: [.spool, .hook]) == self.later(-2))
            #expect(try reader.nextJob(of: [.spool, .digest]) == self.later(-9))
            #expect(try reader.nextJob(of: [.hook]) == nil)
            #expect(try reader.nextJob(of: []) == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func jobsOfACaseWaitWhileOneOfTheirKindRuns(_ kind: StoreKind) throws {
        let store = try self.store(
            kind,
            [
                StoreRows.job(1, StoreRows.letter(1, of: "A"), .running),
                StoreRows.job(2, StoreRows.letter(2, of: "A")),
                StoreRows.job(3, StoreRows.letter(3, of: "B")),
                StoreRows.job(4, StoreRows.letter(4, of: "B")),
                StoreRows.job(5, .clock(caseID: "A", clock: "duty", run: 1)),
                StoreRows.job(6, StoreRows.letter(6)),
                StoreRows.job(7, StoreRows.letter(7), .running),
            ])
        func waiting(_ kind: JobKind, _ limit: Int = 9) throws -> [Int64] {
            try store.look { reader throws in
                try reader.waitingJobs(of: kind, at: StoreRows.now, limit: limit).map(\.id)
            }
        }
        // Those of A before it do not hide B's, although only so many are asked for.
        #expect(try waiting(.spool, 1) == [3])
        #expect(try waiting(.spool) == [3, 4, 6])
        // What another kind does meanwhile is not held up.
        #expect(try waiting(.clock) == [5])
        try store.write([.job(StoreRows.job(1, StoreRows.letter(1, of: "A"), .completed))])
        #expect(try waiting(.spool) == [2, 3, 4, 6])
    }

    @Test(arguments: StoreKind.allCases)
    func runningJobsAreListedByTheEndOfTheirLease(_ kind: StoreKind) throws {
        let store = try self.store(
            kind,
            [
                StoreRows.job(1, StoreRows.letter(1), .running, lease: 9),
                StoreRows.job(2, StoreRows.letter(2), .running, lease: 3),
                StoreRows.job(3, StoreRows.letter(3)),
                StoreRows.job(4, .digest, .running, lease: 5),
            ])
        try store.look { reader throws in
            #expect(try reader.runningJobs(limit: 9).map(\.id) == [2, 4, 1])
            #expect(try reader.runningJobs(limit: 1).map(\.id) == [2])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func pausedKindRests(_ kind: StoreKind) throws {
        let store = try self.store(
            kind, [StoreRows.job(1, StoreRows.letter(1)), StoreRows.job(2, .digest, due: 3)])
        try store.write([.pauseJobs(.spool, true), .pauseJobs(.spool, true)])
        try store.look { reader throws in
            #expect(try reader.pausedJobs() == [.spool])
            #expect(try reader.nextJob(of: [.spool]) == nil)
            #expect(try reader.nextJob(of: [.spool, .digest]) == self.later(3))
        }
        try store.write([.pauseJobs(.spool, false), .pauseJobs(.hook, false)])
        #expect(try store.look { try $0.pausedJobs() } == [])
        #expect(try store.look { try $0.nextJob(of: [.spool]) } == StoreRows.now)
    }

    @Test(arguments: StoreKind.allCases)
    func endedJobsAreListedNewestFirstAndLiveOnesByTime(_ kind: StoreKind) throws {
        let store = try self.store(
            kind,
            [
                StoreRows.job(1, StoreRows.letter(1), due: 5),
                StoreRows.job(2, StoreRows.letter(2), .completed, due: 9, ended: 1),
                StoreRows.job(3, StoreRows.letter(3, of: "A"), .discarded, ended: 4),
                StoreRows.job(4, .clock(caseID: "A", clock: "duty", run: 1), .running, due: 5),
                StoreRows.job(5, .daily, .retryable, due: 2),
                StoreRows.job(6, .digest, .cancelled, due: 8, ended: 1),
            ])
        func list(_ change: (inout JobQuery) -> Void) throws -> [Int64] {
            var query = JobQuery(limit: 9)
            change(&query)
            return try store.look { try $0.jobs(query).map(\.id) }
        }
        #expect(try list { _ in } == [3, 6, 2, 5, 1, 4])
        #expect(try list { $0.limit = 2 } == [3, 6])
        #expect(try list { $0.states = [.completed, .running] } == [2, 4])
        #expect(try list { $0.kind = .spool } == [3, 2, 1])
        #expect(try list { $0.caseID = "A" } == [3, 4])
        let counts = try store.look { try $0.jobCounts() }
        #expect(counts[.spool] == [.scheduled: 1, .completed: 1, .discarded: 1])
        #expect(counts[.clock] == [.running: 1] && counts[.hook] == nil)
    }

    @Test(arguments: StoreKind.allCases)
    func endedJobsAreForgottenButThoseOfRunningClocksAndThoseGivenUp(_ kind: StoreKind) throws {
        func clock(_ run: Int) -> JobSubject { .clock(caseID: "A", clock: "duty", run: run) }
        let store = try self.store(
            kind,
            [
                StoreRows.job(1, clock(1), .completed), StoreRows.job(2, clock(2), .completed),
                StoreRows.job(3, StoreRows.letter(3), .completed),
                StoreRows.job(4, StoreRows.letter(4), .cancelled),
                StoreRows.job(5, StoreRows.letter(5), .discarded),
                StoreRows.job(6, StoreRows.letter(6)),
                StoreRows.job(7, StoreRows.letter(7), .completed, ended: 1),
                StoreRows.job(8, clock(3), .completed),
            ])
        // Without a date, and so without a job to come, it runs all the same.
        try store.write([
            .run(StoreRows.run("duty", of: "A", number: 1, stopped: true)),
            .run(StoreRows.run("duty", of: "A", number: 2)),
            .forgetJobs(endedBefore: self.later(1)),
        ])
        let left = try store.look { try $0.jobs(JobQuery(limit: 9)).map(\.id) }
        #expect(left == [7, 2, 5, 6])
        // Their numbers are not given again.
        #expect(try store.look { try $0.lastNumber(in: .jobs) } == 8)
    }

    @Test(arguments: StoreKind.allCases)
    func jobsWithoutTheirRunAreFound(_ kind: StoreKind) throws {
        let subject = JobSubject.clock(caseID: "A", clock: "duty", run: 1)
        let store = try self.store(
            kind,
            [
                StoreRows.job(1, subject), StoreRows.job(2, StoreRows.letter(2, of: "A")),
                StoreRows.job(3, .clock(caseID: "B", clock: "duty", run: 1), .completed),
                StoreRows.job(4, .clock(caseID: "B", clock: "duty", run: 2), .running),
            ])
        func idle(_ limit: Int = 9) throws -> [Int64] {
            try store.look { try $0.jobsWithoutRun(limit: limit).map(\.id) }
        }
        #expect(try idle() == [1, 4])
        #expect(try idle(1) == [1])
        var run = StoreRows.run("duty", of: "A", due: 5)
        try store.write([.run(run)])
        #expect(try idle() == [4])
        // It rests; it has no date; it has ended.
        run.run.pauses = [.init(reason: "补正", from: nil, fromSequence: 1)]
        try store.write([.run(run)])
        #expect(try idle() == [1, 4])
        (run.run.pauses, run.run.due) = ([], nil)
        try store.write([.run(run)])
        #expect(try idle() == [1, 4])
        (run.run.due, run.run.stopSequence) = (StoreRows.day, 1)
        try store.write([.run(run)])
        #expect(try idle() == [1, 4])
    }

    @Test(arguments: StoreKind.allCases)
    func jobsThatWaitToSendToAnOfficeAreFound(_ kind: StoreKind) throws {
        let store = try self.store(
            kind,
            [
                StoreRows.job(1, StoreRows.letter(1), due: 9, stamp: "o1"),
                StoreRows.job(
                    2, .message(.notice(2), by: .hook, caseID: nil), .retryable, stamp: "o1"),
                StoreRows.job(3, StoreRows.letter(3), .running, stamp: "o1"),
                StoreRows.job(4, StoreRows.letter(4), .completed, stamp: "o1"),
                StoreRows.job(5, StoreRows.letter(5), stamp: "o2"),
                StoreRows.job(6, .digest, stamp: "o1"),
            ])
        #expect(try store.look { try $0.sendingJobs(to: "o1").map(\.id) } == [1, 2])
    }
}

extension JobsConformance {
    private static func spoiled(_ spoil: @escaping (inout JobRow) -> Void) -> Change {
        .job(Refused.spoiled(StoreRows.job(900, StoreRows.letter(900)), spoil))
    }

    static var refused: [Refused] {
        [
            Refused(
                "a second job for a thing",
                self.spoiled { $0.subject = .clock(caseID: "A", clock: "duty", run: 1) }),
            Refused(
                "a job of no case", self.spoiled { $0.subject = StoreRows.letter(900, of: "X") }),
            Refused(
                "a second that runs of its kind and case",
                .job(StoreRows.job(900, StoreRows.letter(900, of: "A"), .running))),
            Refused("a running job without lease", self.spoiled { $0.state = .running }),
            Refused("a lease of a job at rest", self.spoiled { $0.leasedUntil = StoreRows.now }),
            Refused("an ended job without end", self.spoiled { $0.state = .completed }),
            Refused("a discarded job without end", self.spoiled { $0.state = .discarded }),
            Refused("an end of a live job", self.spoiled { $0.endedAt = StoreRows.now }),
            Refused("an attempt below 0", self.spoiled { $0.attempt = -1 }),
            Refused("a token below 0", self.spoiled { $0.token = -1 }),
        ]
    }

    @Test(arguments: StoreKind.allCases)
    func whatCannotBeIsRefused(_ kind: StoreKind) throws {
        try Refused.check(JobsConformance.refused, kind)
    }
}
