// SPDX-License-Identifier: Apache-2.0

/// How a number is shown, as far as it changes what the number means.
enum CellFormat: Hashable, Sendable {
    /// As a number.
    case number
    /// As a day.
    case day
    /// With figures in front, as many as there are noughts in the format: 000123.
    case padded(Int)

    /// What programs have built in (ISO 29500-1, 18.8.30); 27–36 and 50–58 are days in Chinese programs.
    init(builtIn number: Int) {
        switch number {
        case 14...17, 22, 27...31, 34...36, 50...54, 57, 58: self = .day
        default: self = .number
        }
    }

    /// A format of the file's own, such as `yyyy"年"m"月"d"日";@`.
    ///
    /// It is one of days when a letter for years, months or days stands outside of what is quoted; hours and
    /// minutes alone are none.
    init(code: String) {
        var letters: Set<Character> = []
        var noughts = 0
        var others = false
        var rest = code.lowercased().prefix { $0 != ";" }[...]
        while let next = rest.popFirst() {
            switch next {
            case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
            case "\\", "_", "*": _ = rest.popFirst()
            case "[":
                // A colour or a condition, or hours that are added up: [h]:mm.
                if let first = rest.first, "hms".contains(first) { letters.insert("h") }
                rest = rest.drop { $0 != "]" }.dropFirst()
            case "0": noughts += 1
            default:
                if next.isLetter { letters.insert(next) }
                others = true
            }
        }
        if letters.contains("y") || letters.contains("d") {
            self = .day
        } else if letters.contains("m"), letters.isDisjoint(with: ["h", "s"]) {
            self = .day
        } else if !others, noughts > 1 {
            self = .padded(noughts)
        } else {
            self = .number
        }
    }
}

/// The formats of a workbook's cells, by their style.
final class CellFormats: XMLTaker {
    private(set) var byStyle: [CellFormat] = []
    private var own: [Int: CellFormat] = [:]
    private var isInCells = false

    func take(_ piece: XMLPiece) throws(FileFault) {
        switch piece {
        case .begins("numFmt", let given):
            guard let id = given["numFmtId"].flatMap({ Int($0) }), let code = given["formatCode"]
            else { return }
            try self.count(self.own.count)
            self.own[id] = CellFormat(code: code)
        case .begins("cellXfs", _): self.isInCells = true
        case .ends("cellXfs"): self.isInCells = false
        case .begins("xf", let given) where self.isInCells:
            try self.count(self.byStyle.count)
            let id = given["numFmtId"].flatMap { Int($0) } ?? 0
            self.byStyle.append(self.own[id] ?? CellFormat(builtIn: id))
        default: break
        }
    }

    private func count(_ count: Int) throws(FileFault) {
        guard count < FileLimits.formats else {
            throw FileFault(
                zh: "单元格格式超过\(FileLimits.formats)种",
                en: "there are more than \(FileLimits.formats) formats")
        }
    }
}
