// SPDX-License-Identifier: Apache-2.0
import Invention
import Witness
import WorkCalendar
import Workflow

/// Somebody who does what comes to his mind with a case: mostly what is possible, sometimes what is
/// not, with values that fit and values that do not, while time goes on and other cases move.
struct CaseWalk {
    let ground: WalkGround
    var scene: Scene
    /// Whether some of it is entered from papers afterwards.
    let isFromSources: Bool
    private var numbers: SeededNumbers

    init(_ ground: WalkGround, from scene: Scene, seed: UInt64) {
        self.isFromSources = seed % 10 == 0
        self.ground = ground
        self.scene = scene
        self.numbers = SeededNumbers(seed: seed)
    }

    private mutating func chance(_ one: Int, in many: Int) -> Bool {
        Int.random(in: 0..<many, using: &self.numbers) < one
    }

    /// The next thing that happens: a clock that ran out, the daemon, or a person.
    mutating func next() -> StepCommand {
        if let (index, due) = self.scene.ranOut {
            if let command = self.scene.expire(index, due: due, self.ground) { return command }
        }
        self.passTime()
        if self.chance(1, in: 6) { return self.daemonAct() }
        var command = self.personAct()
        // A source says that it happened, wherever the case stands.
        if self.isFromSources, self.chance(1, in: 4) {
            command.cause = .source
            command.mode = .record
        }
        return command
    }

    private mutating func passTime() {
        let steps = [0, 0, 0, 1, 2, 5, 9, 40]
        var days = steps.randomElement(using: &self.numbers) ?? 0
        if self.chance(1, in: 60) { days = Int.random(in: 200...800, using: &self.numbers) }
        self.scene.today = self.scene.today.adding(days: days)
        self.scene.world.stir(self.ground, today: self.scene.today, &self.numbers)
        for kind in self.ground.definition.documents.names where self.chance(1, in: 4) {
            self.scene.attach(kind)
        }
        if self.chance(1, in: 3) {
            let status = DeliveryStatus.allCases.randomElement(using: &self.numbers) ?? .sent
            self.scene.post(status, self.ground)
        }
    }

    private mutating func daemonAct() -> StepCommand {
        let definition = self.ground.definition
        let own = definition.transitions.filter {
            $0.by.contains("system") && $0.from.contains(self.scene.facts.state)
        }.map(\.event)
        let events = own.isEmpty || self.chance(1, in: 5) ? definition.events.names : own
        let event = events.randomElement(using: &self.numbers) ?? "?"
        let names = definition.events[event].map { $0.takes + $0.mayTake } ?? []
        let maker = ValueMaker(ground: self.ground, scene: self.scene)
        return StepCommand(
            event: event, fields: maker.fields(names, &self.numbers),
            happenedOn: self.scene.today, actor: .system, cause: .consequence)
    }

    private mutating func personAct() -> StepCommand {
        let definition = self.ground.definition
        let possible = definition.events(from: self.scene.facts.state)
        let isSane = !self.chance(1, in: 8)
        let events = isSane && !possible.isEmpty ? possible : definition.events.names + ["?"]
        let event = events.randomElement(using: &self.numbers) ?? "?"
        var command = self.ground.command(
            event, in: self.scene, everything: self.chance(1, in: 2), &self.numbers)
        if self.chance(1, in: 10) {
            command.happenedOn = self.scene.today.adding(
                days: [-20, -3, 1].randomElement(using: &self.numbers) ?? 0)
        }
        if !isSane { self.spoil(&command) }
        return command
    }

    /// What people get wrong.
    private mutating func spoil(_ command: inout StepCommand) {
        let field = self.ground.definition.fields.names.randomElement(using: &self.numbers) ?? "?"
        let taken = Set(command.fields.keys)
        let amounts = self.ground.definition.fields.items.filter {
            $0.type == .amount && taken.contains($0.name)
        }
        switch Int.random(in: 0..<6, using: &self.numbers) {
        case 0: command.fields[field] = .text("?")
        case 1: command.fields[field] = .list([.text("-1"), .record(["a": "b"])])
        case 2: command.fields = [:]
        case 4: for amount in amounts { command.fields[amount.name] = .text("-7.50") }
        case 3: command.actor.roles = ["clerk"]
        default: command.fields["no_such_field"] = .text("1")
        }
    }
}

extension WalkGround {
    /// An event as a person enters it, with all it takes and some or all it may take.
    func command(
        _ event: String, in scene: Scene, everything: Bool, _ numbers: inout SeededNumbers
    ) -> StepCommand {
        let definition = self.definition.events[event]
        var names = definition?.takes ?? []
        for name in definition?.mayTake ?? []
        where everything || Bool.random(using: &numbers) { names.append(name) }
        let maker = ValueMaker(ground: self, scene: scene)
        var roles: [String: Party] = [:]
        for role in definition?.binds ?? [] {
            let office = WalkWorld.offices.randomElement(using: &numbers) ?? ""
            roles[role] = Party(office: office, name: "\(office)局")
        }
        return StepCommand(
            event: event, fields: maker.fields(names, &numbers), roles: roles,
            happenedOn: scene.today,
            actor: StepActor(
                user: WalkWorld.users.randomElement(using: &numbers),
                roles: Set(self.definition.roles.names)))
    }
}
