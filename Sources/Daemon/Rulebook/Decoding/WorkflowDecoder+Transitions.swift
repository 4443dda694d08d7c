// SPDX-License-Identifier: Apache-2.0
internal import Workflow

// Transitions and their triggers.
extension WorkflowDecoder {
    private static let transitionKeys =
        [
            "id", "event", "from", "to", "by", "when", "requires", "trigger", "basis", "binds",
            "reopens",
        ]
        + EffectsDecoder.keys

    func transitions() -> [TransitionDefinition] {
        guard let list = self.tree["transitions"], case .list(let items, _) = list else {
            self.findings.error(self.tree.mark, "a workflow needs a list of transitions")
            return []
        }
        var seen: Set<String> = []
        return items.map { item in
            let transition = self.transition(item)
            if !seen.insert(transition.id).inserted {
                self.findings.error(
                    item.mark, "two transitions have the id \(transition.id)",
                    mend: "give the branches of one event ids of their own")
            }
            return transition
        }
    }

    private func transition(_ tree: Tree) -> TransitionDefinition {
        let id = WorkflowBook.transitionID(tree)
        let reader = MapReader(
            tree, of: "transition \(id)", noting: self.findings,
            keys: WorkflowDecoder.transitionKeys)
        let event = reader.text("event")
        self.check.event(event, reader["event"]?.mark ?? tree.mark)
        let from = reader.texts("from")
        if from.isEmpty { self.findings.error(tree.mark, "transition \(id) needs from") }
        for item in reader["from"]?.items ?? [] { self.check.state(item.text ?? "", item.mark) }
        let to = reader.optionalText("to")
        if let to { self.check.state(to, reader["to"]?.mark ?? tree.mark) }
        let by = reader.texts("by")
        if by.isEmpty { self.findings.error(tree.mark, "transition \(id) needs by") }
        for item in reader["by"]?.items ?? [] { self.check.role(item.text ?? "", item.mark) }
        let inPerson = self.inPerson(event).filter { by != ["system"] && !by.contains($0) }
        var binds: [String]?
        if let names = reader["binds"] {
            binds = reader.texts("binds")
            for item in names.items { self.check.role(item.text ?? "", item.mark) }
        }
        return TransitionDefinition(
            id: id, event: event, from: from, to: to, by: by + inPerson,
            when: reader["when"].map(self.guards.decode),
            requires: reader["requires"].map(self.guards.decode),
            trigger: reader["trigger"].flatMap { self.trigger($0, of: id, by: by) },
            effects: self.effects.effects(tree), basis: self.bases(tree, "transition \(id)"),
            location: "\(tree.mark.file):\(tree.mark.line)", binds: binds,
            reopens: reader.boolean("reopens"))
    }

    /// Whoever an event is entered for, where he may put it himself.
    private func inPerson(_ event: String) -> [String] {
        let tree = self.tree["events"]?[event]
        guard tree?["in_person"]?.text == "true" else { return [] }
        return tree?["for"]?.text.map { [$0] } ?? []
    }

    private func trigger(_ tree: Tree, of id: String, by: [String]) -> Trigger? {
        let reader = MapReader(
            tree, of: "the trigger", noting: self.findings,
            keys: ["clock", "deliveries", "children", "linked"])
        if !by.contains("system") {
            self.findings.error(tree.mark, "transition \(id) has a trigger but not system in by")
        }
        if let clocks = reader["clock"] {
            for item in clocks.items { self.check.clock(item.text ?? "", item.mark) }
            return .clocks(reader.texts("clock"))
        }
        if let kinds = reader["deliveries"] {
            for item in kinds.items { self.check.delivery(item.text ?? "", item.mark) }
            return .deliveries(reader.texts("deliveries"))
        }
        if reader["children"] != nil {
            let name = reader.text("children")
            self.check.workflow(name, tree.mark)
            return .children(name)
        }
        if let linked = reader["linked"] {
            for item in linked.items { self.check.workflow(item.text ?? "", item.mark) }
            return .linked(reader.texts("linked"))
        }
        self.findings.error(tree.mark, "a trigger needs clock, deliveries, children or linked")
        return nil
    }
}
