// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import Hummingbird

// A mistake is taken back, or put right, where it stands in the history.
extension Site {
    func addUndo(to router: Router<PageContext>) {
        self.get("/cases/:id/lines/:line", on: router) {
            try await self.undoing($0, told: [:], status: 200)
        }
        self.post("/cases/:id/lines/:line", on: router) { try await self.undo($0) }
    }

    private func line(_ visit: Visit) async throws -> V1.HistoryLine {
        guard let number = Int64(visit.part("line")) else { throw PageError.missing }
        let asked = V1.HistoryRequest(caseId: visit.part("id"), after: number - 1, limit: 1)
        let history = try await visit.ask {
            try await $0.cases.history(asked, metadata: $0.metadata)
        }
        guard let line = history.lines.first, line.sequence == number, line.version != nil else {
            throw PageError.missing
        }
        return line
    }

    private func undoing(_ visit: Visit, told: Model, status: Int) async throws -> Response {
        let line = try await self.line(visit)
        let id = visit.part("id")
        var model = visit.words
        (model["id"], model["backPath"]) = (id, Visit.path(of: id))
        model["action"] = "\(Visit.path(of: id))/lines/\(line.sequence)"
        model["what"] = visit.say(line.eventLabel, else: line.event)
        model["day"] = line.happenedOn
        model["who"] = line.actorName
        let sent = visit.form.group("f.")
        // What the line says in words; what stands there as values of the program's own cannot be put right here.
        let fields = line.changes.filter { !$0.field.hasPrefix("#") && $0.label != nil }
        model["fields"] = fields.map { change in
            [
                "name": "f.\(change.field)", "id": "field-\(change.field)",
                "label": visit.say(change.label, else: change.field),
                "now": visit.say(change.afterDisplay),
                "value": sent[change.field]?.first ?? "",
            ] as Model
        }
        model["request"] = RequestName.fresh()
        for name in ["on", "reason"] { model[name] = visit.form[name] }
        model.merge(told) { $1 }
        return await self.page(
            "undo", model, visit, title: visit.say("更正或撤销", "Put right or take back"),
            status: status)
    }

    private func undo(_ visit: Visit) async throws -> Response {
        let (id, form) = (visit.part("id"), visit.form)
        let line = try await self.line(visit)
        let isDryRun = !form["try"].isEmpty
        let request = isDryRun ? "" : form["request"]
        let isAnnulled = form["do"] == "take-back" || form["try"] == "take-back"
        let outcome: V1.Outcome
        do throws(PageError) {
            if isAnnulled {
                let asked = V1.AnnulRequest(
                    caseId: id, act: String(line.sequence), reason: form["reason"],
                    requestId: request, dryRun: isDryRun)
                outcome = try await visit.ask {
                    try await $0.cases.annul(asked, metadata: $0.metadata)
                }
            } else {
                let asked = V1.CorrectRequest(
                    caseId: id, act: String(line.sequence), fields: form.fieldValues,
                    happenedOn: form["on"], reason: form["reason"], requestId: request,
                    dryRun: isDryRun)
                outcome = try await visit.ask {
                    try await $0.cases.correct(asked, metadata: $0.metadata)
                }
            }
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            return try await self.undoing(
                visit, told: ["refusal": visit.refusal(refusal, in: id), "isRefused": true],
                status: error.status)
        }
        guard isDryRun else { return Answers.go(to: Visit.path(of: id) + "?done=1") }
        let before = try await self.clocks(of: id, visit)
        return try await self.undoing(visit, told: visit.tried(outcome, before), status: 200)
    }
}
