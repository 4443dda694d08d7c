// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import WorkCalendar
internal import Workflow

extension Decision {
    /// Cases that fields name, by their ids: they are called as whoever decides may call them.
    func withCases(
        _ given: [String: Value], _ definition: WorkflowDefinition
    ) throws -> [String: Value] {
        var fields = given
        for (name, value) in given {
            guard definition.fields[name]?.type.element == .caseReference else { continue }
            func id(_ text: String) throws -> String {
                guard !text.isEmpty else { return text }
                let visibility = self.transaction.visibility
                let id = try visibility.caseID(called: text)
                // One that he does not see is not there: no act reaches into it.
                guard let row = try self.book.caseRow(id), try visibility.sees(row) else {
                    throw CaseworkError.invalid(
                        [
                            FieldProblem(
                                path: name,
                                sentence: Label(
                                    "没有案件“\(text)”,或您无权查看",
                                    "there is no case “\(text)”, or you may not see it"))
                        ], in: definition)
                }
                return id
            }
            switch value {
            case .text(let text): fields[name] = .text(try id(text))
            case .list(let items):
                fields[name] = .list(
                    try items.map { item in .text(try id(item.text ?? "")) })
            case .record: continue
            }
        }
        return fields
    }
}

/// Turns the words of a command into the names of a case's own rules, once, before anything is decided:
/// every client may then say whatever is shown to it, in either language.
///
/// What a name is stays a name; a word that means several things is refused with them; a word that means
/// nothing stays as it is, and whatever takes it says so, with what is spelt nearly like it. Lines, kept
/// answers and all that is told hold names only.
struct Wording {
    let definition: WorkflowDefinition
    let today: Day

    /// The words of a workflow, as they are said on a day.
    init(_ definition: WorkflowDefinition, today: Day) {
        self.definition = definition
        self.today = today
    }

    /// An act with names in place of words, and what was taken for granted in it.
    func named(
        _ asked: ActCommand
    ) throws(CaseworkError) -> (command: ActCommand, remarks: [Label]) {
        var command = asked
        command.event = try self.event(asked.event)
        command.roles = try self.roles(asked.roles)
        let read = try self.values(try self.fields(asked.fields, of: command.event))
        command.fields = read.fields
        return (command, read.remarks)
    }

    /// The name of an event.
    func event(_ word: String) throws(CaseworkError) -> String {
        if self.definition.events.contains(word) { return word }
        return try self.definition.events.vocabulary.name(word, at: Wording.eventTerm)
    }

    /// The name of an act as the history tells it: an event, or what is no event of the workflow.
    func act(_ word: String) throws(CaseworkError) -> String {
        if Int64(word) != nil { return word }
        let lines = HistoryLine.terms.filter { !self.definition.events.contains($0.name) }
        return try Vocabulary(self.definition.events.vocabulary.terms + lines)
            .name(word, at: Wording.eventTerm)
    }

    /// The name of a state.
    func state(_ word: String) throws(CaseworkError) -> String {
        try self.definition.states.vocabulary.name(
            word, at: Remedy.Term("state", Label("状态", "state")))
    }

    /// The kind of document that is called so.
    func document(named word: String) throws(CaseworkError) -> DocumentDefinition {
        if let kind = self.definition.documents[word] { return kind }
        let vocabulary = self.definition.documents.vocabulary
        let term = Remedy.Term("kind", Label("文书种类", "kind of document"))
        if let kind = self.definition.documents[try vocabulary.name(word, at: term)] { return kind }
        let near = vocabulary.near(word)
        let all = vocabulary.terms.told
        let known = near.isEmpty ? Label(";种类有:\(all.zh)", "; there are: \(all.en)") : near.perhaps
        throw .invalid(
            "kind", "没有文书种类“\(word)”\(known.zh)",
            "there is no kind of document “\(word)”\(known.en)")
    }

