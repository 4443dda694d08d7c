// SPDX-License-Identifier: Apache-2.0
import Foundation
import Storage
import Testing
import WorkCalendar
import Workflow

/// What every store must do with jobs, whatever it is made of.
@Suite struct JobStoreTests {
    private static let now = StoreRows.now
    private static let lease = now.adding(milliseconds: 60_000)

    private func store(_ kind: StoreKind, cases: [String] = ["A", "B"]) throws -> any CaseStore {
        let store = try kind.make()
        try StoreRows.open(cases, in: store)
        return store
    }

    private func put(
        _ store: any CaseStore, _ key: String, _ kind: JobKind = .spool, case caseID: String? = nil,
        in milliseconds: Int64 = 0, stamp: String = ""
    ) throws {
        try store.write {
            try $0.put(
                JobSubject(kind, key, caseID: caseID), stamp: stamp,
                dueAt: Self.now.adding(milliseconds: milliseconds), now: Self.now)
        }
    }

    private func claim(
        _ store: any CaseStore, _ kind: JobKind = .spool, limit: Int = 10,
        at milliseconds: Int64 = 0, lease: Instant = lease
    ) throws -> [JobRow] {
        try store.write {
            try $0.claim(
                kind, limit: limit, now: Self.now.adding(milliseconds: milliseconds), lease: lease)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func jobsAreTakenInOrderOfTimeAndNotBefore(_ kind: StoreKind) async throws {
        let store = try self.store(kind)
        try self.put(store, "late", in: 2)
        try self.put(store, "early", in: -2)
        try self.put(store, "later", in: 1_000)
        #expect(try self.claim(store, at: 5).map(\.subject.key) == ["early", "late"])
        // What runs is not taken twice.
        #expect(try self.claim(store, at: 5).isEmpty)
        let next = try await store.read { try $0.nextJob(of: [.spool]) }
        #expect(next == Self.now.adding(milliseconds: 1_000))
        #expect(try self.claim(store, at: 1_000).map(\.subject.key) == ["later"])
        #expect(try await store.read { try $0.nextJob(of: [.spool]) } == nil)
    }

    @Test(arguments: StoreKind.allCases)
    func oneJobOfACaseAndKindRunsAtATime(_ kind: StoreKind) throws {
        let store = try self.store(kind)
        for key in ["1", "2", "3"] { try self.put(store, key, case: "A") }
        try self.put(store, "4", case: "B")
        // Those of A before it do not hide B's, although only so many are taken.
        let taken = try self.claim(store, limit: 2)
        #expect(taken.map(\.subject.key) == ["1", "4"])
        #expect(try self.claim(store).isEmpty)
        // What another kind does meanwhile is not held up.
        try self.put(store, "5", .clock, case: "A")
        #expect(try self.claim(store, .clock).map(\.subject.key) == ["5"])
        let first = try #require(taken.first)
        #expect(
            try store.write {
                try $0.settle(
                    first.id, token: first.token, .completed, dueAt: nil, error: "", now: Self.now)
            })
        #expect(try self.claim(store).map(\.subject.key) == ["2"])
    }

    @Test(arguments: StoreKind.allCases)
    func onlyTheNewestTokenSettles(_ kind: StoreKind) async throws {
        let store = try self.store(kind)
        try self.put(store, "1", case: "A")
        let first = try #require(try self.claim(store).first)
        // The lease lapses; somebody else takes it.
        try store.write { try $0.lapseLeases(of: [.spool]) }
        let lapsed = try store.write { try $0.lapsedJobs(before: Self.now, limit: 10) }
        #expect(lapsed.map(\.id) == [first.id])
        #expect(
            try store.write {
                try $0.settle(
                    first.id, token: first.token, .retryable, dueAt: Self.now, error: "gone",
                    now: Self.now)
            })
        let second = try #require(try self.claim(store).first)
        #expect(second.id == first.id && second.token > first.token && second.attempt == 2)
        for state in [JobState.completed, .retryable, .discarded] {
            #expect(
                try !store.write {
                    try $0.settle(
                        first.id, token: first.token, state, dueAt: nil, error: "", now: Self.now)
                })
        }
        #expect(
            try store.write {
                try $0.settle(
                    second.id, token: second.token, .completed, dueAt: nil, error: "",
                    now: Self.now)
            })
        let ended = try await store.read { try $0.job(second.id) }
        #expect(ended?.state == .completed && ended?.endedAt == Self.now)
    }

    @Test(arguments: StoreKind.allCases)
    func thereIsOneJobForEachThing(_ kind: StoreKind) async throws {
        let store = try self.store(kind)
        try self.put(store, "1", case: "A", stamp: "2025-05-01")
        let running = try #require(try self.claim(store).first)
        // Made anew while it runs: whoever runs it cannot settle it any more.
        try self.put(store, "1", case: "A", in: 5, stamp: "2025-06-01")
        #expect(
            try !store.write {
                try $0.settle(
                    running.id, token: running.token, .completed, dueAt: nil, error: "",
                    now: Self.now)
            })
        let jobs = try await store.read { try $0.jobs(JobQuery(limit: 10)) }
        #expect(jobs.count == 1 && jobs.first?.id == running.id)
        #expect(jobs.first?.stamp == "2025-06-01" && jobs.first?.attempt == 0)
        #expect(jobs.first?.state == .scheduled)
    }

    @Test(arguments: StoreKind.allCases)
    func stopBurnsNoAttempt(_ kind: StoreKind) async throws {
        let store = try self.store(kind)
        try self.put(store, "1")
        let job = try #require(try self.claim(store).first)
        try store.write { try $0.release(job.id, token: job.token) }
        let back = try await store.read { try $0.job(job.id) }
        #expect(back?.state == .scheduled && back?.attempt == 0 && back?.leasedUntil == nil)
        // Once back, the old token has no say.
        try store.write { try $0.release(job.id, token: job.token) }
        #expect(try self.claim(store).first?.attempt == 1)
    }

    @Test(arguments: StoreKind.allCases)
    func pausedKindRests(_ kind: StoreKind) async throws {
        let store = try self.store(kind)
        try self.put(store, "1")
        try self.put(store, "2", .digest)
        try store.write { try $0.setPaused(.spool, true) }
        #expect(try self.claim(store).isEmpty)
        #expect(try self.claim(store, .digest).count == 1)
        #expect(try await store.read { try $0.nextJob(of: [.spool]) } == nil)
        #expect(try await store.read { try $0.pausedJobs() } == [.spool])
        try store.write { try $0.setPaused(.spool, false) }
        #expect(try self.claim(store).count == 1)
    }

    @Test(arguments: StoreKind.allCases)
    func cancelledJobIsNotTakenAndNotSettled(_ kind: StoreKind) throws {
        let store = try self.store(kind)
        try self.put(store, "1")
        try self.put(store, "2")
        let job = try #require(try self.claim(store, limit: 1).first)
        try store.write { writer in
            for key in ["1", "2"] { try writer.cancel(JobSubject(.spool, key), now: Self.now) }
        }
        #expect(try self.claim(store).isEmpty)
        #expect(
            try !store.write {
                try $0.settle(
                    job.id, token: job.token, .completed, dueAt: nil, error: "", now: Self.now)
            })
    }

    @Test(arguments: StoreKind.allCases)
    func endedJobsAreForgottenButThoseOfRunningClocksAndThoseGivenUp(
        _ kind: StoreKind
    ) async throws {
        let store = try self.store(kind)
        let (day, clocks) = (StoreRows.day, StoreRows.clocks)
        try store.write { writer in
            try writer.store(
                [StoreRows.run("duty", due: 5)], of: "A", clocks: clocks, knownOn: day,
                isSilent: nil)
            for subject in [
                JobSubject.clock("A", "duty", 1), .clock("A", "window", 1), JobSubject(.spool, "1"),
            ] {
                try writer.put(subject, stamp: "", dueAt: nil, now: Self.now)
            }
            try writer.put(JobSubject(.spool, "2"), stamp: "", dueAt: Self.now, now: Self.now)
        }
        let given = try #require(try self.claim(store).first)
        _ = try store.write {
            try $0.settle(
                given.id, token: given.token, .discarded, dueAt: nil, error: "no", now: Self.now)
        }
        try store.write { try $0.forgetJobs(endedBefore: Self.now.adding(milliseconds: 1)) }
        let left = try await store.read { try $0.jobs(JobQuery(limit: 10)).map(\.subject.key) }
        #expect(Set(left) == ["A duty 1", "2"])
    }

    @Test(arguments: StoreKind.allCases)
    func whatIsMissingOrStaleIsFound(_ kind: StoreKind) async throws {
        let store = try self.store(kind)
        let (day, clocks) = (StoreRows.day, StoreRows.clocks)
        try store.write { writer in
            try writer.store(
                [StoreRows.run("duty", due: 5), StoreRows.run("window", due: nil)], of: "A",
                clocks: clocks, knownOn: day, isSilent: true)
        }
        let lacking = try await store.read { try $0.runsWithoutJob(limit: 10) }
        #expect(lacking.map(\.run.clock) == ["duty"])
        #expect(lacking.first?.dueSince == day && lacking.first?.isSilent == true)
        let due = day.adding(days: 5).description
        try self.put(store, "A duty 1", .clock, case: "A", stamp: due)
        #expect(try await store.read { try $0.runsWithoutJob(limit: 10).isEmpty })
        // Another date: the job stands for the old one.
        let moved = StoreRows.run("duty", due: 9)
        try store.write {
            try $0.store(
                [moved], of: "A", clocks: clocks, knownOn: day.adding(days: 2), isSilent: nil)
        }
        let stale = try await store.read { try $0.runsWithoutJob(limit: 10) }
        #expect(stale.first?.dueSince == day.adding(days: 2) && stale.first?.isSilent == true)
        // Stored again with the same date, it has been known since the same day.
        try store.write {
            try $0.store(
                [moved], of: "A", clocks: clocks, knownOn: day.adding(days: 3), isSilent: false)
        }
        let watched = try await store.read { try $0.watchedRun("A", "duty", 1) }
        #expect(watched?.dueSince == day.adding(days: 2) && watched?.isSilent == false)
        var stopped = moved
        stopped.stopSequence = 2
        let ended = stopped
        try store.write {
            try $0.store([ended], of: "A", clocks: clocks, knownOn: day, isSilent: nil)
        }
        let idle = try await store.read { try $0.jobsWithoutRun(limit: 10) }
        #expect(idle.map(\.subject.key) == ["A duty 1"])
    }

    @Test(arguments: StoreKind.allCases)
    func noticeIsGivenOnceForADate(_ kind: StoreKind) async throws {
        let store = try self.store(kind)
        let about = NoticeRow.About(
            caseID: "A", clock: "duty", run: 1, due: StoreRows.day, step: 0)
        let row = NoticeRow(
            kind: .warning, about: about, recipient: Party(office: nil, name: "市民政局"),
            role: "lead", day: StoreRows.day, givenOn: StoreRows.day.adding(days: 1),
            status: .shown, text: Label("提醒", "warning"))
        func given(_ due: Day) async throws -> Set<NoticeRow.Step> {
            try await store.read { try $0.givenSteps(of: "A", "duty", 1, due: due) }
        }
        #expect(try await given(StoreRows.day).isEmpty)
        let id = try store.write { try $0.insert(row) }
        #expect(try await given(StoreRows.day) == [.init(.warning, 0)])
        #expect(throws: (any Error).self) { try store.write { _ = try $0.insert(row) } }
        let kept = try await store.read { try $0.notice(id) }
        #expect(kept?.isLate == true && kept?.about == about && kept?.text == row.text)
        // Another date is another duty.
        #expect(try await given(StoreRows.day.adding(days: 1)).isEmpty)
    }
}
