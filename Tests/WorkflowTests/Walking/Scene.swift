// SPDX-License-Identifier: Apache-2.0
import Invention
import Witness
import WorkCalendar
import Workflow

/// A case at a moment of a walk, with all around it.
struct Scene {
    var facts: CaseFacts
    var world: WalkWorld
    var today: Day
    var sequence: Int64

    var moment: StepMoment {
        StepMoment(today: self.today, sequence: self.sequence + 1, seed: UInt64(self.sequence))
    }

    /// A command put to the case as it is at this moment.
    func attempt(_ command: StepCommand) -> Attempt {
        Attempt(
            facts: self.facts, command: command, moment: self.moment, surroundings: self.world)
    }

    /// A case as it was opened, and how.
    struct Opened {
        var scene: Scene
        var command: OpenCommand
        var moment: StepMoment
    }

    /// Opens a case in a random way.
    ///
    /// - Returns: nil when what came to mind was refused.
    static func opened(
        _ ground: WalkGround, at state: String?, _ numbers: inout SeededNumbers
    ) -> Opened? {
        let definition = ground.definition
        var scene = Scene(
            facts: CaseFacts(id: "X-1", state: "", version: 0), world: WalkWorld(),
            today: Day(number: 19_800 + Int.random(in: 0..<700, using: &numbers)), sequence: 0)
        for event in ground.parentEvents where Bool.random(using: &numbers) {
            scene.world.parentEvents.append(
                (event, scene.today.adding(days: -Int.random(in: 0...20, using: &numbers))))
        }
        let names = definition.fields.items.filter {
            $0.isRequired || Int.random(in: 0..<3, using: &numbers) == 0
        }.filter { !$0.accumulates }.map(\.name)
        let roles = definition.roles.items.reduce(into: [String: Party]()) { roles, role in
            guard role.binding == .ofCase || role.binding == .ofParent else { return }
            let office = WalkWorld.offices.randomElement(using: &numbers) ?? ""
            roles[role.name] = Party(office: office, name: "\(office)局")
        }
        let fields = ValueMaker(ground: ground, scene: scene).fields(names, &numbers)
        let isOwn = definition.parent == nil && Bool.random(using: &numbers)
        let command = OpenCommand(
            id: "X-1", fields: fields, roles: roles, at: state, happenedOn: scene.today,
            actor: StepActor(user: "u1", roles: Set(definition.roles.names)),
            cause: isOwn ? .person : .consequence, parent: definition.parent.map { _ in "P-1" })
        let moment = scene.moment
        guard case .moved(let move) = ground.machine.open(command, at: moment, in: scene.world)
        else {
            return nil
        }
        scene.take(move, ground)
        return Opened(scene: scene, command: command, moment: moment)
    }

    /// The case after an act.
    mutating func take(_ move: Move, _ ground: WalkGround) {
        self.facts = move.facts.namingHolders(since: self.facts)
        self.sequence = self.moment.sequence
        for kind in move.produces {
            self.facts.documents.append(
                DocumentFact(kind: kind, sequence: self.sequence, isOnFile: false))
        }
        self.post(move.deliveries)
        self.world.take(move.opens, ground)
    }

    /// Letters that an act made wait to be sent.
    mutating func post(_ orders: [DeliveryOrder]) {
        for order in orders {
            self.facts.deliveries.append(
                DeliveryFact(
                    kind: order.kind, recipient: order.recipient.name, sequence: self.sequence,
                    status: .pending, doneOn: nil, sender: order.sender))
        }
    }

    /// A paper comes in.
    mutating func attach(_ kind: String) {
        self.sequence += 1
        self.facts.documents.append(
            DocumentFact(kind: kind, sequence: self.sequence, isOnFile: true))
    }

    /// Letters that wait go out or arrive.
    mutating func post(_ status: DeliveryStatus, _ ground: WalkGround) {
        for index in self.facts.deliveries.indices where self.facts.deliveries[index].waits {
            self.facts.deliveries[index].status = status
            self.facts.deliveries[index].doneOn = self.today
        }
        ground.machine.settleLetters(in: &self.facts, line: self.sequence, self.world)
    }

    /// The run that ran out first and has not been dealt with, with its due date.
    var ranOut: (index: Int, due: Day)? {
        self.facts.clocks.indices.compactMap { index -> (index: Int, due: Day)? in
            let run = self.facts.clocks[index]
            guard run.isOpen, !run.isPaused, !run.expiryHandled, let due = run.due,
                due < self.today
            else { return nil }
            return (index, due)
        }.min { $0.due < $1.due }
    }

    /// What the daemon would put to the case because a clock ran out; the run is then dealt with.
    mutating func expire(_ index: Int, due: Day, _ ground: WalkGround) -> StepCommand? {
        self.facts.clocks[index].expiryHandled = true
        let clock = self.facts.clocks[index].clock
        let waiting = ground.definition.transitions.first { transition in
            guard case .clocks(let clocks) = transition.trigger else { return false }
            return clocks.contains(clock) && transition.from.contains(self.facts.state)
        }
        return waiting.map {
            StepCommand(
                event: $0.event, happenedOn: due, actor: .system, cause: .clock(clock))
        }
    }

    /// What tells this case from others in the same state, as far as it may matter.
    func signature(_ ground: WalkGround) -> String {
        var seen: Set<String> = []
        let order = self.facts.history.reversed().map(\.event).filter { seen.insert($0).inserted }
        let fields = self.facts.fields.sorted { $0.key < $1.key }.compactMap { name, value in
            let type = ground.definition.fields[name]?.type.element
            return type == .text || type == .user || type == .office
                ? nil : "\(name)=\(value.line)"
        }
        let clocks = self.facts.clocks.filter(\.isOpen).map {
            "\($0.clock)\($0.isPaused ? "p" : "")\($0.due.map { $0 < self.today } ?? false)"
        }
        let counts = ground.vocabulary.counted.sorted().map { event in
            "\(min(6, self.facts.history.count { $0.event == event }))"
        }
        return ([self.facts.state] + order + fields + clocks + counts).joined(separator: " ")
    }
}

extension ValueMaker {
    /// Makes values for a scene.
    init(ground: WalkGround, scene: Scene) {
        self.init(
            machine: ground.machine, vocabulary: ground.vocabulary, facts: scene.facts,
            today: scene.today, surroundings: scene.world, offices: WalkWorld.offices,
            users: WalkWorld.users)
    }
}

extension CaseFacts {
    /// The same, with the last act saying who holds the roles since then, as the store's lines do.
    func namingHolders(since before: CaseFacts) -> CaseFacts {
        var facts = self
        guard let last = facts.history.indices.last else { return facts }
        let names = Set(before.roles.keys).union(facts.roles.keys)
        for name in names where before.roles[name] != facts.roles[name] {
            facts.history[last].roles.updateValue(facts.roles[name], forKey: name)
        }
        return facts
    }
}
