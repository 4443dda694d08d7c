// SPDX-License-Identifier: Apache-2.0
internal import Rulebook
package import Storage
package import Workflow

/// For whom something is answered or decided.
package enum Viewer: Sendable {
    /// The daemon itself, whose lists are for offices and whose decisions need every case.
    case daemon
    /// Somebody at the socket.
    case person(Principal)
}

/// What the rules in force say of reading, over all workflows and places.
struct ReadingRules: Sendable {
    /// Roles and duties that watch other offices of their place.
    let watching: Set<String>
    /// Workflows that more than those involved may read.
    private(set) var kinds: [Readers: Set<Sight.Kind>] = [:]
    /// Fields that are secret anywhere.
    private(set) var secretFields: Set<String> = []

    init(_ rulebook: Rulebook) {
        self.watching = rulebook.rolesTold
        for workflow in rulebook.workflowNames {
            for profile in rulebook.profileNames {
                guard
                    let definition = rulebook.workflow(workflow, profile: profile)?.definition
                else { continue }
                self.secretFields.formUnion(
                    definition.fields.items.filter { $0.secret != nil }.map(\.name))
                guard definition.readers != .involved else { continue }
                self.kinds[definition.readers, default: []].insert(
                    Sight.Kind(workflow: workflow, profile: profile))
            }
        }
    }
}

