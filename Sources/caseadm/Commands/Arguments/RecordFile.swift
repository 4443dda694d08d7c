// SPDX-License-Identifier: Apache-2.0
package import CaseProto
internal import CaseadmText

/// Reads a CSV file (RFC 4180) as a list of records: the first line names the parts.
package enum RecordFile {
    /// The records of the file's text.
    package static func records(_ text: String, file: String) throws(Failure) -> V1.Value {
        let items = try rows(of: text, file: file).map {
            V1.ValueItem(kind: .record(V1.Record(fields: $0)))
        }
        return V1.Value(kind: .list(V1.ValueList(items: items)))
    }

    /// The rows of the file's text: column → cell; empty cells and empty rows are left out.
    package static func rows(
        of text: String, file: String
    ) throws(Failure) -> [[String: String]] {
        let rows = try rows(text, file: file)
        guard let head = rows.first, rows.count > 1 else {
            throw fault(file, 1, zh: "没有数据行", en: "there is no row below the head")
        }
        let names = head.cells.map { String($0.drop { $0 == "\u{FEFF}" }) }
        var items: [[String: String]] = []
        if names.count == 1, let mark = [";", "\t"].first(where: { names[0].contains($0) }) {
            let name = mark == ";" ? "\";\"" : "TAB"
            throw fault(
                file, 1, zh: "各列以\(name)分隔,请另存为以逗号分隔的 CSV(UTF-8)",
                en: "its columns are divided by \(name): save it as CSV divided by commas (UTF-8)")
        }
        if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
            throw fault(
                file, 1, zh: "列名“\(twice)”出现两次", en: "the column “\(twice)” is there twice")
        }
        for row in rows.dropFirst() where row.cells != [""] {
            // Spreadsheets leave out empty cells at the end of a row.
            guard row.cells.count <= names.count else {
                throw fault(
                    file, row.line, zh: "有\(row.cells.count)列,表头有\(names.count)列",
                    en: "has \(row.cells.count) cells, the head \(names.count)")
            }
            let fields = Dictionary(
                zip(names, row.cells).filter { !$0.1.isEmpty }, uniquingKeysWith: { $1 })
            if !fields.isEmpty { items.append(fields) }
        }
        return items
    }

    private static func rows(
        _ text: String, file: String
    ) throws(Failure) -> [(line: Int, cells: [String])] {
        var rows: [(line: Int, cells: [String])] = []
        var (cells, cell): ([String], String) = ([], "")
        var (line, start) = (1, 1)
        var isQuoted = false
        var characters = Array(text)[...]
        while let character = characters.popFirst() {
            if isQuoted {
                if character == "\"", characters.first == "\"" {
                    cell.append(characters.removeFirst())
                } else if character == "\"" {
                    isQuoted = false
                } else {
                    cell.append(character)
                    if character.isNewline { line += 1 }
                }
                continue
            }
            switch character {
            case "\"" where cell.isEmpty:
                isQuoted = true
            case ",":
                cells.append(cell)
                cell = ""
            case _ where character.isNewline:
                rows.append((start, cells + [cell]))
                (cells, cell) = ([], "")
                line += 1
                start = line
            default:
                cell.append(character)
            }
        }
        guard !isQuoted else {
            throw fault(file, start, zh: "引号没有结束", en: "a quotation mark is not closed")
        }
        if !cells.isEmpty || !cell.isEmpty { rows.append((start, cells + [cell])) }
        return rows
    }

    private static func fault(_ file: String, _ line: Int, zh: String, en: String) -> Failure {
        .usage(Text(zh: "\(file) 第\(line)行:\(zh)。", en: "\(file), line \(line): \(en)"))
    }
}
