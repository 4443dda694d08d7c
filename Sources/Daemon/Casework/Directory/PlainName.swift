// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore

/// Names of people and offices as lists can show them.
enum PlainName {
    /// Characters of a name: more than any office has; a list stays readable.
    static let characters = 100

    /// - Throws: ``CaseworkError`` for what is blank, too long, or holds signs that nobody sees.
    static func check(_ text: String, at path: String) throws(CaseworkError) {
        guard text == text.trimmed, !text.isEmpty else {
            throw CaseworkError.invalid(
                path, "不能为空,首尾不能有空白", "must not be blank, nor begin or end with a blank")
        }
        guard text.count <= Self.characters else {
            throw CaseworkError.invalid(
                path, "超过\(Self.characters)字", "is longer than \(Self.characters) characters")
        }
        let isSeen = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
                .privateUse:
                false
            default: true
            }
        }
        guard isSeen else {
            throw CaseworkError.invalid(
                path, "含有不可见的字符", "holds characters that cannot be seen")
        }
    }
}
