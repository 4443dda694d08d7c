// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

// The names by which templates tell of a case.
extension PaperMatter {
    /// All names: fields by their own, and the groups below.
    ///
    /// - Parameter related: the workflow that is called so, for parts and wholes of which there are none yet.
    func names(_ related: @escaping @Sendable (String) -> WorkflowDefinition?) -> PaperName {
        var names = self.fields
        names["role"] = self.group(self.definition.roles.items.map { ($0.name, self.role($0)) })
        names["event"] = self.group(self.definition.events.items.map { ($0.name, self.event($0)) })
        names["clock"] = self.group(self.definition.clocks.items.map { ($0.name, self.clock($0)) })
        names["document"] = self.group(
            self.definition.documents.items.map { ($0.name, self.document($0)) })
        names["delivery"] = self.group(
            self.definition.deliveries.items.map { ($0.name, self.delivery($0)) })
        names["article"] = self.articles
        names["law"] = self.group(self.definition.laws.items.map { ($0.name, self.law($0)) })
        names["case"] = self.file
        names["today"] = self.date(self.today, "制作日期")
        names["public"] = .flag(self.isPublic)
        names["part"] = PaperName("", nil, more: { self.parts(of: $0, related) })
        names["whole"] = PaperName("", nil, more: { self.whole(of: $0, related) })
        return PaperName(self.definition.labels.zh, nil, isTold: true, names: names)
    }

    private func group(_ names: [(String, PaperName)]) -> PaperName {
        PaperName("", nil, isTold: true, names: Dictionary(names) { first, _ in first })
    }

    private var file: PaperName {
        let state = self.facts.flatMap { self.definition.states[$0.state] }
        return self.group([
            ("id", PaperName("件号", self.facts?.id)),
            ("title", PaperName("标题", self.title.isEmpty ? nil : self.title)),
            ("kind", PaperName("流程", self.definition.labels.zh)),
            ("state", PaperName("状态", state?.labels.zh)),
            ("papers", self.papers),
            ("opened", self.date(self.openedOn, "立件日期")),
        ])
    }

    /// All documents on file, in the order in which their kinds stand.
    private var papers: PaperName {
        func named(_ file: Document?, _ kind: DocumentDefinition?) -> PaperName {
            let label = kind?.labels.zh ?? "文书"
            return PaperName(
                label, file?.name, isTold: true,
                names: [
                    "kind": PaperName("文书种类", kind?.labels.zh),
                    "name": PaperName("文件名", file?.name),
                    "on": self.date(file?.on, "归卷日期"),
                ])
        }
        let all = self.definition.documents.items.flatMap { kind in
            self.documents.filter { $0.kind == kind.name }.map { named($0, kind) }
        }
        return PaperName("案卷", nil, items: all, like: named(nil, nil))
    }

    private func date(_ day: Day?, _ label: String) -> PaperName {
        PaperName(
            label, day.map(ChineseNumerals.figures),
            names: [
                "numerals": PaperName(label, day.map(ChineseNumerals.text)),
                "year": PaperName("\(label)年份", day.map { "\($0.year)" }),
                "iso": PaperName(label, day?.description),
            ])
    }

    private func amount(_ amount: ExactNumber?, _ label: String) -> PaperName {
        PaperName(
            label, amount.map { "\($0)元" },
            names: [
                "capitals": PaperName(label, amount.flatMap(ChineseNumerals.capitals)),
                "figures": PaperName(label, amount.map { "\($0)" }),
            ])
    }

    private func role(_ role: RoleDefinition) -> PaperName {
        let holder = self.facts?.roles[role.name]
        let name = holder.map { $0.office.flatMap { self.officeNames[$0] } ?? $0.name }
        return PaperName(role.labels.zh, name)
    }

    /// The last day on which it happened; `first`, `count` of several.
    private func event(_ event: EventDefinition) -> PaperName {
        let label = "〈\(event.labels.zh)〉日期"
        let days = (self.facts?.history ?? []).filter { $0.event == event.name }.map(\.happenedOn)
        let last = self.date(days.last ?? nil, label)
        return PaperName(
            label, last.text, isTold: !days.isEmpty,
            names: [
                "numerals": last.below("numerals") ?? last,
                "first": self.date(days.first ?? nil, label),
                "count": PaperName("〈\(event.labels.zh)〉次数", days.isEmpty ? nil : "\(days.count)"),
                "several": .flag(days.count > 1),
            ])
    }

    /// The day on which its last run falls due.
    private func clock(_ clock: ClockDefinition) -> PaperName {
        let run = self.facts?.run(of: clock.name)
        let label = "〈\(clock.labels.zh)〉到期日"
        let due = self.date(run?.due, label)
        let accrued = self.accrued[clock.name]
        let bases = run.map(clock.basis) ?? clock.rule?.basis
        return PaperName(
            label, due.text, isTold: due.text != nil || accrued != nil,
            names: [
                "numerals": due.below("numerals") ?? due,
                "from": self.date(run?.startedOn, "〈\(clock.labels.zh)〉起算日"),
                "original": self.date(run?.originalDue, "〈\(clock.labels.zh)〉原到期日"),
                "extended": .flag(run.map { !$0.extensions.isEmpty } ?? false),
                "late": .flag(run?.isPastDue(on: self.today) ?? false),
                "in_time": .flag(run?.wasInTime ?? false),
                "article": PaperName("〈\(clock.labels.zh)〉依据", bases.flatMap { self.cited($0) }),
                "principal": self.amount(accrued?.principal, "本金"),
                "added": self.amount(accrued?.added, "加处罚款"),
                "paid": self.amount(accrued?.paid, "已缴"),
                "unpaid": self.amount(accrued?.unpaid, "未缴"),
                "days": PaperName("逾期天数", accrued.map { "\($0.days)" }),
            ])
    }

