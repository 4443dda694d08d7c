// SPDX-License-Identifier: Apache-2.0
internal import Records
internal import WorkCalendar
internal import Workflow

/// Reads tables of facts: CSV into trees, so that a case can pin them, and trees into tables.
struct TableDecoder {
    let check: ReferenceCheck

    private static let ownColumns: Set<String> = ["valid_from", "valid_to", "basis", "zh", "en"]

    /// The rows of a CSV file as maps; several values in one cell are divided by `|`.
    static func tree(csv: String, file: String, _ findings: Findings) -> Tree {
        let mark = Mark(file: file, line: 1)
        guard let lines = TableDecoder.rows(csv, file: file, findings) else {
            return .list([], mark)
        }
        guard let columns = lines.first?.cells else {
            findings.error(mark, "the table is empty", mend: "the first line names the columns")
            return .list([], mark)
        }
        if Set(columns).count != columns.count {
            findings.error(mark, "a column stands twice")
        }
        var rows: [Tree] = []
        for line in lines.dropFirst() {
            let mark = Mark(file: file, line: line.line)
            guard line.cells.count == columns.count else {
                findings.error(
                    mark, "the row has \(line.cells.count) cells, the head \(columns.count)",
                    mend: "put a cell that contains a comma in quotation marks")
                continue
            }
            rows.append(
                .map(
                    zip(columns, line.cells).map { column, cell in
                        Tree.Entry(key: column, mark: mark, value: .scalar(cell, mark))
                    }, mark))
        }
        if rows.isEmpty { findings.error(mark, "the table has no rows") }
        return .list(rows, mark)
    }

    /// The rows; nil when the findings say why there are none.
    private static func rows(
        _ csv: String, file: String, _ findings: Findings
    ) -> [CSVReader.Row]? {
        do {
            return try CSVReader.rows(csv)
        } catch {
            switch error {
            case .unclosedQuote(let line):
                findings.error(
                    Mark(file: file, line: line), "a quotation mark is not closed",
                    mend: "close it before the comma or the end of the line")
            case .textAfterQuote(let line):
                findings.error(
                    Mark(file: file, line: line), "text follows a closing quotation mark",
                    mend: "write a quotation mark inside a cell twice")
            }
            return nil
        }
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
