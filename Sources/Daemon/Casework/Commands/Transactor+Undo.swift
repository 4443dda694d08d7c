// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar
internal import Workflow

// Taking back and correcting: a new line of the history, and the case as the facts that stand make
// it. Nothing is removed.
extension Transactor {
    /// The right that undoing needs, held in an office that has a part in the case.
    static let undoRight = "corrector"

    func annul(_ command: AnnulCommand) throws -> CommandResult {
        let loaded = try self.load(command.caseID)
        try self.requireUndo(loaded, command.reason, command.forOffice)
        let lines = try self.writer.lines(of: loaded.row.id)
        let target = try self.act(command.act, in: loaded, lines)
        guard target.sequence != lines.first?.sequence else {
            throw CaseworkError(
                .refused,
                Label(
                    "立件不能撤销;案件立错的,用流程中的撤回、不予受理等办结",
                    "the opening cannot be annulled; end a case that was opened by mistake by its own events"
                ))
        }
        var about = [target.sequence]
        var line = self.undoLine(HistoryLine.annul, loaded, about: about, [:])
        var outcome = self.replay(loaded, lines + [line])
        if case .stands(_, let fallen, _) = outcome, !fallen.isEmpty {
            about += fallen.map(\.sequence)
            line = self.undoLine(HistoryLine.annul, loaded, about: about, [:])
            outcome = self.replay(loaded, lines + [line])
        }
        let own = ChangeRow(
            field: HistoryLine.about, before: nil, after: .list(about.map { .text(String($0)) }))
        var result = try self.rewrite(
            loaded, outcome, [own], event: HistoryLine.annul, command.reason, command.forOffice)
        result.remarks += try self.withdraw(about, loaded)
        return result
    }

    func correct(_ command: CorrectCommand) throws -> CommandResult {
        let loaded = try self.load(command.caseID)
        try self.requireUndo(loaded, command.reason, command.forOffice)
        let lines = try self.writer.lines(of: loaded.row.id)
        let standing = loaded.definition.standing(lines)
        let target = try self.target(of: command, loaded, lines, standing)
        let fields = try self.corrected(command, target, loaded)
        if let day = command.happenedOn { _ = try self.happened(day, loaded.definition) }
        var changes: [String: Value?] = fields.mapValues { $0.isEmpty ? nil : $0 }
        if let day = command.happenedOn {
            changes[HistoryLine.happenedOn] = .some(.text(day.description))
        }
        let line = self.undoLine(
            HistoryLine.correct, loaded, about: [target.sequence], changes)
        let before = standing.first { $0.sequence == target.sequence } ?? target
        var rows = [
            ChangeRow(
                field: HistoryLine.about, before: nil,
                after: .list([.text(String(target.sequence))]))
        ]
        for (field, value) in fields.sorted(by: { $0.key < $1.key }) {
            rows.append(
                self.sealed(
                    FieldChange(
                        field: field, before: before.changes[field] ?? nil,
                        after: value.isEmpty ? nil : value), loaded.definition))
        }
        if let day = command.happenedOn {
            rows.append(
                ChangeRow(
                    field: HistoryLine.happenedOn,
                    before: before.happenedOn.map { .text($0.description) },
                    after: .text(day.description)))
        }
        return try self.rewrite(
            loaded, self.replay(loaded, lines + [line]), rows, event: HistoryLine.correct,
            command.reason, command.forOffice)
    }

    private func requireUndo(
        _ loaded: LoadedCase, _ reason: String, _ forOffice: String?
    ) throws {
        guard !reason.isEmpty else {
            throw CaseworkError.invalid(
                "reason", "撤销和更正须说明理由:--reason TEXT", "undoing needs a reason: --reason TEXT")
        }
        let offices = Set(loaded.facts.roles.values.compactMap(\.office))
        let standings = self.principal?.standings(for: try self.officeCode(forOffice)) ?? []
        let mayUndo = standings.contains {
            $0.role == Transactor.undoRight && offices.contains($0.office)
        }
        guard mayUndo else {
            throw CaseworkError(
                .permission,
                Label(
                    "撤销和更正须有承办单位的更正权(角色\(Transactor.undoRight),由系统管理员授予)",
                    "undoing needs the right \(Transactor.undoRight) in an office of the case; an administrator grants it"
                ))
        }
    }

    /// The act that a number or an event names.
    private func act(_ name: String, in loaded: LoadedCase, _ lines: [Fact]) throws -> Fact {
        let standing = loaded.definition.standing(lines)
        let number = Int64(name)
        let found = standing.last { $0.sequence == number || $0.event == name }
        if let found { return found }
        if let line = lines.last(where: { $0.sequence == number || $0.event == name }) {
            let isUndoing = [HistoryLine.annul, HistoryLine.correct].contains(line.event)
            throw CaseworkError(
                .refused,
                isUndoing
                    ? Label(
                        "第\(line.sequence)行本身是撤销或者更正;请更正原来的事项",
                        "line \(line.sequence) is itself an annulment or a correction; correct the act it is about"
                    )
                    : Label("“\(name)”已经撤销", "“\(name)” is annulled already"))
        }
        let known = standing.map { "\($0.sequence) \($0.event)" }.joined(separator: ", ")
        throw CaseworkError(
            .notFound,
            Label(
                "\(loaded.row.id)没有“\(name)”;有:\(known)",
                "\(loaded.row.id) has no act “\(name)”; it has: \(known)"))
    }

