// SPDX-License-Identifier: Apache-2.0
package import CaseProto
internal import Casework
internal import CaseworkCore
package import GRPCCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Serves `cased.v1.Rules`.
package struct RulesService: RulesServing {
    private let engine: ServedEngine

    /// A service over an engine.
    package init(_ engine: ServedEngine) {
        self.engine = engine
    }

    package func listWorkflows(
        _ request: ServerRequest<V1.ListWorkflowsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListWorkflowsResponse> {
        try await self.engine.serve(request) { _, caller in
            let rulebook = caller.engine.rules.rulebook
            return V1.ListWorkflowsResponse(
                workflows: rulebook.workflowNames.compactMap { name in
                    rulebook.workflow(name, profile: rulebook.conventions.nationalProfile).map {
                        Render.head(
                            $0.definition, isYours: caller.principal.opens($0.definition))
                    }
                },
                profiles: rulebook.profiles.map { profile in
                    V1.ProfileHead(
                        profile: profile.name, version: Int32(profile.version),
                        effective: profile.effective.description,
                        label: Render.label(profile.labels), extends: profile.extends ?? "")
                }, rulebookHash: rulebook.hash)
        }
    }

    package func getWorkflow(
        _ request: ServerRequest<V1.GetWorkflowRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Workflow> {
        try await self.engine.serve(request) { asked, caller in
            let definition = try caller.definition(asked.workflow, profile: asked.profile)
            return Render.workflow(
                definition, caller.engine.cases.today(definition),
                isYours: caller.principal.opens(definition))
        }
    }

    package func check(
        _ request: ServerRequest<V1.CheckRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.CheckResponse> {
        try await self.engine.serve(request) { asked, caller in
            var files = caller.engine.rules.rulebook.files
            for (path, bytes) in asked.files {
                files[path] = String(decoding: bytes, as: UTF8.self)
            }
            let findings = Rulebook.check(files)
            return V1.CheckResponse(
                ok: !findings.contains { $0.severity == .error },
                findings: findings.map(Render.finding))
        }
    }

    package func diagram(
        _ request: ServerRequest<V1.DiagramRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Page> {
        try await self.engine.serve(request) { asked, caller in
            let definition = try caller.definition(asked.workflow, profile: asked.profile)
            let diagram = Diagram(definition, try RulesService.language(asked.language))
            switch asked.format.given ?? "mermaid" {
            case "mermaid":
                return V1.Page(text: diagram.mermaid, format: "mermaid")
            case "dot":
                return V1.Page(text: diagram.dot, format: "dot")
            default:
                throw CaseworkError(
                    .invalid, Label("format 应为 mermaid 或 dot", "format must be mermaid or dot"))
            }
        }
    }

    package func handbook(
        _ request: ServerRequest<V1.HandbookRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Page> {
        try await self.engine.serve(request) { asked, caller in
            let definition = try caller.definition(asked.workflow, profile: asked.profile)
            let page = HandbookPage(
                definition, laws: definition.laws, on: caller.engine.cases.today(definition),
                language: try RulesService.language(asked.language))
            return V1.Page(text: page.markdown, format: "markdown")
        }
    }

    private static func language(_ text: String) throws(CaseworkError) -> PageLanguage {
        switch text.given ?? "zh" {
        case "zh": return .zh
        case "en": return .en
        default:
            throw CaseworkError(.invalid, Label("language 应为 zh 或 en", "language must be zh or en"))
        }
    }
}

// Rules that change.
extension RulesService {
    package func preview(
        _ request: ServerRequest<V1.PreviewRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.PreviewResponse> {
        try await self.engine.serve(request) { asked, caller in
            switch caller.candidate(asked.files, replaceAll: asked.replaceAll) {
            case .success((let rulebook, _)):
                let findings = try await caller.reused(rulebook)
                guard findings.isEmpty else { return V1.PreviewResponse(findings: findings) }
                let day = try caller.day(asked.on, "on")
                let preview = try await caller.engine.rulebooks.preview(rulebook, on: day)
                return Render.preview(
                    preview, rulebook.beginnings(after: day ?? caller.today), caller.kinds)
            case .failure(let refused):
                return V1.PreviewResponse(
                    findings: refused.findings.filter { $0.severity == .error }
                        .map(Render.finding))
            }
        }
    }

    package func install(
        _ request: ServerRequest<V1.InstallRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.InstallResponse> {
        try await self.engine.serve(request) { asked, caller in try await caller.install(asked) }
    }

    package func rollback(
        _ request: ServerRequest<V1.RollbackRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.InstallResponse> {
        try await self.engine.serve(request) { asked, caller in try await caller.rollBack(asked) }
    }

    package func listInstalled(
        _ request: ServerRequest<V1.ListInstalledRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListInstalledResponse> {
        try await self.engine.serve(request) { _, caller in
            let all = try await caller.engine.rulebooks.all()
            return V1.ListInstalledResponse(
                rulebooks: all.enumerated().map { index, row in
                    V1.Installed(
                        id: row.id, rulebookHash: row.hash,
                        installedAt: row.installedAt.description, inForce: index == 0)
                })
        }
    }

    package func migrate(
        _ request: ServerRequest<V1.MigrateRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.MigrateResponse> {
        try await self.engine.serve(request) { asked, caller in
            let id = try await caller.engine.bulk.migrate(
                workflow: asked.workflow.given, reason: try WireValues.note(asked.reason),
                try caller.request(asked))
            return V1.MigrateResponse(bulk: id)
        }
    }

    package func recount(
        _ request: ServerRequest<V1.RecountRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.MigrateResponse> {
        try await self.engine.serve(request) { asked, caller in
            let id = try await caller.engine.bulk.recount(
                includingPast: asked.includingPast, reason: try WireValues.note(asked.reason),
                try caller.request(asked))
            return V1.MigrateResponse(bulk: id ?? 0)
        }
    }

    package func listCalendars(
        _ request: ServerRequest<V1.ListCalendarsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListCalendarsResponse> {
        try await self.engine.serve(request) { _, caller in
            let books = caller.engine.rules.rulebook.calendars.sorted { $0.key < $1.key }
            return V1.ListCalendarsResponse(
                calendars: books.map { Render.calendar($1, name: $0, on: caller.today) })
        }
    }
}
