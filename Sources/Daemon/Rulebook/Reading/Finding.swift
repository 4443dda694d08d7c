// SPDX-License-Identifier: Apache-2.0

/// Something the check of a rulebook found.
package struct Finding: Hashable, Sendable, CustomStringConvertible {
    /// How grave it is.
    package enum Severity: String, Hashable, Sendable {
        /// The rulebook is refused.
        case error
        /// To be looked at: a default of ours, a figure nobody has read in the law.
        case remark
    }

    /// Where.
    package var mark: Mark
    /// How grave.
    package var severity: Severity
    /// What is wrong.
    package var reason: String
    /// How to mend it.
    package var mend: String

    /// A finding.
    package init(mark: Mark, severity: Severity, reason: String, mend: String) {
        self.mark = mark
        self.severity = severity
        self.reason = reason
        self.mend = mend
    }

    package var description: String {
        "\(self.mark.file):\(self.mark.line): \(self.reason)"
            + (self.mend.isEmpty ? "" : " (\(self.mend))")
    }
}

/// Collects findings while files are read; one for each reading.
package final class Findings {
    /// What was found, in order.
    package private(set) var all: [Finding] = []
    private var seen: Set<Finding> = []

    /// Nothing found yet.
    package init() {}

    /// Notes an error; the same one at the same place counts once.
    package func error(_ mark: Mark, _ reason: String, mend: String = "") {
        self.note(Finding(mark: mark, severity: .error, reason: reason, mend: mend))
    }

    /// Notes a remark.
    package func remark(_ mark: Mark, _ reason: String, mend: String = "") {
        self.note(Finding(mark: mark, severity: .remark, reason: reason, mend: mend))
    }

    /// Whether any error was found.
    package var hasErrors: Bool {
        self.all.contains { $0.severity == .error }
    }

    /// Whether no more can be noted.
    var isFull: Bool { self.all.count >= RulebookLimits.findings }

    private func note(_ finding: Finding) {
        guard self.all.count < RulebookLimits.findings, self.seen.insert(finding).inserted else {
            return
        }
        self.all.append(finding)
    }
}

/// A rulebook that was refused whole.
package struct RulebookRefused: Error, CustomStringConvertible {
    /// Why; at least one error.
    package var findings: [Finding]

    package var description: String {
        self.findings.filter { $0.severity == .error }.map(\.description)
            .joined(separator: "\n")
    }
}
