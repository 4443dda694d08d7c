// SPDX-License-Identifier: Apache-2.0
import CaseProto
import GRPCCore
import Synchronization

/// Deadlines of the fake daemon.
struct FakeDeadlines: DeadlinesServing {
    let daemon: FakeDaemon

    func due(
        _ request: ServerRequest<V1.DueRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.DueResponse> {
        try daemon.answer(request.message, Fixtures.due)
    }

    func lights(
        _ request: ServerRequest<V1.LightsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.LightsResponse> {
        try daemon.answer(request.message, V1.LightsResponse())
    }

    func explain(
        _ request: ServerRequest<V1.ExplainRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ExplainResponse> {
        try daemon.answer(request.message, Fixtures.explanation)
    }

    func calculate(
        _ request: ServerRequest<V1.CalculateRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Calculation> {
        try daemon.answer(request.message, Fixtures.calculation)
    }
}

/// The directory of the fake daemon.
struct FakeDirectory: DirectoryServing {
    let daemon: FakeDaemon

    func addOffice(
        _ request: ServerRequest<V1.AddOfficeRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Office> {
        try daemon.answer(request.message, request.message.office ?? V1.Office())
    }

    func listOffices(
        _ request: ServerRequest<V1.ListOfficesRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListOfficesResponse> {
        try daemon.answer(request.message, V1.ListOfficesResponse(offices: [Fixtures.office]))
    }

    func addUser(
        _ request: ServerRequest<V1.AddUserRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> { try daemon.answer(request.message, Fixtures.user) }

    func listUsers(
        _ request: ServerRequest<V1.ListUsersRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListUsersResponse> {
        try daemon.answer(request.message, V1.ListUsersResponse(users: [Fixtures.user]))
    }

    func grantRole(
        _ request: ServerRequest<V1.GrantRoleRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> { try daemon.answer(request.message, Fixtures.user) }

    func revokeRole(
        _ request: ServerRequest<V1.GrantRoleRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> { try daemon.answer(request.message, Fixtures.user) }

    func whoAmI(
        _ request: ServerRequest<V1.WhoAmIRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> { try daemon.answer(request.message, Fixtures.user) }
}

extension FakeDirectory {
    func renameOffice(
        _ request: ServerRequest<V1.RenameOfficeRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Office> {
        try daemon.answer(request.message, Fixtures.office)
    }

    func closeOffice(
        _ request: ServerRequest<V1.CloseOfficeRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Office> {
        try daemon.answer(request.message, Fixtures.office)
    }

    func changeUser(
        _ request: ServerRequest<V1.ChangeUserRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> { try daemon.answer(request.message, Fixtures.user) }

    func importDirectory(
        _ request: ServerRequest<V1.ImportDirectoryRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ImportDirectoryResponse> {
        try daemon.answer(request.message, V1.ImportDirectoryResponse())
    }

    func addDelegation(
        _ request: ServerRequest<V1.AddDelegationRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Delegation> {
        try daemon.answer(request.message, V1.Delegation(id: 1))
    }

    func endDelegation(
        _ request: ServerRequest<V1.EndDelegationRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Delegation> {
        try daemon.answer(request.message, V1.Delegation(id: 1))
    }

    func listDelegations(
        _ request: ServerRequest<V1.ListDelegationsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListDelegationsResponse> {
        try daemon.answer(request.message, V1.ListDelegationsResponse())
    }
}

/// Rules of the fake daemon.
struct FakeRules: RulesServing {
    let daemon: FakeDaemon

    func listWorkflows(
        _ request: ServerRequest<V1.ListWorkflowsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListWorkflowsResponse> {
        try daemon.answer(request.message, Fixtures.workflows)
    }

    func getWorkflow(
        _ request: ServerRequest<V1.GetWorkflowRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Workflow> {
        try daemon.answer(request.message, Fixtures.workflow)
    }

    func check(
        _ request: ServerRequest<V1.CheckRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.CheckResponse> {
        try daemon.answer(request.message, Fixtures.check)
    }

    func diagram(
        _ request: ServerRequest<V1.DiagramRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Page> {
        try daemon.answer(request.message, V1.Page(text: "stateDiagram-v2\n", format: "mermaid"))
    }

    func handbook(
        _ request: ServerRequest<V1.HandbookRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Page> {
        try daemon.answer(request.message, V1.Page(text: "# 手册\n", format: "markdown"))
    }

    func preview(
        _ request: ServerRequest<V1.PreviewRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.PreviewResponse> {
        try daemon.answer(request.message, Fixtures.preview)
    }

    func install(
        _ request: ServerRequest<V1.InstallRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.InstallResponse> {
        try daemon.answer(request.message, Fixtures.installed)
    }

    func rollback(
        _ request: ServerRequest<V1.RollbackRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.InstallResponse> {
        try daemon.answer(request.message, Fixtures.installed)
    }

    func listInstalled(
        _ request: ServerRequest<V1.ListInstalledRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListInstalledResponse> {
        try daemon.answer(request.message, Fixtures.installations)
    }

    func migrate(
        _ request: ServerRequest<V1.MigrateRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.MigrateResponse> {
        try daemon.answer(request.message, V1.MigrateResponse(bulk: 7))
    }

    func recount(
        _ request: ServerRequest<V1.RecountRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.MigrateResponse> {
        try daemon.answer(request.message, V1.MigrateResponse(bulk: 7))
    }

    func listCalendars(
        _ request: ServerRequest<V1.ListCalendarsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListCalendarsResponse> {
        try daemon.answer(request.message, Fixtures.calendars)
    }
}

/// The fake daemon itself; its chain of history is broken.
struct FakeAdmin: AdminServing {
    let daemon: FakeDaemon

    func status(
        _ request: ServerRequest<V1.StatusRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.StatusResponse> {
        try daemon.answer(request.message, Fixtures.status)
    }

    func clock(
        _ request: ServerRequest<V1.ClockRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ClockResponse> {
        try daemon.answer(request.message, Fixtures.clock)
    }

    func metrics(
        _ request: ServerRequest<V1.MetricsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.MetricsResponse> {
        try daemon.answer(
            request.message, V1.MetricsResponse(text: "# TYPE a gauge\na{b=\"c\"} 1\n"))
    }

    func acknowledgeWarning(
        _ request: ServerRequest<V1.AcknowledgeWarningRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Caution> {
        try daemon.answer(request.message, Fixtures.caution)
    }

    func listReads(
        _ request: ServerRequest<V1.ListReadsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListReadsResponse> {
        try daemon.answer(request.message, Fixtures.reads)
    }

    func examine(
        _ request: ServerRequest<V1.ExamineRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ExamineResponse> {
        try daemon.answer(request.message, Fixtures.examined)
    }

    func verify(
        _ request: ServerRequest<V1.VerifyRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.VerifyResponse> {
        try daemon.answer(
            request.message, V1.VerifyResponse(lines: 9, problems: ["line 3: hash"]))
    }
}

/// Figures of the fake daemon.
struct FakeReports: ReportsServing {
    let daemon: FakeDaemon

    func publicFile(
        _ request: ServerRequest<V1.PublicFileRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.PublicFileResponse> {
        try daemon.answer(request.message, V1.PublicFileResponse(today: "2025-03-27"))
    }

    func circular(
        _ request: ServerRequest<V1.CircularRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.CircularResponse> {
        try daemon.answer(request.message, Fixtures.circular)
    }

    func figures(
        _ request: ServerRequest<V1.FiguresRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.FiguresResponse> {
        try daemon.answer(request.message, Fixtures.figures)
    }
}
