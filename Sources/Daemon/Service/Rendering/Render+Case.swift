// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import CaseProto
internal import Casework
internal import Storage
internal import WorkCalendar
internal import Workflow

// Cases, complete and in lists.
extension Render {
    static func head(_ head: CaseHead) -> V1.Case {
        let (row, definition) = (head.row, head.definition)
        return V1.Case(
            caseId: row.id, workflow: row.workflow, workflowVersion: Int32(definition.version),
            profile: row.profile, state: row.state,
            stateLabel: definition.states[row.state].map { Render.label($0.labels) },
            final: row.isFinal, version: Int64(row.version), mode: row.mode.rawValue,
            openedOn: row.openedOn?.description ?? "", recordedAt: row.recordedAt.description,
            parent: row.parent ?? "", title: row.title,
            workflowLabel: Render.label(definition.labels),
            naturalKey: row.naturalKey.map(Render.naturalKey) ?? "",
            quarantined: row.isQuarantined, notGiven: row.notGiven,
            rulebookHash: row.definitionHash, void: row.isVoid,
            notGivenLabels: Render.labels(ofFields: row.notGiven, definition),
            number: head.number ?? "", people: head.people,
            handler: head.handler?.office ?? "", handlerName: head.handler?.name ?? "")
    }

    /// What fields are called, in their order.
    static func labels(
        ofFields names: [String], _ definition: WorkflowDefinition
    ) -> [V1.Label] {
        names.map { Render.label(definition.fields[$0]?.labels ?? Label(same: $0)) }
    }

    private static func naturalKey(_ key: String) -> String {
        key.split(separator: "\u{1f}").joined(separator: " ")
    }

    static func view(_ view: CaseView) -> V1.Case {
        let render = Render(laws: view.definition.laws, day: view.today)
        var message = Render.head(CaseHead(row: view.row, definition: view.definition))
        message.fields = Render.fields(
            view.facts.fields, offices: view.officeNames, users: view.userNames, view.definition)
        message.roles = Render.roles(view.facts.roles, offices: view.officeNames, view.definition)
        message.clocks = view.facts.clocks.map { run in
            var clock = render.clock(
                run, of: view.row.id, in: view.definition, roles: view.facts.roles)
            let isLast = view.facts.run(of: run.clock)?.run == run.run
            clock.accrued = isLast ? view.accrued[run.clock].map(Render.accrued) : nil
            return clock
        }
        message.documents = view.documents.map {
            Render.document(
                $0, view.definition, view.withdrawals[$0.id], templates: view.templates)
        }
        message.deliveries = view.deliveries.map { row in
            let kind = view.definition.deliveries[row.kind]
            let sender = row.sender ?? view.definition.home(view.facts.roles)
            return Render.delivery(
                DeliveryView(
                    row: row, label: kind?.labels ?? Label(same: row.kind),
                    document: kind?.document ?? "",
                    sender: sender.map { Party(office: $0, name: view.officeNames[$0] ?? $0) }))
        }
        message.children = view.children.map(Render.link)
        message.linked = view.linked.map(Render.link)
        message.kept = view.isKept
        return message
    }

    /// A case of a list with its fields and roles.
    static func whole(_ head: CaseHead, in page: CasePage) -> V1.Case {
        var message = Render.head(head)
        message.fields = Render.fields(
            head.row.fields, offices: page.officeNames, users: page.userNames, head.definition)
        message.roles = Render.roles(
            head.row.roles, offices: page.officeNames, head.definition)
        return message
    }

    /// What is given, in the order of the rules.
    private static func fields(
        _ fields: [String: Value], offices: [String: String], users: [String: String],
        _ definition: WorkflowDefinition
    ) -> [V1.CaseField] {
        definition.fields.items.compactMap { field in
            fields[field.name].map { value in
                let names = field.type.element == .user ? users : offices
                return V1.CaseField(
                    name: field.name, label: Render.label(field.labels),
                    value: Render.value(value),
                    display: Render.label(definition.told(value, of: field, naming: names)),
                    personal: field.isPersonal, type: field.type.word)
            }
        }
    }

    private static func roles(
        _ roles: [String: Party], offices: [String: String], _ definition: WorkflowDefinition
    ) -> [V1.RoleBinding] {
        definition.roles.items.compactMap { role in
            roles[role.name].map { party in
                V1.RoleBinding(
                    role: role.name, label: Render.label(role.labels), office: party.office ?? "",
                    name: party.office.flatMap { offices[$0] } ?? party.name)
            }
        }
    }

    func clock(
        _ run: ClockRun, of caseID: String, in definition: WorkflowDefinition,
        roles: [String: Party]
    ) -> V1.ClockRun {
        let clock = definition.clocks[run.clock]
        let status =
            run.isOpen
            ? (run.isPaused
                ? "paused" : run.due.map { $0 < self.day } ?? false ? "run_out" : "running")
            : "stopped"
        let whose = clock?.whose ?? ""
        let held = run.holder ?? roles[definition.holderRole(of: whose)]
        let holder = held?.office
        return V1.ClockRun(
            caseId: caseID, clock: run.clock, run: Int32(run.run),
            label: clock.map { Render.label($0.labels) },
            whose: holder ?? whose,
            kind: clock?.kind.rawValue ?? "", startedOn: run.startedOn?.description ?? "",
            due: run.due?.description ?? "", provisional: run.isProvisional, status: status,
            stoppedOn: run.stoppedOn?.description ?? "", inTime: run.wasInTime,
            originalDue: run.originalDue?.description ?? "",
            basis: (clock?.basis(of: run) ?? []).map(self.basis),
            pauses: run.pauses.map { pause in
                V1.Pause(
                    reason: pause.reason,
                    label: definition.pauseReasons[pause.reason].map(Render.label),
                    from: pause.from?.description ?? "", to: pause.to?.description ?? "")
            }, calendar: run.calendar ?? "",
            whoseLabel: (held.map { Label(same: $0.name) } ?? definition.roles[whose]?.labels)
                .map(Render.label))
    }

