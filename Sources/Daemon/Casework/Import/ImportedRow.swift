// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// A row of a table that is to become a case.
package struct ImportedRow: Hashable, Sendable {
    /// Heading → cell.
    package var cells: [String: String]
    /// Heading → why its cell says something else than was meant.
    package var flaws: [String: Flaw]
    /// Its number, as a spreadsheet program shows it; 0 when nobody said.
    package var number: Int

    /// What may be wrong with a cell.
    package enum Flaw: String, Hashable, Sendable, CaseIterable {
        /// A formula came to nothing.
        case error
        /// A formula that no program has worked out.
        case uncalculated
        /// A number whose end is lost.
        case rounded

        /// What is wrong, and what mends it.
        func sentence(_ cell: String) -> Label {
            switch self {
            case .error:
                Label(
                    "公式出错(\(cell)):请在表格中改正或删去",
                    "the formula comes to \(cell): mend it in the sheet, or empty the cell")
            case .uncalculated:
                Label(
                    "公式还没有算出结果:请用表格软件打开文件,保存一次再导入",
                    "its formula was never worked out: open the file in a spreadsheet program and save it"
                )
            case .rounded:
                Label(
                    "数字超过15位,末尾已被表格软件舍去(\(cell)):请把该列设为文本,重新录入",
                    "a number of more than 15 figures, whose end the spreadsheet program lost (\(cell)): "
                        + "make the column text and enter it again")
            }
        }
    }

    /// A row.
    package init(cells: [String: String], flaws: [String: Flaw] = [:], number: Int = 0) {
        self.cells = cells
        self.flaws = flaws
        self.number = number
    }
}

/// How a row is kept as an item of a bulk action: what is not a cell has a name that no heading has.
extension ImportedRow {
    private static let numberKey = "\u{1}row"
    private static let keyKey = "\u{1}key"
    private static let doubleKey = "\u{1}double"
    private static let forecastKey = "\u{1}forecast"
    private static let flawKey = "\u{1}flaw:"

    /// The row that an item keeps.
    package init(payload: [String: String]) {
        self.init(cells: [:])
        for (name, text) in payload {
            if name == ImportedRow.numberKey {
                self.number = Int(text) ?? 0
            } else if name.hasPrefix(ImportedRow.flawKey) {
                self.flaws[String(name.dropFirst(ImportedRow.flawKey.count))] = Flaw(rawValue: text)
            } else if !name.hasPrefix("\u{1}") {
                self.cells[name] = text
            }
        }
    }

    /// The row as an item keeps it.
    package var payload: [String: String] {
        var payload = self.cells.filter { !$0.key.hasPrefix("\u{1}") }
        if self.number > 0 { payload[ImportedRow.numberKey] = String(self.number) }
        for (name, flaw) in self.flaws { payload[ImportedRow.flawKey + name] = flaw.rawValue }
        return payload
    }

    /// What names its matter only once, as an item keeps it.
    static func key(in payload: [String: String]) -> String? { payload[ImportedRow.keyKey] }

    static func keep(key: String, in payload: inout [String: String]) {
        payload[ImportedRow.keyKey] = key
    }

    /// The row before it, by its number, that names the same matter.
    static func double(in payload: [String: String]) -> Int? {
        payload[ImportedRow.doubleKey].flatMap { Int($0) }
    }

    static func keep(double row: Int, in payload: inout [String: String]) {
        payload[ImportedRow.doubleKey] = String(row)
    }

    /// What it would do, as an item keeps it.
    package static func forecast(in payload: [String: String]) -> Forecast? {
        payload[ImportedRow.forecastKey].flatMap(Forecast.init)
    }

    static func keep(forecast: Forecast, in payload: inout [String: String]) {
        payload[ImportedRow.forecastKey] = forecast.rawValue
    }

    /// What a row would do.
    package enum Forecast: String, Hashable, Sendable {
        /// It opens a case.
        case new
        /// Its case is there and says the same.
        case unchanged
        /// Its case is there and says something else.
        case differs
        /// Nothing: it cannot be.
        case cannot
    }
}
