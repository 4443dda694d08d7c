// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar

// One sentence for each kind of unmet leaf, and what would mend it.
extension GuardWords {
    func missing(field name: String, allowed: Label?) -> Unmet {
        let label = self.field(name)
        let sentence =
            allowed.map {
                Label("缺少〈\(label.zh)〉,应为\($0.zh)", "‹\(label.en)› is missing, must be \($0.en)")
            } ?? Label("缺少〈\(label.zh)〉", "‹\(label.en)› is missing")
        return Unmet(
            code: "field", parameters: ["field": name], sentence: sentence,
            mend: self.setters(of: name))
    }

    func wrong(field name: String, mustBe: Label, is value: Label) -> Unmet {
        let label = self.field(name)
        return Unmet(
            code: "field", parameters: ["field": name],
            sentence: Label(
                "〈\(label.zh)〉应为\(mustBe.zh),现为\(value.zh)",
                "‹\(label.en)› must be \(mustBe.en), is \(value.en)"),
            mend: self.setters(of: name))
    }

    func outOfBound(
        _ name: String, _ relation: Guard.Relation, _ bound: Guard.Bound, _ limit: String,
        _ value: String
    ) -> Unmet {
        let label = self.field(name)
        let how = self.relation(relation)
        var named = Label(same: limit)
        if case .literal = bound {
        } else {
            let words = self.bound(bound)
            named = Label("\(words.zh)(\(limit))", "\(words.en) (\(limit))")
        }
        return Unmet(
            code: "field", parameters: ["field": name, "bound": limit],
            sentence: Label(
                "〈\(label.zh)〉应\(how.zh)\(named.zh),现为\(value)",
                "‹\(label.en)› must be \(how.en) \(named.en), is \(value)"),
            mend: self.setters(of: name))
    }

    func noBound(_ name: String, _ relation: Guard.Relation, _ bound: Guard.Bound) -> Unmet {
        let label = self.field(name)
        let how = self.relation(relation)
        let words = self.bound(bound)
        return Unmet(
            code: "field", parameters: ["field": name],
            sentence: Label(
                "〈\(label.zh)〉应\(how.zh)\(words.zh),但后者尚无值",
                "‹\(label.en)› must be \(how.en) \(words.en), which has no value yet"))
    }

    func notIncluding(_ name: String, _ values: Label) -> Unmet {
        let label = self.field(name)
        return Unmet(
            code: "field", parameters: ["field": name],
            sentence: Label(
                "〈\(label.zh)〉应包含\(values.zh)", "‹\(label.en)› must include \(values.en)"),
            mend: self.setters(of: name))
    }

    func beyond(_ name: String, _ other: String, _ values: Label) -> Unmet {
        let label = self.field(name)
        let limit = self.field(other)
        return Unmet(
            code: "field", parameters: ["field": name, "bound": other],
            sentence: Label(
                "〈\(label.zh)〉超出〈\(limit.zh)〉:\(values.zh)",
                "‹\(label.en)› goes beyond ‹\(limit.en)›: \(values.en)"),
            mend: self.setters(of: name))
    }

    func setters(of field: String) -> Label? {
        let events = self.definition.events.items.filter {
            $0.takes.contains(field) || $0.mayTake.contains(field)
        }
        guard !events.isEmpty else { return nil }
        let labels = events.map(\.labels).joined
        let names = events.map(\.name).joined(separator: ", ")
        return Label(
            "可随〈\(labels.zh)〉(\(names))填写:\(field)=…",
            "comes with \(labels.en) (\(names)): \(field)=…")
    }

