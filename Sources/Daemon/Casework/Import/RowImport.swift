// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Makes an open case of a row of a file.
struct RowImport: Decision {
    let transaction: Transaction

    func imported(_ item: BulkItem, _ action: BulkRow) throws -> BulkItem {
        let reader = try self.reader(for: action)
        let row = ImportedRow(payload: item.payload)
        do {
            return try self.imported(row, item, action, reader)
        } catch let error as CaseworkError {
            throw reader.named(error, in: row, action.columnLetters)
        }
    }

    private func imported(
        _ row: ImportedRow, _ item: BulkItem, _ action: BulkRow, _ reader: RowReader
    ) throws -> BulkItem {
        let definition = reader.definition
        if let first = ImportedRow.double(in: item.payload) {
            let key = NaturalKey.readable(ImportedRow.key(in: item.payload) ?? "")
            throw CaseworkError(
                .exists,
                Label(
                    "与第\(first)行是同一件(\(key)),请删去一行",
                    "row \(first) is the same matter (\(key)): remove one of them"))
        }
        let said = try reader.said(
            row, profile: action.given("profile"), forOffice: action.given("for_office"))
        if let known = try self.rowComparison.known(said, definition) {
            return try self.rowComparison.compared(item, said, known, action)
        }
        var command = said.command
        command.isAnother = action.parameters["another"] == "true"
        let result = try self.book.part {
            let result = try self.opening.open(command)
            try self.checkImported(result, command)
            return result
        }
        var item = item
        item.caseID = result.caseID
        item.title = try self.book.caseRow(result.caseID)?.title ?? item.title
        ImportedRow.keep(forecast: .new, in: &item.payload)
        let gaps = result.notGiven.map { definition.fields[$0]?.labels ?? Label(same: $0) }
        var course = try self.bulkCarrying.course(result)
        let alike = result.consequences.filter { $0.kind == .similar }.map(\.caseID)
        if !alike.isEmpty {
            let ids = alike.prefix(3).joined(separator: ", ")
            course = Label(
                "\(course.zh);与\(ids)\(definition.likeness.zh)相同",
                "\(course.en); same \(definition.likeness.en) as \(ids)")
        }
        guard !gaps.isEmpty else { return item.went(.done, course) }
        return item.went(
            .done,
            Label(
                "\(course.zh);未提供:\(gaps.map(\.zh).joined(separator: "、"))",
                "\(course.en); not given: \(gaps.map(\.en).joined(separator: ", "))"))
    }

    /// What a row must say although it is entered afterwards: what every case of its kind has, offices
    /// that there are, who was bound, and a state from which it can go on.
    private func checkImported(_ result: CommandResult, _ command: OpenCaseCommand) throws {
        let loaded = try self.loader.load(result.caseID)
        let definition = loaded.definition
        var problems: [FieldProblem] = []
        for field in definition.fields.items {
            let value = loaded.facts.fields[field.name]
            if field.isRequired, value == nil {
                problems.append(
                    FieldProblem(
                        path: field.labels.zh,
                        sentence: Label("未填写", "‹\(field.labels.en)› is missing")))
            }
            guard field.type.element == .office else { continue }
            for name in value?.texts ?? [] where try self.book.officeCodes(called: name).isEmpty {
                problems.append(
                    FieldProblem(
                        path: field.labels.zh,
                        sentence: try self.noOffice(name)))
            }
        }
        problems += loaded.machine.clashes(
            of: definition.fields.names, in: loaded.facts, loaded.surroundings)
        for event in command.facts.map(\.event) {
            for role in definition.events[event]?.binds ?? [] where loaded.facts.roles[role] == nil
            {
                let label = definition.roles[role]?.labels ?? Label(same: role)
                problems.append(
                    FieldProblem(
                        path: label.zh, sentence: Label("未填写", "‹\(label.en)› is missing")))
            }
        }
        let next = definition.transitions.filter { $0.from.contains(loaded.facts.state) }
        // What only ends it, such as a withdrawal, is no way on.
        let onward = next.filter { transition in
            transition.to.map { !(definition.states[$0]?.isFinal ?? false) } ?? false
        }
        let isWaiting =
            !loaded.row.isFinal
            && (next.allSatisfy { $0.trigger != nil }
                || !onward.isEmpty && onward.allSatisfy { $0.trigger != nil })
        if isWaiting, try self.book.children(of: result.caseID).isEmpty {
            problems.append(
                FieldProblem(
                    path: definition.states[loaded.facts.state]?.labels.zh ?? loaded.facts.state,
                    sentence: Label(
                        "此状态须有分件,请逐件立件", "this state needs parts; open it by itself")))
        }
        guard problems.isEmpty else { throw CaseworkError.invalid(problems) }
    }

    /// An office that the directory does not have, with those whose names are near.
    private func noOffice(_ name: String) throws -> Label {
        try self.book.officesNear(name).toldAsMissing(name)
    }

    /// Reads the rows of an import.
    func reader(for action: BulkRow) throws -> RowReader {
        let definition = try self.importDefinition(action)
        return RowReader(
            definition: definition,
            columns: TableColumns(
                definition, headings: self.rules.rulebook.conventions.headings,
                mapping: action.columnMapping))
    }

    func importDefinition(_ action: BulkRow) throws -> WorkflowDefinition {
        let rulebook = self.rules.rulebook
        let name = try rulebook.workflow(called: action.parameters["workflow"] ?? "")
        let profile = action.parameters["profile"].flatMap { $0.isEmpty ? nil : $0 }
        let today = self.rules.nationalZone.day(of: self.now)
        if let profile, rulebook.profile(profile, on: today) == nil {
            throw CaseworkError.noProfile(profile, known: rulebook.profileNames)
        }
        guard
            let resolved = rulebook.workflow(
                name, profile: profile ?? self.rules.nationalProfile, on: today)
        else { throw CaseworkError.noWorkflow(name, among: rulebook.vocabulary) }
        return resolved.definition
    }
}
