// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Checks what a correction says before it is tried.
struct Correction: Decision {
    let transaction: Transaction

    /// The command with names in place of words, and what was taken for granted in it.
    func named(
        _ asked: CorrectCommand, _ loaded: LoadedCase
    ) throws -> (command: CorrectCommand, remarks: [Label]) {
        let wording = Wording(loaded.definition, today: self.today(loaded.definition))
        var command = asked
        command.act = try asked.act.map { (word) throws(CaseworkError) in try wording.act(word) }
        let event = command.act.flatMap { loaded.definition.events[$0]?.name }
        var read = try wording.values(try wording.fields(asked.fields, of: event))
        read.fields = try self.withCases(read.fields, loaded.definition)
        command.fields = read.fields
        return (command, read.remarks)
    }

    func target(
        of command: CorrectCommand, _ loaded: LoadedCase, _ lines: [Fact], _ standing: [Fact]
    ) throws -> Fact {
        if let act = command.act, !act.isEmpty {
            return try self.undoing.act(act, in: loaded, lines)
        }
        guard let field = command.fields.keys.sorted().first, command.fields.count == 1,
            command.happenedOn == nil
        else {
            throw CaseworkError.invalid(
                "act", "应指明更正哪一步:事件名或历史行号", "name the act to correct: its event or line number")
        }
        guard let fact = standing.last(where: { $0.changes[field] != nil }) else {
            throw CaseworkError.invalid(
                field, "没有哪一步填写过“\(field)”", "no act has given “\(field)”")
        }
        return fact
    }

    /// The corrected values, as the act's event may carry them.
    func corrected(
        _ command: CorrectCommand, _ target: Fact, _ loaded: LoadedCase
    ) throws -> [String: Value] {
        let definition = loaded.definition
        guard !command.fields.isEmpty || command.happenedOn != nil else {
            throw CaseworkError.invalid(
                "fields", "没有要更正的内容", "nothing to correct", remedy: .supply(.correction))
        }
        let event = definition.events[target.event]
        let taken = event.map { $0.takes + $0.mayTake }
        var problems: [FieldProblem] = []
        var values: [String: Value] = [:]
        for (name, value) in command.fields.sorted(by: { $0.key < $1.key }) {
            let isGiven = target.changes[name] != nil || (taken?.contains(name) ?? true)
            guard let field = definition.fields[name], isGiven else {
                problems.append(
                    FieldProblem(
                        path: name,
                        sentence: Label(
                            "第\(target.sequence)行没有填写〈\(definition.called(name))〉",
                            "line \(target.sequence) did not give “\(name)”")))
                continue
            }
            let isTaken = event?.takes.contains(name) ?? field.isRequired
            if value.isEmpty, isTaken {
                problems.append(
                    FieldProblem(
                        path: name,
                        sentence: Label(
                            "〈\(field.labels.zh)〉不能为空", "‹\(field.labels.en)› cannot be empty")))
            }
            values[name] = loaded.machine.canonical(
                value, of: field, in: loaded.surroundings, lenient: false, noting: &problems)
        }
        let merged = loaded.facts.fields.merging(values) { $1 }
        problems += values.keys.sorted().flatMap {
            loaded.machine.breaches(
                of: $0, among: merged, on: self.today(loaded.definition),
                in: loaded.surroundings)
        }
        var corrected = loaded.facts
        corrected.fields = merged
        problems += loaded.machine.clashes(
            of: values.keys.sorted(), in: corrected, loaded.surroundings)
        problems += self.drawn(values, target, of: loaded)
        guard problems.isEmpty else { throw CaseworkError.invalid(problems, in: definition) }
        return values
    }

    /// A draw is not corrected: its sample would no longer be one of its pool.
    private func drawn(
        _ values: [String: Value], _ target: Fact, of loaded: LoadedCase
    ) -> [FieldProblem] {
        let definition = loaded.definition
        let event = Remedy.Term(
            target.event, definition.events[target.event]?.labels ?? Label(same: target.event))
        let draws = definition.transitions.first { $0.id == target.transition }?.effects.draws ?? []
        let fixed = draws.reduce(into: Set<String>()) { fields, draw in
            fields.formUnion([draw.pool] + [draw.notIn].compactMap { $0 })
            if case .rate(let field, _) = draw.size { fields.insert(field) }
        }
        return values.keys.sorted().filter(fixed.contains).map { name in
            FieldProblem(
                path: name,
                sentence: Label("抽取不能更正", "a draw cannot be corrected"),
                remedy: .annul(event, in: loaded.row.id))
        }
    }
}
