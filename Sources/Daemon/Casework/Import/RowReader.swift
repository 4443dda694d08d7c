// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// What a row of a spreadsheet says.
struct RowSaid {
    /// The opening of a case.
    var command: OpenCaseCommand
    /// The case that it is about, where the row names it.
    var caseID: String?
    /// Field or role → its cell.
    var cells: [ColumnMeaning: String] = [:]
}

/// Reads a row of a spreadsheet as the opening of a case; what its columns are says ``TableColumns``.
struct RowReader {
    let definition: WorkflowDefinition
    let columns: TableColumns

    /// What a row says.
    ///
    /// - Throws: ``CaseworkError`` naming every column that cannot be.
    func said(
        _ row: ImportedRow, profile: String?, forOffice: String?
    ) throws(CaseworkError) -> RowSaid {
        var said = Cells()
        for (name, raw) in row.cells.sorted(by: { $0.key < $1.key }) {
            let cell = RowReader.withoutGuard(raw.trimmed)
            guard !cell.isEmpty || row.flaws[name] != nil else { continue }
            let meaning = try self.columns.find(name)?.meaning
            if meaning == .idle { continue }
            if let flaw = row.flaws[name] ?? RowReader.flaw(of: cell) {
                said.refuse(name, flaw.sentence(cell))
                continue
            }
            self.read(cell, as: meaning, in: name, into: &said)
        }
        said.problems += self.reversed(said.days)
        // Where a case stands that is there already follows from its history.
        if said.id == nil, let state = said.state,
            let missing = self.missingDay(for: state, said.days.map(\.event))
        {
            said.problems.append(missing)
        }
        guard said.problems.isEmpty else { throw CaseworkError.invalid(said.problems) }
        said.days.sort { ($0.on, self.order($0.event)) < ($1.on, self.order($1.event)) }
        var command = self.opening(
            said.fields, said.roles, said.days, said.state, profile: profile, forOffice: forOffice)
        // How many there are is kept with the line, not as somebody's name.
        command.note = said.note
        command.parent = said.parent
        return RowSaid(command: command, caseID: said.id, cells: said.cells)
    }

    /// What the cells of a row say, one after the other.
    private struct Cells {
        var problems: [FieldProblem] = []
        var fields: [String: Value] = [:]
        var roles: [String: String] = [:]
        var days: [(event: String, on: Day)] = []
        var state: String?
        var parent: String?
        var id: String?
        var note = ""
        var cells: [ColumnMeaning: String] = [:]

        mutating func refuse(_ column: String, _ sentence: Label) {
            self.problems.append(FieldProblem(path: column, sentence: sentence))
        }
    }

    private func read(
        _ cell: String, as meaning: ColumnMeaning?, in column: String, into said: inout Cells
    ) {
        if let meaning { said.cells[meaning] = cell }
        switch meaning {
        case .id:
            said.id = CaseNumber.normal(cell)
            if said.id == nil {
                said.refuse(column, Label("“\(cell)”不是件号", "“\(cell)” is no id of a case"))
            }
        case .field(let name):
            guard let field = self.definition.fields[name] else { return }
            said.fields[name] = self.value(cell, field.type)
            guard case .list = field.type else { return }
            let names = NameList(cell)
            if let total = field.restrictions.countedIn, let count = names.count {
                said.fields[total] = said.fields[total] ?? .text(String(count))
            }
            if let others = names.others { said.note += "\(field.labels.zh):\(others)" }
        case .role(let role): said.roles[role] = cell
        case .parent: said.parent = Folding.narrow(cell).uppercased().trimmed
        case .day(let event):
            if let day = CellText.day(cell) {
                said.days.append((event, day))
            } else {
                said.refuse(column, CellText.noDay(cell))
            }
        case .state:
            said.state = self.state(cell)
            if said.state == nil { said.problems.append(self.noState(cell, in: column)) }
        case .idle: break
        case nil:
            said.refuse(
                column,
                Label(
                    "不认识这一列;可用内容、角色、“事项日期”或“状态”的名称",
                    "this column is not known; it may be a field, a role, EVENT_on or state"))
        }
    }

    /// What spreadsheet programs write where a formula came to nothing.
    private static let errors: Set = [
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!",
    ]

    /// Without the apostrophe that keeps a spreadsheet program from running a text as a formula.
    private static func withoutGuard(_ cell: String) -> String {
        guard cell.first == "'", let sign = cell.dropFirst().first(where: { !$0.isWhitespace }),
            "=+-@＝＋－＠\u{200B}".contains(sign)
        else { return cell }
        return String(cell.dropFirst())
    }

    private static func flaw(of cell: String) -> ImportedRow.Flaw? {
        RowReader.errors.contains(cell.uppercased()) ? .error : nil
    }

    private func noState(_ cell: String, in column: String) -> FieldProblem {
        let known = self.definition.states.items.map { "\($0.name) \($0.labels.zh)" }
        return FieldProblem(
            path: column,
            sentence: Label(
                "没有状态“\(cell)”;有:\(known.joined(separator: "、"))",
                "there is no state “\(cell)”; there are: \(known.joined(separator: ", "))"))
    }

