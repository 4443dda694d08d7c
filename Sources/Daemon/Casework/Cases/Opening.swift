// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Opens cases.
struct Opening: Decision {
    let transaction: Transaction

    func open(_ asked: OpenCaseCommand) throws -> CommandResult {
        let parent = try asked.parent.map {
            try self.load(try self.transaction.visibility.caseID(called: $0))
        }
        var command = try self.named(asked, parent)
        var roles = try self.parties(command.roles, lenient: command.isRecord)
        let anyPlace = try self.resolve(command, parent, roles).definition
        try self.checkRoles(roles, anyPlace)
        try self.fillOwnRole(&roles, anyPlace, command)
        try self.openInPerson(&command, &roles, anyPlace)
        // Only now is it known which office assigns, and so whose place's rules hold.
        let resolved = try self.resolve(command, parent, roles)
        let definition = resolved.definition
        let remarks = try self.readValues(of: &command, definition)
        let standings = self.principal?.standings(for: try self.officeCode(command.forOffice)) ?? []
        let holders = roles.merging(parent?.facts.roles ?? [:]) { own, _ in own }
        let isMidway = command.at != nil || !command.facts.isEmpty
        let mode: CaseFacts.Mode = command.isRecord || isMidway ? .record : .live
        let open = OpenCommand(
            id: "", fields: command.fields, roles: roles,
            at: command.facts.isEmpty ? command.at : nil,
            happenedOn: command.happenedOn ?? self.today(definition),
            actor: self.opener(by: standings, definition, holders),
            mode: mode, parent: command.parent)
        let head = LineHead(
            event: "open", happenedOn: open.happenedOn, mode: mode, note: command.note,
            forOffice: command.forOffice)
        var loaded = try self.create(
            resolved, open, head, inherited: parent?.facts.roles ?? [:], depth: 0)
        loaded = try self.replaying.replay(command, loaded, head)
        // What was done is for the record; what is still to be done is not.
        if isMidway, !command.isRecord { try self.runs.wake(loaded.row.id, depth: 0) }
        let alike = try self.replaying.noteLikeness(loaded)
        if !command.isAnother {
            try self.replaying.askWhetherItIsThere(loaded, among: alike)
        }
        var result = CommandResult()
        result.take(loaded)
        result.transition = "open"
        result.sequence = try self.book.chainHead().sequence
        result.consequences = self.transaction.consequences
        result.remarks = remarks
        return result
    }

    private func opener(
        by standings: [Right], _ definition: WorkflowDefinition, _ holders: [String: Party]
    ) -> StepActor {
        guard let principal else { return StepActor(user: nil, roles: []) }
        if let role = self.transaction.opensAs {
            return StepActor(user: String(principal.number), roles: [role])
        }
        return principal.actor(by: standings, in: definition, holders: holders)
    }

    /// Stores a new case as the machine opens it.
    func create(
        _ resolved: ResolvedWorkflow, _ command: OpenCommand, _ head: LineHead,
        inherited: [String: Party], depth: Int
    ) throws -> LoadedCase {
        let definition = resolved.definition
        let moment = try self.moment(definition)
        let year = moment.today.year
        let number = try self.ledger.nextCaseNumber(prefix: definition.prefix, year: year)
        let digits = String(number)
        var command = command
        command.id =
            "\(definition.prefix)-\(year)-"
            + String(repeating: "0", count: Swift.max(0, 6 - digits.count)) + digits
        for role in definition.roles.items where role.binding == .ofParent {
            command.roles[role.name] = inherited[role.name]
        }
        let surroundings = StoreSurroundings(
            self.book, self.rules, caseID: command.id, parent: command.parent,
            place: try self.loader.place(
                command.roles.merging(inherited) { own, _ in own }, definition))
        let machine = try self.rules.machine(definition, on: moment.today)
        let outcome = machine.open(command, at: moment, in: surroundings)
        try surroundings.check()
        switch outcome {
        case .moved(let move):
            try self.ledger.keep(definition: resolved.content, hash: resolved.hash)
            let row = CaseRow(
                id: command.id, workflow: definition.name, definitionHash: resolved.hash,
                profile: definition.profile, state: move.facts.state, isFinal: false, version: 1,
                parent: command.parent, fields: move.facts.fields, roles: command.roles,
                openedOn: command.happenedOn, recordedAt: self.now, mode: command.mode,
                naturalKey: nil, title: command.id)
            let loaded = LoadedCase(
                row: row, definition: definition, machine: machine,
                facts: CaseFacts(
                    id: command.id, state: move.facts.state, version: 0, roles: command.roles,
                    parent: command.parent),
                surroundings: surroundings)
            return try self.recording.record(move, of: loaded, isNew: true, head, depth: depth)
        case .refused(let refused):
            let label = definition.labels
            throw self.refusal(
                refused, of: definition,
                Label("未立〈\(label.zh)〉", "‹\(label.en)› was not opened"))
        case .invalid(let problems):
            throw CaseworkError.invalid(problems, in: definition)
        case .unchanged(let reason):
            throw CaseworkError(.refused, reason)
        case .unreachable(let reason):
            throw StoreError.unusable(reason)
        }
    }

