// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// What stands at the head of files: truth values and lengths that nobody reads as something else.
struct HeadCheck {
    let findings: Findings

    func verify(_ source: RulebookSource) {
        for role in source.roles.entries {
            for key in ["outside", "automatic", "qualification", "right", "undoes"] {
                self.verifyTruth(key, in: role.value)
            }
        }
        for tree in source.workflows.values.joined() { self.verifyTruth("assignments", in: tree) }
        for profile in source.profiles.values.joined() {
            self.verifyTruth("national", in: profile.head)
            guard let yellow = profile.head["yellow"], Period(yellow.text ?? "")?.count == 0 else {
                continue
            }
            self.findings.error(
                yellow.mark, "\(yellow.text ?? "") is no length of time",
                mend: "yellow: 15 days, or yellow: 10 working days")
        }
    }

    private func verifyTruth(_ key: String, in tree: Tree) {
        guard let value = tree[key], !["true", "false"].contains(value.text) else { return }
        self.findings.error(value.mark, "\(key) must be true or false", mend: "true or false")
    }
}
