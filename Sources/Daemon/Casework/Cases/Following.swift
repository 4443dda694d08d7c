// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// What an event does in other cases, and the transitions of the daemon that follow at once.
struct Following: Decision {
    let transaction: Transaction

    func followOpens(_ move: Move, _ parent: LoadedCase, _ head: LineHead, depth: Int) throws {
        for order in move.opens {
            try self.transaction.countConsequence(depth: depth + 1)
            let child = try self.openChild(order, parent, head, depth: depth + 1)
            self.transaction.consequences.append(
                Consequence(
                    .opened, caseID: child.row.id, event: order.event ?? "open",
                    state: child.row.state))
        }
    }

    func followLinks(_ move: Move, _ loaded: LoadedCase) throws {
        for id in move.links
        where try self.book.caseRow(id) != nil
            && !self.book.linked(with: loaded.row.id).contains(where: { $0.id == id })
        {
            try self.ledger.link(
                loaded.row.id, opened: id, sequence: loaded.facts.history.last?.sequence ?? 0)
        }
    }

    private func openChild(
        _ order: OpenOrder, _ opener: LoadedCase, _ head: LineHead, depth: Int
    ) throws -> LoadedCase {
        let today = self.today(opener.definition)
        // A part lives by the rules of the whole; a linked case by those of its own opening day.
        let day = order.isLinked ? head.happenedOn ?? today : opener.row.openedOn ?? today
        let profile =
            order.isLinked ? try self.profile(of: order, opener, on: day) : opener.row.profile
        guard
            let resolved = self.rules.rulebook.workflow(
                order.workflow, profile: profile,
                parent: order.isLinked ? nil : opener.definition.name, on: day)
        else {
            throw StoreError.unusable("the rulebook has no workflow \(order.workflow)")
        }
        if order.isLinked, head.mode == .live { try self.checkInForce(resolved.definition, day) }
        let command = OpenCommand(
            id: "", fields: order.fields, roles: order.roles, at: order.at,
            happenedOn: head.happenedOn,
            actor: StepActor(user: self.principal.map { String($0.number) }, roles: []),
            mode: head.mode, cause: .consequence, event: order.event ?? "open",
            starts: order.starts, parent: order.isLinked ? nil : opener.row.id)
        var lineHead = head
        lineHead.event = order.event ?? "open"
        // One that stands by itself has other readers.
        if order.isLinked, !head.note.isEmpty {
            lineHead.note = try self.transaction.forAll(head.note, of: opener.row)
        }
        let opened = try self.opening.create(
            resolved, command, lineHead, inherited: order.isLinked ? [:] : opener.facts.roles,
            depth: depth)
        if order.isLinked {
            try self.ledger.link(
                opener.row.id, opened: opened.row.id,
                sequence: opener.facts.history.last?.sequence ?? 0)
            try self.admitting.admitOpener(of: opened, by: opener)
        }
        return opened
    }

    /// The rules of the place that a linked case is handled in, as they are in force on its own day.
    private func profile(
        of order: OpenOrder, _ opener: LoadedCase, on day: Day
    ) throws -> String {
        let own = opener.row.profile
        let definition = self.rules.rulebook.workflow(order.workflow, profile: own, on: day)?
            .definition
        let code = definition?.home(order.roles) ?? opener.definition.home(opener.facts.roles)
        guard let office = try code.flatMap(self.book.office), !office.profile.isEmpty else {
            return own
        }
        return self.rules.profile(office.profile, on: day)?.name ?? own
    }

    /// No case is opened under a law that was not yet in force.
    private func checkInForce(_ definition: WorkflowDefinition, _ day: Day) throws {
        guard day < definition.effective else { return }
        throw CaseworkError(
            .refused,
            Label(
                "由此应立〈\(definition.labels.zh)〉,该流程自\(definition.effective)起施行,不能于\(day)立件",
                "this would open a ‹\(definition.labels.en)›, which is in force from \(definition.effective), on \(day)"
            ))
    }

    func followTells(_ move: Move, _ loaded: LoadedCase, _ head: LineHead, depth: Int) throws {
        for tell in move.tells {
            for row in try self.targets(of: tell, loaded)
            where row.workflow == tell.workflow && !row.isFinal && !row.isQuarantined
                && !self.passesOver(row, tell)
            {
                try self.transaction.countConsequence(depth: depth + 1)
                let other = try self.load(row.id)
                try self.actBySystem(
                    other, event: tell.event, fields: tell.fields, roles: tell.roles,
                    on: head.happenedOn, cause: .consequence, as: .told, mode: head.mode,
                    depth: depth + 1)
            }
        }
    }

    private func passesOver(_ row: CaseRow, _ tell: TellOrder) -> Bool {
        guard let rule = tell.passesOver, let holder = row.roles[rule.role] else { return false }
        return rule.holders.contains(holder.office ?? holder.name)
    }

