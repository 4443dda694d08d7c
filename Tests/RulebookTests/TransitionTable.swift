// SPDX-License-Identifier: Apache-2.0
import WorkCalendar
import Workflow

/// A workflow as a text that shows what every event does in every state, in a fixed form that
/// `Tests/Python/transition_table.py` makes too.
struct TransitionTable {
    let definition: WorkflowDefinition

    var text: String {
        var lines = [
            "# \(self.definition.name) \(self.definition.version), profile \(self.definition.profile)",
            "# state × event: the branches in order, or - where the event is not possible.", "",
            "open: "
                + self.joined(
                    [
                        "[by: \(self.definition.opening.by.joined(separator: ", "))]",
                        self.definition.opening.requires.map { "requires: \(self.text($0))" },
                    ] + self.effects(self.definition.opening.effects) + [
                        "basis: \(self.text(self.definition.opening.basis))"
                    ]),
        ]
        for state in self.definition.states.items {
            lines += ["", "## \(state.name)\(state.isFinal ? " (final)" : "")"]
            for event in self.definition.events.names {
                let branches = self.definition.branches(of: event, from: state.name)
                if branches.isEmpty { lines.append("\(state.name) × \(event): -") }
                lines += branches.map { "\(state.name) × \(event): \(self.text($0))" }
            }
        }
        lines += ["", "## clocks"] + self.definition.clocks.items.map(self.text)
        return lines.joined(separator: "\n") + "\n"
    }

    private func joined(_ parts: [String?]) -> String {
        parts.compactMap { $0 }.joined(separator: " | ")
    }

    private func text(_ transition: TransitionDefinition) -> String {
        self.joined(
            [
                "\(transition.id) → \(transition.to ?? "(stays)") [by: \(transition.by.joined(separator: ", "))]",
                transition.binds.map {
                    "binds: \($0.isEmpty ? "nobody" : $0.joined(separator: ", "))"
                },
                transition.when.map { "when: \(self.text($0))" },
                transition.requires.map { "requires: \(self.text($0))" },
                transition.trigger.map { "trigger: \(self.text($0))" },
            ] + self.effects(transition.effects) + ["basis: \(self.text(transition.basis))"])
    }

    private func text(_ trigger: Trigger) -> String {
        switch trigger {
        case .clocks(let clocks): "clock \(clocks.joined(separator: ", "))"
        case .deliveries(let kinds): "deliveries \(kinds.joined(separator: ", "))"
        case .children(let workflow): "children \(workflow)"
        case .linked(let workflows): "linked \(workflows.joined(separator: ", "))"
        }
    }

    private func text(_ bases: [Basis]) -> String {
        bases.map { basis in
            switch basis {
            case .practice: "practice"
            case .byDefault: "default"
            case .article(let law, let article, let isUnread):
                [law, article, isUnread ? "unread" : ""].filter { !$0.isEmpty }
                    .joined(separator: " ")
            }
        }.joined(separator: ", ")
    }
}

// Effects.
extension TransitionTable {
    private func effects(_ effects: Effects) -> [String?] {
        [
            self.list("draws", effects.draws.map(self.text)),
            self.list("stops", effects.stops.map(self.text)),
            self.list("resumes", effects.resumes.map(self.text)),
            self.list("pauses", effects.pauses.map(self.text)),
            self.list("extends", effects.extends.map { "\($0.clock) to \($0.field)" }),
            self.list("restarts", effects.restarts.map(self.text)),
            self.list("starts", effects.starts.map(self.text)),
            self.list("sets", self.pairs(effects.sets)),
            self.list("adds", effects.adds.map(self.text)),
            self.list("removes", effects.removes.map(self.text)),
            self.list(
                "produces", effects.produces.map { $0.document + self.condition($0.condition) }),
            self.list("emits", effects.emits.map(self.text)),
            self.list("opens", effects.opens.map(self.text)), self.list("links", effects.links),
            self.list("tells", effects.tells.map(self.text)),
        ]
    }

    private func list(_ name: String, _ items: [String]) -> String? {
        items.isEmpty ? nil : "\(name): \(items.joined(separator: ", "))"
    }

