// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import WorkCalendar
import Workflow

/// What every store must do with notices.
@Suite struct NoticesConformance {
    private func store(_ kind: StoreKind, _ rows: [NoticeRow]) throws -> any CaseStore {
        let store = try kind.make()
        try store.write(
            StoreRows.opened(["A", "B"]) + [
                .office(StoreRows.office("o1", .spool)), .office(StoreRows.office("o2")),
            ] + rows.map(Change.notice))
        return store
    }

    @Test(arguments: StoreKind.allCases)
    func noticeIsReadBackAndChanged(_ kind: StoreKind) throws {
        var rows = [
            StoreRows.notice(1, of: "A", to: "o1", .pending), StoreRows.list(2, to: nil),
            StoreRows.list(3, to: "o1"),
        ]
        rows[0].givenOn = StoreRows.day.adding(days: 1)
        let store = try self.store(kind, rows)
        for row in rows { #expect(try store.look { try $0.notice(row.id) } == row) }
        #expect(try store.look { try $0.notice(1)?.isLate } == true)
        #expect(try store.look { try $0.notice(9) } == nil)
        (rows[0].status, rows[0].reason) = (.failed, "查无此址")
        try store.write([.notice(rows[0])])
        #expect(try store.look { try $0.notice(1) } == rows[0])
    }

    @Test(arguments: StoreKind.allCases)
    func stepIsGivenOnceForADate(_ kind: StoreKind) throws {
        let first = StoreRows.notice(1, of: "A")
        let store = try self.store(kind, [first, StoreRows.notice(2, of: "B")])
        func given() throws -> Set<NoticeRow.Given> {
            try store.look { try $0.givenSteps(of: "A") }
        }
        func step(_ number: Int, _ due: Int = 0) -> NoticeRow.Given {
            .init(
                clock: "duty", run: 1, due: StoreRows.day.adding(days: due),
                step: .init(.warning, number))
        }
        #expect(try given() == [step(0)])
        var again = first
        again.id = 3
        #expect(throws: StoreError.self) { try store.write([.notice(again)]) }
        // To somebody else, as something else, for another date, another step.
        let others: [(inout NoticeRow) -> Void] = [
            { $0.recipient.name = "市水利局" }, { $0.role = "assistant" },
            { $0.about?.due = StoreRows.day.adding(days: 1) }, { $0.about?.step = 1 },
        ]
        try store.write(
            others.enumerated().map { index, change in
                .notice(
                    Refused.spoiled(first) { row in
                        row.id = Int64(index + 3)
                        change(&row)
                    })
            })
        #expect(try given() == [step(0), step(0, 1), step(1)])
        #expect(try store.look { try $0.givenSteps(of: "none").isEmpty })
    }

    @Test(arguments: StoreKind.allCases)
    func oneListIsGivenToAnOfficeADay(_ kind: StoreKind) throws {
        let store = try self.store(kind, [StoreRows.list(1, to: "o1")])
        #expect(throws: StoreError.self) { try store.write([.notice(StoreRows.list(2, to: "o1"))]) }
        try store.write([
            .notice(StoreRows.list(2, to: "o1", day: 1)), .notice(StoreRows.list(3, to: "o2")),
            // Who is no office is not known well enough to be told apart.
            .notice(StoreRows.list(4, to: nil)), .notice(StoreRows.list(5, to: nil)),
        ])
        #expect(try store.look { try $0.lastNumber(in: .notices) } == 5)
    }

    @Test(arguments: StoreKind.allCases)
    func noticesAreListedNewestFirstOrAfterOne(_ kind: StoreKind) throws {
        var rows = [
            StoreRows.notice(1, of: "A", to: "o1"), StoreRows.notice(2, of: "B", to: "o2"),
            StoreRows.list(3, to: "o1", day: 2), StoreRows.notice(4, of: "A", step: 1),
        ]
        rows[1].kind = .chase
        rows[1].givenOn = StoreRows.day.adding(days: 1)
        let store = try self.store(kind, rows)
        func list(_ change: (inout NoticeQuery) -> Void) throws -> [Int64] {
            var query = NoticeQuery(limit: 9)
            change(&query)
            return try store.look { try $0.notices(query).map(\.id) }
        }
        let day = StoreRows.day
        #expect(try list { _ in } == [4, 3, 2, 1])
        #expect(try list { $0.limit = 1 } == [4])
        #expect(try list { $0.after = 1 } == [2, 3, 4])
        #expect(try list { ($0.after, $0.limit) = (0, 2) } == [1, 2])
        #expect(try list { $0.caseID = "A" } == [4, 1])
        #expect(try list { $0.office = "o1" } == [3, 1])
        #expect(try list { $0.kind = .chase } == [2])
        #expect(try list { $0.since = day.adding(days: 1) } == [3, 2])
        #expect(try list { $0.until = day.adding(days: 1) } == [4, 2, 1])
        #expect(try list { $0.lateOnly = true } == [2])
        #expect(try list { ($0.office, $0.lateOnly) = ("o1", true) } == [])
    }

    @Test(arguments: StoreKind.allCases)
    func noticesThatWaitForAChannelAreFound(_ kind: StoreKind) throws {
        let store = try self.store(
            kind,
            [
                StoreRows.notice(1, of: "A", to: "o1", .pending),
                StoreRows.list(2, to: "o1", .pending),
                StoreRows.notice(3, of: "A", to: "o2", .pending),
                StoreRows.notice(4, of: "A", .pending),
                StoreRows.notice(5, of: "B", to: "o1", .sent),
            ])
        func unsent(_ after: Int64 = 0, _ limit: Int = 9) throws -> [Int64] {
            try store.look { try $0.noticesWithoutJob(after: after, limit: limit).map(\.id) }
        }
        #expect(try store.look { try $0.pendingNotices(to: "o1").map(\.id) } == [1, 2])
        #expect(try store.look { try $0.pendingNotices(to: "o2").map(\.id) } == [3])
        #expect(try unsent() == [1, 2])
        #expect(try unsent(1) == [2])
        #expect(try unsent(0, 1) == [1])
        let subject = JobSubject.message(.notice(1), by: .spool, caseID: nil)
        for state in JobState.allCases {
            try store.write([.job(StoreRows.job(1, subject, state))])
            let lacks = [.completed, .cancelled].contains(state)
            #expect(try unsent() == (lacks ? [1, 2] : [2]), "\(state)")
        }
        // A letter of the same number is another thing.
        try store.write([.job(StoreRows.job(2, StoreRows.letter(2)))])
        #expect(try unsent() == [1, 2])
        let hook = JobSubject.message(.notice(1), by: .hook, caseID: nil)
        try store.write([.job(StoreRows.job(3, hook, .running))])
        #expect(try unsent() == [2])
    }
}

extension NoticesConformance {
    private static func spoiled(_ spoil: @escaping (inout NoticeRow) -> Void) -> Change {
        .notice(Refused.spoiled(StoreRows.notice(900, of: "B", to: "o2"), spoil))
    }

    static var refused: [Refused] {
        [
            Refused("a notice of no case", self.spoiled { $0.about?.caseID = "X" }),
            Refused("a notice to no office", self.spoiled { $0.recipient.office = "o9" }),
            Refused("a notice to nobody", self.spoiled { $0.recipient.name = "" }),
            Refused("a list about a case", self.spoiled { $0.kind = .digest }),
            Refused("a warning about nothing", self.spoiled { $0.about = nil }),
            Refused("a run 0", self.spoiled { $0.about?.run = 0 }),
            Refused("a step below 0", self.spoiled { $0.about?.step = -1 }),
            Refused(
                "a notice before its day",
                self.spoiled { $0.givenOn = StoreRows.day.adding(days: -1) }),
            Refused("a step given twice", .notice(StoreRows.notice(900, of: "A", to: "o1"))),
            Refused("a second list of a day", .notice(StoreRows.list(900, to: "o1"))),
        ]
    }

    @Test(arguments: StoreKind.allCases)
    func whatCannotBeIsRefused(_ kind: StoreKind) throws {
        try Refused.check(NoticesConformance.refused, kind)
    }
}
