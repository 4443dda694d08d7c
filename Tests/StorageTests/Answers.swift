// SPDX-License-Identifier: Apache-2.0
import Storage
import WorkCalendar
import Workflow

/// What a store answers to every question, as text: two stores with the same content say the same.
enum Answers {
    /// The answers of a store, one to a line.
    static func all(_ store: any CaseStore) throws -> [String] {
        try store.look { try Answers.all($0) }
    }

    /// The answers of a snapshot.
    static func all(_ reader: any StoreReader) throws -> [String] {
        var answers = Lines()
        try Answers.cases(reader, &answers)
        try Answers.tables(reader, &answers)
        try Answers.work(reader, &answers)
        try Answers.bulk(reader, &answers)
        try Answers.directory(reader, &answers)
        return answers.lines
    }

    /// Answers with what was asked.
    struct Lines {
        var lines: [String] = []

        mutating func add(_ question: String, _ answer: Any) {
            self.lines.append("\(question): \(Answers.text(answer))")
        }

        mutating func add(_ question: String, each answers: [some Any]) {
            self.add(question, answers.count)
            for answer in answers { self.add(question, answer) }
        }
    }

    private static func cases(_ reader: any StoreReader, _ answers: inout Lines) throws {
        let rows = try reader.cases(CaseQuery(limit: 1000))
        answers.add("cases", each: rows)
        for row in rows {
            let id = row.id
            answers.add("\(id) case", try reader.caseRow(id) as Any)
            answers.add("\(id) children", try reader.children(of: id).map(\.id))
            answers.add("\(id) linked", try reader.linked(with: id).map(\.id))
            answers.add("\(id) facts", each: try reader.facts(of: id))
            answers.add("\(id) lines", each: try reader.lines(of: id))
            answers.add("\(id) history", try reader.history(of: id, after: 1, limit: 50).count)
            answers.add("\(id) runs", each: try reader.watchedRuns(of: id))
            answers.add("\(id) documents", each: try reader.documents(of: id))
            answers.add("\(id) deliveries", each: try reader.deliveries(of: id))
            answers.add("\(id) steps", try reader.givenSteps(of: id))
            if let key = row.naturalKey {
                answers.add("\(id) key", try reader.caseID(naturalKey: key) as Any)
            }
        }
        for (state, office) in [("submitted", "o1"), ("closed", "o2")] {
            var query = CaseQuery(limit: 3)
            (query.state, query.office, query.openOnly) = (state, office, true)
            answers.add("cases \(state) \(office)", try reader.cases(query).map(\.id))
        }
        for text in ["标", "甲", "C", "\"", ""] {
            var query = CaseQuery(limit: 5)
            (query.text, query.after, query.workflow) = (text, rows.first?.id, "proposal")
            answers.add("cases \(text)", try reader.cases(query).map(\.id))
            answers.add("titles", try reader.caseIDs(workflow: "proposal", title: text + "题"))
            let found = try reader.cases(with: "party_code", text, in: ["proposal", "petition"])
            answers.add("cases with \(text)", found.map(\.id))
            let theirs = try reader.cases(ofParty: text, in: ["proposal", "petition"])
            answers.add("cases of \(text)", theirs.map(\.id))
        }
        var all = CaseQuery(limit: 50)
        all.includesVoid = true
        answers.add("with those in error", try reader.cases(all).map(\.id))
        answers.add("live", try reader.liveCaseIDs(after: "A", limit: 5))
        answers.add("number", try reader.lastCaseNumber(prefix: "JY", year: 2025))
        answers.add("letter", try reader.caseID(letterDigest: StoreRows.sha256) as Any)
        for row in rows { answers.add("participants", each: try reader.participants(of: row.id)) }
        for user in [1001, 1002] as [Int64] {
            answers.add("participations", each: try reader.participations(of: user))
        }
        for user in [1001, 1002] as [Int64] {
            answers.add("views", each: try reader.savedViews(of: user))
            answers.add("password", try reader.credential(of: user) as Any)
            answers.add("sign-ins", each: try reader.signIns(of: user))
        }
        for office in ["o1", "o2"] {
            answers.add("shared views", each: try reader.savedViews(sharedWith: office))
        }
        for kind in CaseMark.Kind.allCases {
            answers.add("marked \(kind)", try reader.caseIDs(marked: kind, "甲"))
        }
    }