    private func pairs(_ values: [String: Value]) -> [String] {
        values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.line)" }
    }

    private func condition(_ condition: Guard?) -> String {
        condition.map { " if(\(self.text($0)))" } ?? ""
    }

    private func text(_ effect: ListEffect) -> String {
        "\(effect.list)(\(effect.fields.joined(separator: ", ")))"
    }

    private func text(_ effect: PauseEffect) -> String {
        "\(effect.clock) for \(effect.reason)" + self.condition(effect.condition)
    }

    private func text(_ effect: DrawEffect) -> String {
        let size =
            switch effect.size {
            case .rate(let field, let roundsUp): "rate \(field) \(roundsUp ? "up" : "nearest")"
            case .count(let count): "count \(count)"
            }
        let parts: [String?] = [
            "\(effect.into) from \(effect.pool)", size,
            effect.atLeast.map { "at least \(self.text($0))" },
            effect.notIn.map { "not in \($0)" },
        ]
        return "(\(parts.compactMap { $0 }.joined(separator: "; ")))"
    }

    private func text(_ effect: ClockEffect) -> String {
        (effect.clock ?? "all") + self.condition(effect.condition)
    }

    private func text(_ effect: EmitEffect) -> String {
        "\(effect.delivery) → (\(effect.to.map(self.text).joined(separator: ", ")))"
            + self.condition(effect.condition)
    }

    private func text(_ recipient: Recipient) -> String {
        let word =
            switch recipient.source {
            case .role(let role): "role.\(role)"
            case .duty(let duty): "office.\(duty)"
            case .field(let field): "field.\(field)"
            case .first(let field): "field.\(field).first"
            case .joined(let field): "field.\(field).joined"
            case .parent(let field): "parent.\(field)"
            }
        return (recipient.copies == 1 ? word : "\(word)×\(recipient.copies)")
            + (recipient.isOptional ? "?" : "")
    }

    private func text(_ effect: OpenEffect) -> String {
        let bind = effect.bind.sorted { $0.key < $1.key }.map { role, source in
            switch source {
            case .item: "\(role)=item"
            case .role(let other): "\(role)=role.\(other)"
            }
        }
        let parts: [String?] = [
            effect.isLinked ? "linked \(effect.workflow)" : effect.workflow,
            effect.at.map { "at \($0)" }, effect.event.map { "as \($0)" },
            effect.forEach.map { "for each \($0)" },
            bind.isEmpty ? nil : "bind \(bind.joined(separator: " "))",
            effect.copy.isEmpty ? nil : "copy \(effect.copy.joined(separator: " "))",
            effect.set.isEmpty ? nil : "set \(self.pairs(effect.set).joined(separator: " "))",
            effect.starts.isEmpty ? nil : "starts \(effect.starts.joined(separator: " "))",
            effect.unlessIn.isEmpty
                ? nil : "unless in \(effect.unlessIn.joined(separator: "|"))",
        ]
        return "(\(parts.compactMap { $0 }.joined(separator: "; ")))"
            + self.condition(effect.condition)
    }

    private func text(_ effect: TellEffect) -> String {
        let set = effect.set.isEmpty ? "" : " set \(self.pairs(effect.set).joined(separator: " "))"
        let target =
            switch effect.target {
            case .children: ""
            case .linked: "linked "
            case .same(let field): "same \(field) "
            }
        let copy = effect.copy.isEmpty ? "" : " copy \(effect.copy.joined(separator: " "))"
        let bind = effect.bind.sorted { $0.key < $1.key }.map { " bind \($0.key)=role.\($0.value)" }
        let unless = effect.passesOver.map { " unless \($0.role) in \($0.field)" } ?? ""
        return "\(target)\(effect.workflow) \(effect.event)\(set)\(copy)\(bind.joined())\(unless)"
            + self.condition(effect.condition)
    }
}

