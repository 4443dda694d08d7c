// SPDX-License-Identifier: Apache-2.0
import CaseProto
import GRPCCore
import GRPCInProcessTransport
import Testing

@Suite("gRPC", .timeLimit(.minutes(60)))
struct GRPCTests {
    @Test("bytes that are no message become invalidArgument with the reason")
    func badBytesBecomeInvalidArgument() {
        let coder = ProtoDeserializer<V1.Label>()
        let error = #expect(throws: RPCError.self) {
            try coder.deserialize([10, 1, 0xFF] as [UInt8])
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains("cased.v1.Label.zh") == true)
    }

    @Test("the coders agree on every length, zero too")
    func codersAgree() throws {
        for label in [
            V1.Label(), V1.Label(zh: "是"), V1.Label(en: String(repeating: "x", count: 9_999)),
        ] {
            let bytes: [UInt8] = try ProtoSerializer<V1.Label>().serialize(label)
            #expect(try ProtoDeserializer<V1.Label>().deserialize(bytes) == label)
        }
    }

    @Test("bytes and messages convert without the coders, from outside the module")
    func messagesConvertWithoutCoders() throws {
        let label = V1.Label(zh: "是", en: "yes")
        #expect(try V1.Label(bytes: label.bytes()) == label)
        #expect(V1.Label.protoName == "cased.v1.Label")
    }

    @Test("every kind of call goes through, and metadata with it")
    func everyKindOfCallGoesThrough() async throws {
        try await withClient { client in
            let cases = CasesClient(client)
            let done = try await cases.act(
                V1.ActRequest(caseId: "A", event: "accept"), metadata: ["office": "quanmin"])
            #expect(done == V1.Outcome(kind: .done(V1.Done(caseId: "A", state: "quanmin"))))

            let document = try await cases.attachDocument { writer in
                try await writer.write(V1.AttachRequest(kind: .head(V1.AttachHead(name: "n"))))
                try await writer.write(V1.AttachRequest(kind: .chunk([1, 2, 3])))
            }
            #expect(document == V1.Document(name: "n", size: 3))

            let outcomes = try await cases.submit { writer in
                for id in ["A", "B", "C"] {
                    try await writer.write(V1.Command(kind: .act(V1.ActRequest(caseId: id))))
                }
            } onResponse: { messages in
                try await messages.reduce(into: []) { $0.append($1) }
            }
            let ids = ["A", "B", "C"]
            #expect(outcomes == ids.map { V1.Outcome(kind: .done(V1.Done(caseId: $0))) })

            let statuses = try await HealthClient(client).watch(
                HealthV1.HealthCheckRequest(service: "cased.v1.Cases")
            ) { messages in
                try await messages.reduce(into: []) { $0.append($1.status) }
            }
            #expect(statuses == [.unknown, .serving])
        }
    }

    @Test("a refusal of the service reaches the caller with code and metadata")
    func refusalReachesCaller() async throws {
        try await withClient { client in
            let error = await #expect(throws: RPCError.self) {
                try await CasesClient(client).get(V1.GetCaseRequest(caseId: "none"))
            }
            #expect(error?.code == .notFound)
            #expect(error?.metadata[stringValues: "why"].first { _ in true } == "absent")
        }
    }

    @Test("a client that sends bad bytes is told invalidArgument")
    func badBytesOverTheWireAreRefused() async throws {
        try await withClient { client in
            let error = await #expect(throws: RPCError.self) {
                try await client.unary(
                    request: ClientRequest(message: [10, 9]), descriptor: CasesMethods.act,
                    serializer: RawSerializer(), deserializer: ProtoDeserializer<V1.Outcome>(),
                    options: .defaults
                ) { try $0.message }
            }
            #expect(error?.code == .invalidArgument)
            #expect(error?.message == "The bytes are not a valid cased.v1.ActRequest message.")
        }
    }

    @Test("descriptors carry the names and kinds of the .proto file")
    func descriptorsAreRight() {
        #expect(CasesMethods.act.fullyQualifiedMethod == "cased.v1.Cases/Act")
        #expect(CasesMethods.submit.type == .bidirectionalStreaming)
        #expect(CasesMethods.attachDocument.type == .clientStreaming)
        #expect(HealthMethods.watch.type == .serverStreaming)
        #expect(DirectoryMethods.whoAmI.method == "WhoAmI")
        #expect(CasesMethods.watch.type == .serverStreaming)
        #expect(CasesMethods.all.count == 23)
    }

    private func withClient(
        _ body: @Sendable (GRPCClient<InProcessTransport.Client>) async throws -> Void
    ) async throws {
        let transport = InProcessTransport()
        try await withGRPCServer(
            transport: transport.server, services: [CasesStub(), HealthStub()]
        ) { _ in
            try await withGRPCClient(transport: transport.client) { try await body($0) }
        }
    }
}

private struct RawSerializer: MessageSerializer {
    func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Bytes {
        Bytes(message)
    }
}

private struct HealthStub: HealthServing {
    typealias Response = HealthV1.HealthCheckResponse

    func check(
        _ request: ServerRequest<HealthV1.HealthCheckRequest>, context: ServerContext
    ) async throws -> ServerResponse<Response> {
        ServerResponse(message: Response(status: .serving))
    }

