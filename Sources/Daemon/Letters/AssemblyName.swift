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
    /// An assembly of another level than the place's – 省人大 in a city – is called by the first office that the
    /// letter names with a place of that level; else it keeps its name.
    package static func full(_ name: String, in place: String, naming offices: [String] = [])
        -> String
    {
        guard let level = self.levels.first(where: { name.hasPrefix($0) }) else { return name }
        let isOwn = place.hasSuffix(level) && place.count > level.count
        let own = isOwn ? place : offices.lazy.compactMap { self.place(in: $0, level) }.first
        return own.map { $0 + name.dropFirst(level.count) } ?? name
    }

    private static let levels = ["自治区", "自治州", "自治县", "省", "市", "州", "盟", "区", "县", "旗", "镇", "乡"]

    /// The place at the beginning of an office's name: 泉州市 of 泉州市民政局, 鼓楼区 of 福州市鼓楼区民政局.
    private static func place(in office: String, _ level: String) -> String? {
        guard let end = office.firstRange(of: level)?.upperBound else { return nil }
        var name = office[..<end].dropLast(level.count)
        for higher in self.levels where higher != level {
            guard let above = name.firstRange(of: higher) else { continue }
            let isAbove = (self.rank[higher] ?? 0) < (self.rank[level] ?? 0)
            if isAbove {
                name = name[above.upperBound...]
            } else if !name.hasSuffix(higher) {
                // 漳州市 and 景德镇市 are called so, but 石门县城市管理局 is no office of a city.
                return nil
            }
        }
        return name.count > 1 ? name + level : nil
    }

    private static let rank = [
        "省": 0, "自治区": 0, "市": 1, "州": 1, "盟": 1, "自治州": 1, "区": 2, "县": 2, "旗": 2, "自治县": 2,
        "镇": 3, "乡": 3,
    ]
}
