// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import Workflow

// Cases in lists, as somebody reads them.
extension WorkflowDefinition {
    /// The fields of a case that a list tells.
    func listedFields(of row: CaseRow) -> [String] {
        (self.peopleFields + [self.numberField].compactMap { $0 })
            .filter { !(row.fields[$0]?.isEmpty ?? true) }
    }
}

extension Visibility {
    /// A case that is seen.
    ///
    /// - Parameter isWhole: all its fields are told, not only what every list tells.
    func head(of row: CaseRow, isWhole: Bool = false) throws -> CaseHead {
        let kept = try self.kept(in: row)
        let definition = try self.definition(of: row)
        let given = row.fields.filter { !$0.value.isEmpty }.map(\.key)
        self.tell(row.id, kept, isWhole ? given : definition.listedFields(of: row))
        return CaseHead(row: kept.shown(row), definition: definition)
    }

    /// Those of these cases that are seen.
    func heads(of rows: [CaseRow], areWhole: Bool = false) throws -> [CaseHead] {
        try rows.filter(self.sees).map { try self.head(of: $0, isWhole: areWhole) }
    }
}
