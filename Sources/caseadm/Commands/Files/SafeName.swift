// SPDX-License-Identifier: Apache-2.0
internal import CaseadmText

/// Names of papers as names of files: people typed them, and any file system must take them.
package enum SafeName {
    /// Bytes of a name: file systems take 255, and a number or a mark may stand before it.
    private static let longest = 200
    /// Bytes of an ending such as `.docx`; what is longer is none.
    private static let longestEnding = 20
    /// What Windows takes for devices, whatever their ending.
    private static let devices: Set<String> = {
        let numbered = (1...9).flatMap { ["COM\($0)", "LPT\($0)"] }
        return Set(["CON", "PRN", "AUX", "NUL"] + numbered)
    }()

    /// A name that stays in its folder, in one line, and that Windows takes, too; its ending stays.
    package static func safe(_ name: String) -> String {
        var cleaned = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            let isPlain = !"/\\:*?\"<>|".unicodeScalars.contains(scalar)
            cleaned.append(isPlain && String(scalar).visible == String(scalar) ? scalar : "_")
        }
        // A leading dot hides a file, a leading dash looks like an option; spaces and dots at the
        // end are lost on Windows.
        var text = String(cleaned.drop { $0 == " " })
        while let last = text.unicodeScalars.last, last == "." || last == " " {
            text.unicodeScalars.removeLast()
        }
        if let first = text.unicodeScalars.first, first == "." || first == "-" {
            text = "_" + String(text.unicodeScalars.dropFirst())
        }
        if text.isEmpty { text = "_" }
        let stem = text.split(separator: ".").first.map { $0.uppercased() } ?? ""
        if SafeName.devices.contains(stem) { text = "_" + text }
        return SafeName.cut(text)
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > SafeName.longest else { return text }
        let ending = text.lastIndex(of: ".").map { String(text[$0...]) } ?? ""
        let kept = ending.utf8.count <= SafeName.longestEnding ? ending : ""
        var cut = ""
        for scalar in text.unicodeScalars {
            guard cut.utf8.count + String(scalar).utf8.count + kept.utf8.count <= SafeName.longest
            else { break }
            cut.unicodeScalars.append(scalar)
        }
        return cut + kept
    }
}
