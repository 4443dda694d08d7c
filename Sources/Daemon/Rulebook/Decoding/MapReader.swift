// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// Reads one map of a rulebook by its schema: what is asked for is known, all else is an error.
struct MapReader {
    let tree: Tree
    let findings: Findings
    /// What the map is, for sentences: "a transition", "clock reply".
    let what: Said

    /// A reader of a map; notes when it is none.
    init(_ tree: Tree, of what: Said, noting findings: Findings, keys: [String]) {
        self.tree = tree
        self.findings = findings
        self.what = what
        guard case .map(let entries, let mark) = tree else {
            findings.error(
                tree.mark, "\(what) must be a map", mend: "keys: \(keys.joined(separator: ", "))")
            return
        }
        for entry in entries where !keys.contains(entry.key) {
            findings.error(
                entry.mark, "\(what) has no key \(entry.key)",
                mend: "its keys: \(keys.joined(separator: ", "))")
        }
        if entries.isEmpty { findings.error(mark, "\(what) is empty") }
    }

    subscript(key: String) -> Tree? {
        self.tree[key]
    }

    /// The text of a key that must be there.
    func text(_ key: String) -> String {
        guard let value = self.tree[key] else {
            self.findings.error(
                self.tree.mark, "\(self.what) needs \(key)", mend: "\(key): …")
            return ""
        }
        guard let text = value.text, !text.isEmpty else {
            self.findings.error(value.mark, "\(key) must be a word")
            return ""
        }
        return text
    }

    /// The text of a key that may be there.
    func optionalText(_ key: String) -> String? {
        self.tree[key] == nil ? nil : self.text(key)
    }

    /// The texts of a list, or of a single word.
    func texts(_ key: String) -> [String] {
        (self.tree[key]?.items ?? []).compactMap { item in
            guard let text = item.text, !text.isEmpty else {
                self.findings.error(item.mark, "\(key) must be words")
                return nil
            }
            return text
        }
    }

    /// A whole number.
    func integer(
        _ key: String, default standard: Int? = nil, atLeast least: Int = .min
    ) -> Int {
        guard let value = self.tree[key] else {
            if let standard { return standard }
            self.findings.error(
                self.tree.mark, "\(self.what) needs \(key)", mend: "\(key): …")
            return 0
        }
        guard let number = Int(value.text ?? "") else {
            self.findings.error(
                value.mark, "\(key) must be a whole number", mend: "\(key): 1")
            return 0
        }
        if number < least {
            self.findings.error(
                value.mark, "\(key) must be \(least) or more, is \(number)",
                mend: "\(key): \(least)")
        }
        return number
    }

    /// `true` or `false`; false when it is not there.
    func boolean(_ key: String) -> Bool {
        guard let value = self.tree[key] else { return false }
        switch value.text {
        case "true": return true
        case "false": return false
        default:
            self.findings.error(
                value.mark, "\(key) must be true or false", mend: "true or false")
            return false
        }
    }

    /// A day.
    func day(_ key: String) -> Day {
        let text = self.text(key)
        if let day = Day(text) { return day }
        if !text.isEmpty, let mark = self.tree[key]?.mark {
            self.findings.error(mark, "\(key) must be a day such as 2025-03-11, is \(text)")
        }
        return Day(number: 0)
    }

    /// `08-31`: a month and a day that every leap year has.
    static func monthAndDay(_ tree: Tree, _ findings: Findings) -> (month: Int, day: Int)? {
        let leapYear = 2024
        let parts = (tree.text ?? "").split(separator: "-").map(String.init)
        if parts.count == 2, let month = Int(parts[0]), let day = Int(parts[1]),
            Day(year: leapYear, month: month, day: day) != nil
        {
            return (month, day)
        }
        findings.error(
            tree.mark, "\(tree.text ?? "this") is no day of the year", mend: "MM-DD, such as 08-31")
        return nil
    }

    /// Both labels, which must be there.
    func labels() -> Label {
        guard let value = self.tree["labels"] else {
            self.findings.error(
                self.tree.mark, "\(self.what) has no labels", mend: "labels: {zh: …, en: …}")
            return Label(same: "")
        }
        return MapReader.label(value, of: self.what, noting: self.findings)
    }

    static func label(_ tree: Tree, of what: Said, noting findings: Findings) -> Label {
        let reader = MapReader(
            tree, of: "the labels of \(what)", noting: findings, keys: ["zh", "en"])
        return Label(reader.text("zh"), reader.text("en"))
    }
}

/// Reads the items of a section: name → map.
func readItems<Item>(
    _ section: Tree?, of kind: Said, noting findings: Findings,
    by read: (String, Tree, Mark) -> Item?
) -> [Item] {
    guard let section else { return [] }
    guard case .map(let entries, _) = section else {
        findings.error(section.mark, "\(kind) must be a map of names")
        return []
    }
    return entries.compactMap { entry in
        let isWord = entry.key.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == 95
        }
        if !isWord || entry.key.isEmpty {
            findings.error(
                entry.mark, "\(kind) are named in lower-case letters, digits and _: \(entry.key)")
        }
        return read(entry.key, entry.value, entry.mark)
    }
}
