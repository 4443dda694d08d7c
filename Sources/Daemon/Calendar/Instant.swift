// SPDX-License-Identifier: Apache-2.0

/// A moment, to the millisecond, in UTC.
package struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let milliseconds: Int64

    /// A moment so many milliseconds after 1970.
    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static func < (a: Instant, b: Instant) -> Bool {
        a.milliseconds < b.milliseconds
    }

    /// ISO 8601: `2025-05-06T02:03:04.123Z`.
    package var description: String {
        let (day, rest) = self.milliseconds.quotientAndFloorRemainder(86_400_000)
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let fraction = rest % 1000
        let padding = fraction < 10 ? "00" : (fraction < 100 ? "0" : "")
        return "\(Day(number: Int(day)))T\(two(rest / 3_600_000)):\(two(rest / 60_000 % 60)):"
            + "\(two(rest / 1000 % 60)).\(padding)\(fraction)Z"
    }

    /// Reads `2025-05-06T02:03:04Z`, with or without a fraction, or with an offset such as
    /// `+08:00`; nil for anything else.
    package init?(_ text: String) {
        let halves = text.split(separator: "T", maxSplits: 1)
        guard halves.count == 2, let day = Day(halves[0]) else { return nil }
        var time = halves[1]
        var offset: Int64 = 0
        if time.hasSuffix("Z") {
            time = time.dropLast()
        } else if let sign = time.lastIndex(where: { $0 == "+" || $0 == "-" }) {
            let parts = time[time.index(after: sign)...].split(separator: ":")
            guard parts.count == 2, let hours = Int64(parts[0]), let minutes = Int64(parts[1]),
                hours <= 14, minutes < 60
            else { return nil }
            offset = (hours * 60 + minutes) * 60_000 * (time[sign] == "+" ? 1 : -1)
            time = time[..<sign]
        } else {
            return nil
        }
        let pieces = time.split(separator: ".", maxSplits: 1)
        let clock = (pieces.first ?? "").split(separator: ":").compactMap { Int64($0) }
        guard clock.count == 3, clock[0] < 24, clock[1] < 60, clock[2] < 60,
            clock.allSatisfy({ $0 >= 0 })
        else { return nil }
        var fraction: Int64 = 0
        if pieces.count == 2 {
            guard let digits = Int64((pieces[1] + "000").prefix(3)) else { return nil }
            fraction = digits
        }
        let seconds = clock[0] * 3600 + clock[1] * 60 + clock[2]
        self.init(
            milliseconds: Int64(day.number) * 86_400_000 + seconds * 1000 + fraction - offset)
    }

    /// The moment so many milliseconds later.
    package func adding(milliseconds: Int64) -> Instant {
        Instant(milliseconds: self.milliseconds + milliseconds)
    }

    /// The moment a span later; what is finer than a millisecond is dropped.
    package func adding(_ span: Duration) -> Instant {
        let (seconds, attoseconds) = span.components
        return self.adding(milliseconds: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }
}

extension Instant: Codable {
    /// Reads the ISO form.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let instant = Instant(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "\(text) is no moment in the form 2025-05-06T02:03:04Z")
        }
        self = instant
    }

    /// Writes the ISO form.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(self.description)
    }
}

extension Int64 {
    fileprivate func quotientAndFloorRemainder(_ divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = self.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
