// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Casework
internal import CaseworkCore
internal import WorkCalendar
internal import Workflow

// Commands about one case: the message in, the outcome out.
extension Caller {
    func open(_ message: V1.OpenRequest) async throws(CaseworkError) -> V1.Outcome {
        let happened = try self.written(message.happenedOn, "happened_on", isPast: true)
        var remarks = happened?.remark.map { [$0] } ?? []
        var facts: [OpenCaseCommand.GivenFact] = []
        for (index, fact) in message.facts.enumerated() {
            let path = "facts[\(index)].happened_on"
            guard let day = try self.written(fact.happenedOn, path, isPast: true) else {
                throw WireValues.badDay(path, fact.happenedOn)
            }
            if let remark = day.remark { remarks.append(remark) }
            facts.append(
                .init(event: fact.event, happenedOn: day.day, fields: Render.values(fact.fields)))
        }
        var command = OpenCaseCommand(
            workflow: message.workflow, fields: Render.values(message.fields),
            roles: message.roles, profile: message.profile.given, parent: message.parent.given,
            happenedOn: happened?.day,
            at: message.at.given, facts: facts, isRecord: message.record,
            note: try WireValues.note(message.note), forOffice: message.forOffice.given)
        command.isAnother = message.another
        let result = try await self.engine.cases.open(
            command, try self.request(message))
        return try await self.outcome(result, remarks)
    }

    func act(_ message: V1.ActRequest) async throws(CaseworkError) -> V1.Outcome {
        let happened = try self.written(message.happenedOn, "happened_on", isPast: true)
        let command = ActCommand(
            caseID: message.caseId, event: message.event, fields: Render.values(message.fields),
            roles: message.roles, happenedOn: happened?.day,
            isRecord: message.record, note: try WireValues.note(message.note),
            forOffice: message.forOffice.given,
            expectedVersion: message.expectedVersion.map { Int(clamping: $0) })
        let result = try await self.engine.cases.act(
            command, try self.request(message, isDryRun: message.dryRun))
        return try await self.outcome(result, happened?.remark.map { [$0] } ?? [])
    }

    func annul(_ message: V1.AnnulRequest) async throws(CaseworkError) -> V1.Outcome {
        let command = AnnulCommand(
            caseID: message.caseId, act: message.act, reason: try WireValues.note(message.reason),
            forOffice: message.forOffice.given)
        return try await self.outcome(
            try await self.engine.cases.annul(
                command, try self.request(message, isDryRun: message.dryRun)))
    }

    func correct(_ message: V1.CorrectRequest) async throws(CaseworkError) -> V1.Outcome {
        let happened = try self.written(message.happenedOn, "happened_on", isPast: true)
        let command = CorrectCommand(
            caseID: message.caseId, act: message.act.given, fields: Render.values(message.fields),
            happenedOn: happened?.day,
            reason: try WireValues.note(message.reason), forOffice: message.forOffice.given)
        return try await self.outcome(
            try await self.engine.cases.correct(
                command, try self.request(message, isDryRun: message.dryRun)),
            happened?.remark.map { [$0] } ?? [])
    }

    /// Carries out one command of a stream; a refusal is an outcome like any other.
    @Sendable func carryOut(_ command: V1.Command) async -> V1.Outcome {
        do throws(CaseworkError) {
            switch command.kind {
            case .open(let open): return try await self.open(open)
            case .act(let act): return try await self.act(act)
            case nil:
                throw CaseworkError(
                    .invalid,
                    Label("命令为空:应为 open 或 act", "the command is empty: it must be open or act"))
            }
        } catch {
            if case .act(let act) = command.kind {
                self.note(error, act)
            } else {
                self.note(error, nil)
            }
            return V1.Outcome(kind: .refusal(ErrorMap.refusal(error)))
        }
    }

    /// What a command came to.
    ///
    /// - Parameter said: what was taken for granted of the request's own words.
    private func outcome(
        _ result: CommandResult, _ said: [Label] = []
    ) async throws(CaseworkError) -> V1.Outcome {
        var result = result
        result.remarks = said + result.remarks
        let told = result
        do {
            return try await Caller.shown {
                let definition = try await self.engine.cases.definition(told.definitionHash)
                return Render.done(
                    told, under: definition, on: self.engine.cases.today(definition),
                    self.kinds)
            }
        } catch {
            throw CaseworkError(told: error)
        }
    }
}
