// SPDX-License-Identifier: Apache-2.0

/// Words in one form, so that what is the same on paper is the same here.
package enum Folding {
    /// Without white space, invisible characters and marks; figures and letters in their plain width;
    /// letters in lower case.
    package static func plain(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let narrow = Folding.narrow(scalar)
            let properties = narrow.properties
            let isInvisible =
                properties.isWhitespace || properties.generalCategory == .format
                || properties.generalCategory == .control
            let isMark = [
                .otherPunctuation, .openPunctuation, .closePunctuation, .dashPunctuation,
                .initialPunctuation, .finalPunctuation, .connectorPunctuation,
            ].contains(properties.generalCategory)
            if !isInvisible, !isMark { folded.append(narrow) }
        }
        return String(folded).lowercased()
    }

    /// A code or a name as keys hold it: without white space and invisible characters, in plain width
    /// and upper case.
    package static func key(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let category = scalar.properties.generalCategory
            if scalar.properties.isWhitespace || category == .format || category == .control {
                continue
            }
            folded.append(Folding.narrow(scalar))
        }
        return String(folded).uppercased()
    }

    /// A title without the words that titles of its kind share: 关于进一步加强养老服务的建议 is 养老服务.
    package static func title(_ title: String, without words: [String]) -> String {
        var folded = Folding.plain(title)
        // Longer words first: a shorter one may be a part of them.
        for word in words.sorted(by: { ($0.count, $0) > ($1.count, $1) }) {
            folded = folded.split(separator: Folding.plain(word)).joined()
        }
        return folded.isEmpty ? Folding.plain(title) : folded
    }

    /// Whether a document's number has a year and a number, and so is one of a series.
    package static func isNumbered(_ number: String) -> Bool {
        guard let open = number.firstIndex(of: "〔"), let close = number.firstIndex(of: "〕"),
            open < close
        else { return false }
        let year = number[number.index(after: open)..<close]
        return year.count == 4 && year.allSatisfy(\.isNumber)
            && number[close...].contains(where: \.isNumber)
    }

    /// A document's number as GB/T 9704 writes it: 示民函【2025】 1 号 is 示民函〔2025〕1号.
    package static func documentNumber(_ text: String) -> String {
        var folded = ""
        for scalar in text.unicodeScalars {
            let narrow = Folding.narrow(scalar)
            let category = narrow.properties.generalCategory
            if narrow.properties.isWhitespace || category == .format || category == .control {
                continue
            }
            switch Character(narrow) {
            case "[", "(", "【", "〔", "﹝", "［", "（", "〈", "《": folded += "〔"
            case "]", ")", "】", "〕", "﹞", "］", "）", "〉", "》": folded += "〕"
            default: folded.unicodeScalars.append(narrow)
            }
        }
        return folded
    }

    /// Figures, letters and marks of full width, as input methods write them, in their plain form.
    package static func narrow(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map(Folding.narrow)))
    }

    private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar == "\u{3000}" { return " " }
        guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    }
}
