// SPDX-License-Identifier: Apache-2.0

/// A moment for people: the daemon tells UTC, offices live by China's time.
package enum Moment {
    /// `2025-04-01T01:05:00.000Z` as `2025-04-01 09:05`; anything else as it came.
    package static func local(_ text: String) -> String {
        let parts = text.split(separator: "T")
        guard parts.count == 2, parts[1].hasSuffix("Z"), let day = CivilDay(String(parts[0])) else {
            return text
        }
        let clock = parts[1].split(separator: ":")
        guard clock.count == 3, let hours = Int(clock[0]), let minutes = Int(clock[1]) else {
            return text
        }
        let shifted = hours + Self.offset
        let hour = String(shifted % 24)
        let minute = String(minutes)
        return "\(day.advanced(days: shifted / 24)) "
            + (hour.count < 2 ? "0" : "") + hour + ":" + (minute.count < 2 ? "0" : "") + minute
    }

    /// Hours that China's time is ahead.
    private static let offset = 8
}
