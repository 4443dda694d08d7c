// SPDX-License-Identifier: Apache-2.0
internal import Workflow

// Tables: each row can be found, and says what its fields can hold.
extension Verifier {
    func verifyTables() {
        var seen: Set<TableLeaf> = []
        for condition in self.conditions {
            for case .table(let leaf) in condition.guards.questions
            where seen.insert(leaf).inserted {
                self.verify(leaf)
            }
        }
    }

    private func verify(_ leaf: TableLeaf) {
        guard let table = self.definition.tables[leaf.table],
            let rows = self.tables[leaf.table]?.items
        else { return }
        let columns = leaf.match.merging(leaf.allows) { first, _ in first }
        for (row, tree) in zip(table.rows, rows) {
            for (column, field) in columns.sorted(by: { $0.key < $1.key }) {
                let values = row.cells[column] ?? []
                if values.isEmpty, leaf.match[column] != nil {
                    self.findings.error(
                        tree.mark, "no lookup finds the row: its \(column) is empty",
                        mend: "a value of \(field), or no such row", in: self.scope)
                }
                guard case .choice(let options) = self.definition.fields[field]?.type.element
                else { continue }
                let names = options.map(\.name)
                for value in values where !names.contains(value) {
                    self.findings.error(
                        tree.mark, "\(column) \(value) is no option of \(field)",
                        mend: "options: \(names.joined(separator: ", "))", in: self.scope)
                }
            }
        }
    }
}
