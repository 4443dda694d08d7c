// SPDX-License-Identifier: Apache-2.0

/// The tables of a file, whatever it is: a workbook (ISO 29500), or divided text.
package struct Workbook: Hashable, Sendable {
    /// Its tables; a text file has one without a name.
    package var sheets: [Sheet]
    /// How a text file was written; nil for a workbook.
    package var encoding: TextEncoding?

    /// Reads a file.
    ///
    /// - Throws: ``FileFault`` when it is none of both, is damaged, or goes beyond ``FileLimits``.
    package init(_ bytes: [UInt8]) throws(FileFault) {
        guard bytes.count <= FileLimits.fileBytes else {
            throw FileFault(
                zh: "超过\(FileLimits.fileBytes >> 20) MiB",
                en: "it is longer than \(FileLimits.fileBytes >> 20) MiB")
        }
        switch FileKind(bytes) {
        case .zip: self.init(sheets: try Workbook.sheets(try ZipFile(bytes)), encoding: nil)
        case .older:
            throw FileFault(
                zh: "是旧格式的表格(.xls):请用表格软件打开,另存为 .xlsx",
                en: "this is a spreadsheet of the older kind (.xls): open it and save it as .xlsx")
        case .locked:
            throw FileFault(
                zh: "文件有密码,请去掉密码后再存一份", en: "it is protected by a password: save a copy without one"
            )
        case .markup:
            throw FileFault(
                zh: "是网页或 XML 而不是表格:请用表格软件打开,另存为 .xlsx",
                en:
                    "this is a web page or XML, no table: open it in a spreadsheet program and save it as .xlsx"
            )
        case .text:
            let text = try DecodedText(bytes)
            self.init(sheets: [try Sheet(divided: text.text)], encoding: text.encoding)
        }
    }

    private init(sheets: [Sheet], encoding: TextEncoding?) {
        self.sheets = sheets
        self.encoding = encoding
    }

    private static func sheets(_ zip: ZipFile) throws(FileFault) -> [Sheet] {
        let root = try Workbook.taken(PartLinks(), "_rels/.rels", zip)
        let part = root.target(of: "officeDocument", from: "") ?? "xl/workbook.xml"
        guard zip.has(part), part.contains("workbook") else {
            throw FileFault(
                zh: "不是 .xlsx 表格:请用表格软件打开,另存为 .xlsx",
                en: "this is no .xlsx table: open it in a spreadsheet program and save it as .xlsx")
        }
        let (folder, name) = Workbook.split(part)
        guard !part.hasSuffix(".bin") else {
            throw FileFault(
                zh: "是二进制表格(.xlsb):请另存为 .xlsx",
                en: "this is a binary workbook (.xlsb): save it as .xlsx")
        }
        let links = try Workbook.taken(PartLinks(), "\(folder)/_rels/\(name).rels", zip)
        let head = try Workbook.taken(WorkbookHead(), part, zip)
        var book = SheetTaker.Book(isFrom1904: head.isFrom1904)
        if let texts = links.target(of: "sharedStrings", from: folder), zip.has(texts) {
            book.texts = try Workbook.taken(SharedTexts(), texts, zip).texts
        }
        if let styles = links.target(of: "styles", from: folder), zip.has(styles) {
            book.formats = try Workbook.taken(CellFormats(), styles, zip).byStyle
        }
        var sheets: [Sheet] = []
        for sheet in head.sheets {
            // Charts are sheets too, of another kind.
            guard let link = links.links[sheet.link], link.kind == "worksheet" else { continue }
            let taker = try Workbook.taken(
                SheetTaker(book), PartLinks.part(link.target, from: folder), zip)
            let rows = try taker.spread()
            book.room = taker.book.room
            sheets.append(Sheet(name: sheet.name, isHidden: sheet.isHidden, rows: rows))
        }
        return sheets
    }

    private static func taken<Taker: XMLTaker>(
        _ taker: Taker, _ part: String, _ zip: ZipFile
    ) throws(FileFault) -> Taker {
        try XMLReading.read(
            { (take) throws(FileFault) in try zip.read(part, take) }, to: taker)
        return taker
    }

    private static func split(_ part: String) -> (folder: String, name: String) {
        guard let slash = part.lastIndex(of: "/") else { return ("", part) }
        return (String(part[..<slash]), String(part[part.index(after: slash)...]))
    }
}
