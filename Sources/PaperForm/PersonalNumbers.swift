// SPDX-License-Identifier: Apache-2.0

/// Numbers that tell who somebody is and that people write into any text: no public paper has them.
package enum PersonalNumbers {
    /// The text without them.
    package static func masked(_ text: String) -> String {
        text.replacing(self.card, with: "＊＊＊").replacing(self.telephone, with: "＊＊＊")
    }

    /// An identity card's number has its holder's day of birth in it (GB 11643-1999).
    private static var card: Regex<Substring> {
        /\b[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][0-9]{3}[0-9Xx]\b/
    }
    /// A mobile telephone's has eleven figures.
    private static var telephone: Regex<Substring> { /\b1[3-9][0-9]{9}\b/ }

    /// Those that stand in a text, however they are written: in figures of full width or in Chinese numerals, with
    /// blanks, strokes or ends of lines between them.
    package static func found(in text: String) -> [String] {
        self.runs(in: text).flatMap(self.found)
    }

    /// What may stand between the figures of one number.
    private static let between: Set<Character> = [
        " ", "\u{A0}", "\u{3000}", "\t", "\n", "\r", "\r\n", "-", "‐", "‑", "–", "—", "－", ".", "·",
        "(",
        ")", "（", "）",
    ]
    private static let numerals: [Character: Character] = [
        "〇": "0", "零": "0", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7",
        "八": "8",
        "九": "9",
    ]

    /// The figure that a character is; X only ends an identity card's number.
    private static func figure(_ character: Character) -> Character? {
        if let numeral = self.numerals[character] { return numeral }
        if let value = character.wholeNumberValue, (0...9).contains(value) {
            return Character(String(value))
        }
        return ["X", "x", "Ｘ", "ｘ"].contains(character) ? "X" : nil
    }

    /// Groups of figures that stand together, each with what stands apart within it.
    private static func runs(in text: String) -> [[String]] {
        var (runs, groups, group) = ([[String]](), [String](), "")
        func isPart(_ character: Character) -> Bool { self.between.contains(character) }
        for character in text {
            if let figure = self.figure(character) {
                group.append(figure)
            } else if isPart(character) {
                if !group.isEmpty { groups.append(group) }
                group = ""
            } else {
                if !group.isEmpty { groups.append(group) }
                if !groups.isEmpty { runs.append(groups) }
                (groups, group) = ([], "")
            }
        }
        if !group.isEmpty { groups.append(group) }
        if !groups.isEmpty { runs.append(groups) }
        return runs
    }

    /// Any of the groups, or several that follow each other, may be a number.
    private static func found(_ groups: [String]) -> [String] {
        var found: [String] = []
        for first in groups.indices {
            var number = ""
            for next in groups[first...] {
                number += next
                if number.count > 21 { break }
                if self.isPersonal(number) { found.append(number) }
            }
        }
        return found
    }

    private static func isPersonal(_ number: String) -> Bool {
        if number.wholeMatch(of: /(?:86)?1[3-9][0-9]{9}/) != nil { return true }
        // 62: banks of China; sixteen to nineteen figures of which the last checks the others.
        if number.wholeMatch(of: /62[0-9]{14,17}/) != nil { return self.isBankCard(number) }
        // Of before 1999 with two figures for the year and no check.
        if number.wholeMatch(of: /[1-9][0-9]{7}(?:0[1-9]|1[0-2])[0-3][0-9][0-9]{3}/) != nil {
            return true
        }
        let isDated =
            number.wholeMatch(
                of: /[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][0-9]{3}[0-9X]/)
            != nil
        return isDated && !self.isOrganisation(number)
    }

    /// Luhn's check (ISO/IEC 7812-1).
    private static func isBankCard(_ number: String) -> Bool {
        let figures = number.reversed().compactMap(\.wholeNumberValue)
        let sum = figures.enumerated().reduce(0) { sum, figure in
            let (place, value) = figure
            let doubled = place % 2 == 1 ? value * 2 : value
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
        return sum % 10 == 0
    }

    /// An organisation's code may look like an identity card's number: its own last character tells (GB 32100-2015).
    private static func isOrganisation(_ number: String) -> Bool {
        let characters = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        var (sum, weight) = (0, 1)
        for character in number.dropLast() {
            sum += (characters.firstIndex(of: character) ?? 0) * weight
            weight = weight * 3 % 31
        }
        return number.last == characters[(31 - sum % 31) % 31]
    }
}
