// SPDX-License-Identifier: Apache-2.0

/// The words that letters are read by, from the data files in `Lexicons`.
struct Lexicon: Sendable {
    /// What a label before a colon announces.
    enum Label: String, Sendable, CaseIterable {
        case `class`, contact, phone, signer, copies, disclosure, unit, lead, cohandlers, number
        case title, proposers, docnumber, date, other
    }

    /// What a turn of phrase shows.
    enum Phrase: String, Sendable, CaseIterable {
        case item, reply, cohandler, received, answered, stranger, audience, news, sessionend
        case sessionstop, prefix
    }

    /// A kind of text that is no reply letter.
    struct Genre: Sendable {
        var ending: [UInt32]
        var name: Bilingual
    }

    static let standard = Lexicon()

    /// Labels with their kind, longest first, so that the first match is the right one.
    let labels: [(word: [UInt32], kind: Label)]
    let officeEndings: [[UInt32]]
    let proposerEndings: [[UInt32]]
    let genres: [Genre]
    let radicals: [UInt32: UInt32]
    private let phrases: [Phrase: [[UInt32]]]

    init() {
        var labels: [(word: [UInt32], kind: Label)] = []
        var phrases: [Phrase: [[UInt32]]] = [:]
        for row in Self.rows(PackageResources.letter_labels_txt) {
            guard let first = row.first, let kind = Label(rawValue: first) else { continue }
            labels += row.dropFirst().map { (Code.codes($0), kind) }
        }
        for row in Self.rows(PackageResources.letter_phrases_txt) {
            guard let first = row.first, let phrase = Phrase(rawValue: first) else { continue }
            phrases[phrase, default: []] += row.dropFirst().map(Code.codes)
        }
        self.labels = labels.sorted { $0.word.count > $1.word.count }
        self.phrases = phrases
        officeEndings = Self.rows(PackageResources.office_endings_txt).joined().map(Code.codes)
        proposerEndings = Self.rows(PackageResources.proposer_bodies_txt).joined().map(Code.codes)
        genres = Self.rows(PackageResources.letter_genres_txt).compactMap { row in
            guard row.count > 2 else { return nil }
            let english = row.dropFirst(2).joined(separator: " ")
            return Genre(ending: Code.codes(row[0]), name: Bilingual(zh: row[1], en: english))
        }
        var radicals: [UInt32: UInt32] = [:]
        for row in Self.rows(PackageResources.pdf_radicals_txt) {
            guard row.count == 2, let from = Code.codes(row[0]).first else { continue }
            radicals[from] = Code.codes(row[1]).first
        }
        self.radicals = radicals
    }

    func words(_ phrase: Phrase) -> [[UInt32]] { phrases[phrase] ?? [] }

    /// The words of each line that is no comment.
    private static func rows(_ bytes: [UInt8]) -> [[String]] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            line.hasPrefix("#") ? nil : line.split(separator: " ").map(String.init)
        }
    }
}
