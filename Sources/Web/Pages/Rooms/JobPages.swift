// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import Hummingbird

// What the daemon does by itself: what is to come, what was given up, and what people may do about it.
extension Site {
    func addJobs(to router: Router<PageContext>) {
        self.get("/jobs", on: router) { try await self.jobs($0) }
        self.post("/jobs/:id", on: router) { try await self.changeJob($0) }
    }

    private func jobs(_ visit: Visit) async throws -> Response {
        let query = visit.query
        let state = query["state"]
        let asked = V1.ListJobsRequest(
            states: state.isEmpty ? [] : [state], kind: query["kind"], caseId: query["case"],
            limit: PageLimits.jobRows)
        let list = try await visit.ask { try await $0.work.listJobs(asked, metadata: $0.metadata) }
        var model = visit.words
        model["jobs"] = list.jobs.map(visit.job)
        model["areJobs"] = !list.jobs.isEmpty
        model["counts"] = list.counts.map { count -> Model in
            [
                "kind": JobVocabulary.label(kind: count.kind)(visit.language),
                "state": JobVocabulary.label(state: count.state)(visit.language),
                "count": String(count.count),
                "path": "/jobs" + FormBody.query([("kind", count.kind), ("state", count.state)]),
            ]
        }
        model["areCounts"] = !list.counts.isEmpty
        model["paused"] = list.paused.map { JobVocabulary.label(kind: $0)(visit.language) }
            .joined(separator: visit.comma)
        // One whose time has come is asked for among those that have a time.
        model["states"] = JobVocabulary.states.filter { $0 != "available" }.map {
            visit.choice($0, JobVocabulary.label(state: $0)(visit.language), state)
        }
        model["kinds"] = JobVocabulary.kinds.map {
            visit.choice($0, JobVocabulary.label(kind: $0)(visit.language), query["kind"])
        }
        model["case"] = query["case"]
        return await self.page("jobs", model, visit, title: visit.say("自动任务", "Jobs"))
    }

    private func changeJob(_ visit: Visit) async throws -> Response {
        guard let id = Int64(visit.part("id")) else { throw PageError.missing }
        let asked = V1.ChangeJobRequest(id: id, requestId: visit.form["request"])
        if visit.form["do"] == "cancel" {
            _ = try await visit.ask { try await $0.work.cancelJob(asked, metadata: $0.metadata) }
        } else {
            _ = try await visit.ask { try await $0.work.retryJob(asked, metadata: $0.metadata) }
        }
        return Answers.go(to: Answers.own(visit.form["back"]))
    }
}

extension Visit {
    fileprivate func job(_ job: V1.Job) -> Model {
        [
            "id": String(job.id), "kind": JobVocabulary.label(kind: job.kind)(self.language),
            "about": self.say(job.about, else: job.key), "case": job.caseId,
            "path": Visit.path(of: job.caseId),
            "state":
                JobVocabulary.label(state: job.state)(self.language),
            "dueAt": Moment.local(job.dueAt), "tries": "\(job.attempt)/\(job.attempts)",
            "error": job.error, "isGivenUp": job.state == "discarded",
            "isLive": ["available", "scheduled", "retryable"].contains(job.state),
            "request": RequestName.fresh(),
        ]
    }
}
