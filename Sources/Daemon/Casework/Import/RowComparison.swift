// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Holds a row against the case that it is about, and corrects what differs when that is wanted.
struct RowComparison: Decision {
    let transaction: Transaction

    /// What a case says otherwise than its row.
    private struct Difference {
        var label: Label
        var before: Label
        var after: Label
        /// What would put it right; nil where a correction cannot.
        var correction: CorrectCommand?

        var sentence: Label {
            let remark =
                self.correction == nil
                ? Label("(须按流程办理)", " (takes an act)") : Label(same: "")
            return Label(
                "\(self.label.zh) \(self.before.zh) → \(self.after.zh)\(remark.zh)",
                "\(self.label.en) \(self.before.en) → \(self.after.en)\(remark.en)")
        }

        func with(_ correction: CorrectCommand?) -> Difference {
            var difference = self
            difference.correction = correction
            return difference
        }
    }

    /// The case that a row is about: the one it names, or that of its natural key.
    ///
    /// - Throws: ``CaseworkError`` when the case it names is none of this workflow, or is not there.
    func known(_ said: RowSaid, _ definition: WorkflowDefinition) throws -> CaseRow? {
        if let id = said.caseID {
            let row = try self.transaction.visibility.row(id)
            guard row.workflow == definition.name else {
                let other = try self.loader.load(id).definition.labels
                throw CaseworkError(
                    .invalid,
                    Label(
                        "\(id)是〈\(other.zh)〉,不是〈\(definition.labels.zh)〉",
                        "\(id) is a ‹\(other.en)›, no ‹\(definition.labels.en)›"))
            }
            guard !row.isVoid else {
                throw CaseworkError(
                    .refused, Label("\(id)已作废", "\(id) was opened in error and counts nowhere"))
            }
            return row
        }
        let command = said.command
        guard !definition.naturalKey.isEmpty else { return nil }
        let references = StoreSurroundings(
            self.book, self.rules, caseID: "", parent: nil, place: nil)
        var fields: [String: Value] = [:]
        for name in definition.naturalKey where WorkflowDefinition.role(inKey: name) == nil {
            guard let field = definition.fields[name], let value = command.fields[name],
                case .success(let canonical) = field.canonical(value, references, lenient: true)
            else { return nil }
            fields[name] = canonical
        }
        let roles = try self.parties(command.roles, lenient: true)
        guard let key = NaturalKey.of(fields, definition, roles: roles, parent: nil),
            let id = try self.book.caseID(naturalKey: key), let row = try self.book.caseRow(id),
            !row.isVoid, try self.transaction.visibility.sees(row)
        else { return nil }
        return row
    }

    /// What the row says of its case: the same, or something else, which is corrected when the import says why.
    func compared(
        _ item: BulkItem, _ said: RowSaid, _ known: CaseRow, _ action: BulkRow
    ) throws -> BulkItem {
        let loaded = try self.loader.load(known.id)
        let differences = try self.differences(said, loaded, action)
        var item = item
        item.caseID = known.id
        item.title = known.title
        guard !differences.isEmpty else {
            ImportedRow.keep(forecast: .unchanged, in: &item.payload)
            let empty = self.emptied(said, ImportedRow(payload: item.payload), loaded, action)
            return item.went(
                .unchanged,
                Label(
                    "已有\(known.id),内容相同\(empty.zh)",
                    "\(known.id) is there already and says the same\(empty.en)"))
        }
        ImportedRow.keep(forecast: .differs, in: &item.payload)
        let told = differences.map(\.sentence)
        let (zh, en) = (
            told.map(\.zh).joined(separator: ";"), told.map(\.en).joined(separator: "; ")
        )
        guard action.given("update") != nil else {
            return item.went(
                .unchanged,
                Label("已有\(known.id),不同:\(zh)", "\(known.id) is there already and differs: \(en)"))
        }
        let fixed = differences.filter { $0.correction == nil }
        guard fixed.isEmpty else {
            throw CaseworkError(
                .refused,
                Label(
                    "\(known.id)的\(fixed.map(\.label.zh).joined(separator: "、"))不能用更正改变,请按流程办理",
                    "\(fixed.map(\.label.en).joined(separator: ", ")) of \(known.id) is not put right by a correction: it takes an act"
                ))
        }
        try self.book.part {
            for correction in differences.compactMap(\.correction) {
                _ = try self.undoing.correct(correction)
            }
        }
        return item.went(
            .done, Label("更正\(known.id):\(zh)", "\(known.id) corrected: \(en)"))
    }

