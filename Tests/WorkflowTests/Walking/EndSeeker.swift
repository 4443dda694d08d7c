// SPDX-License-Identifier: Apache-2.0
import Invention
import Witness
import WorkCalendar
import Workflow

/// Looks for a way from a case as it stands to a wished state: best first, the nearest by the
/// arrows of the workflow, with made-up values and papers, time moving on where it must.
struct EndSeeker {
    /// A scene on the way, and how it was reached.
    struct Node {
        var scene: Scene
        var way: [String]
        var rank: Int
    }

    let ground: WalkGround
    /// Whether acts count that another case must tell.
    var countsTold = false
    /// How many scenes are looked at before giving up.
    var budget = 400
    private let goals: Set<String>
    private let distance: [String: Int]

    init(_ ground: WalkGround, to goals: Set<String>) {
        self.ground = ground
        self.goals = goals
        self.distance = EndSeeker.distances(ground.definition, to: goals)
    }

    /// A seeker for any final state.
    init(toTheEndOf ground: WalkGround) {
        self.init(ground, to: Set(ground.definition.states.items.filter(\.isFinal).map(\.name)))
    }

    private static func distances(
        _ definition: WorkflowDefinition, to goals: Set<String>
    ) -> [String: Int] {
        var distance = goals.reduce(into: [String: Int]()) { $0[$1] = 0 }
        for round in 1...definition.states.items.count {
            for transition in definition.transitions {
                guard let to = transition.to, distance[to] == round - 1 else { continue }
                for from in transition.from where distance[from] == nil { distance[from] = round }
            }
        }
        return distance
    }

    /// The way there; nil when none was found.
    func way(from start: Scene, seed: UInt64) -> Node? {
        var numbers = SeededNumbers(seed: seed)
        var open = [Node(scene: start, way: [], rank: 0)]
        var seen: Set<String> = []
        // How often each state was looked at: the more, the less the next look brings.
        var looks: [String: Int] = [:]
        func cost(_ node: Node) -> Int { node.rank + looks[node.scene.facts.state, default: 0] / 3 }
        for _ in 0..<self.budget {
            guard let best = open.indices.min(by: { cost(open[$0]) < cost(open[$1]) }) else {
                return nil
            }
            let node = open.remove(at: best)
            looks[node.scene.facts.state, default: 0] += 1
            if self.goals.contains(node.scene.facts.state) { return node }
            for next in self.nexts(node, &numbers)
            where seen.insert(next.scene.signature(self.ground)).inserted {
                if self.goals.contains(next.scene.facts.state) { return next }
                open.append(next)
            }
        }
        return nil
    }

    private func ranked(_ scene: Scene, _ way: [String]) -> Node {
        let far = self.distance[scene.facts.state] ?? 99
        // What was done already on this way brings less than what is new.
        let acts = way.filter { !self.ground.vocabulary.counted.contains($0) }
        let repeats = acts.count - Set(acts).count
        let rank = far * 10 + self.missing(scene) * 4 + way.count + repeats * 3
        return Node(scene: scene, way: way, rank: rank)
    }

    /// How many conditions are missing for the step nearer that misses the fewest.
    private func missing(_ scene: Scene) -> Int {
        let here = self.distance[scene.facts.state] ?? 99
        let judge = self.ground.machine.judge(scene.facts, on: scene.today, in: scene.world)
        let nearer = self.ground.definition.transitions.filter { transition in
            transition.from.contains(scene.facts.state)
                && (transition.to.flatMap { self.distance[$0] } ?? 99) < here
        }
        return nearer.map { transition in
            [transition.when, transition.requires].compactMap { $0 }
                .reduce(0) { $0 + judge.unmet($1).count }
        }.min() ?? 0
    }

    private func nexts(_ node: Node, _ numbers: inout SeededNumbers) -> [Node] {
        var scene = node.scene
        for kind in self.ground.vocabulary.papers.sorted() { scene.attach(kind) }
        scene.post(.acknowledged, self.ground)
        var found: [Node] = []
        var taken: [String: Int] = [:]
        for event in self.ground.definition.events(from: scene.facts.state) {
            let attempts = self.attempts(event)
            for attempt in 0..<attempts {
                var there = scene
                self.arrange(&there, attempt, &numbers)
                guard let command = self.command(event, attempt, there, &numbers) else { break }
                let outcome = self.ground.machine.step(there.attempt(command))
                if case .refused(let refusal) = outcome, self.isHopeless(refusal, event, there) {
                    break
                }
                guard case .moved(let move) = outcome else { continue }
                taken[move.transitionID, default: 0] += 1
                if taken[move.transitionID, default: 0] > 2 { break }
                there.take(move, self.ground)
                found.append(self.ranked(there, node.way + [move.transitionID]))
            }
        }
        return found + self.later(node)
    }

