// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import OfficeFiles

/// The rows of a list, as they are sent.
struct FittedTable {
    /// The sheet's name.
    var sheet = ""
    /// Heading → what it is.
    var meanings: [String: String] = [:]
    /// Heading → the letters of its column.
    var letters: [String: String] = [:]
    /// The rows.
    var rows: [V1.ImportRow] = []
}

/// Tells a list from what people write around it: titles above, notes below, columns of their own.
///
/// What is passed over is said once.
struct TableFitting {
    /// Rows among which the heading is: a title, whose list it is, a legend.
    private static let searched = 30
    /// What the daemon looks at: rows, and cells of all of them.
    private static let (mostHeads, mostCells) = (900, 90_000)
    /// The rows of one import.
    private static let mostRows = 50_000

    let file: String
    private let session: Session
    private let candidates: [(sheet: Sheet, row: Int)]

    init(sheets: [Sheet], file: String, session: Session) {
        self.file = file
        self.session = session
        let each = max(1, min(Self.searched, Self.mostHeads / max(1, sheets.count)))
        var room = Self.mostCells
        self.candidates = sheets.flatMap { sheet in
            sheet.rows.indices.prefix(each).map { (sheet, $0) }
        }.prefix { sheet, row in
            room -= (sheet.rows[row].cells.last?.column ?? 0) + 1
            return room >= 0
        }.map { $0 }
    }

    /// Rows that may be the heading.
    var heads: [V1.TableHead] {
        self.candidates.map { candidate in
            V1.TableHead(names: Self.names(candidate.sheet.rows[candidate.row]))
        }
    }

    /// The column that has ids of cases in it, whatever its heading means elsewhere: 件号 is what some call the number.
    var ids: [String: String] {
        for (sheet, row) in self.candidates {
            for cell in sheet.rows[row].cells
            where ["件号", "case"].contains(cell.text.heading.lowercased()) {
                let below = sheet.rows[(row + 1)...].lazy.flatMap(\.cells).first {
                    $0.column == cell.column
                }
                let isID =
                    below?.text.wholeMatch(of: /\s*[A-Z]{1,8}-[0-9]{4}-[0-9]{1,12}\s*/) != nil
                if isID { return [cell.text.heading: "id"] }
            }
        }
        return [:]
    }

    private static func names(_ row: Sheet.Row) -> [String] {
        var names = [String](repeating: "", count: (row.cells.last?.column ?? -1) + 1)
        // What is long is no heading, whatever it says.
        for cell in row.cells where cell.text.count <= 60 { names[cell.column] = cell.text.heading }
        return names
    }

    /// The rows below the heading.
    ///
    /// - Throws: ``Failure`` with the one thing to do when there is no heading, or something is missing.
    func table(
        _ fit: V1.FitTableResponse, visibleOnly: Bool
    ) throws(Failure) -> FittedTable {
        let label = fit.workflowLabel.map { $0.text(session.language) } ?? fit.workflow
        guard fit.head >= 0, Int(fit.head) < self.candidates.count else {
            throw .usage(
                Text(
                    zh: "\(file) 里没有认出〈\(label)〉的表头:前\(Self.searched)行中须有一行写各列名称"
                        + "(名称见 caseadm workflow show \(fit.workflow)),或用 --map 列名=名称 指明。",
                    en:
                        "no heading of a ‹\(label)› in \(file): one of its first \(Self.searched) rows "
                        + "must name the columns (caseadm workflow show \(fit.workflow)), or say what "
                        + "they are with --map heading=name"))
        }
        let (sheet, head) = self.candidates[Int(fit.head)]
        self.sayOtherSheets(fit, sheet)
        try self.requireNothing(fit.gaps)
        var table = FittedTable(sheet: sheet.name)
        var columns: [Int: String] = [:]
        for (index, column) in fit.columns.enumerated() where !column.means.isEmpty {
            columns[index] = column.name
            table.meanings[column.name] = column.means
            table.letters[column.name] = Sheet.letters(of: index)
        }
        self.sayColumns(fit.columns, sheet, head)
        self.fill(
            &table, sheet.rows[(head + 1)...], columns, Self.names(sheet.rows[head]), visibleOnly)
        guard !table.rows.isEmpty else {
            throw .usage(Text(zh: "\(file) 表头以下没有数据行。", en: "\(file) has no row below its heading"))
        }
        guard table.rows.count <= Self.mostRows else {
            throw .usage(
                Text(
                    zh: "\(file) 有\(table.rows.count)行,一次最多导入\(Self.mostRows)行:请分成几个文件。",
                    en:
                        "\(file) has \(table.rows.count) rows, at most \(Self.mostRows) at once: divide it"
                ))
        }
        return table
    }

    private func fill(
        _ table: inout FittedTable, _ rows: ArraySlice<Sheet.Row>, _ columns: [Int: String],
        _ head: [String], _ visibleOnly: Bool
    ) {
        var hidden: [Int] = []
        var notes: [Sheet.Row] = []
        // One cell alone is a remark or a heading between; a list of two columns may leave one empty.
        let fewest = columns.count >= 3 ? 2 : 1
        for row in rows {
            // The heading again, on each printed page.
            if Self.names(row) == head { continue }
            if row.isHidden {
                hidden.append(row.number)
                if visibleOnly { continue }
            }
            var cells: [String: String] = [:]
            var flaws: [String: String] = [:]
            for cell in row.cells {
                guard let name = columns[cell.column] else { continue }
                cells[name] = cell.text
                if let flaw = cell.flaw { flaws[name] = flaw.rawValue }
            }
            guard cells.count >= fewest else {
                notes.append(row)
                continue
            }
            table.rows.append(V1.ImportRow(cells: cells, row: Int32(row.number), flaws: flaws))
        }
        self.sayRows(hidden, notes, visibleOnly)
    }

