// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import Hummingbird

// The page of a case.
extension Site {
    func show(_ visit: Visit) async throws -> Response {
        let id = visit.part("id")
        let row = try await visit.ask {
            try await $0.cases.get(V1.GetCaseRequest(caseId: id), metadata: $0.metadata)
        }
        var model = visit.words
        model.merge(visit.head(row)) { $1 }
        model["isVoid"] = row.void
        model["isDone"] = !visit.query["done"].isEmpty
        model["fields"] = row.fields.map(visit.field)
        model["roles"] = row.roles.map {
            ["label": visit.say($0.label, else: $0.role), "name": $0.name] as Model
        }
        try await self.addClocks(to: &model, of: row, visit)
        model["documents"] = row.documents.map(visit.document)
        model["areDocuments"] = !row.documents.isEmpty
        let user = try await visit.reader.user()
        // To who takes part from outside it is no news that he is not told everything.
        model["isKept"] = row.kept && !user.rights.isEmpty
        // Ticked off by whoever must send them; others read how far they are.
        let offices = Set(user.rights.map(\.office))
        model["letters"] = row.deliveries.map { delivery -> Model in
            var shown = visit.delivery(delivery)
            let isOwn = delivery.sender.isEmpty || offices.contains(delivery.sender)
            for name in ["isPending", "isSent"] where !isOwn { shown[name] = false }
            return shown
        }
        model["areLetters"] = !row.deliveries.isEmpty
        let parts =
            (row.children + row.linked).map(visit.link)
            + (row.parent.isEmpty
                ? [] : [["id": row.parent, "path": Visit.path(of: row.parent)] as Model])
        (model["parts"], model["areParts"]) = (parts, !parts.isEmpty)
        model["backPath"] = Visit.path(of: row.caseId)
        try await self.addWays(to: &model, of: row, visit)
        // Not told to everybody who reads the case: then the page has none.
        if let history = try? await visit.ask({
            try await $0.cases.history(
                V1.HistoryRequest(caseId: row.caseId, limit: PageLimits.historyLines),
                metadata: $0.metadata)
        }) {
            model["history"] = history.lines.map(visit.line)
            model["isHistory"] = !history.lines.isEmpty
        }
        if let workflow = try? await visit.ask({
            try await $0.rules.getWorkflow(
                V1.GetWorkflowRequest(workflow: row.workflow, profile: row.profile),
                metadata: $0.metadata)
        }) {
            model["diagram"] = DiagramDrawing(workflow, visit.language, at: row.state).svg
        }
        return await self.page("case", model, visit, title: "\(row.title) · \(row.caseId)")
    }

    /// What can be done now, what cannot and why, and what others do.
    private func addWays(
        to model: inout Model, of row: V1.Case, _ visit: Visit
    ) async throws {
        guard
            let why = try? await visit.ask({
                try await $0.cases.why(
                    V1.WhyRequest(caseId: row.caseId), metadata: $0.metadata)
            })
        else { return }
        let own = why.events.filter(\.yours)
        let ways = own.filter(\.isOpen)
        let blocked = own.filter { !$0.isOpen }
        let others = why.events.filter { !$0.yours }
        model["ways"] = ways.map { visit.way($0, row.caseId) }
        model["areWays"] = !ways.isEmpty
        model["blocked"] = blocked.map { visit.way($0, row.caseId) }
        model["areBlocked"] = !blocked.isEmpty
        model["others"] = others.map { visit.way($0, row.caseId) }
        model["areOthers"] = !others.isEmpty
        model["mayAttach"] = !own.isEmpty
    }
}

extension V1.WhyEvent {
    /// Conditions that filling in the form does not meet.
    var missing: [V1.Unmet] {
        let asked = Set(self.form.map(\.name))
        return self.unmet.filter { unmet in
            !unmet.remedies.contains { remedy in
                switch remedy.kind {
                case .bind(let role): asked.contains(role)
                case .give(let give): asked.contains(give.field)
                default: false
                }
            }
        }
    }

    /// Whether its form may lead somewhere.
    var isOpen: Bool { self.missing.isEmpty }
}

// What a case is made of.
extension Visit {
    fileprivate func field(_ field: V1.CaseField) -> Model {
        ["label": self.say(field.label, else: field.name), "value": self.say(field.display)]
    }

    func run(_ run: V1.ClockRun) -> Model {
        var model: Model = [
            "label": self.say(run.label, else: run.clock), "clock": run.clock,
            "whose": self.say(run.whoseLabel, else: run.whose), "started": run.startedOn,
            "due": run.due, "status": Words.clockStatus(run.status)(self.language),
            "path": "\(Visit.path(of: run.caseId))/clocks/\(FormBody.encoded(run.clock))",
            "isRunning": run.status == "running" || run.status == "paused",
            "basis": run.basis.map { self.say($0.text, else: $0.law) }.joined(separator: ";"),
        ]
        if run.provisional { model["isProvisional"] = true }
        if !run.stoppedOn.isEmpty { model["stopped"] = run.stoppedOn }
        if let accrued = run.accrued { model["accrued"] = self.grown(accrued) }
        return model
    }

