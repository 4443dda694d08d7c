// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import WorkCalendar
package import Workflow

/// A day as somebody wrote it.
package struct WrittenDay: Hashable, Sendable {
    /// The day.
    package var day: Day
    /// What was taken for granted, told in the answer: the year of a day that names none.
    package var remark: Label?
}

/// Values as people write them at a form or a command line, in the form that fields keep.
///
/// What a cell of a spreadsheet may say (``CellText``) may be typed too; beside it whoever types knows
/// what day it is. What is not understood stays as it is, and the field refuses it.
package struct WrittenValue: Sendable {
    /// The day on which it is written.
    let today: Day

    /// Values written on a day.
    package init(on today: Day) {
        self.today = today
    }

    /// A day: what a cell may say, 今天, 明天, 昨天, or a month and a day.
    ///
    /// - Parameter isPast: it cannot lie ahead, so that a day without a year is the last such day; else it
    ///   is that of this year.
    package func day(_ text: String, isPast: Bool) -> WrittenDay? {
        let plain = Folding.narrow(text).trimmed
        if let day = Day(plain) { return WrittenDay(day: day) }
        if let days = WrittenValue.relative[plain.lowercased()] {
            return WrittenDay(day: self.today.adding(days: days))
        }
        let parts = plain.split { "/.-月".contains($0) }.map { String($0).trimmed }
        let isOfMonth = plain.hasSuffix("日") || plain.hasSuffix("号") || !plain.contains("月")
        if parts.count == 2, isOfMonth, let day = self.day(withoutYear: parts, isPast: isPast) {
            return WrittenDay(
                day: day, remark: Label("“\(plain)”按\(day)办理", "“\(plain)” is taken for \(day)"))
        }
        return CellText.day(text.trimmed).map { WrittenDay(day: $0) }
    }

    /// A value in the form of its field; a choice by what it is called.
    ///
    /// - Returns: the value, and what was taken for granted in it.
    /// - Throws: ``CaseworkError`` when a word means several options.
    func value(
        _ value: Value, of field: FieldDefinition, among options: [ChoiceOption]
    ) throws(CaseworkError) -> (value: Value, remarks: [Label]) {
        var remarks: [Label] = []
        func one(_ text: String) throws(CaseworkError) -> String {
            if !options.isEmpty { return try self.option(text, of: field, among: options) }
            if field.type.element == .date {
                guard let written = self.day(text, isPast: field.restrictions.isPast) else {
                    return text
                }
                if let remark = written.remark { remarks.append(remark) }
                return written.day.description
            }
            return WrittenValue.plain(text, field.type.element)
        }
        switch value {
        case .text(let text):
            // A list in one text is divided where its items have words of their own.
            let isDivided = !options.isEmpty || field.type.element == .date
            guard case .list = field.type, isDivided, text.contains("、") else {
                return (.text(try one(text)), remarks)
            }
            var items: [Value] = []
            for item in text.split(separator: "、") { items.append(.text(try one(String(item)))) }
            return (.list(items), remarks)
        case .list(let items):
            var read: [Value] = []
            for item in items {
                if case .text(let text) = item {
                    read.append(.text(try one(text)))
                } else {
                    read.append(item)
                }
            }
            return (.list(read), remarks)
        case .record:
            return (value, [])
        }
    }

    /// A number, an amount, yes or no, in plain form; other text as it is.
    package static func plain(_ text: String, _ type: FieldType) -> String {
        switch type {
        case .boolean:
            switch Folding.narrow(text).trimmed.lowercased() {
            case "是", "有", "对", "yes", "y", "1", "true": return "true"
            case "否", "无", "不是", "no", "n", "0", "false": return "false"
            default: return text
            }
        case .integer: return Int64(text) == nil ? CellText.number(text.trimmed) : text
        case .decimal, .amount: return WrittenValue.amount(text.trimmed)
        default: return text
        }
    }

    /// An amount: 3000, 1,200.50元, ￥1,200, 3万元, 1.5万, 2亿元, 三万元.
    private static func amount(_ text: String) -> String {
        guard ExactNumber(text) == nil else { return text }
        var plain = Folding.narrow(text)
        for mark in ["人民币", "¥", "￥"] where plain.hasPrefix(mark) {
            plain.removeFirst(mark.count)
        }
        for unit in ["元整", "圆整", "元", "圆"] where plain.hasSuffix(unit) {
            plain.removeLast(unit.count)
            break
        }
        plain = plain.trimmed
        guard let unit = WrittenValue.units.first(where: { plain.hasSuffix($0.word) }) else {
            let number = CellText.number(plain)
            return ExactNumber(number) == nil ? text : number
        }
        let count = CellText.number(String(plain.dropLast()).trimmed)
        guard let number = ExactNumber(count) else { return text }
        return (number * ExactNumber(unit.size)).description
    }

    private func option(
        _ text: String, of field: FieldDefinition, among options: [ChoiceOption]
    ) throws(CaseworkError) -> String {
        let vocabulary = NamedList(options).vocabulary
        switch vocabulary.meaning(of: text) {
        case .name(let name): return name
        case .several(let terms):
            throw .several(text, terms, at: Remedy.Term(field.name, field.labels))
        case .unknown: return text
        }
    }

    /// A day of the month that is meant: `2025-05`, 2025年5月, 5月, 本月, 上月, or any day of it.
    package func month(_ text: String) -> Day? {
        let plain = Folding.narrow(text).trimmed
        switch plain {
        case "本月": return self.today
        case "上月": return self.today.firstOfMonth.adding(days: -1)
        default: break
        }
        return [plain, plain + "-01", plain + "1日"].lazy
            .compactMap { self.day($0, isPast: true)?.day }.first
    }

    private func day(withoutYear parts: [String], isPast: Bool) -> Day? {
        let last =
            parts[1].hasSuffix("日") || parts[1].hasSuffix("号") ? parts[1].dropLast() : parts[1][...]
        guard let month = CellText.count(parts[0]), let date = CellText.count(String(last)) else {
            return nil
        }
        let day = Day(year: self.today.year, month: month, day: date)
        // A day that lies a little ahead is a slip, not a year ago: it is refused as what it is.
        let slip = self.today.adding(days: Self.nearlyPast)
        guard isPast, day.map({ $0 > slip }) ?? true else { return day }
        return Day(year: self.today.year - 1, month: month, day: date) ?? day
    }

    /// So many days ahead a day without a year is taken for this year's, though it cannot lie ahead.
    private static let nearlyPast = 31

    private static let relative = [
        "今天": 0, "今日": 0, "today": 0, "明天": 1, "明日": 1, "tomorrow": 1, "昨天": -1, "昨日": -1,
        "yesterday": -1, "后天": 2, "前天": -2,
    ]

    private static let units: [(word: String, size: Int)] = [
        ("亿", 100_000_000), ("万", 10_000), ("千", 1_000),
    ]
}
