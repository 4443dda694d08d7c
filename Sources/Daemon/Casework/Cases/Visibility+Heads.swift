// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage

// Cases in lists, as somebody reads them.
extension Visibility {
    /// A case that is seen.
    func head(of row: CaseRow) throws -> CaseHead {
        let kept = try self.kept(in: row)
        self.tell(row.id, kept)
        return CaseHead(row: kept.shown(row), definition: try self.definition(of: row))
    }

    /// Those of these cases that are seen.
    func heads(of rows: [CaseRow]) throws -> [CaseHead] {
        try rows.filter(self.sees).map(self.head)
    }
}
