// SPDX-License-Identifier: Apache-2.0

/// A decimal number, exact to nine places: amounts of money, rates, counts.
package struct ExactNumber: Hashable, Sendable {
    /// The number in billionths.
    private var billionths: Int128

    private static let one: Int128 = 1_000_000_000
    private static let places = 9

    private init(billionths: Int128) {
        self.billionths = billionths
    }

    /// A whole number.
    package init(_ number: Int) {
        self.init(billionths: Int128(number) * ExactNumber.one)
    }

    /// Reads `-12.50`; nil for anything else, and for more than nine places or 18 digits.
    package init?(_ text: String) {
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = parts.first,
            (1...18).contains(whole.count),
            let units = Int128(whole), units >= 0
        else { return nil }
        var value = units * ExactNumber.one
        if parts.count == 2 {
            let digits = parts[1]
            guard (1...ExactNumber.places).contains(digits.count), let fraction = Int128(digits),
                fraction >= 0
            else { return nil }
            let scale = (digits.count..<ExactNumber.places).reduce(Int128(1)) { scale, _ in
                scale * 10
            }
            value += fraction * scale
        }
        self.init(billionths: isNegative ? -value : value)
    }

    /// Zero.
    package static let zero = ExactNumber(billionths: 0)

    /// The sum.
    package static func + (a: ExactNumber, b: ExactNumber) -> ExactNumber {
        ExactNumber(billionths: a.billionths &+ b.billionths)
    }

    /// The difference.
    package static func - (a: ExactNumber, b: ExactNumber) -> ExactNumber {
        ExactNumber(billionths: a.billionths &- b.billionths)
    }

    /// The product, rounded down at the ninth place; the largest number there is when it would not
    /// fit.
    package static func * (a: ExactNumber, b: ExactNumber) -> ExactNumber {
        let (product, overflow) = a.billionths.multipliedReportingOverflow(by: b.billionths)
        return ExactNumber(billionths: overflow ? .max : product / ExactNumber.one)
    }

    /// A hundredth of it.
    package var hundredth: ExactNumber {
        ExactNumber(billionths: self.billionths / 100)
    }

    /// Rounded down to the fen (two places).
    package var roundedDownToFen: ExactNumber {
        let fen = ExactNumber.one / 100
        return ExactNumber(billionths: self.billionths / fen * fen)
    }

    /// The whole number nearest to it; halves go up.
    package var nearestInteger: Int {
        Int(clamping: (self.billionths + ExactNumber.one / 2) / ExactNumber.one)
    }

    /// The smallest whole number that is not below it.
    package var roundedUp: Int {
        Int(clamping: (self.billionths + ExactNumber.one - 1) / ExactNumber.one)
    }
}

extension ExactNumber: Comparable {
    package static func < (a: ExactNumber, b: ExactNumber) -> Bool {
        a.billionths < b.billionths
    }
}

extension ExactNumber: CustomStringConvertible {
    /// Without needless zeros: `80000`, `0.1`, `12.5`.
    package var description: String {
        let magnitude = self.billionths.magnitude
        let one = ExactNumber.one.magnitude
        let sign = self.billionths < 0 ? "-" : ""
        let fraction = magnitude % one
        guard fraction > 0 else { return "\(sign)\(magnitude / one)" }
        let digits = String(fraction)
        let padded = String(repeating: "0", count: ExactNumber.places - digits.count) + digits
        let trimmed = padded.reversed().drop { $0 == "0" }.reversed()
        return "\(sign)\(magnitude / one).\(String(trimmed))"
    }
}
