// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Takes acts back: a new line of the history, and the case as the facts that stand make it.
///
/// Nothing is removed.
struct Undoing: Decision {
    let transaction: Transaction

    func annul(_ command: AnnulCommand) throws -> CommandResult {
        let loaded = try self.named(command.caseID)
        try self.requireUndo(loaded, command.reason, command.forOffice)
        let lines = try self.book.lines(of: loaded.row.id)
        var command = command
        command.act = try Wording(loaded.definition, today: self.today(loaded.definition))
            .act(command.act)
        if let paper = try self.withdrawing.paper(command.act, in: loaded, lines) {
            return try self.annul(paper, of: loaded, lines, command)
        }
        let target = try self.act(command.act, in: loaded, lines)
        if target.sequence == lines.first?.sequence {
            return try self.voiding.void(loaded, command.reason, command.forOffice)
        }
        var about = [target.sequence]
        var line = self.undoLine(HistoryLine.annul, about: about)
        var outcome = self.replay(loaded, lines + [line])
        if case .stands(_, let fallen, _) = outcome, !fallen.isEmpty {
            about += fallen.map(\.sequence)
            line = self.undoLine(HistoryLine.annul, about: about)
            outcome = self.replay(loaded, lines + [line])
        }
        var result = try self.rewriting.rewrite(
            loaded, outcome, [ChangeRow(.lines(about))], event: HistoryLine.annul, command.reason,
            command.forOffice)
        result.remarks += try self.withdrawing.withdraw(about, loaded)
        result.remarks += loaded.moved(to: result.clocks, today: self.today(loaded.definition))
        return result
    }

    /// Takes back a document that was filed, or deliveries that were ticked off, by mistake; with them
    /// what the daemon did because of it.
    private func annul(
        _ paper: Withdrawing.Paper, of loaded: LoadedCase, _ lines: [Fact], _ command: AnnulCommand
    ) throws -> CommandResult {
        let about = [paper.sequence] + self.withdrawing.followed(from: paper, in: loaded)
        let line = self.undoLine(HistoryLine.annul, about: about)
        var result = try self.rewriting.rewrite(
            loaded, self.replay(loaded, lines + [line]), [ChangeRow(.lines(about))],
            event: HistoryLine.annul, command.reason, command.forOffice)
        result.remarks += try self.withdrawing.take(paper, back: loaded, by: result.sequence)
        try self.runs.settleLetters(
            of: self.loader.load(loaded.row.id), result.sequence)
        result.remarks += loaded.moved(to: result.clocks, today: self.today(loaded.definition))
        return result
    }

    func correct(_ command: CorrectCommand) throws -> CommandResult {
        let loaded = try self.named(command.caseID)
        try self.requireUndo(loaded, command.reason, command.forOffice)
        let lines = try self.book.lines(of: loaded.row.id)
        let standing = loaded.definition.standing(lines)
        let (command, remarks) = try self.correction.named(command, loaded)
        let target = try self.correction.target(of: command, loaded, lines, standing)
        let fields = try self.correction.corrected(command, target, loaded)
        if let day = command.happenedOn { _ = try self.happened(day, loaded.definition) }
        var line = self.undoLine(HistoryLine.correct, about: [target.sequence])
        line.changes = fields.mapValues { $0.isEmpty ? nil : $0 }
        line.undo.happenedOn = command.happenedOn
        let before = standing.first { $0.sequence == target.sequence } ?? target
        var rows = [ChangeRow(.lines([target.sequence]))]
        for (field, value) in fields.sorted(by: { $0.key < $1.key }) {
            rows.append(
                self.lines.sealed(
                    FieldChange(
                        field: field, before: before.changes[field] ?? nil,
                        after: value.isEmpty ? nil : value), loaded.definition))
        }
        if let day = command.happenedOn {
            rows.append(ChangeRow(.happenedOn(before: before.happenedOn, after: day)))
        }
        var result = try self.rewriting.rewrite(
            loaded, self.replay(loaded, lines + [line]), rows, event: HistoryLine.correct,
            command.reason, command.forOffice)
        result.remarks += remarks
        result.remarks += loaded.moved(to: result.clocks, today: self.today(loaded.definition))
        return result
    }

    /// Refuses who has not the right to undo in an office of the case, or says no reason.
    func requireUndo(
        _ loaded: LoadedCase, _ reason: String, _ forOffice: String?
    ) throws {
        guard !reason.isEmpty else {
            throw CaseworkError.invalid(
                "reason", "撤销和更正须说明理由", "undoing needs a reason",
                remedy: .supply(.reason))
        }
        let offices = Set(loaded.facts.roles.values.compactMap(\.office))
        let standings = self.principal?.standings(for: try self.officeCode(forOffice)) ?? []
        // The right is held in an office that has a part in the case.
        let rights = self.rules.rulebook.conventions.undoRights
        let mayUndo = standings.contains {
            rights.contains($0.role) && offices.contains($0.office)
        }
        guard mayUndo else {
            let terms = rights.sorted().map {
                Remedy.Term($0, self.rules.rulebook.called(duty: $0))
            }
            throw CaseworkError(
                .permission,
                Label(
                    "撤销和更正须在本件的参与单位有角色\(terms.told.zh)",
                    "undoing needs the role \(terms.told.en) in an office of the case"),
                remedy: self.principal.flatMap { principal in
                    let who = Remedy.Term(String(principal.number), Label(same: principal.name))
                    return terms.first.map { .grant($0, to: who) }
                })
        }
    }

    /// The act that a number or an event names.
    func act(_ name: String, in loaded: LoadedCase, _ lines: [Fact]) throws -> Fact {
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
        let words = loaded.definition.events.vocabulary.terms + HistoryLine.terms
        let known = standing.map { fact -> Label in
            let label = words.first { $0.name == fact.event }?.label ?? Label(same: fact.event)
            return label.map { "\(fact.sequence) \($0)" }
        }.joined
        let near = Vocabulary(words).near(name).perhaps
        throw CaseworkError(
            .notFound,
            Label(
                "\(loaded.row.id)没有“\(name)”\(near.zh);有:\(known.zh)",
                "\(loaded.row.id) has no act “\(name)”\(near.en); it has: \(known.en)"))
    }

    /// The line as the case's lines would then have it.
    private func undoLine(_ event: String, about: [Int64]) -> Fact {
        var line = Fact(
            sequence: Int64.max, event: event, transition: "", happenedOn: nil, from: nil,
            to: nil, changes: [:], enteredBy: nil)
        line.undo.lines = about
        return line
    }

    private func replay(_ loaded: LoadedCase, _ lines: [Fact]) -> Replayed {
        loaded.machine.replayed(
            loaded.facts, standing: loaded.definition.standing(lines),
            today: self.today(loaded.definition), in: loaded.surroundings)
    }
}
