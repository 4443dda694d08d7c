// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import Hummingbird

// Lists of cases: found, kept as views, taken along as a spreadsheet.
extension Site {
    func addLists(to router: Router<PageContext>) {
        self.get("/cases", on: router) { try await self.cases($0) }
        self.post("/views", on: router) { try await self.keepView($0) }
        self.post("/views/remove", on: router) { visit in
            let asked = V1.RemoveViewRequest(name: visit.form["name"])
            _ = try await visit.ask { try await $0.cases.removeView(asked, metadata: $0.metadata) }
            return Answers.go(to: "/cases")
        }
    }

    private func cases(_ visit: Visit) async throws -> Response {
        var query = visit.query
        let views = try await self.addView(to: &query, visit)
        let asked = Self.conditions(query)
        guard query["as"] != "xlsx" else { return try await self.sheet(asked, visit) }
        let list = try await visit.ask { try await $0.cases.list(asked, metadata: $0.metadata) }
        let workflows = try await visit.ask {
            try await $0.rules.listWorkflows(V1.ListWorkflowsRequest(), metadata: $0.metadata)
        }.workflows
        var model = visit.words
        model["cases"] = list.cases.map(visit.head)
        model["areCases"] = !list.cases.isEmpty
        model["total"] = list.total.map { String($0) } ?? ""
        model["workflows"] = workflows.map {
            visit.choice($0.workflow, visit.say($0.label), query["workflow"])
        }
        model["lights"] = ["green", "yellow", "red", "paused"].map {
            visit.choice($0, Words.light($0)(visit.language), query["light"])
        }
        for name in ["query", "office", "state", "number", "from", "to"] {
            model[name] = query[name]
        }
        (model["isMine"], model["isOpen"]) = (asked.mine, asked.openOnly)
        model["views"] = views.map {
            visit.view($0, on: "/cases", isChosen: $0.name == query["view"])
        }
        model["areViews"] = !views.isEmpty
        if let chosen = views.first(where: { $0.name == query["view"] }), chosen.mine {
            model["ownView"] = chosen.name
        }
        let told = visit.query.pairs.filter { $0.name != "after" && $0.name != "view" }
        model["kept"] = told.map { ["name": $0.name, "value": $0.value] as Model }
        model["isAsked"] = told.contains { !$0.value.isEmpty }
        let own = visit.query.pairs.filter { $0.name != "after" }.map { ($0.name, $0.value) }
        if !list.next.isEmpty {
            model["next"] = "/cases" + FormBody.query(own + [("after", list.next)])
        }
        model["sheetPath"] = "/cases" + FormBody.query(own + [("as", "xlsx")])
        return await self.page("cases", model, visit, title: visit.say("案件", "Cases"))
    }

    /// Adds what a saved view asks for, where one is named.
    ///
    /// - Returns: the views that there are.
    func addView(to query: inout FormBody, _ visit: Visit) async throws -> [V1.SavedView] {
        let views = try await visit.ask {
            try await $0.cases.listViews(V1.ListViewsRequest(), metadata: $0.metadata)
        }.views
        let name = query["view"]
        if !name.isEmpty, let view = views.first(where: { $0.name == name }) {
            for (word, value) in view.words.sorted(by: { $0.key < $1.key }) {
                try query.add(word, value)
            }
        }
        return views
    }

    private static func conditions(_ query: FormBody) -> V1.ListCasesRequest {
        var asked = V1.ListCasesRequest(limit: PageLimits.rows)
        (asked.workflow, asked.state, asked.office) = (
            query["workflow"], query["state"], query["office"]
        )
        (asked.query, asked.light, asked.clock) = (query["query"], query["light"], query["clock"])
        (asked.openedFrom, asked.openedTo) = (query["from"], query["to"])
        (asked.number, asked.after) = (query["number"], query["after"])
        (asked.mine, asked.openOnly) = (!query["mine"].isEmpty, !query["open"].isEmpty)
        asked.fields = query.group("fields.").compactMapValues(\.first)
        asked.count = asked.after.isEmpty
        return asked
    }

    private func keepView(_ visit: Visit) async throws -> Response {
        let name = visit.form["view_name"]
        let own: Set = ["view_name", "form_token", "as", "month", "day", "big", "on"]
        let words = visit.form.pairs.filter { !$0.value.isEmpty && !own.contains($0.name) }
            .reduce(into: [String: String]()) { $0[$1.name] = $1.value }
        let asked = V1.SaveViewRequest(name: name, words: words)
        _ = try await visit.ask { try await $0.cases.saveView(asked, metadata: $0.metadata) }
        let path = visit.form["on"] == "board" ? "/board" : "/cases"
        return Answers.go(to: path + FormBody.query([("view", name)]))
    }

    /// All that match as a spreadsheet: of one workflow with everything that an import takes back.
    private func sheet(_ asked: V1.ListCasesRequest, _ visit: Visit) async throws -> Response {
        var columns = CaseColumn.usual.map(ListColumn.head)
        if !asked.workflow.isEmpty {
            let workflow = try await visit.ask {
                try await $0.rules.getWorkflow(
                    V1.GetWorkflowRequest(workflow: asked.workflow), metadata: $0.metadata)
            }
            columns = ListColumn.all(of: workflow, visit.language)
        }
        var request = asked
        (request.after, request.limit, request.count) = ("", PageLimits.sheetPage, false)
        request.whole = !asked.workflow.isEmpty
        var rows = [columns.map { $0.heading(visit.language) }]
        repeat {
            let page = request
            let list = try await visit.ask { try await $0.cases.list(page, metadata: $0.metadata) }
            rows += list.cases.map { row in columns.map { $0.value(row, visit.language) } }
            request.after = list.cases.isEmpty ? "" : list.next
            guard rows.count <= PageLimits.sheetRows + 1 else {
                throw PageError.bad(
                    Text(
                        zh: "超过\(PageLimits.sheetRows)件,请缩小范围后再下载。",
                        en:
                            "These are more than \(PageLimits.sheetRows) cases; narrow the list first."
                    ))
            }
        } while !request.after.isEmpty
        return try Workbooks.answer(rows, called: "\(visit.say("案件", "cases")).xlsx")
    }
}

extension Visit {
    /// A saved view, as a way to it.
    func view(_ view: V1.SavedView, on path: String, isChosen: Bool) -> Model {
        let office = view.officeName.isEmpty ? "" : " (\(view.officeName))"
        return [
            "name": view.name + office, "path": path + FormBody.query([("view", view.name)]),
            "isChosen": isChosen,
        ]
    }
}
