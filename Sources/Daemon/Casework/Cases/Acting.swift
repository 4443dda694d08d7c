// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Puts an event to a case for somebody.
struct Acting: Decision {
    let transaction: Transaction

    func act(_ asked: ActCommand) throws -> CommandResult {
        let loaded = try self.named(asked.caseID, admittingParticipants: true)
        let wording = Wording(loaded.definition, today: self.today(loaded.definition))
        var (command, remarks) = try wording.named(asked)
        command.fields = try self.withCases(command.fields, loaded.definition)
        if let expected = command.expectedVersion, expected != loaded.row.version {
            throw CaseworkError(
                .version,
                Label(
                    "案件\(command.caseID)现为第\(loaded.row.version)版,您依据的是第\(expected)版",
                    "case \(command.caseID) has version \(loaded.row.version), you expected \(expected)"
                ), remedy: .look(at: .state(of: command.caseID)))
        }
        var (fields, roles) = self.rolesAmongFields(command, loaded.definition)
        let actor = try self.transaction.actor(loaded, command.forOffice)
        if self.transaction.actsOutside {
            try self.transaction.requireToday(
                command.happenedOn, isRecord: command.isRecord, loaded.definition)
            try self.speak(
                as: self.transaction.parts(in: loaded), in: &fields, of: command.event,
                loaded.definition)
        }
        let moment = try self.moment(loaded.definition)
        if let errand = self.principal?.errand, errand.event != command.event {
            throw CaseworkError(
                .permission,
                Label(
                    "此链接只能办理〈\(self.label(errand.event, loaded).zh)〉",
                    "this link is for ‹\(self.label(errand.event, loaded).en)› alone"))
        }
        let step = StepCommand(
            event: command.event, fields: fields,
            roles: try self.parties(roles, lenient: command.isRecord),
            happenedOn: command.happenedOn ?? moment.today,
            actor: actor,
            mode: command.isRecord ? .record : .live)
        let outcome = loaded.machine.step(loaded.attempt(step, at: moment))
        try loaded.surroundings.check()
        switch outcome {
        case .moved(let move):
            try self.requireKnown(move, in: loaded, asked: fields, on: moment.today)
            let head = LineHead(
                event: command.event, happenedOn: step.happenedOn, mode: step.mode,
                note: command.note, forOffice: command.forOffice)
            let after = try self.recording.record(move, of: loaded, isNew: false, head, depth: 0)
            var result = self.result(move, loaded, after)
            result.remarks = remarks + result.remarks
            if self.transaction.isTrial {
                result.remarks += loaded.moved(to: result.clocks, today: moment.today)
            }
            return result
        case .unchanged:
            var result = CommandResult()
            result.take(loaded)
            result.previousState = loaded.row.state
            result.isUnchanged = true
            return result
        case .refused(let refused):
            throw self.refusal(refused, of: loaded.definition, self.title(command.event, loaded))
        case .invalid(let problems):
            throw CaseworkError.invalid(problems, in: loaded.definition)
        case .unreachable(let reason):
            try self.recording.quarantine(loaded, reason)
            var result = CommandResult()
            result.caseID = loaded.row.id
            result.quarantined = reason
            return result
        }
    }

    /// Whoever does something himself speaks for nobody else: a field that says who it was says him.
    private func speak(
        as parts: [ParticipantRow], in fields: inout [String: Value], of event: String,
        _ definition: WorkflowDefinition
    ) throws {
        for (field, name) in definition.spoken(event, by: parts) {
            if let given = fields[field], given.text != name {
                throw CaseworkError.invalid(
                    field, "您本人办理,只能是“\(name)”", "you do it yourself: it can only be “\(name)”")
            }
            fields[field] = .text(name)
        }
    }