    func notRecorded(
        _ test: Guard.RecordedTest, needed: Int, found: Int, case id: String
    ) -> Unmet {
        let events = self.events(test.events)
        let since = self.since(test.since)
        var count = Label(same: "")
        if needed > 1 {
            count = Label("(应\(needed)次,现\(found)次)", " (needed \(needed), found \(found))")
        }
        var with = Label(same: "")
        for (field, allowed) in test.with.sorted(by: { $0.key < $1.key }) {
            let values = self.values(allowed, of: field)
            with.zh += "且〈\(self.field(field).zh)〉为\(values.zh)"
            with.en += " with ‹\(self.field(field).en)› \(values.en)"
        }
        let performers = self.performers(of: test.events[0])
        return Unmet(
            code: "recorded", parameters: ["event": test.events.joined(separator: ",")],
            sentence: Label(
                "尚未〈\(events.zh)〉\(with.zh)\(count.zh)\(since.zh)",
                "‹\(events.en)› not recorded\(with.en)\(count.en)\(since.en)"),
            mend: Label(
                "由\(performers.zh)办理:caseadm act \(id) \(test.events[0])",
                "entered by \(performers.en): caseadm act \(id) \(test.events[0])"))
    }

    func noDocument(
        _ kind: String, needed: Int, found: Int, since: Since?, case id: String
    ) -> Unmet {
        let label = self.document(kind)
        let after = self.since(since)
        let count =
            needed > 1
            ? Label("(应\(needed)份,现\(found)份)", " (needed \(needed), found \(found))")
            : Label(same: "")
        return Unmet(
            code: "document", parameters: ["document": kind],
            sentence: Label(
                "缺少材料〈\(label.zh)〉\(count.zh)\(after.zh)",
                "document ‹\(label.en)› is missing\(count.en)\(after.en)"),
            mend: Label(same: "caseadm attach \(id) FILE --kind \(kind)"))
    }

    func casesBehind(_ cases: [ChildFacts], states: [String], _ code: String) -> Unmet {
        let named = cases.map { other in
            other.holder.map { "\(other.id)(\($0))" } ?? other.id
        }.joined(separator: "、")
        let states = self.childStates(cases.map(\.workflow).unique, states)
        return Unmet(
            code: code, parameters: ["cases": cases.map(\.id).joined(separator: ",")],
            sentence: Label("\(named)尚未达到“\(states.zh)”", "\(named) is not yet \(states.en)"),
            mend: Label(same: cases.map { "caseadm why \($0.id)" }.joined(separator: "; ")))
    }

    func noCaseIn(_ workflows: [String], states: [String], _ code: String) -> Unmet {
        let names = self.workflows(workflows)
        let labels = self.childStates(workflows, states)
        return Unmet(
            code: code, parameters: ["workflow": workflows.joined(separator: ",")],
            sentence: Label(
                "没有〈\(names.zh)〉处于\(labels.zh)", "no ‹\(names.en)› is \(labels.en)"))
    }

    func tooFewCases(_ workflows: [String], needed: Int, found: Int, _ code: String) -> Unmet {
        let names = self.workflows(workflows)
        return Unmet(
            code: code, parameters: ["workflow": workflows.joined(separator: ",")],
            sentence: Label(
                "〈\(names.zh)〉应有\(needed)件,现\(found)件",
                "‹\(names.en)›: needed \(needed), found \(found)"))
    }

    func tooFewSame(_ test: Guard.SameTest, found: Int) -> Unmet {
        let names = self.workflows(test.workflows)
        let field = self.field(test.field)
        let what = self.condition(of: test)
        return Unmet(
            code: "same", parameters: ["workflow": test.workflows.joined(separator: ",")],
            sentence: Label(
                "同一〈\(field.zh)〉的〈\(names.zh)〉\(what.zh):应有\(test.atLeast)件,现\(found)件",
                "‹\(names.en)› with the same ‹\(field.en)›\(what.en): needed \(test.atLeast), found \(found)"
            ))
    }

    /// What is asked of the other cases: (已〈决定〉,3年内).
    func condition(of test: Guard.SameTest) -> Label {
        switch test.condition {
        case nil:
            return Label(same: "")
        case .states(let states):
            let labels = self.childStates(test.workflows, states)
            return Label("(\(labels.zh))", " (\(labels.en))")
        case .recorded(let event, let within):
            let label =
                test.workflows.compactMap { self.definition.related[$0]?.events[event] }.first
                ?? self.event(event)
            guard let within else { return Label("(已〈\(label.zh)〉)", " (‹\(label.en)›)") }
            return Label(
                "(\(within.chinese)内已〈\(label.zh)〉)", " (‹\(label.en)› within \(within))")
        }
    }

