// SPDX-License-Identifier: Apache-2.0
package import Storage
package import WorkCalendar
package import Workflow

/// A case with all that deciding about it needs.
package struct LoadedCase {
    package var row: CaseRow
    package var definition: WorkflowDefinition
    package var machine: Machine
    package var facts: CaseFacts
    package var surroundings: StoreSurroundings

    /// A case with what deciding needs.
    package init(
        row: CaseRow, definition: WorkflowDefinition, machine: Machine, facts: CaseFacts,
        surroundings: StoreSurroundings
    ) {
        self.row = row
        self.definition = definition
        self.machine = machine
        self.facts = facts
        self.surroundings = surroundings
    }

    /// A command put to it, as ``Machine`` decides about it.
    package func attempt(_ command: StepCommand, at moment: StepMoment) -> Attempt {
        Attempt(
            facts: self.facts, command: command, moment: moment, surroundings: self.surroundings)
    }
}

/// Loads cases from a transaction or a snapshot.
package struct CaseLoader {
    package let reader: any CaseworkReader
    package let rules: RuleStore
    package let now: Instant

    package init(_ reader: any CaseworkReader, _ rules: RuleStore, _ now: Instant) {
        self.reader = reader
        self.rules = rules
        self.now = now
    }

    /// A case that can be acted on.
    ///
    /// - Throws: ``CaseworkError`` when there is none, or it is set aside.
    package func load(_ id: String) throws -> LoadedCase {
        guard let row = try self.reader.caseRow(id) else { throw CaseworkError.noCase(id) }
        guard !row.isQuarantined else {
            throw CaseworkError(
                .refused,
                Label(
                    "案件\(id)已隔离(数据异常),请系统管理员查看日志",
                    "case \(id) is quarantined (its data cannot be); ask the administrator, see the journal"
                ))
        }
        guard !row.isVoid else {
            throw CaseworkError(
                .refused,
                Label(
                    "\(id)立件有误,已作废;不能再办理",
                    "\(id) was opened in error and is void: nothing can be done in it"
                ))
        }
        return try self.load(row)
    }

    package func load(_ row: CaseRow) throws -> LoadedCase {
        let definition = try self.rules.definition(row.definitionHash, self.reader)
        return try self.load(row, as: definition)
    }

    /// The case as it is under a definition, which need not be the one it pins.
    package func load(_ row: CaseRow, as definition: WorkflowDefinition) throws -> LoadedCase {
        var roles = row.roles
        if let parent = row.parent, let above = try self.reader.caseRow(parent) {
            for role in definition.roles.items where role.binding == .ofParent {
                roles[role.name] = above.roles[role.name]
            }
        }
        let facts = CaseFacts(
            id: row.id, state: row.state, version: row.version, fields: row.fields, roles: roles,
            history: definition.standing(try self.reader.facts(of: row.id)),
            clocks: try self.reader.clocks(of: row.id),
            documents: try self.reader.documents(of: row.id).map(\.fact),
            deliveries: try self.reader.deliveries(of: row.id).map(\.fact), parent: row.parent)
        let today = CivilZone(definition.timeZone).day(of: self.now)
        return LoadedCase(
            row: row, definition: definition,
            machine: try self.rules.machine(definition, on: today), facts: facts,
            surroundings: StoreSurroundings(
                self.reader, self.rules, caseID: row.id, parent: row.parent,
                place: try self.place(roles, definition)))
    }

    /// The place of the office that answers for the case: whose supervisors and so on are meant.
    package func place(_ roles: [String: Party], _ definition: WorkflowDefinition) throws -> String?
    {
        try definition.home(roles).flatMap(self.reader.office)?.place
    }
}

extension WorkflowDefinition {
    /// For whom a case is counted: who holds the role that its figures are told by, else the office
    /// that answers for it.
    package func counted(for roles: [String: Party]) -> Party? {
        if let role = self.figuresBy { return roles[role] }
        return self.roles.items.filter { $0.binding == .ofCase || $0.binding == .ofParent }
            .lazy.compactMap { roles[$0.name] }.first
    }

    /// Who holds a case, for lists: the first role that was named for it.
    package func holder(_ roles: [String: Party]) -> Party? {
        self.roles.items.filter { $0.binding == .ofCase }.lazy.compactMap { roles[$0.name] }.first
    }
}
