// SPDX-License-Identifier: Apache-2.0
package import CaseProto
internal import Casework
package import GRPCCore
internal import WorkCalendar

/// Serves `cased.v1.Reports`.
package struct ReportsService: ReportsServing {
    private let engine: ServedEngine

    /// A service over an engine.
    package init(_ engine: ServedEngine) {
        self.engine = engine
    }

    package func figures(
        _ request: ServerRequest<V1.FiguresRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.FiguresResponse> {
        try await self.engine.serve(request) { asked, caller in
            let view = try await caller.engine.reports.figures(
                of: asked.workflow, from: try WireValues.day(asked.from, "from"),
                to: try WireValues.day(asked.to, "to"), caseID: asked.caseId.given)
            return Render.figures(view, asked)
        }
    }
}
