// SPDX-License-Identifier: Apache-2.0
package import Workflow

/// Something the check of a rulebook found.
package struct Finding: Hashable, Sendable, CustomStringConvertible {
    /// How grave it is.
    package enum Severity: String, Hashable, Sendable {
        /// The rulebook is refused.
        case error
        /// To be looked at: a default of ours, a figure nobody has read in the law.
        case remark
    }

    /// Where it must be mended.
    package var mark: Mark
    /// How grave.
    package var severity: Severity
    /// What is wrong.
    package var reason: Label
    /// How to mend it; empty when nothing simple does.
    package var mend: Label

    /// A finding.
    package init(mark: Mark, severity: Severity, reason: Said, mend: Said) {
        self.mark = mark
        self.severity = severity
        self.reason = reason.label
        self.mend = mend.label
    }

    package var description: String {
        self.line(inChinese: false)
    }

    /// As compilers print it: file, line, what is wrong and how to mend it.
    package func line(inChinese isChinese: Bool) -> String {
        let reason = isChinese ? self.reason.zh : self.reason.en
        let mend = isChinese ? self.mend.zh : self.mend.en
        return "\(self.mark.file):\(self.mark.line): \(reason)"
            + (mend.isEmpty ? "" : " (\(mend))")
    }
}

/// Collects findings while files are read; one for each reading.
package final class Findings {
    /// The same fault found again: for another place, or by a case with another parent.
    private struct Known: Hashable {
        var mark: Mark
        var severity: Finding.Severity
        var reason: Said
    }

    private var found: [Finding] = []
    private var seen: Set<Known> = []
    private var errors = 0

    /// Nothing found yet.
    package init() {}

    /// What was found: errors first, each part by file and line.
    package var all: [Finding] {
        self.found.enumerated().sorted { first, second in
            let (a, b) = (first.element, second.element)
            if a.severity != b.severity { return a.severity == .error }
            if a.mark.file != b.mark.file { return a.mark.file < b.mark.file }
            return (a.mark.line, first.offset) < (b.mark.line, second.offset)
        }.map(\.element)
    }

    /// Notes an error; the same one at the same place counts once.
    ///
    /// - Parameter scope: whose it is, such as a workflow with a place's figures; said before the
    ///   reason, and of several only the first.
    package func error(_ mark: Mark, _ reason: Said, mend: Said = "", in scope: Said? = nil) {
        self.note(reason, as: .error, at: mark, mend: mend, in: scope)
    }

    /// Notes a remark.
    package func remark(_ mark: Mark, _ reason: Said, mend: Said = "", in scope: Said? = nil) {
        self.note(reason, as: .remark, at: mark, mend: mend, in: scope)
    }

    /// Whether any error was found.
    package var hasErrors: Bool { self.errors > 0 }

    /// Whether no more errors can be noted.
    var isFull: Bool { self.errors >= RulebookLimits.findings }

    private func note(
        _ reason: Said, as severity: Finding.Severity, at mark: Mark, mend: Said, in scope: Said?
    ) {
        let noted = severity == .error ? self.errors : self.found.count - self.errors
        let known = Known(mark: mark, severity: severity, reason: reason)
        guard noted < RulebookLimits.findings, self.seen.insert(known).inserted else { return }
        let whole: Said = scope.map { "\($0): \(reason)" } ?? reason
        self.found.append(Finding(mark: mark, severity: severity, reason: whole, mend: mend))
        if severity == .error { self.errors += 1 }
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
