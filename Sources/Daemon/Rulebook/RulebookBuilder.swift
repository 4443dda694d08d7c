// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// Builds a rulebook from its files: read, resolve, fold, decode, verify.
struct RulebookBuilder {
    private let files: [String: String]
    let findings: Findings
    /// What can be read: the format of today, and the one before it for ever.
    private static let formats = ["2", FormerMeaning.format]

    init(_ files: [String: String], _ findings: Findings) {
        self.files = files
        self.findings = findings
    }

    func build() -> Rulebook? {
        guard self.files.count <= RulebookLimits.files else {
            self.findings.error(Mark(file: "", line: 1), "more than \(RulebookLimits.files) files")
            return nil
        }
        guard let head = self.documents("rulebook.yaml").first else {
            self.findings.error(
                Mark(file: "rulebook.yaml", line: 1), "the rulebook has no rulebook.yaml")
            return nil
        }
        let parts = PartBook(self.named("parts/", key: "part"), self.findings)
        let workflows = self.named("workflows/", key: "workflow")
            .mapValues { $0.map(parts.expanded) }
        let source = RulebookSource(
            workflows: WorkflowBook(workflows, self.findings).resolved(),
            profiles: ProfileBook(self.named("profiles/", key: "profile"), self.findings)
                .resolved(),
            tables: self.tables(), laws: self.laws(head), roles: self.roles(head),
            format: head["format"]?.text ?? "")
        let calendars = self.calendars()
        self.checkPrefixes(source.workflows.compactMapValues(\.last))
        self.checkCalendars(source, calendars)
        var conventions = ConventionsReader(source, self.findings).conventions()
        conventions.monthEnd = self.monthEnd(head)
        conventions.lists = self.lists(head, source)
        conventions.headings = self.headings(head, source)
        conventions.duties = self.duties(head)
        conventions.circular = self.circular(head, source)
        conventions.publications = self.publications(head, source)
        conventions.lawNames = Dictionary(
            (head["laws"]?.entries ?? []).compactMap { law in
                law.value["full"]?.text.map { (law.key, $0) }
            }
        ) { first, _ in first }
        if conventions.undoRights.isEmpty {
            self.findings.remark(
                source.roles.mark, "without a right that undoes nobody can annul or correct",
                mend: "ROLE: {right: true, undoes: true, labels: …}")
        }
        return Rulebook(
            hash: Rulebook.hash(of: self.files), files: self.files,
            profiles: source.profiles.values.flatMap { $0.map(self.head) }
                .sorted { ($0.name, $0.effective) < ($1.name, $1.effective) },
            calendars: calendars, roles: PinnedContent.roles(source.roles),
            conventions: conventions,
            papers: PaperBook(self.files, lawNames: conventions.lawNames), source: source)
    }

    /// Resolves and checks every workflow for every profile and parent.
    func verify(_ rulebook: Rulebook) {
        // What is quoted from a file goes into lines of the history, which cannot hold it.
        for (path, text) in self.files.sorted(by: { $0.key < $1.key }) where text.utf8.contains(0) {
            self.findings.error(
                Mark(file: path, line: 1), "the file holds a NUL character", mend: "take it out")
        }
        self.verifyArticles(rulebook.source)
        HeadCheck(findings: self.findings).verify(rulebook.source)
        for (_, table) in rulebook.source.tables.sorted(by: { $0.key < $1.key }) {
            TableCheck(findings: self.findings).verify(table.items)
        }
        var read: [ReadWorkflow] = []
        for combination in rulebook.combinations where !self.findings.isFull {
            let pinned = rulebook.source.pinned(
                combination.tree, for: combination.profile, parent: combination.parent,
                noting: self.findings)
            guard let definition = PinnedContent.definition(pinned, self.findings),
                !self.findings.hasErrors
            else { continue }
            read.append(
                ReadWorkflow(
                    definition: definition, pinned: pinned, from: combination.profile.from))
        }
        self.verify(read, rulebook)
        if !self.findings.hasErrors {
            NeighbourCheck(rulebook, self.findings).verify()
            SettingsCheck(rulebook, self.findings).verify()
            let nation = rulebook.conventions.nationalProfile
            rulebook.papers.verify(
                read.map(\.definition).filter { $0.profile == nation },
                published: rulebook.conventions.publications.mapValues(\.document), self.findings,
                related: { rulebook.workflow($0, profile: nation)?.definition })
        }
    }

    /// A workflow as a place's figures make it, and what it was read from.
    private struct ReadWorkflow {
        var definition: WorkflowDefinition
        var pinned: Tree
        var from: Day

