// SPDX-License-Identifier: Apache-2.0
import Invention
import Witness
import WorkCalendar
import Workflow

/// A case with all that was said to it: enough to tell it again from the beginning.
struct ToldCase {
    /// One act as it was entered.
    struct Act {
        var command: StepCommand
        var moment: StepMoment
        var documents: [DocumentFact]
        var deliveries: [DeliveryFact]
    }

    let ground: WalkGround
    let opening: OpenCommand
    let openingMoment: StepMoment
    private(set) var acts: [Act] = []
    private(set) var scene: Scene

    /// A random legal walk; the cases beside it stand still.
    ///
    /// - Returns: nil when the opening that came to mind was refused.
    init?(_ ground: WalkGround, steps: Int, seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        guard let opened = Scene.opened(ground, at: nil, &numbers) else { return nil }
        self.ground = ground
        self.opening = opened.command
        self.openingMoment = opened.moment
        self.scene = opened.scene
        for _ in 0..<steps { self.step(&numbers) }
    }

    private mutating func step(_ numbers: inout SeededNumbers) {
        let days = [0, 0, 1, 3, 9, 30].randomElement(using: &numbers) ?? 0
        self.scene.today = self.scene.today.adding(days: days)
        while let (index, due) = self.scene.ranOut {
            guard let command = self.scene.expire(index, due: due, self.ground) else { continue }
            self.put(command, endsToo: true)
        }
        for kind in self.ground.vocabulary.papers.sorted() where Bool.random(using: &numbers) {
            self.scene.attach(kind)
        }
        self.scene.post(.acknowledged, self.ground)
        let events = self.ground.definition.events(from: self.scene.facts.state)
        // Mostly something that is possible and does not end the case: long histories tell more.
        let endsToo = Int.random(in: 0..<12, using: &numbers) == 0
        let before = self.acts.count
        for _ in 0..<6 where self.acts.count == before {
            guard let event = events.randomElement(using: &numbers) else { return }
            let everything = Bool.random(using: &numbers)
            self.put(
                self.ground.command(event, in: self.scene, everything: everything, &numbers),
                endsToo: endsToo)
        }
    }

    private mutating func put(_ command: StepCommand, endsToo: Bool) {
        let moment = self.scene.moment
        let facts = self.scene.facts
        let outcome = self.ground.machine.step(self.scene.attempt(command))
        guard case .moved(let move) = outcome else { return }
        let isOver = self.ground.definition.states[move.facts.state]?.isFinal ?? false
        guard endsToo || !isOver else { return }
        self.acts.append(
            Act(
                command: command, moment: moment, documents: facts.documents,
                deliveries: facts.deliveries))
        self.scene.facts = move.facts.namingHolders(since: facts)
        self.scene.sequence = moment.sequence
        self.scene.post(move.deliveries)
    }

    /// What a machine makes of the acts, told anew from the opening on.
    enum Retold {
        case stands(CaseFacts)
        /// The act with this line number is not possible any more.
        case conflict(Int64, String)
    }

    /// Tells the acts again, through `open` and `step`.
    ///
    /// - Parameters:
    ///   - machine: decides; its conditions ask about the case's own facts only.
    ///   - change: an act as it is to be told now; nil for one that is left out.
    func retold(to machine: Machine, _ change: (Act) -> Act?) -> Retold {
        let opened = machine.open(
            self.opening, at: self.openingMoment, in: self.scene.world)
        guard case .moved(let move) = opened else { return .conflict(0, "\(opened)") }
        var facts = move.facts
        for told in self.acts {
            guard var act = change(told) else { continue }
            if case .clock = act.command.cause {
                guard let (clock, due) = self.runOut(act, facts), due < self.scene.today else {
                    continue
                }
                act.command.cause = .clock(clock)
                act.command.happenedOn = due
            }
            facts.documents = act.documents
            self.letters(act.deliveries, of: &facts, machine)
            let moment = StepMoment(
                today: self.scene.today, sequence: act.moment.sequence, seed: act.moment.seed)
            let attempt = Attempt(
                facts: facts, command: act.command, moment: moment,
                surroundings: self.scene.world)
            switch machine.step(attempt) {
            case .moved(let move):
                facts = move.facts
            case .refused(let refusal):
                return .conflict(
                    act.moment.sequence, refusal.unmet.map(\.sentence.en).joined(separator: "; "))
            case .invalid(let problems):
                return .conflict(
                    act.moment.sequence, problems.map(\.sentence.en).joined(separator: "; "))
            case .unchanged, .unreachable:
                continue
            }
        }
        self.letters(self.scene.facts.deliveries, of: &facts, machine)
        machine.refreshClocks(&facts, in: self.scene.world)
        return .stands(facts)
    }

    /// The letters as they were then, of the acts that are told; their clocks as they make them.
    private func letters(
        _ deliveries: [DeliveryFact], of facts: inout CaseFacts, _ machine: Machine
    ) {
        let acts = Set(facts.history.map(\.sequence))
        facts.deliveries = deliveries.filter { acts.contains($0.sequence) }
        machine.settleLetters(in: &facts, line: facts.history.last?.sequence ?? 0, self.scene.world)
    }

    /// The clock that sets off the daemon's act now, with the day on which it runs out.
    private func runOut(_ act: Act, _ facts: CaseFacts) -> (clock: String, due: Day)? {
        let waiting = self.ground.definition.transitions.first { transition in
            guard transition.event == act.command.event,
                transition.from.contains(facts.state), case .clocks = transition.trigger
            else { return false }
            return true
        }
        guard case .clocks(let clocks) = waiting?.trigger else { return nil }
        return clocks.compactMap { clock -> (clock: String, due: Day)? in
            guard let run = facts.run(of: clock), run.isOpen, !run.isPaused, let due = run.due
            else { return nil }
            return (clock, due)
        }.min { $0.due < $1.due }
    }
}

extension WorkflowDefinition {
    /// The workflow without questions about papers, letters, other cases and persons: those were
    /// answered when an act was entered, and are not asked again.
    var askingOwnFactsOnly: WorkflowDefinition {
        var own = self
        own.opening.requires = nil
        for index in own.transitions.indices {
            own.transitions[index].requires = own.transitions[index].requires?.without(true)
            own.transitions[index].when = own.transitions[index].when?.without(true)
        }
        return own
    }
}

extension Guard {
    /// The condition with every foreign question answered in favour of the whole.
    fileprivate func without(_ answer: Bool) -> Guard {
        switch self {
        case .all(let parts): return .all(parts.map { $0.without(answer) })
        case .any(let parts): return .any(parts.map { $0.without(answer) })
        case .not(let part): return .not(part.without(!answer))
        case .implies(let premise, let conclusion):
            return .implies(premise.without(!answer), conclusion.without(answer))
        case .constant: return self
        case .leaf(let leaf, _):
            switch leaf {
            case .field, .recorded, .elapsed, .clock, .state: return self
            default: return .constant(answer)
            }
        }
    }
}
