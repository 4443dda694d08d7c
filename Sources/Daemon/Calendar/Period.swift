// SPDX-License-Identifier: Apache-2.0

/// A length of time as laws give it: 3 months, 5 working days, 15 days, 2 years.
package struct Period: Hashable, Sendable, CustomStringConvertible {
    /// The unit a period is counted in.
    package enum Unit: String, Hashable, Sendable, CaseIterable {
        case days = "day"
        case workingDays = "working day"
        case months = "month"
        case years = "year"
    }

    /// How many units, never negative.
    package let count: Int
    /// The unit.
    package let unit: Unit

    /// A period of so many units.
    package init(_ count: Int, _ unit: Unit) {
        self.count = count
        self.unit = unit
    }

    /// Reads `3 months`, `1 month`, `5 working days`, `5 workdays`; nil for anything else or a
    /// count above ``CalendarLimits/longestPeriod``.
    package init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count >= 2, let count = Int(parts[0]), count >= 0,
            count <= CalendarLimits.longestPeriod
        else { return nil }
        var name = parts.dropFirst().joined(separator: " ")
        if name == "workday" || name == "workdays" {
            name = name.hasSuffix("s") ? "working days" : "working day"
        }
        let singular = name.hasSuffix("s") ? String(name.dropLast()) : name
        guard let unit = Unit(rawValue: singular) else { return nil }
        self.init(count, unit)
    }

    /// As it stands in the rulebook: `3 months`.
    package var description: String {
        "\(self.count) \(self.unit.rawValue)\(self.count == 1 ? "" : "s")"
    }

    /// Reads it as people write it in Chinese: `3个月`, `5个工作日`, `15日`, `2年`; nil for anything else.
    package init?(chinese text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int(digits), count <= CalendarLimits.longestPeriod else { return nil }
        var name = text.dropFirst(digits.count)
        if name.hasPrefix("个") { name = name.dropFirst() }
        let unit: Unit? =
            switch name {
            case "日", "天": .days
            case "工作日": .workingDays
            case "月": .months
            case "年": .years
            default: nil
            }
        guard let unit else { return nil }
        self.init(count, unit)
    }

    /// In Chinese: `3个月`, `5个工作日`.
    package var chinese: String {
        switch self.unit {
        case .days: "\(self.count)日"
        case .workingDays: "\(self.count)个工作日"
        case .months: "\(self.count)个月"
        case .years: "\(self.count)年"
        }
    }
}