        var tree: Tree { self.pinned["workflow"] ?? self.pinned }
    }

    /// Each by itself; then places beside the nation.
    private func verify(_ read: [ReadWorkflow], _ rulebook: Rulebook) {
        let supplied = self.supplied(rulebook.source)
        let started = self.started(rulebook.source)
        let nation = rulebook.conventions.nationalProfile
        // The nation's first: what is wrong there is wrong everywhere.
        let ordered =
            read.filter { $0.definition.profile == nation }
            + read.filter { $0.definition.profile != nation }
        for one in ordered where !self.findings.isFull {
            Verifier(
                definition: one.definition, findings: self.findings,
                supplied: supplied[one.definition.name] ?? [],
                startedByOthers: started[one.definition.name] ?? [], tree: one.tree,
                tables: one.pinned["tables"] ?? .map([], one.pinned.mark),
                isNational: one.definition.profile == nation
            ).verify()
        }
        for one in read where one.definition.profile != nation {
            let same = read.filter {
                $0.definition.profile == nation && $0.definition.name == one.definition.name
                    && $0.definition.version == one.definition.version
                    && $0.definition.parent == one.definition.parent
            }
            guard let national = same.last(where: { $0.from <= one.from }) ?? same.first else {
                continue
            }
            PlaceComparison(
                national: national.definition, local: one.definition, tree: one.tree,
                nationalTree: national.tree, findings: self.findings
            ).compare()
        }
    }

    /// What is cited, wherever it stands.
    private func verifyArticles(_ source: RulebookSource) {
        guard let head = self.documents("rulebook.yaml").first else { return }
        let check = ArticleCheck(laws: head["laws"] ?? .map([], head.mark), self.findings)
        head["month_end"].map(check.verify(basis:))
        for tree in source.workflows.values.joined() { check.verify(tree) }
        for profile in source.profiles.values.joined() { check.verify(profile.settings) }
        for table in source.tables.values { check.verify(table) }
    }

    /// Workflow → the fields that others copy or set when they open its cases.
    private func supplied(_ source: RulebookSource) -> [String: Set<String>] {
        var all: [String: Set<String>] = [:]
        for tree in source.workflows.values.flatMap({ $0 }) {
            for (workflow, fields) in tree.openings(fields: tree["fields"]) {
                all[workflow, default: []].formUnion(fields)
            }
        }
        return all
    }

    /// Workflow → the clocks that others start when they open its cases.
    private func started(_ source: RulebookSource) -> [String: Set<String>] {
        var all: [String: Set<String>] = [:]
        for tree in source.workflows.values.flatMap({ $0 }) {
            for opening in tree.maps(with: "as") {
                guard let workflow = opening["workflow"]?.text else { continue }
                all[workflow, default: []].formUnion(
                    (opening["starts"]?.items ?? []).compactMap(\.text))
            }
        }
        return all
    }

    private func tables() -> [String: Tree] {
        var all: [String: Tree] = [:]
        for (path, text) in self.files where path.hasPrefix("tables/") && path.hasSuffix(".csv") {
            all[String(path.dropFirst("tables/".count))] = TableDecoder.tree(
                csv: text, file: path, self.findings)
        }
        return all
    }

    private func checkCalendars(
        _ source: RulebookSource, _ calendars: [String: CalendarBook]
    ) {
        for profile in source.profiles.values.flatMap({ $0 })
        where calendars[profile.calendar] == nil {
            self.findings.error(profile.head.mark, "there is no calendar \(profile.calendar)")
        }
    }

    private func documents(_ path: String) -> [Tree] {
        self.files[path].map { TreeReader(self.findings).documents($0, file: path) } ?? []
    }

    /// Documents of a folder by the name under a key, in file order.
    private func named(_ folder: String, key: String) -> [String: [Tree]] {
        var all: [String: [Tree]] = [:]
        for path in self.files.keys.sorted() where path.hasPrefix(folder) && path.hasSuffix(".yaml")
        {
            for tree in self.documents(path) {
                guard let name = tree[key]?.text else {
                    self.findings.error(tree.mark, "the file needs \(key): NAME at its head")
                    continue
                }
                let version = tree["version"]?.text
                if all[name]?.contains(where: { $0["version"]?.text == version }) ?? false {
                    self.findings.error(
                        tree.mark,
                        version.map { "\(name) version \($0) stands twice" }
                            ?? "\(name) stands twice")
                }
                all[name, default: []].append(tree)
            }
        }
        return all
    }

