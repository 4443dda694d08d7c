// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
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
            let rows = try await self.engine.deliveries.list(
                of: asked.caseId.given, pendingOnly: asked.pendingOnly, ids: asked.ids,
                after: asked.after, limit: Int(asked.limit))
            return V1.ListDeliveriesResponse(
                deliveries: rows.map(Render.delivery))
        }
    }

    package func ackDelivery(
        _ request: ServerRequest<V1.AckDeliveryRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.AckDeliveryResponse> {
        let desk = CommandDesk(self.engine, try Gate.current())
        return try await ErrorMap.answer {
            let asked = request.message
            guard let status = DeliveryStatus(rawValue: asked.status.given ?? "sent"),
                ![.pending, .withdrawn].contains(status)
            else {
                throw CaseworkError(
                    .invalid,
                    Label(
                        "status 应为 sent、acknowledged、failed 或 otherwise",
                        "status must be sent, acknowledged, failed or otherwise"))
            }
            let command = TickDeliveriesCommand(
                ids: asked.ids, caseID: asked.caseId.given, status: status,
                happenedOn: try WireValues.day(asked.happenedOn, "happened_on"),
                note: try WireValues.note(asked.note), forOffice: asked.forOffice.given)
            let result = try await self.engine.deliveries.tick(
                command, try desk.request(asked.requestId, asked))
            let rows = try await self.engine.deliveries.list(
                of: result.caseID, pendingOnly: false, limit: 0)
            return V1.AckDeliveryResponse(
                deliveries: rows.filter { result.rows.contains($0.row.id) }.map(Render.delivery),
                consequences: result.consequences.map(Render.consequence))
        }
    }
}
