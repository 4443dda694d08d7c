// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rulebook
import Testing
import Workflow

/// All that `docs/rulebook-format.md` §10 promises to catch: one mistake at a time in a small rulebook,
/// named at the line that must be mended.
@Suite struct CheckPromisesTests {
    @Test func rulebookWithoutAMistakePasses() {
        let found = Rulebook.check(OfficeRulebook.files)
        #expect(found.filter { $0.severity == .error }.isEmpty, "\(found)")
    }

    @Test(arguments: OfficeMistake.all)
    func mistakeIsNamedWhereItStands(_ mistake: OfficeMistake) throws {
        var files = OfficeRulebook.files
        let text = try #require(files[mistake.file])
        let range = try #require(text.firstRange(of: mistake.right), "\(mistake.right) is gone")
        files[mistake.file] = text.replacingCharacters(in: range, with: mistake.wrong)
        let found = Rulebook.check(files)
        let severity: Finding.Severity = mistake.isRemark ? .remark : .error
        let finding = try #require(
            found.first { $0.reason.en.contains(mistake.reason) }, "\(found)")
        #expect(finding.severity == severity, "\(finding)")
        #expect(!finding.mend.en.isEmpty, "\(finding)")
        #expect(finding.mark.file == (mistake.at?.file ?? mistake.file), "\(finding)")
        let lines = try #require(files[finding.mark.file]).split(
            separator: "\n", omittingEmptySubsequences: false)
        let line = mistake.at?.line ?? mistake.wrong.split(separator: "\n").last.map(String.init)
        let named = try #require(line)
        let trimmed = named.drop { $0 == " " }
        #expect(lines[finding.mark.line - 1].contains(trimmed), "\(finding)")
        #expect(finding.reason.zh != finding.reason.en, "\(finding)")
    }
}
