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
            workflow: message.workflow.given, isAnother: message.another,
            try self.caller.request(message))
        response.caseId = result.caseID
        response.state = result.state
        response.notGiven = result.notGiven
        if let definition = self.caller.kinds.definition(of: result.caseID) {
            response.stateLabel = definition.states[result.state].map { Render.label($0.labels) }
            response.notGivenLabels = Render.labels(ofFields: result.notGiven, definition)
        }
        response.remarks += result.remarks.map(Render.label)
        return response
    }

    /// The fields by the names of the command line, in the order of the letter.
    private static func fields(_ fields: LetterFields) -> [V1.LetterField] {
        fields.given.map { given in
            var field = V1.LetterField(
                name: given.field.rawValue, value: Render.value(given.value.value),
                source: given.source, confidence: given.confidence)
            if case .integer = given.value { field.integer = true }
            field.label = LetterIntake.label(given.field)
            return field
        }
    }

    /// What a field of a letter is called.
    private static func label(_ field: LetterField) -> V1.Label {
        switch field {
        case .docNumber: V1.Label(zh: "文号", en: "Document number")
        case .replyType: V1.Label(zh: "答复类型", en: "Reply type")
        case .body: V1.Label(zh: "机关", en: "Body")
        case .session: V1.Label(zh: "届次", en: "Session")
        case .assembly: V1.Label(zh: "会议", en: "Assembly")
        case .number: V1.Label(zh: "编号", en: "Number")
        case .numberText: V1.Label(zh: "编号原文", en: "Number as written")
        case .title: V1.Label(zh: "标题", en: "Title")
        case .proposers: V1.Label(zh: "提出人", en: "Proposers")
        case .leadOffice: V1.Label(zh: "主办单位", en: "Lead office")
        case .coOffices: V1.Label(zh: "会办单位", en: "Co-handling offices")
        case .signer: V1.Label(zh: "签发人", en: "Signer")
        case .contact: V1.Label(zh: "联系人", en: "Contact")
        case .phone: V1.Label(zh: "联系电话", en: "Telephone")
        case .disclosure: V1.Label(zh: "公开属性", en: "Publicity")
        case .copies: V1.Label(zh: "抄送", en: "Copies")
        case .date: V1.Label(zh: "日期", en: "Date")
        }
    }
}
