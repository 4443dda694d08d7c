// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import CaseProto
internal import Casework
package import GRPCCore
internal import Storage
internal import WorkCalendar
internal import Workflow

// What is done to many cases.
extension WorkService {
    package func planBulk(
        _ request: ServerRequest<V1.PlanBulkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        let desk = CommandDesk(self.engine, try Gate.current())
        return try await ErrorMap.answer {
            let asked = request.message
            let command = BulkActCommand(
                caseIDs: asked.caseIds, event: asked.event, fields: Render.values(asked.fields),
                roles: asked.roles,
                happenedOn: try WireValues.day(asked.happenedOn, "happened_on"),
                note: try WireValues.note(asked.note), forOffice: asked.forOffice.given)
            let id = try await self.engine.bulk.plan(
                command, reason: try WireValues.note(asked.reason),
                try desk.request(asked.requestId, asked))
            return Render.bulk(try await self.engine.bulk.view(id, nil))
        }
    }

    package func planImport(
        _ request: ServerRequest<V1.PlanImportRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        let desk = CommandDesk(self.engine, try Gate.current())
        return try await ErrorMap.answer {
            let asked = request.message
            let command = ImportCommand(
                workflow: asked.workflow, profile: asked.profile.given,
                forOffice: asked.forOffice.given, rows: asked.rows.map(\.cells),
                common: asked.common)
            let id = try await self.engine.bulk.plan(
                command, reason: try WireValues.note(asked.reason),
                try desk.request(asked.requestId, asked))
            return Render.bulk(try await self.engine.bulk.view(id, nil))
        }
    }

    package func runBulk(
        _ request: ServerRequest<V1.RunBulkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        let desk = CommandDesk(self.engine, try Gate.current())
        return try await ErrorMap.answer {
            let asked = request.message
            try await self.engine.bulk.run(asked.id, try desk.request(asked.requestId, asked))
            return Render.bulk(try await self.engine.bulk.view(asked.id, nil))
        }
    }

    package func listBulks(
        _ request: ServerRequest<V1.ListBulksRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListBulksResponse> {
        try await ErrorMap.answer {
            V1.ListBulksResponse(bulks: try await self.engine.bulk.all().map(Render.bulk))
        }
    }

    package func getBulk(
        _ request: ServerRequest<V1.GetBulkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        try await ErrorMap.answer {
            let asked = request.message
            let status = try asked.status.given.map { text throws(CaseworkError) in
                try WorkService.oneOf(text, "status", BulkItem.Status.self)
            }
            return Render.bulk(
                try await self.engine.bulk.view(
                    asked.id, status, after: Int(asked.after), limit: Int(asked.limit)))
        }
    }

    package func cancelBulk(
        _ request: ServerRequest<V1.CancelBulkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        let desk = CommandDesk(self.engine, try Gate.current())
        return try await ErrorMap.answer {
            let asked = request.message
            try await self.engine.bulk.cancel(asked.id, try desk.request(asked.requestId, asked))
            return Render.bulk(try await self.engine.bulk.view(asked.id, nil))
        }
    }
}
