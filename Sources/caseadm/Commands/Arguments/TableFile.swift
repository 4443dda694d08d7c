// SPDX-License-Identifier: Apache-2.0
internal import CaseFiles
internal import CaseadmText
internal import OfficeFiles

/// A file of tables as somebody gave it: a workbook, an older one, or divided text of any encoding.
struct TableFile {
    let path: String
    let workbook: Workbook

    /// Reads the file; says what had to be found out.
    init(_ path: String, _ session: Session) throws(Failure) {
        self.path = path
        var bytes = try FileReading.bytes(path, atMost: FileLimits.fileBytes)
        if [.older, .markup].contains(FileKind(bytes)) {
            bytes = try OlderTable.converted(path, session.environment)
        }
        do throws(FileFault) {
            self.workbook = try Workbook(bytes)
        } catch {
            throw .usage(Text(zh: "\(path):\(error.zh)。", en: "\(path): \(error.en)"))
        }
        if let encoding = self.workbook.encoding, encoding != .utf8 {
            session.say(
                Text(
                    zh: "\(path) 的文字编码是 \(encoding.rawValue)。",
                    en: "\(path) is written in \(encoding.rawValue)"))
        }
    }

    /// The sheets that may be meant: the one named, or those that a spreadsheet program shows.
    ///
    /// - Parameter named: a name, or a number from 1.
    func sheets(_ named: String?) throws(Failure) -> [Sheet] {
        guard let named else {
            let shown = self.workbook.sheets.filter { !$0.isHidden && !$0.rows.isEmpty }
            return shown.isEmpty ? self.workbook.sheets : shown
        }
        let number = Int(named).map { $0 - 1 }
        let sheets = self.workbook.sheets
        if let sheet = sheets.first(where: { $0.name == named })
            ?? number.flatMap({ sheets.indices.contains($0) ? sheets[$0] : nil })
        {
            return [sheet]
        }
        let names = sheets.map { "“\($0.name)”" }
        throw .usage(
            Text(
                zh: "\(path) 没有工作表“\(named)”;有:\(names.joined(separator: "、"))。",
                en: "\(path) has no sheet “\(named)”; it has: \(names.joined(separator: ", "))"))
    }

    /// The rows of its first sheet below the first row, which names the columns: column → cell.
    func records() throws(Failure) -> [[String: String]] {
        guard let sheet = try self.sheets(nil).first, let head = sheet.rows.first,
            sheet.rows.count > 1
        else {
            throw .usage(
                Text(
                    zh: "\(path) 第1行:没有数据行。", en: "\(path), line 1: there is no row below the head")
            )
        }
        var names: [Int: String] = [:]
        for cell in head.cells {
            let name = cell.text.heading
            guard !names.values.contains(name) else {
                throw .usage(
                    Text(
                        zh: "\(path) 第\(head.number)行:列名“\(name)”出现两次。",
                        en: "\(path), row \(head.number): the column “\(name)” is there twice"))
            }
            names[cell.column] = name
        }
        var records: [[String: String]] = []
        for row in sheet.rows.dropFirst() {
            var record: [String: String] = [:]
            for cell in row.cells {
                guard let name = names[cell.column] else {
                    let place = Sheet.letters(of: cell.column)
                    throw .usage(
                        Text(
                            zh: "\(path) 第\(row.number)行\(place)列没有列名。",
                            en: "\(path), row \(row.number): column \(place) has no name"))
                }
                record[name] = cell.text
            }
            records.append(record)
        }
        return records
    }
}
