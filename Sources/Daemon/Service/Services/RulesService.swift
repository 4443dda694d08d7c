// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import CaseProto
package import Casework
package import GRPCCore
internal import Rulebook
internal import WorkCalendar
internal import Workflow

/// Serves `cased.v1.Rules`.
package struct RulesService: RulesServing {
    let engine: Engine

    /// A service over an engine.
    package init(_ engine: Engine) {
        self.engine = engine
    }

    private static let national = "cn"

    package func listWorkflows(
        _ request: ServerRequest<V1.ListWorkflowsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListWorkflowsResponse> {
        try await ErrorMap.answer {
            let rulebook = self.engine.rules.rulebook
            return V1.ListWorkflowsResponse(
                workflows: rulebook.workflowNames.compactMap { name in
                    rulebook.workflow(name, profile: RulesService.national).map {
                        Render.head($0.definition)
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
        try await ErrorMap.answer {
            let definition = try self.definition(request.message.workflow, request.message.profile)
            return Render.workflow(definition, self.today(definition))
        }
    }

    func today(_ definition: WorkflowDefinition) -> Day {
        CivilZone(definition.timeZone).day(of: self.engine.clock.now)
    }

    /// A workflow as it is in force, with a place's figures.
    func definition(
        _ name: String, _ place: String
    ) throws(CaseworkError) -> WorkflowDefinition {
        let rulebook = self.engine.rules.rulebook
        let profile = place.given ?? RulesService.national
        let today = CivilZone("Asia/Shanghai").day(of: self.engine.clock.now)
        if let resolved = rulebook.workflow(name, profile: profile, on: today) {
            return resolved.definition
        }
        let names = rulebook.workflowNames.joined(separator: ", ")
        let profiles = rulebook.profiles.map(\.name).joined(separator: ", ")
        throw CaseworkError(
            .notFound,
            Label(
                "没有流程“\(name)”(\(profile));流程有:\(names);地方规则有:\(profiles)",
                "there is no workflow “\(name)” (\(profile)); workflows: \(names); profiles: \(profiles)"
            ))
    }

    package func check(
        _ request: ServerRequest<V1.CheckRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.CheckResponse> {
        try await ErrorMap.answer {
            var files = self.engine.rules.rulebook.files
            for (path, bytes) in request.message.files {
                files[path] = String(decoding: bytes, as: UTF8.self)
            }
            let findings = Rulebook.check(files)
            return V1.CheckResponse(
                ok: !findings.contains { $0.severity == .error },
                findings: findings.map(RulesService.finding))
        }
    }

    static func finding(_ finding: Finding) -> V1.Finding {
        V1.Finding(
            file: finding.mark.file, line: Int32(finding.mark.line),
            severity: finding.severity.rawValue, reason: finding.reason, mend: finding.mend)
    }
}
