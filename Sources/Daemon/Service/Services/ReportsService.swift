// SPDX-License-Identifier: Apache-2.0
package import CaseProto
internal import Casework
internal import CaseworkCore
package import GRPCCore
internal import Rulebook
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
            var asked = asked
            asked.workflow = try caller.engine.rules.rulebook.workflow(called: asked.workflow)
            var query = FiguresQuery(asked.workflow)
            query.from = try caller.day(asked.from, "from")
            query.to = try caller.day(asked.to, "to")
            query.by = asked.by.given
            query.caseID = asked.caseId.given
            query.office = asked.office.given
            query.place = asked.place.given
            query.per = asked.per.given.map { FiguresQuery.Split($0) }
            query.vantage = try caller.vantage(asOf: asked.asOf, knownOn: asked.knownOn)
            (asked.from, asked.to) = (query.from?.description ?? "", query.to?.description ?? "")
            let view = try await caller.engine.reports.figures(query)
            return Render.figures(view, asked)
        }
    }

    package func circular(
        _ request: ServerRequest<V1.CircularRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.CircularResponse> {
        try await self.engine.serve(request) { asked, caller in
            let view = try await caller.engine.reports.circular(
                of: try caller.month(asked.month, "month"), place: asked.place.given,
                knownOn: try caller.day(asked.knownOn, "known_on"))
            return Render.circular(view)
        }
    }

    package func publicFile(
        _ request: ServerRequest<V1.PublicFileRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.PublicFileResponse> {
        try await self.engine.serve(request) { asked, caller in
            Render.publicPage(
                try await caller.engine.reports.publicFile(
                    after: asked.after.given, known: asked.known))
        }
    }
}
