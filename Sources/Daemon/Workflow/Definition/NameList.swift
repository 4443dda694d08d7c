// SPDX-License-Identifier: Apache-2.0

/// Names written into one text: 张三、李四, 李四 王五, 李 明,王五等5名代表.
package struct NameList: Hashable, Sendable {
    /// Each name, without the blanks between its characters.
    package private(set) var names: [String] = []
    /// How many there are beside or with them, as it is written: 等5名代表; nil when nothing is said.
    package private(set) var others: String?

    /// That number; nil where it is a word only: 等代表.
    package var count: Int? {
        guard let others else { return nil }
        let written = others.dropFirst().prefix { "百十一二三四五六七八九0123456789０１２３４５６７８９".contains($0) }
        if let number = Int(Folding.narrow(String(written))) { return number }
        guard !written.isEmpty else { return nil }
        var (total, digit) = (0, 0)
        for character in written {
            switch character {
            case "百": (total, digit) = (total + max(1, digit) * 100, 0)
            case "十": (total, digit) = (total + max(1, digit) * 10, 0)
            default:
                digit = (Array("一二三四五六七八九").firstIndex(of: character) ?? -1) + 1
            }
        }
        return total + digit
    }

    private static let separators: Set<Character> = ["、", ",", "，", ";", "；", "|", "\n"]

    /// The names that a text lists.
    package init(_ text: String) {
        for piece in text.split(whereSeparator: NameList.separators.contains) {
            let (named, others) = NameList.withoutCount(String(piece))
            self.others = others ?? self.others
            for name in NameList.toldApart(named) where !name.isEmpty { self.names.append(name) }
        }
    }

    /// Whether it lists persons by Chinese names, and so blanks and commas divide it.
    package var isOfPersons: Bool {
        !self.names.isEmpty && self.names.allSatisfy(NameList.isPersonal)
    }

    /// 王五等5名代表 is 王五, and says 等5名代表.
    private static func withoutCount(_ piece: String) -> (name: String, others: String?) {
        let number = /等 ?[0-9０-９一二三四五六七八九十百]+ ?[名位人](人大代表|政协委员|代表|委员|同志)?\s*$/
        let word = /等(人大代表|政协委员|代表|委员|同志|人)\s*$/
        guard let range = piece.firstRange(of: number) ?? piece.firstRange(of: word) else {
            return (piece, nil)
        }
        let others = piece[range].filter { !$0.isWhitespace }
        return (String(piece[..<range.lowerBound]), String(others))
    }

    /// A blank divides two names, and stands inside one where a character alone would be left.
    private static func toldApart(_ piece: String) -> [String] {
        let words = piece.split(whereSeparator: \.isWhitespace).map(String.init)
        let whole = words.joined(separator: " ")
        guard words.count > 1, words.allSatisfy({ $0.count == 1 || NameList.isPersonal($0) }),
            words.allSatisfy({ $0.allSatisfy(NameList.isHan) })
        else { return [whole] }
        var names: [String] = []
        var alone: [String] = []
        for word in words {
            if word.count == 1 {
                alone.append(word)
            } else if alone.count == 1 {
                names.append(alone[0] + word)
                alone = []
            } else {
                guard let parted = NameList.parted(alone) else { return [whole] }
                names += parted + [word]
                alone = []
            }
        }
        guard let parted = NameList.parted(alone) else { return [whole] }
        return names + parted
    }

    /// Characters that stand alone: three are one name, an even number are names of two.
    private static func parted(_ characters: [String]) -> [String]? {
        if characters.count == 3 { return [characters.joined()] }
        guard characters.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: characters.count, by: 2).map {
            characters[$0] + characters[$0 + 1]
        }
    }

    /// Two to four Chinese characters, or more with a dot between them.
    private static func isPersonal(_ name: String) -> Bool {
        let parts = name.split(whereSeparator: { "·•".contains($0) })
        return parts.allSatisfy { $0.allSatisfy(NameList.isHan) }
            && (parts.count > 1 ? name.count <= 20 : (2...4).contains(name.count))
    }

    private static func isHan(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { $0.properties.isIdeographic }
    }
}
