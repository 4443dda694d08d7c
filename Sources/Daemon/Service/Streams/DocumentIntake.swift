// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import CaseProto
internal import Casework
internal import GRPCCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Receives a document: its bytes go to the document store as they come, then the engine files it.
struct DocumentIntake {
    let caller: Caller

    /// Takes the head, then the content; throws when they come otherwise, or too much of it.
    func receive(
        _ messages: RPCAsyncSequence<V1.AttachRequest, any Error>
    ) async throws -> V1.Document {
        let taken = try await self.content(messages, allowed: self.requireRight) { message in
            switch message.kind {
            case .head(let head): .head(head, name: head.name)
            case .chunk(let bytes): .chunk(bytes)
            case .text(let text): .text(text)
            case nil: nil
            }
        }
        var document = try await self.file(taken)
        document.mediaType = taken.type.name
        document.remark = taken.type.remark(on: document.name).map(Render.label)
        return document
    }

    /// Takes a paper for many cases, then plans what it comes with.
    func receive(
        _ messages: RPCAsyncSequence<V1.PlanBulkPaperRequest, any Error>
    ) async throws -> V1.Bulk {
        let taken = try await self.content(messages) { message in
            switch message.kind {
            case .head(let head): .head(head, name: head.name)
            case .chunk(let bytes): .chunk(bytes)
            case nil: nil
            }
        }
        let (head, asked) = (taken.head, taken.head.plan ?? V1.PlanBulkRequest())
        var command = try WireValues.bulk(asked, by: self.caller)
        let number = Folding.documentNumber(head.number)
        let name = [number, DocumentIntake.last(of: head.name)].filter { !$0.isEmpty }
        command.paper = BulkPaper(
            kind: head.document, name: try WireValues.note(name.joined(separator: " ")),
            size: taken.size, sha256: taken.sha256)
        let payload = try WireValues.bytes(of: head) + Array(taken.sha256.utf8)
        let (plan, reason) = (command, try WireValues.note(asked.reason))
        // The paper is whole by now.
        return try await self.caller.inTurn {
            let id = try await self.caller.engine.bulk.plan(
                plan, reason: reason, self.caller.request(asked.requestId, payload: payload))
            return try await Caller.shown {
                Render.bulk(try await self.caller.engine.bulk.view(id, nil))
            }
        }
    }

    private func file(_ taken: Taken<V1.AttachHead>) async throws -> V1.Document {
        let head = taken.head
        var command = try self.command(head, size: taken.size, sha256: taken.sha256)
        command.text = taken.text
        let payload = try WireValues.bytes(of: head) + Array(taken.sha256.utf8)
        let filing = command
        let id = try await self.caller.engine.documents.attach(
            filing, self.caller.request(head.requestId, payload: payload))
        return try await Caller.shown {
            let filed = try await self.caller.engine.documents.filed(
                id, in: try await self.caller.engine.cases.id(called: head.caseId))
            return Render.document(filed.row, filed.definition, filed.withdrawal)
        }
    }

    private func command(
        _ head: V1.AttachHead, size: Int64, sha256: String
    ) throws -> AttachCommand {
        AttachCommand(
            caseID: head.caseId, kind: head.kind,
            name: try WireValues.note(DocumentIntake.last(of: head.name)), size: size,
            sha256: sha256,
            happenedOn: try self.caller.day(head.happenedOn, "happened_on", isPast: true),
            forOffice: head.forOffice.given, note: try WireValues.note(head.note))
    }

    /// Asks before the content is taken whether it would be filed: what is refused stays nowhere.
    ///
    /// A request with an id may be one that was filed already, in a case that has gone on since: then only who
    /// may not file there at all is refused here.
    private func requireRight(_ head: V1.AttachHead) async throws {
        var request = self.caller.request("", payload: [])
        request.isDryRun = true
        let none = String(repeating: "0", count: 64)
        do {
            _ = try await self.caller.engine.documents.attach(
                try self.command(head, size: 1, sha256: none), request)
        } catch let error as CaseworkError {
            let isFinal = [.permission, .notFound].contains(error.code)
            if isFinal || head.requestId.isEmpty { throw error }
        }
    }

    /// The file's name without folders and without blanks around it.
    private static func last(of path: String) -> String {
        let last = path.split(separator: "/").last.map(String.init) ?? ""
        return String(
            last.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    private static let nameless = CaseworkError(
        .invalid, Label("name:材料没有名称", "name: the document has no name"))
    private static let malformed = CaseworkError(
        .invalid,
        Label(
            "先发材料说明(head),再发内容(chunk),最后可发文字(text)",
            "send the head first, then chunks of content, then, if at all, its text"))
    private static let empty = CaseworkError(
        .invalid, Label("材料是空文件", "the document is an empty file"))
    private static let tooLarge = CaseworkError(
        .invalid,
        Label(
            "材料超过\(CaseworkLimits.documentBytes >> 20) MiB",
            "the document is larger than \(CaseworkLimits.documentBytes >> 20) MiB"))
}

// The content, as it comes.
extension DocumentIntake {
    /// One message: what the document is, or a piece of it.
    private enum Piece<Head> {
        case head(Head, name: String)
        case chunk([UInt8])
        case text(String)
    }

    /// What came, now in the document store.
    private struct Taken<Head> {
        var head: Head
        var sha256: String
        var size: Int64
        var type: MediaType
        /// What it says, where whoever sent it read it.
        var text = ""
    }

    private func content<Message, Head>(
        _ messages: RPCAsyncSequence<Message, any Error>,
        allowed: (Head) async throws -> Void = { _ in }, _ piece: (Message) -> Piece<Head>?
    ) async throws -> Taken<Head> {
        var head: Head?
        var sink: (any DocumentSink)?
        var size: Int64 = 0
        var (start, text): ([UInt8], String?) = ([], nil)
        for try await message in messages {
            switch piece(message) {
            case .head(let first, let name):
                guard head == nil else { throw DocumentIntake.malformed }
                guard !DocumentIntake.last(of: name).isEmpty else { throw DocumentIntake.nameless }
                try await allowed(first)
                head = first
                sink = try self.caller.engine.documents.begin()
            case .chunk(let bytes):
                guard let sink, text == nil else { throw DocumentIntake.malformed }
                size += Int64(bytes.count)
                guard size <= CaseworkLimits.documentBytes else {
                    sink.abandon()
                    throw DocumentIntake.tooLarge
                }
                start += bytes.prefix(ServiceLimits.lookedAtBytes - start.count)
                try sink.write(bytes)
            case .text(let said):
                guard sink != nil, text == nil else { throw DocumentIntake.malformed }
                text = String(said.unicodeScalars.prefix(CaseworkLimits.paperTextSigns))
            case nil:
                throw DocumentIntake.malformed
            }
        }
        guard let head, let sink else { throw DocumentIntake.malformed }
        guard size > 0 else {
            sink.abandon()
            throw DocumentIntake.empty
        }
        let type = MediaType(of: start, isWhole: Int64(start.count) == size)
        let content = try sink.finish()
        return Taken(
            head: head, sha256: content.sha256, size: content.size, type: type, text: text ?? "")
    }
}