    static func accrued(_ accrued: Accrued) -> V1.Accrued {
        V1.Accrued(
            principal: accrued.principal.description, added: accrued.added.description,
            paid: accrued.paid.description, owed: accrued.owed.description,
            days: Int32(accrued.days), cappedOn: accrued.cappedOn?.description ?? "",
            unpaid: accrued.unpaid.description)
    }

    static func document(
        _ row: DocumentRow, _ definition: WorkflowDefinition, _ withdrawal: Withdrawal?,
        templates: Set<String> = []
    ) -> V1.Document {
        V1.Document(
            id: row.id, caseId: row.caseID, kind: row.kind,
            label: definition.documents[row.kind].map { Render.label($0.labels) }, name: row.name,
            size: row.size ?? 0, sha256: row.sha256 ?? "",
            addedOn: row.addedOn?.description ?? "", addedBy: row.addedBy,
            expected: row.sha256 == nil, withdrawn: row.withdrawn != nil,
            withdrawnOn: withdrawal?.on?.description ?? "",
            withdrawnReason: withdrawal?.reason ?? "",
            // What is kept has no digest: see `Kept`.
            kept: row.sha256?.isEmpty ?? false, sequence: row.sequence,
            hasTemplate: row.sha256 == nil && templates.contains(row.kind),
            erased: row.erased != nil)
    }

    static func document(_ content: DocumentContent) -> V1.Document {
        var message = Render.document(
            content.view.row, content.view.definition, content.view.withdrawal)
        message.mediaType = content.mediaType.name
        return message
    }

    static func delivery(_ view: DeliveryView) -> V1.Delivery {
        let row = view.row
        let isTriedAgain = view.job?.state == .retryable
        return V1.Delivery(
            id: row.id, caseId: row.caseID, kind: row.kind, label: Render.label(view.label),
            recipient: row.recipient.name, office: row.recipient.office ?? "",
            copies: Int32(row.copies), status: row.status.rawValue,
            madeOn: row.madeOn.description, sentOn: row.sentOn?.description ?? "",
            acknowledgedOn: row.acknowledgedOn?.description ?? "", document: view.document,
            reason: row.reason, attempt: Int32(view.job?.attempt ?? 0),
            lastError: view.job?.error ?? "",
            nextTry: isTriedAgain ? view.job?.dueAt.description ?? "" : "",
            sender: view.sender?.office ?? "", senderName: view.sender?.name ?? "")
    }

    static func link(_ child: CaseHead) -> V1.CaseLink {
        V1.CaseLink(
            caseId: child.row.id, workflow: child.row.workflow, state: child.row.state,
            stateLabel: child.definition.states[child.row.state].map { Render.label($0.labels) },
            title: child.row.title, office: child.row.roles.values.map(\.name).sorted().first ?? "",
            workflowLabel: Render.label(child.definition.labels))
    }

    static func done(
        _ result: CommandResult, under definition: WorkflowDefinition, on today: Day,
        _ kinds: KindWords
    ) -> V1.Outcome {
        let render = Render(laws: definition.laws, day: today)
        let transition = definition.transitions.first { $0.id == result.transition }
        return V1.Outcome(
            kind: .done(
                V1.Done(
                    caseId: result.caseID, version: Int64(result.version), state: result.state,
                    previousState: result.previousState, transition: result.transition,
                    sequence: result.sequence, unchanged: result.isUnchanged,
                    consequences: result.consequences.map { Render.consequence($0, kinds) },
                    clocks: result.clocks.filter { !$0.hasLapsed(definition, today) }.map {
                        render.clock(
                            $0, of: result.caseID, in: definition, roles: result.holders)
                    },
                    basis: (transition?.basis
                        ?? (result.transition == "open" ? definition.opening.basis : []))
                        .map(render.basis),
                    remarks: result.remarks.map(Render.label),
                    stateLabel: definition.states[result.state].map { Render.label($0.labels) },
                    previousStateLabel: definition.states[result.previousState]
                        .map { Render.label($0.labels) })))
    }

    static func consequence(
        _ consequence: Consequence, _ kinds: KindWords
    ) -> V1.Consequence {
        // What only looks alike has no event; clients that do not read the kind know it by this word.
        let event = consequence.kind == .similar ? "similar" : consequence.event
        return V1.Consequence(
            caseId: consequence.caseID, event: event, state: consequence.state,
            kind: consequence.kind.rawValue,
            eventLabel: kinds.event(consequence.event, of: consequence.caseID),
            stateLabel: kinds.state(consequence.state, of: consequence.caseID))
    }
}

extension ClockRun {
    /// A right or waiting time that is over: nothing runs any more.
    fileprivate func hasLapsed(_ definition: WorkflowDefinition, _ today: Day) -> Bool {
        guard let due, definition.clocks[self.clock]?.kind == .window else { return false }
        return due < today
    }
}
