// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import WorkCalendar
import Workflow

/// What every store must do with runs of clocks.
@Suite struct ClockRunsConformance {
    /// A run that rests.
    private static func resting(_ clock: String, of id: String, due: Int) -> WatchedRun {
        Refused.spoiled(StoreRows.run(clock, of: id, due: due)) { row in
            row.run.pauses = [.init(reason: "补正", from: StoreRows.day, fromSequence: 1)]
        }
    }

    @Test(arguments: StoreKind.allCases)
    func runIsReadBackAsItWasStored(_ kind: StoreKind) throws {
        let store = try kind.make()
        var full = StoreRows.run("duty", of: "A", due: 5)
        full.run.limits = [0, 2]
        full.run.calendar = "v1"
        full.run.extensions = [.init(sequence: 1, asked: StoreRows.day)]
        var pause = ClockRun.Pause(reason: "补正", from: StoreRows.day, fromSequence: 1)
        (pause.to, pause.toSequence) = (StoreRows.day, 1)
        full.run.pauses = [pause, .init(reason: "鉴定", from: nil, fromSequence: 1)]
        (full.run.originalDue, full.run.isProvisional) = (StoreRows.day, true)
        (full.run.expiryHandled, full.isSilent) = (true, true)
        var bare = StoreRows.run("window", of: "A", stopped: true)
        (bare.run.startedOn, bare.run.stoppedOn, bare.run.limits) = (nil, nil, [])
        try store.write(StoreRows.opened(["A", "B"]) + [.run(full), .run(bare)])
        try store.look { reader throws in
            #expect(try reader.watchedRuns(of: "A") == [full, bare])
            #expect(try reader.watchedRun("A", "duty", 1) == full)
            #expect(try reader.watchedRun("A", "duty", 2) == nil)
            #expect(try reader.clocks(of: "A") == [full.run, bare.run])
            #expect(try reader.watchedRuns(of: "B").isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func runsComeInTheOrderInWhichTheyBegan(_ kind: StoreKind) throws {
        let store = try kind.make()
        let runs = [(3, "a", 1), (1, "b", 2), (1, "b", 1), (1, "a", 2), (2, "a", 3)].map {
            start, clock, number in
            Refused.spoiled(StoreRows.run(clock, of: "A", number: number, stopped: true)) {
                $0.run.startSequence = Int64(start)
            }
        }
        try store.write(StoreRows.opened(["A"]) + runs.map(Change.run))
        #expect(
            try store.look { try $0.watchedRuns(of: "A") } == [
                runs[3], runs[2], runs[1], runs[4], runs[0],
            ])
    }

    @Test(arguments: StoreKind.allCases)
    func changedRunIsAsTheChangeSays(_ kind: StoreKind) throws {
        let store = try kind.make()
        try store.write(StoreRows.opened(["A"]) + [.run(StoreRows.run("duty", of: "A", due: 5))])
        var row = StoreRows.run("duty", of: "A", due: 9)
        (row.dueSince, row.isSilent, row.isDuty) = (StoreRows.day.adding(days: 2), true, false)
        row.run.expiryHandled = true
        try store.write([.run(row)])
        #expect(try store.look { try $0.watchedRuns(of: "A") } == [row])
        #expect(try store.look { try $0.dueLines(DueQuery(limit: 9)).isEmpty })
        // Stopped, and the next one begins, in one batch.
        row.run.stopSequence = 1
        let next = StoreRows.run("duty", of: "A", due: 7, number: 2)
        try store.write([.run(row), .run(next)])
        #expect(try store.look { try $0.watchedRuns(of: "A") } == [row, next])
        // The act that began it was undone; twice is once.
        let drop = Change.dropRun(caseID: "A", clock: "duty", run: 2)
        try store.write([drop, drop])
        #expect(try store.look { try $0.watchedRuns(of: "A") } == [row])
        #expect(try store.look { try $0.dueLines(DueQuery(limit: 9)).isEmpty })
    }

