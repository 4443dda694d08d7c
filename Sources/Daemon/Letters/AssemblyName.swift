// SPDX-License-Identifier: Apache-2.0

/// The assembly that a session is one of: the 市人大 of 市十七届人大四次会议.
package enum AssemblyName {
    private static let numerals = Set("〇零一二三四五六七八九十百0123456789第")

    /// The session's name without 会议, and without the numbers of its term (届) and sitting (次).
    package static func of(session: String) -> String {
        var rest = session
        let meeting = "会议"
        if rest.hasSuffix(meeting) { rest.removeLast(meeting.count) }
        for unit in ["届", "次"] {
            guard let end = rest.firstRange(of: unit) else { continue }
            var start = end.lowerBound
            while start > rest.startIndex, Self.numerals.contains(rest[rest.index(before: start)]) {
                start = rest.index(before: start)
            }
            rest.removeSubrange(start..<end.upperBound)
        }
        return rest
    }
}