    private func requireNothing(_ gaps: [V1.TableGap]) throws(Failure) {
        guard !gaps.isEmpty else { return }
        let language = session.language
        let names = gaps.map { $0.label?.text(language) ?? $0.name }
        let options = zip(gaps, names).map { gap, name in
            let value = gap.choices.count == 1 ? gap.choices[0] : language == .zh ? "内容" : "VALUE"
            return "--field \(name.contains(" ") ? gap.name : name)=\(value)"
        }
        let choices = zip(gaps, names).filter { $0.0.choices.count > 1 }.map { gap, name in
            Text(
                zh: "。\(name)可为:\(gap.choices.joined(separator: "、"))",
                en: "; \(name) may be: \(gap.choices.joined(separator: ", "))")
        }
        throw .usage(
            Text(
                zh: "\(file) 没有“\(names.joined(separator: "”“"))”列:请加上"
                    + "该列,或写 \(options.joined(separator: " "))\(choices.map(\.zh).joined())。",
                en: "\(file) has no column “\(names.joined(separator: "”, “"))”: add it, or give "
                    + options.joined(separator: " ") + choices.map(\.en).joined()))
    }

    // What is passed over, each said once.

    private func sayOtherSheets(_ fit: V1.FitTableResponse, _ chosen: Sheet) {
        let needed = Int32(max(3, fit.columns.count { !$0.means.isEmpty } - 1))
        var names: [String] = []
        for (candidate, known) in zip(self.candidates, fit.known)
        where known >= needed && candidate.sheet.name != chosen.name {
            if !names.contains(candidate.sheet.name) { names.append(candidate.sheet.name) }
        }
        guard !names.isEmpty else { return }
        session.say(
            Text(
                zh: "读的是工作表“\(chosen.name)”;也像清单的有“\(names.joined(separator: "”“"))”,要读请用 --sheet。",
                en:
                    "the sheet “\(chosen.name)” is read; “\(names.joined(separator: "”, “"))” look like "
                    + "lists too: --sheet reads them"))
    }

    private func sayColumns(_ columns: [V1.TableColumn], _ sheet: Sheet, _ head: Int) {
        func placed(_ index: Int) -> String {
            "\(Sheet.letters(of: index))“\(columns[index].name)”"
        }
        let rows = sheet.rows[(head + 1)...]
        let unknown = columns.indices.filter { index in
            columns[index].means.isEmpty && !columns[index].idle && !columns[index].name.isEmpty
                && rows.contains { $0.cells.contains { $0.column == index } }
        }
        if let first = unknown.first {
            session.say(
                Text(
                    zh: "未读入的列:\(unknown.map(placed).joined(separator: "、"));要读入请用 "
                        + "--map \(columns[first].name)=名称",
                    en:
                        "columns not read: \(unknown.map(placed).joined(separator: ", ")); to read one: "
                        + "--map '\(columns[first].name)=NAME'"))
        }
        let guessed = columns.indices.filter { columns[$0].guessed }.map { index in
            let label = columns[index].label
            return Text(
                zh: "\(placed(index))按“\(label?.zh ?? "")”",
                en: "\(placed(index)) as “\(label?.en ?? "")”")
        }
        guard !guessed.isEmpty else { return }
        session.say(
            Text(
                zh: "按近似名称读的列:\(guessed.map(\.zh).joined(separator: "、"));不对请用 --map",
                en:
                    "columns read by a near name: \(guessed.map(\.en).joined(separator: ", ")); if not so, --map"
            ))
    }

    private func sayRows(_ hidden: [Int], _ notes: [Sheet.Row], _ visibleOnly: Bool) {
        func listed(_ numbers: [Int]) -> String {
            numbers.prefix(10).map(String.init).joined(separator: ", ")
                + (numbers.count > 10 ? " …" : "")
        }
        if !hidden.isEmpty {
            session.say(
                visibleOnly
                    ? Text(
                        zh: "隐藏的\(hidden.count)行未读(第\(listed(hidden))行)",
                        en: "\(hidden.count) hidden rows are not read (\(listed(hidden)))")
                    : Text(
                        zh: "隐藏的\(hidden.count)行也读入(第\(listed(hidden))行);不要请用 --visible-only",
                        en: "\(hidden.count) hidden rows are read too (\(listed(hidden))); "
                            + "--visible-only passes them over"))
        }
        guard let first = notes.first else { return }
        let words = String((first.cells.first?.text.heading ?? "").prefix(30))
        session.say(
            Text(
                zh: "不是数据的\(notes.count)行未读(第\(listed(notes.map(\.number)))行,如“\(words)”)",
                en:
                    "\(notes.count) rows that are no data are not read (\(listed(notes.map(\.number))), "
                    + "such as “\(words)”)"))
    }
}
