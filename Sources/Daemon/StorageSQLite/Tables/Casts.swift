// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar

// The tables `casts`, `cast_tallies` and `due_tallies`: what is due is counted by who sees it.

/// Runs are counted by whether they are duties and whether they rest.
enum DueClass {
    /// A duty that does not rest.
    static let duty = 1
    /// What is added for one that rests.
    static let resting = 2
}

/// Casts whose cases are asked for: those in the list, or all but those.
struct Audience {
    /// Numbers of casts.
    var casts: [Int64]
    /// They are left out, and all others are meant.
    var isAllBut = false
    /// Only these clocks of these casts.
    var clocks: [(cast: Int64, clock: String)]?
    /// Of what is asked for nothing is left out: it need not be looked whose it is.
    var isWhole = false

    /// Clocks of casts, as a list in JSON: the names of clocks need no escapes.
    static func list(_ clocks: [(cast: Int64, clock: String)]) -> String {
        "[" + clocks.map { "\"\($0.cast) \($0.clock)\"" }.joined(separator: ",") + "]"
    }
}

extension Filter {
    /// Only what is of some casts, and of their clocks that are asked for.
    mutating func add(of audience: Audience, cast: String, clock: String) {
        self.add(
            "\(cast) \(audience.isAllBut ? "NOT IN" : "IN") (SELECT value FROM json_each(?))",
            "[" + audience.casts.map(String.init).joined(separator: ",") + "]")
        guard let clocks = audience.clocks else { return }
        self.add(
            "\(cast) || ' ' || \(clock) IN (SELECT value FROM json_each(?))",
            Audience.list(clocks))
    }

    /// Only what a question for dates asks for, of tallies.
    fileprivate mutating func add(talliesFor query: DueQuery) {
        self.add("due >= ?", query.from?.description)
        self.add("due <= ?", query.until?.description)
        self.add("due < ?", query.before?.description)
        if !query.includesPaused { self.add("class & \(DueClass.resting) = 0") }
        if !query.includesWindows { self.add("class & \(DueClass.duty) = \(DueClass.duty)") }
    }
}

extension Question {
    fileprivate static let cast = Question(
        "SELECT definition_hash, roles, above FROM casts WHERE id = ?")
    fileprivate static let castCount = Question("SELECT count(*) FROM casts")
}

extension SQLiteReader {
    /// The casts whose cases somebody sees, and whose clocks are held by whom he asks for.
    func audience(_ query: DueQuery) throws -> Audience {
        let audience = try self.audience(of: query.sight)
        return try query.holding.map { try self.held($0, of: audience) } ?? audience
    }

    /// Of an audience the casts and clocks that some offices hold.
    private func held(_ holding: Holding, of audience: Audience) throws -> Audience {
        var audience = audience
        let offices = holding.offices.sorted()
        var filter = Filter(
            """
            SELECT DISTINCT s.id, t.clock, s.definition_hash, s.roles, s.above
            FROM casts s CROSS JOIN cast_tallies t ON t.cast_no = s.id
            """, order: "1, 2", limit: -1)
        filter.add(
            "s.id IN (SELECT cast_no FROM cast_offices WHERE office IN (\(Filter.marks(offices))))",
            all: offices)
        filter.add(of: audience, cast: "s.id", clock: "t.clock")
        var last: (cast: Int64, own: [String: String?], above: [String: String?])?
        let held = try self.rows(filter) { row -> (cast: Int64, clock: String)? in
            let (cast, clock) = (row.number(0), row.text(1))
            if last?.cast != cast { last = (cast, row.offices(3), row.offices(4)) }
            let isHeld = try holding.holds(
                clock, of: row.text(2), own: last?.own ?? [:], above: last?.above ?? [:])
            return isHeld ? (cast, clock) : nil
        }.compactMap { $0 }
        audience.casts = Set(held.map(\.cast)).sorted()
        (audience.isAllBut, audience.clocks) = (false, held)
        return audience
    }

    /// Only cases, in the table `cases`, in which such a clock runs.
    func add(_ running: RunningQuery, to filter: inout Filter) throws {
        filter.add("is_quarantined = 0")
        var (conditions, values) = ([String](), [String]())
        if let before = running.before {
            conditions.append("r.due < ?")
            values.append(before.description)
        }
        if !running.includesPaused { conditions.append("r.is_paused = 0") }
        if !running.includesWindows { conditions.append("r.is_duty = 1") }
        if let clocks = running.clocks?.sorted() {
            conditions.append("r.clock IN (\(Filter.marks(clocks)))")
            values += clocks
        }
        if let holding = running.holding {
            let held = try self.held(holding, of: Audience(casts: [0], isAllBut: true))
            conditions.append(
                """
                (SELECT k.cast_no FROM case_casts k WHERE k.case_id = cases.case_id)
                    || ' ' || r.clock IN (SELECT value FROM json_each(?))
                """)
            values.append(Audience.list(held.clocks ?? []))
        }
        let all = conditions.map { " AND \($0)" }.joined()
        filter.add(
            """
            EXISTS (SELECT 1 FROM clock_runs r WHERE r.case_id = cases.case_id
                AND r.is_open = 1 AND r.due IS NOT NULL\(all))
            """, all: values)
    }

