// SPDX-License-Identifier: Apache-2.0
internal import Letters

extension CellText {
    /// A small number in figures or Chinese numerals: 4, 四, 十二.
    static func count(_ text: String) -> Int? { Int(text) ?? Numerals.number(text) }
}
