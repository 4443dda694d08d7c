// SPDX-License-Identifier: Apache-2.0

/// The id of a case as people write it.
package enum CaseNumber {
    /// Figures behind the year; more stay as they are.
    private static let digits = 6

    /// The id in its one form: jy-2025-1, ＪＹ－２０２５－０００００１ and JY-2025-000001 are one; nil for what is no id.
    package static func normal(_ text: String) -> String? {
        let plain = String(Folding.key(text).map { "‐‑‒–—−".contains($0) ? "-" : $0 })
        guard let found = plain.wholeMatch(of: /([A-Z]+)-([0-9]{4})-([0-9]+)/) else { return nil }
        let number = found.3.drop { $0 == "0" }
        guard !number.isEmpty else { return nil }
        let zeros = String(repeating: "0", count: Swift.max(0, digits - number.count))
        return "\(found.1)-\(found.2)-\(zeros)\(number)"
    }

    /// The number on the paper: 7, 第7号, ７号; nil for what is none.
    package static func onPaper(_ text: String) -> String? {
        var plain = Folding.key(text)[...]
        if plain.hasPrefix("第") { plain = plain.dropFirst() }
        if plain.hasSuffix("号") { plain = plain.dropLast() }
        guard !plain.isEmpty, plain.count <= 18, plain.utf8.allSatisfy({ (48...57).contains($0) })
        else {
            return nil
        }
        return Int64(plain).map(String.init)
    }
}
