// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage

extension Visibility {
    /// Whether a text finds a case for him: what he may not read of it, and papers he may not open, find it for him
    /// neither.
    func isFound(
        _ row: CaseRow, by query: CaseQuery, _ kept: Kept, in reader: any StoreReader
    ) throws -> Bool {
        guard let text = query.text, !kept.tells(text, of: row) else { return true }
        guard let paper = query.paperText else { return false }
        let holding = Set(try reader.documents(of: row.id, holding: paper))
        guard !holding.isEmpty else { return false }
        return try reader.documents(of: row.id).contains {
            holding.contains($0.id) && kept.opens($0)
        }
    }
}