/// What somebody may read: the one place that decides.
///
/// Whether a case is seen follows from the roles of offices (``Sight``); what of it is read follows from
/// his roles in it (``Secret``). Both are those of the rules now in force, whatever a case has pinned: who
/// must not read a name must not read it in a case of last year either.
package final class Visibility {
    private let viewer: Viewer
    private let reader: any CaseworkReader
    private let rules: RuleStore
    /// Worked out when it is first asked for.
    private var sightKnown: Sight??
    private var seen: [String: Bool] = [:]

    /// What a viewer may read of a moment's store.
    package init(of viewer: Viewer, in reader: any CaseworkReader, _ rules: RuleStore) {
        self.viewer = viewer
        self.reader = reader
        self.rules = rules
    }

    /// Somebody who does not see everything; nil for the daemon, and for administrators.
    private var person: Principal? {
        if case .person(let principal) = self.viewer, !principal.isAdmin { return principal }
        return nil
    }

    // MARK: - Cases

    /// What lists are filtered by; nil for who sees everything.
    package func sight() throws -> Sight? {
        if let known = self.sightKnown { return known }
        let sight = try self.person.map(self.sight)
        self.sightKnown = .some(sight)
        return sight
    }

    private func sight(of person: Principal) throws -> Sight {
        let own = person.offices
        guard !own.isEmpty else { return Sight(offices: []) }
        let rules = self.rules.reading
        let offices = try self.reader.offices()
        let mine = offices.filter { own.contains($0.code) }
        let places = Set(mine.map(\.place))
        let watched = Set(
            mine.filter { !rules.watching.isDisjoint(with: $0.duties) }.map(\.place))
        func codes(of places: Set<String>) -> Set<String> {
            Set(offices.filter { places.contains($0.place) }.map(\.code))
        }
        // Who stands above an office is above its place.
        let tree = OfficeTree(offices)
        return Sight(
            offices: own.union(codes(of: watched)),
            neighbours: codes(of: places).union(own.flatMap(tree.below)),
            byPlace: rules.kinds[.place] ?? [], byAll: rules.kinds[.all] ?? [])
    }

    /// Whether a case is seen.
    package func sees(_ row: CaseRow) throws -> Bool {
        guard let person else { return true }
        // Mostly an office of his own has a role: nothing else is read then.
        if row.roles.values.contains(where: { $0.office.map(person.offices.contains) ?? false }) {
            return true
        }
        if let known = self.seen[row.id] { return known }
        let sees =
            try self.sight()?.sees(row, involved: self.reader.involved(in: row)) ?? true
        self.seen[row.id] = sees
        return sees
    }

    /// A case that is seen.
    ///
    /// - Throws: ``CaseworkError`` as for a case that is not there.
    package func row(_ id: String) throws -> CaseRow {
        guard let row = try self.reader.caseRow(id), try self.sees(row) else {
            throw CaseworkError.noCase(id)
        }
        return row
    }

    /// Whether a case of this id is there and is seen.
    package func sees(_ id: String) throws -> Bool {
        if self.person == nil { return true }
        if let known = self.seen[id] { return known }
        return try self.reader.caseRow(id).map(self.sees) ?? false
    }

    /// Whether a delivery is seen: with its case, or because an office of his own must send it, whoever
    /// handles the case by now.
    package func sees(_ delivery: DeliveryRow) throws -> Bool {
        if self.mustSend(delivery) { return true }
        return try self.sees(delivery.caseID)
    }

    /// Whether an office of his own must send a delivery.
    package func mustSend(_ delivery: DeliveryRow) -> Bool {
        guard let office = delivery.sender, let person else { return false }
        return person.offices.contains(office)
    }

    /// What a command did in other cases, as far as they are seen.
    package func shown(_ consequences: [Consequence]) throws -> [Consequence] {
        try consequences.filter { try $0.caseID.isEmpty || self.sees($0.caseID) }
    }

    /// Whether a job is about no case, or about one that is seen.
    package func sees(_ job: JobRow) throws -> Bool {
        try job.subject.caseID.map(self.sees) ?? true
    }

    /// Whether a bulk action is his to look at: it names cases and what is in them.
    package func sees(_ bulk: BulkRow) -> Bool {
        guard let person else { return true }
        return bulk.uid == person.number
    }

    /// What a case is called to him: one that he does not see, by the office to ask.
    package func name(of id: String) throws -> Label {
        guard let row = try self.reader.caseRow(id), try !self.sees(row) else {
            return Label(same: id)
        }
        let office = try self.definition(of: row).home(row.roles).flatMap(self.reader.office)?.name
        return Label(
            "已由\(office ?? "其他单位")登记,请与其联系",
            "entered by \(office ?? "another office"); ask there")
    }

    /// A delivery as it is read.
    package func shown(_ row: DeliveryRow) throws -> DeliveryRow {
        guard self.person != nil, let of = try self.reader.caseRow(row.caseID) else { return row }
        return try self.kept(in: of).shown(row)
    }

    /// Whether lines that belong to no case are seen: of the directory, the rules, settings.
    package var seesAdministration: Bool { self.person == nil }

    /// Refuses who has no role in any office.
    package func requireRole() throws {
        guard let person, person.offices.isEmpty else { return }
        throw CaseworkError(
            .permission,
            Label(
                "您在任何单位都没有角色,不能查看;请系统管理员授予角色",
                "you have no role in any office and may read nothing; an administrator can give you one"
            ))
    }

    // MARK: - What is secret

    /// The fields and documents of a case that are kept from the viewer, with what he reads instead.
    package func kept(in row: CaseRow) throws -> Kept {
        guard let person else { return Kept() }
        let definition = try self.present(row)
        let parent = try row.parent.flatMap(self.reader.caseRow)
        var holders = row.roles
        for role in definition.roles.items where role.binding == .ofParent {
            holders[role.name] = parent?.roles[role.name]
        }
        let roles = definition.actingRoles(
            person.standings(for: nil).map(\.standing), holders: holders)
        var kept = Kept()
        for field in definition.fields.items {
            guard let secret = field.secret, secret.isKept(from: roles, row.fields) else {
                continue
            }
            kept.fields[field.name] = secret.instead
            // One sign may stand in any word.
            for text in row.fields[field.name]?.texts ?? [] where text.count > 1 {
                kept.texts[text] = secret.instead
            }
        }
        for document in definition.documents.items {
            guard let secret = document.secret, secret.isKept(from: roles, row.fields) else {
                continue
            }
            kept.documents[document.name] = secret.instead
        }
        // What goes out of a part may be addressed to somebody whom only the whole names.
        if let parent { kept.texts.merge(try self.kept(in: parent).texts) { own, _ in own } }
        return kept
    }

    /// Fields that are secret anywhere: nobody finds a case by them.
    package var secretFields: Set<String> {
        self.person == nil ? [] : self.rules.reading.secretFields
    }

    /// The definition that a case has pinned.
    package func definition(of row: CaseRow) throws -> WorkflowDefinition {
        try self.rules.definition(row.definitionHash, self.reader)
    }

    /// The rules of reading for a case: those now in force, if its workflow still exists.
    private func present(_ row: CaseRow) throws -> WorkflowDefinition {
        try self.rules.rulebook.workflow(row.workflow, profile: row.profile)?.definition
            ?? self.definition(of: row)
    }
}