    /// What can only follow something cannot have come before it.
    private func reversed(_ days: [(event: String, on: Day)]) -> [FieldProblem] {
        days.flatMap { earlier in
            days.compactMap { later in
                guard later.on < earlier.on, self.event(later.event, needs: earlier.event) else {
                    return nil
                }
                let labels = [later, earlier].map { day in
                    self.definition.events[day.event]?.labels ?? Label(same: day.event)
                }
                return FieldProblem(
                    path: labels[0].zh,
                    sentence: Label(
                        "\(labels[0].zh)日期\(later.on)早于\(labels[1].zh)日期\(earlier.on)",
                        "‹\(labels[0].en)› on \(later.on) cannot come before ‹\(labels[1].en)› on \(earlier.on)"
                    ))
            }
        }
    }

    /// Whether an event is possible only where another has led.
    private func event(_ event: String, needs other: String) -> Bool {
        let sources = Set(self.definition.transitions.filter { $0.event == event }.flatMap(\.from))
        let targets = Set(
            self.definition.transitions.filter { $0.event == other }.compactMap(\.to))
        return event != other && !sources.isEmpty && sources.isSubset(of: targets)
    }

    /// A state that an event leads to needs that event's day: its periods run from it.
    private func missingDay(for state: String, _ given: [String]) -> FieldProblem? {
        guard state != self.definition.initial.first,
            let event = self.definition.event(reaching: state),
            !given.contains(event)
        else { return nil }
        let label = self.definition.events[event]?.labels ?? Label(same: event)
        let place = self.definition.states[state]?.labels ?? Label(same: state)
        return FieldProblem(
            path: place.zh,
            sentence: Label(
                "须填写“\(label.zh)日期”(\(event)_on)",
                "‹\(place.en)› needs the day of ‹\(label.en)›: \(event)_on"))
    }

    /// What people call the matter of a row; nil when it has no title.
    func title(of row: ImportedRow) -> String? {
        for (name, cell) in row.cells
        where (try? self.columns.find(name))?.meaning == .field(self.definition.titleField) {
            return cell.trimmed.isEmpty ? nil : cell.trimmed
        }
        return nil
    }

    /// What an event takes goes to the event; all else to the opening.
    private func opening(
        _ fields: [String: Value], _ roles: [String: String], _ days: [(event: String, on: Day)],
        _ state: String?, profile: String?, forOffice: String?
    ) -> OpenCaseCommand {
        var opening = fields
        let facts = days.map { event, day in
            let definition = self.definition.events[event]
            var taken: [String: Value] = [:]
            for name in (definition?.takes ?? []) + (definition?.mayTake ?? []) {
                taken[name] = opening.removeValue(forKey: name)
            }
            return OpenCaseCommand.GivenFact(event: event, happenedOn: day, fields: taken)
        }
        return OpenCaseCommand(
            workflow: self.definition.name, fields: opening, roles: roles, profile: profile,
            happenedOn: days.first?.on, at: state, facts: facts, forOffice: forOffice)
    }

    /// An error that names the row's own columns, with their letters, where it named our fields.
    func named(
        _ error: CaseworkError, in row: ImportedRow, _ letters: [String: String]
    ) -> CaseworkError {
        guard error.code == .invalid else { return error }
        let unmet = error.unmet.map { unmet -> Unmet in
            guard let path = unmet.parameters["field"],
                let column = row.cells.keys.first(where: { self.isMeant($0, by: path) })
            else { return unmet }
            let place = letters[column].map {
                Label("\($0)列“\(column.trimmed)”", "column \($0) “\(column.trimmed)”")
            }
            let called = place ?? Label(same: column.trimmed)
            func renamed(_ sentence: String, _ name: String) -> String {
                sentence.hasPrefix(path + ":")
                    ? name + sentence.dropFirst(path.count)
                    : error.unmet.count == 1 ? "\(name):\(sentence)" : sentence
            }
            var named = unmet
            named.parameters["field"] = column.trimmed
            named.sentence = Label(
                renamed(unmet.sentence.zh, called.zh), renamed(unmet.sentence.en, called.en))
            return named
        }
        var named = error
        named.unmet = unmet
        named.sentence = unmet.isEmpty ? error.sentence : unmet.map(\.sentence).joined
        return named
    }

    /// Whether a column is what a path names: itself, a field or a role, by name or label.
    private func isMeant(_ column: String, by path: String) -> Bool {
        if column == path { return true }
        guard let meaning = (try? self.columns.find(column))?.meaning, meaning != .idle else {
            return false
        }
        return meaning.word == path || self.definition.label(of: meaning).zh == path
            || path.hasPrefix(meaning.word + "[")
    }

    private func isCalled(_ name: String, _ labels: Label, _ plain: String) -> Bool {
        [name, labels.zh, labels.en].map(RowReader.plain).contains(plain)
    }

    private func order(_ event: String) -> Int {
        self.definition.transitions.firstIndex { $0.event == event } ?? 0
    }

    private func state(_ cell: String) -> String? {
        let plain = RowReader.plain(cell)
        return self.definition.states.items.first { self.isCalled($0.name, $0.labels, plain) }?.name
    }

    private func value(_ cell: String, _ type: FieldType) -> Value {
        switch type {
        case .list(let element, _, _):
            return .list(NameList(cell).names.map { self.value($0.trimmed, element) })
        case .choice(let options):
            guard case .name(let name) = NamedList(options).vocabulary.meaning(of: cell) else {
                return .text(cell)
            }
            return .text(name)
        case .boolean, .integer, .decimal, .amount:
            return .text(WrittenValue.plain(cell, type))
        case .date:
            return .text(CellText.day(cell)?.description ?? cell)
        default:
            return .text(cell)
        }
    }

    private static func plain(_ name: String) -> String {
        String(name.trimmed.lowercased().map { " -".contains($0) ? "_" : $0 })
    }
}
