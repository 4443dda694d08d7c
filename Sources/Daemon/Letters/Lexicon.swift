// SPDX-License-Identifier: Apache-2.0

/// The words that letters are read by, from the data files in `Lexicons`.
struct Lexicon: Sendable {
    /// What a label before a colon announces.
    enum Label: String, Sendable, CaseIterable {
        case `class`, contact, phone, signer, copies, disclosure, unit, lead, cohandlers, number
        case title, proposers, docnumber, date, session, answer, publisher, other
    }

    /// What a turn of phrase shows.
    enum Phrase: String, Sendable, CaseIterable {
        case item, reply, cohandler, received, answered, stranger, audience, news, sessionend
        case sessionstop, prefix, ownpart, filedbyyou, `return`
    }

    /// What a word shows of a page that letters are copied from.
    enum Page: String, Sendable, CaseIterable {
        case menu, crumb, link, more, foot, footline, publicity
    }

    /// What a word shows of a notice about social organisations.
    enum Notice: String, Sendable, CaseIterable {
        case party, ground, penalty, authority, number, date, orgend, orgwhole, found, subject
        case group, legal, breach, remedylaw, procedurelaw, procedure, authorityend, genre
        case news
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
    /// Traditional characters and the simplified ones that the other words are written in.
    private let simplified: [UInt32: UInt32]
    private let phrases: [Phrase: [[UInt32]]]
    private let pages: [Page: [[UInt32]]]
    private let notices: [Notice: [[UInt32]]]
    private let labelKinds: [[UInt32]: Label]

    init() {
        var labels: [(word: [UInt32], kind: Label)] = []
        var cells: [(word: [UInt32], kind: Label)] = []
        var phrases: [Phrase: [[UInt32]]] = [:]
        for row in Self.rows(PackageResources.letter_labels_txt) {
            guard let first = row.first else { continue }
            if let kind = Label(rawValue: first) {
                labels += row.dropFirst().map { (Code.codes($0), kind) }
            } else if first.hasPrefix("cell:"),
                let kind = Label(rawValue: String(first.dropFirst(5)))
            {
                cells += row.dropFirst().map { (Code.codes($0), kind) }
            }
        }
        for row in Self.rows(PackageResources.letter_phrases_txt) {
            guard let first = row.first, let phrase = Phrase(rawValue: first) else { continue }
            phrases[phrase, default: []] += row.dropFirst().map(Code.codes)
        }
        var pages: [Page: [[UInt32]]] = [:]
        for row in Self.rows(PackageResources.page_words_txt) {
            guard let first = row.first, let page = Page(rawValue: first) else { continue }
            pages[page, default: []] += row.dropFirst().map(Code.codes)
        }
        self.pages = pages
        var notices: [Notice: [[UInt32]]] = [:]
        for row in Self.rows(PackageResources.notice_words_txt) {
            guard let first = row.first, let notice = Notice(rawValue: first) else { continue }
            notices[notice, default: []] += row.dropFirst().map(Code.codes)
        }
        self.notices = notices
        labelKinds = Dictionary((labels + cells).map { ($0.word, $0.kind) }) { first, _ in first }
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
        simplified = Dictionary(
            Self.rows(PackageResources.traditional_txt).joined().map(Code.codes).filter {
                $0.count == 2
            }.map { ($0[0], $0[1]) }
        ) { first, _ in first }
    }

    func words(_ phrase: Phrase) -> [[UInt32]] { phrases[phrase] ?? [] }

    func notice(_ notice: Notice) -> [[UInt32]] { notices[notice] ?? [] }

    func page(_ page: Page) -> [[UInt32]] { pages[page] ?? [] }

    /// What a cell that is this word and nothing else announces; nil when it is no label.
    func label(_ word: [UInt32]) -> Label? { labelKinds[word] }

    /// A character as the words are written: no radical of a PDF, simplified, half width.
    func folded(_ code: UInt32) -> UInt32 {
        let code = radicals[code] ?? code
        return Code.folded(simplified[code] ?? code)
    }

    /// The words of each line that is no comment.
    private static func rows(_ bytes: [UInt8]) -> [[String]] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            line.hasPrefix("#") ? nil : line.split(separator: " ").map(String.init)
        }
    }
}
