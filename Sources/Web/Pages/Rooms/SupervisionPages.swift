// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import Hummingbird

// The circular of the month, figures, many at once.
extension Site {
    func addSupervision(to router: Router<PageContext>) {
        self.get("/circular", on: router) { try await self.circular($0) }
        self.get("/figures", on: router) { try await self.figures($0) }
        self.post("/chase", on: router) { try await self.chase($0) }
        self.get("/bulk/:id", on: router) { try await self.bulk($0) }
        self.post("/bulk/:id", on: router) { try await self.runBulk($0) }
    }

    // MARK: Circular

    private func circular(_ visit: Visit) async throws -> Response {
        let month = visit.query["month"]
        let asked = V1.CircularRequest(
            month: month.isEmpty ? "" : month + "-01", place: visit.query["place"])
        let told = try await visit.ask {
            try await $0.reports.circular(asked, metadata: $0.metadata)
        }
        let heads = [
            "rank", "office", "assigned", "answered", "in_month", "in_time", "late_days",
            "satisfied",
        ].map { PageWords.all[$0]?(visit.language) ?? $0 }
        let rows = told.offices.map { visit.cells(of: $0) }
        if visit.query["as"] == "xlsx" {
            return try Workbooks.answer(
                [heads] + rows, called: "\(visit.say("通报", "circular"))\(told.to).xlsx")
        }
        var model = visit.words
        model["heads"] = heads.map { ["name": $0] as Model }
        model["rows"] = rows.map { ["cells": $0.map { ["text": $0] as Model }] as Model }
        model["areRows"] = !rows.isEmpty
        (model["from"], model["to"]) = (told.from, told.to)
        model["month"] = String(told.from.prefix(7))
        model["late"] = told.late.map {
            [
                "id": $0.caseId, "path": Visit.path(of: $0.caseId), "number": $0.number,
                "title": $0.title, "office": $0.officeName, "due": $0.due, "days": String($0.days),
            ] as Model
        }
        model["areLate"] = !told.late.isEmpty
        model["sheetPath"] =
            "/circular"
            + FormBody.query([
                ("month", month), ("place", visit.query["place"]), ("as", "xlsx"),
            ])
        model["bars"] =
            BarsDrawing(
                told.offices.map {
                    BarsDrawing.Bar(label: $0.name, part: $0.inTime, whole: $0.judged)
                }, called: visit.say("各单位按期率", "In time, by office")
            ).svg
        model["chaseRequest"] = RequestName.fresh()
        model["chaseEvent"] = told.chase
        model["mayChase"] = !told.chase.isEmpty
        return await self.page("circular", model, visit, title: visit.say("通报", "Circular"))
    }

    // MARK: Figures

    private func figures(_ visit: Visit) async throws -> Response {
        let query = visit.query
        let workflows = try await visit.ask {
            try await $0.rules.listWorkflows(V1.ListWorkflowsRequest(), metadata: $0.metadata)
        }.workflows
        var model = visit.words
        model["workflows"] = workflows.map {
            visit.choice($0.workflow, visit.say($0.label), query["workflow"])
        }
        (model["from"], model["to"]) = (query["from"], query["to"])
        model["isPer"] = !query["per"].isEmpty
        model["isBeside"] = !query["beside"].isEmpty
        guard !query["workflow"].isEmpty else {
            return await self.page("figures", model, visit, title: visit.say("统计", "Figures"))
        }
        let asked = V1.FiguresRequest(
            workflow: query["workflow"], from: query["from"], to: query["to"],
            per: query["per"].isEmpty ? "" : "office")
        let told = try await visit.ask {
            try await $0.reports.figures(asked, metadata: $0.metadata)
        }
        var before: [String: V1.Figure] = [:]
        if !query["beside"].isEmpty, let from = CivilDay(query["from"]),
            let to = CivilDay(query["to"])
        {
            let earlier = V1.FiguresRequest(
                workflow: query["workflow"], from: "\(from.aYearBefore)", to: "\(to.aYearBefore)")
            let past = try await visit.ask {
                try await $0.reports.figures(earlier, metadata: $0.metadata)
            }
            before = past.figures.reduce(into: [:]) { $0[$1.name] = $1 }
        }
        model["isTold"] = true
        model["count"] = String(told.cases)
        model["figures"] = told.figures.map { figure -> Model in
            var shown = visit.figure(figure)
            if let earlier = before[figure.name] {
                shown["before"] = visit.figure(earlier)["value"]
            }
            return shown
        }
        model["parts"] = told.parts.map { part in
            [
                "name": part.name, "count": String(part.cases),
                "figures": part.figures.map(visit.figure),
            ] as Model
        }
        model["areParts"] = !told.parts.isEmpty
        if query["as"] == "xlsx" {
            let heads = ["figure", "value"].map { PageWords.all[$0]?(visit.language) ?? $0 }
            let rows = told.figures.map { figure in
                let shown = visit.figure(figure)
                return ["label", "value"].map { shown[$0] as? String ?? "" }
            }
            return try Workbooks.answer(
                [heads] + rows, called: "\(visit.say("统计", "figures")).xlsx")
        }
        model["sheetPath"] =
            "/figures" + FormBody.query(query.pairs.map { ($0.name, $0.value) } + [("as", "xlsx")])
        return await self.page("figures", model, visit, title: visit.say("统计", "Figures"))
    }

