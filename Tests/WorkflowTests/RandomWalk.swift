// SPDX-License-Identifier: Apache-2.0
import Witness
import WorkCalendar
import Workflow

/// What a case sees beyond itself, as plain values.
struct PlainSurroundings: Surroundings {
    var childFacts: [ChildFacts] = []
    var parentEvents: [(event: String, on: Day?)] = []
    var hasDuties = true

    func children() -> [ChildFacts] { self.childFacts }
    func linked() -> [ChildFacts] { self.childFacts }
    func cases(with field: String, _ value: Value, in workflows: [String]) -> [ChildFacts] {
        self.childFacts
    }
    func days(of event: String, in caseID: String) -> [Day] { [] }
    func userIDs(called name: String) -> [String] { [name] }
    func user(_ id: String, holds qualification: String) -> Bool { true }
    func parentHistory() -> [(event: String, on: Day?)] { self.parentEvents }
    func parentField(_ name: String) -> Value? { .text("提出人") }
    func place() -> String? { nil }
    func offices(withDuty duty: String) -> [Party] {
        self.hasDuties ? [Party(office: duty, name: duty)] : []
    }
    func officeName(_ code: String) -> String? { code }
    func officeCode(called name: String) -> String? { name }
    func userName(_ id: String) -> String? { id }
    func caseExists(_ id: String) -> Bool { true }
}

/// Somebody who does anything that comes to his mind with a case, in any order, with any values
/// that fit, sometimes with some that do not.
struct RandomWalk {
    let machine: Machine
    var facts: CaseFacts
    var today: Day
    var sequence: Int64 = 1
    var surroundings = PlainSurroundings()
    private var numbers: SeededNumbers

    /// A case that was just opened; nil when the opening was not possible.
    init?(_ machine: Machine, seed: UInt64) {
        self.machine = machine
        self.numbers = SeededNumbers(seed: seed)
        self.today = Day(number: 20_000 + Int.random(in: 0..<600, using: &self.numbers))
        self.surroundings.parentEvents = [("assign", self.today.adding(days: -3))]
        self.facts = CaseFacts(id: "", state: "", version: 0)
        let definition = machine.definition
        var fields: [String: Value] = [:]
        for field in definition.fields.items {
            let isWished = field.isRequired || Int.random(in: 0..<3, using: &self.numbers) == 0
            if isWished { fields[field.name] = self.value(of: field.type) }
        }
        let roles = definition.roles.names.reduce(into: [String: Party]()) {
            $0[$1] = Party(office: $1, name: $1)
        }
        let command = OpenCommand(
            id: "X-1", fields: fields, roles: roles, happenedOn: self.today,
            actor: StepActor(user: "0", roles: Set(definition.roles.names)), cause: .person)
        let moment = StepMoment(today: self.today, sequence: self.sequence)
        guard case .moved(let move) = machine.open(command, moment, self.surroundings) else {
            return nil
        }
        self.facts = move.facts
    }

    /// The next thing somebody does.
    mutating func next() -> StepCommand {
        self.sequence += 1
        self.today = self.today.adding(days: Int.random(in: 0...9, using: &self.numbers))
        self.changeSurroundings()
        let definition = self.machine.definition
        let possible = definition.events(from: self.facts.state)
        let isSane = Int.random(in: 0..<10, using: &self.numbers) > 0
        let events = isSane && !possible.isEmpty ? possible : definition.events.names
        let name = events.randomElement(using: &self.numbers) ?? "?"
        var fields: [String: Value] = [:]
        for field in definition.events[name]?.takes ?? [] where isSane {
            fields[field] = definition.fields[field].map { self.value(of: $0.type) }
        }
        for field in definition.events[name]?.mayTake ?? [] where Bool.random(using: &self.numbers)
        {
            fields[field] = definition.fields[field].map { self.value(of: $0.type) }
        }
        let isSystem = Int.random(in: 0..<5, using: &self.numbers) == 0
        let user = String(Int.random(in: 1...6, using: &self.numbers))
        let roles = isSane ? Set(definition.roles.names) : ["clerk"]
        let past = Int.random(in: 0..<8, using: &self.numbers) == 0 ? -20 : 0
        return StepCommand(
            event: name, fields: fields, happenedOn: self.today.adding(days: past),
            actor: isSystem ? .system : StepActor(user: user, roles: roles),
            cause: isSystem ? .consequence : .person)
    }

    /// Papers come in, letters go out, children move on.
    private mutating func changeSurroundings() {
        let definition = self.machine.definition
        if let kind = definition.documents.names.randomElement(using: &self.numbers) {
            self.facts.documents.append(
                DocumentFact(kind: kind, sequence: self.sequence, isOnFile: true))
        }
        for index in self.facts.deliveries.indices where Bool.random(using: &self.numbers) {
            self.facts.deliveries[index].status = .sent
        }
        let states = ["opinion_given", "waived", "asked", "fulfilled", "open", "cancelled"]
        self.surroundings.childFacts = (0..<Int.random(in: 0...2, using: &self.numbers)).map {
            number in
            ChildFacts(
                id: "C-\(number)",
                workflow: ["co_handling", "commitment"].randomElement(using: &self.numbers) ?? "",
                state: states.randomElement(using: &self.numbers) ?? "", holder: nil)
        }
        self.surroundings.hasDuties = Int.random(in: 0..<10, using: &self.numbers) > 0
    }

    /// A value that fits a type.
    private mutating func value(of type: FieldType) -> Value {
        switch type {
        case .integer: return .text(String(Int.random(in: 1...999, using: &self.numbers)))
        case .decimal, .amount: return .text("12.50")
        case .date:
            return .text(
                self.today.adding(days: Int.random(in: -40...250, using: &self.numbers)).description
            )
        case .boolean: return .text(Bool.random(using: &self.numbers) ? "true" : "false")
        case .choice(let options):
            return .text(options.randomElement(using: &self.numbers)?.name ?? "")
        case .list(let element, let least, _):
            let items = (0..<max(1, least ?? 1)).map { _ in self.value(of: element) }
            // Doubles would be merged, and then be too few.
            return .list(
                items.enumerated().map { number, item in .text("\(item.line)\(number)") })
        case .record(let parts):
            return .record(
                parts.reduce(into: [:]) { $0[$1.name] = self.value(of: $1.type).line })
        case .text, .office, .user, .caseReference, .recipient, .session:
            return .text("某\(Int.random(in: 1...9, using: &self.numbers))")
        }
    }
}