    private func differences(
        _ said: RowSaid, _ loaded: LoadedCase, _ action: BulkRow
    ) throws -> [Difference] {
        let command = try self.without(said, what: loaded)
        let standing = loaded.definition.standing(try self.book.facts(of: loaded.row.id))
        let reason = "\(action.given("update") ?? "") (\(action.reason))"
        var all = self.stateDifference(said, loaded)
        func correct(_ fact: Fact?, _ fields: [String: Value], _ day: Day?) -> CorrectCommand? {
            fact.map {
                CorrectCommand(
                    caseID: loaded.row.id, act: String($0.sequence), fields: fields,
                    happenedOn: day, reason: reason, forOffice: action.given("for_office"))
            }
        }
        for (name, value) in command.fields.sorted(by: { $0.key < $1.key }) {
            let giver = standing.last { $0.changes[name] != nil } ?? standing.first
            guard let found = try self.difference(name, value, loaded) else { continue }
            all.append(found.with(correct(giver, [name: value], nil)))
        }
        for fact in command.facts {
            let act = standing.last { $0.event == fact.event }
            let label = loaded.definition.events[fact.event]?.labels ?? Label(same: fact.event)
            if act?.happenedOn != fact.happenedOn {
                all.append(
                    Difference(
                        label: Label("\(label.zh)日期", "day of ‹\(label.en)›"),
                        before: act?.happenedOn.map { Label(same: $0.description) } ?? .nothing,
                        after: Label(same: fact.happenedOn.description),
                        correction: correct(act, [:], fact.happenedOn)))
            }
            for (name, value) in fact.fields.sorted(by: { $0.key < $1.key }) {
                guard let found = try self.difference(name, value, loaded) else { continue }
                all.append(found.with(correct(act, [name: value], nil)))
            }
        }
        for (role, party) in try self.parties(command.roles, lenient: true).sorted(by: {
            $0.key < $1.key
        }) {
            let holder = loaded.row.roles[role]
            guard holder?.office != party.office || holder?.office == nil && holder != party else {
                continue
            }
            all.append(
                Difference(
                    label: loaded.definition.roles[role]?.labels ?? Label(same: role),
                    before: holder.map { Label(same: $0.name) } ?? .nothing,
                    after: Label(same: party.name)))
        }
        return all
    }

    /// What a row says without the cells that show what its case says already, in whichever words a list of ours
    /// puts it.
    private func without(_ said: RowSaid, what loaded: LoadedCase) throws -> OpenCaseCommand {
        let kept = try self.transaction.visibility.kept(in: loaded.row)
        let shown = kept.shown(loaded.row)
        var command = said.command
        func isShown(_ name: String, _ cell: String) throws -> Bool {
            guard let field = loaded.definition.fields[name] else { return false }
            // Neutral words come from a list of somebody who does not read it: nobody is called so.
            let instead = field.secret.map { [$0.instead.zh, $0.instead.en] } ?? []
            if instead.contains(where: { Folding.key($0) == Folding.key(cell) }) { return true }
            let value = shown.fields[name]
            // He does not read it, so he is not told whether it differs.
            if kept.fields[name] != nil {
                throw CaseworkError(
                    .permission,
                    Label(
                        "\(loaded.row.id)的〈\(field.labels.zh)〉对您保密,不能核对,也不能更改;请删去该格",
                        "‹\(field.labels.en)› of \(loaded.row.id) is kept from you: it can be neither compared nor changed; empty that cell"
                    ))
            }
            let told = try self.told(value ?? .text(""), field, loaded)
            return [told.zh, told.en].contains { Folding.key($0) == Folding.key(cell) }
        }
        for (meaning, cell) in said.cells {
            switch meaning {
            case .field(let name) where try isShown(name, cell):
                command.fields[name] = nil
                // How many a list counts is not said by its names alone.
                if let total = loaded.definition.fields[name]?.restrictions.countedIn,
                    said.cells[.field(total)] == nil
                {
                    command.fields[total] = nil
                }
                for index in command.facts.indices { command.facts[index].fields[name] = nil }
            case .role(let name) where try self.isHeld(name, by: cell, in: loaded.row):
                command.roles[name] = nil
            default: continue
            }
        }
        return command
    }

