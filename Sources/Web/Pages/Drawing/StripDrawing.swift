// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText

/// The days of a period as a strip: which are counted, which are not, and why.
///
/// A table beside it says the same in words.
struct StripDrawing {
    private let days: [V1.CountedDay]
    private let due: String
    private let today: String?
    private let language: Language
    private static let perRow = 31
    private static let size = 20.0

    /// - Parameters:
    ///   - due: the last day of the period, which is marked.
    ///   - today: is framed, where it is given.
    init(
        _ days: [V1.CountedDay], until due: String, today: String? = nil, _ language: Language
    ) {
        self.days = days
        self.due = due
        self.today = today
        self.language = language
    }

    var svg: String {
        guard !self.days.isEmpty else { return "" }
        let rows = (self.days.count + Self.perRow - 1) / Self.perRow
        let width = Double(min(self.days.count, Self.perRow)) * Self.size
        let height = Double(rows) * (Self.size + 4)
        let title = Text(zh: "逐日:\(self.days.count)天", en: "Day by day: \(self.days.count) days")(
            self.language)
        var text =
            "<svg class=\"strip\" role=\"img\" viewBox=\"0 0 \(number(width)) \(number(height))\" width=\"\(number(width))\" height=\"\(number(height))\"><title>\(escaped(title))</title>"
        for (index, day) in self.days.enumerated() {
            let x = Double(index % Self.perRow) * Self.size
            let y = Double(index / Self.perRow) * (Self.size + 4)
            let word = "\(day.date) \(Words.dayKind(day.kind)(self.language)) \(day.holiday)"
            // Where a month begins it is told which.
            let parts = day.date.split(separator: "-").compactMap { Int($0) }
            let short =
                parts.count == 3 && parts[2] == 1
                ? "\(parts[1])/1" : String(day.date.suffix(2))
            let marks =
                (day.date == self.due ? " end" : "") + (day.date == self.today ? " today" : "")
            text +=
                "<g class=\"day \(escaped(day.kind))\(marks)\"><title>\(escaped(word))</title><rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(Self.size - 1))\" height=\"\(number(Self.size))\"/><text x=\"\(number(x + Self.size / 2))\" y=\"\(number(y + 14))\" text-anchor=\"middle\">\(escaped(short))</text></g>"
        }
        return text + "</svg>"
    }
}

/// Rates of several offices as bars beside each other; a table beside it has the figures.
struct BarsDrawing {
    /// A bar: its label, how much of what.
    struct Bar {
        var label: String
        var part: Int32
        var whole: Int32
    }

    private let bars: [Bar]
    private let title: String

    init(_ bars: [Bar], called title: String) {
        self.bars = bars
        self.title = title
    }

    var svg: String {
        guard !self.bars.isEmpty else { return "" }
        let height = Double(self.bars.count) * 26 + 4
        var text =
            "<svg class=\"bars\" role=\"img\" viewBox=\"0 0 640 \(number(height))\"><title>\(escaped(self.title))</title>"
        for (index, bar) in self.bars.enumerated() {
            let y = Double(index) * 26 + 4
            let rate = bar.whole > 0 ? Double(bar.part) / Double(bar.whole) : 0
            let told = bar.whole > 0 ? "\(Int((rate * 100).rounded()))%" : "—"
            text +=
                "<text x=\"170\" y=\"\(number(y + 15))\" text-anchor=\"end\">\(escaped(bar.label))</text><rect class=\"ground\" x=\"180\" y=\"\(number(y))\" width=\"400\" height=\"20\"/><rect class=\"bar\" x=\"180\" y=\"\(number(y))\" width=\"\(number(400 * rate))\" height=\"20\"/><text x=\"588\" y=\"\(number(y + 15))\">\(told)</text>"
        }
        return text + "</svg>"
    }
}