    private func document(_ kind: DocumentDefinition) -> PaperName {
        let files = self.documents.filter { $0.kind == kind.name }
        func named(_ file: Document?) -> PaperName {
            PaperName(
                kind.labels.zh, file?.name,
                names: ["on": self.date(file?.on, "〈\(kind.labels.zh)〉归卷日期")])
        }
        return PaperName(
            kind.labels.zh, files.last?.name, items: files.map(named), like: named(nil))
    }

    private func delivery(_ kind: DeliveryDefinition) -> PaperName {
        let sent = (self.facts?.deliveries ?? []).filter { $0.kind == kind.name }
        func named(_ fact: DeliveryFact?) -> PaperName {
            PaperName(
                kind.labels.zh, fact?.recipient,
                names: ["on": self.date(fact?.doneOn, "〈\(kind.labels.zh)〉送出日期")])
        }
        let names = sent.map(\.recipient).joined(separator: "、")
        return PaperName(
            kind.labels.zh, names.isEmpty ? nil : names, items: sent.map(named), like: named(nil))
    }

    /// `article.event.NAME`, `article.opening`: by what an act is done.
    private var articles: PaperName {
        let events = self.definition.events.items.map { event in
            let branches = self.definition.transitions.filter { $0.event == event.name }
            let cited = branches.first { !$0.basis.isEmpty }.flatMap { self.cited($0.basis) }
            return (event.name, PaperName("〈\(event.labels.zh)〉依据", cited))
        }
        return self.group([
            ("event", self.group(events)),
            ("opening", PaperName("立件依据", self.cited(self.definition.opening.basis))),
        ])
    }

    /// Laws and articles; what is a practice is no law to cite.
    func cited(_ bases: [Basis]) -> String? {
        var before = ""
        let texts = bases.compactMap { basis -> String? in
            guard case .article(let law, let article, _) = basis,
                let known = self.definition.laws[law]
            else { return nil }
            let number = PaperMatter.article(known.number(of: article, on: self.today))
            // Of several articles of a law it is named once.
            defer { before = law }
            return law == before && !number.isEmpty ? number : self.title(of: known) + number
        }
        return texts.isEmpty ? nil : texts.joined(separator: "、")
    }

    private func title(of law: Law) -> String {
        "《\(self.lawNames[law.name] ?? law.labels.zh)》"
    }

    /// `law.NAME`, `law.NAME.art.44`.
    private func law(_ law: Law) -> PaperName {
        let (title, today) = (self.title(of: law), self.today)
        let article = PaperName(
            title, nil,
            more: { number in
                guard number.allSatisfy(\.isNumber), Int(number) != nil else { return nil }
                let own = PaperMatter.article(law.number(of: number, on: today))
                return PaperName(title, "\(title)\(own)")
            })
        return PaperName(title, title, names: ["art": article])
    }

    /// 第四十四条; of `44(2)(1)` 第四十四条第二款第一项; what is no number stays as it is.
    static func article(_ number: String) -> String {
        guard !number.isEmpty, number != "unread" else { return "" }
        let parts = number.split(separator: "(").map { $0.filter { $0 != ")" } }.map { Int($0) }
        guard (1...3).contains(parts.count), !parts.contains(nil) else { return "第\(number)条" }
        return zip(parts.compactMap(\.self), ["条", "款", "项"]).map { part, unit in
            "第\(ChineseNumerals.text(of: part))\(unit)"
        }.joined()
    }

    private func parts(
        of workflow: String, _ related: @escaping @Sendable (String) -> WorkflowDefinition?
    ) -> PaperName? {
        guard let definition = related(workflow) else { return nil }
        let own = self.parts.filter { $0.definition.name == workflow }
        let empty = PaperMatter(definition: definition, today: self.today)
        return PaperName(
            definition.labels.zh, own.isEmpty ? nil : "\(own.count)",
            items: own.map { self.alike($0).names(related) }, like: empty.names(related))
    }

    /// A case that is told on the same paper: by the same names of laws, and for the same readers.
    private func alike(_ other: PaperMatter) -> PaperMatter {
        var other = other
        (other.lawNames, other.isPublic) = (self.lawNames, self.isPublic)
        return other
    }

    private func whole(
        of workflow: String, _ related: @escaping @Sendable (String) -> WorkflowDefinition?
    ) -> PaperName? {
        if let whole = self.whole.first(where: { $0.definition.name == workflow }) {
            return self.alike(whole).names(related)
        }
        guard let definition = related(workflow) else { return nil }
        let empty = PaperMatter(definition: definition, today: self.today).names(related)
        return empty.untold
    }
}