    private static func tables(_ reader: any StoreReader, _ answers: inout Lines) throws {
        for table in NumberedTable.allCases {
            answers.add("last of \(table)", try reader.lastNumber(in: table))
        }
        answers.add("counts", try reader.counts(today: StoreRows.day.adding(days: 6)))
        answers.add("history", each: try reader.history(of: nil, after: 0, limit: 10_000))
        answers.add("head", try reader.chainHead())
        answers.add("contradictions", try reader.contradictions().count)
        for request in ["r", "r1", "r2"] {
            answers.add("answer", try reader.answer(user: 1001, requestID: request) as Any)
        }
        for (until, before) in [(nil, nil), (4, nil), (nil, 6)] as [(Int?, Int?)] {
            for isWide in [true, false] {
                var query = DueQuery(limit: isWide ? 100 : 3)
                query.until = until.map { StoreRows.day.adding(days: $0) }
                query.before = before.map { StoreRows.day.adding(days: $0) }
                (query.includesWindows, query.includesPaused) = (isWide, isWide)
                let lines = try reader.dueLines(query)
                answers.add("due", each: lines)
                query.after = lines.first?.place
                answers.add("due after", try reader.dueLines(query).map(\.caseID))
            }
        }
        try Answers.dueLists(reader, &answers)
        answers.add(
            "not counted", try reader.caseIDs(notCountedBy: ["", "v1"], after: "A", limit: 3))
        answers.add("definition", try reader.definitionContent(StoreRows.hash) as Any)
        answers.add("rulebook", try reader.installedRulebook(nil) as Any)
        answers.add("rulebook 1", try reader.installedRulebook(1) as Any)
        answers.add("rulebooks", try reader.installedRulebooks())
        answers.add("setting", try reader.setting("k") as Any)
        answers.add("delegations", each: try reader.delegations())
        for uid in Int64(2001)...2004 {
            answers.add("known by \(uid)", try reader.user(ofUID: uid) as Any)
        }
    }

    /// What is due, by who sees it and who holds it.
    private static func dueLists(_ reader: any StoreReader, _ answers: inout Lines) throws {
        let petitions: Set<Sight.Kind> = [Sight.Kind(workflow: "petition", profile: "cn")]
        let sights: [Sight?] = [
            nil, Sight(offices: []), Sight(offices: ["o1"]), Sight(offices: ["o2", "o3"]),
            Sight(offices: ["o3"], byAll: petitions),
            Sight(offices: ["o1"], neighbours: ["o1", "o3"], byPlace: petitions),
            Sight(offices: ["o1", "o2", "o3"], byNoOffice: petitions),
        ]
        let holdings: [Holding?] = [
            nil, Holding(offices: ["o1"]) { _, _ in "lead" },
            Holding(offices: ["o2", "o3"]) { _, clock in clock == "duty" ? "assistant" : "lead" },
        ]
        for sight in sights {
            for holding in holdings {
                for isWide in [true, false] {
                    var query = DueQuery(limit: isWide ? 100 : 3)
                    (query.sight, query.holding) = (sight, holding)
                    (query.includesWindows, query.includesPaused) = (isWide, isWide)
                    if !isWide { query.before = StoreRows.day.adding(days: 6) }
                    let list = try reader.dueList(query)
                    answers.add("due list", each: list.lines)
                    answers.add("due days", each: list.days)
                    answers.add("tallies", each: Answers.told(try reader.dueTallies(query)))
                    (query.after, query.skip) = (list.lines.last?.place, isWide ? 0 : 2)
                    let rest = try reader.dueList(query)
                    answers.add("due list after", rest.lines.map(\.place))
                    var running = RunningQuery()
                    (running.holding, running.before) = (holding, query.before)
                    (running.includesWindows, running.includesPaused) = (isWide, isWide)
                    if !isWide { running.clocks = ["duty", "window"] }
                    var cases = CaseQuery(limit: isWide ? 100 : 2)
                    cases.sight = sight
                    let found = try reader.cases(cases, running: running)
                    answers.add("running", found.map(\.id))
                    answers.add("so many", try reader.number(of: cases, running: running))
                    (query.after, query.skip) = (nil, 4)
                    let later = try reader.dueList(query)
                    answers.add("due list later", later.lines.map(\.place))
                }
            }
        }
    }

