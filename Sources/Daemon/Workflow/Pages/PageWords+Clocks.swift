// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar

// How a clock's due date is found, in words.
extension PageWords {
    /// A limit with its condition and what it can be extended to.
    func limit(_ limit: Limit) -> String {
        var text = self.measure(limit)
        let extensions = self.extensions(limit)
        if !extensions.isEmpty {
            text += self.language("，", "; ") + self.language.list(extensions)
        }
        return text + self.onlyIf(limit.condition)
    }

    private func measure(_ limit: Limit) -> String {
        let from = self.start(limit.start)
        switch limit.measure {
        case .length(let period):
            return self.language("自\(from)起\(period.chinese)", "\(period) from \(from)")
        case .open:
            return self.language("自\(from)起，不定期", "from \(from), without end")
        case .yearDay(let month, let day):
            return self.language(
                "\(from)后的首个\(month)月\(day)日",
                "the first \(day)/\(month) (day/month) after \(from)")
        case .until(let field):
            return self.language("至〈\(self.field(field))〉", "until ‹\(self.field(field))›")
        case .plan(let field, let paid):
            let (plan, sum) = (self.field(field), self.field(paid))
            return self.language(
                "至〈\(plan)〉中〈\(sum)〉未足的第一期之日",
                "until the day of the first item of ‹\(plan)› that ‹\(sum)› does not cover")
        case .before(let field, let period):
            let label = self.language.quoted(self.field(field))
            return self.language("\(label)前\(period.chinese)", "\(period) before \(label)")
        }
    }

    private func start(_ start: Limit.Start) -> String {
        switch start {
        case .run:
            return self.language("起算事项之日", "the day of the event that starts it")
        case .field(let field):
            return self.language.quoted(self.field(field))
        case .events(let events):
            return self.language.quoted(self.language(self.guards.events(events)))
        case .parentEvents(let events):
            let labels = events.map { event in
                self.definition.parents.map { self.event(event, of: $0) }.unique
                    .first { $0 != event } ?? event
            }
            let names = labels.joined(separator: self.language("或", " or "))
            return self.language("所属案件的〈\(names)〉", "‹\(names)› of the case it belongs to")
        }
    }

    private func extensions(_ limit: Limit) -> [String] {
        var words = limit.extensions.map { step in
            switch step {
            case .total(let period):
                self.language(
                    "可延长至自同日起共\(period.chinese)", "can be extended to \(period) in all")
            case .further(let period):
                self.language("可再延长\(period.chinese)", "can be extended by \(period)")
            case .free:
                self.language("可延长至任一较晚日期", "can be extended to any later date")
            }
        }
        if limit.extendsAnyTime {
            words.append(
                self.language("可多次延长至任一较晚日期", "can be extended any number of times"))
        }
        return words
    }

    /// What rest days do to the end.
    func roll(_ roll: RollOver) -> String {
        switch roll {
        case .nextWorkingDay:
            self.language("逢休息日顺延至下一工作日", "a rest day moves it to the next working day")
        case .none: self.language("不因休息日顺延", "rest days do not move it")
        }
    }

    /// Money that grows while the clock runs.
    func accrual(_ accrual: Accrual) -> String {
        let (owed, paid) = (self.field(accrual.of), self.field(accrual.less))
        let most = self.language(
            accrual.atMost.map(self.guards.bound) ?? Label("起算时欠缴的数额", "what was due when it began")
        )
        let rate = accrual.percentPerDay
        return self.language(
            "每日按〈\(owed)〉减〈\(paid)〉后余额的\(rate)%加收，最多\(most)",
            "grows by \(rate) % a day of ‹\(owed)› less ‹\(paid)›, at most \(most)")
    }

    /// What is remitted of it.
    func remission(_ remission: Remission) -> String {
        let (to, condition) = (self.field(remission.to), self.guards.statement(remission.condition))
        return self.language(
            "减免：\(condition.zh)期间，应缴以〈\(to)〉为限",
            "Remitted: while \(condition.en), no more than ‹\(to)› is owed")
    }

    /// What a clock's ladder does.
    func ladder(_ ladder: Ladder) -> String {
        let steps = self.language.list(ladder.after.map(self.period))
        let event = ladder.event.map { self.language.quoted(self.event($0)) }
        let text =
            event.map {
                self.language("逾期\(steps)后系统办理\($0)", "\($0) by the daemon \(steps) after it")
            } ?? self.language("逾期\(steps)后提醒", "people are reminded \(steps) after it")
        guard !ladder.thenTell.isEmpty else { return text }
        let told = self.language.list(ladder.thenTell.map(self.role))
        return text + self.language("，最后一次同时告知\(told)", "; with the last one told: \(told)")
    }

    /// The events whose transitions have such an effect on the clock; the opening first.
    func events(on clock: String, _ acts: (Effects) -> [String?]) -> [String] {
        func reaches(_ effects: Effects) -> Bool {
            acts(effects).contains { $0 == nil || $0 == clock }
        }
        let opening =
            reaches(self.definition.opening.effects)
            ? [self.language("立案", "the opening")] : []
        let events = self.definition.transitions.filter { $0.isPossible && reaches($0.effects) }
        return opening + events.map(\.event).unique.map { self.language.quoted(self.event($0)) }
    }
}