    private func audience(of sight: Sight?) throws -> Audience {
        // What is set aside is listed to nobody.
        guard let sight else { return Audience(casts: [0], isAllBut: true) }
        let (seen, values) = Filter.casts(seenBy: sight)
        func casts(_ condition: String) throws -> [Int64] {
            var filter = Filter("SELECT id FROM casts", order: "id", limit: -1)
            filter.add(condition, all: values)
            return try self.rows(filter) { $0.number(0) }
        }
        let found = try casts("id IN (\(seen))")
        // Who sees most is told what there is but for the rest: that is counted faster.
        let all = try self.ask(.castCount).first { $0.int(0) } ?? 0
        guard found.count * 2 > all else { return Audience(casts: found) }
        return Audience(casts: try casts("id NOT IN (\(seen))"), isAllBut: true)
    }

    func dueTallies(_ query: DueQuery) throws -> [DueTally] {
        let audience = try self.audience(query)
        var filter = Filter(
            "SELECT cast_no, clock, due, class, number FROM cast_tallies",
            order: "cast_no, clock, due, class", limit: -1)
        filter.add(talliesFor: query)
        filter.add("number > 0")
        filter.add(of: audience, cast: "cast_no", clock: "clock")
        var (tallies, cast): ([DueTally], Int64?) = ([], nil)
        for (number, clock, count) in try self.rows(filter, Self.count) {
            if cast != number || tallies.last?.clock != clock {
                guard let tally = try self.tally(of: number, clock) else {
                    throw StoreError.unusable("a tally is of cast \(number), which there is not")
                }
                tallies.append(tally)
                cast = number
            }
            tallies[tallies.count - 1].counts.append(count)
        }
        return tallies
    }

    private static func count(
        _ row: Columns
    ) throws -> (cast: Int64, clock: String, count: DueTally.Count) {
        guard let due = row.day(2) else {
            throw StoreError.unusable("a tally's date is no day: \(row.text(2))")
        }
        let kind = row.int(3)
        return (
            row.number(0), row.text(1),
            DueTally.Count(
                due: due, isDuty: kind & DueClass.duty != 0,
                isPaused: kind & DueClass.resting != 0, number: row.int(4))
        )
    }

    private func tally(of cast: Int64, _ clock: String) throws -> DueTally? {
        try self.ask(.cast).first({ $0.add(cast) }) { row in
            DueTally(
                definitionHash: row.text(0), roles: row.offices(1), above: row.offices(2),
                clock: clock)
        }
    }

    /// How many runs of some casts fall due on which days; and whether these are all.
    func dueDays(_ query: DueQuery, of audience: inout Audience) throws -> [DueDay] {
        func days(_ table: String, _ audience: Audience?) throws -> [DueDay] {
            var filter = Filter(
                """
                SELECT due, sum(number), sum(iif(class = \(DueClass.duty), number, 0))
                FROM \(table)
                """, group: "due", order: "due", limit: -1)
            filter.add(talliesFor: query)
            filter.add("number > 0")
            if let audience { filter.add(of: audience, cast: "cast_no", clock: "clock") }
            return try self.rows(filter) { row in
                guard let day = row.day(0) else {
                    throw StoreError.unusable("a tally's date is no day: \(row.text(0))")
                }
                return DueDay(due: day, number: row.int(1), duties: row.int(2))
            }
        }
        guard audience.isAllBut else { return try days("cast_tallies", audience) }
        let others = try days("cast_tallies", Audience(casts: audience.casts))
        audience.isWhole = others.isEmpty
        let hidden = Dictionary(uniqueKeysWithValues: others.map { ($0.due, $0) })
        return try days("due_tallies", nil).compactMap { day in
            guard let less = hidden[day.due] else { return day }
            return day.number == less.number
                ? nil
                : DueDay(
                    due: day.due, number: day.number - less.number,
                    duties: day.duties - less.duties)
        }
    }
}

/// The days on which a page's lines fall due.
struct DueStretch {
    /// The first and the last of them.
    let first: Day, last: Day
    /// All of them, as a list in JSON.
    let list: String
    /// Lines that are left out on the first.
    let skip: Int

    /// Nil when there is none.
    init?(of all: [DueDay], for query: DueQuery) {
        var days = all[...]
        var skip = query.skip
        if let after = query.after {
            days = days.drop { $0.due < after.due }
        } else {
            while let day = days.first, skip >= day.number {
                skip -= day.number
                days = days.dropFirst()
            }
        }
        self.skip = skip
        // How many of the day on which the last page ended are still to come, it does not say.
        var wanted = query.limit < 0 ? Int.max : skip + query.limit
        var (found, isFirst) = ([Day](), true)
        for day in days where wanted > 0 {
            found.append(day.due)
            if !isFirst || day.due != query.after?.due { wanted -= day.number }
            isFirst = false
        }
        guard let first = found.first, let last = found.last else { return nil }
        (self.first, self.last) = (first, last)
        self.list = "[" + found.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }
}

extension Columns {
    /// Offices by role, one to a line: nil for who is no office.
    fileprivate func offices(_ index: CInt) -> [String: String?] {
        self.text(index).split(separator: "\n").reduce(into: [:]) { offices, line in
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            offices[parts[0]] = .some(parts.count > 1 ? parts[1] : nil)
        }
    }
}
