// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// Checks what workflows ask of each other: cases they open, events they tell, settings they use.
struct NeighbourCheck {
    private let rulebook: Rulebook
    private let findings: Findings

    init(_ rulebook: Rulebook, _ findings: Findings) {
        self.rulebook = rulebook
        self.findings = findings
    }

    func verify() {
        for combination in self.rulebook.combinations {
            let day = Swift.max(
                combination.profile.from,
                Day(combination.tree["effective"]?.text ?? "") ?? combination.profile.from)
            guard
                let own = self.rulebook.workflow(
                    combination.tree["workflow"]?.text ?? "", profile: combination.profile.name,
                    parent: combination.parent, on: day)?.definition
            else { continue }
            let tree = combination.tree
            for transition in own.transitions {
                let place = tree.place(of: transition.id)
                for (index, open) in transition.effects.opens.enumerated() {
                    let mark = tree.mark(of: place.key("opens").item(index))
                    self.verify(open, of: own, at: mark, day)
                }
                for (index, tell) in transition.effects.tells.enumerated() {
                    let mark = tree.mark(of: place.key("tells").item(index))
                    self.verify(tell, of: own, at: mark, day)
                }
            }
            for (index, open) in own.opening.effects.opens.enumerated() {
                let mark = tree.mark(of: Place("opening", "opens").item(index))
                self.verify(open, of: own, at: mark, day)
            }
        }
        self.verifyCalls()
    }

    private func error(
        at location: Mark, in own: WorkflowDefinition, _ reason: Said, mend: Said
    ) {
        self.findings.error(
            location, reason, mend: mend, in: "workflow \(own.name) (\(own.profile))")
    }

    private func neighbour(
        _ name: String, of own: WorkflowDefinition, _ day: Day
    ) -> WorkflowDefinition? {
        self.rulebook.workflow(name, profile: own.profile, parent: own.name, on: day)?.definition
    }

    /// Whatever is opened has its fields, its offices, and a state to begin in.
    private func verify(
        _ open: OpenEffect, of own: WorkflowDefinition, at location: Mark, _ day: Day
    ) {
        guard let other = self.neighbour(open.workflow, of: own, day) else { return }
        var given = Set(open.copy).union(open.set.keys)
        if let list = open.forEach, case .record(let parts) = own.fields[list]?.type.element {
            given.formUnion(parts.map(\.name))
            for part in parts where other.fields[part.name] == nil {
                self.error(
                    at: location, in: own, "opens \(other.name), which has no field \(part.name)",
                    mend: "the parts of \(list) fill the fields of the same names")
            }
        }
        for field in other.fields.items
        where field.isRequired && field.defaultValue == nil && !given.contains(field.name) {
            self.error(
                at: location, in: own, "opens \(other.name) without its field \(field.name)",
                mend: "copy: [\(field.name)], or set: {\(field.name): …}")
        }
        for role in other.roles.items
        where role.binding == .ofCase && open.bind[role.name] == nil
            && !self.bindsLater(role.name, other)
        {
            self.error(
                at: location, in: own, "opens \(other.name) without its \(role.name)",
                mend: "bind: {\(role.name): role.\(role.name)}")
        }
        for role in open.bind.keys.sorted() where other.roles[role]?.binding != .ofCase {
            self.error(
                at: location, in: own,
                "binds \(role), which \(other.name) does not name at its opening",
                mend: "leave it out")
        }
        if let at = open.at, !other.initial.contains(at) {
            self.error(
                at: location, in: own, "opens \(other.name) at \(at), where it cannot begin",
                mend: "initial: [\(other.initial.joined(separator: ", ")), \(at)]")
        }
        // A case may be divided into parts of its own kind.
        if other.name != own.name, open.isLinked == other.parents.contains(own.name) {
            self.error(
                at: location, in: own,
                open.isLinked
                    ? "opens \(other.name) as linked, which is a part of \(own.name)"
                    : "opens \(other.name) as child, but it does not name \(own.name) as a parent",
                mend: open.isLinked ? "as: child" : "parents: [\(own.name)] there")
        }
        for (field, value) in open.set {
            self.verify(value, of: field, in: other, by: own, at: location)
        }
        for name in open.copy {
            self.verifyCopy(
                of: name, own.fields[name]?.type, to: other, by: own, at: location, isPart: false)
        }
        if let list = open.forEach, case .record(let parts) = own.fields[list]?.type.element {
            for part in parts {
                self.verifyCopy(
                    of: part.name, part.type, to: other, by: own, at: location, isPart: true)
            }
        }
        for name in open.starts where !other.clocks.contains(name) {
            self.error(
                at: location, in: own, "starts clock \(name), which \(other.name) does not have",
                mend: "starts: [\(other.clocks.names.joined(separator: ", "))]")
        }
    }

    /// What is copied fits: the same type, and no option that the other does not have.
    private func verifyCopy(
        of name: String, _ type: FieldType?, to other: WorkflowDefinition,
        by own: WorkflowDefinition, at location: Mark, isPart: Bool
    ) {
        guard let type, let target = other.fields[name]?.type else { return }
        // A record's parts come as text and are read by the field they fill.
        let isText = isPart && type == .text
        guard type.word == target.word || isText && target.takesText else {
            self.error(
                at: location, in: own,
                "gives \(name) to \(other.name) as \(type.word), where it is \(target.word)",
                mend: "the same type in both")
            return
        }
        guard case .choice(let options) = type.element, case .choice(let known) = target.element
        else { return }
        for option in options where !known.contains(where: { $0.name == option.name }) {
            self.error(
                at: location, in: own,
                "may give \(name) \(option.name) to \(other.name), which has no such option",
                mend: "options: \(known.map(\.name).joined(separator: ", "))")
        }
    }

