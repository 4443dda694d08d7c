// SPDX-License-Identifier: Apache-2.0
internal import Workflow
internal import Foundation
internal import WorkCalendar

/// A place's rules, laid over those it extends.
struct ResolvedProfile {
    /// The name: `cn-fujian`.
    var name: String
    /// The profile's own head: version, effective, labels, extends.
    var head: Tree
    /// In force from this day on: its own version's, or that of a version below it.
    var from: Day
    /// Section → key → value, everything it inherits included.
    var settings: Tree
    /// The calendar's name.
    var calendar: String
    /// The time zone.
    var timeZone: String
    /// From how long before its end a period's light is yellow; empty for never.
    var yellow: String
    /// How long what is personal is kept after a case has ended; nil where nobody has laid it down.
    var retention: RetentionRule?
}

/// How long a place keeps what is personal (保存期) after a case has ended.
package struct RetentionRule: Hashable, Sendable {
    /// Years, on the same day.
    package var years: Int
    /// Whether contents of documents are erased with it: the place has handed its files over.
    package var erasesDocuments: Bool
}

/// Resolves profiles: `extends` overlays, `like` copies a section of the same file.
struct ProfileBook {
    private let documents: [String: [Tree]]
    private let findings: Findings

    /// Every version of profiles by name.
    init(_ documents: [String: [Tree]], _ findings: Findings) {
        self.documents = documents
        self.findings = findings
    }

    /// Every profile at each day on which it, or one below it, changes; by name, oldest first.
    func resolved() -> [String: [ResolvedProfile]] {
        var all: [String: [ResolvedProfile]] = [:]
        for (name, versions) in self.documents.sorted(by: { $0.key < $1.key }) {
            versions.forEach(self.checkKeys)
            versions.forEach(self.checkTimeZone)
            versions.forEach(self.checkYellow)
            versions.forEach(self.checkRetention)
            guard let first = versions.map(self.effective).min() else { continue }
            let days = self.changes(of: name, []).filter { $0 > first }
            for day in Set(days + [first]).sorted() {
                if let profile = self.resolve(name, on: day, []) {
                    all[name, default: []].append(profile)
                }
            }
        }
        return all
    }

    private func effective(_ tree: Tree) -> Day {
        Day(tree["effective"]?.text ?? "") ?? Day(number: 0)
    }

    /// The days on which a profile or one below it changes.
    private func changes(of name: String, _ trail: [String]) -> [Day] {
        guard !trail.contains(name) else { return [] }
        let versions = self.documents[name] ?? []
        let below = Set(versions.compactMap { $0["extends"]?.text })
        return versions.map(self.effective)
            + below.sorted().flatMap { self.changes(of: $0, trail + [name]) }
    }

    private func resolve(_ name: String, on day: Day, _ trail: [String]) -> ResolvedProfile? {
        let versions = (self.documents[name] ?? []).sorted {
            self.effective($0) < self.effective($1)
        }
        guard let own = versions.last(where: { self.effective($0) <= day }) ?? versions.first
        else { return nil }
        let settings = self.withLikes(own["settings"] ?? .map([], own.mark))
        guard let base = own["extends"] else {
            return ResolvedProfile(
                name: name, head: own, from: day, settings: settings,
                calendar: self.required("calendar", own),
                timeZone: self.required("time_zone", own), yellow: own["yellow"]?.text ?? "",
                retention: ProfileBook.retention(own))
        }
        let baseName = base.text ?? ""
        guard !trail.contains(baseName), trail.count < RulebookLimits.extensions else {
            self.findings.error(base.mark, "profiles extend one another in a circle")
            return nil
        }
        guard let below = self.resolve(baseName, on: day, trail + [name]) else {
            self.findings.error(
                base.mark, "there is no profile \(baseName)", mend: "name one of profiles/")
            return nil
        }
        return ResolvedProfile(
            name: name, head: own, from: day,
            settings: ProfileBook.overlay(below.settings, settings),
            calendar: own["calendar"]?.text ?? below.calendar,
            timeZone: own["time_zone"]?.text ?? below.timeZone,
            yellow: own["yellow"]?.text ?? below.yellow,
            retention: own["retention"] == nil ? below.retention : ProfileBook.retention(own))
    }

    private static func retention(_ tree: Tree) -> RetentionRule? {
        guard let years = tree["retention"]?["years"]?.text.flatMap({ Int($0) }) else { return nil }
        return RetentionRule(
            years: years, erasesDocuments: tree["retention"]?["documents"]?.text == "true")
    }

    private func checkRetention(_ tree: Tree) {
        guard let retention = tree["retention"] else { return }
        let years = retention["years"]?.text.flatMap { Int($0) } ?? 0
        let documents = retention["documents"]?.text ?? "false"
        let others = retention.entries.filter { !["years", "documents"].contains($0.key) }
        guard
            !(1...100).contains(years) || !["true", "false"].contains(documents)
                || !others.isEmpty
        else { return }
        self.findings.error(
            retention.mark, "retention is a number of years, and whether documents are erased",
            mend: "retention: {years: 10, documents: false}")
    }

    private func required(_ key: String, _ tree: Tree) -> String {
        guard let text = tree[key]?.text else {
            self.findings.error(tree.mark, "a profile that extends none needs \(key)")
            return ""
        }
        return text
    }

    /// Days begin and end by it, so a zone that is none must not pass.
    private func checkTimeZone(_ tree: Tree) {
        guard let zone = tree["time_zone"], TimeZone(identifier: zone.text ?? "") == nil else {
            return
        }
        self.findings.error(
            zone.mark, "\(zone.text ?? "") is no time zone",
            mend: "an IANA name: time_zone: Asia/Shanghai")
    }

    private func checkYellow(_ tree: Tree) {
        guard let yellow = tree["yellow"], Period(yellow.text ?? "") == nil else { return }
        self.findings.error(
            yellow.mark, "\(yellow.text ?? "") is no length of time",
            mend: "yellow: 15 days, or yellow: 10 working days")
    }

    private func checkKeys(_ tree: Tree) {
        let known: Set<String> = [
            "profile", "version", "effective", "extends", "labels", "calendar", "time_zone",
            "yellow", "retention", "settings", "national",
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
        ["limits", "length", "until", "before", "day"].contains { tree[$0] != nil }
            || (tree["zh"] == nil && tree.entries.contains { $0.value["zh"] != nil })
    }
}
