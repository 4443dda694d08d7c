// SPDX-License-Identifier: Apache-2.0

/// A place's figures, laid over those it extends.
struct ResolvedProfile {
    /// The name: `cn-fujian`.
    var name: String
    /// The profile's own head: version, effective, labels, extends.
    var head: Tree
    /// Section → key → value, everything it inherits included.
    var settings: Tree
    /// The calendar's name.
    var calendar: String
    /// The time zone.
    var timeZone: String
}

/// Resolves profiles: `extends` overlays, `like` copies a section of the same file.
struct ProfileBook {
    private let documents: [String: Tree]
    private let findings: Findings

    /// Profiles by name.
    init(_ documents: [String: Tree], _ findings: Findings) {
        self.documents = documents
        self.findings = findings
    }

    /// Every profile, by name.
    func resolved() -> [String: ResolvedProfile] {
        var all: [String: ResolvedProfile] = [:]
        for name in self.documents.keys.sorted() {
            if let profile = self.resolve(name, []) { all[name] = profile }
        }
        return all
    }

    private func resolve(_ name: String, _ trail: [String]) -> ResolvedProfile? {
        guard let own = self.documents[name] else { return nil }
        self.checkKeys(own)
        let settings = self.withLikes(own["settings"] ?? .map([], own.mark))
        guard let base = own["extends"] else {
            return ResolvedProfile(
                name: name, head: own, settings: settings,
                calendar: self.required("calendar", own),
                timeZone: self.required("time_zone", own))
        }
        let baseName = base.text ?? ""
        guard !trail.contains(baseName), trail.count < RulebookLimits.extensions else {
            self.findings.error(base.mark, "profiles extend one another in a circle")
            return nil
        }
        guard let below = self.resolve(baseName, trail + [name]) else {
            self.findings.error(
                base.mark, "there is no profile \(baseName)", mend: "name one of profiles/")
            return nil
        }
        return ResolvedProfile(
            name: name, head: own, settings: ProfileBook.overlay(below.settings, settings),
            calendar: own["calendar"]?.text ?? below.calendar,
            timeZone: own["time_zone"]?.text ?? below.timeZone)
    }

    private func required(_ key: String, _ tree: Tree) -> String {
        guard let text = tree[key]?.text else {
            self.findings.error(tree.mark, "a profile that extends none needs \(key)")
            return ""
        }
        return text
    }

    private func checkKeys(_ tree: Tree) {
        let known: Set<String> = [
            "profile", "version", "effective", "extends", "labels", "calendar", "time_zone",
            "settings",
        ]
        for entry in tree.entries where !known.contains(entry.key) {
            self.findings.error(
                entry.mark, "a profile has no key \(entry.key)",
                mend: "its keys: \(known.sorted().joined(separator: ", "))")
        }
    }

    private func withLikes(_ settings: Tree) -> Tree {
        guard case .map(let sections, let mark) = settings else {
            self.findings.error(settings.mark, "settings must be a map of sections")
            return .map([], settings.mark)
        }
        let filled = sections.map { section -> Tree.Entry in
            guard let like = section.value["like"] else { return section }
            let own = section.value.removing("like")
            guard let other = settings[like.text ?? ""] else {
                self.findings.error(like.mark, "this file has no section \(like.text ?? "")")
                return Tree.Entry(key: section.key, mark: section.mark, value: own)
            }
            return Tree.Entry(
                key: section.key, mark: section.mark,
                value: ProfileBook.overlay(other.removing("like"), own))
        }
        return .map(filled, mark)
    }

    /// Maps merge key by key; lists, scalars and rules are replaced whole, so that a place's rule
    /// never mixes with the national one.
    static func overlay(_ base: Tree, _ over: Tree) -> Tree {
        guard case .map(let below, let mark) = base, case .map(let above, _) = over,
            !ProfileBook.isRule(over), !ProfileBook.isRule(base)
        else { return over }
        var entries = below
        for entry in above {
            if let index = entries.firstIndex(where: { $0.key == entry.key }) {
                entries[index].value = ProfileBook.overlay(entries[index].value, entry.value)
            } else {
                entries.append(entry)
            }
        }
        return .map(entries, mark)
    }

    private static func isRule(_ tree: Tree) -> Bool {
        ["limits", "length", "until", "before"].contains { tree[$0] != nil }
            || (tree["zh"] == nil && tree.entries.contains { $0.value["zh"] != nil })
    }
}
