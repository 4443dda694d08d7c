// SPDX-License-Identifier: Apache-2.0
internal import Workflow

extension String {
    /// With something else in place of a text, however its width, its blanks and the hyphens in it are written.
    func replacing(spelt sought: String, with other: String) -> String {
        let wanted = sought.compactMap(\.spelt)
        guard wanted.count > 1 else { return self.replacing(sought, with: other) }
        let own = self.indices.compactMap { index in
            self[index].spelt.map { (index: index, spelt: $0) }
        }
        guard own.count >= wanted.count else { return self }
        var (result, copied, place) = ("", self.startIndex, 0)
        while place + wanted.count <= own.count {
            guard own[place..<(place + wanted.count)].lazy.map(\.spelt).elementsEqual(wanted) else {
                place += 1
                continue
            }
            result += self[copied..<own[place].index] + other
            copied = self.index(after: own[place + wanted.count - 1].index)
            place += wanted.count
        }
        return copied == self.startIndex && result.isEmpty ? self : result + self[copied...]
    }

    /// The names and numbers of which a text is a list, where it is one.
    var listed: [String] {
        self.split { "、，,；;".contains($0) }.map(String.init)
            .filter { $0.filter { !$0.isWhitespace }.count > 1 }
    }
}

extension Character {
    /// A character in its plain width; nil for what only spaces a text out.
    fileprivate var spelt: String? {
        // Most are written in one way only.
        if let scalar = self.unicodeScalars.first, self.unicodeScalars.count == 1,
            (0x4E00...0x9FFF).contains(scalar.value)
        {
            return String(self)
        }
        guard !self.isWhitespace, !"-‐‑–－".contains(self) else { return nil }
        let key = Folding.key(String(self))
        if !key.isEmpty { return key }
        return self.unicodeScalars.allSatisfy { $0.properties.generalCategory == .format }
            ? nil : String(self)
    }
}
