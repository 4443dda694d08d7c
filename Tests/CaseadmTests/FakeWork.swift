// SPDX-License-Identifier: Apache-2.0
import CaseProto
import GRPCCore
import Synchronization

/// Deliveries of the fake daemon.
struct FakeWork: WorkServing {
    let daemon: FakeDaemon

    func listDeliveries(
        _ request: ServerRequest<V1.ListDeliveriesRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListDeliveriesResponse> {
        try daemon.answer(
            request.message, V1.ListDeliveriesResponse(deliveries: [Fixtures.delivery]))
    }

    func ackDelivery(
        _ request: ServerRequest<V1.AckDeliveryRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.AckDeliveryResponse> {
        try daemon.answer(
            request.message, V1.AckDeliveryResponse(deliveries: [Fixtures.delivery]))
    }

    func retryDelivery(
        _ request: ServerRequest<V1.RetryDeliveryRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.AckDeliveryResponse> {
        try daemon.answer(request.message, V1.AckDeliveryResponse(deliveries: [Fixtures.delivery]))
    }

    func listNotices(
        _ request: ServerRequest<V1.ListNoticesRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListNoticesResponse> {
        try daemon.answer(request.message, Fixtures.notices)
    }

    func listJobs(
        _ request: ServerRequest<V1.ListJobsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListJobsResponse> {
        try daemon.answer(request.message, Fixtures.jobs)
    }

    func getJob(
        _ request: ServerRequest<V1.GetJobRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Job> {
        try daemon.answer(request.message, Fixtures.job)
    }

    func retryJob(
        _ request: ServerRequest<V1.ChangeJobRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Job> {
        try daemon.answer(request.message, Fixtures.job)
    }

    func cancelJob(
        _ request: ServerRequest<V1.ChangeJobRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Job> {
        try daemon.answer(request.message, Fixtures.job)
    }

    func pauseJobs(
        _ request: ServerRequest<V1.PauseJobsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListJobsResponse> {
        try daemon.answer(request.message, Fixtures.jobs)
    }

    func planBulk(
        _ request: ServerRequest<V1.PlanBulkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        try daemon.answer(request.message, Fixtures.bulk)
    }

    func planErasure(
        _ request: ServerRequest<V1.PlanErasureRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        try daemon.answer(request.message, V1.Bulk(id: 1, kind: "erase", status: "planned"))
    }

    func planBulkPaper(
        _ request: StreamingServerRequest<V1.PlanBulkPaperRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        var answer = ServerResponse(message: Fixtures.bulk)
        for try await message in request.messages {
            if case .head(let head)? = message.kind {
                answer = try daemon.answer(head, Fixtures.bulk)
            }
        }
        return answer
    }

    func fitTable(
        _ request: ServerRequest<V1.FitTableRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.FitTableResponse> {
        // It takes the first row for the heading, and each column for what it is called; 序号 and 备注 say nothing.
        let names = request.message.heads.first?.names ?? []
        return try daemon.answer(
            request.message,
            V1.FitTableResponse(
                workflow: "proposal", workflowLabel: V1.Label(zh: "代表建议", en: "Suggestion"),
                head: names.contains("none") ? -1 : 0,
                columns: names.map {
                    V1.TableColumn(
                        name: $0, means: ["序号", "备注"].contains($0) ? "" : $0, idle: $0 == "序号")
                },
                gaps: names.contains("gap")
                    ? [V1.TableGap(name: "assigner", label: V1.Label(zh: "交办机关", en: "Assigner"))]
                    : [],
                known: request.message.heads.map { Int32($0.names.count) }))
    }

    func planImport(
        _ request: ServerRequest<V1.PlanImportRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        var plan = Fixtures.bulk
        if request.message.requestId == "tried" { plan.status = "cancelled" }
        return try daemon.answer(request.message, plan)
    }

    func runBulk(
        _ request: ServerRequest<V1.RunBulkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        try daemon.answer(request.message, Fixtures.bulk)
    }

    func leaseMessages(
        _ request: ServerRequest<V1.LeaseMessagesRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.LeaseMessagesResponse> {
        try daemon.answer(request.message, V1.LeaseMessagesResponse())
    }

    func reportMessage(
        _ request: ServerRequest<V1.ReportMessageRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ReportMessageResponse> {
        try daemon.answer(request.message, V1.ReportMessageResponse(accepted: true))
    }

    func listBulks(
        _ request: ServerRequest<V1.ListBulksRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListBulksResponse> {
        try daemon.answer(request.message, V1.ListBulksResponse(bulks: [Fixtures.bulk]))
    }

    func getBulk(
        _ request: ServerRequest<V1.GetBulkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        guard request.message.id == 2_500 else {
            return try daemon.answer(request.message, Fixtures.bulk)
        }
        // A thousand at once, as the daemon does.
        let after = request.message.after
        var long = V1.Bulk(id: 2_500, kind: "act", status: "done", done: 2_500)
        long.items = (after + 1...min(after + 1_000, 2_500)).map {
            V1.BulkItem(caseId: "X-\($0)", status: "done", position: $0)
        }
        return try daemon.answer(request.message, long)
    }

    func cancelBulk(
        _ request: ServerRequest<V1.CancelBulkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Bulk> {
        try daemon.answer(request.message, Fixtures.bulk)
    }
}
