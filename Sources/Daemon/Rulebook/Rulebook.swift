// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import WorkCalendar
package import Workflow

/// A workflow resolved for a profile and a parent, with the content that a case pins.
package struct ResolvedWorkflow: Sendable {
    /// The machine's definition.
    package var definition: WorkflowDefinition
    /// Everything it was read from, in canonical form: reads back to the same definition.
    package var content: String
    /// SHA-256 of the content, in hex.
    package var hash: String
}

/// The head of a profile.
package struct ProfileHead: Hashable, Sendable {
    /// The name: `cn-fujian`.
    package var name: String
    /// Its version.
    package var version: Int
    /// In force from this day on.
    package var effective: Day
    /// What people read.
    package var labels: Label
    /// The profile below it.
    package var extends: String?
}

/// A rulebook that passed every check: workflows × profiles × parents, and calendars.
package struct Rulebook: Sendable {
    /// SHA-256 over all files, in hex.
    package let hash: String
    /// The files it was read from, by relative path.
    package let files: [String: String]
    /// Profiles by name.
    package let profiles: [ProfileHead]
    /// Calendars by name.
    package let calendars: [String: HolidayCalendar]
    /// Remarks of the check: defaults, figures nobody has read.
    package let remarks: [Finding]
    /// Labels of every role.
    package let roles: [String: Label]
    private let workflows: [Key: ResolvedWorkflow]

    /// What a workflow is resolved for.
    struct Key: Hashable, Sendable {
        var workflow: String
        var profile: String
        var parent: String?
    }

    init(
        hash: String, files: [String: String], profiles: [ProfileHead],
        calendars: [String: HolidayCalendar], remarks: [Finding], roles: [String: Label],
        workflows: [Key: ResolvedWorkflow]
    ) {
        self.hash = hash
        self.files = files
        self.profiles = profiles
        self.calendars = calendars
        self.remarks = remarks
        self.roles = roles
        self.workflows = workflows
    }

    /// The names of its workflows, in order.
    package var workflowNames: [String] {
        Set(self.workflows.keys.map(\.workflow)).sorted()
    }

    /// A workflow for a profile, opened by a case of `parent` or by itself.
    package func workflow(
        _ name: String, profile: String, parent: String? = nil
    ) -> ResolvedWorkflow? {
        self.workflows[Key(workflow: name, profile: profile, parent: parent)]
            ?? self.workflows.filter { $0.key.workflow == name && $0.key.profile == profile }
            .min { ($0.key.parent ?? "") < ($1.key.parent ?? "") }?.value
    }

    /// The profile in force on a day: the one named, or those it extends while it is not.
    package func profile(_ name: String, on day: Day) -> ProfileHead? {
        var name: String? = name
        while let current = name, let head = self.profiles.first(where: { $0.name == current }) {
            if head.effective <= day || head.extends == nil { return head }
            name = head.extends
        }
        return nil
    }

    /// Reads and checks a rulebook.
    ///
    /// - Throws: ``RulebookRefused`` with every error; a bad file is refused whole.
    package static func load(
        _ files: [String: String]
    ) throws(RulebookRefused) -> Rulebook {
        let findings = Findings()
        let rulebook = RulebookBuilder(files, findings).build()
        guard let rulebook, !findings.hasErrors else {
            throw RulebookRefused(findings: findings.all)
        }
        return rulebook
    }

    /// Everything the check has to say about a rulebook.
    package static func check(_ files: [String: String]) -> [Finding] {
        let findings = Findings()
        _ = RulebookBuilder(files, findings).build()
        return findings.all
    }

    /// Reads the content a case has pinned.
    package static func definition(
        ofContent content: String
    ) throws(RulebookRefused) -> WorkflowDefinition {
        let findings = Findings()
        let tree = TreeReader(findings).documents(content, file: "pinned").first
        guard let tree, let definition = PinnedContent.definition(tree, findings),
            !findings.hasErrors
        else { throw RulebookRefused(findings: findings.all) }
        return definition
    }

    static func digest(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).map {
            let hex = String($0, radix: 16)
            return hex.count == 1 ? "0" + hex : hex
        }.joined()
    }
}