    /// Tallies of like cases put together, each with its number.
    private static func told(_ tallies: [DueTally]) -> [String] {
        func told(_ roles: [String: String?]) -> String {
            roles.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value ?? "-")" }.description
        }
        var numbers: [String: Int] = [:]
        for tally in tallies {
            let cast = "\(tally.definitionHash) \(told(tally.roles)) \(told(tally.above))"
            for count in tally.counts {
                let kind = "\(count.due) \(count.isDuty) \(count.isPaused)"
                numbers["\(cast) \(tally.clock) \(kind)", default: 0] += count.number
            }
        }
        return numbers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    }

    private static func work(_ reader: any StoreReader, _ answers: inout Lines) throws {
        answers.add("without job", each: try reader.runsWithoutJob(limit: 50))
        answers.add("without run", each: try reader.jobsWithoutRun(limit: 50))
        answers.add("jobs", each: try reader.jobs(JobQuery(limit: 500)))
        var query = JobQuery(limit: 7)
        (query.states, query.kind, query.caseID) = ([.scheduled, .completed], .clock, "A")
        answers.add("some jobs", try reader.jobs(query).map(\.id))
        answers.add("running", try reader.runningJobs(limit: 50).map(\.id))
        answers.add("next", try reader.nextJob(of: Set(JobKind.allCases)) as Any)
        answers.add("job counts", try reader.jobCounts())
        answers.add("paused", try reader.pausedJobs())
        for kind in JobKind.allCases {
            let soon = StoreRows.now.adding(milliseconds: 3)
            let waiting = try reader.waitingJobs(of: kind, at: soon, limit: 4)
            answers.add("waiting \(kind)", waiting.map(\.id))
        }
        answers.add("letters", each: try reader.deliveries(pendingOnly: false, after: 0, limit: 99))
        let pending = try reader.deliveries(pendingOnly: true, after: 1, limit: 3)
        answers.add("pending", pending.map(\.id))
        answers.add("carried", try reader.carriedDeliveries(limit: 5).map(\.id))
        answers.add("failed", try reader.failedDeliveries(limit: 5).map(\.id))
        let unsent = try reader.deliveriesWithoutJob(after: 1, limit: 5)
        answers.add("unsent", unsent.map(\.id))
        answers.add("notices", each: try reader.notices(NoticeQuery(limit: 500)))
        var late = NoticeQuery(limit: 5)
        (late.lateOnly, late.after, late.office) = (true, 1, "o1")
        answers.add("late", try reader.notices(late).map(\.id))
        let untold = try reader.noticesWithoutJob(after: 1, limit: 5)
        answers.add("untold", untold.map(\.id))
        for office in ["o1", "o2"] {
            answers.add("\(office) sends", try reader.sendingJobs(to: office).map(\.id))
            answers.add("\(office) awaits", try reader.pendingNotices(to: office).map(\.id))
        }
    }

    private static func bulk(_ reader: any StoreReader, _ answers: inout Lines) throws {
        for row in try reader.bulks(runningOnly: false, limit: 50) {
            answers.add("bulk", row)
            let items = try reader.bulkItems(of: row.id, nil, after: 0, limit: 50)
            answers.add("items", each: items)
            let waiting = try reader.bulkItems(of: row.id, .waiting, after: 1, limit: 2)
            answers.add("waiting items", waiting.map(\.position))
            answers.add("item counts", try reader.bulkCounts(of: row.id))
        }
        answers.add("bulks", try reader.bulks(runningOnly: true, limit: 2).map(\.id))
    }

    private static func directory(_ reader: any StoreReader, _ answers: inout Lines) throws {
        answers.add("offices", each: try reader.offices())
        answers.add("users", each: try reader.users())
        for name in ["o1", "局o1", "民政局", "别名"] {
            answers.add("called \(name)", try reader.officeCodes(called: name))
        }
        answers.add("users called", try reader.userNumbers(called: "甲"))
        answers.add("user", try reader.user(1001) as Any)
    }
}

extension Answers {
    /// A value as one text, whatever order its dictionaries and sets lie in.
    static func text(_ value: Any) -> String {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.map { Answers.text($0.value) } ?? "nil"
        case .collection:
            if let bytes = value as? [UInt8] { return Chain.hex(bytes) }
            return "[" + mirror.children.map { Answers.text($0.value) }.joined(separator: ", ")
                + "]"
        case .set, .dictionary:
            let parts = mirror.children.map { Answers.text($0.value) }.sorted()
            return "{" + parts.joined(separator: ", ") + "}"
        case .tuple:
            return mirror.children.map { Answers.text($0.value) }.joined(separator: " → ")
        case .struct where !(value is any CustomStringConvertible):
            let parts = mirror.children.map { "\($0.label ?? ""): \(Answers.text($0.value))" }
            return "(" + parts.joined(separator: ", ") + ")"
        case .enum where !mirror.children.isEmpty:
            let parts = mirror.children.map { "\($0.label ?? "")(\(Answers.text($0.value)))" }
            return parts.joined()
        default: return "\(value)"
        }
    }

    /// What one list of answers says that the other does not.
    static func difference(_ a: [String], _ b: [String]) -> [String] {
        b.difference(from: a).map { change in
            switch change {
            case .remove(_, let line, _): "- \(line)"
            case .insert(_, let line, _): "+ \(line)"
            }
        }
    }
}