    private func target(
        of command: CorrectCommand, _ loaded: LoadedCase, _ lines: [Fact], _ standing: [Fact]
    ) throws -> Fact {
        if let act = command.act, !act.isEmpty { return try self.act(act, in: loaded, lines) }
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
    private func corrected(
        _ command: CorrectCommand, _ target: Fact, _ loaded: LoadedCase
    ) throws -> [String: Value] {
        let definition = loaded.definition
        guard !command.fields.isEmpty || command.happenedOn != nil else {
            throw CaseworkError.invalid(
                "fields", "没有要更正的内容:FIELD=VALUE 或 --on DATE",
                "nothing to correct: FIELD=VALUE, or --on DATE")
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
                            "第\(target.sequence)行没有填写“\(name)”",
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
                value, field, loaded.surroundings, lenient: false, &problems)
        }
        let merged = loaded.facts.fields.merging(values) { $1 }
        problems += values.keys.sorted().flatMap {
            loaded.machine.breaches(
                of: $0, in: merged, on: self.today(loaded.definition), loaded.surroundings)
        }
        problems += self.drawn(values, target, definition)
        guard problems.isEmpty else { throw CaseworkError.invalid(problems) }
        return values
    }

    /// A draw is not corrected: its sample would no longer be one of its pool.
    private func drawn(
        _ values: [String: Value], _ target: Fact, _ definition: WorkflowDefinition
    ) -> [FieldProblem] {
        let draws = definition.transitions.first { $0.id == target.transition }?.effects.draws ?? []
        let fixed = draws.reduce(into: Set<String>()) { fields, draw in
            fields.formUnion([draw.pool] + [draw.notIn].compactMap { $0 })
            if case .rate(let field, _) = draw.size { fields.insert(field) }
        }
        return values.keys.sorted().filter(fixed.contains).map { name in
            FieldProblem(
                path: name,
                sentence: Label(
                    "抽取不能更正;请撤销后重新抽取:caseadm annul … \(target.event)",
                    "a draw cannot be corrected; annul it and draw again: caseadm annul … \(target.event)"
                ))
        }
    }

    /// The line as the case's lines would then have it.
    private func undoLine(
        _ event: String, _ loaded: LoadedCase, about: [Int64], _ changes: [String: Value?]
    ) -> Fact {
        var changes = changes
        changes[HistoryLine.about] = .some(.list(about.map { .text(String($0)) }))
        return Fact(
            sequence: Int64.max, event: event, transition: "", happenedOn: nil, from: nil,
            to: nil, changes: changes, enteredBy: nil)
    }

    private func replay(_ loaded: LoadedCase, _ lines: [Fact]) -> Replayed {
        loaded.machine.replayed(
            loaded.facts, standing: loaded.definition.standing(lines),
            today: self.today(loaded.definition), loaded.surroundings)
    }

    /// Writes the case as it now stands.
    private func rewrite(
        _ loaded: LoadedCase, _ outcome: Replayed, _ rows: [ChangeRow], event: String,
        _ reason: String, _ forOffice: String?
    ) throws -> CommandResult {
        let definition = loaded.definition
        let facts: CaseFacts
        var moved: [Fact] = []
        switch outcome {
        case .stands(let standing, _, let redated): (facts, moved) = (standing, redated)
        case .conflict(let fact, let unmet):
            let label = definition.events[fact.event]?.labels ?? Label(same: fact.event)
            let isItself = rows.contains {
                $0.field == HistoryLine.about && $0.after?.texts == [String(fact.sequence)]
            }
            throw CaseworkError(
                .refused,
                isItself
                    ? Label(
                        "〈\(label.zh)〉(第\(fact.sequence)行)不能这样更正",
                        "‹\(label.en)› (line \(fact.sequence)) cannot be corrected to that")
                    : Label(
                        "〈\(label.zh)〉(第\(fact.sequence)行)将不成立;请先更正或撤销它",
                        "‹\(label.en)› (line \(fact.sequence)) would no longer be possible; mend or annul that first"
                    ), unmet: unmet, laws: definition.laws, day: self.today(definition))
        }
        try loaded.surroundings.check()
        var after = loaded
        after.facts = facts
        after.facts.version = loaded.row.version + 1
        after.row.version = loaded.row.version + 1
        after.row.state = facts.state
        after.row.isFinal = definition.states[facts.state]?.isFinal ?? false
        after.row.fields = facts.fields
        after.row.roles = facts.roles.filter { definition.roles[$0.key]?.binding == .ofCase }
        after.row.title = facts.fields[definition.titleField]?.line ?? after.row.title
        after.row.naturalKey = NaturalKey.of(facts.fields, definition, parent: after.row.parent)
        do {
            try self.writer.update(after.row, previousVersion: loaded.row.version)
        } catch StoreError.naturalKeyTaken(let key) {
            throw CaseworkError(
                .exists,
                Label(
                    "该件已存在:\(NaturalKey.readable(key))",
                    "this matter exists already: \(NaturalKey.readable(key))"))
        }
        let sequence = try self.writer.nextSequence()
        let head = LineHead(
            event: event, happenedOn: self.today(definition), mode: .live, note: reason,
            forOffice: forOffice)
        var line = try self.plainLine(loaded, head, sequence)
        line.version = after.row.version
        line.from = loaded.row.state
        line.to = facts.state == loaded.row.state ? nil : facts.state
        line.changes = rows + self.consequences(of: facts, loaded, moved)
        try self.writer.append(line)
        after.facts = facts
        try self.storeClocks(facts.clocks, before: loaded.facts.clocks, after)
        var result = CommandResult()
        result.take(after)
        result.previousState = loaded.row.state
        result.sequence = sequence
        result.transition = event
        return result
    }