// Guards.
extension TransitionTable {
    func text(_ condition: Guard) -> String {
        switch condition {
        case .constant(let holds): holds ? "true" : "false"
        case .all(let parts): "all(\(parts.map(self.text).joined(separator: "; ")))"
        case .any(let parts): "any(\(parts.map(self.text).joined(separator: "; ")))"
        case .not(let part): "not(\(self.text(part)))"
        case .implies(let premise, let conclusion):
            "if(\(self.text(premise)); then \(self.text(conclusion)))"
        case .leaf(let leaf, let basis):
            self.text(leaf) + (basis == [.practice] ? "" : " {\(self.text(basis))}")
        }
    }

    private func text(_ leaf: Guard.Leaf) -> String {
        switch leaf {
        case .field(let leaf): return self.text(leaf)
        case .recorded(let leaf):
            let with = leaf.with.sorted { $0.key < $1.key }
                .map { " with \($0.key)=\($0.value.joined(separator: "|"))" }.joined()
            return "recorded \(leaf.events.joined(separator: "|"))"
                + self.times(leaf.atLeast) + with
                + (leaf.same.isEmpty ? "" : " same \(leaf.same.joined(separator: "|"))")
                + self.text(leaf.since) + (leaf.distinct.map { " distinct \($0)" } ?? "")
        case .document(let leaf):
            return "document \(leaf.kind)\(self.times(leaf.atLeast))\(self.text(leaf.since))"
        case .papers: return "papers on file"
        case .cases(let leaf): return "\(leaf.relation.rawValue) \(self.text(leaf))"
        case .namedCase(let leaf):
            return "case \(leaf.field) \(leaf.workflows.joined(separator: "|")) in "
                + leaf.states.joined(separator: "|")
        case .same(let leaf): return self.text(leaf)
        case .elapsed(let leaf): return self.text(leaf)
        case .table(let leaf):
            let match = leaf.match.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let allows = leaf.allows.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return "table \(leaf.table) on \(leaf.validOn) match \(match.joined(separator: " ")) "
                + "allows \(allows.joined(separator: " "))"
        case .state(let leaf): return "state \(leaf.states.joined(separator: "|"))"
        case .deliveries(let leaf):
            return "deliveries \(leaf.kind) all \(leaf.test.rawValue)\(self.text(leaf.since))"
        case .clock(let leaf):
            let within = leaf.within.map { " within \($0)" } ?? ""
            return "clock \(leaf.clock) is \(leaf.test.rawValue)\(within)"
        case .notSameActor(let leaf):
            return "not same actor as \(leaf.isLastOnly ? "last " : "")"
                + leaf.events.joined(separator: "|")
        }
    }

    private func text(_ leaf: FieldLeaf) -> String {
        let field = leaf.field
        return switch leaf.test {
        case .given: "field \(field)"
        case .oneOf(let values): "field \(field) = \(values.joined(separator: "|"))"
        case .compared(let relation, let bound):
            "field \(field) \(self.sign(relation)) \(self.text(bound))"
        case .between(let low, let high):
            "field \(field) from \(self.text(low)) to \(self.text(high))"
        case .includes(let values): "field \(field) includes \(values.joined(separator: "|"))"
        case .subset(let other): "field \(field) within \(other)"
        case .first(let other): "field \(field) first of \(other)"
        case .counted(let bound): "field \(field) items >= \(self.text(bound))"
        case .addedUp(let bound): "field \(field) sum = \(self.text(bound))"
        }
    }

    private func sign(_ relation: Guard.Relation) -> String {
        switch relation {
        case .atLeast: ">="
        case .atMost: "<="
        case .moreThan: ">"
        case .lessThan: "<"
        }
    }

    private func text(_ bound: Guard.Bound) -> String {
        switch bound {
        case .literal(let text): return text
        case .field(let field, let times):
            return times == ExactNumber(1) ? field : "\(times)×\(field)"
        case .rest(let field, let less): return "\(field)-\(less)"
        case .items(let field, let times, let less):
            return (times == ExactNumber(1) ? "" : "\(times)×") + "items(\(field))"
                + (less == .zero ? "" : "-\(less)")
        case .chosen(let figures, let field):
            let each = figures.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return "\(field)[\(each.joined(separator: " "))]"
        case .owed(let clock): return "owed(\(clock))"
        case .unpaid(let clock): return "unpaid(\(clock))"
        }
    }

