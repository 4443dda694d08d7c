// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import Hummingbird

// Who outside takes part in a case, and links for what they do themselves.
extension Site {
    func addParticipants(to router: Router<PageContext>) {
        self.get("/cases/:id/people", on: router) { try await self.participants($0) }
        self.post("/cases/:id/people", on: router) { try await self.admit($0) }
        self.post("/cases/:id/links", on: router) { try await self.sendLink($0) }
    }

    private func participants(_ visit: Visit, told: Model = [:], status: Int = 200) async throws
        -> Response
    {
        let id = visit.part("id")
        let row = try await visit.ask {
            try await $0.cases.get(V1.GetCaseRequest(caseId: id), metadata: $0.metadata)
        }
        let people = try await visit.ask {
            try await $0.cases.listParticipants(
                V1.ListParticipantsRequest(caseId: row.caseId), metadata: $0.metadata)
        }.participants
        let workflow = try await visit.ask {
            try await $0.rules.getWorkflow(
                V1.GetWorkflowRequest(workflow: row.workflow, profile: row.profile),
                metadata: $0.metadata)
        }
        var model = visit.words
        model.merge(visit.head(row)) { $1 }
        model["backPath"] = Visit.path(of: row.caseId)
        model["people"] = people.map {
            [
                "name": $0.userName, "role": visit.say($0.roleLabel, else: $0.role),
                "forWhom": $0.name == $0.userName ? "" : $0.name, "since": $0.since,
                "until": $0.endedOn.isEmpty ? $0.until : $0.endedOn, "holds": $0.holds,
            ] as Model
        }
        model["arePeople"] = !people.isEmpty
        // What people of their roles do themselves.
        let roles = Set(people.filter(\.holds).map(\.role))
        let own = Set(
            workflow.transitions.filter { !roles.isDisjoint(with: $0.by) }.map(\.event))
        model["events"] = workflow.events.filter { own.contains($0.name) }.map {
            visit.choice($0.name, visit.say($0.label, else: $0.name), visit.form["event"])
        }
        model["mayLink"] = !own.isEmpty
        model["holders"] = people.filter { $0.holds && $0.userNumber != 0 }.map {
            visit.choice(String($0.userNumber), $0.userName, visit.form["who"])
        }
        model.merge(told) { $1 }
        return await self.page(
            "participants", model, visit, title: visit.say("参加人", "Who takes part"),
            status: status)
    }

    private func admit(_ visit: Visit) async throws -> Response {
        let form = visit.form
        let asked = V1.AddParticipantRequest(
            caseId: visit.part("id"), user: form["user"], speaksFor: form["speaks_for"],
            until: form["until"], note: form["note"], requestId: RequestName.fresh())
        do throws(PageError) {
            _ = try await visit.ask {
                try await $0.cases.addParticipant(asked, metadata: $0.metadata)
            }
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            return try await self.participants(
                visit, told: ["refusal": visit.refusal(refusal), "isRefused": true],
                status: error.status)
        }
        return Answers.go(to: Visit.path(of: visit.part("id")) + "/people")
    }

    /// The link stands on this page and nowhere else.
    private func sendLink(_ visit: Visit) async throws -> Response {
        let asked = V1.SendLinkRequest(
            caseId: visit.part("id"), event: visit.form["event"], who: visit.form["who"])
        let sent: V1.SentLink
        do throws(PageError) {
            sent = try await visit.ask {
                try await $0.sessions.sendLink(asked, metadata: $0.metadata)
            }
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            return try await self.participants(
                visit, told: ["refusal": visit.refusal(refusal), "isRefused": true],
                status: error.status)
        }
        let scheme = visit.settings.isSecure ? "https" : "http"
        let host = visit.request.head.authority ?? ""
        return try await self.participants(
            visit,
            told: [
                "isSent": true, "link": "\(scheme)://\(host)/link/\(sent.token)",
                "sentTo": sent.userName, "sentUntil": Moment.local(sent.until),
            ])
    }
}
