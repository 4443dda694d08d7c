// SPDX-License-Identifier: Apache-2.0

/// The limits of reading, in characters without blanks, and why they are what they are.
enum Limits {
    /// Longer texts are refused: the longest reply letters seen are under 60,000 bytes.
    static let textBytes = 500_000
    /// Letterhead, heading and salutation stand within this; web pages put some navigation first.
    static let head = 1_200
    /// The salutation of a joint item with some thirty names.
    static let salutation = 220
    /// The opening paragraph: quotes the title, names the co-handlers.
    static let opening = 420
    /// The longest title of an item.
    static let title = 120
    /// The longest name of an office.
    static let office = 40
    /// The longest list of offices that get copies.
    static let copies = 500
    /// The shortest answer of a form; less is a remark such as 已办结.
    static let answer = 15
    /// Parties of a notice: the longest lists that are published have some hundreds.
    static let parties = 1_000
    /// Parties whose names may stand before what they did; a list of more says it of all together.
    static let subjects = 20
    /// Labels of one kind, places where a ground may begin, penalties: a notice has a few of each.
    static let candidates = 100
    /// The longest item number, as B-20250123.
    static let number = 24
}