    private func bindsLater(_ role: String, _ other: WorkflowDefinition) -> Bool {
        other.events.items.contains { $0.binds.contains(role) }
    }

    /// Values set in another case are values of its fields.
    private func verify(
        _ value: Value, of field: String, in other: WorkflowDefinition,
        by own: WorkflowDefinition, at location: Mark
    ) {
        guard let text = value.text, let definition = other.fields[field] else { return }
        let isDay = text == "$happened_on"
        if isDay != (definition.type == .date && !(Day(text) != nil)) {
            self.error(
                at: location, in: own,
                "sets \(field) of \(other.name) to \(text), where it is \(definition.type.word)",
                mend: isDay ? "a date field" : "$happened_on, or a day")
        }
        if definition.type == .boolean, text != "true", text != "false" {
            self.error(
                at: location, in: own,
                "sets \(field) of \(other.name) to \(text); it is true or false",
                mend: "true or false")
        }
        guard case .choice(let options) = definition.type,
            !options.contains(where: { $0.name == text })
        else { return }
        self.error(
            at: location, in: own,
            "sets \(field) of \(other.name) to \(text), which is no option of it",
            mend: "options: \(options.map(\.name).joined(separator: ", "))")
    }

    /// What is told exists there and is open to the daemon; the fields it needs come with it.
    private func verify(
        _ tell: TellEffect, of own: WorkflowDefinition, at location: Mark, _ day: Day
    ) {
        guard let other = self.neighbour(tell.workflow, of: own, day) else { return }
        let transitions = other.transitions.filter { $0.event == tell.event }
        if transitions.contains(where: { !$0.by.contains("system") }) {
            self.error(
                at: location, in: own,
                "tells \(tell.event) to \(other.name), where it is not open to system",
                mend: "by: [system, …] there")
        }
        let event = other.events[tell.event]
        for field in event?.takes ?? []
        where tell.set[field] == nil && !tell.copy.contains(field) {
            self.error(
                at: location, in: own, "tells \(tell.event) to \(other.name) without \(field)",
                mend: "set: {\(field): …}")
        }
        for field in tell.set.keys.sorted() + tell.copy
        where !((event?.takes ?? []) + (event?.mayTake ?? [])).contains(field) {
            self.error(
                at: location, in: own,
                "tells \(tell.event) to \(other.name) with \(field), which it does not take",
                mend: "may_take: [\(field)] there")
        }
        for (field, value) in tell.set {
            self.verify(value, of: field, in: other, by: own, at: location)
        }
        for name in tell.copy {
            self.verifyCopy(
                of: name, own.fields[name]?.type, to: other, by: own, at: location, isPart: false)
        }
        let roles = tell.bind.keys.sorted() + [tell.passesOver?.role].compactMap { $0 }
        for role in roles where other.roles[role]?.binding != .ofCase {
            self.error(
                at: location, in: own, "names the role \(role), which \(other.name) does not bind",
                mend: "a role that is bound case there")
        }
    }

    /// What only the daemon may do is set off by a trigger, or told by some workflow.
    private func verifyCalls() {
        var told: Set<String> = []
        for name in self.rulebook.workflowNames {
            for tree in self.rulebook.source.workflows[name] ?? [] {
                for tell in tree.tells {
                    told.insert("\(tell.workflow == "self" ? name : tell.workflow) \(tell.event)")
                }
            }
        }
        for combination in self.rulebook.combinations {
            guard
                let own = self.rulebook.workflow(
                    combination.tree["workflow"]?.text ?? "", profile: combination.profile.name,
                    parent: combination.parent)?.definition
            else { continue }
            let ladders = Set(own.clocks.items.compactMap(\.ladder?.event))
            for transition in own.transitions
            where transition.by.contains("system") && transition.trigger == nil
                && !told.contains("\(own.name) \(transition.event)")
                && !ladders.contains(transition.event)
            {
                self.error(
                    at: combination.tree.mark(
                        of: combination.tree.place(of: transition.id).key("by")),
                    in: own,
                    "transition \(transition.id) is open to system but nothing sets it off",
                    mend: "add trigger, tell it from another workflow, or take system out of by")
            }
        }
    }
}

extension FieldType {
    /// Whether plain text can become a value of it when it is given.
    fileprivate var takesText: Bool {
        switch self {
        case .list, .record: false
        default: true
        }
    }
}

extension Tree {
    /// Every event told to another workflow.
    var tells: [(workflow: String, event: String)] {
        var found: [(workflow: String, event: String)] = []
        switch self {
        case .scalar:
            break
        case .list(let items, _):
            for item in items { found += item.tells }
        case .map(let entries, _):
            let workflow = self["workflow"] ?? self["children"] ?? self["linked"]
            if let event = self["event"]?.text, let workflow = workflow?.text {
                found.append((workflow, event))
            }
            for entry in entries { found += entry.value.tells }
        }
        return found
    }
}
