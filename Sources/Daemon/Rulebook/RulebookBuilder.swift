// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// Builds a rulebook from its files: read, resolve, fold, decode, verify.
struct RulebookBuilder {
    private let files: [String: String]
    private let findings: Findings

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
        let laws = self.laws(head)
        let roles = self.roles(head)
        let workflows = WorkflowBook(self.named("workflows/", key: "workflow"), self.findings)
            .resolved()
        let newest = self.named("profiles/", key: "profile").compactMapValues(\.last)
        let profiles = ProfileBook(newest, self.findings).resolved()
        let calendars = self.calendars()
        self.checkPrefixes(workflows)
        var resolved: [Rulebook.Key: ResolvedWorkflow] = [:]
        for profile in profiles.values.sorted(by: { $0.name < $1.name }) {
            if calendars[profile.calendar] == nil {
                self.findings.error(profile.head.mark, "there is no calendar \(profile.calendar)")
            }
            for (name, tree) in workflows.sorted(by: { $0.key < $1.key }) {
                let parents = (tree["parents"]?.items ?? []).compactMap(\.text)
                for parent in parents.isEmpty ? [nil] : parents.map(Optional.some) {
                    let pinned = self.pinned(tree, profile, parent, workflows, laws, roles)
                    guard let entry = self.resolve(pinned, tree.mark.file) else { continue }
                    resolved[.init(workflow: name, profile: profile.name, parent: parent)] = entry
                }
            }
        }
        let text = self.files.sorted { $0.key < $1.key }.map { "\($0.key)\n\($0.value)" }
        return Rulebook(
            hash: Rulebook.digest(text.joined(separator: "\n\u{0}\n")), files: self.files,
            profiles: profiles.values.map(self.head).sorted { $0.name < $1.name },
            calendars: calendars,
            remarks: self.findings.all.filter { $0.severity == .remark },
            roles: PinnedContent.roles(roles), workflows: resolved)
    }

    private func resolve(_ pinned: Tree, _ file: String) -> ResolvedWorkflow? {
        guard let definition = PinnedContent.definition(pinned, self.findings) else { return nil }
        if !self.findings.hasErrors {
            Verifier(definition: definition, findings: self.findings, file: file).verify()
        }
        let content = pinned.canonicalText
        return ResolvedWorkflow(
            definition: definition, content: content, hash: Rulebook.digest(content))
    }

    private func pinned(
        _ tree: Tree, _ profile: ResolvedProfile, _ parent: String?, _ workflows: [String: Tree],
        _ laws: Tree, _ roles: Tree
    ) -> Tree {
        let folder = ProfileFolder(
            profile: profile, workflow: tree["workflow"]?.text ?? "", parent: parent,
            findings: self.findings)
        let series = folder.lookUp(["series"]).map(folder.folded) ?? .map([], tree.mark)
        let common = profile.settings.at(["common", "series"]) ?? .map([], tree.mark)
        let context = PinnedContent.Context(
            profile: profile.name, calendar: profile.calendar, timeZone: profile.timeZone,
            parent: parent, laws: laws, roles: roles,
            series: ProfileBook.overlay(common, series), related: workflows)
        return PinnedContent.tree(folder.folded(tree), context)
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
                    self.findings.error(tree.mark, "\(name) version \(version ?? "") stands twice")
                }
                all[name, default: []].append(tree)
            }
        }
        return all
    }

    private func laws(_ head: Tree) -> Tree {
        _ = MapReader(
            head, "rulebook.yaml", self.findings, keys: ["rulebook", "format", "laws", "roles"])
        if head["format"]?.text != "1" {
            self.findings.error(head.mark, "format must be 1", mend: "format: 1")
        }
        return head["laws"] ?? .map([], head.mark)
    }

    private func roles(_ head: Tree) -> Tree {
        let roles = head["roles"] ?? .map([], head.mark)
        if roles["system"] == nil { self.findings.error(roles.mark, "the role system must exist") }
        return roles
    }

    private func calendars() -> [String: HolidayCalendar] {
        var all: [String: HolidayCalendar] = [:]
        for (path, text) in self.files where path.hasPrefix("calendars/") && path.hasSuffix(".csv")
        {
            let name = String(path.dropFirst("calendars/".count).dropLast(".csv".count))
            do throws(CalendarError) {
                all[name] = try HolidayCalendar(name: name, csv: text)
            } catch {
                switch error {
                case .badRow(let line, let reason):
                    self.findings.error(Mark(file: path, line: line), reason)
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
            profile.head, "a profile", self.findings,
            keys: profile.head.entries.map(\.key))
        return ProfileHead(
            name: profile.name, version: reader.integer("version"),
            effective: reader.day("effective"), labels: reader.labels(),
            extends: profile.head["extends"]?.text)
    }
}
