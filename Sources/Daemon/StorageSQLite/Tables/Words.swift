// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import Workflow

// The table `case_words`, by which a word finds cases. Whether a case that it finds holds the word, and
// whether it may be found by it, its row says: what is kept from somebody finds it for him no more than
// without the table.

extension Filter {
    /// Only cases in whose id, title or fields a text lies, or in one of whose papers another does.
    ///
    /// - Parameter pieces: papers are read of cases only that these find, and of those that the index does not
    ///   know yet; nil: of all.
    mutating func add(
        holding text: String, butIn unsearched: Set<String>, orInPapers paper: String?,
        among pieces: String?
    ) {
        let hidden = unsearched.sorted()
        // SQLite writes a key that has more than letters and figures between quotation marks.
        let paths = hidden.flatMap { ["$.\($0)", "$.\"\($0)\""] }
        let apart = paths.map { _ in " AND fullkey <> ? AND fullkey NOT LIKE ?" }.joined()
        // What stands in JSON as it is, is looked for in the text before it is taken apart.
        let isPlain = text.utf8.allSatisfy {
            $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
        let found =
            pieces == nil
            ? ""
            : """
            cases.id IN (SELECT rowid FROM case_words WHERE case_words MATCH ?
                UNION \(Question.unknownCases)) AND
            """
        let papers =
            paper == nil
            ? ""
            : """
             OR (\(found) EXISTS (
                SELECT 1 FROM documents d CROSS JOIN document_texts t ON t.document_id = d.id
                WHERE d.case_id = cases.case_id AND d.withdrawn IS NULL AND instr(t.text, ?)))
            """
        self.add(
            """
            (instr(cases.case_id, ?) OR instr(cases.title, ?) OR
                (\(isPlain ? "instr(cases.fields, ?)" : "length(?)")
                AND EXISTS (SELECT 1 FROM json_tree(cases.fields)
                    WHERE type = 'text' AND instr(atom, ?)\(apart)))\(papers))
            """,
            all: [text, text, text, text] + paths.flatMap { [$0, $0 + "[%"] }
                + (paper.map { [pieces, $0].compactMap(\.self) } ?? []))
    }
}

extension Filter {
    /// Only cases in whose fields one of these stands: alone or as an item of a list.
    mutating func add(anyOf wanted: [FieldFilter]) {
        let conditions = wanted.map { filter in
            let comparison = filter.isWhole ? "atom = ?" : "instr(atom, ?)"
            return """
                EXISTS (SELECT 1 FROM json_tree(cases.fields, ?)
                    WHERE type = 'text' AND \(comparison))
                """
        }
        self.add(
            "(\((["0"] + conditions).joined(separator: " OR ")))",
            all: wanted.flatMap { ["$.\"\($0.field)\"", $0.text] })
    }
}

extension Question {
    /// Cases that the index does not know yet, or not as they are.
    fileprivate static let unknownCases = """
        SELECT id FROM cases WHERE id > (SELECT case_no FROM words_until)
        UNION SELECT c.id FROM history h CROSS JOIN cases c ON c.case_id = h.case_id
            WHERE h.sequence > (SELECT sequence FROM words_until)
        """
    fileprivate static let wordsUntil = Question(
        "SELECT case_no, sequence, text_no FROM words_until")
    fileprivate static let found = Question(
        "SELECT count(*) FROM (SELECT 1 FROM case_words WHERE case_words MATCH ? LIMIT ?)")
    fileprivate static let behind = Question(
        """
        SELECT coalesce((SELECT max(id) FROM cases), 0) - case_no
            + coalesce((SELECT max(sequence) FROM history), 0) - sequence
            + coalesce((SELECT max(number) FROM document_texts WHERE number > text_no), text_no)
            - text_no FROM words_until
        """)
    fileprivate static let newTexts = Question(
        """
        SELECT t.number, c.id, t.text FROM document_texts t
            CROSS JOIN documents d ON d.id = t.document_id
            CROSS JOIN cases c ON c.case_id = d.case_id
        WHERE t.number > ? ORDER BY t.number LIMIT ?
        """)
    fileprivate static let newCases = Question(
        "SELECT id, case_id, title, fields FROM cases WHERE id > ? ORDER BY id LIMIT ?")
    fileprivate static let lastLine = Question(
        """
        SELECT max(sequence) FROM
            (SELECT sequence FROM history WHERE sequence > ? ORDER BY sequence LIMIT ?)
        """)
    fileprivate static let changedCases = Question(
        """
        SELECT id, case_id, title, fields FROM cases WHERE case_id IN (
            SELECT case_id FROM history
            WHERE sequence > ? AND sequence <= ? AND case_id IS NOT NULL)
        ORDER BY id
        """)
}

// Finding.
extension SQLiteReader {
    /// Cases in which a text lies: those that its pieces find, and those that the index does not know yet.
    func cases(
        _ query: CaseQuery, running: RunningQuery?, withWordsOf text: String
    ) throws -> [CaseRow] {
        let match = try self.match(text, query.paperText)
        // What is shorter than a piece is mostly frequent, and its pieces are many: the newest cases fill a
        // page before long.
        if match.isShort, let page = try self.newest(query, running: running) { return page }
        // The cases of few offices are gone through, where more hold the text or are not taken up yet.
        let isFar = try self.wordsBehind() > StorageLimits.narrow
        if !match.isRare || isFar, try self.isNarrow(query.sight) {
            return try self.rows(
                self.filter(query, running: running, isNarrow: true, pieces: match.pieces),
                CaseRow.init)
        }
        let columns = "SELECT \(CaseRow.columns), cases.id"
        let last = CaseRow.columnCount
        func read(_ row: Columns) throws -> (number: Int64, row: CaseRow) {
            (row.number(last), try CaseRow(row))
        }
        var known = try self.filter(
            query, running: running, isNarrow: false,
            head: "\(columns) FROM case_words w CROSS JOIN cases ON cases.id = w.rowid",
            order: "w.rowid DESC")
        known.add("case_words MATCH ?", match.pieces)
        if let after = query.after {
            known.add("w.rowid < (SELECT id FROM cases WHERE case_id = ?)", after)
        }
        var others = try self.filter(
            query, running: running, isNarrow: false, head: "\(columns) FROM cases")
        others.add("cases.id IN (\(Question.unknownCases))")
        let found = try self.rows(known, read) + self.rows(others, read)
        let rows = Dictionary(found.map { ($0.number, $0.row) }) { row, _ in row }
        let newest = rows.sorted { $0.key > $1.key }.map(\.value)
        return query.limit < 0 ? newest : Array(newest.prefix(query.limit))
    }

