// SPDX-License-Identifier: Apache-2.0

/// Numbers and days in Arabic and Chinese numerals.
package enum Numerals {
    private static let digits: [UInt32: Int] = {
        var result: [UInt32: Int] = [:]
        for (value, spellings) in ["〇零○Oo", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]
            .enumerated()
        {
            for code in Code.codes(spellings) { result[code] = value }
        }
        for value in 0...9 { result[UInt32(0x30 + value)] = value }
        return result
    }()
    private static let ten = Code.codes("十拾")
    private static let hundred = Code.codes("百佰")

    static func digit(_ code: UInt32) -> Int? { digits[code] }

    static func isNumeral(_ code: UInt32) -> Bool {
        digits[code] != nil && !Code.isLatin(code) || ten.contains(code) || hundred.contains(code)
    }

    /// A number as letters write it: up to 999, or a year digit by digit; nil when it is none.
    package static func number(_ text: some StringProtocol) -> Int? {
        small(text.unicodeScalars.map(\.value))
    }

    /// A number up to 999, as 12, 十二 or 一百零三; nil when it is none.
    static func small(_ codes: some Collection<UInt32>) -> Int? {
        guard !codes.isEmpty, codes.count <= 6 else { return nil }
        if codes.allSatisfy({ digits[$0] != nil }) {
            return codes.reduce(0) { $0 * 10 + (digits[$1] ?? 0) }
        }
        var total = 0
        var pending: Int?
        for code in codes {
            if let digit = digits[code] {
                pending = digit
            } else if ten.contains(code) {
                total += (pending ?? 1) * 10
                pending = nil
            } else if hundred.contains(code) {
                total += (pending ?? 1) * 100
                pending = nil
            } else {
                return nil
            }
        }
        return total + (pending ?? 0)
    }

    /// The day in ISO form, nil when there is no such day.
    static func iso(year: Int, month: Int, day: Int) -> String? {
        guard (1949...2199).contains(year), (1...12).contains(month) else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day >= 1, day <= lengths[month - 1] else { return nil }
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}
