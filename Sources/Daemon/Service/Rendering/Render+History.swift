// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import CaseProto
internal import Casework
internal import Storage
internal import WorkCalendar
internal import Workflow

// History lines, answers to why, explanations of dates.
extension Render {
    static func history(_ view: HistoryView) -> V1.HistoryResponse {
        V1.HistoryResponse(
            lines: view.lines.map {
                Render.line($0, view.definition, view.officeNames, view.userNames)
            },
            next: view.next ?? 0)
    }

    static func acts(_ page: ActsPage) -> V1.ActsByResponse {
        V1.ActsByResponse(
            number: page.user.number, name: page.user.name,
            acts: page.acts.map { act in
                let item = act.line.item
                return V1.DoneAct(
                    line: Render.line(act.line.row, item?.definition, page.officeNames),
                    workflow: item?.row.workflow ?? "",
                    workflowLabel: (item?.definition.labels).map(Render.label),
                    number: item?.number ?? "", title: item?.row.title ?? "",
                    day: act.day.description, takenBack: act.isAnnulled,
                    deputised: act.isDeputised)
            }, next: page.next ?? 0)
    }

    static func chain(_ view: ChainView) -> V1.ChainResponse {
        V1.ChainResponse(
            lines: view.lines.map { line in
                V1.ChainLine(
                    sequence: line.sequence, previousHash: Chain.hex(line.previousHash),
                    hash: Chain.hex(line.hash),
                    text: line.text.map { String(decoding: $0, as: UTF8.self) } ?? "",
                    kept: line.text == nil)
            }, next: view.isFull ? view.lines.last?.sequence ?? 0 : 0,
            headSequence: view.head.sequence, headHash: Chain.hex(view.head.hash))
    }

    /// A page of a watch: an event for each line, and one for what was passed over at the end.
    static func watched(_ page: WatchPage) -> [V1.WatchEvent] {
        var events = page.lines.map { line in
            V1.WatchEvent(
                reached: line.row.sequence, line: Render.line(line.row, line.item?.definition),
                workflow: line.item?.row.workflow ?? "", title: line.item?.row.title ?? "")
        }
        if page.lines.last?.row.sequence != page.reached {
            events.append(V1.WatchEvent(reached: page.reached))
        }
        return events
    }

    /// A line, in the words of the definition its case pins; without one, it belongs to no case.
    private static func line(
        _ row: HistoryRow, _ definition: WorkflowDefinition?, _ offices: [String: String] = [:],
        _ users: [String: String] = [:]
    ) -> V1.HistoryLine {
        let day = row.happenedOn ?? definition?.effective ?? Day(number: 0)
        let render = Render(laws: definition?.laws, day: day)
        return V1.HistoryLine(
            sequence: row.sequence, caseId: row.caseID ?? "", version: row.version.map(Int64.init),
            happenedOn: row.happenedOn?.description ?? "", recordedAt: row.recordedAt.description,
            mode: row.mode.rawValue, actorOffice: row.actorOffice ?? "", actorName: row.actorName,
            role: row.role ?? "", enteredByUid: row.enteredBy, enteredByName: row.enteredByName,
            event: row.event, eventLabel: Render.label(Render.eventLabel(row.event, definition)),
            transition: row.transition, from: row.from ?? "", to: row.to ?? "",
            changes: row.changes.map { change in
                V1.FieldChange(
                    field: change.field,
                    label: Render.label(of: change.change, definition).map(Render.label),
                    before: change.before.map(Render.value), after: change.after.map(Render.value),
                    personal: change.seal != nil, digest: change.seal?.digest ?? "",
                    beforeDisplay: Render.display(
                        change.before, in: change.change, definition, offices, users),
                    afterDisplay: Render.display(
                        change.after, in: change.change, definition, offices, users))
            }, note: row.note, requestId: row.requestID,
            basis: row.basis.map { render.basis(Basis(stored: $0)) },
            previousHash: Chain.hex(row.previousHash), hash: Chain.hex(row.hash),
            fromLabel: row.from.flatMap { definition?.states[$0] }.map { Render.label($0.labels) },
            toLabel: row.to.flatMap { definition?.states[$0] }.map { Render.label($0.labels) },
            roleLabel: row.role.flatMap { definition?.roles[$0] }.map { Render.label($0.labels) },
            actorOfficeName: row.actorOffice.flatMap { offices[$0] } ?? "")
    }

