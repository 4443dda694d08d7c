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

    /// The name with the place, where a letter leaves it out: 市人大 in 泉州市 is 泉州市人大.
    ///
    /// An assembly of another level than the place's – 省人大 in a city – keeps its name.
    package static func full(_ name: String, in place: String) -> String {
        let levels = ["自治区", "自治州", "自治县", "省", "市", "州", "盟", "区", "县", "旗", "镇", "乡"]
        guard let level = levels.first(where: { name.hasPrefix($0) }), place.hasSuffix(level),
            place.count > level.count
        else { return name }
        return place + name.dropFirst(level.count)
    }
}