    /// A page of cases among the newest; nil when they do not fill it.
    private func newest(_ query: CaseQuery, running: RunningQuery?) throws -> [CaseRow]? {
        var filter = try self.filter(query, running: running, isNarrow: false)
        let first = query.after.map { _ in "(SELECT id FROM cases WHERE case_id = ?)" }
        filter.add(
            "id >= \(first ?? "(SELECT max(id) FROM cases)") - \(StorageLimits.narrow)",
            all: [query.after].compactMap { $0 })
        let rows = try self.rows(filter, CaseRow.init)
        return rows.count == query.limit ? rows : nil
    }

    /// What finds the cases that may hold a text.
    private struct Match {
        /// As the index is asked.
        var pieces: String
        /// They are few.
        var isRare = false
        /// The text is shorter than a piece.
        var isShort = false
    }

    /// What finds a text, or another in papers.
    private func match(_ text: String, _ paper: String?) throws -> Match {
        var match = try self.match(text)
        guard let paper, paper != text else { return match }
        let other = try self.match(paper)
        match.pieces = "(\(match.pieces)) OR (\(other.pieces))"
        match.isRare = match.isRare && other.isRare
        return match
    }

    /// By one piece where it is rare; else by all.
    ///
    /// A text that is shorter than a piece begins one.
    private func match(_ text: String) throws -> Match {
        let pieces = Pieces(text)
        let whole = pieces.whole
        guard !whole.isEmpty else {
            return Match(pieces: "\"\(pieces.first)\" *", isShort: true)
        }
        let asked = whole.unique.prefix(StorageLimits.pieces).map { "\"\($0)\"" }
        var rarest = (count: StorageLimits.rare, piece: "")
        for piece in asked where rarest.count > 0 {
            let count =
                try self.ask(.found).first(
                    {
                        $0.add(piece)
                        $0.add(StorageLimits.rare)
                    }, { $0.int(0) }) ?? 0
            if count < rarest.count { rarest = (count, piece) }
        }
        if !rarest.piece.isEmpty { return Match(pieces: rarest.piece, isRare: true) }
        return Match(pieces: asked.joined(separator: " AND "))
    }

