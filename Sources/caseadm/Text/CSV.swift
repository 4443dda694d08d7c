// SPDX-License-Identifier: Apache-2.0
package import CaseProto

/// Rows for other programs (RFC 4180): a header line, then one line a record.
package struct CSV: Sendable, Hashable {
    private var lines: [[String]]
    private var language = Language.en

    /// Rows under these names, which are told in one language where people read them.
    package init(_ names: [String], rows: [[String]] = [], _ language: Language) {
        lines = [names] + rows
        self.language = language
    }

    /// One row an object: the members of these names, in the names' order.
    ///
    /// Labels are given in one language, lists of texts joined by `|`, all else as JSON.
    package init(_ names: [String], objects: [JSONValue], _ language: Language) {
        self.init(names, language)
        for object in objects {
            guard case .object(let members) = object else { continue }
            append(names.map { members[$0]?.plain(language) ?? "" })
        }
    }

    /// Adds a row.
    package mutating func append(_ row: [String]) { lines.append(row) }

    /// The rows alone, to follow others of the same columns.
    package var withoutNames: CSV {
        var rows = self
        rows.lines.removeFirst()
        return rows
    }

    /// The file that a spreadsheet program opens by a double click: with the mark that says UTF-8,
    /// and headings in words.
    ///
    /// Of a code that stands beside its label only the label is left.
    package func spreadsheet(
        isFirst: Bool = true, _ cell: (String) -> String = { $0 }
    ) -> String {
        var table = self
        table.lines = sheet
        return isFirst ? "\u{FEFF}" + table.text(cell) : table.withoutNames.text(cell)
    }

    /// The rows as people read them, headings first.
    package var sheet: [[String]] {
        let names = Set(lines[0])
        let kept = lines[0].indices.filter { !names.contains(lines[0][$0] + "_label") }
        var rows = lines.map { line in kept.map { told(line[$0]) } }
        rows[0] = rows[0].map { ColumnWords.heading($0, language) }
        return rows
    }

    /// A cell as people read it: yes and no in words.
    private func told(_ cell: String) -> String {
        switch cell {
        case "true": Words.yes(language)
        case "false": Words.no(language)
        default: cell
        }
    }

    /// The file, each line ended by CRLF as the standard has it.
    package func text(_ cell: (String) -> String = { $0 }) -> String {
        lines.map { line in line.map { Self.quoted(cell($0)) }.joined(separator: ",") + "\r\n" }
            .joined()
    }

    /// A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers keep their
    /// sign.
    ///
    /// Whatever stands before the sign and is not seen (blanks, marks without width) is passed over, as some programs
    /// do; the wide signs count, since Chinese ones take them.
    private static func harmless(_ cell: String) -> String {
        let seen = cell.unicodeScalars.drop { scalar in
            scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
                || scalar.properties.generalCategory == .control
        }
        guard let first = seen.first else { return cell.contains("\t") ? "'" + cell : cell }
        switch first {
        case "=", "@", "＝", "＠": return "'" + cell
        case "+", "-", "＋", "－":
            // A number and nothing else: `-2+3+cmd|…` begins like one.
            let rest = seen.dropFirst()
            let isNumber = rest.allSatisfy { ("0"..."9").contains($0) || $0 == "." }
            return isNumber && rest.count { $0 == "." } < 2 ? cell : "'" + cell
        default: return cell.first == "\t" ? "'" + cell : cell
        }
    }

    private static func quoted(_ cell: String) -> String {
        let cell = harmless(cell)
        let special = cell.unicodeScalars.contains { [",", "\"", "\n", "\r", "\t"].contains($0) }
        guard special else { return cell }
        var quoted = "\""
        for scalar in cell.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}

extension JSONValue {
    fileprivate func plain(_ language: Language) -> String {
        switch self {
        case .null: ""
        case .string(let text): text
        case .array(let items):
            items.isText || items.isLabels
                ? items.map { $0.plain(language) }.joined(separator: "|") : compactOrEmpty
        case .object(let members):
            if members.count == 2, let zh = members["zh"], let en = members["en"] {
                V1.Label(zh: zh.plain(language), en: en.plain(language)).text(language)
            } else {
                compactOrEmpty
            }
        case .bool, .integer, .number: compactText
        }
    }

    private var compactOrEmpty: String {
        switch self {
        case .array(let items) where items.isEmpty: ""
        case .object(let members) where members.isEmpty: ""
        default: compactText
        }
    }
}

extension [JSONValue] {
    fileprivate var isLabels: Bool {
        allSatisfy { item in
            guard case .object(let members) = item else { return false }
            return members.count == 2 && members["zh"] != nil && members["en"] != nil
        }
    }

    fileprivate var isText: Bool {
        allSatisfy { if case .string = $0 { true } else { false } }
    }
}