/// What of a case is kept from somebody.
package struct Kept: Sendable {
    /// Fields, with what is read instead.
    package var fields: [String: Label] = [:]
    /// Kinds of documents, with what is read instead of a file's name.
    package var documents: [String: Label] = [:]
    /// What those fields say, wherever it stands: a recipient, somebody who acts.
    var texts: [String: Label] = [:]

    /// Whether nothing is kept.
    package var isNothing: Bool {
        self.fields.isEmpty && self.documents.isEmpty && self.texts.isEmpty
    }

    /// A case's row as it is read.
    package func shown(_ row: CaseRow) -> CaseRow {
        guard !self.isNothing else { return row }
        var row = row
        row.fields = self.shown(row.fields)
        row.title = self.shown(row.title)
        return row
    }

    /// A case's facts as they are read; nothing is decided by them.
    package func shown(_ facts: CaseFacts) -> CaseFacts {
        guard !self.isNothing else { return facts }
        var facts = facts
        facts.fields = self.shown(facts.fields)
        for index in facts.history.indices {
            for (name, value) in facts.history[index].changes {
                guard let value else { continue }
                facts.history[index].changes[name] = self.shown([name: value])[name] ?? value
            }
        }
        for index in facts.deliveries.indices {
            facts.deliveries[index].recipient = self.shown(facts.deliveries[index].recipient)
        }
        return facts
    }

    /// Fields as they are read: one that says nothing stays so.
    package func shown(_ fields: [String: Value]) -> [String: Value] {
        fields.reduce(into: [:]) { shown, field in
            let isKept = self.fields[field.key] != nil && !field.value.isEmpty
            shown[field.key] =
                isKept
                ? self.instead(of: field.value, self.fields[field.key]) : self.shown(field.value)
        }
    }

    /// A line of the history as it is read.
    package func shown(_ row: HistoryRow) -> HistoryRow {
        guard !self.isNothing else { return row }
        var row = row
        row.actorName = self.shown(row.actorName)
        row.note = self.shown(row.note)
        row.changes = row.changes.map { change in
            var change = change
            let name = change.field.split(separator: " ").last.map(String.init) ?? change.field
            let instead = self.fields[change.field] ?? self.fields[name]
            change.before = change.before.map { self.instead(of: $0, instead) }
            change.after = change.after.map { self.instead(of: $0, instead) }
            change.field = self.shown(change.field)
            return change
        }
        if let instead = self.document(filedBy: row) {
            for index in row.changes.indices where row.changes[index].field != "document" {
                row.changes[index].after = .text(instead.zh)
            }
        }
        return row
    }

    /// What is read instead, where a line says that a document was filed which is kept.
    private func document(filedBy row: HistoryRow) -> Label? {
        guard row.event == "attach" else { return nil }
        let kind = row.changes.first { $0.field == "document" }?.after?.text
        return kind.flatMap { self.documents[$0] }
    }

    /// A delivery as it is read.
    package func shown(_ row: DeliveryRow) -> DeliveryRow {
        guard !self.isNothing else { return row }
        var row = row
        row.recipient.name = self.shown(row.recipient.name)
        row.reason = self.shown(row.reason)
        return row
    }

    /// A document as it is read.
    package func shown(_ row: DocumentRow) -> DocumentRow {
        guard let instead = self.documents[row.kind], row.sha256 != nil else { return row }
        var row = row
        (row.name, row.sha256) = (instead.zh, "")
        return row
    }

    /// A text, in which what is kept stands in neutral words.
    package func shown(_ text: String) -> String {
        self.texts.sorted { $0.key.count > $1.key.count }.reduce(text) { text, kept in
            kept.key.isEmpty ? text : text.replacing(kept.key, with: kept.value.zh)
        }
    }

    private func instead(of value: Value, _ label: Label?) -> Value {
        guard let label else { return self.shown(value) }
        if case .list = value { return .list([.text(label.zh)]) }
        return value.isEmpty ? value : .text(label.zh)
    }

    private func shown(_ value: Value) -> Value {
        guard !self.texts.isEmpty else { return value }
        switch value {
        case .text(let text): return .text(self.shown(text))
        case .list(let items): return .list(items.map(self.shown))
        case .record(let parts): return .record(parts.mapValues(self.shown))
        }
    }
}
