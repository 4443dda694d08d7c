// SPDX-License-Identifier: Apache-2.0
package import CaseProto
package import Casework
package import GRPCCore
internal import WorkCalendar

/// Serves `cased.v1.Reports`.
package struct ReportsService: ReportsServing {
    let engine: Engine

    /// A service over an engine.
    package init(_ engine: Engine) {
        self.engine = engine
    }

    package func figures(
        _ request: ServerRequest<V1.FiguresRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.FiguresResponse> {
        try await ErrorMap.answer {
            let asked = request.message
            let view = try await self.engine.reports.figures(
                of: asked.workflow, from: try WireValues.day(asked.from, "from"),
                to: try WireValues.day(asked.to, "to"), caseID: asked.caseId.given)
            return Render.figures(view, asked)
        }
    }
}