    /// Money that grows by the day, until today.
    func grown(_ accrued: V1.Accrued) -> String {
        self.say(
            "应缴\(accrued.owed),已缴\(accrued.paid)", "owed \(accrued.owed), paid \(accrued.paid)")
    }

    /// The days of a reckoning: as a strip that is looked at, and as a table that is read.
    func days(of reckoned: V1.Calculation) -> Model {
        let isListed = reckoned.days.count <= PageLimits.listedDays
        let days = (isListed ? reckoned.days : []).map { day -> Model in
            [
                "date": day.date, "kind": day.kind, "weekday": day.weekday,
                "word": Words.dayKind(day.kind)(self.language)
                    + (day.holiday.isEmpty ? "" : " · \(day.holiday)"),
                "number": day.number > 0 ? String(day.number) : "",
                "note": self.say(day.note), "day": String(day.date.suffix(2)),
            ]
        }
        return [
            "from": reckoned.from, "dueOn": reckoned.due, "days": days, "isListed": isListed,
            "strip": StripDrawing(isListed ? reckoned.days : [], until: reckoned.due, self.language)
                .svg,
            "isProvisional": reckoned.provisional,
            "basis": reckoned.basis.map { self.say($0.text, else: $0.law) }
                .joined(separator: ";"),
        ]
    }

    func document(_ row: V1.Document) -> Model {
        var model: Model = [
            "id": String(row.id), "label": self.say(row.label, else: row.kind), "kind": row.kind,
            "name": row.name, "number": row.number, "added": row.addedOn, "by": row.addedBy,
        ]
        let path = Visit.path(of: row.caseId)
        if row.expected {
            model["isExpected"] = true
            model["attachPath"] = path + "/attach" + FormBody.query([("kind", row.kind)])
        } else if row.kept {
            model["isKept"] = true
        } else if row.erased {
            model["isErased"] = true
        } else {
            // What is missing here is looked for around it: a flag of its own says that it is there.
            (model["isThere"], model["path"]) = (true, "\(path)/papers/\(row.id)")
        }
        if row.withdrawn { model["isWithdrawn"] = true }
        if row.hasTemplate {
            model["draftPath"] = "\(path)/drafts/\(FormBody.encoded(row.kind))"
        }
        return model
    }

    fileprivate func link(_ link: V1.CaseLink) -> Model {
        [
            "id": link.caseId, "path": Visit.path(of: link.caseId), "title": link.title,
            "workflow": self.say(link.workflowLabel, else: link.workflow),
            "state": self.say(link.stateLabel, else: link.state), "office": link.office,
        ]
    }

    func way(_ event: V1.WhyEvent, _ id: String) -> Model {
        [
            "label": self.say(event.label, else: event.event), "case": id,
            "path": Visit.path(of: id, act: event.event),
            "by": event.byLabels.map { self.say($0) }.joined(separator: self.comma),
            "unmet": event.missing.map { self.unmet($0, in: id) },
            "basis": event.basis.map { self.say($0.text, else: $0.law) }.joined(separator: ";"),
            "to": self.say(event.toLabel),
        ]
    }

    fileprivate func line(_ line: V1.HistoryLine) -> Model {
        let changes = line.changes.compactMap { change -> Model? in
            let before = self.say(change.beforeDisplay)
            var after = self.say(change.afterDisplay)
            // Words of the line's own, such as the name of a file.
            if after.isEmpty, change.label != nil, case .text(let text) = change.after?.kind {
                after = text
            }
            guard !before.isEmpty || !after.isEmpty else { return nil }
            let label = self.say(change.label, else: change.field)
            return ["text": "\(label):\(before.isEmpty ? after : "\(before) → \(after)")"]
        }
        let who =
            line.actorOfficeName.isEmpty
            ? line.actorName : "\(line.actorOfficeName) \(line.actorName)"
        return [
            "sequence": String(line.sequence),
            "undoPath": "\(Visit.path(of: line.caseId))/lines/\(line.sequence)",
            "isAct": line.version != nil, "day": line.happenedOn,
            "recorded": Moment.local(line.recordedAt),
            "what": self.say(line.eventLabel, else: line.event),
            "who": who,
            "entered": line.enteredByName == line.actorName ? "" : line.enteredByName,
            "to": self.say(line.toLabel), "note": line.note, "changes": changes,
        ]
    }
}
