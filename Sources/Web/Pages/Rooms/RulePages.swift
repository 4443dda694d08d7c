// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import Hummingbird

// The rules as people read them, and reckoning for its own sake.
extension Site {
    func addRules(to router: Router<PageContext>) {
        self.get("/rules", on: router) { try await self.rules($0) }
        self.get("/rules/:workflow", on: router) { try await self.handbook($0) }
        self.get("/calculator", on: router) { try await self.calculator($0) }
    }

    private func rules(_ visit: Visit) async throws -> Response {
        let told = try await visit.ask {
            try await $0.rules.listWorkflows(V1.ListWorkflowsRequest(), metadata: $0.metadata)
        }
        var model = visit.words
        model["workflows"] = told.workflows.map {
            [
                "label": visit.say($0.label, else: $0.workflow),
                "path": "/rules/\(FormBody.encoded($0.workflow))", "since": $0.effective,
                "version": String($0.version),
            ] as Model
        }
        return await self.page("rules", model, visit, title: visit.say("规则", "Rules"))
    }

    private func handbook(_ visit: Visit) async throws -> Response {
        let (workflow, profile) = (visit.part("workflow"), visit.query["profile"])
        let language = visit.language.rawValue
        let page = try await visit.ask {
            try await $0.rules.handbook(
                V1.HandbookRequest(workflow: workflow, profile: profile, language: language),
                metadata: $0.metadata)
        }
        let definition = try await visit.ask {
            try await $0.rules.getWorkflow(
                V1.GetWorkflowRequest(workflow: workflow, profile: profile), metadata: $0.metadata)
        }
        let profiles = try await visit.ask {
            try await $0.rules.listWorkflows(V1.ListWorkflowsRequest(), metadata: $0.metadata)
        }.profiles
        var model = visit.words
        model["handbook"] = HandbookDrawing(page.text).html
        model["diagram"] = DiagramDrawing(definition, visit.language).svg
        model["profiles"] = profiles.map {
            visit.choice(
                $0.profile, "\(visit.say($0.label, else: $0.profile)) (\($0.profile))", profile)
        }
        model["action"] = "/rules/\(FormBody.encoded(workflow))"
        return await self.page(
            "handbook", model, visit, title: visit.say(definition.head?.label, else: workflow))
    }

    private func calculator(_ visit: Visit) async throws -> Response {
        let query = visit.query
        var model = visit.words
        for name in ["rule", "from", "pauses", "profile"] { model[name] = query[name] }
        guard !query["rule"].isEmpty else {
            return await self.page(
                "calculator", model, visit, title: visit.say("期限计算", "Calculator"))
        }
        let pauses = query["pauses"].split(separator: "\n").map { line -> V1.Interval in
            let halves = line.split(separator: "..", maxSplits: 1).map { String($0.trimmed) }
            return V1.Interval(from: halves.first ?? "", to: halves.count == 2 ? halves[1] : "")
        }
        let asked = V1.CalculateRequest(
            rule: query["rule"], from: query["from"], profile: query["profile"], pauses: pauses)
        do throws(PageError) {
            let reckoned = try await visit.ask {
                try await $0.deadlines.calculate(asked, metadata: $0.metadata)
            }
            model["reckoned"] = visit.days(of: reckoned)
            model["isReckoned"] = true
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            (model["refusal"], model["isRefused"]) = (visit.refusal(refusal), true)
        }
        return await self.page(
            "calculator", model, visit, title: visit.say("期限计算", "Calculator"))
    }
}
