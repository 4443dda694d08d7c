// SPDX-License-Identifier: Apache-2.0
package import Storage
package import WorkCalendar
package import Workflow

/// What guards see beyond a case, backed by an open transaction or snapshot.
///
/// A read that fails is remembered and thrown by whoever decides, since guards cannot throw.
package final class StoreSurroundings: Surroundings {
    private let reader: any CaseworkReader
    private let rules: RuleStore
    private let caseID: String
    private let parent: String?
    /// The place whose offices are meant by a duty.
    private let ownPlace: String?
    private(set) var failure: (any Error)?
    private var knownChildren: [ChildFacts]?
    private var knownParent: CaseRow??

    package init(
        _ reader: any CaseworkReader, _ rules: RuleStore, caseID: String, parent: String?,
        place: String?
    ) {
        self.reader = reader
        self.rules = rules
        self.caseID = caseID
        self.parent = parent
        self.ownPlace = place
    }

    private func attempt<R>(_ fallback: R, _ body: () throws -> R) -> R {
        do {
            return try body()
        } catch {
            self.failure = self.failure ?? error
            return fallback
        }
    }

    /// Throws the first read that failed, if any did.
    package func check() throws {
        if let failure { throw failure }
    }

    package func children() -> [ChildFacts] {
        if let knownChildren { return knownChildren }
        let children = self.attempt([]) {
            try self.reader.children(of: self.caseID).map(self.outline)
        }
        self.knownChildren = children
        return children
    }

    /// A case as others see it.
    private func outline(_ row: CaseRow) throws -> ChildFacts {
        let definition = try self.rules.definition(row.definitionHash, self.reader)
        return ChildFacts(
            id: row.id, workflow: row.workflow, state: row.state,
            holder: definition.holder(row.roles)?.name, roles: row.roles, fields: row.fields)
    }

    package func linked() -> [ChildFacts] {
        self.attempt([]) { try self.reader.linked(with: self.caseID).map(self.outline) }
    }

    package func outline(of caseID: String) -> ChildFacts? {
        self.attempt(nil) { try self.reader.caseRow(caseID).map(self.outline) }
    }

    package func cases(with field: String, _ value: Value, in workflows: [String]) -> [ChildFacts] {
        guard let text = value.text else { return [] }
        return self.attempt([]) {
            try self.reader.cases(with: field, text, in: workflows, by: self.rules)
                .filter { $0.id != self.caseID }.map(self.outline)
        }
    }

    package func days(of event: String, in caseID: String) -> [Day] {
        self.attempt([]) {
            guard let row = try self.reader.caseRow(caseID) else { return [] }
            let definition = try self.rules.definition(row.definitionHash, self.reader)
            return definition.standing(try self.reader.facts(of: caseID))
                .filter { $0.event == event }.compactMap(\.happenedOn)
        }
    }

    package func parentHistory() -> [(event: String, on: Day?)] {
        guard let parent else { return [] }
        return self.attempt([]) {
            guard let row = try self.reader.caseRow(parent) else { return [] }
            let definition = try self.rules.definition(row.definitionHash, self.reader)
            return definition.standing(try self.reader.facts(of: parent))
                .map { ($0.event, $0.happenedOn) }
        }
    }

    package func parentField(_ name: String) -> Value? {
        guard let parent else { return nil }
        if let knownParent { return knownParent?.fields[name] }
        let row = self.attempt(nil) { try self.reader.caseRow(parent) }
        self.knownParent = .some(row)
        return row?.fields[name]
    }

    package func place() -> String? { self.ownPlace }

    package func offices(withDuty duty: String) -> [Party] {
        self.attempt([]) {
            try self.reader.offices().filter {
                $0.closing == nil && $0.duties.contains(duty)
                    && (self.ownPlace == nil || $0.place == self.ownPlace)
            }.map { Party(office: $0.code, name: $0.name) }
        }
    }

    package func officeName(_ code: String) -> String? {
        self.attempt(nil) { try self.reader.office(code)?.name }
    }

    package func officeCode(called name: String) -> String? {
        let codes = self.attempt([]) { try self.reader.officeCodes(called: name) }
        return codes.count == 1 ? codes[0] : nil
    }

    package func userName(_ id: String) -> String? {
        guard let number = Int64(id) else { return nil }
        return self.attempt(nil) { try self.reader.user(number)?.name }
    }

    package func userIDs(called name: String) -> [String] {
        self.attempt([]) {
            if let number = Int64(name), try self.reader.user(number) != nil { return [name] }
            return try self.reader.userNumbers(called: name).map(String.init)
        }
    }

    package func user(_ id: String, holds qualification: String) -> Bool {
        guard let number = Int64(id) else { return false }
        return self.attempt(false) {
            guard let user = try self.reader.user(number), user.status == .active else {
                return false
            }
            return user.memberships.contains { $0.role == qualification }
        }
    }

    package func caseExists(_ id: String) -> Bool {
        self.attempt(false) { try self.reader.caseRow(id) != nil }
    }
}
