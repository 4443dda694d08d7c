// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

// Effects and fields: what is paused goes on, what is drawn fits, what grows is money.
extension Verifier {
    func verifyFields() {
        for field in self.definition.fields.items {
            for other in [field.restrictions.notIn, field.restrictions.within].compactMap({ $0 })
            where self.definition.fields[other].map({ $0.type.element != field.type.element })
                ?? false
            {
                self.error(
                    Place("fields", field.name),
                    "field \(field.name) is compared with \(other), which has another type",
                    mend: "the same type in both")
            }
            if let other = field.restrictions.countedIn,
                self.definition.fields[other].map({ $0.type != .integer }) ?? false
            {
                self.error(
                    Place("fields", field.name),
                    "field \(field.name) is counted in \(other), which is no integer",
                    mend: "type: integer")
            }
            if field.isPersonal, self.definition.naturalKey.contains(field.name) {
                self.error(
                    Place("natural_key"),
                    "the personal field \(field.name) is part of the natural key",
                    mend: "personal: false, or another key")
            }
            if field.type == .text, ["true", "false"].contains(field.defaultValue?.text) {
                self.error(
                    Place("fields", field.name, "default"),
                    "the text \(field.name) is true or false by default",
                    mend: "type: boolean")
            }
        }
        self.verifyTitle()
    }

    private func verifyTitle() {
        guard !self.definition.fields.contains(self.definition.titleField) else { return }
        self.error(
            Place("title_field"),
            "there is no field \(self.definition.titleField) by which people call a case",
            mend: "title_field: FIELD")
    }

    func verifyEffects() {
        for transition in self.definition.transitions {
            self.verifyPauses(transition)
            self.verifyExtensions(transition)
            self.verifyDraws(transition)
            self.verifyLists(transition)
            self.verifyItems(transition)
        }
        for clock in self.definition.clocks.items {
            self.verifyRemission(clock)
            guard let accrual = clock.rule?.accrual else { continue }
            for name in [accrual.of, accrual.less]
            where self.definition.fields[name].map({ $0.type != .amount }) ?? false {
                self.error(
                    Place.rule(clock.name).key("accrues"),
                    "clock \(clock.name) accrues on \(name), which is no amount",
                    mend: "type: amount")
            }
            if self.definition.fields[accrual.less].map({ !$0.accumulates }) ?? false {
                self.error(
                    Place("fields", accrual.less),
                    "\(accrual.less) is paid in parts but does not accumulate",
                    mend: "accumulates: true")
            }
        }
    }

    private func verifyRemission(_ clock: ClockDefinition) {
        guard let remission = clock.remission else { return }
        let place = Place("clocks", clock.name, "remitted")
        if clock.rule.map({ $0.accrual == nil }) ?? false {
            self.error(
                place, "remits what is owed by clock \(clock.name), which does not accrue",
                mend: "accrues: … in its rule")
        }
        if self.definition.fields[remission.to].map({ $0.type != .amount }) ?? false {
            self.error(
                place.key("to"),
                "clock \(clock.name) remits to \(remission.to), which is no amount",
                mend: "type: amount")
        }
    }

    /// A pause ends somewhere, and what ends was begun.
    private func verifyPauses(_ transition: TransitionDefinition) {
        for pause in transition.effects.pauses {
            let ends = self.definition.allEffects.contains { effects in
                effects.resumes.contains { $0.clock == pause.clock && $0.reason == pause.reason }
                    || effects.stops.contains { $0.clock == pause.clock }
            }
            if !ends {
                self.error(
                    self.place(of: transition, "pauses"),
                    "clock \(pause.clock), paused for \(pause.reason), never goes on",
                    mend: "resumes: [{clock: \(pause.clock), for: \(pause.reason)}]")
            }
        }
        for resume in transition.effects.resumes {
            let begins = self.definition.allEffects.contains { effects in
                effects.pauses.contains { $0.clock == resume.clock && $0.reason == resume.reason }
            }
            if !begins {
                self.error(
                    self.place(of: transition, "resumes"),
                    "clock \(resume.clock) goes on after \(resume.reason), for which nothing pauses it",
                    mend: "pauses: [{clock: \(resume.clock), for: \(resume.reason)}]")
            }
        }
    }

    private func verifyExtensions(_ transition: TransitionDefinition) {
        for extend in transition.effects.extends {
            if let field = self.definition.fields[extend.field], field.type != .date {
                self.error(
                    self.place(of: transition, "extends"),
                    "extends to \(extend.field), which is no date", mend: "type: date")
            }
            guard let rule = self.definition.clocks[extend.clock]?.rule else { continue }
            if !rule.limits.contains(where: { $0.allows(extension: 0) }) {
                self.error(
                    self.place(of: transition, "extends"),
                    "extends clock \(extend.clock), which has no extended",
                    mend: "extended: LENGTH, free or any, in its rule")
            }
        }
    }

    /// What is added to a list, or taken out of it, is of its kind.
    private func verifyItems(_ transition: TransitionDefinition) {
        let (adds, removes) = (transition.effects.adds, transition.effects.removes)
        let all = adds.map { ("adds", $0) } + removes.map { ("removes", $0) }
        for (key, effect) in all {
            guard let list = self.definition.fields[effect.list] else { continue }
            for name in effect.fields {
                guard let type = self.definition.fields[name]?.type else { continue }
                if case .list = list.type, type.element == list.type.element { continue }
                self.error(
                    self.place(of: transition, key),
                    "puts \(name) into or takes it out of \(effect.list), which is no list of the same type",
                    mend: "type: list, with of: the type of \(name)")
            }
        }
    }

    private func verifyDraws(_ transition: TransitionDefinition) {
        for draw in transition.effects.draws {
            let pool = self.definition.fields[draw.pool]?.type
            let into = self.definition.fields[draw.into]?.type
            guard case .list = pool, case .list = into, pool?.element == into?.element else {
                self.error(
                    self.place(of: transition, "draws"),
                    "draws \(draw.into) from \(draw.pool): both must be lists of the same type",
                    mend: "type: list in both, with the same of")
                continue
            }
            if case .rate(let field, _) = draw.size,
                let type = self.definition.fields[field]?.type, type != .decimal
            {
                self.error(
                    self.place(of: transition, "draws"),
                    "draws at the rate \(field), which is no decimal", mend: "type: decimal")
            }
        }
    }

    /// What is done for each item is done over a list; what is linked is a case.
    private func verifyLists(_ transition: TransitionDefinition) {
        for name in transition.effects.links
        where self.definition.fields[name].map({ $0.type != .caseReference }) ?? false {
            self.error(
                self.place(of: transition, "links"),
                "links the case with \(name), which names none",
                mend: "type: case")
        }
        for open in transition.effects.opens {
            guard let name = open.forEach, let field = self.definition.fields[name] else {
                continue
            }
            if case .list = field.type { continue }
            self.error(
                self.place(of: transition, "opens"),
                "opens a case for each item of \(name), which is no list", mend: "type: list")
        }
    }
}
