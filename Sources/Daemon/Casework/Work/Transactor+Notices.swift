// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar
internal import Workflow

// Telling offices that a date is near or past.
extension Transactor {
    /// Gives a step's notice to everybody who holds one of the roles, once each.
    ///
    /// Where nobody holds one, the office that answers for the case is told.
    ///
    /// - Parameter byLetter: offices that get a letter about it anyway, with its number.
    func tell(
        _ roles: [String], _ step: ClockStep, _ run: ClockRun, _ loaded: LoadedCase,
        byLetter: [String: Int64] = [:]
    ) throws {
        guard let due = run.due, let kind = step.kind.notice else { return }
        var told = false
        for role in roles {
            for party in loaded.parties(of: role) {
                try self.give(kind, step, due, run, loaded, to: party, as: role, byLetter)
                told = true
            }
        }
        guard !told else { return }
        let home = loaded.definition.home(loaded.facts.roles)
        let name = try home.flatMap(self.writer.office)?.name
        let label = roles.first.flatMap { loaded.definition.roles[$0]?.labels.zh } ?? "-"
        try self.give(
            kind, step, due, run, loaded, to: Party(office: home, name: name ?? label),
            as: roles.first ?? "", byLetter)
    }

    private func give(
        _ kind: NoticeRow.Kind, _ step: ClockStep, _ due: Day, _ run: ClockRun,
        _ loaded: LoadedCase, to party: Party, as role: String, _ byLetter: [String: Int64]
    ) throws {
        let today = self.today(loaded.definition)
        let office = try party.office.flatMap(self.writer.office)
        let letter = office.flatMap { byLetter[$0.code] }
        let isSent = office.map { $0.channel.job != nil && letter == nil } ?? false
        let words = NoticeWords(
            kind: kind, number: step.kind.number + 1, due: due, day: step.day, today: today,
            clock: loaded.definition.clocks[run.clock]?.labels ?? Label(same: run.clock),
            caseID: loaded.row.id, title: loaded.row.title.oneLine)
        let row = NoticeRow(
            kind: kind, about: run.about(due, step.kind.number, loaded.row.id), recipient: party,
            role: role, day: step.day, givenOn: today,
            status: isSent ? .pending : .shown, reason: letter.map { "letter \($0)" } ?? "",
            text: words.text)
        let id = try self.writer.insert(row)
        if let office, isSent { try self.send("notice \(id)", to: office) }
    }

    /// Makes the job that sends a message through an office's channel; none where people carry it.
    ///
    /// - Parameter caseID: the case that a sent message changes.
    func send(_ key: String, to office: OfficeRow, caseID: String? = nil) throws {
        guard let kind = office.channel.job else { return }
        self.bringsWork = true
        try self.writer.put(
            JobSubject(kind, key, caseID: caseID), stamp: office.code, dueAt: self.now,
            now: self.now)
    }

    /// Ends the jobs that would send a message.
    func stopSending(_ key: String) throws {
        for channel in Channel.allCases {
            guard let kind = channel.job else { continue }
            try self.writer.cancel(JobSubject(kind, key), now: self.now)
        }
    }
}

extension LoadedCase {
    /// Who holds a role: the offices of the place that have it as a duty, else who was named.
    func parties(of role: String) -> [Party] {
        if case .directory = self.definition.roles[role]?.binding {
            return self.surroundings.offices(withDuty: role)
        }
        return self.facts.roles[self.definition.holderRole(of: role)].map { [$0] } ?? []
    }
}

extension String {
    /// Without what breaks a line: a title must not make lines of a list.
    var oneLine: String {
        String(self.map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 } ? " " : $0 })
    }
}

/// What a notice says.
struct NoticeWords {
    var kind: NoticeRow.Kind
    var number: Int
    var due: Day
    var day: Day
    var today: Day
    var clock: Label
    var caseID: String
    var title: String

    private static func days(_ count: Int) -> String {
        count == 1 ? "1 day" : "\(count) days"
    }

    /// In both languages.
    var text: Label {
        let left = self.due.days(since: self.today)
        let named = Label("\(self.caseID)《\(self.title)》", "\(self.caseID) “\(self.title)”")
        let late =
            self.today > self.day
            ? Label(
                "(迟发:应于\(self.day)发出)", " (late: this was to be said on \(self.day))")
            : Label("", "")
        let body: Label
        switch self.kind {
        case .warning where left >= 0:
            body = Label(
                "〈\(self.clock.zh)〉\(self.due)届满,\(left == 0 ? "就在今天" : "还有\(left)天")",
                "‹\(self.clock.en)› falls due on \(self.due), "
                    + (left == 0 ? "today" : "\(NoticeWords.days(left)) from now"))
        case .warning, .digest:
            body = Label(
                "〈\(self.clock.zh)〉已于\(self.due)届满,逾期\(-left)天",
                "‹\(self.clock.en)› was due on \(self.due), \(NoticeWords.days(-left)) ago")
        case .chase:
            body = Label(
                "第\(self.number)次催办:〈\(self.clock.zh)〉已于\(self.due)届满,逾期\(-left)天",
                "Reminder \(self.number): ‹\(self.clock.en)› was due on \(self.due), \(NoticeWords.days(-left)) ago"
            )
        case .escalation:
            body = Label(
                "催办未果:〈\(self.clock.zh)〉已于\(self.due)届满,逾期\(-left)天,请督促办理",
                "Reminders were in vain: ‹\(self.clock.en)› was due on \(self.due), \(NoticeWords.days(-left)) ago; please see to it"
            )
        }
        return Label("\(named.zh):\(body.zh)\(late.zh)", "\(named.en): \(body.en)\(late.en)")
    }
}
