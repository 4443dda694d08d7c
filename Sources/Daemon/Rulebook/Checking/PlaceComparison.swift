// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// Remarks where a place's figures differ in kind from the nation's: a lawyer should look twice.
struct PlaceComparison {
    let national: WorkflowDefinition
    let local: WorkflowDefinition
    /// What the place's definition was read from.
    let tree: Tree
    let nationalTree: Tree
    let findings: Findings

    func compare() {
        for clock in self.local.clocks.items {
            guard let other = self.national.clocks[clock.name],
                self.tree.mark(of: .rule(clock.name))
                    != self.nationalTree.mark(of: .rule(clock.name))
            else { continue }
            self.compare(clock, to: other)
        }
        for clock in self.local.clocks.items {
            guard let other = self.national.clocks[clock.name], other.kind != clock.kind else {
                continue
            }
            self.remark(
                Place("clocks", clock.name, "kind"),
                "clock \(clock.name) is a \(clock.kind.said) here, in the nation a \(other.kind.said)"
            )
        }
        for field in self.local.fields.items {
            guard case .list(_, let least, _) = field.type,
                case .list(_, let nationals?, _)? = self.national.fields[field.name]?.type,
                (least ?? 0) < nationals
            else { continue }
            self.remark(
                Place("fields", field.name, "min_items"),
                "\(field.name) needs \(least ?? 0) items here, fewer than the nation's \(nationals)"
            )
        }
    }

    private func compare(_ clock: ClockDefinition, to other: ClockDefinition) {
        let place = Place.rule(clock.name)
        guard let nationals = other.rule else { return }
        let isByLaw = nationals.isByLaw
        guard let rule = clock.rule else {
            if isByLaw {
                self.remark(
                    place, "clock \(clock.name) has no limit here, where the nation has one by law")
            }
            return
        }
        let units = (Set(rule.limits.compactMap { $0.span?.unit }), nationals.units)
        if !units.0.isEmpty, !units.1.isEmpty, units.0.isDisjoint(with: units.1) {
            self.remark(
                place,
                "clock \(clock.name) is counted in \(Period.Unit.said(units.0)) here, in the nation in \(Period.Unit.said(units.1))"
            )
        }
        if rule.roll != nationals.roll {
            self.remark(
                place,
                rule.roll == .none
                    ? "the end of \(clock.name) does not roll here, in the nation it does"
                    : "the end of \(clock.name) rolls here, in the nation it does not")
        }
        if isByLaw, let own = rule.shortest, let national = nationals.shortest,
            own.isLonger(than: national)
        {
            self.remark(
                place,
                "clock \(clock.name) has \(own) here, longer than the \(national) that the nation has by law"
            )
        }
    }

    private func remark(_ place: Place, _ reason: Said) {
        self.findings.remark(
            self.tree.mark(of: place), reason,
            mend: "look at the law again; if it is so, nothing is to be done",
            in: "workflow \(self.local.name) (\(self.local.profile))")
    }
}

extension ClockRule {
    /// Whether an article stands behind it.
    fileprivate var isByLaw: Bool {
        (self.basis + self.limits.flatMap(\.basis)).contains { basis in
            if case .article = basis { true } else { false }
        }
    }

    fileprivate var units: Set<Period.Unit> { Set(self.limits.compactMap { $0.span?.unit }) }

    /// The limit that binds where each has the same start.
    fileprivate var shortest: Period? {
        let spans = self.limits.compactMap(\.span)
        return spans.first { span in spans.allSatisfy { !span.isLonger(than: $0) } }
    }
}

extension ClockDefinition.Kind {
    fileprivate var said: Said {
        switch self {
        case .duty: "duty"
        case .window: "window"
        }
    }
}

extension Period.Unit {
    /// The units in a row: days, months.
    fileprivate static func said(_ units: Set<Period.Unit>) -> Said {
        let words: [Said] = Period.Unit.allCases.filter(units.contains).map { unit in
            switch unit {
            case .days: "calendar days"
            case .workingDays: "working days"
            case .months: "months"
            case .years: "years"
            }
        }
        return words.dropFirst().reduce(words.first ?? "") { "\($0), \($1)" }
    }
}