    func watch(
        _ request: ServerRequest<HealthV1.HealthCheckRequest>, context: ServerContext
    ) async throws -> StreamingServerResponse<Response> {
        StreamingServerResponse { writer in
            try await writer.write(Response())
            try await writer.write(Response(status: .serving))
            return [:]
        }
    }
}

private struct CasesStub: CasesServing {
    func act(_ request: ServerRequest<V1.ActRequest>, context: ServerContext) async throws
        -> ServerResponse<V1.Outcome>
    {
        let office = request.metadata[stringValues: "office"].first { _ in true } ?? ""
        let done = V1.Done(caseId: request.message.caseId, state: office)
        return ServerResponse(message: V1.Outcome(kind: .done(done)))
    }

    func submit(_ request: StreamingServerRequest<V1.Command>, context: ServerContext) async throws
        -> StreamingServerResponse<V1.Outcome>
    {
        StreamingServerResponse { writer in
            for try await command in request.messages {
                guard case .act(let act)? = command.kind else { continue }
                try await writer.write(V1.Outcome(kind: .done(V1.Done(caseId: act.caseId))))
            }
            return [:]
        }
    }

    func getDocument(
        _ request: ServerRequest<V1.GetDocumentRequest>, context: ServerContext
    ) async throws -> StreamingServerResponse<V1.DocumentPiece> {
        StreamingServerResponse(of: V1.DocumentPiece.self) { _ in [:] }
    }

    func makePaper(
        _ request: ServerRequest<V1.MakePaperRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.MadePaper> { ServerResponse(message: V1.MadePaper()) }

    func saveView(
        _ request: ServerRequest<V1.SaveViewRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.SaveViewResponse> {
        ServerResponse(message: V1.SaveViewResponse())
    }

    func removeView(
        _ request: ServerRequest<V1.RemoveViewRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.RemoveViewResponse> {
        ServerResponse(message: V1.RemoveViewResponse())
    }

    func listViews(
        _ request: ServerRequest<V1.ListViewsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListViewsResponse> {
        ServerResponse(message: V1.ListViewsResponse())
    }

    func addParticipant(
        _ request: ServerRequest<V1.AddParticipantRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Participant> { ServerResponse(message: V1.Participant()) }

    func endParticipant(
        _ request: ServerRequest<V1.EndParticipantRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Participant> { ServerResponse(message: V1.Participant()) }

    func actsBy(
        _ request: ServerRequest<V1.ActsByRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ActsByResponse> {
        ServerResponse(message: V1.ActsByResponse())
    }

    func listParticipants(
        _ request: ServerRequest<V1.ListParticipantsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListParticipantsResponse> {
        ServerResponse(message: V1.ListParticipantsResponse())
    }

    func chain(_ request: ServerRequest<V1.ChainRequest>, context: ServerContext) async throws
        -> ServerResponse<V1.ChainResponse>
    { ServerResponse(message: V1.ChainResponse()) }

    func attachDocument(
        _ request: StreamingServerRequest<V1.AttachRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Document> {
        var document = V1.Document()
        for try await part in request.messages {
            switch part.kind {
            case .head(let head)?: document.name = head.name
            case .chunk(let bytes)?: document.size += Int64(bytes.count)
            case .text?: break
            case nil: break
            }
        }
        return ServerResponse(message: document)
    }

    func get(_ request: ServerRequest<V1.GetCaseRequest>, context: ServerContext) async throws
        -> ServerResponse<V1.Case>
    {
        throw RPCError(code: .notFound, message: "no such case", metadata: ["why": "absent"])
    }

    func open(_ request: ServerRequest<V1.OpenRequest>, context: ServerContext) async throws
        -> ServerResponse<V1.Outcome>
    { ServerResponse(message: V1.Outcome()) }

    func list(_ request: ServerRequest<V1.ListCasesRequest>, context: ServerContext) async throws
        -> ServerResponse<V1.ListCasesResponse>
    { ServerResponse(message: V1.ListCasesResponse()) }

    func why(_ request: ServerRequest<V1.WhyRequest>, context: ServerContext) async throws
        -> ServerResponse<V1.WhyResponse>
    { ServerResponse(message: V1.WhyResponse()) }

    func history(_ request: ServerRequest<V1.HistoryRequest>, context: ServerContext) async throws
        -> ServerResponse<V1.HistoryResponse>
    { ServerResponse(message: V1.HistoryResponse()) }

    func watch(_ request: ServerRequest<V1.WatchRequest>, context: ServerContext) async throws
        -> StreamingServerResponse<V1.WatchEvent>
    { StreamingServerResponse { _ in [:] } }

    func readNotice(
        _ request: ServerRequest<V1.ReadNoticeRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ReadNoticeResponse> {
        ServerResponse(message: V1.ReadNoticeResponse())
    }

    func importLetter(
        _ request: ServerRequest<V1.ImportLetterRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ImportLetterResponse> {
        ServerResponse(message: V1.ImportLetterResponse())
    }

    func annul(_ request: ServerRequest<V1.AnnulRequest>, context: ServerContext) async throws
        -> ServerResponse<V1.Outcome>
    { ServerResponse(message: V1.Outcome()) }

    func correct(_ request: ServerRequest<V1.CorrectRequest>, context: ServerContext) async throws
        -> ServerResponse<V1.Outcome>
    { ServerResponse(message: V1.Outcome()) }
}
