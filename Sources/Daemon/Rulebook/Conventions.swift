// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

/// What a rulebook says of itself as a whole: whose figures hold where no place's do, who may undo,
/// what letters and rows become.
package struct Conventions: Sendable {
    /// The profile of offices whose place names none.
    package var nationalProfile = ""
    /// The zone by which days begin where no place's does.
    package var nationalZone = CivilZone.usual
    /// The calendar by which working days are counted where no place's does.
    package var nationalCalendar = ""
    /// Roles whose holders may annul and correct.
    package var undoRights: [String] = []
    /// Roles whose holders read what the offices of their office's place have.
    package var placeReaders: [String] = []
    /// Roles of people outside: in them nobody belongs to an office.
    package var outsideRoles: Set<String> = []
    /// The body whose letters become its cases, by workflow, in order of their names.
    package var letterBodies: [(workflow: String, body: String)] = []
    /// The article by which a period ends on a month's last day.
    package var monthEnd: Label?
    /// The workflow whose cases are made of rows when none is named.
    package var assignments: String?
    /// What offices call their lists, and the workflow whose cases their rows become.
    package var lists: [String: String] = [:]
    /// A field, role, EVENT_on or `state` → what columns of lists call it beside its labels.
    package var headings: [String: [String]] = [:]
    /// What duties of offices are called that are no roles.
    package var duties: [String: Label] = [:]
    /// What the month's circular counts; nil where it is none.
    package var circular: CircularDefinition?
    /// Workflow → what of its cases stands in the public file.
    package var publications: [String: PublicationDefinition] = [:]
    /// Law → its whole name, as papers cite it (中华人民共和国行政处罚法).
    package var lawNames: [String: String] = [:]
    /// Workflow → the field by whose index its cases are found: the party's in each of its versions.
    package var partyFields: [String: String] = [:]
}

/// Finds a rulebook's conventions, and what is wrong with them.
struct ConventionsReader {
    let source: RulebookSource
    let findings: Findings
    /// What goes without saying in this format.
    private let former: FormerMeaning?

    init(_ source: RulebookSource, _ findings: Findings) {
        self.source = source
        self.findings = findings
        self.former = source.format == FormerMeaning.format ? .ofFormat1 : nil
    }

    func conventions() -> Conventions {
        var found = Conventions()
        if let national = self.national() {
            found.nationalProfile = national.name
            found.nationalZone = CivilZone(national.timeZone)
            found.nationalCalendar = national.calendar
        }
        found.undoRights = self.undoRights()
        found.placeReaders = self.placeReaders()
        found.outsideRoles = Set(
            self.source.roles.entries.filter { $0.value["outside"]?.text == "true" }.map(\.key))
        found.letterBodies = self.letterBodies()
        found.assignments = self.assignments()
        found.partyFields = self.source.workflows.compactMapValues(self.partyField)
        return found
    }

    /// The profile that says it is the nation's; else the only one that extends none.
    private func national() -> ResolvedProfile? {
        let newest = self.source.profiles.compactMapValues(\.last)
        if let name = self.former?.national, let profile = newest[name] { return profile }
        let marked = newest.values.filter { $0.head["national"]?.text == "true" }
            .sorted { $0.name < $1.name }
        let roots = newest.values.filter { $0.head["extends"] == nil }.sorted { $0.name < $1.name }
        guard self.former == nil else { return roots.first }
        let candidates = marked.isEmpty ? roots : marked
        if candidates.count > 1 {
            let names = candidates.map(\.name).joined(separator: ", ")
            self.findings.error(
                candidates[1].head["profile"]?.mark ?? candidates[1].head.mark,
                marked.isEmpty
                    ? "\(names) extend no profile, and none says it is the nation's"
                    : "\(names) all say they are the nation's",
                mend: "national: true in one of them")
        }
        return candidates.first
    }

    private func undoRights() -> [String] {
        let roles = self.source.roles.entries
        guard self.former == nil else {
            let names = self.former?.undoes ?? []
            return roles.map(\.key).filter(names.contains)
        }
        let undoing = roles.filter { role in
            let reader = MapReader(
                role.value, of: "role \(role.key)", noting: self.findings,
                keys: [
                    "labels", "outside", "automatic", "qualification", "right", "undoes", "reads",
                ])
            return reader.boolean("undoes")
        }
        for role in undoing where role.value["right"]?.text != "true" {
            self.findings.error(
                role.mark, "role \(role.key) undoes but is no right",
                mend: "\(role.key): {right: true, undoes: true, labels: …}")
        }
        return undoing.map(\.key)
    }

    /// Who reads beside the workflows is no party to any case.
    private func placeReaders() -> [String] {
        guard self.former == nil else { return [] }
        return self.source.roles.entries.filter { $0.value["reads"] != nil }.map { role in
            if role.value["reads"]?.text.flatMap(Readers.init) != .place {
                self.findings.error(role.mark, "reads must be place", mend: "reads: place")
            }
            if role.value["right"]?.text != "true" {
                self.findings.error(
                    role.mark, "role \(role.key) reads but is no right",
                    mend: "\(role.key): {right: true, reads: place, labels: …}")
            }
            return role.key
        }
    }

    /// A letter says whose it is, and becomes a case of one workflow.
    private func letterBodies() -> [(workflow: String, body: String)] {
        var owners: [String: String] = [:]
        return self.source.workflows.sorted { $0.key < $1.key }.compactMap { name, versions in
            let tree = versions.last?["letters"]?["body"]
            guard let body = tree?.text ?? self.former?.body(of: name) else { return nil }
            if let other = owners.updateValue(name, forKey: body), let tree {
                self.findings.error(
                    tree.mark, "letters of \(body) become cases of \(other) already",
                    mend: "another body, or none: then a person names the workflow")
            }
            return (name, body)
        }
    }

    private func assignments() -> String? {
        let named = self.source.workflows.sorted { $0.key < $1.key }.filter {
            $0.value.last?["assignments"]?.text == "true"
        }
        for (_, versions) in named.dropFirst() {
            guard let tree = versions.last else { continue }
            self.findings.error(
                tree["assignments"]?.mark ?? tree.mark,
                "rows become cases of \(named[0].key) already", mend: "assignments: false")
        }
        if let first = named.first { return first.key }
        return self.former?.assignments.flatMap { self.source.workflows[$0] == nil ? nil : $0 }
    }

    /// The party's field when all versions agree on it: a case lives by its own.
    private func partyField(_ versions: [Tree]) -> String? {
        let fields = Set(
            versions.map { (self.former?.completed($0) ?? $0)["party_field"]?.text })
        return fields.count == 1 ? fields.first ?? nil : nil
    }
}
