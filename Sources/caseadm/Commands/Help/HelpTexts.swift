// SPDX-License-Identifier: Apache-2.0

/// What each command does, told by `--help` in the reader's language, with examples.
extension HelpText {
    /// By the words behind `caseadm`, such as `document get`.
    static let all: [String: HelpText] = [
        Self.program, Self.bulk, Self.cases, Self.deadlines, Self.imports, Self.jobs,
        Self.offices, Self.papers, Self.rules, Self.service, Self.users,
    ].reduce(into: [:]) { all, part in
        all.merge(part) { first, _ in first }
    }
}
