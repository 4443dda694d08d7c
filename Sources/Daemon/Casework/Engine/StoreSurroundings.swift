// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar
internal import Workflow

/// What guards see beyond a case, backed by an open transaction or snapshot.
///
/// A read that fails is remembered and thrown by whoever decides, since guards cannot throw.
final class StoreSurroundings: Surroundings {
    private let reader: any StoreReader
    private let caseID: String
    private let parent: String?
    /// The place whose offices are meant by a duty.
    private let ownPlace: String?
    private(set) var failure: (any Error)?
    private var knownChildren: [ChildFacts]?
    private var knownParent: CaseRow??

    init(_ reader: any StoreReader, caseID: String, parent: String?, place: String?) {
        self.reader = reader
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
    func check() throws {
        if let failure { throw failure }
    }

    func children() -> [ChildFacts] {
        if let knownChildren { return knownChildren }
        let children = self.attempt([]) {
            try self.reader.children(of: self.caseID).map { row in
                ChildFacts(
                    id: row.id, workflow: row.workflow, state: row.state,
                    holder: row.roles["co_handler"]?.name)
            }
        }
        self.knownChildren = children
        return children
    }

    func parentHistory() -> [(event: String, on: Day?)] {
        guard let parent else { return [] }
        return self.attempt([]) {
            try self.reader.facts(of: parent).map { ($0.event, $0.happenedOn) }
        }
    }

    func parentField(_ name: String) -> Value? {
        guard let parent else { return nil }
        if let knownParent { return knownParent?.fields[name] }
        let row = self.attempt(nil) { try self.reader.caseRow(parent) }
        self.knownParent = .some(row)
        return row?.fields[name]
    }

    func place() -> String? { self.ownPlace }

    func offices(withDuty duty: String) -> [Party] {
        self.attempt([]) {
            try self.reader.offices().filter {
                $0.duties.contains(duty) && (self.ownPlace == nil || $0.place == self.ownPlace)
            }.map { Party(office: $0.code, name: $0.name) }
        }
    }

    func officeName(_ code: String) -> String? {
        self.attempt(nil) { try self.reader.office(code)?.name }
    }

    func officeCode(called name: String) -> String? {
        let codes = self.attempt([]) { try self.reader.officeCodes(called: name) }
        return codes.count == 1 ? codes[0] : nil
    }

    func userName(_ id: String) -> String? {
        guard let uid = Int64(id) else { return nil }
        return self.attempt(nil) { try self.reader.user(uid)?.name }
    }

    func caseExists(_ id: String) -> Bool {
        self.attempt(false) { try self.reader.caseRow(id) != nil }
    }
}
