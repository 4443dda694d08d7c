// SPDX-License-Identifier: Apache-2.0

/// 统一社会信用代码: eighteen characters, of which the last checks the others (GB 32100-2015).
///
/// What is much shorter is a number of another kind, such as an old certificate's, and is kept as it is.
package enum OrganisationCode {
    /// What is wrong with a code.
    package enum Fault: Hashable, Sendable {
        /// A spreadsheet made a number of it: 5.13E+17.
        case madeANumber
        /// It has so many characters.
        case length(Int)
        /// This character stands in no code: I, O, S, V, Z and what is no letter and no figure.
        case character(Character)
        /// By the others the last character would be this one.
        case check(expected: Character)
    }

    /// The characters in the order of their values, 0 to 30.
    private static let characters = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    /// The base of the weights: the place's power of it, modulo the number of characters.
    private static let base = 3
    private static let length = 18
    /// What has so many characters was meant to be one; fifteen had the registration numbers of before.
    private static let meant = 16...21

    /// The code in plain width and upper case, without blanks.
    package static func normal(_ text: String) -> String {
        Folding.key(text)
    }

    /// What is wrong with a normal code; nil when nothing is, or when it is a number of another kind.
    package static func fault(in code: String) -> Fault? {
        if code.wholeMatch(of: /[0-9]([.][0-9]+)?E[+]?[0-9]+/) != nil { return .madeANumber }
        guard self.meant.contains(code.count) else { return nil }
        guard code.count == self.length else { return .length(code.count) }
        var sum = 0
        var weight = 1
        for character in code.dropLast() {
            guard let value = self.characters.firstIndex(of: character) else {
                return .character(character)
            }
            sum += value * weight
            weight = weight * self.base % self.characters.count
        }
        let expected = self.characters[
            (self.characters.count - sum % self.characters.count) % self.characters.count]
        guard let last = code.last, last != expected else { return nil }
        guard self.characters.contains(last) else { return .character(last) }
        // A spreadsheet keeps fifteen figures of a number, and makes noughts of the others.
        let isRounded = code.allSatisfy(\.isNumber) && code.hasSuffix("000")
        return isRounded ? .madeANumber : .check(expected: expected)
    }
}

extension OrganisationCode.Fault {
    /// The fault and what to do, for people.
    func sentence(of code: String) -> Label {
        switch self {
        case .madeANumber:
            Label(
                "“\(code)”被表格软件当作数字改坏了:请把该列设为文本,重新填写统一社会信用代码",
                "“\(code)” was made a number by a spreadsheet: set the column to text and enter the code anew"
            )
        case .length(let count):
            Label(
                "统一社会信用代码应为18位,现为\(count)位:“\(code)”",
                "an organisation code has 18 characters, “\(code)” has \(count)")
        case .character(let character):
            Label(
                "统一社会信用代码不用字符“\(character)”:“\(code)”",
                "no organisation code has the character “\(character)”: “\(code)”")
        case .check(let expected):
            Label(
                "“\(code)”的校验码不符(按前17位应为\(expected)),请核对",
                "the check character of “\(code)” is wrong (by the others it would be \(expected)); look at the code again"
            )
        }
    }
}