    func noDay(_ point: Guard.ElapsedTest.Point) -> Unmet {
        let label = self.point(point)
        switch point {
        case .event(let event):
            return Unmet(
                code: "elapsed", parameters: ["event": event],
                sentence: Label("尚未\(label.zh)", "\(label.en) is not recorded"))
        case .field(let field):
            return self.missing(field: field, allowed: nil)
        }
    }

    func elapsed(
        _ test: Guard.ElapsedTest, _ period: Period, isAtLeast: Bool, _ from: Day, _ to: Day,
        _ judge: GuardJudge
    ) -> Unmet {
        let (a, b) = (self.point(test.from), self.point(test.to))
        let how = isAtLeast ? Label("应不少于", "must be at least") : Label("应不超过", "must be at most")
        let now = self.span(from, to, period.unit, judge.reckoner)
        return Unmet(
            code: "elapsed",
            parameters: ["from": from.description, "to": to.description],
            sentence: Label(
                "自\(a.zh)(\(from))至\(b.zh)(\(to))\(how.zh)\(period.chinese),现\(now.zh)",
                "from \(a.en) (\(from)) to \(b.en) (\(to)) \(how.en) \(period), is \(now.en)"))
    }

    /// The days between, in the unit asked about; calendar days for months and years.
    private func span(
        _ from: Day, _ to: Day, _ unit: Period.Unit, _ reckoner: Reckoner
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

    func noRow(_ test: Guard.TableTest, _ values: [(String, String)], _ day: Day) -> Unmet {
        let named = values.map { column, value in
            self.value(value, of: test.match[column] ?? column)
        }.joined
        return Unmet(
            code: "table", parameters: ["table": test.table],
            sentence: Label(
                "依据表“\(test.table)”在\(day)没有:\(named.zh)",
                "the table “\(test.table)” has no row on \(day) for: \(named.en)"),
            mend: self.mend(test))
    }

    func notAllowed(
        _ test: Guard.TableTest, _ field: String, _ values: [String], _ day: Day
    ) -> Unmet {
        let label = self.field(field)
        let named = self.values(values, of: field, separator: ("、", ", "))
        return Unmet(
            code: "table", parameters: ["table": test.table, "field": field],
            sentence: Label(
                "依据表“\(test.table)”在\(day)不允许〈\(label.zh)〉:\(named.zh)",
                "the table “\(test.table)” does not allow on \(day) as ‹\(label.en)›: \(named.en)"),
            mend: self.setters(of: field))
    }

    private func mend(_ test: Guard.TableTest) -> Label? {
        test.match.values.sorted().compactMap(self.setters).first
    }

    func notOut(
        _ kind: String, _ test: Guard.DeliveryTest, recipients: [String], case id: String
    ) -> Unmet {
        let label = self.definition.deliveries[kind]?.labels ?? Label(same: kind)
        let names = recipients.joined(separator: "、")
        let how = test == .sent ? Label("送出", "sent") : Label("送达", "acknowledged")
        return Unmet(
            code: "deliveries", parameters: ["delivery": kind],
            sentence: Label(
                "〈\(label.zh)〉尚未全部\(how.zh):\(names)",
                "‹\(label.en)› not yet all \(how.en): \(names)"),
            mend: Label(same: "caseadm delivery ack --case \(id)"))
    }

    /// `%` in the sentences stands for the clock's label.
    func clock(_ name: String, _ zh: String, _ en: String) -> Unmet {
        let label = self.definition.clocks[name]?.labels ?? Label(same: name)
        return Unmet(
            code: "clock", parameters: ["clock": name],
            sentence: Label(
                zh.split(separator: "%", omittingEmptySubsequences: false)
                    .joined(separator: label.zh),
                en.split(separator: "%", omittingEmptySubsequences: false)
                    .joined(separator: label.en)))
    }

    func sameActor(_ name: String, _ event: String) -> Unmet {
        let label = self.event(event)
        return Unmet(
            code: "actor", parameters: ["event": event, "user": name],
            sentence: Label(
                "\(name)已办理〈\(label.zh)〉,不得再办本步",
                "\(name) entered ‹\(label.en)› and may not do this step"),
            mend: Label("由另一人办理", "another person must do it"))
    }
}