    /// What else is different now: fields, roles, due dates, days of the daemon's own acts.
    private func consequences(
        of facts: CaseFacts, _ loaded: LoadedCase, _ moved: [Fact]
    ) -> [ChangeRow] {
        var rows = loaded.machine.changes(from: loaded.facts.fields, to: facts.fields).map {
            change -> ChangeRow in
            var row = self.sealed(change, loaded.definition)
            row.field = "#then " + change.field
            return row
        }
        rows += self.roleChanges(
            loaded.row.roles,
            facts.roles.filter { loaded.definition.roles[$0.key]?.binding == .ofCase })
        if !moved.isEmpty {
            let days = moved.reduce(into: [String: String]()) {
                $0[String($1.sequence)] = $1.happenedOn?.description
            }
            rows.append(ChangeRow(field: HistoryLine.moved, before: nil, after: .record(days)))
        }
        for name in loaded.definition.clocks.names {
            let (before, after) = (loaded.facts.run(of: name), facts.run(of: name))
            if before?.due != after?.due || before?.isOpen != after?.isOpen {
                rows.append(
                    ChangeRow(
                        field: "#clock " + name, before: before.map { .text($0.summary) },
                        after: after.map { .text($0.summary) }))
            }
        }
        return rows
    }

    /// Letters that have not gone out are taken back, papers not on file are no longer called for;
    /// what has gone out is named.
    private func withdraw(_ about: [Int64], _ loaded: LoadedCase) throws -> [Label] {
        var remarks: [Label] = []
        for var letter in try self.writer.deliveries(of: loaded.row.id)
        where about.contains(letter.sequence) && letter.status != .withdrawn {
            if letter.status == .pending || letter.status == .failed {
                letter.status = .withdrawn
                try self.writer.update(letter)
                try self.stopSending("letter \(letter.id)")
                remarks.append(
                    Label(
                        "函件\(letter.id)(\(letter.recipient.name))尚未发出,已撤下",
                        "letter \(letter.id) (\(letter.recipient.name)) had not gone out and is withdrawn"
                    ))
            } else {
                remarks.append(
                    Label(
                        "函件\(letter.id)已发给\(letter.recipient.name),不能收回",
                        "letter \(letter.id) has gone out to \(letter.recipient.name): it cannot be unsaid"
                    ))
            }
        }
        for sequence in about {
            try self.writer.withdrawCalls(of: loaded.row.id, sequence: sequence)
        }
        let others =
            try self.writer.children(of: loaded.row.id)
            + self.writer.linked(with: loaded.row.id)
        for other in others {
            let opening = try self.writer.facts(of: other.id).first?.sequence ?? 0
            guard about.contains(where: { self.opened(opening, by: $0, loaded) }) else { continue }
            remarks.append(
                Label(
                    "由此开立的\(other.id)仍在,须另行处理",
                    "case \(other.id), which it opened, still stands and is to be dealt with"))
        }
        return remarks
    }

    /// A case was opened by an act when its first line follows that act before the case's next one.
    private func opened(_ opening: Int64, by act: Int64, _ loaded: LoadedCase) -> Bool {
        let next = loaded.facts.history.map(\.sequence).filter { $0 > act }.min() ?? .max
        return opening > act && opening < next
    }
}

extension ClockRun {
    /// As a change in a history line.
    fileprivate var summary: String {
        let due = self.due?.description ?? "-"
        return self.isOpen ? due : "\(due) (\(self.stoppedOn?.description ?? "-"))"
    }
}