    /// Whoever asks others to take part by their names asks those whom an office of the case knows, each by
    /// a name that is his alone: nobody else could ever answer.
    private func requireKnown(
        _ move: Move, in loaded: LoadedCase, asked fields: [String: Value], on day: Day
    ) throws {
        guard self.transaction.actsOutside else { return }
        let definition = loaded.definition
        var problems: [FieldProblem] = []
        for role in definition.roles.items {
            guard let known = definition.outside(role.name)?.knownAs else { continue }
            let before = Set(definition.named(outside: role.name, in: loaded.facts.fields))
            for name in definition.named(outside: role.name, in: move.facts.fields)
            where !before.contains(name) {
                let count = try self.book.count(
                    called: name, knownAs: known, in: loaded.row, on: day)
                guard count != 1 else { continue }
                let field = fields.keys.sorted().first { fields[$0]?.texts.contains(name) ?? false }
                problems.append(
                    FieldProblem(
                        path: field ?? role.name,
                        sentence: count == 0
                            ? Label(
                                "受理单位没有登记名为“\(name)”的人,邀请后无人能够答复;请核对姓名,或者请该单位先行登记",
                                "the receiving office knows nobody called “\(name)”, so nobody could answer; check the name, or ask that office to register him"
                            )
                            : Label(
                                "受理单位登记了\(count)名“\(name)”,仅凭姓名无法区分;请与该单位联系",
                                "the receiving office knows \(count) people called “\(name)” and cannot tell them apart by name; ask that office"
                            )))
            }
        }
        guard problems.isEmpty else {
            throw CaseworkError.invalid(problems, in: definition)
        }
    }

    private func label(_ event: String, _ loaded: LoadedCase) -> Label {
        loaded.definition.events[event]?.labels ?? Label(same: event)
    }

    private func title(_ event: String, _ loaded: LoadedCase) -> Label {
        let label = self.label(event, loaded)
        return Label(
            "\(loaded.row.id) 未办理〈\(label.zh)〉",
            "\(loaded.row.id): ‹\(label.en)› was not carried out")
    }

    func result(_ move: Move, _ before: LoadedCase, _ after: LoadedCase) -> CommandResult {
        var result = CommandResult()
        result.take(after)
        result.previousState = move.from ?? ""
        result.transition = move.transitionID
        result.sequence = move.facts.history.last?.sequence ?? 0
        result.consequences = self.transaction.consequences
        let day = move.facts.history.last?.happenedOn ?? after.row.openedOn
        result.remarks =
            after.definition.toldOfPapers(move)
            + (day.map { after.definition.toldOfUnread(move, on: $0) } ?? [])
        return result
    }

    /// `lead=OFFICE` beside the fields of an event that binds the role lead.
    private func rolesAmongFields(
        _ command: ActCommand, _ definition: WorkflowDefinition
    ) -> (fields: [String: Value], roles: [String: String]) {
        var fields = command.fields
        var roles = command.roles
        for role in definition.events[command.event]?.binds ?? []
        where !definition.fields.contains(role) {
            if let office = fields.removeValue(forKey: role)?.text { roles[role] = office }
        }
        return (fields, roles)
    }
}

extension WorkflowDefinition {
    /// The rows of a table that an act rests on and whose text nobody has read.
    fileprivate func toldOfUnread(_ move: Move, on day: Day) -> [Label] {
        move.tableBasis.filter(\.isUnread).map { basis in
            let cited = basis.cited(by: self.laws, on: day)
            return Label("所依据的表列条款:\(cited.zh)", "it rests on a row of: \(cited.en)")
        }
    }

    /// What an act makes to be sent, and to whom.
    fileprivate func toldOfPapers(_ move: Move) -> [Label] {
        move.deliveries.map(\.kind).unique.map { kind in
            let names = move.deliveries.filter { $0.kind == kind }.map(\.recipient.name)
            let label = self.deliveries[kind]?.labels ?? Label(same: kind)
            return Label(
                "待送〈\(label.zh)〉:\(names.joined(separator: "、"))",
                "to be sent: ‹\(label.en)› to \(names.joined(separator: ", "))")
        }
    }
}
