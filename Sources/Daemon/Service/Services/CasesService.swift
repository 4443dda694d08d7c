// SPDX-License-Identifier: Apache-2.0
package import CaseProto
internal import Casework
internal import CaseworkCore
package import GRPCCore
internal import Pacing
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Serves `cased.v1.Cases`: wire ⇄ engine, nothing else.
package struct CasesService: CasesServing {
    private let engine: ServedEngine

    /// A service over an engine.
    package init(_ engine: ServedEngine) {
        self.engine = engine
    }

    package func open(
        _ request: ServerRequest<V1.OpenRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Outcome> {
        try await self.engine.serve(request) { asked, caller in try await caller.open(asked) }
    }

    package func act(
        _ request: ServerRequest<V1.ActRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Outcome> {
        try await self.engine.serve(request) { asked, caller in try await caller.act(asked) }
    }

    package func annul(
        _ request: ServerRequest<V1.AnnulRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Outcome> {
        try await self.engine.serve(request) { asked, caller in try await caller.annul(asked) }
    }

    package func correct(
        _ request: ServerRequest<V1.CorrectRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Outcome> {
        try await self.engine.serve(request) { asked, caller in try await caller.correct(asked) }
    }

    package func submit(
        _ request: StreamingServerRequest<V1.Command>, context: ServerContext
    ) async throws -> StreamingServerResponse<V1.Outcome> {
        try self.engine.stream(request) { commands, caller, writer in
            try await CommandStream(carryOut: caller.carryOut).run(commands, into: writer)
        }
    }

    package func get(
        _ request: ServerRequest<V1.GetCaseRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Case> {
        try await self.engine.serve(request) { asked, caller in
            let vantage = try caller.vantage(asOf: asked.asOf, knownOn: asked.knownOn)
            return Render.view(try await caller.engine.cases.view(asked.caseId, from: vantage))
        }
    }

    package func list(
        _ request: ServerRequest<V1.ListCasesRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListCasesResponse> {
        try await self.engine.serve(request) { asked, caller in
            var query = CaseQuery(limit: Int(asked.limit))
            query.workflow = asked.workflow.given
            query.state = asked.state.given
            query.office = asked.office.given
            query.text = asked.query.given
            query.openOnly = asked.openOnly
            query.after = asked.after.given
            query.openedFrom = try caller.day(asked.openedFrom, "from")
            query.openedTo = try caller.day(asked.openedTo, "to")
            var words = CaseWords()
            words.role = asked.role.given
            words.number = asked.number.given
            words.fields = asked.fields
            words.isMine = asked.mine
            words.clock = asked.clock.given
            words.light = asked.light.given
            words.isCounted = asked.count
            words.isWhole = asked.whole
            words.vantage = try caller.vantage(asOf: asked.asOf, knownOn: asked.knownOn)
            let (cases, wanted, said) = (caller.engine.cases, query, words)
            // Each case is gone through: such questions are answered one after the other.
            let isHeavy = words.vantage != Vantage() || words.light != nil
            let page =
                isHeavy
                ? try await caller.inTurn { try await cases.page(wanted, said) }
                : try await cases.page(wanted, said)
            return V1.ListCasesResponse(
                cases: page.heads.map {
                    asked.whole ? Render.whole($0, in: page) : Render.head($0)
                },
                next: page.next ?? "", total: page.total.map { Int32(clamping: $0) })
        }
    }

    package func why(
        _ request: ServerRequest<V1.WhyRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.WhyResponse> {
        try await self.engine.serve(request) { asked, caller in
            Render.why(
                try await caller.engine.cases.why(
                    asked.caseId, event: asked.event.given, fields: Render.values(asked.fields),
                    principal: caller.principal, forOffice: asked.forOffice.given))
        }
    }

    package func history(
        _ request: ServerRequest<V1.HistoryRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.HistoryResponse> {
        try await self.engine.serve(request) { asked, caller in
            Render.history(
                try await caller.engine.cases.history(
                    asked.caseId, after: asked.after, limit: Int(asked.limit)))
        }
    }

    package func watch(
        _ request: ServerRequest<V1.WatchRequest>, context: ServerContext
    ) async throws -> StreamingServerResponse<V1.WatchEvent> {
        let cancellation = context.cancellation
        return try self.engine.stream(request) { asked, caller, writer in
            try await WatchStream(cases: caller.engine.cases, cancellation: cancellation)
                .run(asked, into: writer)
        }
    }

    package func attachDocument(
        _ request: StreamingServerRequest<V1.AttachRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Document> {
        try await self.engine.serve(request) { messages, caller in
            try await DocumentIntake(caller: caller).receive(messages)
        }
    }

    package func makePaper(
        _ request: ServerRequest<V1.MakePaperRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.MadePaper> {
        try await self.engine.serve(request) { asked, caller in
            let paper = try await caller.engine.cases.paper(
                asked.kind, of: asked.caseId, isPublic: asked.`public`)
            return V1.MadePaper(
                caseId: asked.caseId, kind: paper.kind.name,
                label: Render.label(paper.kind.labels), text: paper.text)
        }
    }

    package func getDocument(
        _ request: ServerRequest<V1.GetDocumentRequest>, context: ServerContext
    ) async throws -> StreamingServerResponse<V1.DocumentPiece> {
        try self.engine.stream(request) { asked, caller, writer in
            let content = try await caller.engine.documents.content(
                of: asked.id, in: asked.caseId)
            try await writer.write(V1.DocumentPiece(kind: .document(Render.document(content))))
            var pacer = Pacer()
            while let piece = try await content.next() {
                try await writer.write(V1.DocumentPiece(kind: .chunk(piece)))
                try await pacer.wrote()
            }
        }
    }

    package func chain(
        _ request: ServerRequest<V1.ChainRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ChainResponse> {
        try await self.engine.serve(request) { asked, caller in
            Render.chain(
                try await caller.engine.cases.chain(
                    asked.caseId, after: asked.after, limit: Int(asked.limit)))
        }
    }

    package func importLetter(
        _ request: ServerRequest<V1.ImportLetterRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ImportLetterResponse> {
        try await self.engine.serve(request) { asked, caller in
            try await LetterIntake(caller: caller).receive(asked)
        }
    }

    package func readNotice(
        _ request: ServerRequest<V1.ReadNoticeRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ReadNoticeResponse> {
        try await self.engine.serve(request) { asked, caller in
            let outcome = try caller.engine.imports.read(notice: asked.content, file: asked.file)
            return Render.notice(outcome, file: asked.file)
        }
    }

    package func saveView(
        _ request: ServerRequest<V1.SaveViewRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.SaveViewResponse> {
        try await self.engine.serve(request) { asked, caller in
            try await caller.engine.cases.save(
                view: asked.name, sharedWith: asked.office.given, asked.words,
                try caller.request(asked))
            return V1.SaveViewResponse()
        }
    }

    package func removeView(
        _ request: ServerRequest<V1.RemoveViewRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.RemoveViewResponse> {
        try await self.engine.serve(request) { asked, caller in
            try await caller.engine.cases.remove(view: asked.name, try caller.request(asked))
            return V1.RemoveViewResponse()
        }
    }

    package func listViews(
        _ request: ServerRequest<V1.ListViewsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListViewsResponse> {
        try await self.engine.serve(request) { _, caller in
            let views = try await caller.engine.cases.views()
            return V1.ListViewsResponse(
                views: views.map { view in
                    V1.SavedView(
                        name: view.row.name, office: view.row.office ?? "",
                        officeName: view.officeName, owner: view.row.owner,
                        ownerName: view.ownerName, words: view.row.words, mine: view.isOwn)
                })
        }
    }

    package func addParticipant(
        _ request: ServerRequest<V1.AddParticipantRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Participant> {
        try await self.engine.serve(request) { asked, caller in
            let user = try await caller.engine.directory.user(named: asked.user).number
            _ = try await caller.engine.cases.admit(
                ParticipantCommand(
                    caseID: asked.caseId, user: user, role: asked.role.given,
                    speaksFor: asked.speaksFor.given,
                    since: try caller.day(asked.since, "since"),
                    until: try caller.day(asked.until, "until"),
                    note: try WireValues.note(asked.note), forOffice: asked.forOffice.given),
                try caller.request(asked))
            return try await caller.participant(user, asked.role.given, in: asked.caseId)
        }
    }

    package func endParticipant(
        _ request: ServerRequest<V1.EndParticipantRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Participant> {
        try await self.engine.serve(request) { asked, caller in
            let user = try await caller.engine.directory.user(named: asked.user).number
            _ = try await caller.engine.cases.dismiss(
                ParticipantCommand(
                    caseID: asked.caseId, user: user, role: asked.role.given,
                    note: try WireValues.note(asked.note), forOffice: asked.forOffice.given),
                try caller.request(asked))
            return try await caller.participant(user, asked.role.given, in: asked.caseId)
        }
    }

    package func actsBy(
        _ request: ServerRequest<V1.ActsByRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ActsByResponse> {
        try await self.engine.serve(request) { asked, caller in
            Render.acts(
                try await caller.engine.cases.acts(
                    by: asked.who, from: try caller.day(asked.from, "from"),
                    until: try caller.day(asked.to, "to"), after: asked.after))
        }
    }

    package func listParticipants(
        _ request: ServerRequest<V1.ListParticipantsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListParticipantsResponse> {
        try await self.engine.serve(request) { asked, caller in
            let view = try await caller.engine.cases.participants(asked.caseId)
            return V1.ListParticipantsResponse(participants: view.items.map(Render.participant))
        }
    }
}

extension Caller {
    /// Somebody who takes part in a case, as it stands after a command about him.
    fileprivate func participant(
        _ user: Int64, _ role: String?, in id: String
    ) async throws -> V1.Participant {
        let view = try await Caller.shown {
            try await self.engine.cases.participants(try await self.engine.cases.id(called: id))
        }
        let item = view.items.last { item in
            let names = [item.row.role, item.role.zh, item.role.en]
            return item.row.user == user && role.map(names.contains) ?? true
        }
        guard let item else {
            throw CaseworkError(
                .notFound,
                Label("\(user)不是\(id)的参加人", "\(user) takes no part in \(id)"))
        }
        return Render.participant(item)
    }
}