    private func times(_ bound: Guard.Bound) -> String {
        bound == .literal("1") ? "" : " ×\(self.text(bound))"
    }

    private func text(_ leaf: CasesLeaf) -> String {
        let names = leaf.workflows.joined(separator: "|")
        return switch leaf.test {
        case .allIn(let states): "\(names) all in \(states.joined(separator: "|"))"
        case .anyIn(let states): "\(names) any in \(states.joined(separator: "|"))"
        case .atLeast(let count): "\(names) ×\(count)"
        }
    }

    private func text(_ test: SameLeaf) -> String {
        let head = "same \(test.field) \(test.workflows.joined(separator: "|"))"
        let with = test.with.sorted { $0.key < $1.key }
            .map { " with \($0.key)=\($0.value.joined(separator: "|"))" }.joined()
        let count = with + (test.isForAll ? "" : " ×\(test.atLeast)")
        switch test.condition {
        case nil: return head + count
        case .states(let states):
            return head + (test.isForAll ? " all in " : " any in ")
                + states.joined(separator: "|") + count
        case .recorded(let events, let within):
            return head + " recorded \(events.joined(separator: "|"))"
                + (within.map { " within \($0)" } ?? "") + count
        }
    }

    private func text(_ test: ElapsedLeaf) -> String {
        func point(_ point: ElapsedLeaf.Point?) -> String {
            switch point {
            case .event(let name), .field(let name): name
            case nil: "now"
            }
        }
        return "elapsed \(point(test.from)) to \(point(test.to))"
            + (test.atLeast.map { " >= \($0)" } ?? "") + (test.atMost.map { " <= \($0)" } ?? "")
    }

    private func text(_ since: Since?) -> String {
        guard let since else { return "" }
        return " since "
            + (since.events + since.states.map { "state.\($0)" }).joined(separator: "|")
    }
}

// Clocks.
extension TransitionTable {
    private func text(_ clock: ClockDefinition) -> String {
        let ladder = clock.ladder.map { ladder in
            "ladder: \(ladder.event ?? "told") after \(ladder.after.map(\.description).joined(separator: ", "))"
                + (ladder.thenTell.isEmpty
                    ? "" : " then tell \(ladder.thenTell.joined(separator: ", "))")
        }
        return "\(clock.name): "
            + self.joined([
                "\(clock.kind.rawValue) of \(clock.whose)",
                clock.rule.map { rule in
                    rule.limits.map(self.text).joined(separator: " or ")
                        + (rule.accrual.map { "; accrues \(self.text($0))" } ?? "")
                        + "; roll \(rule.roll.rawValue); basis: \(self.text(rule.basis))"
                } ?? "none",
                self.list("warn", clock.warn.map(\.description)), ladder,
            ])
    }

    private func text(_ accrual: Accrual) -> String {
        "\(accrual.percentPerDay)% of \(accrual.of) less \(accrual.less) "
            + "at most \(accrual.atMost.map(self.text) ?? "due")"
    }

    private func text(_ limit: Limit) -> String {
        var text: String
        switch limit.measure {
        case .length(let period): text = "\(period)"
        case .open: text = "open"
        case .yearDay(let month, let day): text = "day \(month)-\(day)"
        case .until(let field): text = "until \(field)"
        case .plan(let field, let paid): text = "until \(field) by \(paid)"
        case .before(let field, let period): text = "\(period) before \(field)"
        }
        switch limit.start {
        case .run: break
        case .events(let events): text += " from event \(events.joined(separator: "|"))"
        case .field(let field): text += " from field \(field)"
        case .parentEvents(let events): text += " from parent \(events.joined(separator: "|"))"
        }
        if let condition = limit.condition { text += " if(\(self.text(condition)))" }
        let steps =
            limit.extensions.map { step in
                switch step {
                case .total(let period): "\(period)"
                case .further(let period): "+\(period)"
                case .free: "free"
                }
            } + (limit.extendsAnyTime ? ["any"] : [])
        if !steps.isEmpty { text += " extended \(steps.joined(separator: ", "))" }
        if !limit.basis.isEmpty { text += " {\(self.text(limit.basis))}" }
        return "(\(text))"
    }
}
