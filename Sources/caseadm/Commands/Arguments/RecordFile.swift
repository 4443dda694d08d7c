// SPDX-License-Identifier: Apache-2.0
package import CaseProto
internal import CaseadmText
internal import Records

/// Reads a CSV file as a list of records: the first line names the parts.
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
        let rows = try read(text, file: file)
        guard let head = rows.first, rows.count > 1 else {
            throw fault(file, line: 1, zh: "没有数据行", en: "there is no row below the head")
        }
        let names = head.cells
        if names.count == 1, let mark = [";", "\t"].first(where: { names[0].contains($0) }) {
            let name = mark == ";" ? "\";\"" : "TAB"
            throw fault(
                file, line: head.line, zh: "各列以\(name)分隔,请另存为以逗号分隔的 CSV(UTF-8)",
                en: "its columns are divided by \(name): save it as CSV divided by commas (UTF-8)")
        }
        if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
            throw fault(
                file, line: head.line, zh: "列名“\(twice)”出现两次",
                en: "the column “\(twice)” is there twice")
        }
        var items: [[String: String]] = []
        for row in rows.dropFirst() {
            // Spreadsheets leave out empty cells at the end of a row.
            guard row.cells.count <= names.count else {
                throw fault(
                    file, line: row.line, zh: "有\(row.cells.count)列,表头有\(names.count)列",
                    en: "has \(row.cells.count) cells, the head \(names.count)")
            }
            let fields = Dictionary(
                zip(names, row.cells).filter { !$0.1.isEmpty }, uniquingKeysWith: { $1 })
            if !fields.isEmpty { items.append(fields) }
        }
        return items
    }

    private static func read(
        _ text: String, file: String
    ) throws(Failure) -> [CSVReader.Row] {
        do {
            return try CSVReader.rows(text)
        } catch {
            switch error {
            case .unclosedQuote(let line):
                throw fault(
                    file, line: line, zh: "引号没有结束", en: "a quotation mark is not closed")
            case .textAfterQuote(let line):
                throw fault(
                    file, line: line, zh: "右引号后应为逗号或行末;格内的引号请写两个",
                    en: "a comma or the end of the line must follow a closing quotation mark; "
                        + "write one inside a cell twice")
            }
        }
    }

    private static func fault(_ file: String, line: Int, zh: String, en: String) -> Failure {
        .usage(Text(zh: "\(file) 第\(line)行:\(zh)。", en: "\(file), line \(line): \(en)"))
    }
}
