// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Letters
internal import WorkCalendar
internal import Workflow

/// What a cell of a spreadsheet says, however the program that wrote it dressed it up.
///
/// Excel writes a date as `2025/10/10 0:00` and a whole number as `8.0`; a clerk writes 第9号 and
/// 二〇二五年十月十日. What is not plain is left as it is, and the field refuses it.
enum CellText {
    /// A day: 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301, in figures of full width or in
    /// Chinese numerals; with a time of midnight; or a spreadsheet's number of a day.
    static func day(_ cell: String) -> Day? {
        guard var plain = CellText.withoutMidnight(Folding.narrow(cell)) else { return nil }
        if let serial = CellText.whole(plain), let day = CellText.day(serial: serial) { return day }
        if plain.count == 8, plain.allSatisfy(\.isNumber) {
            plain.insert("-", at: plain.index(plain.startIndex, offsetBy: 6))
            plain.insert("-", at: plain.index(plain.startIndex, offsetBy: 4))
        }
        let parts = plain.split { "/.-年月日".contains($0) }.map { String($0).trimmed }
        let numbers = parts.compactMap { Int($0) ?? Numerals.number($0) }
        guard numbers.count == 3, parts.count == 3, numbers[0] >= CaseworkLimits.earliestYear
        else { return nil }
        return Day(year: numbers[0], month: numbers[1], day: numbers[2])
    }

    /// A whole number: 8, 8.0, 1,200, 第9号.
    static func number(_ cell: String) -> String {
        var plain = Folding.narrow(cell)
        if plain.hasPrefix("第") { plain.removeFirst() }
        for unit in ["号", "件"] where plain.hasSuffix(unit) { plain.removeLast() }
        plain = plain.trimmed
        if let whole = CellText.whole(plain) ?? Numerals.number(plain) { return String(whole) }
        return plain.allSatisfy { $0.isNumber || $0 == "." || $0 == "," || $0 == "-" }
            ? CellText.withoutGroups(plain) : Folding.narrow(cell)
    }

    /// Why a cell is no day.
    static func noDay(_ cell: String) -> Label {
        if cell.contains(":") {
            return Label(
                "“\(cell)”带有时间;这里只要日期,如 2026-03-01",
                "“\(cell)” has a time; only a day is wanted, such as 2026-03-01")
        }
        return Label(
            "“\(cell)”不是\(CaseworkLimits.earliestYear)年以来的日期,应如 2026-03-01",
            "“\(cell)” is no day since \(CaseworkLimits.earliestYear) such as 2026-03-01")
    }

    /// A day that a spreadsheet keeps as a number: days since 30 December 1899 (ISO 29500-1, 18.17.4.1).
    private static func day(serial: Int) -> Day? {
        guard (20_000...80_000).contains(serial), let origin = Day("1900-01-01") else { return nil }
        return origin.adding(days: serial - 2)
    }

    /// What stands before a time of midnight; nil when another time is there.
    private static func withoutMidnight(_ cell: String) -> String? {
        guard let place = cell.firstIndex(where: { $0 == " " || $0 == "T" }) else { return cell }
        let time = cell[cell.index(after: place)...].filter { !" :.Z".contains($0) }
        guard cell[place...].contains(":") else { return cell.filter { $0 != " " } }
        return time.allSatisfy { $0 == "0" } ? String(cell[..<place]) : nil
    }

    /// 8 of 8.0 and of 8.
    private static func whole(_ text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.count == 1 || parts[1].allSatisfy({ $0 == "0" }) else {
            return nil
        }
        return Int(parts[0])
    }

    /// 1200 of 1,200.
    private static func withoutGroups(_ text: String) -> String {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        let isGrouped =
            groups.count > 1 && (1...3).contains(groups[0].count)
            && groups.dropFirst().allSatisfy { $0.prefix { $0 != "." }.count == 3 }
        return isGrouped ? groups.joined() : text
    }
}

extension String {
    /// Without white space and byte order marks at either end.
    var trimmed: String {
        let isSpace: (Character) -> Bool = { $0.isWhitespace || $0 == "\u{FEFF}" }
        guard let first = self.firstIndex(where: { !isSpace($0) }),
            let last = self.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(self[first...last])
    }
}
