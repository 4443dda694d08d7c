// SPDX-License-Identifier: Apache-2.0

/// Numbers that tell who somebody is and that people write into any text: no public paper has them.
package enum PersonalNumbers {
    /// The text without them.
    package static func masked(_ text: String) -> String {
        text.replacing(self.card, with: "＊＊＊").replacing(self.telephone, with: "＊＊＊")
    }

    /// Those that stand in a text.
    package static func found(in text: String) -> [String] {
        (text.matches(of: self.card).map(\.output) + text.matches(of: self.telephone).map(\.output))
            .map(String.init)
    }

    /// An identity card's number has its holder's day of birth in it (GB 11643-1999).
    private static var card: Regex<Substring> {
        /\b[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][0-9]{3}[0-9Xx]\b/
    }
    /// A mobile telephone's has eleven figures.
    private static var telephone: Regex<Substring> { /\b1[3-9][0-9]{9}\b/ }
}
