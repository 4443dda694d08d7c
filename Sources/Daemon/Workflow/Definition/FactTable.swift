// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// A table of facts by row, each valid for a time: which breach allows which penalties.
package struct FactTable: Named, Hashable, Sendable {
    /// One row.
    package struct Row: Hashable, Sendable {
        /// Column → the values in its cell.
        package var cells: [String: [String]]
        /// Valid from this day on; nil from the beginning.
        package var validFrom: Day?
        /// Valid to this day; nil for ever.
        package var validTo: Day?
        /// What people read.
        package var labels: Label?
        /// Where it comes from.
        package var basis: [Basis]

        /// A row.
        package init(
            cells: [String: [String]], validFrom: Day?, validTo: Day?, labels: Label?,
            basis: [Basis]
        ) {
            self.cells = cells
            self.validFrom = validFrom
            self.validTo = validTo
            self.labels = labels
            self.basis = basis
        }

        /// Whether it is valid on a day.
        package func isValid(on day: Day) -> Bool {
            (self.validFrom.map { $0 <= day } ?? true) && (self.validTo.map { day <= $0 } ?? true)
        }
    }

    /// The name in the workflow.
    package var name: String
    /// The columns named by the rulebook.
    package var columns: [String]
    /// The rows in file order.
    package var rows: [Row]

    /// A table.
    package init(name: String, columns: [String], rows: [Row]) {
        self.name = name
        self.columns = columns
        self.rows = rows
    }

    /// Every value of a column with its label, each once, in file order.
    package func values(of column: String) -> [ChoiceOption] {
        var seen: Set<String> = []
        return self.rows.flatMap { row in
            (row.cells[column] ?? []).map {
                ChoiceOption(name: $0, labels: row.labels ?? Label(same: $0))
            }
        }.filter { seen.insert($0.name).inserted }
    }
}
