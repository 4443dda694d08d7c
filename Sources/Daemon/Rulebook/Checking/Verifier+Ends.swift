// SPDX-License-Identifier: Apache-2.0
internal import Workflow

// A case does not end with a duty running, and what opens each year can open.
extension Verifier {
    /// Which duties may run where: along every way, whatever the conditions on it.
    func verifyEnds() {
        let duties = Set(
            self.definition.clocks.items.filter {
                $0.kind == .duty && $0.rule != nil && !self.definition.isOfLetters($0.name)
            }.map(\.name))
        var running: [String: Set<String>] = [:]
        let opening = self.definition.opening.effects
        for state in self.definition.initial {
            running[state] = Set(opening.starts.compactMap(\.clock)).intersection(duties)
                .union(self.startedByOthers.intersection(duties))
        }
        var frontier = self.definition.initial
        while let state = frontier.popLast() {
            for transition in self.definition.transitions where transition.from.contains(state) {
                let to = transition.to ?? state
                let after = self.after(transition, before: running[state] ?? [], of: duties)
                if !after.isSubset(of: running[to] ?? []) || running[to] == nil {
                    running[to] = (running[to] ?? []).union(after)
                    frontier.append(to)
                }
            }
        }
        for transition in self.definition.transitions {
            guard let to = transition.to, self.definition.states[to]?.isFinal ?? false else {
                continue
            }
            let left = transition.from.reduce(into: Set<String>()) {
                $0.formUnion(self.after(transition, before: running[$1] ?? [], of: duties))
            }
            for clock in left.sorted() {
                self.error(
                    self.place(of: transition),
                    "duty \(clock) may still run when the case ends in \(to)",
                    mend: "stops: [\(clock)], or stops: all")
            }
        }
    }

    private func after(
        _ transition: TransitionDefinition, before: Set<String>, of duties: Set<String>
    ) -> Set<String> {
        let effects = transition.effects
        let stopped = effects.stops.filter { $0.condition == nil }
        var after = stopped.contains { $0.clock == nil } ? [] : before
        after.subtract(stopped.compactMap(\.clock))
        after.formUnion((effects.starts + effects.restarts).compactMap(\.clock))
        return after.intersection(duties)
    }

    func verifyYearly() {
        guard let yearly = self.definition.yearly else { return }
        let given = Set(yearly.set.keys)
        for field in self.definition.fields.items
        where field.isRequired && field.defaultValue == nil && !given.contains(field.name) {
            self.error(
                Place("yearly"), "is opened each year without its field \(field.name)",
                mend: "set: {\(field.name): …} in yearly")
        }
        for field in self.definition.naturalKey
        where !given.contains(field) && WorkflowDefinition.role(inKey: field) != yearly.role {
            self.error(
                Place("yearly"), "is opened each year without \(field) of its natural key",
                mend: "set: {\(field): …} in yearly")
        }
        if self.definition.naturalKey.isEmpty {
            self.error(
                Place("yearly"), "is opened each year but has no natural key",
                mend: "natural_key: […]")
        }
        for role in self.definition.roles.items
        where role.binding == .ofCase && role.name != yearly.role
            && !self.definition.events.items.contains(where: { $0.binds.contains(role.name) })
        {
            self.error(
                Place("yearly"), "is opened each year without its \(role.name)",
                mend: "bind: {\(role.name): item} in yearly, or an event that binds it")
        }
    }
}
