// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import Hummingbird

// What waits, and lists of cases.
extension Site {
    func addCases(to router: Router<PageContext>) {
        self.get("/desk", on: router) { try await self.desk($0) }
        self.post("/deliveries", on: router) { try await self.tickOff($0) }
        self.get("/cases/:id", on: router) { try await self.show($0) }
        self.get("/cases/:id/act/:event", on: router) { try await self.form($0) }
        self.post("/cases/:id/act/:event", on: router) { try await self.act($0) }
        self.get("/new", on: router) { try await self.opening($0) }
        self.get("/new/:workflow", on: router) { try await self.opening($0) }
        self.post("/new/:workflow", on: router) { try await self.open($0) }
    }

    private func desk(_ visit: Visit) async throws -> Response {
        var model = visit.words
        let user = try await visit.reader.user()
        let offices = Set(user.rights.map(\.office)).sorted()
        if !offices.isEmpty {
            let due = try await visit.ask {
                try await $0.deadlines.due(
                    V1.DueRequest(limit: PageLimits.rows, mine: true), metadata: $0.metadata)
            }
            let acts = await self.acts(of: due.items.map(\.caseId), visit)
            var told: Set<String> = []
            model["due"] = due.items.map { item -> Model in
                var shown = visit.dueItem(item)
                // At the first of a case's dates: they are of the case.
                if told.insert(item.caseId).inserted { shown["ways"] = acts[item.caseId] ?? [] }
                return shown
            }
            model["isDue"] = !due.items.isEmpty
            var letters: [Model] = []
            for office in offices.prefix(10) {
                let asked = V1.ListDeliveriesRequest(
                    pendingOnly: true, limit: PageLimits.rows, sender: office)
                // Who only reads sends nothing.
                let found = try? await visit.ask {
                    try await $0.work.listDeliveries(asked, metadata: $0.metadata)
                }
                letters += (found?.deliveries ?? []).map(visit.delivery)
            }
            model["letters"] = letters
            model["areLetters"] = !letters.isEmpty
        }
        if offices.isEmpty {
            let own = try await visit.ask {
                try await $0.rules.listWorkflows(V1.ListWorkflowsRequest(), metadata: $0.metadata)
            }.workflows.filter(\.yours)
            model["openings"] = own.map(visit.opening)
            model["areOpenings"] = !own.isEmpty
        }
        let asked = V1.ListCasesRequest(
            openOnly: true, limit: PageLimits.rows, mine: !offices.isEmpty)
        let list = try await visit.ask { try await $0.cases.list(asked, metadata: $0.metadata) }
        model["cases"] = list.cases.map(visit.head)
        model["areCases"] = !list.cases.isEmpty
        return await self.page("desk", model, visit, title: visit.say("我的工作台", "My desk"))
    }

    /// What he can do now in the first of these cases, one press away.
    private func acts(of ids: [String], _ visit: Visit) async -> [String: [Model]] {
        var first: [String] = []
        for id in ids where first.count < PageLimits.deskActs && !first.contains(id) {
            first.append(id)
        }
        let answers = await withTaskGroup(of: (String, V1.WhyResponse?).self) { group in
            for id in first {
                group.addTask {
                    let asked = V1.WhyRequest(caseId: id)
                    return (
                        id,
                        try? await visit.ask {
                            try await $0.cases.why(asked, metadata: $0.metadata)
                        }
                    )
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        return answers.reduce(into: [:]) { found, answer in
            found[answer.key] = answer.value.events.filter { $0.yours && $0.isOpen }
                .prefix(PageLimits.actsOfCase).map { visit.way($0, answer.key) }
        }
    }

    /// Ticks a letter off, and goes back to where it was pressed.
    private func tickOff(_ visit: Visit) async throws -> Response {
        guard let id = Int64(visit.form["id"]) else { throw PageError.missing }
        let asked = V1.AckDeliveryRequest(
            ids: [id], status: visit.form["status"], happenedOn: visit.form["on"],
            note: visit.form["note"], requestId: visit.form["request"])
        _ = try await visit.ask { try await $0.work.ackDelivery(asked, metadata: $0.metadata) }
        return Answers.go(to: Answers.own(visit.form["back"]))
    }
}

// Rows of lists.
extension Visit {
    func choice(_ value: String, _ label: String, _ chosen: String) -> Model {
        ["value": value, "label": label, "isChosen": value == chosen]
    }

    func head(_ row: V1.Case) -> Model {
        [
            "id": row.caseId, "path": Visit.path(of: row.caseId),
            "number": row.number, "title": row.title, "workflow": self.say(row.workflowLabel),
            "state": self.say(row.stateLabel, else: row.state), "isFinal": row.final,
            "office": row.handlerName, "who": row.people.joined(separator: self.comma),
            "opened": row.openedOn,
        ]
    }

    func dueItem(_ item: V1.DueItem) -> Model {
        return [
            "id": item.caseId, "path": Visit.path(of: item.caseId), "title": item.title,
            "number": item.number, "state": self.say(item.stateLabel, else: item.state),
            "clock": self.say(item.clockLabel, else: item.clock), "due": item.due,
            "left": item.paused ? self.say("中止", "paused") : self.left(item.daysLeft),
            "light": item.light,
            "lightWord": Words.light(item.light)(self.language), "office": item.officeName,
        ]
    }

    func delivery(_ row: V1.Delivery) -> Model {
        [
            "id": String(row.id), "case": row.caseId, "path": Visit.path(of: row.caseId),
            "letter": self.say(row.label, else: row.kind), "recipient": row.recipient,
            "copies": String(row.copies), "made": row.madeOn, "sender": row.senderName,
            "status": Words.deliveryStatus(row.status)(self.language),
            "isPending": row.status == "pending", "isSent": row.status == "sent",
            "request": RequestName.fresh(),
        ]
    }
}

/// A name for a request, so that a form that is sent twice is carried out once.
enum RequestName {
    static func fresh() -> String {
        var generator = SystemRandomNumberGenerator()
        return "page-" + String(generator.next(), radix: 36) + String(generator.next(), radix: 36)
    }
}
