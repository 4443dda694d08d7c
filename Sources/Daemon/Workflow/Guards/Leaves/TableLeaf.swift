// SPDX-License-Identifier: Apache-2.0
import WorkCalendar

/// `table`: a table of facts allows what the case's fields say.
package struct TableLeaf: Hashable, Sendable {
    /// The table.
    package var table: String
    /// The field with the day on which its rows must be valid.
    package var validOn: String
    /// Column → the field whose every value must have a row.
    package var match: [String: String]
    /// Column → the field whose every value must be allowed by one of those rows.
    package var allows: [String: String]

    /// A question about a table.
    package init(
        table: String, validOn: String, match: [String: String], allows: [String: String]
    ) {
        self.table = table
        self.validOn = validOn
        self.match = match
        self.allows = allows
    }
}

extension TableLeaf: GuardLeaf {
    package static let names = ["table"]

    package var leaf: Guard.Leaf { .table(self) }

    package var asksOthers: Bool { true }

    package static func read(_ condition: some ConditionReader) -> TableLeaf? {
        condition.only(["table", "valid_on", "match", "allows", "basis"])
        let table = condition.head.word(thatIs: .table)
        let validOn = condition["valid_on"]?.text ?? ""
        if validOn.isEmpty { condition.error("table needs valid_on: a date field") }
        (condition["valid_on"] ?? condition).check(validOn, is: .field)
        return TableLeaf(
            table: table, validOn: validOn,
            match: TableLeaf.columns(condition["match"], of: table),
            allows: TableLeaf.columns(condition["allows"], of: table))
    }

    private static func columns(
        _ tree: (some ConditionReader)?, of table: String
    ) -> [String: String] {
        (tree?.entries ?? []).reduce(into: [:]) { columns, entry in
            entry.value.atKey.check(entry.key, is: .column(of: table))
            columns[entry.key] = entry.value.word(thatIs: .field)
        }
    }

    package func unmet(by judge: GuardJudge) -> Unmet? {
        guard let day = judge.facts.day(self.validOn) else {
            return judge.words.missing(field: self.validOn, allowed: nil)
        }
        for field in self.match.values.sorted()
        where judge.facts.fields[field].map(\.isEmpty) ?? true {
            return judge.words.missing(field: field, allowed: nil)
        }
        let found = self.found(on: day, by: judge)
        if let missing = found.first(where: \.rows.isEmpty) {
            return self.noRow(for: missing.combination, on: day, judge.words)
        }
        let rows = found.flatMap(\.rows)
        for (column, field) in self.allows.sorted(by: { $0.key < $1.key }) {
            let allowed = Set(rows.flatMap { $0.cells[column] ?? [] })
            let beyond = (judge.facts.fields[field]?.texts ?? []).filter { !allowed.contains($0) }
            guard beyond.isEmpty else {
                var unmet = self.notAllowed(beyond, of: field, on: day, judge.words)
                // Whose text it is, and whether anybody has read it.
                unmet.basis = rows.flatMap(\.basis).unique
                return unmet
            }
        }
        return nil
    }

    /// The rows that the case's fields find: what an act rests on that this allows.
    func rows(by judge: GuardJudge) -> [FactTable.Row] {
        guard let day = judge.facts.day(self.validOn) else { return [] }
        return self.found(on: day, by: judge).flatMap(\.rows)
    }

    /// The rows of each combination of what is matched: a list among the fields needs one for each of its items.
    private func found(
        on day: Day, by judge: GuardJudge
    ) -> [(combination: [String: String], rows: [FactTable.Row])] {
        let valid = (judge.definition.tables[self.table]?.rows ?? []).filter { $0.isValid(on: day) }
        let lists = self.match.sorted { $0.key < $1.key }
        return TableLeaf.combinations(of: lists, in: judge.facts).map { combination in
            let rows = valid.filter { row in
                combination.allSatisfy { row.cells[$0.key]?.contains($0.value) ?? false }
            }
            return (combination, rows)
        }
    }

    /// Every way to take one value of each field: column → value.
    private static func combinations(
        of match: [(key: String, value: String)], in facts: CaseFacts
    ) -> [[String: String]] {
        match.reduce([[:]]) { combinations, entry in
            let values = facts.fields[entry.value]?.texts ?? []
            return combinations.flatMap { combination in
                values.map { value in
                    combination.merging([entry.key: value]) { _, new in new }
                }
            }
        }
    }

    private func noRow(
        for combination: [String: String], on day: Day, _ words: GuardWords
    ) -> Unmet {
        let named = combination.sorted { $0.key < $1.key }.map { column, value in
            words.value(value, of: self.match[column] ?? column)
        }.joined
        return Unmet(
            code: "table", parameters: ["table": self.table],
            sentence: Label(
                "依据表“\(self.table)”在\(day)没有:\(named.zh)",
                "the table “\(self.table)” has no row on \(day) for: \(named.en)"),
            remedy: self.match.values.sorted().compactMap(words.giving).first)
    }

    private func notAllowed(
        _ values: [String], of field: String, on day: Day, _ words: GuardWords
    ) -> Unmet {
        let label = words.field(field)
        let named = words.values(values, of: field, separator: ("、", ", "))
        return Unmet(
            code: "table", parameters: ["table": self.table, "field": field],
            sentence: Label(
                "依据表“\(self.table)”在\(day)不允许〈\(label.zh)〉:\(named.zh)",
                "the table “\(self.table)” does not allow on \(day) as ‹\(label.en)›: \(named.en)"),
            remedy: words.giving(field))
    }

    package func statement(in words: GuardWords) -> Label {
        let match = self.match.values.sorted().map(words.field).joined
        let allows = self.allows.values.sorted().map(words.field).joined
        return Label(
            "表“\(self.table)”按〈\(match.zh)〉允许〈\(allows.zh)〉",
            "the table “\(self.table)” allows ‹\(allows.en)› for ‹\(match.en)›")
    }

    /// A table's day is a date. (What its rows say is looked at where they stand.)
    package func faults(at place: GuardPlace) -> [GuardFault] {
        guard let field = place.definition.fields[self.validOn], field.type != .date else {
            return []
        }
        return [
            GuardFault(
                "the table is valid on \(self.validOn), which is no date", mend: "type: date")
        ]
    }
}
