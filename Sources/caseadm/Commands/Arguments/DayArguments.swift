// SPDX-License-Identifier: Apache-2.0
package import CaseProto
internal import CaseadmText

/// Reads days and spans of days as they are typed.
package enum DayArguments {
    /// A day as it was typed: the daemon reads it, since it knows what day it is.
    ///
    /// Empty stays empty.
    package static func day(_ text: String?) -> String { text ?? "" }

    /// `A..B`: the days d with A ≤ d < B.
    package static func interval(_ text: String) throws(Failure) -> V1.Interval {
        guard let dots = text.firstRange(of: "..") else {
            throw .usage(
                Text(
                    zh: "“\(text)”不是起止日期:请写成 2025-04-01..2025-04-10(止日不含)。",
                    en: "'\(text)' is no interval: write 2025-04-01..2025-04-10 (end left out)"))
        }
        let from = day(String(text[..<dots.lowerBound]))
        let to = day(String(text[dots.upperBound...]))
        let isTurned = CivilDay(from) != nil && CivilDay(to) != nil && from >= to
        guard !from.isEmpty, !to.isEmpty, !isTurned else {
            throw .usage(
                Text(
                    zh: "“\(text)”:起止两日都要写,止日须在起日之后。",
                    en: "'\(text)': both days are needed, the end after the start"))
        }
        return V1.Interval(from: from, to: to)
    }

    /// `7d`, `2w`, `7`: days.
    package static func span(_ text: String) throws(Failure) -> Int {
        let digits = text.prefix { $0.wholeNumberValue != nil }
        let unit = text.dropFirst(digits.count).filter { $0 != " " }
        let plain = digits.compactMap(\.wholeNumberValue).map(String.init).joined()
        guard let count = Int(plain), count <= longest else { throw badSpan(text) }
        switch unit {
        case "", "d", "day", "days", "天", "日": return count
        case "w", "week", "weeks", "周": return count * 7
        default: throw badSpan(text)
        }
    }

    /// Ten years: what falls due later is in no calendar.
    private static let longest = 3_660

    private static func badSpan(_ text: String) -> Failure {
        .usage(
            Text(
                zh: "“\(text)”不是天数:请写成 7天 或 2周。",
                en: "'\(text)' is no span of days: write 7d or 2w"))
    }

    /// `EVENT=DATE`; an empty date says that the source does not give it.
    package static func fact(_ text: String) throws(Failure) -> V1.Fact {
        let (event, date) = try FieldArguments.pair(text)
        return V1.Fact(event: event, happenedOn: day(date))
    }
}