    // MARK: Many at once

    /// Plans to chase what is late; nothing is done before it is run.
    private func chase(_ visit: Visit) async throws -> Response {
        let ids = visit.form.all("case")
        guard !ids.isEmpty else {
            throw PageError.bad(Text(zh: "请先勾选案件。", en: "Choose cases first."))
        }
        let asked = V1.PlanBulkRequest(
            caseIds: ids, event: visit.form["event"], fields: [:], note: visit.form["note"],
            reason: visit.form["reason"], requestId: visit.form["request"])
        let plan = try await visit.ask { try await $0.work.planBulk(asked, metadata: $0.metadata) }
        return Answers.go(to: "/bulk/\(plan.id)")
    }

    private func bulk(_ visit: Visit) async throws -> Response {
        guard let id = Int64(visit.part("id")) else { throw PageError.missing }
        let plan = try await visit.ask {
            try await $0.work.getBulk(V1.GetBulkRequest(id: id), metadata: $0.metadata)
        }
        var model = visit.words
        model["bulk"] = String(plan.id)
        model["reason"] = plan.reason
        model["status"] = Words.bulkStatus(plan.status)(visit.language)
        model["isPlanned"] = plan.status == "planned"
        model["isRunning"] = plan.status == "running"
        model["request"] = RequestName.fresh()
        model["items"] = plan.items.map {
            [
                "id": $0.caseId, "path": Visit.path(of: $0.caseId), "title": $0.title,
                "result": visit.say($0.result), "isImpossible": $0.impossible,
                "status": Words.bulkStatus($0.status)(visit.language),
                "row": $0.row > 0 ? String($0.row) : "", "isCase": !$0.caseId.isEmpty,
            ] as Model
        }
        model["counts"] = [
            ("waiting", plan.waiting), ("done", plan.done), ("unchanged", plan.unchanged),
            ("failed", plan.failed),
        ].filter { $0.1 > 0 }.map {
            ["label": Words.bulkStatus($0.0)(visit.language), "count": String($0.1)] as Model
        }
        return await self.page("bulk", model, visit, title: visit.say("批量办理", "Bulk action"))
    }

    private func runBulk(_ visit: Visit) async throws -> Response {
        guard let id = Int64(visit.part("id")) else { throw PageError.missing }
        // One that he does not see is not there, whatever he would do with it.
        _ = try await visit.ask {
            try await $0.work.getBulk(V1.GetBulkRequest(id: id, limit: 1), metadata: $0.metadata)
        }
        guard visit.form["cancel"].isEmpty else {
            let asked = V1.CancelBulkRequest(id: id, requestId: visit.form["request"])
            _ = try await visit.ask {
                try await $0.work.cancelBulk(asked, metadata: $0.metadata)
            }
            return Answers.go(to: "/bulk/\(id)")
        }
        let asked = V1.RunBulkRequest(id: id, requestId: visit.form["request"])
        _ = try await visit.ask { try await $0.work.runBulk(asked, metadata: $0.metadata) }
        return Answers.go(to: "/bulk/\(id)")
    }
}

extension Visit {
    fileprivate func cells(of office: V1.CircularOffice) -> [String] {
        func rate(_ part: Int32, _ whole: Int32) -> String {
            whole > 0 ? "\(Int((Double(part) / Double(whole) * 100).rounded()))%" : "—"
        }
        return [
            String(office.rank), office.name, String(office.assigned), String(office.answered),
            String(office.answeredInMonth), rate(office.inTime, office.judged),
            String(office.lateDays), rate(office.satisfied, office.rated),
        ]
    }

    fileprivate func figure(_ figure: V1.Figure) -> Model {
        let value =
            figure.numerator.map { part in
                figure.denominator > 0
                    ? "\(part)/\(figure.denominator) (\(Int((Double(part) / Double(figure.denominator) * 100).rounded()))%)"
                    : "0/0"
            } ?? String(figure.denominator)
        return [
            "label": self.say(figure.label, else: figure.name), "value": value,
            "groups": figure.groups.map {
                ["label": self.say($0.label, else: $0.value), "count": String($0.count)] as Model
            },
            "before": "",
        ]
    }
}
