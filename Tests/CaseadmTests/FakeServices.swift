// SPDX-License-Identifier: Apache-2.0
import CaseProto
import GRPCCore
import Synchronization

/// Cases of the fake daemon.
struct FakeCases: CasesServing {
    let daemon: FakeDaemon

    func open(
        _ request: ServerRequest<V1.OpenRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Outcome> {
        let done = V1.Done(caseId: "JY-2025-000001", version: 1, state: "received")
        return try daemon.answer(request.message, V1.Outcome(kind: .done(done)))
    }

    func act(
        _ request: ServerRequest<V1.ActRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Outcome> {
        let outcome: V1.Outcome.Kind =
            request.message.event == "inline" ? .refusal(Fixtures.refusal) : .done(Fixtures.done)
        return try daemon.answer(request.message, V1.Outcome(kind: outcome))
    }

    func submit(
        _ request: StreamingServerRequest<V1.Command>, context: ServerContext
    ) async throws -> StreamingServerResponse<V1.Outcome> {
        throw RPCError(code: .unimplemented, message: "Submit")
    }

    func get(
        _ request: ServerRequest<V1.GetCaseRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Case> {
        try daemon.answer(
            request.message,
            [Fixtures.papers, Fixtures.keptPapers].first { $0.caseId == request.message.caseId }
                ?? Fixtures.item)
    }

    func list(
        _ request: ServerRequest<V1.ListCasesRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListCasesResponse> {
        // Two pages of one case each.
        let isFirst = request.message.after.isEmpty
        let item = V1.Case(caseId: isFirst ? "JY-2025-000001" : "JY-2025-000002")
        return try daemon.answer(
            request.message, V1.ListCasesResponse(cases: [item], next: isFirst ? "p2" : ""))
    }

    func why(
        _ request: ServerRequest<V1.WhyRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.WhyResponse> {
        try daemon.answer(request.message, Fixtures.why)
    }

    func history(
        _ request: ServerRequest<V1.HistoryRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.HistoryResponse> {
        let isFirst = request.message.after == 0
        return try daemon.answer(
            request.message,
            V1.HistoryResponse(
                lines: [Fixtures.history[isFirst ? 0 : 1]], next: isFirst ? 40 : 0))
    }

    func watch(
        _ request: ServerRequest<V1.WatchRequest>, context: ServerContext
    ) async throws -> StreamingServerResponse<V1.WatchEvent> {
        _ = try daemon.answer(request.message, 0)
        let (events, isLast) = daemon.watches.withLock { watches in
            (watches.isEmpty ? [] : watches.removeFirst(), watches.isEmpty)
        }
        return StreamingServerResponse(of: V1.WatchEvent.self) { writer in
            try await writer.write(contentsOf: events)
            daemon.onWatch.withLock { $0 }()
            if !isLast { throw RPCError(code: .unavailable, message: "stopping") }
            try await context.cancellation.cancelled
            return [:]
        }
    }

    func attachDocument(
        _ request: StreamingServerRequest<V1.AttachRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Document> {
        var document = V1.Document()
        var sizes: [Int] = []
        for try await message in request.messages {
            switch message.kind {
            case .head(let head)?:
                document = V1.Document(
                    caseId: head.caseId, kind: head.kind, name: head.name, addedOn: head.happenedOn)
                _ = try daemon.answer(head, 0)
            case .chunk(let bytes)?: sizes.append(bytes.count)
            case nil: throw RPCError(code: .invalidArgument, message: "empty")
            }
        }
        document.size = Int64(sizes.reduce(0, +))
        document.number = sizes.map(String.init).joined(separator: "+")
        return ServerResponse(message: document)
    }

    /// Four bytes in two pieces; of those that were asked for as cut, the first piece only.
    func getDocument(
        _ request: ServerRequest<V1.GetDocumentRequest>, context: ServerContext
    ) async throws -> StreamingServerResponse<V1.DocumentPiece> {
        _ = try daemon.answer(request.message, 0)
        let document = Fixtures.papers.documents.first { $0.id == request.message.id }
        return StreamingServerResponse(of: V1.DocumentPiece.self) { writer in
            try await writer.write(V1.DocumentPiece(kind: .document(document ?? V1.Document())))
            try await writer.write(V1.DocumentPiece(kind: .chunk(Array("te".utf8))))
            if document?.name != "cut.pdf" {
                try await writer.write(V1.DocumentPiece(kind: .chunk(Array("st".utf8))))
            }
            return [:]
        }
    }

    func addParticipant(
        _ request: ServerRequest<V1.AddParticipantRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Participant> {
        try daemon.answer(request.message, V1.Participant(userNumber: 1))
    }

    func endParticipant(
        _ request: ServerRequest<V1.EndParticipantRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Participant> {
        try daemon.answer(request.message, V1.Participant(userNumber: 1))
    }

    func listParticipants(
        _ request: ServerRequest<V1.ListParticipantsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListParticipantsResponse> {
        try daemon.answer(request.message, V1.ListParticipantsResponse())
    }

    func chain(
        _ request: ServerRequest<V1.ChainRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ChainResponse> {
        // As if something of every line were kept.
        let first = Fixtures.history[0]
        let lines = [first, Fixtures.history[1]].map {
            V1.ChainLine(
                sequence: $0.sequence,
                previousHash: $0.sequence == first.sequence ? first.previousHash : first.hash,
                hash: $0.hash, kept: true)
        }
        return try daemon.answer(
            request.message,
            V1.ChainResponse(
                lines: lines, headSequence: 1_000, headHash: String(repeating: "a", count: 64)))
    }

    func importLetter(
        _ request: ServerRequest<V1.ImportLetterRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ImportLetterResponse> {
        let isLetter = String(decoding: request.message.content, as: UTF8.self).contains("函")
        return try daemon.answer(
            request.message, isLetter ? Fixtures.letter : Fixtures.noLetter)
    }

    func annul(
        _ request: ServerRequest<V1.AnnulRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Outcome> {
        try daemon.answer(request.message, V1.Outcome(kind: .done(Fixtures.done)))
    }

    func correct(
        _ request: ServerRequest<V1.CorrectRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Outcome> {
        try daemon.answer(request.message, V1.Outcome(kind: .done(Fixtures.done)))
    }
}

/// Deadlines of the fake daemon.
struct FakeDeadlines: DeadlinesServing {
    let daemon: FakeDaemon

    func due(
        _ request: ServerRequest<V1.DueRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.DueResponse> {
        try daemon.answer(request.message, Fixtures.due)
    }

    func explain(
        _ request: ServerRequest<V1.ExplainRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ExplainResponse> {
        try daemon.answer(request.message, Fixtures.explanation)
    }

    func calculate(
        _ request: ServerRequest<V1.CalculateRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Calculation> {
        try daemon.answer(request.message, Fixtures.calculation)
    }
}

/// The directory of the fake daemon.
struct FakeDirectory: DirectoryServing {
    let daemon: FakeDaemon

    func addOffice(
        _ request: ServerRequest<V1.AddOfficeRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Office> {
        try daemon.answer(request.message, request.message.office ?? V1.Office())
    }

    func listOffices(
        _ request: ServerRequest<V1.ListOfficesRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListOfficesResponse> {
        try daemon.answer(request.message, V1.ListOfficesResponse(offices: [Fixtures.office]))
    }

    func addUser(
        _ request: ServerRequest<V1.AddUserRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> { try daemon.answer(request.message, Fixtures.user) }

    func listUsers(
        _ request: ServerRequest<V1.ListUsersRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListUsersResponse> {
        try daemon.answer(request.message, V1.ListUsersResponse(users: [Fixtures.user]))
    }

    func grantRole(
        _ request: ServerRequest<V1.GrantRoleRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> { try daemon.answer(request.message, Fixtures.user) }

    func revokeRole(
        _ request: ServerRequest<V1.GrantRoleRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> { try daemon.answer(request.message, Fixtures.user) }

    func whoAmI(
        _ request: ServerRequest<V1.WhoAmIRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> { try daemon.answer(request.message, Fixtures.user) }
}

extension FakeDirectory {
    func renameOffice(
        _ request: ServerRequest<V1.RenameOfficeRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Office> {
        try daemon.answer(request.message, Fixtures.office)
    }

    func closeOffice(
        _ request: ServerRequest<V1.CloseOfficeRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Office> {
        try daemon.answer(request.message, Fixtures.office)
    }

    func changeUser(
        _ request: ServerRequest<V1.ChangeUserRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> { try daemon.answer(request.message, Fixtures.user) }

    func importDirectory(
        _ request: ServerRequest<V1.ImportDirectoryRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ImportDirectoryResponse> {
        try daemon.answer(request.message, V1.ImportDirectoryResponse())
    }

    func addDelegation(
        _ request: ServerRequest<V1.AddDelegationRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Delegation> {
        try daemon.answer(request.message, V1.Delegation(id: 1))
    }

    func endDelegation(
        _ request: ServerRequest<V1.EndDelegationRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Delegation> {
        try daemon.answer(request.message, V1.Delegation(id: 1))
    }

    func listDelegations(
        _ request: ServerRequest<V1.ListDelegationsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListDelegationsResponse> {
        try daemon.answer(request.message, V1.ListDelegationsResponse())
    }
}

/// Rules of the fake daemon.
struct FakeRules: RulesServing {
    let daemon: FakeDaemon

    func listWorkflows(
        _ request: ServerRequest<V1.ListWorkflowsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListWorkflowsResponse> {
        try daemon.answer(request.message, Fixtures.workflows)
    }

    func getWorkflow(
        _ request: ServerRequest<V1.GetWorkflowRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Workflow> {
        try daemon.answer(request.message, Fixtures.workflow)
    }

    func check(
        _ request: ServerRequest<V1.CheckRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.CheckResponse> {
        try daemon.answer(request.message, Fixtures.check)
    }

    func diagram(
        _ request: ServerRequest<V1.DiagramRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Page> {
        try daemon.answer(request.message, V1.Page(text: "stateDiagram-v2\n", format: "mermaid"))
    }

    func handbook(
        _ request: ServerRequest<V1.HandbookRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Page> {
        try daemon.answer(request.message, V1.Page(text: "# 手册\n", format: "markdown"))
    }

    func preview(
        _ request: ServerRequest<V1.PreviewRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.PreviewResponse> {
        try daemon.answer(request.message, Fixtures.preview)
    }

    func install(
        _ request: ServerRequest<V1.InstallRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.InstallResponse> {
        try daemon.answer(request.message, Fixtures.installed)
    }

    func rollback(
        _ request: ServerRequest<V1.RollbackRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.InstallResponse> {
        try daemon.answer(request.message, Fixtures.installed)
    }

    func listInstalled(
        _ request: ServerRequest<V1.ListInstalledRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListInstalledResponse> {
        try daemon.answer(request.message, Fixtures.installations)
    }

    func migrate(
        _ request: ServerRequest<V1.MigrateRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.MigrateResponse> {
        try daemon.answer(request.message, V1.MigrateResponse(bulk: 7))
    }

    func recount(
        _ request: ServerRequest<V1.RecountRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.MigrateResponse> {
        try daemon.answer(request.message, V1.MigrateResponse(bulk: 7))
    }

    func listCalendars(
        _ request: ServerRequest<V1.ListCalendarsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListCalendarsResponse> {
        try daemon.answer(request.message, Fixtures.calendars)
    }
}

/// The fake daemon itself; its chain of history is broken.
struct FakeAdmin: AdminServing {
    let daemon: FakeDaemon

    func status(
        _ request: ServerRequest<V1.StatusRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.StatusResponse> {
        try daemon.answer(request.message, Fixtures.status)
    }

    func clock(
        _ request: ServerRequest<V1.ClockRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ClockResponse> {
        try daemon.answer(request.message, Fixtures.clock)
    }

    func listReads(
        _ request: ServerRequest<V1.ListReadsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListReadsResponse> {
        try daemon.answer(request.message, Fixtures.reads)
    }

    func verify(
        _ request: ServerRequest<V1.VerifyRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.VerifyResponse> {
        try daemon.answer(
            request.message, V1.VerifyResponse(lines: 9, problems: ["line 3: hash"]))
    }
}

/// Figures of the fake daemon.
struct FakeReports: ReportsServing {
    let daemon: FakeDaemon

    func figures(
        _ request: ServerRequest<V1.FiguresRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.FiguresResponse> {
        try daemon.answer(request.message, Fixtures.figures)
    }
}