    private func isHeld(_ role: String, by name: String, in row: CaseRow) throws -> Bool {
        guard let party = row.roles[role] else { return false }
        let called = try party.office.flatMap(self.book.office).map(self.book.calledNow)
        return [party.name, called].contains(name)
    }

    /// What a case says where its row's cells are empty: an empty cell says nothing, and takes nothing away.
    private func emptied(
        _ said: RowSaid, _ row: ImportedRow, _ loaded: LoadedCase, _ action: BulkRow
    ) -> Label {
        guard said.caseID != nil else { return Label(same: "") }
        let labels = action.columnMapping.filter { row.cells[$0.key] == nil }.values
            .compactMap { name -> Label? in
                guard let value = loaded.facts.fields[name], !value.isEmpty else { return nil }
                return loaded.definition.fields[name]?.labels
            }.sorted { $0.zh < $1.zh }
        guard !labels.isEmpty else { return Label(same: "") }
        return Label(
            "(空着的格不改变:\(labels.map(\.zh).joined(separator: "、")))",
            " (empty cells change nothing: \(labels.map(\.en).joined(separator: ", ")))")
    }

    /// Where a case stands follows from its history: a list cannot put that right.
    private func stateDifference(_ said: RowSaid, _ loaded: LoadedCase) -> [Difference] {
        guard said.caseID != nil else { return [] }
        var all: [Difference] = []
        if let parent = said.command.parent, parent != loaded.row.parent ?? "" {
            all.append(
                Difference(
                    label: loaded.definition.label(of: .parent),
                    before: loaded.row.parent.map { Label(same: $0) } ?? .nothing,
                    after: Label(same: parent)))
        }
        guard let wanted = said.command.at, wanted != loaded.row.state else { return all }
        func label(_ state: String) -> Label {
            loaded.definition.states[state]?.labels ?? Label(same: state)
        }
        all.append(
            Difference(
                label: Label("状态", "state"), before: label(loaded.row.state),
                after: label(wanted)))
        return all
    }

    private func difference(
        _ name: String, _ value: Value, _ loaded: LoadedCase
    ) throws -> Difference? {
        guard let field = loaded.definition.fields[name] else { return nil }
        var problems: [FieldProblem] = []
        // As the row was read when the case was opened.
        let wording = Wording(loaded.definition, today: self.today(loaded.definition))
        let written = try wording.values([name: value]).fields[name] ?? value
        let canonical = loaded.machine.canonical(
            written, of: field, in: loaded.surroundings, lenient: true, noting: &problems)
        guard problems.isEmpty else { throw CaseworkError.invalid(problems, in: loaded.definition) }
        let before = loaded.facts.fields[name]
        guard let canonical, canonical != before,
            Folding.key(canonical.line) != Folding.key(before?.line ?? "")
        else { return nil }
        return Difference(
            label: field.labels,
            before: try before.map { try self.told($0, field, loaded) } ?? .nothing,
            after: try self.told(canonical, field, loaded))
    }

    /// A value as people read it.
    private func told(
        _ value: Value, _ field: FieldDefinition, _ loaded: LoadedCase
    ) throws -> Label {
        var names: [String: String] = [:]
        for text in value.texts {
            switch field.type.element {
            case .office: names[text] = try self.book.office(text).map(self.book.calledNow)
            case .user: names[text] = try Int64(text).flatMap { try self.book.user($0) }?.name
            default: continue
            }
        }
        return loaded.definition.told(value, of: field, naming: names)
    }
}

extension Label {
    /// Where nothing was said.
    fileprivate static let nothing = Label("(无)", "(none)")
}
