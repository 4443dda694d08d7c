// SPDX-License-Identifier: Apache-2.0
internal import Storage

/// Documents.
struct DocumentTable: Sendable {
    fileprivate(set) var rows = SortedRows<Int64, DocumentRow>()
    fileprivate var numbersOfCases = SortedRows<Pair<Exact, Int64>, Nothing>()
    fileprivate var texts: [Int64: Exact] = [:]

    /// Drops a document that was called for; one that is on file stays.
    mutating func drop(_ id: Int64) {
        guard let row = self.rows[id], row.sha256 == nil else { return }
        self.rows[id] = nil
        self.numbersOfCases[Pair(Exact(row.caseID), id)] = nil
    }
}

extension Tables {
    mutating func store(_ row: DocumentRow) throws {
        let name = "document \(row.id)"
        try self.demandCase(row.caseID)
        try Tables.demand(
            (row.sha256 == nil) == (row.size == nil), "\(name) has a digest or a size only")
        try Tables.demand(
            (row.sha256?.unicodeScalars.count ?? 64) == 64, "\(name) has a digest that is none")
        try Tables.demand(row.size ?? 0 >= 0, "\(name) is smaller than nothing")
        if let before = self.documents.rows[row.id] {
            self.documents.numbersOfCases[Pair(Exact(before.caseID), row.id)] = nil
        }
        self.documents.rows[row.id] = row
        self.documents.numbersOfCases[Pair(Exact(row.caseID), row.id)] = Nothing()
    }

    mutating func keep(_ text: String?, of id: Int64) throws {
        try Tables.demand(
            text == nil || self.documents.rows[id] != nil, "there is no document \(id)")
        try Tables.demand(text != "", "document \(id) has an empty text")
        self.documents.texts[id] = text.map(Exact.init)
    }

    func documents(of id: String, holding text: String) -> [Int64] {
        let part = Array(text.utf8)
        return self.documents(of: id).filter { row in
            row.withdrawn == nil && self.documents.texts[row.id]?.holds(part) ?? false
        }.map(\.id)
    }

    func documents(of id: String) -> [DocumentRow] {
        self.documents.numbersOfCases.group(Exact(id))
            .compactMap { self.documents.rows[$0.key.second] }
    }

    func unnamed(_ contents: [String]) -> [String] {
        let named = Set(
            self.documents.rows.backwards().compactMap { $0.row.hasContent ? $0.row.sha256 : nil })
        let carried = self.bulk.actions.backwards().map(\.row).filter { $0.endedAt == nil }
            .flatMap(\.parameters.values)
        return contents.filter { content in
            !named.contains(content) && !carried.contains { $0.contains(content) }
        }
    }
}
