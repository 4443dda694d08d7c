// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Casework
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

// Rules as one caller sees and changes them.
extension Caller {
    /// A workflow as it is in force, with a place's rules.
    ///
    /// - Throws: ``CaseworkError`` when the rulebook has no such workflow or place.
    func definition(
        _ name: String, profile place: String
    ) throws(CaseworkError) -> WorkflowDefinition {
        let rulebook = self.engine.rules.rulebook
        let profile = place.given ?? rulebook.conventions.nationalProfile
        let workflow = try rulebook.workflow(called: name)
        if let resolved = rulebook.workflow(workflow, profile: profile, on: self.today) {
            return resolved.definition
        }
        throw CaseworkError.noProfile(profile, known: rulebook.profileNames)
    }

    /// The rulebook that these files would make.
    func candidate(
        _ files: [String: [UInt8]], replaceAll: Bool
    ) -> Result<(rulebook: Rulebook, remarks: [Finding]), RulebookRefused> {
        var all = replaceAll ? [:] : self.engine.rules.rulebook.files
        for (path, bytes) in files { all[path] = String(decoding: bytes, as: UTF8.self) }
        let merged = all
        return Result { () throws(RulebookRefused) in try Rulebook.checked(merged) }
    }

    /// The same name and version with another content than was installed before.
    func reused(_ rulebook: Rulebook) async throws(CaseworkError) -> [V1.Finding] {
        var findings: [V1.Finding] = []
        for earlier in try await self.engine.rulebooks.all() {
            let files = try await self.engine.rulebooks.installed(earlier.id).files
            findings += rulebook.reusedVersions(of: files).map(Render.finding)
        }
        var seen: Set<String> = []
        return findings.filter { seen.insert("\($0.file) \($0.reason)").inserted }
    }

    /// Installs checked files.
    ///
    /// - Throws: ``CaseworkError``, refused with the findings when the files are.
    func install(_ asked: V1.InstallRequest) async throws(CaseworkError) -> V1.InstallResponse {
        switch self.candidate(asked.files, replaceAll: asked.replaceAll) {
        case .success(let (rulebook, remarks)):
            let reused = try await self.reused(rulebook)
            guard reused.isEmpty else { throw Caller.refusal(reused) }
            let id = try await self.engine.rulebooks.install(
                rulebook, reason: try WireValues.note(asked.reason), event: "install",
                try self.request(asked))
            return V1.InstallResponse(
                id: id, rulebookHash: rulebook.hash,
                findings: remarks.map(Render.finding))
        case .failure(let refused):
            throw Caller.refusal(refused)
        }
    }

    /// Installs again what was installed before.
    ///
    /// - Throws: ``CaseworkError``, also when the program no longer takes those files.
    func rollBack(_ asked: V1.RollbackRequest) async throws(CaseworkError) -> V1.InstallResponse {
        let earlier = try await self.engine.rulebooks.installed(asked.id)
        let rulebook: Rulebook
        do throws(RulebookRefused) {
            rulebook = try Rulebook.load(earlier.files)
        } catch {
            throw Caller.refusal(error)
        }
        let id = try await self.engine.rulebooks.install(
            rulebook, reason: try WireValues.note(asked.reason), event: "rollback",
            try self.request(asked))
        return V1.InstallResponse(id: id, rulebookHash: rulebook.hash)
    }

    private static func refusal(_ refused: RulebookRefused) -> CaseworkError {
        Caller.refusal(refused.findings.filter { $0.severity == .error }.map(Render.finding))
    }

    private static func refusal(_ findings: [V1.Finding]) -> CaseworkError {
        CaseworkError(
            .refused,
            Label("规则未通过检查,未安装;原规则照常施行", "the rules were refused; those in force stay in force"),
            unmet: findings.prefix(ServiceLimits.shownFindings).map {
                Unmet(
                    code: "rule", parameters: ["file": $0.file, "line": String($0.line)],
                    sentence: Label(
                        "\($0.file):\($0.line): \($0.sentence?.zh ?? $0.reason)",
                        "\($0.file):\($0.line): \($0.reason)"),
                    remedy: $0.mend.isEmpty
                        ? nil : .text(Label($0.remedy?.zh ?? $0.mend, $0.mend)))
            })
    }
}
