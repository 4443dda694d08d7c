// SPDX-License-Identifier: Apache-2.0
package import CaseProto
package import Casework
package import GRPCCore
internal import Storage
internal import Workflow

/// Serves `cased.v1.Work`.
package struct WorkService: WorkServing {
    let engine: Engine

    /// A service over an engine.
    package init(_ engine: Engine) {
        self.engine = engine
    }

    package func listDeliveries(
        _ request: ServerRequest<V1.ListDeliveriesRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListDeliveriesResponse> {
        try await ErrorMap.answer {
            let asked = request.message
            let rows = try await self.engine.deliveries(
                of: asked.caseId.given, pendingOnly: asked.pendingOnly, limit: Int(asked.limit))
            return V1.ListDeliveriesResponse(
                deliveries: rows.map { Render.delivery($0.row, $0.label, document: $0.document) })
        }
    }

    package func listBulks(
        _ request: ServerRequest<V1.ListBulksRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListBulksResponse> {
        try await ErrorMap.answer {
            V1.ListBulksResponse(bulks: try await self.engine.bulks().map(Render.bulk))
        }
    }

    package func getBulk(
        _ request: ServerRequest<V1.GetBulkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        try await ErrorMap.answer {
            let asked = request.message
            let status = try asked.status.given.map { text throws(CaseworkError) in
                guard let status = BulkItem.Status(rawValue: text) else {
                    let known = BulkItem.Status.allCases.map(\.rawValue).joined(separator: ", ")
                    throw CaseworkError(
                        .invalid, Label("status 应为\(known)之一", "status must be one of \(known)"))
                }
                return status
            }
            return Render.bulk(try await self.engine.bulk(asked.id, status))
        }
    }

    package func cancelBulk(
        _ request: ServerRequest<V1.CancelBulkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        let desk = CommandDesk(self.engine, try Gate.current())
        return try await ErrorMap.answer {
            let asked = request.message
            try await self.engine.cancelBulk(asked.id, try desk.request(asked.requestId, asked))
            return Render.bulk(try await self.engine.bulk(asked.id, nil))
        }
    }

    package func ackDelivery(
        _ request: ServerRequest<V1.AckDeliveryRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.AckDeliveryResponse> {
        let desk = CommandDesk(self.engine, try Gate.current())
        return try await ErrorMap.answer {
            let asked = request.message
            guard let status = DeliveryStatus(rawValue: asked.status.given ?? "sent"),
                status != .pending
            else {
                throw CaseworkError(
                    .invalid,
                    Label(
                        "status 应为 sent、acknowledged 或 failed",
                        "status must be sent, acknowledged or failed"))
            }
            let command = TickDeliveriesCommand(
                ids: asked.ids, caseID: asked.caseId.given, status: status,
                happenedOn: try WireValues.day(asked.happenedOn, "happened_on"),
                note: try WireValues.note(asked.note), forOffice: asked.forOffice.given)
            let result = try await self.engine.tick(
                command, try desk.request(asked.requestId, asked))
            let rows = try await self.engine.deliveries(
                of: result.caseID, pendingOnly: false, limit: 0)
            return V1.AckDeliveryResponse(
                deliveries: rows.filter { result.rows.contains($0.row.id) }.map {
                    Render.delivery($0.row, $0.label, document: $0.document)
                }, consequences: result.consequences.map(Render.consequence))
        }
    }
}
