// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import Hummingbird

// Forms made from the definition: an act of a case, or its opening.
extension Site {
    func form(_ visit: Visit) async throws -> Response {
        try await self.form(visit, told: [:], status: 200)
    }

    /// - Parameter told: what came of what was sent.
    private func form(
        _ visit: Visit, told: Model, status: Int, errors: [String: String] = [:]
    ) async throws -> Response {
        let (id, event) = (visit.part("id"), visit.part("event"))
        let row = try await visit.ask {
            try await $0.cases.get(V1.GetCaseRequest(caseId: id), metadata: $0.metadata)
        }
        let why = try await visit.ask {
            try await $0.cases.why(
                V1.WhyRequest(caseId: id, event: event), metadata: $0.metadata)
        }
        guard let asked = why.events.first else { throw PageError.missing }
        var model = visit.words
        model.merge(visit.head(row)) { $1 }
        model["action"] = Visit.path(of: row.caseId, act: asked.event)
        model["backPath"] = Visit.path(of: row.caseId)
        model["event"] = visit.say(asked.label, else: asked.event)
        model["basis"] = asked.basis.map { visit.say($0.text, else: $0.law) }
            .joined(separator: ";")
        // What it stands on: somebody else may have been faster by the time it is sent.
        model["version"] = String(row.version)
        let sent = visit.form["request"]
        model["request"] = sent.isEmpty ? RequestName.fresh() : sent
        model["isYours"] = asked.yours
        model["by"] = asked.byLabels.map { visit.say($0) }.joined(separator: visit.comma)
        let missing = asked.missing
        model["unmet"] = missing.map { visit.unmet($0, in: row.caseId) }
        model["isUnmet"] = !missing.isEmpty
        // What a condition asks the form for must be given as well.
        let wanted = Set(
            asked.unmet.flatMap(\.remedies).compactMap { remedy -> String? in
                switch remedy.kind {
                case .bind(let role): role
                case .give(let give): give.field
                default: nil
                }
            })
        model["form"] = try await self.fields(
            asked.form.map { field in
                var field = field
                field.required = field.required || wanted.contains(field.name)
                return field
            }, visit, errors)
        for name in ["note", "on", "office"] { model[name] = visit.form[name] }
        model["isRecord"] = !visit.form["record"].isEmpty
        model.merge(told) { $1 }
        return await self.page(
            "act", model, visit, title: visit.say(asked.label, else: asked.event), status: status)
    }

    func act(_ visit: Visit) async throws -> Response {
        let form = visit.form
        var asked = V1.ActRequest(
            caseId: visit.part("id"), event: visit.part("event"), fields: form.fieldValues,
            happenedOn: form["on"], record: !form["record"].isEmpty, forOffice: form["office"],
            note: form["note"],
            expectedVersion: Int64(form["version"]), requestId: form["request"],
            roles: form.group("r.").compactMapValues(\.first))
        asked.dryRun = !form["try"].isEmpty
        // A trial leaves the name of the request to the act itself.
        if asked.dryRun { asked.requestId = "" }
        let request = asked
        let outcome: V1.Outcome
        do throws(PageError) {
            outcome = try await visit.ask {
                try await $0.cases.act(request, metadata: $0.metadata)
            }
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            var told: Model = [
                "refusal": visit.refusal(refusal, in: request.caseId), "isRefused": true,
                // What was refused was not carried out under its name.
                "request": RequestName.fresh(),
            ]
            if refusal.code == "version" { told["isNewer"] = true }
            return try await self.form(
                visit, told: told, status: PageError.refused(refusal).status,
                errors: visit.errors(of: refusal))
        }
        guard request.dryRun else {
            return Answers.go(to: Visit.path(of: request.caseId) + "?done=1")
        }
        let before = try await self.clocks(of: request.caseId, visit)
        return try await self.form(visit, told: visit.tried(outcome, before), status: 200)
    }

