// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

/// Numbers as official papers write them.
package enum ChineseNumerals {
    private static let digits = Array("〇一二三四五六七八九")
    private static let places = ["", "十", "百", "千"]
    private static let capitals = Array("零壹贰叁肆伍陆柒捌玖")
    private static let capitalPlaces = ["", "拾", "佰", "仟"]
    private static let groups = ["", "万", "亿", "万亿"]

    /// A day: 二〇二五年三月一日.
    package static func text(of day: Day) -> String {
        let parts = day.description.split(separator: "-").map(String.init)
        guard parts.count == 3, let month = Int(parts[1]), let date = Int(parts[2]) else {
            return day.description
        }
        let year = parts[0].compactMap(\.wholeNumberValue).map { String(self.digits[$0]) }.joined()
        return "\(year)年\(self.text(of: month))月\(self.text(of: date))日"
    }

    /// A day in figures, as GB/T 9704-2012, 7.3.5.4 wants it: 2025年3月1日.
    package static func figures(of day: Day) -> String {
        let parts = day.description.split(separator: "-").compactMap { Int($0) }
        return parts.count == 3 ? "\(parts[0])年\(parts[1])月\(parts[2])日" : day.description
    }

    /// A whole number from 0 to 9999: 四十四.
    package static func text(of number: Int) -> String {
        guard (1...9_999).contains(number) else { return number == 0 ? "零" : "\(number)" }
        let text = self.group(number, in: self.digits, self.places)
        // 十二, not 一十二.
        return text.hasPrefix("一十") ? String(text.dropFirst()) : text
    }

    /// An amount in yuan, in capitals (正确填写票据和结算凭证的基本规定): 壹仟零伍元叁角整.
    ///
    /// - Returns: nil for a negative one, for one of more than two places, and from 10¹⁶ on.
    package static func capitals(of amount: ExactNumber) -> String? {
        let parts = amount.description.split(separator: ".").map(String.init)
        guard amount >= .zero, let whole = parts.first, whole.count <= 16 else { return nil }
        let fraction = parts.count > 1 ? parts[1] : ""
        guard fraction.count <= 2 else { return nil }
        let cents = (fraction + "00").prefix(2).compactMap(\.wholeNumberValue)
        let yuan = self.capitals(ofWhole: Array(whole).compactMap(\.wholeNumberValue))
        let (jiao, fen) = (cents[0], cents[1])
        if jiao == 0, fen == 0 { return "\(yuan.isEmpty ? "零" : yuan)元整" }
        var text = yuan.isEmpty ? "" : "\(yuan)元"
        if jiao > 0 { text += "\(self.capitals[jiao])角" } else if !text.isEmpty { text += "零" }
        return fen > 0 ? "\(text)\(self.capitals[fen])分" : "\(text)整"
    }

    private static func capitals(ofWhole digits: [Int]) -> String {
        let count = (digits.count + 3) / 4
        var text = ""
        var isGapBefore = false
        for index in 0..<count {
            let start = digits.count - (count - index) * 4
            let number = digits[max(0, start)..<(start + 4)].reduce(0) { $0 * 10 + $1 }
            guard number > 0 else {
                isGapBefore = !text.isEmpty
                continue
            }
            if !text.isEmpty, isGapBefore || number < 1_000 { text += "零" }
            text += self.group(number, in: self.capitals, self.capitalPlaces)
            text += self.groups[count - 1 - index]
            isGapBefore = false
        }
        return text
    }

    /// Four digits.
    private static func group(
        _ number: Int, in digits: [Character], _ places: [String]
    ) -> String {
        var (text, isGap) = ("", false)
        for place in stride(from: 3, through: 0, by: -1) {
            let unit = (0..<place).reduce(1) { value, _ in value * 10 }
            let digit = number / unit % 10
            if digit == 0 {
                isGap = !text.isEmpty
            } else {
                text += (isGap ? "零" : "") + String(digits[digit]) + places[place]
                isGap = false
            }
        }
        return text
    }
}
