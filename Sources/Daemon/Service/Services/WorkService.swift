// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import CaseProto
internal import Casework
package import GRPCCore
internal import Storage
internal import Workflow

/// Serves `cased.v1.Work`.
package struct WorkService: WorkServing {
    let engine: ServedEngine

    /// A service over an engine.
    package init(_ engine: ServedEngine) {
        self.engine = engine
    }

    package func listDeliveries(
        _ request: ServerRequest<V1.ListDeliveriesRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListDeliveriesResponse> {
        try await self.engine.serve(request) { asked, caller in
            let rows = try await caller.engine.deliveries.list(
                of: asked.caseId.given, pendingOnly: asked.pendingOnly, by: asked.sender.given,
                ids: asked.ids, after: asked.after, limit: Int(asked.limit))
            return V1.ListDeliveriesResponse(
                deliveries: rows.map(Render.delivery))
        }
    }

    package func ackDelivery(
        _ request: ServerRequest<V1.AckDeliveryRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.AckDeliveryResponse> {
        try await self.engine.serve(request) { asked, caller in
            guard let status = DeliveryStatus(rawValue: asked.status.given ?? "sent"),
                ![.pending, .withdrawn].contains(status)
            else {
                throw CaseworkError(
                    .invalid,
                    Label(
                        "status 应为 sent、acknowledged、failed 或 otherwise",
                        "status must be sent, acknowledged, failed or otherwise"))
            }
            let command = TickDeliveriesCommand(
                ids: asked.ids, caseID: asked.caseId.given, status: status,
                happenedOn: try caller.day(asked.happenedOn, "happened_on", isPast: true),
                note: try WireValues.note(asked.note), forOffice: asked.forOffice.given)
            let ticked = try await caller.engine.deliveries.tick(
                command, try caller.request(asked))
            let rows = try await caller.engine.deliveries.list(
                of: nil, pendingOnly: false, ids: ticked.ids, limit: 0)
            return V1.AckDeliveryResponse(
                deliveries: rows.map(Render.delivery),
                consequences: ticked.consequences.map { Render.consequence($0, caller.kinds) })
        }
    }
}

// Jobs, notices, and the courier's two calls.
extension WorkService {
    package func listNotices(
        _ request: ServerRequest<V1.ListNoticesRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListNoticesResponse> {
        try await self.engine.serve(request) { asked, caller in
            var query = NoticeQuery(limit: Int(asked.limit))
            query.caseID = asked.caseId.given
            query.office = asked.office.given
            query.kind = try asked.kind.given.map { text throws(CaseworkError) in
                try WireValues.oneOf(text, at: "kind", as: NoticeRow.Kind.self)
            }
            query.since = try caller.day(asked.since, "since")
            query.until = try caller.day(asked.until, "until")
            query.lateOnly = asked.lateOnly
            query.after = asked.after > 0 || asked.oldestFirst ? asked.after : nil
            let list = try await caller.engine.jobs.notices(query)
            return V1.ListNoticesResponse(
                notices: list.rows.map(Render.notice), more: list.isCut)
        }
    }

    package func listJobs(
        _ request: ServerRequest<V1.ListJobsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListJobsResponse> {
        try await self.engine.serve(request) { asked, caller in
            var query = JobQuery(limit: Int(asked.limit))
            for state in asked.states {
                query.states.insert(try WireValues.oneOf(state, at: "states", as: JobState.self))
            }
            query.kind = try asked.kind.given.map { text throws(CaseworkError) in
                try WireValues.oneOf(text, at: "kind", as: JobKind.self)
            }
            query.caseID = asked.caseId.given
            return Render.jobs(try await caller.engine.jobs.list(query), caller.kinds)
        }
    }

    package func getJob(
        _ request: ServerRequest<V1.GetJobRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Job> {
        try await self.engine.serve(request) { asked, caller in
            Render.job(try await caller.engine.jobs.view(asked.id), caller.kinds)
        }
    }

    package func retryJob(
        _ request: ServerRequest<V1.ChangeJobRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Job> {
        try await self.engine.serve(request) { asked, caller in
            try await caller.engine.jobs.retry(asked.id, try caller.request(asked, by: "retry"))
            return try await Caller.shown {
                Render.job(try await caller.engine.jobs.view(asked.id), caller.kinds)
            }
        }
    }

    package func cancelJob(
        _ request: ServerRequest<V1.ChangeJobRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Job> {
        try await self.engine.serve(request) { asked, caller in
            try await caller.engine.jobs.cancel(
                asked.id, try caller.request(asked, by: "cancel"))
            return try await Caller.shown {
                Render.job(try await caller.engine.jobs.view(asked.id), caller.kinds)
            }
        }
    }

    package func pauseJobs(
        _ request: ServerRequest<V1.PauseJobsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListJobsResponse> {
        try await self.engine.serve(request) { asked, caller in
            let kind = try WireValues.oneOf(asked.kind, at: "kind", as: JobKind.self)
            try await caller.engine.jobs.pause(
                kind, asked.paused, try caller.request(asked))
            var query = JobQuery(limit: 0)
            query.kind = kind
            return Render.jobs(try await caller.engine.jobs.list(query), caller.kinds)
        }
    }

    package func retryDelivery(
        _ request: ServerRequest<V1.RetryDeliveryRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.AckDeliveryResponse> {
        try await self.engine.serve(request) { asked, caller in
            let ids = try await caller.engine.deliveries.retry(
                asked.ids, caseID: asked.caseId.given, forOffice: asked.forOffice.given,
                try caller.request(asked))
            let rows = try await caller.engine.deliveries.list(
                of: nil, pendingOnly: false, ids: ids, limit: 0)
            return V1.AckDeliveryResponse(deliveries: rows.map(Render.delivery))
        }
    }

    package func leaseMessages(
        _ request: ServerRequest<V1.LeaseMessagesRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.LeaseMessagesResponse> {
        try await self.engine.serve(request) { asked, caller in
            var kinds: Set<JobKind> = []
            for channel in asked.channels {
                let kind = try WireValues.oneOf(channel, at: "channels", as: JobKind.self)
                if kind.isCouriers { kinds.insert(kind) }
            }
            let leased = try await caller.engine.deliveries.lease(
                kinds, limit: Int(asked.limit), seconds: Int(asked.leaseSeconds))
            let now = caller.engine.clock.now
            return V1.LeaseMessagesResponse(messages: leased.map { Render.leased($0, now) })
        }
    }

    package func reportMessage(
        _ request: ServerRequest<V1.ReportMessageRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ReportMessageResponse> {
        try await self.engine.serve(request) { asked, caller in
            let accepted = try await caller.engine.deliveries.report(
                asked.jobId, token: asked.token, error: asked.error.given, isFinal: asked.final)
            return V1.ReportMessageResponse(accepted: accepted)
        }
    }
}

// What is done to many cases.
extension WorkService {
    package func planBulk(
        _ request: ServerRequest<V1.PlanBulkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        try await self.engine.serve(request) { asked, caller in
            let id = try await caller.engine.bulk.plan(
                try WireValues.bulk(asked, by: caller), reason: try WireValues.note(asked.reason),
                try caller.request(asked))
            return try await Caller.shown {
                Render.bulk(try await caller.engine.bulk.view(id, nil))
            }
        }
    }

    package func planErasure(
        _ request: ServerRequest<V1.PlanErasureRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        try await self.engine.serve(request) { asked, caller in
            let id = try await caller.engine.bulk.planErasure(
                workflow: asked.workflow.given, reason: try WireValues.note(asked.reason),
                forOffice: asked.forOffice.given, try caller.request(asked))
            return try await Caller.shown {
                Render.bulk(try await caller.engine.bulk.view(id, nil))
            }
        }
    }

    package func planBulkPaper(
        _ request: StreamingServerRequest<V1.PlanBulkPaperRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        try await self.engine.serve(request) { messages, caller in
            try await DocumentIntake(caller: caller).receive(messages)
        }
    }

    package func runBulk(
        _ request: ServerRequest<V1.RunBulkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        try await self.engine.serve(request) { asked, caller in
            try await caller.engine.bulk.run(asked.id, try caller.request(asked))
            return Render.bulk(try await caller.engine.bulk.view(asked.id, nil))
        }
    }

    package func listBulks(
        _ request: ServerRequest<V1.ListBulksRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListBulksResponse> {
        try await self.engine.serve(request) { asked, caller in
            V1.ListBulksResponse(bulks: try await caller.engine.bulk.all().map(Render.bulk))
        }
    }

    package func getBulk(
        _ request: ServerRequest<V1.GetBulkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        try await self.engine.serve(request) { asked, caller in
            let status = try asked.status.given.map { text throws(CaseworkError) in
                try WireValues.oneOf(text, at: "status", as: BulkItem.Status.self)
            }
            return Render.bulk(
                try await caller.engine.bulk.view(
                    asked.id, status, after: Int(asked.after), limit: Int(asked.limit)))
        }
    }

    package func cancelBulk(
        _ request: ServerRequest<V1.CancelBulkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        try await self.engine.serve(request) { asked, caller in
            try await caller.engine.bulk.cancel(asked.id, try caller.request(asked))
            return Render.bulk(try await caller.engine.bulk.view(asked.id, nil))
        }
    }
}
