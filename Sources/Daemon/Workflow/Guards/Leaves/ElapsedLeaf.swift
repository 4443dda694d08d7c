// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// `elapsed`: the time between two facts.
package struct ElapsedLeaf: Hashable, Sendable {
    /// A fact with a day.
    package enum Point: Hashable, Sendable {
        /// The last such event.
        case event(String)
        /// The date in a field.
        case field(String)
    }

    /// From; nil for the day judged, looking forward.
    package var from: Point?
    /// To; nil for the day judged.
    package var to: Point?
    /// No less than this.
    package var atLeast: Period?
    /// No more than this.
    package var atMost: Period?

    /// A question about the time between two facts.
    package init(from: Point?, to: Point?, atLeast: Period?, atMost: Period?) {
        self.from = from
        self.to = to
        self.atLeast = atLeast
        self.atMost = atMost
    }
}

extension ElapsedLeaf: GuardLeaf {
    package static let names = ["elapsed"]

    package var leaf: Guard.Leaf { .elapsed(self) }

    package var asksOthers: Bool { false }

    package static func read(_ condition: some ConditionReader) -> ElapsedLeaf? {
        condition.only(["elapsed", "basis"])
        let head = condition.head
        head.isMap("elapsed", keys: ["from", "to", "at_least", "at_most"])
        let from = head.point(of: "from")
        let to = head.point(of: "to")
        guard from != nil || to != nil, head["at_least"] != nil || head["at_most"] != nil else {
            head.atKey.error(
                "elapsed needs from or to, and at_least or at_most",
                mend: "{from: FIELD, at_least: 15 days}")
            return nil
        }
        return ElapsedLeaf(
            from: from, to: to, atLeast: head["at_least"].flatMap(\.period),
            atMost: head["at_most"].flatMap(\.period))
    }

    package func unmet(by judge: GuardJudge) -> Unmet? {
        if let from = self.from, judge.day(of: from) == nil { return self.noDay(from, judge.words) }
        if let to = self.to, judge.day(of: to) == nil { return self.noDay(to, judge.words) }
        let from = self.from.flatMap(judge.day) ?? judge.on
        let to = self.to.flatMap(judge.day) ?? judge.on
        if let period = self.atLeast {
            // Looking forward, the whole length must lie between the two days (backward limits).
            let holds =
                self.from == nil
                ? from <= judge.reckoner.latest(before: to, leaving: period).due
                : judge.reckoner.end(of: period, from: from, roll: .none).due <= to
            if !holds {
                return self.wrong(
                    Label("应不少于", "must be at least"), period, from: from, to: to, by: judge)
            }
        }
        if let period = self.atMost,
            to > judge.reckoner.end(of: period, from: from, roll: .none).due
        {
            return self.wrong(
                Label("应不超过", "must be at most"), period, from: from, to: to, by: judge)
        }
        return nil
    }

    private func noDay(_ point: Point, _ words: GuardWords) -> Unmet {
        let label = words.point(point)
        switch point {
        case .event(let event):
            return Unmet(
                code: "elapsed", parameters: ["event": event],
                sentence: Label("尚未\(label.zh)", "\(label.en) is not recorded"))
        case .field(let field):
            return words.missing(field: field, allowed: nil)
        }
    }

    private func wrong(
        _ how: Label, _ period: Period, from: Day, to: Day, by judge: GuardJudge
    ) -> Unmet {
        let (a, b) = (judge.words.point(self.from), judge.words.point(self.to))
        let now = ElapsedLeaf.span(from: from, to: to, in: period.unit, by: judge.reckoner)
        return Unmet(
            code: "elapsed",
            parameters: ["from": from.description, "to": to.description],
            sentence: Label(
                "自\(a.zh)(\(from))至\(b.zh)(\(to))\(how.zh)\(period.chinese),现\(now.zh)",
                "from \(a.en) (\(from)) to \(b.en) (\(to)) \(how.en) \(period), is \(now.en)"))
    }

    /// The days between, in the unit asked about; calendar days for months and years.
    private static func span(
        from: Day, to: Day, in unit: Period.Unit, by reckoner: Reckoner
    ) -> Label {
        let days = to.days(since: from)
        guard unit == .workingDays else { return Label("\(days)日", "\(days) days") }
        var count = 0
        var day = from.adding(days: 1)
        while day < to, count < CalendarLimits.longestPeriod {
            if reckoner.calendar.isWorked(day) { count += 1 }
            day = day.adding(days: 1)
        }
        return Label("其间\(count)个工作日", "\(count) working days between")
    }

    package func statement(in words: GuardWords) -> Label {
        let (a, b) = (words.point(self.from), words.point(self.to))
        var said = Label("自\(a.zh)至\(b.zh)", "from \(a.en) to \(b.en)")
        if let period = self.atLeast {
            said = Label("\(said.zh)不少于\(period.chinese)", "\(said.en) at least \(period)")
        }
        if let period = self.atMost {
            said = Label("\(said.zh)不超过\(period.chinese)", "\(said.en) at most \(period)")
        }
        return said
    }

    package func faults(at place: GuardPlace) -> [GuardFault] {
        let points = [self.from, self.to].compactMap { point in
            switch point {
            case .event(let event): place.neverRecorded(event)
            case .field(let field):
                place.definition.notADate(field, "counts the time from or to")
            case nil: nil
            }
        }
        guard let least = self.atLeast, let most = self.atMost, least.unit == most.unit,
            least.count > most.count
        else { return points }
        return points + [
            GuardFault(
                "no time is at least \(least) and at most \(most)",
                mend: "at_least no more than at_most")
        ]
    }
}

extension ConditionReader {
    /// The date field or event of a key.
    fileprivate func point(of key: String) -> ElapsedLeaf.Point? {
        guard let value = self[key] else { return nil }
        let word = value.word
        if value.declares(word, as: .field) { return .field(word) }
        value.check(word, is: .eventOrField)
        return .event(word)
    }
}

extension GuardJudge {
    fileprivate func day(of point: ElapsedLeaf.Point) -> Day? {
        switch point {
        case .event(let event): self.facts.history.last { $0.event == event }?.happenedOn
        case .field(let field): self.facts.day(field)
        }
    }
}

extension GuardWords {
    fileprivate func point(_ point: ElapsedLeaf.Point?) -> Label {
        switch point {
        case .event(let event):
            let label = self.event(event)
            return Label("〈\(label.zh)〉", "‹\(label.en)›")
        case .field(let field):
            let label = self.field(field)
            return Label("〈\(label.zh)〉", "‹\(label.en)›")
        case nil:
            return Label("办理当日", "the day of the act")
        }
    }
}