    /// A value that changed, as people read it; nil where it is read as it is.
    private static func display(
        _ value: Value?, in change: HistoryChange, _ definition: WorkflowDefinition?,
        _ offices: [String: String], _ users: [String: String]
    ) -> V1.Label? {
        guard let value, !value.isEmpty, let definition else { return nil }
        switch change {
        case .field("document", _, _):
            return value.text.flatMap { definition.documents[$0] }.map { Render.label($0.labels) }
        case .field(let name, _, _), .then(let name, _, _):
            guard let field = definition.fields[name] else { return nil }
            let names = field.type.element == .user ? users : offices
            return Render.label(definition.told(value, of: field, naming: names))
        case .role:
            guard case .record(let parts) = value, let name = parts["name"] else { return nil }
            return Render.label(Label(same: parts["office"].flatMap { offices[$0] } ?? name))
        case .delivery:
            return value.text.flatMap { DeliveryStatus(rawValue: $0) }.map {
                Render.label($0.label)
            }
        case .lines, .happenedOn, .redated, .clock, .due, .draw, .deputised: return nil
        case .door(let door): return Render.label(Render.label(of: door))
        }
    }

    /// What a change is of: a field, or what the line says of the case beside its fields.
    private static func label(
        of change: HistoryChange, _ definition: WorkflowDefinition?
    ) -> Label? {
        guard let definition else { return nil }
        switch change {
        case .field(let name, _, _):
            return definition.fields[name]?.labels ?? Render.words[name]
        case .role(let name, _, _): return definition.roles[name]?.labels
        case .lines: return Label("所涉历史行", "lines it is about")
        case .happenedOn: return Label("发生日期", "happened on")
        case .redated: return Label("系统办理日期变动", "days of the daemon's own acts")
        case .then(let name, _, _):
            return definition.fields[name].map {
                Label("随之变动:\($0.labels.zh)", "with it: \($0.labels.en)")
            }
        case .clock(let name, _, _), .due(let name, _, _):
            return definition.clocks[name].map {
                Label("时限:\($0.labels.zh)", "clock: \($0.labels.en)")
            }
        case .draw(let draw):
            return definition.fields[draw.into].map {
                Label("抽取记录:\($0.labels.zh)", "draw: \($0.labels.en)")
            }
        case .deputised: return Label("代为办理:委托人编号", "done for somebody absent, number")
        case .door: return Label("登录方式", "came in by")
        case .delivery(let mark, _, _):
            return (definition.deliveries[mark.kind]?.labels ?? Label(same: mark.kind)).map {
                "\($0) \(mark.id) \(mark.recipient)"
            }
        }
    }

    /// By which door somebody came in.
    static func label(of door: Door) -> Label {
        switch door {
        case .password: Label("网页,密码登录", "the page, by password")
        case .proxy: Label("网页,统一身份认证", "the page, by the trusted proxy")
        case .link: Label("网页,一次性链接", "the page, by a one-time link")
        }
    }

    /// Words of a line's own that are no field.
    private static let words = [
        "definition": Label("所依规则", "rules pinned"), "calendar": Label("所依日历", "calendar"),
        "participant": Label("参加人", "participant"),
        "document": Label("文书种类", "kind of document"), "file": Label("文件", "file"),
        "sha256": Label("SHA-256", "SHA-256"),
    ]

    static func eventLabel(_ event: String, _ definition: WorkflowDefinition?) -> Label {
        if let label = definition?.events[event]?.labels { return label }
        return HistoryLine.terms.first { $0.name == event }?.label ?? Label(same: event)
    }

