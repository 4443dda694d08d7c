// SPDX-License-Identifier: Apache-2.0

/// A table as a spreadsheet program shows it.
package struct Sheet: Hashable, Sendable {
    /// Its name; empty for a text file.
    package var name: String
    /// Whether the program shows it.
    package var isHidden = false
    /// Rows that have something in them, in order.
    package var rows: [Row] = []

    /// A row.
    package struct Row: Hashable, Sendable {
        /// As the program numbers it, from 1.
        package var number: Int
        /// Whether the program shows it.
        package var isHidden = false
        /// Cells that have something in them, in order.
        package var cells: [Cell] = []
    }

    /// A cell.
    package struct Cell: Hashable, Sendable {
        /// From 0.
        package var column: Int
        /// What it says: a text; a number in full; a day as 2025-03-01, with a time behind it where it has one;
        /// `true` or `false`.
        package var text: String
        /// Why what it says is not what was meant.
        package var flaw: Flaw?

        /// A cell.
        package init(column: Int, text: String, flaw: Flaw? = nil) {
            self.column = column
            self.text = text
            self.flaw = flaw
        }
    }

    /// What may be wrong with a cell.
    package enum Flaw: String, Hashable, Sendable {
        /// A formula came to nothing, as #N/A says.
        case error
        /// A formula that no program has worked out yet.
        case uncalculated
        /// A number of more figures than the program keeps: its end is lost.
        case rounded
    }

    /// What columns are called: A, B … Z, AA.
    package static func letters(of column: Int) -> String {
        var rest = column + 1
        var letters = ""
        while rest > 0 {
            let (next, letter) = (rest - 1).quotientAndRemainder(dividingBy: 26)
            letters = String(UnicodeScalar(UInt8(0x41 + letter))) + letters
            rest = next
        }
        return letters
    }

    /// The column and the row of B12; nil for every other form.
    static func place(_ reference: String) -> (column: Int, row: Int)? {
        var column = 0
        var bytes = reference.utf8[...]
        while let byte = bytes.first, (0x41...0x5A).contains(byte) {
            column = column * 26 + Int(byte - 0x40)
            guard column <= 1 << 20 else { return nil }
            bytes.removeFirst()
        }
        guard column > 0, let row = Int(String(bytes) ?? ""), row > 0 else { return nil }
        return (column - 1, row)
    }
}