    /// The fields of a form, with what was sent in them.
    ///
    /// - Parameter errors: what is wrong with some of them, by name.
    func fields(
        _ fields: [V1.FormField], _ visit: Visit, _ errors: [String: String] = [:]
    ) async throws -> [Model] {
        let needsOffices = fields.contains { $0.type == "office" || $0.items == "office" }
        var (offices, people) = ([Model](), [Model]())
        if fields.contains(where: { $0.type == "user" || $0.items == "user" }) {
            people = try await visit.ask {
                try await $0.directory.listUsers(V1.ListUsersRequest(), metadata: $0.metadata)
            }.users.filter { $0.status == "active" }.map { ["name": $0.name] }
        }
        if needsOffices {
            offices = try await visit.ask {
                try await $0.directory.listOffices(
                    V1.ListOfficesRequest(), metadata: $0.metadata)
            }.offices.filter(\.closedOn.isEmpty).map { ["name": $0.name] }
        }
        return fields.map { field in
            var input = visit.input(for: field, field.type == "user" ? people : offices)
            input["error"] = errors[field.name] ?? ""
            return input
        }
    }

    // MARK: Opening

    func opening(_ visit: Visit) async throws -> Response {
        try await self.opening(visit, told: [:], status: 200)
    }

    private func opening(
        _ visit: Visit, told: Model, status: Int, errors: [String: String] = [:]
    ) async throws -> Response {
        let workflow = visit.part("workflow")
        var model = visit.words
        let all = try await visit.ask {
            try await $0.rules.listWorkflows(V1.ListWorkflowsRequest(), metadata: $0.metadata)
        }
        guard !workflow.isEmpty else {
            model["workflows"] = all.workflows.filter(\.yours).map(visit.opening)
            // Whoever is of an office is told that there are others; to who is not they are nothing.
            let others = all.workflows.filter { !$0.yours }
            model["others"] = others.map(visit.opening)
            model["areOthers"] = try await !visit.reader.user().rights.isEmpty && !others.isEmpty
            model["isChoice"] = true
            return await self.page("new", model, visit, title: visit.say("新立件", "New"))
        }
        let definition = try await visit.ask {
            try await $0.rules.getWorkflow(
                V1.GetWorkflowRequest(workflow: workflow, profile: visit.query["profile"]),
                metadata: $0.metadata)
        }
        model["workflow"] = visit.say(definition.head?.label, else: workflow)
        model["action"] = "/new/\(FormBody.encoded(workflow))"
        model["form"] = try await self.fields(definition.opening, visit, errors)
        let sent = visit.form["request"]
        model["request"] = sent.isEmpty ? RequestName.fresh() : sent
        model["on"] = visit.form["on"]
        model["note"] = visit.form["note"]
        model.merge(told) { $1 }
        return await self.page(
            "new", model, visit, title: visit.say(definition.head?.label, else: workflow),
            status: status)
    }

    func open(_ visit: Visit) async throws -> Response {
        let form = visit.form
        let asked = V1.OpenRequest(
            workflow: visit.part("workflow"), fields: form.fieldValues,
            roles: form.group("r.").compactMapValues(\.first), happenedOn: form["on"],
            note: form["note"], requestId: form["request"], another: !form["another"].isEmpty)
        do throws(PageError) {
            let outcome = try await visit.ask {
                try await $0.cases.open(asked, metadata: $0.metadata)
            }
            guard case .done(let done) = outcome.kind else { throw PageError.failed }
            return Answers.go(to: Visit.path(of: done.caseId) + "?done=1")
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            return try await self.opening(
                visit,
                told: [
                    "refusal": visit.refusal(refusal), "isRefused": true,
                    "request": RequestName.fresh(), "isAlike": refusal.code == "exists",
                ], status: PageError.refused(refusal).status,
                errors: visit.errors(of: refusal))
        }
    }
}

