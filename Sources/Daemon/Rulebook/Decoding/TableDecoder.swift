// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// Reads tables of facts: CSV into trees, so that a case can pin them, and trees into tables.
struct TableDecoder {
    let check: ReferenceCheck

    private static let ownColumns: Set<String> = ["valid_from", "valid_to", "basis", "zh", "en"]

    /// The rows of a CSV file as maps.
    ///
    /// Cells hold no quotes or commas; several values in one cell are divided by `|`.
    static func tree(csv: String, file: String, _ findings: Findings) -> Tree {
        let mark = Mark(file: file, line: 1)
        let lines = csv.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard let head = lines.first, !head.isEmpty else {
            findings.error(mark, "the table is empty", mend: "the first line names the columns")
            return .list([], mark)
        }
        let columns = head.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if Set(columns).count != columns.count {
            findings.error(mark, "a column stands twice")
        }
        var rows: [Tree] = []
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let mark = Mark(file: file, line: index + 1)
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
                .map(String.init)
            guard cells.count == columns.count, !line.contains("\"") else {
                findings.error(
                    mark, "the row has \(cells.count) cells, the head \(columns.count)",
                    mend: "no quotes; write ， or 、 for a comma inside a text")
                continue
            }
            rows.append(
                .map(
                    zip(columns, cells).map { column, cell in
                        Tree.Entry(key: column, mark: mark, value: .scalar(cell, mark))
                    }, mark))
        }
        if rows.isEmpty { findings.error(mark, "the table has no rows") }
        return .list(rows, mark)
    }

    /// Table → the columns that its rows name.
    static func columns(_ tables: Tree) -> [String: Set<String>] {
        tables.entries.reduce(into: [:]) { columns, table in
            let first = table.value.items.first
            columns[table.key] = Set((first?.entries ?? []).map(\.key))
                .subtracting(TableDecoder.ownColumns)
        }
    }

    func tables(_ tree: Tree) -> [FactTable] {
        tree.entries.map { table in
            let columns = (table.value.items.first?.entries ?? []).map(\.key).filter {
                !TableDecoder.ownColumns.contains($0)
            }
            return FactTable(
                name: table.key, columns: columns, rows: table.value.items.map(self.row))
        }
    }

    private func row(_ tree: Tree) -> FactTable.Row {
        let cells = tree.entries.filter { !TableDecoder.ownColumns.contains($0.key) }
            .reduce(into: [String: [String]]()) {
                $0[$1.key] = ($1.value.text ?? "").split(separator: "|").map(String.init)
            }
        var label: Label?
        if let zh = tree["zh"]?.text, let en = tree["en"]?.text, !zh.isEmpty, !en.isEmpty {
            label = Label(zh, en)
        } else if tree["zh"] != nil || tree["en"] != nil {
            self.check.findings.error(tree.mark, "the row needs both zh and en")
        }
        let basis = BasisDecoder(self.check).bases(
            tree["basis"].flatMap { $0.text?.isEmpty ?? true ? nil : $0 })
        if basis.isEmpty {
            self.check.findings.error(tree.mark, "the row has no basis", mend: "LAW ARTICLE")
        }
        return FactTable.Row(
            cells: cells, validFrom: self.day("valid_from", tree),
            validTo: self.day("valid_to", tree), labels: label, basis: basis)
    }

    private func day(_ key: String, _ tree: Tree) -> Day? {
        guard let text = tree[key]?.text, !text.isEmpty else { return nil }
        if let day = Day(text) { return day }
        self.check.findings.error(tree.mark, "\(key) must be a day, is \(text)")
        return nil
    }
}