    private func targets(of tell: TellOrder, _ loaded: LoadedCase) throws -> [CaseRow] {
        switch tell.target {
        case .children:
            return try self.book.children(of: loaded.row.id)
        case .linked:
            return try self.book.linked(with: loaded.row.id)
        case .same(let field):
            guard let value = loaded.facts.fields[field]?.text else { return [] }
            return try self.book.cases(with: field, value, in: [tell.workflow], by: self.rules)
                .filter { $0.id != loaded.row.id }
        }
    }

    /// Puts an event to a case as the daemon; where it is not possible there, nothing happens.
    ///
    /// - Returns: the case afterwards; nil when nothing happened.
    @discardableResult
    func actBySystem(
        _ loaded: LoadedCase, event: String, fields: [String: Value] = [:],
        roles: [String: Party] = [:], on day: Day?,
        cause: StepCommand.Cause, as kind: Consequence.Kind = .followed,
        mode: CaseFacts.Mode = .live, depth: Int
    ) throws -> LoadedCase? {
        let moment = try self.moment(loaded.definition)
        let command = StepCommand(
            event: event, fields: fields, roles: roles, happenedOn: day ?? moment.today,
            actor: .system, mode: mode, cause: cause)
        switch loaded.machine.step(loaded.attempt(command, at: moment)) {
        case .moved(let move):
            let system = Transaction(
                self.book, rules: self.rules, now: self.now)
            let after = try system.recording.record(
                move, of: loaded, isNew: false,
                LineHead(event: event, happenedOn: command.happenedOn, mode: mode), depth: depth)
            self.transaction.consequences.append(
                Consequence(kind, caseID: after.row.id, event: event, state: after.row.state))
            self.transaction.consequences += system.consequences
            self.transaction.bringsWork = self.transaction.bringsWork || system.bringsWork
            return after
        case .unchanged, .refused, .invalid:
            return nil
        case .unreachable(let reason):
            try self.recording.quarantine(loaded, reason)
            return nil
        }
    }

    /// Transitions that wait for deliveries: tried when deliveries were made or ticked off.
    func tryDeliveryTriggers(
        _ loaded: LoadedCase, on day: Day?, depth: Int
    ) throws -> LoadedCase {
        guard loaded.waitingForDeliveries != nil else { return loaded }
        var current = try self.load(loaded.row.id)
        var taken: Set<String> = []
        for _ in 0..<WorkflowLimits.chainedTriggers {
            // One that leaves the case where it stands is as ready afterwards as before.
            guard let candidate = current.waitingForDeliveries,
                taken.insert(candidate.id).inserted
            else { return current }
            try self.transaction.countConsequence(depth: depth + 1)
            let last = current.facts.deliveries.compactMap(\.doneOn).max()
            let moved = try self.actBySystem(
                current, event: candidate.event, on: max(last ?? day, day), cause: .consequence,
                depth: depth + 1)
            guard moved != nil else { return current }
            current = try self.load(loaded.row.id)
        }
        return current
    }

    private func max(_ a: Day?, _ b: Day?) -> Day? {
        guard let a, let b else { return a ?? b }
        return Swift.max(a, b)
    }

    /// Transitions of a parent that wait for its children.
    func tryChildTriggers(_ parent: String, child: String, on day: Day?, depth: Int) throws {
        guard depth < WorkflowLimits.depth, let row = try self.book.caseRow(parent) else {
            return
        }
        // A campaign's history holds its whole list: it is read only where something waits for a child.
        let isWaiting = try self.rules.definition(row.definitionHash, self.book).transitions
            .contains { $0.trigger == .children(child) && $0.from.contains(row.state) }
        guard isWaiting else { return }
        let loaded = try self.load(parent)
        for transition in loaded.definition.transitions
        where transition.trigger == .children(child)
            && transition.from.contains(loaded.facts.state)
        {
            try self.transaction.countConsequence(depth: depth + 1)
            let moved = try self.actBySystem(
                loaded, event: transition.event, on: day, cause: .consequence, depth: depth + 1)
            if moved != nil { return }
        }
    }

    /// Transitions of linked cases that wait for this one.
    func tryLinkTriggers(_ moved: LoadedCase, on day: Day?, depth: Int) throws {
        guard depth < WorkflowLimits.depth else { return }
        for row in try self.book.linked(with: moved.row.id)
        where !row.isFinal && !row.isQuarantined {
            let other = try self.load(row.id)
            let waiting = other.definition.transitions.filter { transition in
                guard case .linked(let workflows) = transition.trigger else { return false }
                return workflows.contains(moved.definition.name)
                    && transition.from.contains(other.facts.state)
            }
            for transition in waiting {
                try self.transaction.countConsequence(depth: depth + 1)
                let done = try self.actBySystem(
                    other, event: transition.event, on: day, cause: .consequence, depth: depth + 1)
                if done != nil { break }
            }
        }
    }
}

extension LoadedCase {
    /// The transition that is taken as soon as the case's deliveries are out.
    fileprivate var waitingForDeliveries: TransitionDefinition? {
        self.definition.transitions.first { transition in
            guard case .deliveries = transition.trigger else { return false }
            return transition.from.contains(self.facts.state)
        }
    }
}