    /// Runs that differ in what can be asked for.
    private func listed(_ kind: StoreKind) throws -> any CaseStore {
        let store = try kind.make()
        let aside = Refused.spoiled(StoreRows.caseRow("C", key: "key C")) {
            $0.isQuarantined = true
        }
        try store.write(
            StoreRows.opened(["B", "A", "C"]) + [
                .run(StoreRows.run("duty", of: "B", due: 3)),
                .run(StoreRows.run("window", of: "A", due: 1)),
                .run(StoreRows.run("duty", of: "A", due: 3)),
                .run(ClockRunsConformance.resting("answer", of: "A", due: 4)),
                .run(StoreRows.run("done", of: "A", due: 2, stopped: true)),
                .run(StoreRows.run("open end", of: "A")),
                .run(StoreRows.run("duty", of: "C", due: 0)),
                .updateCase(aside, previousVersion: 1),
            ])
        return store
    }

    private func list(
        _ store: any CaseStore, _ change: (inout DueQuery) -> Void
    ) throws -> [String] {
        var query = DueQuery(limit: 10)
        change(&query)
        return try store.look { reader throws in
            try reader.dueLines(query).map { "\($0.caseID) \($0.clock)" }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func dueDatesAreListedByDateCaseAndClock(_ kind: StoreKind) throws {
        let store = try self.listed(kind)
        let third = StoreRows.day.adding(days: 3)
        #expect(try self.list(store) { _ in } == ["A duty", "B duty", "A answer"])
        #expect(
            try self.list(store) { $0.includesWindows = true } == [
                "A window", "A duty", "B duty", "A answer",
            ])
        #expect(try self.list(store) { $0.includesPaused = false } == ["A duty", "B duty"])
        #expect(try self.list(store) { $0.until = third } == ["A duty", "B duty"])
        #expect(try self.list(store) { $0.before = third } == [])
        #expect(
            try self.list(store) { $0.from = third } == ["A duty", "B duty", "A answer"])
        #expect(try self.list(store) { $0.from = third.adding(days: 1) } == ["A answer"])
        #expect(try self.list(store) { ($0.from, $0.until) = (third, third) }.count == 2)
        #expect(try self.list(store) { $0.limit = 1 } == ["A duty"])
    }

    @Test(arguments: StoreKind.allCases)
    func listOfDueDatesGoesOnAfterAPlace(_ kind: StoreKind) throws {
        let store = try self.listed(kind)
        func rest(after due: Int, _ id: String, clock: String) throws -> [String] {
            try self.list(store) { query in
                query.after = DuePlace(
                    due: StoreRows.day.adding(days: due), caseID: id, clock: clock)
            }
        }
        #expect(try rest(after: 3, "A", clock: "duty") == ["B duty", "A answer"])
        // The place need not be there any more.
        #expect(try rest(after: 3, "A", clock: "dut") == ["A duty", "B duty", "A answer"])
        #expect(try rest(after: 3, "A", clock: "e") == ["B duty", "A answer"])
        #expect(try rest(after: 4, "A", clock: "") == ["A answer"])
        #expect(try rest(after: 4, "B", clock: "") == [])
    }

    @Test(arguments: StoreKind.allCases)
    func dueLineTellsWhoseItIs(_ kind: StoreKind) throws {
        let store = try kind.make()
        let run = StoreRows.run("duty", of: "B", due: 3)
        let child = StoreRows.caseRow("B", parent: "A")
        try store.write(StoreRows.opened(["A"]) + [.insertCase(child), .run(run)])
        let line = try #require(try store.look { try $0.dueLines(DueQuery(limit: 9)).first })
        #expect(line.title == child.title && line.workflow == child.workflow)
        #expect(line.state == child.state && line.definitionHash == child.definitionHash)
        #expect(line.parent == "A" && line.roles == child.roles)
        #expect(line.watched == run && line.due == run.run.due)
    }

