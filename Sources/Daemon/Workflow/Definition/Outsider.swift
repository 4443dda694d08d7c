// SPDX-License-Identifier: Apache-2.0

/// What somebody outside is told of a case in which he takes part, beyond what is his own anyway.
package struct ToldOutside: Hashable, Sendable {
    /// Told once one of these events has followed what is told; empty: at once.
    ///
    /// A draft is nobody's letter: what it says is told when it has gone out.
    package var after: Set<String> = []
    /// Fields.
    package var fields: Set<String> = []
    /// Kinds of documents.
    package var documents: Set<String> = []
    /// Clocks.
    package var clocks: Set<String> = []
    /// Events whose lines he reads.
    package var events: Set<String> = []

    /// Nothing.
    package init() {}
}

/// A role that acts in law and is nobody's in an office: whoever takes part in a case by it.
package struct OutsideRole: Hashable, Sendable {
    /// By the first of these fields that has a value people know him.
    package var namedBy: [String]
    /// Whoever an office of the case knows in this role, by the name that stands there, takes part
    /// without being admitted; nil: nobody does.
    package var knownAs: String?
    /// What he is told beyond what is his own.
    package var told: [ToldOutside] = []

    /// A role outside.
    package init(namedBy: [String] = []) {
        self.namedBy = namedBy
    }

    /// Whether a field names who has the role, or one of them.
    package func names(_ field: String) -> Bool { self.namedBy.contains(field) }
}

extension WorkflowDefinition {
    /// The field with the number by which people call a matter.
    package var numberField: String? {
        self.naturalKey.first { self.fields[$0]?.type == .integer }
            ?? self.fields.items.first { $0.restrictions.isDocumentNumber }?.name
    }

    /// The fields that say whom a matter comes from or concerns.
    package var peopleFields: [String] {
        self.roles.items.compactMap { self.outside($0.name)?.namedBy.first }
    }

    /// Whom it comes from or concerns.
    package func people(in fields: [String: Value]) -> [String] {
        self.peopleFields.lazy.map { fields[$0]?.texts ?? [] }.first { !$0.isEmpty } ?? []
    }

    /// A role that is outside; nil for a role in an office.
    package func outside(_ role: String) -> OutsideRole? {
        guard case .outside(let outside) = self.roles[role]?.binding else { return nil }
        return outside
    }

    /// Whom a case names in a role outside.
    package func named(outside role: String, in fields: [String: Value]) -> [String] {
        self.outside(role)?.namedBy.flatMap { fields[$0]?.texts ?? [] }.filter { !$0.isEmpty } ?? []
    }

    /// Fields by which a matter is called, and who is meant: everybody who takes part knows them.
    package func known(outside role: String) -> Set<String> {
        Set(
            self.naturalKey.filter { Self.role(inKey: $0) == nil } + [self.titleField]
                + (self.outside(role)?.namedBy ?? []))
    }

    /// What is told to somebody in a role outside without being said: what is entered in his name, what
    /// that needs, and his own periods.
    package func own(outside role: String) -> ToldOutside {
        let events = self.events.items.filter { $0.onBehalfOf == role }
        var told = ToldOutside()
        told.events = Set(events.map(\.name) + ["open"])
        told.fields = Set(events.flatMap { $0.takes + $0.mayTake })
        told.clocks = Set(self.clocks.items.filter { $0.whose == role }.map(\.name))
        told.documents = self.documents(neededFor: events)
        return told
    }

    /// Whether nobody enters an event for whom it is for: he puts it himself.
    func isPutInPersonOnly(_ event: EventDefinition) -> Bool {
        let branches = self.transitions.filter { $0.event == event.name }
        return branches.allSatisfy { Set($0.by) == Set([event.onBehalfOf].compactMap { $0 }) }
    }

    /// Kinds of documents that somebody in a role outside may file: those that his own acts need.
    package func filed(outside role: String) -> Set<String> {
        self.documents(
            neededFor: self.events.items.filter { $0.onBehalfOf == role && $0.isInPerson })
    }

    private func documents(neededFor events: [EventDefinition]) -> Set<String> {
        let names = Set(events.map(\.name))
        let conditions = self.transitions.filter { names.contains($0.event) }
            .flatMap { $0.requires?.questions ?? [] }
        return Set(
            conditions.compactMap { question in
                if case .document(let leaf) = question { leaf.kind } else { nil }
            })
    }
}
