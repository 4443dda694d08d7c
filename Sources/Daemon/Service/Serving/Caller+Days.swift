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
