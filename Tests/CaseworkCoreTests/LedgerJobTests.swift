// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Storage
import Testing
import WorkCalendar

/// Jobs as the ledger makes, takes and settles them: tokens, one of a kind for a case, leases.
@Suite struct LedgerJobTests {
    private static func subject(_ id: String, _ clock: String = "duty") -> JobSubject {
        .clock(caseID: id, clock: clock, run: 1)
    }

    /// A store with two cases.
    private static func store(_ kind: StoreKind) throws -> any CaseStore {
        let store = try kind.make()
        try store.decide { book, _ in for id in ["A", "B"] { try Rows.open(id, book) } }
        return store
    }

    private static func claim(
        _ store: any CaseStore, _ kind: JobKind = .clock, at now: Instant = Rows.now
    ) throws -> [JobRow] {
        try store.decide { _, ledger in
            try ledger.jobs.claim(
                kind, limit: 10, now: now, lease: now.adding(milliseconds: 60_000))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func jobMadeAnewCannotBeSettledByWhoHeldTheOldOne(_ kind: StoreKind) throws {
        let store = try Self.store(kind)
        try store.decide {
            try $1.jobs.put(Self.subject("A"), stamp: "1", dueAt: Rows.now, now: Rows.now)
        }
        let held = try #require(try Self.claim(store).first)
        #expect(held.state == .running && held.attempt == 1 && held.token == 1)
        try store.decide {
            try $1.jobs.put(Self.subject("A"), stamp: "2", dueAt: Rows.now, now: Rows.now)
        }
        let mine = try store.decide {
            try $1.jobs.settle(held, .completed, dueAt: nil, error: "", now: Rows.now)
        }
        #expect(!mine)
        let job = try store.look { try $0.job(held.id) }
        #expect(job?.state == .scheduled && job?.stamp == "2" && job?.attempt == 0)
    }

    @Test(arguments: StoreKind.allCases)
    func oneJobOfAKindRunsForACase(_ kind: StoreKind) throws {
        let store = try Self.store(kind)
        try store.decide { _, ledger in
            for (id, clock) in [("A", "duty"), ("A", "window"), ("B", "duty")] {
                try ledger.jobs.put(
                    Self.subject(id, clock), stamp: "", dueAt: Rows.now, now: Rows.now)
            }
        }
        #expect(try Self.claim(store).map(\.subject.key) == ["A duty 1", "B duty 1"])
        // Nothing of A while one of its jobs runs.
        #expect(try Self.claim(store).isEmpty)
    }

    @Test(arguments: StoreKind.allCases)
    func clocksOfALaterMomentWaitForTheEarlierOne(_ kind: StoreKind) throws {
        let store = try Self.store(kind)
        let later = Rows.now.adding(milliseconds: 1)
        try store.decide { _, ledger in
            try ledger.jobs.put(Self.subject("A"), stamp: "", dueAt: later, now: Rows.now)
            try ledger.jobs.put(Self.subject("B"), stamp: "", dueAt: Rows.now, now: Rows.now)
        }
        #expect(try Self.claim(store, at: later).map(\.subject.caseID) == ["B"])
    }

    @Test(arguments: StoreKind.allCases)
    func kindThatIsPausedIsNotTaken(_ kind: StoreKind) throws {
        let store = try Self.store(kind)
        try store.decide {
            try $1.jobs.put(Self.subject("A"), stamp: "", dueAt: Rows.now, now: Rows.now)
            $1.jobs.setPaused(.clock, true)
        }
        #expect(try Self.claim(store).isEmpty)
        try store.decide { $1.jobs.setPaused(.clock, false) }
        #expect(try Self.claim(store).count == 1)
    }

    @Test(arguments: StoreKind.allCases)
    func releaseBurnsNoAttempt(_ kind: StoreKind) throws {
        let store = try Self.store(kind)
        try store.decide {
            try $1.jobs.put(Self.subject("A"), stamp: "", dueAt: Rows.now, now: Rows.now)
        }
        let held = try #require(try Self.claim(store).first)
        try store.decide { try $1.jobs.release(held) }
        let again = try #require(try Self.claim(store).first)
        #expect(again.attempt == 1 && again.token > held.token)
        let stale = try store.decide {
            try $1.jobs.settle(held, .completed, dueAt: nil, error: "", now: Rows.now)
        }
        #expect(!stale)
        let retried = try store.decide {
            try $1.jobs.settle(again, .retryable, dueAt: Rows.now, error: "no", now: Rows.now)
        }
        #expect(retried)
        let third = try #require(try Self.claim(store).first)
        #expect(third.attempt == 2 && third.error == "no")
    }

    @Test(arguments: StoreKind.allCases)
    func cancelledJobIsNotTakenAndItsHolderCannotSettleIt(_ kind: StoreKind) throws {
        let store = try Self.store(kind)
        try store.decide {
            try $1.jobs.put(Self.subject("A"), stamp: "", dueAt: Rows.now, now: Rows.now)
        }
        let held = try #require(try Self.claim(store).first)
        try store.decide { try $1.jobs.cancel(Self.subject("A"), now: Rows.now) }
        let mine = try store.decide {
            try $1.jobs.settle(held, .completed, dueAt: nil, error: "", now: Rows.now)
        }
        #expect(!mine)
        #expect(try Self.claim(store).isEmpty)
        #expect(try store.look { try $0.job(held.id) }?.state == .cancelled)
    }

    @Test(arguments: StoreKind.allCases)
    func dateThatDidNotChangeIsKnownAsLongAsBefore(_ kind: StoreKind) throws {
        let store = try Self.store(kind)
        for (day, silent) in [(0, true), (2, nil), (3, false)] as [(Int, Bool?)] {
            try store.decide { _, ledger in
                try ledger.store(
                    [Rows.run("duty", due: day == 0 ? 5 : 9)], of: "A", clocks: Rows.clocks,
                    knownOn: Rows.day.adding(days: day), isSilent: silent)
            }
        }
        let watched = try store.look { try $0.watchedRun("A", "duty", 1) }
        #expect(watched?.dueSince == Rows.day.adding(days: 2) && watched?.isSilent == false)
        #expect(watched?.isDuty == true)
    }

    @Test(arguments: StoreKind.allCases)
    func documentThatWasCalledForIsFulfilledByTheOneFiled(_ kind: StoreKind) throws {
        let store = try Self.store(kind)
        func document(_ sha256: String?) -> DocumentRow {
            DocumentRow(
                caseID: "A", kind: "reply", name: sha256 == nil ? "" : "复函",
                size: sha256 == nil ? nil : 1, sha256: sha256, addedOn: Rows.day, addedBy: "甲",
                sequence: 1)
        }
        let content = String(repeating: "a", count: 64)
        try store.decide { try $1.papers.callFor(document(nil)) }
        let first = try store.decide { try $1.papers.file(document(content)) }
        let second = try store.decide { try $1.papers.file(document(content)) }
        #expect(first == 1 && second == 2)
        #expect(try store.look { try $0.documents(of: "A") }.map(\.sha256) == [content, content])
    }
}
