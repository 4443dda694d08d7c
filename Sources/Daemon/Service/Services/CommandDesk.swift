// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Casework
internal import WorkCalendar
internal import Workflow

/// Takes commands from the wire to the engine and brings the outcome back, for one speaker.
struct CommandDesk: Sendable {
    let engine: Engine
    let speaker: Principal

    init(_ engine: Engine, _ speaker: Principal) {
        self.engine = engine
        self.speaker = speaker
    }

    func open(_ message: V1.OpenRequest) async throws(CaseworkError) -> V1.Outcome {
        var facts: [OpenCaseCommand.GivenFact] = []
        for (index, fact) in message.facts.enumerated() {
            guard let day = Day(fact.happenedOn) else {
                throw WireValues.badDay("facts[\(index)].happened_on", fact.happenedOn)
            }
            facts.append(
                .init(event: fact.event, happenedOn: day, fields: Render.values(fact.fields)))
        }
        let command = OpenCaseCommand(
            workflow: message.workflow, fields: Render.values(message.fields),
            roles: message.roles, profile: message.profile.given, parent: message.parent.given,
            happenedOn: try WireValues.day(message.happenedOn, "happened_on"),
            at: message.at.given, facts: facts, isRecord: message.record,
            note: try WireValues.note(message.note), forOffice: message.forOffice.given)
        let result = try await self.engine.open(
            command, try self.request(message.requestId, message))
        return try await self.outcome(result)
    }

    func act(_ message: V1.ActRequest) async throws(CaseworkError) -> V1.Outcome {
        let command = ActCommand(
            caseID: message.caseId, event: message.event, fields: Render.values(message.fields),
            roles: message.roles, happenedOn: try WireValues.day(message.happenedOn, "happened_on"),
            isRecord: message.record, note: try WireValues.note(message.note),
            forOffice: message.forOffice.given,
            expectedVersion: message.expectedVersion.map { Int(clamping: $0) })
        let result = try await self.engine.act(
            command, try self.request(message.requestId, message))
        return try await self.outcome(result)
    }

    func annul(_ message: V1.AnnulRequest) async throws(CaseworkError) -> V1.Outcome {
        let command = AnnulCommand(
            caseID: message.caseId, act: message.act, reason: try WireValues.note(message.reason),
            forOffice: message.forOffice.given)
        return try await self.outcome(
            try await self.engine.annul(command, try self.request(message.requestId, message)))
    }

    func correct(_ message: V1.CorrectRequest) async throws(CaseworkError) -> V1.Outcome {
        let command = CorrectCommand(
            caseID: message.caseId, act: message.act.given, fields: Render.values(message.fields),
            happenedOn: try WireValues.day(message.happenedOn, "happened_on"),
            reason: try WireValues.note(message.reason), forOffice: message.forOffice.given)
        return try await self.outcome(
            try await self.engine.correct(command, try self.request(message.requestId, message)))
    }

    private func outcome(_ result: CommandResult) async throws(CaseworkError) -> V1.Outcome {
        let definition = try await self.engine.definition(result.definitionHash)
        return Render.done(result, definition, self.engine.today(definition))
    }

    func request(
        _ id: String, _ message: some ProtoMessage
    ) throws(CaseworkError) -> Engine.Request {
        Engine.Request(
            principal: self.speaker, id: id, payload: try WireValues.bytes(of: message))
    }
}

/// Small values of the wire, checked once.
enum WireValues {
    static func day(_ text: String, _ path: String) throws(CaseworkError) -> Day? {
        guard !text.isEmpty else { return nil }
        guard let day = Day(text) else { throw WireValues.badDay(path, text) }
        return day
    }

    static func badDay(_ path: String, _ text: String) -> CaseworkError {
        CaseworkError(
            .invalid,
            Label(
                "\(path):“\(text)”不是日期,应如 2025-04-01",
                "\(path): “\(text)” is no day such as 2025-04-01"))
    }

    static func note(_ text: String) throws(CaseworkError) -> String {
        guard text.utf8.count <= CaseworkLimits.noteBytes else {
            throw CaseworkError(
                .invalid,
                Label(
                    "note:超过\(CaseworkLimits.noteBytes)字节",
                    "note: longer than \(CaseworkLimits.noteBytes) bytes"))
        }
        return text
    }

    static func bytes(of message: some ProtoMessage) throws(CaseworkError) -> [UInt8] {
        do {
            return try message.bytes()
        } catch {
            throw CaseworkError(
                .internal, Label("请求无法编码:\(error)", "the request cannot be encoded: \(error)"))
        }
    }
}
