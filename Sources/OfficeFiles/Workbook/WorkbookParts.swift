// SPDX-License-Identifier: Apache-2.0

/// Which part of a workbook leads to which (`_rels`).
final class PartLinks: XMLTaker {
    /// Id → the kind, the last word of its address, and the target.
    private(set) var links: [String: (kind: String, target: String)] = [:]

    func take(_ piece: XMLPiece) throws(FileFault) {
        guard case .begins("Relationship", let given) = piece, let id = given["Id"],
            let target = given["Target"], given["TargetMode"] != "External"
        else { return }
        self.links[id] = (given["Type"]?.split(separator: "/").last.map(String.init) ?? "", target)
    }

    /// The first target of a kind, as a part's name.
    func target(of kind: String, from folder: String) -> String? {
        self.links.sorted { $0.key < $1.key }.first { $0.value.kind == kind }.map {
            PartLinks.part($0.value.target, from: folder)
        }
    }

    /// The name of a part that another names.
    static func part(_ target: String, from folder: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var steps = folder.split(separator: "/")
        for step in target.split(separator: "/") where step != "." {
            if step == ".." { _ = steps.popLast() } else { steps.append(step) }
        }
        return steps.joined(separator: "/")
    }
}

/// The head of a workbook: its sheets, and from when it counts days.
final class WorkbookHead: XMLTaker {
    private(set) var sheets: [(name: String, link: String, isHidden: Bool)] = []
    private(set) var isFrom1904 = false

    func take(_ piece: XMLPiece) throws(FileFault) {
        switch piece {
        case .begins("workbookPr", let given):
            self.isFrom1904 = ["1", "true"].contains(given["date1904"] ?? "")
        case .begins("sheet", let given):
            guard self.sheets.count < FileLimits.sheets else {
                throw FileFault(
                    zh: "工作表超过\(FileLimits.sheets)张",
                    en: "there are more than \(FileLimits.sheets) sheets")
            }
            let isHidden = ["hidden", "veryHidden"].contains(given["state"] ?? "")
            self.sheets.append((given["name"] ?? "", given["id"] ?? "", isHidden))
        default: break
        }
    }
}

/// The texts that cells share, rich ones without their looks.
final class SharedTexts: XMLTaker {
    private(set) var texts: [String] = []
    private var text = RichText()
    private var bytes = 0

    func take(_ piece: XMLPiece) throws(FileFault) {
        switch piece {
        case .begins("si", _): self.text = RichText()
        case .ends("si"):
            self.bytes += self.text.whole.utf8.count
            guard self.texts.count < FileLimits.cells, self.bytes <= FileLimits.textBytes else {
                throw FileFault(zh: "文字总量过大,请分成几个文件", en: "there is too much text: divide it")
            }
            self.texts.append(self.text.whole.withoutEscapes)
        default: try self.text.take(piece)
        }
    }
}

/// A text in runs: what says how it is pronounced is no part of it.
struct RichText {
    private(set) var whole = ""
    private var length = 0
    private var isText = false
    private var isPhonetic = false

    mutating func take(_ piece: XMLPiece) throws(FileFault) {
        switch piece {
        case .begins("t", _): self.isText = true
        case .ends("t"): self.isText = false
        case .begins("rPh", _): self.isPhonetic = true
        case .ends("rPh"): self.isPhonetic = false
        case .text(let text) where self.isText && !self.isPhonetic: try self.add(text)
        default: break
        }
    }

    mutating func add(_ text: String) throws(FileFault) {
        self.length += text.unicodeScalars.count
        guard self.length <= FileLimits.cellCharacters else {
            throw FileFault(
                zh: "有单元格超过\(FileLimits.cellCharacters)字",
                en: "a cell has more than \(FileLimits.cellCharacters) characters")
        }
        self.whole += text
    }
}

extension String {
    /// With the characters that XML cannot hold, which programs write as _x000D_; NULs are left out.
    var withoutEscapes: String {
        guard self.utf8.contains(0x5F), self.contains("_x") else { return self }
        var result = ""
        var rest = self[...]
        while let next = rest.first {
            let code = rest.dropFirst(2).prefix(4)
            if next == "_", rest.dropFirst().first == "x", code.count == 4,
                rest.dropFirst(6).first == "_", let value = UInt32(code, radix: 16)
            {
                if value != 0, let scalar = Unicode.Scalar(value) {
                    result.unicodeScalars.append(scalar)
                }
                rest = rest.dropFirst(7)
            } else {
                result.append(next)
                rest.removeFirst()
            }
        }
        return result
    }
}