    static func why(_ view: WhyView) -> V1.WhyResponse {
        let render = Render(laws: view.definition.laws, day: view.today)
        let words = GuardWords(view.definition)
        return V1.WhyResponse(
            caseId: view.row.id, state: view.row.state,
            stateLabel: view.definition.states[view.row.state].map { Render.label($0.labels) },
            events: view.answers.map { answer in
                V1.WhyEvent(
                    event: answer.event,
                    label: Render.label(Render.eventLabel(answer.event, view.definition)),
                    possible: answer.isPossible, to: answer.to ?? "", by: answer.by,
                    yours: answer.isYours, takes: answer.takes, mayTake: answer.mayTake,
                    unmet: answer.unmet.map(render.unmet), basis: answer.basis.map(render.basis),
                    toLabel: answer.to.flatMap { view.definition.states[$0] }
                        .map { Render.label($0.labels) },
                    byLabels: answer.by.map(words.role).map(Render.label),
                    takesLabels: Render.labels(ofFields: answer.takes, view.definition),
                    mayTakeLabels: Render.labels(ofFields: answer.mayTake, view.definition),
                    form: Render.form(of: answer, in: view))
            })
    }

    static func explanation(_ view: CaseView, _ clocks: [ClockView]) -> V1.ExplainResponse {
        V1.ExplainResponse(
            caseId: view.row.id,
            clocks: clocks.map { clock in
                let render = Render(
                    laws: view.definition.laws, day: clock.run.startedOn ?? view.today)
                let today = Render(laws: view.definition.laws, day: view.today)
                return V1.ClockExplanation(
                    run: today.clock(
                        clock.run, of: view.row.id, in: view.definition,
                        roles: view.facts.roles),
                    limits: clock.limits.map {
                        render.limit($0, view.definition, monthEnd: clock.monthEnd)
                    },
                    dueIfResumed: clock.dueIfResumed?.description ?? "",
                    accrued: clock.accrued.map(Render.accrued),
                    light: clock.light?.rawValue ?? "", daysLeft: clock.daysLeft.map(Int32.init))
            })
    }

    private func limit(
        _ view: LimitView, _ definition: WorkflowDefinition, monthEnd: Label?
    ) -> V1.LimitExplanation {
        let rule = PartWords(definition).limit(view.result.limit)
        var calculation: V1.Calculation?
        if let end = view.result.end ?? view.result.plain {
            calculation = V1.Calculation(
                due: end.due.description, unrolled: end.unrolled.description,
                provisional: end.isProvisional,
                days: view.days.map { Render.day($0, monthEnd: monthEnd) },
                basis: view.basis.map(self.basis), rule: rule.zh,
                from: view.result.start?.description ?? "")
        }
        return V1.LimitExplanation(
            rule: Render.label(rule), binding: view.isBinding, calculation: calculation,
            pending: view.result.pending.map(Render.label))
    }

    static func day(_ day: CountedDay, monthEnd: Label?) -> V1.CountedDay {
        let names = ["", "一", "二", "三", "四", "五", "六", "日"]
        return V1.CountedDay(
            date: day.day.description, kind: day.treatment.rawValue, number: Int32(day.number),
            holiday: day.holiday ?? "", weekday: names[day.day.weekday],
            provisional: day.isProvisional,
            note: day.missing.map { Render.label(Render.note(day.day, missing: $0, by: monthEnd)) })
    }

    /// Without a same-numbered day the month's last day ends the period.
    private static func note(_ day: Day, missing: Int, by basis: Label?) -> Label {
        let month = day.components.month
        return Label(
            "\(month)月无\(missing)日,以月末日为期限届满日" + (basis.map { "(\($0.zh))" } ?? ""),
            "month \(month) has no day \(missing): its last day ends the period"
                + (basis.map { " (\($0.en))" } ?? ""))
    }

    static func due(_ view: DueView, _ today: Day) -> V1.DueItem {
        let clock = view.definition.clocks[view.run.clock]
        let left = view.run.due.map { $0.days(since: view.today) } ?? 0
        let head = CaseHead(row: view.row, definition: view.definition)
        return V1.DueItem(
            caseId: view.row.id, workflow: view.row.workflow, title: view.row.title,
            state: view.row.state,
            stateLabel: view.definition.states[view.row.state].map { Render.label($0.labels) },
            clock: view.run.clock, clockLabel: clock.map { Render.label($0.labels) },
            due: view.run.due?.description ?? "", provisional: view.run.isProvisional,
            daysLeft: Int32(left), office: view.holder?.office ?? "",
            officeName: view.holder?.name ?? "", overdue: view.status == .late,
            light: view.light.rawValue, kind: clock?.kind.rawValue ?? "",
            paused: view.status == .paused,
            dueIfResumed: view.dueIfResumed?.description ?? "", number: head.number ?? "",
            people: head.people)
    }
}
