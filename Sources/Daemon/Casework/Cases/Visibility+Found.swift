// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import Workflow

extension Visibility {
    /// Whether a text finds a case for him: what he may not read of it, and papers he may not open, find it for him
    /// neither.
    ///
    /// - Parameter facts: the case as it stood, where only papers count that were on file then.
    func isFound(
        _ row: CaseRow, by query: CaseQuery, _ kept: Kept, in reader: any StoreReader,
        amongPapersOf facts: CaseFacts? = nil
    ) throws -> Bool {
        guard let text = query.text else { return true }
        // Of whom nothing is kept the store has looked already, but not on which day a paper came.
        let isRead = facts == nil ? kept.tells(text, of: row) : kept.says(text, in: row)
        if isRead { return true }
        guard let paper = query.paperText else { return false }
        let holding = Set(try reader.documents(of: row.id, holding: paper))
        guard !holding.isEmpty else { return false }
        return try reader.documents(of: row.id).contains { document in
            holding.contains(document.id) && kept.opens(document)
                && facts.map { document.seen(in: $0)?.isOnFile ?? false } ?? true
        }
    }
}