    @Test(arguments: StoreKind.allCases)
    func casesCountedByAnotherCalendarAreFound(_ kind: StoreKind) throws {
        let store = try kind.make()
        func run(_ clock: String, _ id: String, _ calendar: String?, stopped: Bool = false)
            -> Change
        {
            .run(
                Refused.spoiled(StoreRows.run(clock, of: id, stopped: stopped)) {
                    $0.run.calendar = calendar
                })
        }
        try store.write(
            StoreRows.opened(["D", "C", "B", "A"]) + [
                run("duty", "A", "v1"), run("window", "A", "v1"), run("duty", "B", nil),
                run("duty", "C", "v1", stopped: true), run("duty", "D", "v3"),
            ])
        func ids(_ versions: [String], _ after: String?, _ limit: Int) throws -> [String] {
            try store.look { try $0.caseIDs(notCountedBy: versions, after: after, limit: limit) }
        }
        #expect(try ids(["v2"], nil, 9) == ["A", "B", "D"])
        #expect(try ids(["v1"], nil, 9) == ["B", "D"])
        #expect(try ids(["v1", ""], nil, 9) == ["D"])
        #expect(try ids([], "A", 1) == ["B"])
    }

    @Test(arguments: StoreKind.allCases)
    func runsWithoutTheirJobAreFound(_ kind: StoreKind) throws {
        let store = try kind.make()
        let aside = Refused.spoiled(StoreRows.caseRow("C", key: "key C")) {
            $0.isQuarantined = true
        }
        let run = Refused.spoiled(StoreRows.run("duty", of: "A", due: 5)) { $0.isSilent = true }
        try store.write(
            StoreRows.opened(["A", "B", "C"]) + [
                .run(run), .run(StoreRows.run("window", of: "A")),
                .run(StoreRows.run("window", of: "B", due: 4)),
                .run(ClockRunsConformance.resting("duty", of: "B", due: 1)),
                .run(StoreRows.run("duty", of: "C", due: 0)),
                .updateCase(aside, previousVersion: 1),
            ])
        func lacking(_ limit: Int = 9) throws -> [String] {
            try store.look { try $0.runsWithoutJob(limit: limit).map(\.caseID) }
        }
        #expect(try store.look { try $0.runsWithoutJob(limit: 9).last } == run)
        #expect(try lacking() == ["B", "A"])
        #expect(try lacking(1) == ["B"])
        let subject = JobSubject.clock(caseID: "A", clock: "duty", run: 1)
        func put(_ state: JobState, due: Int) throws {
            let stamp = StoreRows.day.adding(days: due).description
            try store.write([.job(StoreRows.job(1, subject, state, stamp: stamp))])
        }
        for state in JobState.allCases {
            try put(state, due: 5)
            #expect(try lacking() == (state == .cancelled ? ["B", "A"] : ["B"]), "\(state)")
            // One for another date stands for another duty.
            try put(state, due: 6)
            #expect(try lacking() == ["B", "A"], "\(state)")
        }
    }

    @Test(arguments: StoreKind.allCases)
    func overdueDutiesAreCounted(_ kind: StoreKind) throws {
        let store = try kind.make()
        try store.write(
            StoreRows.opened(["A"]) + [
                .run(StoreRows.run("duty", of: "A", due: 1)),
                .run(StoreRows.run("today", of: "A", due: 2)),
                .run(StoreRows.run("window", of: "A", due: 1)),
                .run(ClockRunsConformance.resting("answer", of: "A", due: 1)),
                .run(StoreRows.run("done", of: "A", due: 1, stopped: true)),
            ])
        let counts = try store.look { try $0.counts(today: StoreRows.day.adding(days: 2)) }
        #expect(counts.overdue == 1)
    }
}

extension ClockRunsConformance {
    static let refused: [Refused] = [
        Refused("a run of no case", .run(StoreRows.run("duty", of: "X"))),
        Refused("a run 0", .run(StoreRows.run("window", of: "A", number: 0))),
        Refused("a second open run", .run(StoreRows.run("duty", of: "A", number: 2))),
    ]

    @Test(arguments: StoreKind.allCases)
    func whatCannotBeIsRefused(_ kind: StoreKind) throws {
        try Refused.check(ClockRunsConformance.refused, kind)
    }
}
