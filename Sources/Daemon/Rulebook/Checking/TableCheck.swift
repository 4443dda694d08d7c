// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// What a table's rows say by themselves: each something of its own, on some day.
struct TableCheck {
    let findings: Findings

    func verify(_ rows: [Tree]) {
        var lines: [[String]: Int] = [:]
        for row in rows {
            self.verifyDays(of: row)
            let facts = row.entries.filter { !["zh", "en", "basis"].contains($0.key) }.map { cell in
                let values = (cell.value.text ?? "").split(separator: "|").map(String.init)
                for value in Set(values).sorted() where values.count(where: { $0 == value }) > 1 {
                    self.findings.error(
                        row.mark, "\(cell.key) names \(value) twice", mend: "leave it out")
                }
                return values.sorted().joined(separator: "|")
            }
            if let line = lines[facts] {
                self.findings.error(
                    row.mark, "the row stands in line \(line) already",
                    mend: "leave it out, or let one end before the other begins")
            }
            lines[facts] = row.mark.line
        }
    }

    private func verifyDays(of row: Tree) {
        guard let from = Day(row["valid_from"]?.text ?? ""),
            let to = Day(row["valid_to"]?.text ?? ""), from > to
        else { return }
        self.findings.error(
            row.mark, "the row is valid from \(from) to \(to), on no day",
            mend: "valid_from on or before valid_to")
    }
}
