// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import GRPCCore
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import OfficeFiles
internal import PaperForm

// Papers made from a case: looked at, written on before they are signed, taken along, filed.
extension Site {
    func addDrafts(to router: Router<PageContext>) {
        self.get("/cases/:id/drafts/:kind", on: router) { visit in
            let made = try await self.made(visit)
            return try self.shown(made.text, of: made, as: visit.query["as"], visit)
        }
        self.get("/cases/:id/drafts/:kind/text", on: router) { visit in
            let made = try await self.made(visit)
            return try await self.writing(made.text, of: made, visit)
        }
        self.post("/cases/:id/drafts/:kind/text", on: router) { try await self.written($0) }
    }

    private func made(_ visit: Visit) async throws -> V1.MadePaper {
        let asked = V1.MakePaperRequest(
            caseId: visit.part("id"), kind: visit.part("kind"),
            public: !visit.query["public"].isEmpty)
        return try await visit.ask { try await $0.cases.makePaper(asked, metadata: $0.metadata) }
    }

    /// The text of a draft, to be written on; the page keeps nothing: what is written comes back with the form.
    private func writing(
        _ text: String, of made: V1.MadePaper, _ visit: Visit, told: Model = [:], status: Int = 200
    ) async throws -> Response {
        let label = visit.say(made.label, else: made.kind)
        var model = visit.words
        (model["id"], model["backPath"]) = (made.caseId, Visit.path(of: made.caseId))
        model["kind"] = label
        model["action"] =
            "\(Visit.path(of: made.caseId))/drafts/\(FormBody.encoded(made.kind))/text"
        model["text"] = text
        // What the draft still leaves open is told before it is signed.
        if let paper = try? PaperMarkup.paper(text) {
            model["gaps"] = paper.gaps.joined(separator: visit.comma)
        }
        let sent = visit.form["request"]
        model["request"] = sent.isEmpty ? RequestName.fresh() : sent
        model.merge(told) { $1 }
        return await self.page("draft", model, visit, title: label, status: status)
    }

    private func written(_ visit: Visit) async throws -> Response {
        let text = visit.form["text"]
        // Who may read the case may have a paper of it; the daemon says which.
        let made = try await self.made(visit)
        do throws(PageError) {
            switch visit.form["do"] {
            case "look": return try self.shown(text, of: made, as: "html", visit)
            case "docx": return try self.shown(text, of: made, as: "docx", visit)
            default: break
            }
            try await self.file(try Self.document(text), of: made, visit)
            return Answers.go(to: Visit.path(of: made.caseId) + "?done=1")
        } catch {
            var told: Model = ["isRefused": true]
            switch error {
            case .refused(let refusal):
                told["refusal"] = visit.refusal(refusal, in: made.caseId)
                told["request"] = RequestName.fresh()
            case .bad:
                told["refusal"] =
                    ["sentence": error.sentence(visit.language), "unmet": [Model]()] as Model
            default: throw error
            }
            return try await self.writing(text, of: made, visit, told: told, status: error.status)
        }
    }

    /// Files what was written as the paper it is.
    private func file(
        _ bytes: [UInt8], of made: V1.MadePaper, _ visit: Visit
    ) async throws(PageError) {
        let head = V1.AttachHead(
            caseId: made.caseId, kind: made.kind,
            name: "\(visit.say(made.label, else: made.kind)).docx", happenedOn: visit.form["on"],
            requestId: visit.form["request"], note: visit.form["note"])
        _ = try await visit.ask { daemon in
            try await daemon.cases.attachDocument(metadata: daemon.metadata) { writer in
                try await writer.write(V1.AttachRequest(kind: .head(head)))
                try await writer.write(V1.AttachRequest(kind: .chunk(bytes)))
                let text = PaperReading.searched(bytes)
                if !text.isEmpty { try await writer.write(V1.AttachRequest(kind: .text(text))) }
            }
        }
    }

    /// A paper as a page, or as a document to be written on.
    private func shown(
        _ text: String, of made: V1.MadePaper, as form: String, _ visit: Visit
    ) throws(PageError) -> Response {
        guard form != "docx" else {
            return Answers.file(
                try Self.document(text), Self.word,
                called: "\(made.caseId)\(visit.say(made.label, else: made.kind)).docx")
        }
        let html = try Self.paper(text).html
        var headers = Answers.headers("text/html; charset=utf-8", policy: Answers.paperPolicy)
        headers[Answers.name("cross-origin-opener-policy")] = nil
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    private static let word =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    private static func paper(_ text: String) throws(PageError) -> Paper {
        do throws(PaperFault) {
            return try PaperMarkup.paper(text)
        } catch {
            throw .bad(Text(zh: error.chinese, en: error.english))
        }
    }

    private static func document(_ text: String) throws(PageError) -> [UInt8] {
        let paper = try Self.paper(text)
        do throws(FileFault) {
            return try ZipWriting.zip(WordPaper(paper).parts)
        } catch {
            throw .bad(Text(zh: error.zh, en: error.en))
        }
    }
}
