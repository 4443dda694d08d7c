// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Synchronization
package import WorkCalendar
package import Workflow

/// A workflow resolved for a profile and a parent, with the content that a case pins.
package struct ResolvedWorkflow: Sendable {
    /// The machine's definition.
    package var definition: WorkflowDefinition
    /// Everything it was read from, in canonical form: reads back to the same definition.
    package var content: String
    /// SHA-256 of the content, in hex.
    package var hash: String
}

/// The head of a profile.
package struct ProfileHead: Hashable, Sendable {
    /// The name: `cn-fujian`.
    package var name: String
    /// Its version.
    package var version: Int
    /// In force from this day on.
    package var effective: Day
    /// What people read.
    package var labels: Label
    /// The profile below it.
    package var extends: String?
}

/// A rulebook that passed every check: workflows × profiles × parents, and calendars.
package struct Rulebook: Sendable {
    /// SHA-256 over all files, in hex.
    package let hash: String
    /// The files it was read from, by relative path.
    package let files: [String: String]
    /// Profiles by name.
    package let profiles: [ProfileHead]
    /// Calendars by name.
    package let calendars: [String: CalendarBook]
    /// Labels of every role.
    package let roles: [String: Label]
    /// What it says of itself as a whole.
    package let conventions: Conventions
    /// The templates of its papers.
    package let papers: PaperBook
    let source: RulebookSource
    private let cache = ResolutionCache()

    init(
        hash: String, files: [String: String], profiles: [ProfileHead],
        calendars: [String: CalendarBook], roles: [String: Label], conventions: Conventions,
        papers: PaperBook, source: RulebookSource
    ) {
        self.hash = hash
        self.files = files
        self.profiles = profiles
        self.calendars = calendars
        self.roles = roles
        self.conventions = conventions
        self.papers = papers
        self.source = source
    }

    /// The names of its workflows, in order.
    package var workflowNames: [String] {
        self.source.workflows.keys.sorted()
    }

    /// The names of its profiles, in order.
    package var profileNames: [String] {
        self.source.profiles.keys.sorted()
    }

    /// Roles that are told when reminders were in vain, in any workflow, and whose offices are found by their duty:
    /// people of the office that handles a case watch nobody else's.
    package var rolesTold: Set<String> {
        let clocks = self.source.workflows.values.joined().flatMap { $0["clocks"]?.entries ?? [] }
        return Set(
            clocks.flatMap { $0.value["ladder"]?["then"]?["tell"]?.items ?? [] }.compactMap(\.text)
        ).intersection(self.roles(boundTo: ["directory"]))
    }

    /// Roles whose holders are found by the duty of their offices, wherever they occur.
    package var rolesByDuty: Set<String> {
        self.roles(boundTo: ["directory"]).subtracting(self.roles(boundTo: ["case", "parent"]))
    }

    private func roles(boundTo bindings: Set<String>) -> Set<String> {
        let roles = self.source.workflows.values.joined().flatMap { $0["roles"]?.entries ?? [] }
        return Set(
            roles.filter { $0.value.text.map(bindings.contains) ?? false }.map(\.key))
    }

    /// What an office can be in the directory beside an office: roles, whose yearly cases are opened,
    /// and what recipients name as `office.DUTY`.
    package var duties: Set<String> {
        self.cache.duties {
            let yearly = self.source.workflows.values.joined()
                .compactMap { $0["yearly"]?["for"]?.text }
            let rules = self.files.filter { !$0.key.hasPrefix("papers/") }
            return Set(self.roles.keys).subtracting(["system"]).union(yearly)
                .union(rules.values.flatMap(Rulebook.dutiesNamed))
        }
    }

    /// DUTY of each `office.DUTY` in a file.
    private static func dutiesNamed(in text: String) -> [String] {
        let (bytes, prefix) = (Array(text.utf8), Array("office.".utf8))
        var found: [String] = []
        var place = 0
        while place + prefix.count < bytes.count {
            guard bytes[place] == prefix[0],
                bytes[place..<(place + prefix.count)].elementsEqual(prefix)
            else {
                place += 1
                continue
            }
            place += prefix.count
            let name = bytes[place...].prefix { $0 == 0x5F || (0x61...0x7A).contains($0) }
            if !name.isEmpty { found.append(String(decoding: name, as: UTF8.self)) }
            place += name.count
        }
        return found
    }

    /// Workflows whose cases the daemon opens each year.
    package var yearlyWorkflows: [String] {
        self.workflowNames.filter { name in
            self.source.workflows[name]?.contains { $0["yearly"] != nil } ?? false
        }
    }

    /// Workflows whose cases those who take part read, and no office, in every version.
    package var workflowsOfParticipants: [String] {
        self.workflowNames.filter { name in
            self.source.workflows[name]?.allSatisfy {
                $0["readers"]?.text == Readers.participants.rawValue
            } ?? false
        }
    }

    /// A workflow for a profile, opened by a case of `parent` or by itself, as it is on a day.
    ///
    /// Before its first version is in force the first one counts; without a day the newest.
    package func workflow(
        _ name: String, profile: String, parent: String? = nil, on day: Day? = nil
    ) -> ResolvedWorkflow? {
        guard let versions = self.source.workflows[name],
            let places = self.source.profiles[profile],
            let tree = Rulebook.inForce(
                versions, on: day, from: { $0["effective"]?.text.flatMap { Day($0) } }),
            let place = Rulebook.inForce(places, on: day, from: { $0.from })
        else { return nil }
        let parents = self.source.parents(tree)
        let own = parents.contains(parent) ? parent : parents[0]
        let key = ResolutionCache.Key(
            workflow: name, version: tree["version"]?.text ?? "", profile: profile,
            from: place.from, parent: own)
        if let known = self.cache[key] { return known }
        let findings = Findings()
        let pinned = self.source.pinned(tree, for: place, parent: own, noting: findings)
        guard let definition = PinnedContent.definition(pinned, findings), !findings.hasErrors
        else { return nil }
        let content = pinned.canonicalText
        let resolved = ResolvedWorkflow(
            definition: definition, content: content, hash: Rulebook.hash(ofContent: content))
        self.cache[key] = resolved
        return resolved
    }

    /// How long a place keeps what is personal; nil where its profile lays down nothing.
    package func retention(_ profile: String, on day: Day) -> RetentionRule? {
        self.source.profiles[profile].flatMap {
            Rulebook.inForce($0, on: day, from: { $0.from })
        }?.retention
    }

    /// The days after `day` on which a version of a workflow or a profile begins, in order.
    package func beginnings(after day: Day) -> [Day] {
        let workflows = self.source.workflows.values.joined()
            .compactMap { $0["effective"]?.text.flatMap { Day($0) } }
        let profiles = self.profiles.map(\.effective)
        return Set(workflows + profiles).filter { $0 > day }.sorted()
    }

    private static func inForce<Item>(
        _ items: [Item], on day: Day?, from: (Item) -> Day?
    ) -> Item? {
        guard let day else { return items.last }
        return items.last { from($0).map { $0 <= day } ?? true } ?? items.first
    }

    /// A workflow version for a profile and a parent.
    struct Combination {
        var tree: Tree
        var profile: ResolvedProfile
        var parent: String?
    }

    /// Everything that can be resolved.
    var combinations: [Combination] {
        let workflows = self.source.workflows.sorted { $0.key < $1.key }.flatMap(\.value)
        let profiles = self.source.profiles.sorted { $0.key < $1.key }.flatMap(\.value)
        return workflows.flatMap { tree in
            profiles.flatMap { profile in
                self.source.parents(tree).map {
                    Combination(tree: tree, profile: profile, parent: $0)
                }
            }
        }
    }

    /// The profile in force on a day: the one named, or those it extends while it is not.
    package func profile(_ name: String, on day: Day) -> ProfileHead? {
        var name: String? = name
        while let current = name {
            let versions = self.profiles.filter { $0.name == current }
            if let head = versions.last(where: { $0.effective <= day }) { return head }
            guard let first = versions.first else { return nil }
            if first.extends == nil { return first }
            name = first.extends
        }
        return nil
    }

    /// Reads and checks a rulebook.
    ///
    /// - Throws: ``RulebookRefused`` with every error; a bad file is refused whole.
    package static func load(
        _ files: [String: String]
    ) throws(RulebookRefused) -> Rulebook {
        try Rulebook.checked(files).rulebook
    }

    /// Reads and checks a rulebook, with the check's remarks: defaults, figures nobody has read.
    ///
    /// - Throws: ``RulebookRefused`` with every error.
    package static func checked(
        _ files: [String: String]
    ) throws(RulebookRefused) -> (rulebook: Rulebook, remarks: [Finding]) {
        let findings = Findings()
        let builder = RulebookBuilder(files, findings)
        guard let rulebook = builder.build(), !findings.hasErrors else {
            throw RulebookRefused(findings: findings.all)
        }
        builder.verify(rulebook)
        guard !findings.hasErrors else { throw RulebookRefused(findings: findings.all) }
        return (rulebook, findings.all)
    }

    /// Workflows and profiles that bear the name and version of one in these files, but say
    /// something else: a version means one thing for ever.
    package func reusedVersions(of files: [String: String]) -> [Finding] {
        let findings = Findings()
        let (own, other) = (self.versions(self.files), self.versions(files))
        // What a later format says aloud is no other content.
        let areOfOneFormat = self.source.format == Rulebook.format(of: files)
        func text(_ tree: Tree) -> String {
            (areOfOneFormat ? tree : FormerMeaning.withoutLaterKeys(tree)).canonicalText
        }
        for (name, tree) in own.sorted(by: { $0.key < $1.key }) {
            guard let before = other[name], text(before) != text(tree) else { continue }
            findings.error(
                tree.mark, "\(name) was installed before with another content",
                mend: "give the changed one a higher version, and effective the day it takes effect"
            )
        }
        return findings.all
    }

    /// The format that files are written in.
    private static func format(of files: [String: String]) -> String {
        let head = TreeReader(Findings()).documents(files["rulebook.yaml"] ?? "", file: "").first
        return head?["format"]?.text ?? FormerMeaning.format
    }

    /// `workflow proposal version 1` → its document, with its parts written in.
    private func versions(_ files: [String: String]) -> [String: Tree] {
        let reader = TreeReader(Findings())
        let trees = files.filter { $0.key.hasSuffix(".yaml") && $0.key != "rulebook.yaml" }
            .flatMap { reader.documents($0.value, file: $0.key) }
        // What a part says, each workflow that has it says.
        let named = trees.filter { $0["part"] != nil }
        let parts = PartBook(
            Dictionary(grouping: named) { $0["part"]?.text ?? "" }, Findings())
        var all: [String: Tree] = [:]
        for tree in trees {
            for kind in ["workflow", "profile"] {
                guard let name = tree[kind]?.text, let version = tree["version"]?.text else {
                    continue
                }
                all["\(kind) \(name) version \(version)"] = parts.expanded(tree)
            }
        }
        return all
    }

    /// Reads a rulebook that was checked when it was installed, or before it was shipped.
    package static func reload(
        _ files: [String: String]
    ) throws(RulebookRefused) -> Rulebook {
        let findings = Findings()
        guard let rulebook = RulebookBuilder(files, findings).build(), !findings.hasErrors else {
            throw RulebookRefused(findings: findings.all)
        }
        return rulebook
    }

    /// Everything the check has to say about a rulebook.
    package static func check(_ files: [String: String]) -> [Finding] {
        let findings = Findings()
        let builder = RulebookBuilder(files, findings)
        if let rulebook = builder.build(), !findings.hasErrors { builder.verify(rulebook) }
        return findings.all
    }

    /// Reads the content a case has pinned.
    package static func definition(
        ofContent content: String
    ) throws(RulebookRefused) -> WorkflowDefinition {
        let findings = Findings()
        let tree = TreeReader(findings).documents(content, file: "pinned").first
        guard let tree, let definition = PinnedContent.definition(tree, findings),
            !findings.hasErrors
        else { throw RulebookRefused(findings: findings.all) }
        return definition
    }

    /// The hash that pins a content: SHA-256 in hex.
    package static func hash(ofContent content: String) -> String {
        Rulebook.digest(content)
    }

    /// The hash of a rulebook's files, by relative path.
    package static func hash(of files: [String: String]) -> String {
        let text = files.sorted { $0.key < $1.key }.map { "\($0.key)\n\($0.value)" }
        return Rulebook.digest(text.joined(separator: "\n\u{0}\n"))
    }

    private static func digest(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).map {
            let hex = String($0, radix: 16)
            return hex.count == 1 ? "0" + hex : hex
        }.joined()
    }
}

/// Workflows resolved so far.
private final class ResolutionCache: Sendable {
    struct Key: Hashable {
        var workflow: String
        var version: String
        var profile: String
        var from: Day
        var parent: String?
    }

    private let resolved = Mutex<[Key: ResolvedWorkflow]>([:])

    subscript(key: Key) -> ResolvedWorkflow? {
        get { self.resolved.withLock { $0[key] } }
        set { self.resolved.withLock { $0[key] = newValue } }
    }

    private let dutiesKnown = Mutex<Set<String>?>(nil)

    /// The duties, found once.
    func duties(_ find: () -> Set<String>) -> Set<String> {
        self.dutiesKnown.withLock { known in
            let duties = known ?? find()
            known = duties
            return duties
        }
    }
}