    /// The clock that is called so.
    func clock(named word: String) throws(CaseworkError) -> ClockDefinition {
        let vocabulary = self.definition.clocks.vocabulary
        let term = Remedy.Term("clock", Label("时限", "clock"))
        if let clock = self.definition.clocks[try vocabulary.name(word, at: term)] { return clock }
        let (labels, near) = (self.definition.labels, vocabulary.near(word))
        let known =
            near.isEmpty
            ? Label(";时限有:\(vocabulary.terms.told.zh)", "; there are: \(vocabulary.terms.told.en)")
            : near.perhaps
        throw CaseworkError(
            .notFound,
            Label(
                "〈\(labels.zh)〉没有时限“\(word)”\(known.zh)",
                "‹\(labels.en)› has no clock “\(word)”\(known.en)"))
    }

    /// Offices by the names of roles.
    func roles(_ given: [String: String]) throws(CaseworkError) -> [String: String] {
        try self.named(given) { word throws(CaseworkError) in try self.role(word) }
    }

    /// The name of a role.
    func role(_ word: String) throws(CaseworkError) -> String {
        if self.definition.roles.contains(word) { return word }
        return try self.definition.roles.vocabulary.name(word, at: Wording.roleTerm)
    }

    /// Fields by their names: those that an event takes before all others, and the roles that it binds.
    ///
    /// - Parameter event: nil for the opening, which takes every field and names every role of a case.
    func fields(
        _ given: [String: Value], of event: String?
    ) throws(CaseworkError) -> [String: Value] {
        let definition = self.definition.events[event ?? ""]
        let taken = (definition?.takes ?? []) + (definition?.mayTake ?? [])
        let binds = event == nil ? self.openedRoles : definition?.binds ?? []
        let all = self.definition.fields
        // Programs say names: nothing has to be looked up.
        if given.keys.allSatisfy({ all.contains($0) || binds.contains($0) }) { return given }
        let first = NamedList(all.items.filter { taken.contains($0.name) }).vocabulary
        let roles = NamedList(self.definition.roles.items.filter { binds.contains($0.name) })
            .vocabulary
        return try self.named(given) { word throws(CaseworkError) in
            if all.contains(word) || binds.contains(word) { return word }
            for vocabulary in [first, all.vocabulary, roles] {
                switch vocabulary.meaning(of: word) {
                case .name(let name): return name
                case .several(let terms):
                    throw .several(word, terms, at: Remedy.Term("fields", Label("内容", "field")))
                case .unknown: continue
                }
            }
            return word
        }
    }

    /// Values in the form that their fields keep.
    ///
    /// - Returns: the values, and what was taken for granted in them.
    func values(
        _ given: [String: Value]
    ) throws(CaseworkError) -> (fields: [String: Value], remarks: [Label]) {
        let written = WrittenValue(on: self.today)
        var fields = given
        var remarks: [Label] = []
        for (name, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let field = self.definition.fields[name] else { continue }
            let read = try written.value(value, of: field, among: self.options(of: field))
            fields[name] = read.value
            remarks += read.remarks.map { remark in
                Label("〈\(field.labels.zh)〉\(remark.zh)", "‹\(field.labels.en)›: \(remark.en)")
            }
        }
        return (fields, remarks)
    }

    /// The roles that an opening may name.
    var openedRoles: [String] {
        self.definition.roles.items.filter { $0.binding == .ofCase }.map(\.name)
    }

    /// What a field's values may be, as a choice or by a table's column.
    private func options(of field: FieldDefinition) -> [ChoiceOption] {
        if !field.type.options.isEmpty { return field.type.options }
        guard let column = field.restrictions.column else { return [] }
        return self.definition.tables[column.table]?.values(of: column.column) ?? []
    }

    /// Each word once: whatever is said by its name and by its label is said twice.
    private func named<Said>(
        _ given: [String: Said], by meaning: (String) throws(CaseworkError) -> String
    ) throws(CaseworkError) -> [String: Said] {
        var named: [String: Said] = [:]
        for (word, said) in given.sorted(by: { $0.key < $1.key }) {
            let name = try meaning(word)
            guard named.updateValue(said, forKey: name) == nil else {
                throw CaseworkError.invalid(name, "写了两次", "is given twice")
            }
        }
        return named
    }

    private static let eventTerm = Remedy.Term("event", Label("事项", "event"))
    private static let roleTerm = Remedy.Term("role", Label("角色", "role"))
}