    /// The workflow for the place and the parent.
    private func resolve(
        _ command: OpenCaseCommand, _ parent: LoadedCase?, _ roles: [String: Party]
    ) throws -> ResolvedWorkflow {
        let rulebook = self.rules.rulebook
        let (profile, day) = try self.profile(command, parent, roles)
        guard
            let resolved = rulebook.workflow(
                command.workflow, profile: profile, parent: parent?.definition.name, on: day)
        else {
            throw CaseworkError.noWorkflow(command.workflow, among: rulebook.vocabulary)
        }
        try self.checkInForce(resolved.definition, on: day, command)
        let parents = resolved.definition.parents
        if let parent, !parents.contains(parent.definition.name) {
            throw CaseworkError.invalid(
                "parent", "〈\(resolved.definition.labels.zh)〉不能挂在\(parent.row.id)之下",
                "a \(command.workflow) cannot be part of \(parent.row.id)")
        }
        if parent == nil, !parents.isEmpty {
            throw CaseworkError.invalid(
                "parent", "〈\(resolved.definition.labels.zh)〉须挂在主件之下",
                "a \(command.workflow) is part of another case", remedy: .supply(.parent))
        }
        return resolved
    }

    private func profile(
        _ command: OpenCaseCommand, _ parent: LoadedCase?, _ roles: [String: Party]
    ) throws -> (name: String, day: Day) {
        let zone = self.rules.nationalZone
        let day = command.happenedOn ?? zone.day(of: self.now)
        if let parent { return (parent.row.profile, parent.row.openedOn ?? day) }
        var name = command.profile ?? ""
        if name.isEmpty {
            let own = self.principal?.standings(for: try self.officeCode(command.forOffice)).first
            let definition = self.rules.rulebook.workflow(
                command.workflow, profile: self.rules.nationalProfile, on: day)?.definition
            let office = definition?.home(roles) ?? own?.office
            name = try office.flatMap(self.book.office)?.profile ?? ""
        }
        if name.isEmpty { name = self.rules.nationalProfile }
        guard let head = self.rules.profile(name, on: day) else {
            throw CaseworkError.noProfile(name, known: self.rules.rulebook.profileNames)
        }
        return (head.name, day)
    }

    /// What is opened live was in force then; what is entered for the record may be older.
    private func checkInForce(
        _ definition: WorkflowDefinition, on day: Day, _ command: OpenCaseCommand
    ) throws {
        guard day < definition.effective, !command.isRecord, command.at == nil,
            command.facts.isEmpty
        else { return }
        throw CaseworkError.invalid(
            "on", "〈\(definition.labels.zh)〉自\(definition.effective)起施行,不能于\(day)立件",
            "‹\(definition.labels.en)› is in force from \(definition.effective) and cannot be opened on \(day)",
            remedy: .supply(.record))
    }

    private func checkRoles(
        _ roles: [String: Party], _ definition: WorkflowDefinition
    ) throws {
        for role in roles.keys.sorted() where definition.roles[role]?.binding != .ofCase {
            let known = definition.roles.vocabulary.terms.filter {
                definition.roles[$0.name]?.binding == .ofCase
            }
            let near = Vocabulary(known).near(role)
            let told = (near.isEmpty ? known : near).told
            throw CaseworkError.invalid(
                "role", "立件时不能指定角色“\(role)”;可指定:\(told.zh)",
                "the role “\(role)” cannot be named at the opening; these can: \(told.en)")
        }
    }

    /// Whoever opens a case fills the role he opens it in, or in whose office he holds that role,
    /// unless another office was named.
    private func fillOwnRole(
        _ roles: inout [String: Party], _ definition: WorkflowDefinition,
        _ command: OpenCaseCommand
    ) throws {
        // In the cases of an office that has ended its successor acts; new ones are his own.
        let standings =
            (self.principal?.standings(for: try self.officeCode(command.forOffice)) ?? [])
            .filter { if case .successor = $0.source { false } else { true } }
        var ambiguous: (role: String, offices: [String])?
        for role in definition.opening.by {
            let named = definition.holderRole(of: role)
            guard definition.roles[named]?.binding == .ofCase, roles[named] == nil else { continue }
            let offices = standings.filter { $0.role == role }.map(\.office).unique
            guard offices.count == 1 else {
                if ambiguous == nil, !offices.isEmpty { ambiguous = (role, offices) }
                continue
            }
            let office = try self.book.office(offices[0])
            if let office, !command.isRecord {
                try self.transaction.requireWorking(office, named)
            }
            roles[named] = Party(office: offices[0], name: office?.name ?? offices[0])
            return
        }
        let isNamed = definition.opening.by.contains { roles[definition.holderRole(of: $0)] != nil }
        if let ambiguous, !isNamed {
            throw try self.inWhoseName(ambiguous.role, ambiguous.offices, definition)
        }
    }

    /// Who holds a role in several offices has the right; only in whose name is not known.
    private func inWhoseName(
        _ role: String, _ offices: [String], _ definition: WorkflowDefinition
    ) throws -> CaseworkError {
        let label = definition.roles[role]?.labels ?? Label(same: role)
        let names = try offices.map { try self.book.office($0)?.name ?? $0 }
        return CaseworkError.invalid(
            "office",
            "您在多个单位担任〈\(label.zh)〉(\(names.joined(separator: "、"))),请指明以哪个单位名义立件",
            "you are ‹\(label.en)› in several offices (\(names.joined(separator: ", "))): say in whose name you open it",
            remedy: .supply(.office))
    }
}
