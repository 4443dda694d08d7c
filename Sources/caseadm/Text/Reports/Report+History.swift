// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum HistoryWords {
    static let none = Text(zh: "没有记录。", en: "No line.")
    static let unknownDay = Text(zh: "日期不详", en: "day unknown")
    static let user = Text(zh: "编号%", en: "no. %")
    static let version = Text(zh: "版", en: "version ")
    static let actor = Text(zh: "办理", en: "Acted")
    static let entered = Text(zh: "录入", en: "Entered")
    static let note = Text(zh: "备注", en: "Note")
    static let hash = Text(zh: "链", en: "Hash")
    static let change = Text(zh: "变更", en: "Change")
    static let withheld = Text(zh: "(个人信息,摘要 %)", en: "(personal, digest %)")
    static let unset = Text(zh: "(无)", en: "(none)")
    static let day = Text(zh: "日期", en: "Day")
    static let event = Text(zh: "事项", en: "Act")
    static let annulled = Text(zh: "(已撤销)", en: " (annulled)")
    static let deputised = Text(zh: "(%代办)", en: " (entered by %)")
    static let recorded = Text(zh: "补录", en: "for the record")
}

extension Report {
    /// The history of a case, oldest first.
    package init(_ lines: [V1.HistoryLine], _ language: Language) {
        self.init(
            json: .array(lines.map(\.json)),
            csv: CSV(V1.HistoryLine.columns, objects: lines.map(\.json), language))
        if lines.isEmpty { line(HistoryWords.none(language)) }
        for item in lines { add(item, language) }
    }

    /// What somebody did: how much of each kind, then each act.
    package init(_ done: V1.ActsByResponse, _ language: Language) {
        let lines = done.acts.filter { !$0.takenBack }.compactMap(\.line)
        self.init(
            json: done.json,
            csv: CSV(
                [
                    "day", "case_id", "number", "title", "workflow", "workflow_label",
                    "event", "event_label", "actor_office", "actor_office_name", "role",
                    "role_label", "entered_by_name", "deputised", "taken_back",
                    "recorded_at", "sequence", "note",
                ], objects: done.acts.map(\.flat), language))
        heading("\(done.name)  \(lines.count)")
        guard !done.acts.isEmpty else {
            line(HistoryWords.none(language))
            return
        }
        let counts = lines.reduce(into: [String: Int]()) { $0[$1.name(language), default: 0] += 1 }
        let most = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        line(
            most.map { "\($0.key) \($0.value)" }.joined(separator: Words.listSeparator(language)))
        let columns = [
            Table.Column(HistoryWords.day(language), isWhole: true),
            Table.Column(Words.caseColumn(language), isWhole: true),
            Table.Column(CaseColumn.number.text(language), isSpare: true),
            Table.Column(HistoryWords.event(language)),
            Table.Column(Words.state(language), isSpare: true),
            Table.Column(Words.office(language), isSpare: true),
            Table.Column(Words.title(language)),
        ]
        table(
            Table(
                columns,
                rows: done.acts.compactMap { act in
                    act.line.map { item in
                        [
                            Cell(act.day), Cell(item.caseId), Cell(act.number),
                            Cell(item.name(language) + act.marks(item, language)),
                            Cell(item.states(language)),
                            Cell(
                                item.actorOfficeName.isEmpty
                                    ? item.actorOffice : item.actorOfficeName),
                            Cell(act.title),
                        ]
                    }
                }))
    }

    private mutating func add(_ item: V1.HistoryLine, _ language: Language) {
        var parts = ["#\(item.sequence)", item.day(language), item.name(language)]
        let states = item.states(language)
        if !states.isEmpty { parts.append(states) }
        if let version = item.version {
            let word = HistoryWords.version(language)
            parts.append(language == .zh ? "第\(version)\(word)" : "\(word)\(version)")
        }
        if item.mode == "record" { parts.append("[\(HistoryWords.recorded(language))]") }
        line(parts.joined(separator: "  "))
        let actor = [
            item.actorOfficeName.isEmpty ? item.actorOffice : item.actorOfficeName, item.actorName,
            item.roleLabel.text(language, else: item.role),
        ].filter { !$0.isEmpty }
        let number = item.enteredByUid.map { HistoryWords.user.filled(String($0), language) } ?? ""
        let entered = [item.enteredByName, number, Moment.local(item.recordedAt)].filter {
            !$0.isEmpty
        }
        pairs(
            [
                (HistoryWords.actor(language), Cell(actor.joined(separator: " "))),
                (HistoryWords.entered(language), Cell(entered.joined(separator: " "))),
            ]
                + item.changes.map { change in
                    (HistoryWords.change(language), Cell(change.text(language)))
                }
                + [
                    (HistoryWords.note(language), Cell(item.note)),
                    (Words.basis(language), Cell(item.basis.citation(language))),
                    (HistoryWords.hash(language), Cell(String(item.hash.prefix(16)))),
                ])
    }
}

extension V1.HistoryLine {
    /// The columns of a line.
    static let columns = [
        "sequence", "case_id", "version", "happened_on", "recorded_at", "mode", "actor_office",
        "actor_name", "role", "entered_by_uid", "entered_by_name", "event", "event_label",
        "transition", "from", "to", "changes", "note", "request_id", "previous_hash", "hash",
    ]

    /// The day on which it happened.
    func day(_ language: Language) -> String {
        happenedOn.isEmpty ? HistoryWords.unknownDay(language) : happenedOn
    }

    /// What happened: the event's label, in English with its name.
    func name(_ language: Language) -> String {
        eventLabel.named(event, language)
    }

    /// From which state to which.
    func states(_ language: Language) -> String {
        if to.isEmpty { return "" }
        let (from, to) = (
            fromLabel.text(language, else: from), toLabel.text(language, else: to)
        )
        return from.isEmpty ? "→ \(to)" : "\(from) → \(to)"
    }
}

extension V1.DoneAct {
    /// What became of it, and who entered it for him.
    fileprivate func marks(_ item: V1.HistoryLine, _ language: Language) -> String {
        (takenBack ? HistoryWords.annulled(language) : "")
            + (deputised ? HistoryWords.deputised.filled(item.enteredByName, language) : "")
    }

    /// The line and its case as one object.
    fileprivate var flat: JSONValue {
        guard case .object(let own) = json, case .object(let line)? = line?.json else {
            return json
        }
        return .object(
            JSONObject(
                line.map { ($0.name, $0.value) }
                    + own.filter { $0.name != "line" }.map { ($0.name, $0.value) }))
    }
}

extension V1.FieldChange {
    fileprivate func text(_ language: Language) -> String {
        // A word of the line's own has a label and no name that could be typed.
        let shown =
            field.hasPrefix("#") || field.contains(" ")
            ? label.text(language, else: field) : label.named(field, language)
        if personal, before?.kind == nil, after?.kind == nil {
            let digest = String(digest.prefix(12))
            return "\(shown): \(HistoryWords.withheld.filled(digest, language))"
        }
        // An act may say again what was said before.
        let (from, to) = (
            text(before, beforeDisplay, language), text(after, afterDisplay, language)
        )
        return before == after ? "\(shown): \(to)" : "\(shown): \(from) → \(to)"
    }

    private func text(
        _ value: V1.Value?, _ display: V1.Label?, _ language: Language
    ) -> String {
        guard let value, value.kind != nil else { return HistoryWords.unset(language) }
        return display.text(language, else: value.text(language))
    }
}
