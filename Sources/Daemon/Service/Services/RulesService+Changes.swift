// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import CaseProto
internal import Casework
package import GRPCCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

// Rules that change, and pages about them.
extension RulesService {
    package func diagram(
        _ request: ServerRequest<V1.DiagramRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Page> {
        try await ErrorMap.answer {
            let asked = request.message
            let definition = try self.definition(asked.workflow, asked.profile)
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
        try await ErrorMap.answer {
            let asked = request.message
            let definition = try self.definition(asked.workflow, asked.profile)
            let page = HandbookPage(
                definition, laws: definition.laws, on: self.today(definition),
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

    package func preview(
        _ request: ServerRequest<V1.PreviewRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.PreviewResponse> {
        try await ErrorMap.answer {
            let asked = request.message
            switch self.candidate(asked.files, replaceAll: asked.replaceAll) {
            case .success((let rulebook, _)):
                let findings = try await self.reused(rulebook)
                guard findings.isEmpty else { return V1.PreviewResponse(findings: findings) }
                let day = try WireValues.day(asked.on, "on")
                let preview = try await self.engine.rulebooks.preview(rulebook, on: day)
                let today = CivilZone("Asia/Shanghai").day(of: self.engine.clock.now)
                let later = rulebook.beginnings(after: day ?? today)
                return Render.preview(preview, later)
            case .failure(let refused):
                return V1.PreviewResponse(
                    findings: refused.findings.filter { $0.severity == .error }
                        .map(RulesService.finding))
            }
        }
    }

    package func install(
        _ request: ServerRequest<V1.InstallRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.InstallResponse> {
        let desk = CommandDesk(self.engine, try Gate.current())
        return try await ErrorMap.answer {
            let asked = request.message
            let (rulebook, remarks): (Rulebook, [Finding])
            switch self.candidate(asked.files, replaceAll: asked.replaceAll) {
            case .success(let checked): (rulebook, remarks) = checked
            case .failure(let refused): throw RulesService.refusal(refused.findings)
            }
            let reused = try await self.reused(rulebook)
            guard reused.isEmpty else { throw RulesService.refusal(reused) }
            return try await self.put(
                rulebook, asked.reason, "install", try desk.request(asked.requestId, asked),
                remarks)
        }
    }

    package func rollback(
        _ request: ServerRequest<V1.RollbackRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.InstallResponse> {
        let desk = CommandDesk(self.engine, try Gate.current())
        return try await ErrorMap.answer {
            let asked = request.message
            let earlier = try await self.engine.rulebooks.installed(asked.id)
            let rulebook: Rulebook
            do throws(RulebookRefused) {
                rulebook = try Rulebook.load(earlier.files)
            } catch {
                throw RulesService.refusal(error.findings)
            }
            return try await self.put(
                rulebook, asked.reason, "rollback", try desk.request(asked.requestId, asked), [])
        }
    }

    private func put(
        _ rulebook: Rulebook, _ reason: String, _ event: String, _ request: Engine.Request,
        _ remarks: [Finding]
    ) async throws(CaseworkError) -> V1.InstallResponse {
        let result = try await self.engine.rulebooks.install(
            rulebook, reason: try WireValues.note(reason), event: event, request)
        return V1.InstallResponse(
            id: result.rows.first ?? 0, rulebookHash: rulebook.hash,
            findings: remarks.map(RulesService.finding))
    }

    package func listInstalled(
        _ request: ServerRequest<V1.ListInstalledRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListInstalledResponse> {
        try await ErrorMap.answer {
            let all = try await self.engine.rulebooks.all()
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
        let desk = CommandDesk(self.engine, try Gate.current())
        return try await ErrorMap.answer {
            let asked = request.message
            let id = try await self.engine.bulk.migrate(
                workflow: asked.workflow.given, reason: try WireValues.note(asked.reason),
                try desk.request(asked.requestId, asked))
            return V1.MigrateResponse(bulk: id)
        }
    }

    package func recount(
        _ request: ServerRequest<V1.RecountRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.MigrateResponse> {
        let desk = CommandDesk(self.engine, try Gate.current())
        return try await ErrorMap.answer {
            let asked = request.message
            let id = try await self.engine.bulk.recount(
                includingPast: asked.includingPast, reason: try WireValues.note(asked.reason),
                try desk.request(asked.requestId, asked))
            return V1.MigrateResponse(bulk: id ?? 0)
        }
    }

    package func listCalendars(
        _ request: ServerRequest<V1.ListCalendarsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListCalendarsResponse> {
        try await ErrorMap.answer {
            let today = CivilZone("Asia/Shanghai").day(of: self.engine.clock.now)
            let books = self.engine.rules.rulebook.calendars.sorted { $0.key < $1.key }
            return V1.ListCalendarsResponse(
                calendars: books.map { name, book in
                    let known = book.known(on: today)
                    return V1.CalendarHead(
                        calendar: name, version: known.version,
                        knownFrom: known.knownYears.isEmpty
                            ? "" : "\(known.knownYears.lowerBound)-01-01",
                        knownUntil: known.knownYears.isEmpty
                            ? "" : "\(known.knownYears.upperBound - 1)-12-31",
                        missingYear: Int32(book.whatIsMissing(on: today) ?? 0),
                        versions: book.versions.map {
                            V1.CalendarVersion(
                                version: $0.version, announcedOn: $0.announcedOn.description,
                                notice: $0.notice, inForce: $0.version == known.version)
                        })
                })
        }
    }

    /// The rulebook that these files would make.
    private func candidate(
        _ files: [String: [UInt8]], replaceAll: Bool
    ) -> Result<(rulebook: Rulebook, remarks: [Finding]), RulebookRefused> {
        var all = replaceAll ? [:] : self.engine.rules.rulebook.files
        for (path, bytes) in files { all[path] = String(decoding: bytes, as: UTF8.self) }
        let merged = all
        return Result { () throws(RulebookRefused) in try Rulebook.checked(merged) }
    }

    /// The same name and version with another content than was installed before.
    private func reused(_ rulebook: Rulebook) async throws(CaseworkError) -> [V1.Finding] {
        var findings: [V1.Finding] = []
        for earlier in try await self.engine.rulebooks.all() {
            let files = try await self.engine.rulebooks.installed(earlier.id).files
            findings += rulebook.reusedVersions(of: files).map(RulesService.finding)
        }
        var seen: Set<String> = []
        return findings.filter { seen.insert("\($0.file) \($0.reason)").inserted }
    }

    private static func refusal(_ findings: [Finding]) -> CaseworkError {
        RulesService.refusal(
            findings.filter { $0.severity == .error }.map(RulesService.finding))
    }

    private static func refusal(_ findings: [V1.Finding]) -> CaseworkError {
        CaseworkError(
            .refused,
            Label("规则未通过检查,未安装;原规则照常施行", "the rules were refused; those in force stay in force"),
            unmet: findings.prefix(RulesService.shownFindings).map {
                Unmet(
                    code: "rule", parameters: ["file": $0.file, "line": String($0.line)],
                    sentence: Label(same: "\($0.file):\($0.line): \($0.reason)"),
                    mend: $0.mend.isEmpty ? nil : Label(same: $0.mend))
            })
    }

    /// Errors shown with a refusal; `workflow check` shows all.
    private static let shownFindings = 20
}
