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
            return field
        }
    }
}