extension FormBody {
    /// Fields of a case: several values of one name are a list.
    var fieldValues: [String: V1.Value] {
        self.group("f.").mapValues { texts in
            texts.count == 1
                ? V1.Value(kind: .text(texts[0]))
                : V1.Value(
                    kind: .list(
                        V1.ValueList(items: texts.map { V1.ValueItem(kind: .text($0)) })))
        }
    }
}

extension Visit {
    /// A way to open a case of a workflow.
    func opening(_ workflow: V1.WorkflowHead) -> Model {
        [
            "label": self.say(workflow.label, else: workflow.workflow),
            "path": "/new/\(FormBody.encoded(workflow.workflow))",
        ]
    }

    /// How a field is asked for.
    fileprivate func input(for field: V1.FormField, _ offices: [Model]) -> Model {
        let name = (field.role ? "r." : "f.") + field.name
        let sent = self.form.all(name).filter { !$0.isEmpty }
        var model: Model = [
            "name": name, "id": "field-\(field.name)",
            "label": self.say(field.label, else: field.name), "isRequired": field.required,
            "value": sent.first ?? "",
        ]
        let now = self.say(field.display)
        if !now.isEmpty { model["now"] = now }
        // What a plain field is its label says; how a list is written it does not.
        let isPlain = ["text", "boolean", "integer", "date", "choice", "office"].contains(
            field.type)
        if !isPlain { model["remark"] = self.say(field.remark) }
        let choices = field.choices.map {
            self.choice($0.value, self.say($0.label, else: $0.value), "")
                .merging(["isChosen": sent.contains($0.value), "name": name]) { $1 }
        }
        switch (field.type, field.items) {
        case ("list", _) where !choices.isEmpty:
            (model["isChecks"], model["choices"]) = (true, choices)
            model["name"] = name
        case ("choice", _): (model["isSelect"], model["choices"]) = (true, choices)
        case ("boolean", _):
            model["isSelect"] = true
            model["choices"] = [("true", self.say("是", "yes")), ("false", self.say("否", "no"))].map
            {
                self.choice($0.0, $0.1, sent.first ?? "")
            }
        case ("date", _): model["isDate"] = true
        case ("office", _), ("user", _):
            (model["isOffice"], model["offices"]) = (true, offices)
        case _ where field.isLong: model["isLong"] = true
        case ("integer", _): (model["isPlain"], model["mode"]) = (true, "numeric")
        case ("amount", _), ("decimal", _): (model["isPlain"], model["mode"]) = (true, "decimal")
        default: (model["isPlain"], model["mode"]) = (true, "text")
        }
        return model
    }

    /// What a trial came to: where it leads, and which dates it moves.
    ///
    /// - Parameter before: the clocks as they stand.
    func tried(_ outcome: V1.Outcome, _ before: [V1.ClockRun]) -> Model {
        guard case .done(let done) = outcome.kind else { return [:] }
        let stood = before.reduce(into: [[String]: V1.ClockRun]()) {
            $0[[$1.caseId, $1.clock, String($1.run)]] = $1
        }
        return [
            "isTried": true,
            "tried": [
                "to": self.say(done.stateLabel, else: done.state),
                "remarks": done.remarks.map { ["text": self.say($0)] as Model },
                "clocks": done.clocks.map { clock -> Model in
                    var shown = self.run(clock)
                    let was = stood[[clock.caseId, clock.clock, String(clock.run)]]
                    if let was, was.due != clock.due { shown["was"] = was.due }
                    if let was, was.status != clock.status {
                        shown["stood"] = Words.clockStatus(was.status)(self.language)
                    }
                    shown["isNew"] = was == nil
                    return shown
                },
                "areClocks": !done.clocks.isEmpty,
            ] as Model,
        ]
    }
}

extension V1.FormField {
    /// Whether what it takes is written on several lines.
    fileprivate var isLong: Bool {
        ["list", "record"].contains(self.type) || self.type == "text" && self.isProse
    }

    private var isProse: Bool {
        self.name.hasSuffix("content") || self.name.hasSuffix("body")
            || self.name.hasSuffix("text") || self.name.hasSuffix("reason")
    }
}
