// SPDX-License-Identifier: Apache-2.0

/// A sentence about a rulebook, written in English where it is said, with what fills its gaps.
///
/// The sentence keeps its pattern (`state %1 cannot be reached`), by which whoever prints it finds
/// the same sentence in another language. What fills a gap is a name or a figure, or again a sentence.
package indirect enum Said: Hashable, Sendable {
    /// A name, a figure, a piece of a file: the same in every language.
    case name(String)
    /// A pattern, and what fills its gaps %1, %2 …
    case sentence(String, [Said])
    /// Said in both languages already.
    case words(Label)
    /// One sentence after another, with nothing between them.
    case both(Said, Said)

    /// The English.
    package var english: String {
        self.text(\.en) { _ in nil }
    }

    /// Whether nothing is said.
    package var isEmpty: Bool { self.english.isEmpty }

    /// The text, with the patterns of another language where it has them.
    package func text(
        _ own: (Label) -> String, _ translated: (String) -> String?
    ) -> String {
        switch self {
        case .name(let text):
            return text
        case .words(let label):
            return own(label)
        case .both(let first, let second):
            return first.text(own, translated) + second.text(own, translated)
        case .sentence(let pattern, let values):
            var text = ""
            var rest = Substring(translated(pattern) ?? pattern)
            while let mark = rest.firstIndex(of: "%") {
                text += rest[..<mark]
                rest = rest[rest.index(after: mark)...]
                guard let digit = rest.first?.wholeNumberValue, digit >= 1, digit <= values.count
                else {
                    text += "%"
                    continue
                }
                text += values[digit - 1].text(own, translated)
                rest = rest.dropFirst()
            }
            return text + rest
        }
    }

    /// One sentence after another.
    package static func + (first: Said, second: Said) -> Said {
        .both(first, second)
    }
}

extension Said: ExpressibleByStringInterpolation {
    /// A sentence as it is being put together.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pattern = ""
        fileprivate var values: [Said] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            self.pattern.reserveCapacity(literalCapacity + 2 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            self.pattern += literal
        }

        package mutating func appendInterpolation(_ said: Said) {
            self.values.append(said)
            self.pattern += "%\(self.values.count)"
        }

        package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            self.appendInterpolation(Said.name("\(value)"))
        }
    }

    package init(stringLiteral text: String) {
        self = .sentence(text, [])
    }

    package init(stringInterpolation: StringInterpolation) {
        self = .sentence(stringInterpolation.pattern, stringInterpolation.values)
    }
}