    /// The law and article by which a period ends on a month's last day.
    private func monthEnd(_ head: Tree) -> Label? {
        guard let named = head["month_end"], let text = named.text else { return nil }
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 2, let law = head["laws"]?[parts[0]], let zh = law["zh"]?.text,
            let en = law["en"]?.text
        else {
            self.findings.error(
                named.mark, "month_end names no law and article of this rulebook",
                mend: "month_end: LAW ARTICLE")
            return nil
        }
        return Label("《\(zh)》第\(parts[1])条", "\(en), art. \(parts[1])")
    }

    private func laws(_ head: Tree) -> Tree {
        _ = MapReader(
            head, of: "rulebook.yaml", noting: self.findings,
            keys: [
                "rulebook", "format", "month_end", "lists", "headings", "duties", "circular",
                "publications",
                "laws",
                "roles",
            ])
        if !RulebookBuilder.formats.contains(head["format"]?.text ?? "") {
            self.findings.error(
                head["format"]?.mark ?? head.mark, "format must be 2, or 1 as it was before",
                mend: "format: 2")
        }
        guard let laws = head["laws"] else { return .map([], head.mark) }
        // How many articles a law has is for the check alone, its whole name for papers: cases pin the rest.
        return .map(
            laws.entries.map {
                Tree.Entry(
                    key: $0.key, mark: $0.mark,
                    value: $0.value.removing("articles").removing("full"))
            }, laws.mark)
    }

    private func roles(_ head: Tree) -> Tree {
        let roles = head["roles"] ?? .map([], head.mark)
        if roles["system"] == nil { self.findings.error(roles.mark, "the role system must exist") }
        return roles
    }

    private func calendars() -> [String: CalendarBook] {
        var all: [String: CalendarBook] = [:]
        for (path, text) in self.files where path.hasPrefix("calendars/") && path.hasSuffix(".csv")
        {
            let name = String(path.dropFirst("calendars/".count).dropLast(".csv".count))
            do throws(CalendarError) {
                all[name] = try CalendarBook(name: name, csv: text)
            } catch {
                switch error {
                case .badRow(let line, let reason, let zh):
                    self.findings.error(Mark(file: path, line: line), .words(Label(zh, reason)))
                }
            }
        }
        return all
    }

    /// Case ids must tell workflows apart.
    private func checkPrefixes(_ workflows: [String: Tree]) {
        var owners: [String: String] = [:]
        for (name, tree) in workflows.sorted(by: { $0.key < $1.key }) {
            let prefix = tree["prefix"]?.text ?? ""
            let isWord = !prefix.isEmpty && prefix.utf8.allSatisfy { (65...90).contains($0) }
            if !isWord {
                self.findings.error(
                    tree["prefix"]?.mark ?? tree.mark, "prefix must be capital letters")
            }
            if let other = owners.updateValue(name, forKey: prefix) {
                self.findings.error(
                    tree["prefix"]?.mark ?? tree.mark, "\(other) has the prefix \(prefix) already")
            }
        }
    }

    private func head(_ profile: ResolvedProfile) -> ProfileHead {
        let reader = MapReader(
            profile.head, of: "a profile", noting: self.findings,
            keys: profile.head.entries.map(\.key))
        return ProfileHead(
            name: profile.name, version: reader.integer("version", atLeast: 1),
            effective: reader.day("effective"), labels: reader.labels(),
            extends: profile.head["extends"]?.text)
    }
}

extension Tree {
    /// Every map in it that has a key.
    fileprivate func maps(with key: String) -> [Tree] {
        switch self {
        case .scalar:
            return []
        case .list(let items, _):
            return items.flatMap { $0.maps(with: key) }
        case .map(let entries, _):
            return (self[key] == nil ? [] : [self])
                + entries.flatMap { $0.value.maps(with: key) }
        }
    }

    /// The workflows it opens cases of, each with the fields it gives them.
    fileprivate func openings(fields: Tree?) -> [(workflow: String, fields: [String])] {
        self.maps(with: "as").compactMap { opening in
            guard let workflow = opening["workflow"]?.text else { return nil }
            let copied = (opening["copy"]?.items ?? []).compactMap(\.text)
            let set = (opening["set"]?.entries ?? []).map(\.key)
            let list = opening["for_each"]?.text.flatMap { fields?[$0] }
            let parts = (list?["of"]?.entries ?? []).map(\.key)
            return (workflow, copied + set + parts)
        }
    }
}
