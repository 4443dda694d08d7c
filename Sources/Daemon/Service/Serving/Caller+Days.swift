// SPDX-License-Identifier: Apache-2.0
internal import Casework
internal import CaseworkCore
internal import WorkCalendar
internal import Workflow

// Days as a caller writes them: what a cell of a list may say, and what is said of today.
extension Caller {
    /// A day; nil where none is given.
    ///
    /// - Parameter isPast: it cannot lie ahead: without a year it is the last such day.
    /// - Throws: ``CaseworkError`` when it is no day.
    func day(_ text: String, _ path: String, isPast: Bool = false) throws(CaseworkError) -> Day? {
        try self.written(text, path, isPast: isPast)?.day
    }

    /// From when cases are looked at.
    ///
    /// - Throws: ``CaseworkError`` for a day that has not come: nobody knows how things stand then.
    func vantage(asOf: String, knownOn: String) throws(CaseworkError) -> Vantage {
        let vantage = Vantage(
            asOf: try self.day(asOf, "as_of", isPast: true),
            knownOn: try self.day(knownOn, "known_on", isPast: true))
        let ahead = [vantage.asOf, vantage.knownOn].compactMap(\.self).first { $0 > self.today }
        if let ahead {
            throw .invalid(
                vantage.asOf == ahead ? "as_of" : "known_on",
                "\(ahead)还没有到,今天是\(self.today)",
                "\(ahead) has not come: today is \(self.today)")
        }
        return vantage
    }

    /// A day of the month that is meant; today where nothing is said.
    func month(_ text: String, _ path: String) throws(CaseworkError) -> Day {
        if text.isEmpty { return self.today }
        guard let day = WrittenValue(on: self.today).month(text) else {
            throw .invalid(
                path, "“\(text)”不是月份;可写 2025-05、2025年5月、本月、上月",
                "“\(text)” is no month: write it as 2025-05")
        }
        return day
    }

    /// The same, with what was taken for granted.
    func written(
        _ text: String, _ path: String, isPast: Bool
    ) throws(CaseworkError) -> WrittenDay? {
        guard !text.isEmpty else { return nil }
        guard let day = WrittenValue(on: self.today).day(text, isPast: isPast) else {
            throw WireValues.badDay(path, text)
        }
        return day
    }
}
