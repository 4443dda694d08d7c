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
            case .text?: break
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

    func makePaper(
        _ request: ServerRequest<V1.MakePaperRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.MadePaper> {
        try daemon.answer(
            request.message,
            V1.MadePaper(
                caseId: request.message.caseId, kind: "reply_letter",
                label: V1.Label(zh: "答复函", en: "Reply letter"),
                text: "@letter\n@organ 示例市民政局\n@title 关于第7号建议的答复\n@number \\{发文字号\\}\n正文。\n"))
    }

    func saveView(
        _ request: ServerRequest<V1.SaveViewRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.SaveViewResponse> {
        try daemon.answer(request.message, V1.SaveViewResponse())
    }

    func removeView(
        _ request: ServerRequest<V1.RemoveViewRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.RemoveViewResponse> {
        try daemon.answer(request.message, V1.RemoveViewResponse())
    }

    func listViews(
        _ request: ServerRequest<V1.ListViewsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListViewsResponse> {
        try daemon.answer(request.message, V1.ListViewsResponse())
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

    func actsBy(
        _ request: ServerRequest<V1.ActsByRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ActsByResponse> {
        try daemon.answer(request.message, V1.ActsByResponse())
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

    func readNotice(
        _ request: ServerRequest<V1.ReadNoticeRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ReadNoticeResponse> {
        try daemon.answer(request.message, Fixtures.notice)
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