    /// The last case, the last line of the history and the last text that the index knows.
    private func wordsUntil() throws -> WordsUntil {
        try self.ask(.wordsUntil).first({ _ in }, WordsUntil.init) ?? WordsUntil()
    }

    /// How many cases and lines the index does not know.
    func wordsBehind() throws -> Int {
        try self.ask(.behind).first { $0.int(0) } ?? 0
    }
}

// Keeping.
extension SQLiteReader {
    /// Takes up what is in the next cases: of those that are new, then in texts, then in those that changed.
    ///
    /// A text comes with a line: its case is gone through until that line's turn. What a case no longer says
    /// finds it still, and its row then says no.
    func tendWords() throws {
        var until = try self.wordsUntil()
        let cases = try self.ask(.newCases).rows(
            { values in
                values.add(until.caseNo)
                values.add(StorageLimits.tended)
            }, CaseText.init)
        if let last = cases.last {
            until.caseNo = last.number
            return try self.take(cases, until: until)
        }
        let texts = try self.ask(.newTexts).rows(
            { values in
                values.add(until.textNo)
                values.add(StorageLimits.tendedTexts)
            }) { (number: $0.number(0), text: CaseText($0.number(1), saying: [$0.text(2)])) }
        if let last = texts.last {
            until.textNo = last.number
            return try self.take(texts.map(\.text), until: until)
        }
        let line = try self.ask(.lastLine).first({ values in
            values.add(until.line)
            values.add(StorageLimits.tendedLines)
        }) { $0.numberIfAny(0) }
        guard let line = line.flatMap({ $0 }) else { return }
        let changed = try self.ask(.changedCases).rows(
            { values in
                values.add(until.line)
                values.add(line)
            }, CaseText.init)
        until.line = line
        try self.take(changed, until: until)
    }

    private func take(_ cases: [CaseText], until: WordsUntil) throws {
        let insertion = try Prepared(
            "INSERT INTO case_words (rowid, pieces) VALUES (?, ?)", on: self.db)
        for text in cases {
            try insertion.run { values in
                values.add(text.number)
                values.add(text.pieces)
            }
        }
        try Prepared(
            "UPDATE words_until SET case_no = ?, sequence = ?, text_no = ?", on: self.db
        ).run {
            $0.add(until.caseNo)
            $0.add(until.line)
            $0.add(until.textNo)
        }
    }
}

/// As far as the index goes.
private struct WordsUntil {
    var caseNo: Int64 = 0
    var line: Int64 = 0
    var textNo: Int64 = 0

    init() {}

    init(_ row: Columns) {
        (self.caseNo, self.line, self.textNo) = (row.number(0), row.number(1), row.number(2))
    }
}

/// A case as far as words find it.
private struct CaseText {
    let number: Int64
    let pieces: String

    init(_ row: Columns) throws {
        let fields: [String: Value] = try row.dictionary(3)
        self.init(
            row.number(0),
            saying: [row.text(1), row.text(2)] + fields.values.flatMap(\.everyText))
    }

    init(_ number: Int64, saying texts: [String]) {
        self.number = number
        var pieces: [UInt8] = []
        for text in texts { Pieces(text).write(to: &pieces) }
        self.pieces = String(decoding: pieces, as: UTF8.self)
    }
}

extension Value {
    /// All that is searched in it.
    fileprivate var everyText: [String] {
        switch self {
        case .text(let text): [text]
        case .list(let items): items.flatMap(\.everyText)
        case .record(let parts): Array(parts.values)
        }
    }
}
