// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import CaseProto
internal import Casework
package import GRPCCore
internal import Storage
internal import Workflow

// Jobs, notices, and the courier's two calls.
extension WorkService {
    package func listNotices(
        _ request: ServerRequest<V1.ListNoticesRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListNoticesResponse> {
        try await ErrorMap.answer {
            let asked = request.message
            var query = NoticeQuery(limit: Int(asked.limit))
            query.caseID = asked.caseId.given
            query.office = asked.office.given
            query.kind = try asked.kind.given.map { text throws(CaseworkError) in
                try WorkService.oneOf(text, "kind", NoticeRow.Kind.self)
            }
            query.since = try WireValues.day(asked.since, "since")
            query.until = try WireValues.day(asked.until, "until")
            query.lateOnly = asked.lateOnly
            query.after = asked.after > 0 || asked.oldestFirst ? asked.after : nil
            let list = try await self.engine.jobs.notices(query)
            return V1.ListNoticesResponse(
                notices: list.rows.map(Render.notice), more: list.isCut)
        }
    }

    package func listJobs(
        _ request: ServerRequest<V1.ListJobsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListJobsResponse> {
        try await ErrorMap.answer {
            let asked = request.message
            var query = JobQuery(limit: Int(asked.limit))
            for state in asked.states {
                query.states.insert(try WorkService.oneOf(state, "states", JobState.self))
            }
            query.kind = try asked.kind.given.map { text throws(CaseworkError) in
                try WorkService.oneOf(text, "kind", JobKind.self)
            }
            query.caseID = asked.caseId.given
            return Render.jobs(try await self.engine.jobs.list(query))
        }
    }

    package func getJob(
        _ request: ServerRequest<V1.GetJobRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Job> {
        try await ErrorMap.answer { Render.job(try await self.engine.jobs.view(request.message.id)) }
    }

    package func retryJob(
        _ request: ServerRequest<V1.ChangeJobRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Job> {
        let desk = CommandDesk(self.engine, try Gate.current())
        return try await ErrorMap.answer {
            let asked = request.message
            try await self.engine.jobs.retry(asked.id, try desk.request(asked.requestId, asked))
            return Render.job(try await self.engine.jobs.view(asked.id))
        }
    }

    package func cancelJob(
        _ request: ServerRequest<V1.ChangeJobRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Job> {
        let desk = CommandDesk(self.engine, try Gate.current())
        return try await ErrorMap.answer {
            let asked = request.message
            try await self.engine.jobs.cancel(asked.id, try desk.request(asked.requestId, asked))
            return Render.job(try await self.engine.jobs.view(asked.id))
        }
    }

    package func pauseJobs(
        _ request: ServerRequest<V1.PauseJobsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListJobsResponse> {
        let desk = CommandDesk(self.engine, try Gate.current())
        return try await ErrorMap.answer {
            let asked = request.message
            let kind = try WorkService.oneOf(asked.kind, "kind", JobKind.self)
            try await self.engine.jobs.pause(
                kind, asked.paused, try desk.request(asked.requestId, asked))
            var query = JobQuery(limit: 0)
            query.kind = kind
            return Render.jobs(try await self.engine.jobs.list(query))
        }
    }

    package func retryDelivery(
        _ request: ServerRequest<V1.RetryDeliveryRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.AckDeliveryResponse> {
        let desk = CommandDesk(self.engine, try Gate.current())
        return try await ErrorMap.answer {
            let asked = request.message
            let result = try await self.engine.deliveries.retry(
                asked.ids, caseID: asked.caseId.given, forOffice: asked.forOffice.given,
                try desk.request(asked.requestId, asked))
            let rows = try await self.engine.deliveries.list(
                of: result.caseID, pendingOnly: false, limit: 0)
            return V1.AckDeliveryResponse(
                deliveries: rows.filter { result.rows.contains($0.row.id) }.map(Render.delivery))
        }
    }

    package func leaseMessages(
        _ request: ServerRequest<V1.LeaseMessagesRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.LeaseMessagesResponse> {
        try await ErrorMap.answer {
            let asked = request.message
            var kinds: Set<JobKind> = []
            for channel in asked.channels {
                let kind = try WorkService.oneOf(channel, "channels", JobKind.self)
                if kind.isCouriers { kinds.insert(kind) }
            }
            let leased = try await self.engine.deliveries.lease(
                kinds, limit: Int(asked.limit), seconds: Int(asked.leaseSeconds))
            let now = self.engine.clock.now
            return V1.LeaseMessagesResponse(messages: leased.map { Render.leased($0, now) })
        }
    }

    package func reportMessage(
        _ request: ServerRequest<V1.ReportMessageRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ReportMessageResponse> {
        try await ErrorMap.answer {
            let asked = request.message
            let accepted = try await self.engine.deliveries.report(
                asked.jobId, token: asked.token, error: asked.error.given, isFinal: asked.final)
            return V1.ReportMessageResponse(accepted: accepted)
        }
    }

    /// A word of a closed list.
    static func oneOf<T: RawRepresentable & CaseIterable>(
        _ text: String, _ path: String, _ type: T.Type
    ) throws(CaseworkError) -> T where T.RawValue == String {
        if let value = T(rawValue: text) { return value }
        let known = T.allCases.map(\.rawValue).joined(separator: ", ")
        throw CaseworkError(
            .invalid,
            Label(
                "\(path) 应为\(known)之一,不是“\(text)”",
                "\(path) must be one of \(known), is “\(text)”"))
    }
}
