// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import CaseProto
internal import Casework
internal import Letters
internal import Workflow

/// Receives letters to import.
struct LetterIntake {
    let caller: Caller

    /// Reads the letter and, unless it is only to be read, makes a case of it.
    func receive(_ message: V1.ImportLetterRequest) async throws -> V1.ImportLetterResponse {
        let letter = try self.caller.engine.imports.read(
            letter: message.content, file: message.file)
        var response = V1.ImportLetterResponse(
            file: message.file, letter: letter.reading != nil,
            reason: letter.reason.map(Render.label))
        guard let reading = letter.reading else { return response }
        response.fields = LetterIntake.fields(reading.fields)
        response.remarks = reading.remarks.map { V1.Label(zh: $0.zh, en: $0.en) }
        if message.dryRun { return response }
        let result = try await self.caller.engine.imports.importLetter(
            letter, content: message.content, profile: message.profile.given,
            workflow: message.workflow.given, try self.caller.request(message))
        response.caseId = result.caseID
        response.state = result.state
        response.notGiven = result.notGiven
        for other in result.consequences where other.kind == .similar {
            response.remarks.append(
                V1.Label(
                    zh: "与\(other.caseID)标题、提出人相同",
                    en: "same title and proposers as \(other.caseID)"))
        }
        return response
    }

    /// The fields by the names of the command line, in the order of the letter.
    private static func fields(_ fields: LetterFields) -> [V1.LetterField] {
        var out: [V1.LetterField] = []
        func add(_ name: String, _ read: Read<String>?) {
            guard let read else { return }
            out.append(LetterIntake.field(name, read) { .text($0) })
        }
        func add(_ name: String, _ read: Read<[String]>?) {
            guard let read else { return }
            out.append(LetterIntake.field(name, read) { .list($0.map(Value.text)) })
        }
        add("doc_number", fields.docNumber)
        add("reply_type", fields.replyType)
        add("body", fields.body)
        add("session", fields.session)
        if let number = fields.number {
            var field = LetterIntake.field("number", number) { .text(String($0)) }
            field.integer = true
            out.append(field)
        }
        add("number_text", fields.numberText)
        add("title", fields.title)
        add("proposers", fields.proposers)
        add("lead_office", fields.leadOffice)
        add("co_offices", fields.coOffices)
        add("signer", fields.signer)
        add("contact", fields.contact)
        add("phone", fields.phone)
        add("disclosure", fields.disclosure)
        if let copies = fields.copies {
            out.append(
                LetterIntake.field("copies", copies) { copies in
                    .list(
                        copies.map {
                            .record(["office": $0.office, "copies": String($0.copies)])
                        })
                })
        }
        add("date", fields.date)
        return out
    }

    private static func field<Content>(
        _ name: String, _ read: Read<Content>, as value: (Content) -> Value
    ) -> V1.LetterField {
        V1.LetterField(
            name: name, value: Render.value(value(read.value)), source: read.source,
            confidence: read.confidence)
    }
}
