// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Storage
import Witness
import WorkCalendar
import Workflow

/// Random decisions about a few cases, through the ledger.
struct RandomDecisions {
    struct Stop: Error {}

    static let ids = ["A", "B", "C", "D", "E"]

    let book: Book
    let round: Int
    var numbers: SeededNumbers

    private var ledger: Ledger { Ledger(self.book) }

    /// One decision of any kind.
    mutating func decide() throws {
        let id = RandomDecisions.ids.randomElement(using: &self.numbers) ?? "A"
        // What is read beforehand is remembered; what is not, must not be made up.
        if Bool.random(using: &self.numbers) { _ = try Rows.description(of: id, self.book) }
        guard let row = try self.book.caseRow(id) else { throw Stop() }
        let day = Rows.day.adding(days: Int.random(in: 0...3, using: &self.numbers))
        switch Int.random(in: 0..<16, using: &self.numbers) {
        case 0, 1, 2: try self.act(on: row)
        case 3: try self.ledger.append(Rows.line(try self.book.nextSequence(), of: id))
        case 4, 5: try self.run(of: id, on: day)
        case 6: try self.ledger.drop(Array(try self.book.clocks(of: id).prefix(1)), of: id)
        case 7:
            try self.ledger.wake(id)
            try self.ledger.pin(
                id, definitionHash: self.round % 2 == 0 ? Rows.hash : Rows.otherHash,
                party: self.round % 4 == 0 ? nil : "pinned")
            if self.round % 50 == 0 { try self.ledger.quarantine(id) }
        case 8, 9: try self.document(of: id, on: day)
        case 10: try self.deliver(of: id, on: day)
        case 11: try self.office()
        case 12: try self.notice(of: id, on: day)
        case 13: try self.openPart(of: id)
        case 14: try self.job(of: id)
        default:
            self.ledger.set("round", to: String(self.round))
            _ = try self.ledger.nextCaseNumber(prefix: "JY", year: 2025)
        }
    }

    private mutating func act(on row: CaseRow) throws {
        var next = row
        next.version += 1
        next.state = "state \(self.round)"
        next.isFinal = Bool.random(using: &self.numbers)
        next.fields["round"] = .text(String(self.round))
        next.party = self.round.isMultiple(of: 3) ? nil : String(self.round / 5)
        next.roles["lead"] = Party(office: nil, name: "第\(self.round)局")
        next.title = "标题\(self.round % 7)"
        let key = "key \(Int.random(in: 0...9, using: &self.numbers))"
        next.naturalKey = Bool.random(using: &self.numbers) ? key : row.naturalKey
        try self.ledger.update(next, previousVersion: row.version)
        let salt = [UInt8](repeating: 7, count: 16)
        let seal = ChangeRow.Seal(
            salt: salt, digest: Chain.digest(salt: salt, before: nil, after: .text("x")))
        try self.ledger.append(
            Rows.line(
                try self.book.nextSequence(), of: row.id, version: next.version,
                changes: [
                    ChangeRow(field: "round", before: nil, after: .text(String(self.round))),
                    ChangeRow(field: "gone", before: .text("a"), after: nil),
                    ChangeRow(field: "name", before: nil, after: .text("x"), seal: seal),
                ]))
    }

    private mutating func run(of id: String, on day: Day) throws {
        var run = Rows.run(
            ["duty", "window"].randomElement(using: &self.numbers) ?? "duty",
            due: Int.random(in: 4...6, using: &self.numbers),
            number: Int.random(in: 1...2, using: &self.numbers))
        // Only one run of a clock is open.
        if run.run == 1 { (run.stoppedOn, run.stopSequence) = (day, 1) }
        try self.ledger.store(
            [run], of: id, clocks: Rows.clocks, knownOn: day,
            isSilent: [nil, true, false].randomElement(using: &self.numbers) ?? nil)
        let subject = JobSubject.clock(caseID: id, clock: run.clock, run: run.run)
        if Bool.random(using: &self.numbers) {
            try self.ledger.jobs.put(
                subject, stamp: "\(day)", dueAt: run.isOpen ? Rows.now : nil, now: Rows.now)
        } else {
            try self.ledger.jobs.cancel(subject, now: Rows.now)
        }
    }

    private mutating func document(of id: String, on day: Day) throws {
        let sequence = try self.book.nextSequence() - 1
        let isFiled = Bool.random(using: &self.numbers)
        let document = DocumentRow(
            caseID: id, kind: "reply", name: isFiled ? "复函" : "", size: isFiled ? 1 : nil,
            sha256: isFiled ? String(repeating: "a", count: 64) : nil, addedOn: day,
            addedBy: "甲", sequence: sequence, called: isFiled ? nil : sequence)
        if isFiled {
            _ = try self.ledger.papers.file(document)
        } else {
            try self.ledger.papers.callFor(document)
            if Bool.random(using: &self.numbers) {
                try self.ledger.papers.withdrawCalls(of: id, sequence: sequence)
            }
        }
    }

    private mutating func deliver(of id: String, on day: Day) throws {
        if var letter = try self.book.deliveries(of: id).last, letter.status == .pending {
            (letter.status, letter.sentOn) = (.sent, day)
            try self.ledger.papers.update(letter)
        } else {
            _ = try self.ledger.papers.insert(
                DeliveryRow(
                    caseID: id, kind: "reply", recipient: Party(office: nil, name: "某代表"),
                    copies: 1, status: .pending, madeOn: day,
                    sequence: try self.book.nextSequence() - 1))
        }
    }

    private func office() throws {
        try self.ledger.store(
            OfficeRow(
                code: "mzj", name: "第\(self.round)局", aliases: ["别名\(self.round)", "民政"],
                place: "某市", profile: "cn", duties: [], numberCode: ""))
    }

    private mutating func notice(of id: String, on day: Day) throws {
        let about = NoticeRow.About(
            caseID: id, clock: "duty", run: 1, due: day,
            step: Int.random(in: 0...3, using: &self.numbers))
        let step = NoticeRow.Step(.warning, about.step)
        let given = NoticeRow.Given(clock: "duty", run: 1, due: day, step: step)
        guard try !self.book.givenSteps(of: id).contains(given) else { throw Stop() }
        _ = try self.ledger.papers.insert(
            NoticeRow(
                kind: .warning, about: about, recipient: Party(office: nil, name: "市民政局"),
                role: "lead", day: day, givenOn: day, status: .shown, text: Label(same: "提醒")))
    }

    private mutating func openPart(of id: String) throws {
        let part = "\(id)-\(self.round)"
        guard try self.book.caseRow(part) == nil else { throw Stop() }
        let isLinked = Bool.random(using: &self.numbers)
        try Rows.open(part, parent: isLinked ? nil : id, self.book)
        if isLinked {
            try self.ledger.link(id, opened: part, sequence: try self.book.chainHead().sequence)
        }
    }

    private mutating func job(of id: String) throws {
        let subject = JobSubject.message(
            .notice(Int64(Int.random(in: 1...3, using: &self.numbers))), by: .spool, caseID: nil)
        try self.ledger.jobs.put(subject, stamp: "mzj", dueAt: Rows.now, now: Rows.now)
    }
}
