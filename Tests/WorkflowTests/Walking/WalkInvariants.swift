// SPDX-License-Identifier: Apache-2.0
import WorkCalendar
import Workflow

/// What holds after every move, whatever was done.
struct WalkInvariants {
    let ground: WalkGround
    /// A source may say that a case ended while duties were still open.
    var isFromSources = false

    /// What is broken; empty when all is well.
    func broken(
        _ move: Move, before: CaseFacts, _ command: StepCommand, _ world: WalkWorld
    ) -> [String] {
        self.history(move, before, command) + self.clocks(move.facts, before, world)
            + self.fields(move, before) + self.ending(move.facts)
            + (self.isFromSources ? [] : self.duties(move.facts))
    }

    /// Where what `why` foretells is not what the act came to.
    func contradictions(
        _ outcome: StepOutcome, _ command: StepCommand, _ scene: Scene
    ) -> [String] {
        // Asked without fields, `why` tells what is missing rather than what would happen.
        guard !command.fields.isEmpty, !command.actor.isSystem, command.cause == .person else {
            return []
        }
        let answer = self.ground.machine.why(scene.attempt(command))
        switch outcome {
        case .moved(let move):
            if answer.isPossible, answer.unmet.isEmpty, answer.to == move.transition?.to {
                return []
            }
            return ["done, though told it would lack \(answer.unmet)"]
        case .refused(let refusal):
            if !answer.isPossible, answer.unmet == refusal.unmet { return [] }
            return ["refused for \(refusal.unmet), though told \(answer.unmet)"]
        case .unchanged, .invalid, .unreachable: return []
        }
    }

    private func history(
        _ move: Move, _ before: CaseFacts, _ command: StepCommand
    ) -> [String] {
        var broken: [String] = []
        let facts = move.facts
        if !self.ground.definition.states.contains(facts.state) {
            broken.append("state \(facts.state) does not exist")
        }
        if facts.version != before.version + 1 { broken.append("version \(facts.version)") }
        if facts.state != move.transition?.to ?? before.state {
            broken.append("\(facts.state) is not where the transition leads")
        }
        let kept = zip(before.history, facts.history).allSatisfy { old, new in
            old.sequence == new.sequence && old.event == new.event
                && old.happenedOn == new.happenedOn && old.changes == new.changes
                && old.transition == new.transition && old.to == new.to
        }
        if !kept || facts.history.count != before.history.count + 1 {
            broken.append("history was not only appended to")
        }
        if let last = facts.history.last, let previous = before.history.last,
            last.sequence <= previous.sequence || last.event != command.event
        {
            broken.append("line \(last.sequence) \(last.event) after \(previous.sequence)")
        }
        return broken
    }

    private func clocks(
        _ facts: CaseFacts, _ before: CaseFacts, _ world: WalkWorld
    ) -> [String] {
        var broken: [String] = []
        let open = facts.clocks.filter(\.isOpen)
        if Set(open.map(\.clock)).count != open.count { broken.append("two open runs of a clock") }
        for run in open where self.ground.definition.clocks[run.clock]?.rule == nil {
            broken.append("\(run.clock) runs without a rule")
        }
        for run in facts.clocks where run.pauses.contains(where: { $0.toSequence == nil }) {
            if !run.isOpen { broken.append("\(run.clock) is paused but not open") }
        }
        for old in before.clocks where !old.isOpen {
            let now = facts.clocks.first { $0.clock == old.clock && $0.run == old.run }
            if now != old { broken.append("\(old.clock) \(old.run) was stopped and is different") }
        }
        for name in self.ground.definition.clocks.names {
            let runs = facts.clocks.filter { $0.clock == name }.map(\.run)
            if runs != Array(1..<(runs.count + 1)) { broken.append("runs of \(name): \(runs)") }
        }
        var again = facts
        self.ground.machine.refreshClocks(&again, in: world)
        for (one, two) in zip(again.clocks, facts.clocks) where one != two {
            broken.append("\(one.clock) is due \(two.due as Day?) but again \(one.due as Day?)")
        }
        return broken
    }

    private func fields(_ move: Move, _ before: CaseFacts) -> [String] {
        var broken: [String] = []
        var fields = before.fields
        for change in move.changes { fields[change.field] = change.after }
        if fields != move.facts.fields { broken.append("changes do not lead to the fields") }
        let items = self.ground.definition.fields.items
        for field in items where field.accumulates {
            // What is given back of a sum leaves it: the two together never shrink.
            let parts =
                [field.name] + items.filter { $0.restrictions.backFrom == field.name }.map(\.name)
            let old = self.sum(of: parts, in: before)
            let new = self.sum(of: parts, in: move.facts)
            if new < old { broken.append("\(field.name) shrank from \(old) to \(new)") }
        }
        return broken
    }

    private func sum(of fields: [String], in facts: CaseFacts) -> ExactNumber {
        fields.map { facts.fields[$0]?.text.flatMap { ExactNumber($0) } ?? .zero }.reduce(.zero, +)
    }

    private func ending(_ facts: CaseFacts) -> [String] {
        let definition = self.ground.definition
        guard definition.states[facts.state]?.isFinal ?? false else { return [] }
        var broken: [String] = []
        // A fact may be recorded after the end; nothing leads out of it but what says so.
        let leading = definition.transitions.filter {
            $0.from.contains(facts.state) && $0.to != nil && !$0.reopens
        }
        if !leading.isEmpty {
            broken.append("final state \(facts.state) leads somewhere")
        }
        return broken
    }

    private func duties(_ facts: CaseFacts) -> [String] {
        let definition = self.ground.definition
        guard definition.states[facts.state]?.isFinal ?? false else { return [] }
        // What is left is to send the letters that wait.
        return facts.clocks.filter { run in
            run.isOpen && definition.clocks[run.clock]?.kind == .duty
                && run.startSequence != facts.history.last?.sequence
                && !facts.deliveries.contains {
                    $0.waits && definition.deliveries[$0.kind]?.clocks.contains(run.clock) ?? false
                        && $0.sequence == run.startSequence
                }
        }.map { "duty \($0.clock) runs in the final state \(facts.state)" }
    }
}
