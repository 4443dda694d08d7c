// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import GRPCCore
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import OfficeFiles
internal import Pacing

// Papers in and out: filed ones, and drafts made from templates.
extension Site {
    func addPapers(to router: Router<PageContext>) {
        self.get("/cases/:id/attach", on: router) { try await self.attaching($0) }
        self.upload("/cases/:id/attach", on: router) { try await self.attach($0, $1) }
        self.get("/cases/:id/papers/:paper", on: router) { try await self.download($0) }
    }

    private func attaching(_ visit: Visit, told: Model = [:], status: Int = 200) async throws
        -> Response
    {
        let id = visit.part("id")
        let row = try await visit.ask {
            try await $0.cases.get(V1.GetCaseRequest(caseId: id), metadata: $0.metadata)
        }
        let workflow = try await visit.ask {
            try await $0.rules.getWorkflow(
                V1.GetWorkflowRequest(workflow: row.workflow, profile: row.profile),
                metadata: $0.metadata)
        }
        var model = visit.words
        model.merge(visit.head(row)) { $1 }
        model["backPath"] = Visit.path(of: row.caseId)
        model["action"] = Visit.path(of: row.caseId) + "/attach"
        let wanted = visit.query["kind"]
        let missing = Set(row.documents.filter(\.expected).map(\.kind))
        // Those that are called for come first.
        let kinds = workflow.documents.sorted {
            (missing.contains($0.name) ? 0 : 1) < (missing.contains($1.name) ? 0 : 1)
        }
        model["kinds"] = kinds.map { kind in
            let mark = missing.contains(kind.name) ? visit.say("(待登记)", " (missing)") : ""
            return visit.choice(kind.name, visit.say(kind.label, else: kind.name) + mark, wanted)
        }
        model["request"] = RequestName.fresh()
        model.merge(told) { $1 }
        return await self.page(
            "attach", model, visit, title: visit.say("登记材料", "Attach a paper"), status: status)
    }

    private func attach(_ visit: Visit, _ reader: MultipartReader) async throws -> Response {
        let id = visit.part("id")
        var (fields, taken) = (FormBody(), 0)
        while let head = try await reader.next() {
            guard let name = head.fileName else {
                try fields.add(head.name, try await reader.text())
                continue
            }
            guard !name.isEmpty else { break }
            taken += 1
            let told = V1.AttachHead(
                caseId: id, kind: fields["kind"], name: Self.fileName(name),
                happenedOn: fields["on"], requestId: "\(fields["request"])-\(taken)",
                note: fields["note"])
            do throws(PageError) {
                _ = try await visit.ask { daemon in
                    try await daemon.cases.attachDocument(metadata: daemon.metadata) { writer in
                        try await writer.write(V1.AttachRequest(kind: .head(told)))
                        var (size, pacer): (Int64, Pacer) = (0, Pacer())
                        // Read for its words, unless it is too large for a paper of words.
                        var read: [UInt8] = []
                        while let piece = try await reader.piece() {
                            size += Int64(piece.count)
                            guard size <= PageLimits.fileBytes else {
                                throw PageError.fileTooLarge(Int(PageLimits.fileBytes))
                            }
                            if size <= PageLimits.searchedBytes { read += piece } else { read = [] }
                            try await writer.write(V1.AttachRequest(kind: .chunk(piece)))
                            try await pacer.wrote()
                        }
                        let text = PaperReading.searched(read)
                        if !text.isEmpty {
                            try await writer.write(V1.AttachRequest(kind: .text(text)))
                        }
                    }
                }
            } catch {
                guard case .refused(let refusal) = error else { throw error }
                return try await self.attaching(
                    visit, told: ["refusal": visit.refusal(refusal, in: id), "isRefused": true],
                    status: PageError.refused(refusal).status)
            }
        }
        guard taken > 0 else {
            throw PageError.bad(Text(zh: "请先选择文件。", en: "Choose a file first."))
        }
        return Answers.go(to: Visit.path(of: id) + "?done=1")
    }

    /// A file's name without the folder that some browsers send with it, and without what is not seen in it: signs
    /// that control, or turn what follows round, make a name read as another.
    static func fileName(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "file"
        let seen = String(
            String.UnicodeScalarView(
                last.unicodeScalars.filter {
                    ![.control, .format, .lineSeparator, .paragraphSeparator].contains(
                        $0.properties.generalCategory)
                }))
        return seen.allSatisfy { $0 == "." || $0 == " " } ? "file" : seen
    }

    /// A filed paper, as it comes from the daemon: what does not fit its hash breaks off.
    private func download(_ visit: Visit) async throws -> Response {
        guard let number = Int64(visit.part("paper")) else { throw PageError.missing }
        let asked = V1.GetDocumentRequest(caseId: visit.part("id"), id: number)
        let daemon = visit.daemon
        // What it is comes first; until then it can be refused like any page.
        let (pieces, source) = AsyncThrowingStream<[UInt8], any Error>.makeStream(
            bufferingPolicy: .unbounded)
        let (heads, told) = AsyncThrowingStream<V1.Document, any Error>.makeStream()
        let flow = Flow()
        let task = Task {
            do {
                try await daemon.cases.getDocument(asked, metadata: daemon.metadata) { messages in
                    for try await message in messages {
                        switch message.kind {
                        case .document(let document):
                            told.yield(document)
                            told.finish()
                        case .chunk(let bytes):
                            source.yield(bytes)
                            // The next one only when the browser has taken most of those before.
                            await flow.add()
                        case nil: break
                        }
                    }
                }
                source.finish()
            } catch {
                told.finish(throwing: error)
                source.finish(throwing: error)
            }
        }
        let lease = Lease { task.cancel() }
        var iterator = heads.makeAsyncIterator()
        let head: V1.Document?
        do { head = try await iterator.next() } catch { throw PageError(error) }
        guard let document = head else { throw PageError.missing }
        var headers = Answers.headers(
            document.mediaType.isEmpty ? "application/octet-stream" : document.mediaType,
            policy: Answers.filePolicy)
        headers[.contentDisposition] = Answers.disposition(document.name)
        let body = ResponseBody(contentLength: Int(document.size)) { writer in
            defer { withExtendedLifetime(lease) {} }
            var pacer = Pacer()
            for try await piece in pieces {
                try await writer.write(ByteBuffer(bytes: piece))
                await flow.take()
                try await pacer.wrote()
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }
}