    /// An event without values, in a workflow without neighbours, comes out the same every time.
    private func attempts(_ event: String) -> Int {
        let definition = self.ground.definition.events[event]
        let takes = (definition?.takes ?? []) + (definition?.mayTake ?? [])
        if takes.isEmpty { return self.ground.neighbours.isEmpty ? 1 : 4 }
        return 8
    }

    /// What has not happened yet does not happen by other values.
    private func isHopeless(_ refusal: Refused, _ event: String, _ scene: Scene) -> Bool {
        self.ground.definition.branches(of: event, from: scene.facts.state).count == 1
            && refusal.unmet.contains { $0.code == "recorded" || $0.code == "document" }
    }

    /// Other cases stand where it helps: each attempt all of them in another of their states.
    private func arrange(_ scene: inout Scene, _ attempt: Int, _ numbers: inout SeededNumbers) {
        func moved(_ cases: [ChildFacts]) -> [ChildFacts] {
            cases.map { other in
                var other = other
                let states = self.ground.neighbours[other.workflow] ?? []
                // Final states stand last: they help most.
                if !states.isEmpty {
                    other.state = states[states.count - 1 - attempt % states.count]
                }
                return other
            }
        }
        scene.world.hasDuties = true
        guard attempt > 0 else { return }
        scene.world.parts = moved(scene.world.parts)
        scene.world.links = moved(scene.world.links)
        scene.world.meet(self.ground, &numbers)
    }

    private func command(
        _ event: String, _ attempt: Int, _ scene: Scene, _ numbers: inout SeededNumbers
    ) -> StepCommand? {
        let branches = self.ground.definition.branches(of: event, from: scene.facts.state)
        guard branches.contains(where: { $0.by != ["system"] }) else {
            let isOwn = branches.contains { transition in
                switch transition.trigger {
                case .deliveries, .children, .linked: true
                case .clocks, nil: false
                }
            }
            guard isOwn || self.countsTold else { return nil }
            let names = self.ground.definition.events[event].map { $0.takes + $0.mayTake } ?? []
            return StepCommand(
                event: event,
                fields: ValueMaker(ground: self.ground, scene: scene).fields(names, &numbers),
                happenedOn: scene.today, actor: .system, cause: .consequence)
        }
        var command = self.ground.command(
            event, in: scene, everything: attempt % 2 == 0, &numbers)
        // Somebody who has done nothing yet, if there is one.
        let busy = Set(scene.facts.history.compactMap(\.enteredBy))
        command.actor.user = WalkWorld.users.first { !busy.contains($0) } ?? command.actor.user
        return command
    }

    private func done(_ command: StepCommand, _ scene: Scene) -> (Scene, String)? {
        let outcome = self.ground.machine.step(scene.attempt(command))
        guard case .moved(let move) = outcome else { return nil }
        var next = scene
        next.take(move, self.ground)
        return (next, move.transitionID)
    }

    /// The same case later: when a clock has run out, when a day it names has come.
    private func later(_ node: Node) -> [Node] {
        let today = node.scene.today
        let definition = self.ground.definition
        var days = node.scene.facts.clocks.filter { $0.isOpen && !$0.isPaused }
            .compactMap { $0.due?.adding(days: 1) }
        for field in definition.fields.items where field.type == .date {
            if let day = node.scene.facts.day(field.name) { days.append(day) }
        }
        days += self.ground.vocabulary.spans.map { span in
            self.ground.machine.calendars.reckoner.end(of: span, from: today, roll: .none).due
        }
        return Set(days.filter { $0 > today }).sorted().map { day in
            var scene = node.scene
            scene.today = day
            var way = node.way + ["on \(day)"]
            // Each clock that ran out on the way is put to the case once.
            for _ in 0..<WorkflowLimits.chainedTriggers {
                guard let (index, due) = scene.ranOut else { break }
                guard let command = scene.expire(index, due: due, self.ground),
                    let (next, id) = self.done(command, scene)
                else { continue }
                scene = next
                way.append(id)
            }
            return self.ranked(scene, way)
        }
    }
}
