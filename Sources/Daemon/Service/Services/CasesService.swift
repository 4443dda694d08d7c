// SPDX-License-Identifier: Apache-2.0
package import CaseProto
package import Casework
package import GRPCCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Serves `cased.v1.Cases`: wire ⇄ engine, nothing else.
package struct CasesService: CasesServing {
    let engine: Engine

    /// A service over an engine.
    package init(_ engine: Engine) {
        self.engine = engine
    }

    package func open(
        _ request: ServerRequest<V1.OpenRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Outcome> {
        let speaker = try Gate.current()
        return try await ErrorMap.answer {
            try await CommandDesk(self.engine, speaker).open(request.message)
        }
    }

    package func act(
        _ request: ServerRequest<V1.ActRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Outcome> {
        let speaker = try Gate.current()
        return try await ErrorMap.answer {
            try await CommandDesk(self.engine, speaker).act(request.message)
        }
    }

    package func annul(
        _ request: ServerRequest<V1.AnnulRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Outcome> {
        let speaker = try Gate.current()
        return try await ErrorMap.answer {
            try await CommandDesk(self.engine, speaker).annul(request.message)
        }
    }

    package func correct(
        _ request: ServerRequest<V1.CorrectRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Outcome> {
        let speaker = try Gate.current()
        return try await ErrorMap.answer {
            try await CommandDesk(self.engine, speaker).correct(request.message)
        }
    }

    package func submit(
        _ request: StreamingServerRequest<V1.Command>, context: ServerContext
    ) async throws -> StreamingServerResponse<V1.Outcome> {
        let desk = CommandDesk(self.engine, try Gate.current())
        return StreamingServerResponse(of: V1.Outcome.self) { writer in
            try await CommandStream(desk).run(request.messages, writer)
            return [:]
        }
    }

    package func get(
        _ request: ServerRequest<V1.GetCaseRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Case> {
        try await ErrorMap.answer {
            Render.view(try await self.engine.cases.view(request.message.caseId))
        }
    }

    package func list(
        _ request: ServerRequest<V1.ListCasesRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListCasesResponse> {
        try await ErrorMap.answer {
            let asked = request.message
            var query = CaseQuery(limit: Int(asked.limit))
            query.workflow = asked.workflow.given
            query.state = asked.state.given
            query.office = asked.office.given
            query.text = asked.query.given
            query.openOnly = asked.openOnly
            query.after = asked.after.given
            let heads = try await self.engine.cases.list(query)
            let isFull = asked.limit > 0 && heads.count >= Int(asked.limit)
            return V1.ListCasesResponse(
                cases: heads.map(Render.head), next: isFull ? heads.last?.row.id ?? "" : "")
        }
    }

    package func why(
        _ request: ServerRequest<V1.WhyRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.WhyResponse> {
        let speaker = try Gate.current()
        return try await ErrorMap.answer {
            let asked = request.message
            return Render.why(
                try await self.engine.cases.why(
                    asked.caseId, event: asked.event.given, fields: Render.values(asked.fields),
                    principal: speaker, forOffice: asked.forOffice.given))
        }
    }

    package func history(
        _ request: ServerRequest<V1.HistoryRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.HistoryResponse> {
        try await ErrorMap.answer {
            let asked = request.message
            return Render.history(
                try await self.engine.cases.history(
                    asked.caseId, after: asked.after, limit: Int(asked.limit)))
        }
    }

    package func watch(
        _ request: ServerRequest<V1.WatchRequest>, context: ServerContext
    ) async throws -> StreamingServerResponse<V1.WatchEvent> {
        let stream = WatchStream(self.engine, request.message, context.cancellation)
        return StreamingServerResponse(of: V1.WatchEvent.self) { writer in
            try await stream.run(writer)
            return [:]
        }
    }

    package func attachDocument(
        _ request: StreamingServerRequest<V1.AttachRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Document> {
        let speaker = try Gate.current()
        return try await ErrorMap.answer {
            try await DocumentDesk(self.engine, speaker).receive(request.messages)
        }
    }

    package func importLetter(
        _ request: ServerRequest<V1.ImportLetterRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ImportLetterResponse> {
        let speaker = try Gate.current()
        return try await ErrorMap.answer {
            try await LetterDesk(self.engine, speaker).receive(request.message)
        }
    }
}

extension String {
    /// The text, unless it is empty: unset on the wire.
    var given: String? {
        self.isEmpty ? nil : self
    }
}
