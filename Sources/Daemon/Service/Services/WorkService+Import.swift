// SPDX-License-Identifier: Apache-2.0
package import CaseProto
internal import Casework
internal import CaseworkCore
package import GRPCCore
internal import Storage
internal import Workflow

// Files whose rows become cases.
extension WorkService {
    package func fitTable(
        _ request: ServerRequest<V1.FitTableRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.FitTableResponse> {
        try await self.engine.serve(request) { asked, caller in
            let table = try await caller.engine.imports.fit(
                FitCommand(
                    workflow: asked.workflow, profile: asked.profile.given,
                    forOffice: asked.forOffice.given, heads: asked.heads.map(\.names),
                    mapping: asked.mapping, common: asked.common))
            return Render.table(table)
        }
    }

    package func planImport(
        _ request: ServerRequest<V1.PlanImportRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        try await self.engine.serve(request) { asked, caller in
            var command = ImportCommand(
                workflow: asked.workflow, profile: asked.profile.given,
                forOffice: asked.forOffice.given, rows: try asked.rows.map(Self.row),
                common: asked.common, isAnother: asked.another)
            command.mapping = asked.mapping
            command.letters = asked.letters
            command.sheet = asked.sheet
            command.update = try WireValues.note(asked.update)
            command.plan = asked.plan > 0 ? asked.plan : nil
            command.after = Int(asked.after)
            let id = try await caller.engine.bulk.plan(
                command, reason: try WireValues.note(asked.reason),
                try caller.request(asked))
            return try await Caller.shown {
                Render.bulk(try await caller.engine.bulk.view(id, nil, limit: 1))
            }
        }
    }

    private static func row(_ row: V1.ImportRow) throws(CaseworkError) -> ImportedRow {
        var flaws: [String: ImportedRow.Flaw] = [:]
        for (name, flaw) in row.flaws {
            flaws[name] = try WireValues.oneOf(flaw, at: "flaws", as: ImportedRow.Flaw.self)
        }
        return ImportedRow(cells: row.cells, flaws: flaws, number: Int(row.row))
    }
}
