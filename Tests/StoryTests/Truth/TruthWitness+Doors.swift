// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import TownHall
import WorkCalendar
import Workflow

// What each door says of what is late, who must act and which letters wait.
extension TruthWitness {
    /// A duty that runs, with whoever must act.
    struct Duty {
        var name: RunName
        var due: Day
        var office: String?
    }

    /// Open runs of all cases that count, by what they are.
    private func openRuns(
        where belongs: (ClockRun, ClockDefinition.Kind) -> Bool
    ) -> [Duty] {
        self.counted.flatMap { view in
            view.facts.clocks.compactMap { run -> Duty? in
                guard run.stopSequence == nil, let due = run.due,
                    let clock = view.definition.clocks[run.clock], belongs(run, clock.kind)
                else { return nil }
                let name = RunName(caseID: view.row.id, clock: run.clock, run: run.run)
                let role = view.definition.holderRole(of: clock.whose)
                return Duty(name: name, due: due, office: self.holder(of: role, view))
            }
        }
    }

    /// The office that has a role in a case, or in the case that it is part of.
    private func holder(of role: String, _ view: CaseView) -> String? {
        let parent = view.row.parent.flatMap { self.views[$0] }
        return (view.row.roles[role] ?? parent?.row.roles[role])?.office
    }

    private func rests(_ run: ClockRun) -> Bool {
        run.pauses.contains { $0.toSequence == nil }
    }

    /// Duties past their day that do not rest.
    private var late: [Duty] {
        self.openRuns { run, kind in
            kind == .duty && !self.rests(run) && run.due.map { $0 < self.today } ?? false
        }
    }

    private func board(
        office: String? = nil, overdueOnly: Bool, windows: Bool = false
    ) async throws -> DueBoard {
        try await self.town.engine.deadlines.due(
            until: nil, office: office, overdueOnly: overdueOnly, windows: windows, limit: 1_000)
    }

    private func names(_ board: DueBoard) -> Set<RunName> {
        Set(
            board.rows.map {
                RunName(caseID: $0.row.id, clock: $0.run.clock, run: $0.run.run)
            })
    }

    private func compare(_ what: String, _ told: Set<RunName>, _ true: Set<RunName>) {
        for name in told.subtracting(`true`) { self.note(what, "named wrongly: \(name)") }
        for name in `true`.subtracting(told) { self.note(what, "not named: \(name)") }
    }

    /// The list of deadlines and the counts, after each act.
    func compareBoards(_ what: String) async throws {
        let late = Set(self.late.map(\.name))
        self.count("late duties", late.count)
        let board = try await self.board(overdueOnly: true)
        self.compare("\(what), due --overdue", self.names(board), late)
        if board.overdue != late.count || board.total != late.count {
            self.note(what, "due counts \(board.overdue) of \(board.total), not \(late.count)")
        }
        let status = try await self.town.engine.health.status()
        if status.counts.overdue != late.count {
            self.note(what, "status counts \(status.counts.overdue), not \(late.count)")
        }
        for view in self.counted where view.row.isFinal {
            // A case that is over owes nothing but letters, and those only while one waits.
            let waiting = view.deliveries.filter { [.pending, .failed].contains($0.status) }
            let letters = Set(waiting.flatMap { view.definition.deliveries[$0.kind]?.clocks ?? [] })
            for run in view.facts.clocks
            where run.stopSequence == nil && view.definition.clocks[run.clock]?.kind == .duty
                && !letters.contains(run.clock)
            {
                self.note(what, "\(view.row.id) is over and owes \(run.clock)")
            }
        }
    }

    /// Every line of the list, and each office's part of it.
    func compareOffices() async throws {
        let late = Set(self.late.map(\.name))
        let resting = Set(self.openRuns { run, _ in self.rests(run) }.map(\.name))
        let windows = Set(self.openRuns { _, kind in kind == .window }.map(\.name))
        self.count("resting runs", resting.count)
        self.count("windows", windows.count)
        for row in try await self.board(overdueOnly: false, windows: true).rows {
            let name = RunName(caseID: row.row.id, clock: row.run.clock, run: row.run.run)
            if (row.light == .red) != late.contains(name)
                || (row.status == .late) != late.contains(name)
            {
                self.note("due", "\(name) is \(row.light) and \(row.status)")
            }
            if (row.status == .paused) != resting.contains(name) {
                self.note("due", "\(name) is \(row.status), resting: \(resting.contains(name))")
            }
        }
        for office in try await self.town.engine.directory.offices() {
            let own = self.late.filter { $0.office == office.code }
            self.count("late duties of offices", own.count)
            let board = try await self.board(office: office.code, overdueOnly: true)
            self.compare("due of \(office.code)", self.names(board), Set(own.map(\.name)))
        }
    }

    /// The morning's lists that were given today: how many are late, for each office and for who watches.
    func compareDigests() async throws {
        var query = NoticeQuery(limit: 1_000)
        query.kind = .digest
        (query.since, query.until) = (self.today, self.today)
        let lists = try await self.town.engine.jobs.notices(query).rows
        let offices = try await self.town.engine.directory.offices()
        let late = self.late
        for list in lists {
            guard let office = offices.first(where: { $0.code == list.recipient.office }) else {
                continue
            }
            let isWatching = office.duties.contains("supervisor")
            let expected = late.filter { duty in
                isWatching ? self.home(of: duty) != nil : self.home(of: duty) == office.code
            }.count
            self.count("morning lists")
            let told =
                list.text.zh.firstMatch(of: /(?m)^逾期(?:（|\()(\d+)(?:）|\))$/).flatMap {
                    Int($0.output.1)
                } ?? 0
            if told != expected {
                self.note("list of \(office.code)", "\(told) late, not \(expected)")
            }
        }
    }

    /// The office that a duty is told to: its holder's, or that which answers for the case.
    private func home(of duty: Duty) -> String? {
        guard duty.office == nil, let view = self.views[duty.name.caseID] else {
            return duty.office
        }
        return view.definition.home(view.facts.roles)
    }

    /// Every letter that waits is on the list of one office that has to send it.
    func compareLetters() async throws {
        var listed: [Int64: [String]] = [:]
        for office in try await self.town.engine.directory.offices() {
            let letters = try await self.town.engine.deliveries.list(
                of: nil, pendingOnly: true, by: office.code, limit: 1_000)
            for letter in letters { listed[letter.row.id, default: []].append(office.code) }
        }
        for view in self.views.values {
            for letter in view.deliveries where [.pending, .failed].contains(letter.status) {
                self.count(view.row.isFinal ? "letters of cases that are over" : "waiting letters")
                if view.row.isVoid {
                    self.note("letters", "\(letter.id) of a case opened in error waits")
                } else if listed[letter.id]?.count != 1 {
                    self.note(
                        "letters",
                        "\(letter.kind) \(letter.id) of \(view.row.id) (\(view.row.state)) is on the lists of \(listed[letter.id] ?? [])"
                    )
                }
            }
        }
    }
}
