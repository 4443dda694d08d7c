// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rulebook
import Testing
import Workflow

/// Each finding names the line that must be mended, in the file in which that line stands.
@Suite struct CheckPlaceTests {
    /// What is changed, what the check says, and the line that stands at the place it names.
    struct Misplaced: Sendable, CustomTestStringConvertible {
        var file: String
        var right: String
        var wrong: String
        var reason: String
        var at: (file: String, line: String)
        var testDescription: String { "\(self.file): \(self.wrong)" }
    }

    static let misplaced = [
        // A word of the profile that a workflow's condition asks for.
        Misplaced(
            file: "profiles/cn.yaml", right: "planned_types: [B]", wrong: "planned_types: [E]",
            reason: "which is no option of it", at: ("profiles/cn.yaml", "planned_types: [E]")),
        // A clock's own line, not the head of its file.
        Misplaced(
            file: "workflows/tip.yaml", right: "starts: [acceptance]", wrong: "starts: []",
            reason: "no transition starts clock acceptance",
            at: ("workflows/tip.yaml", "acceptance:")),
        // A limit of the profile that counts from an event of the workflow.
        Misplaced(
            file: "profiles/cn-henan.yaml", right: "objection: {from: [assign, reassign]",
            wrong: "objection: {from: [accept]",
            reason: "counts from accept, which does not start it",
            at: ("profiles/cn-henan.yaml", "objection: {from: [accept]")),
        // A state nobody reaches.
        Misplaced(
            file: "workflows/tip.yaml", right: "  accepted:     {labels",
            wrong: "  lost: {labels: {zh: 丢失, en: Lost}, final: true}\n  accepted:     {labels",
            reason: "state lost cannot be reached", at: ("workflows/tip.yaml", "lost: {labels")),
    ]

    @Test(.timeLimit(.minutes(60)), arguments: misplaced)
    func findingStandsWhereItMustBeMended(_ misplaced: Misplaced) throws {
        var files = ShippedRulebook.files
        let text = try #require(files[misplaced.file])
        let range = try #require(text.firstRange(of: misplaced.right), "\(misplaced.right)")
        files[misplaced.file] = text.replacingCharacters(in: range, with: misplaced.wrong)
        let errors = Rulebook.check(files).filter { $0.severity == .error }
        let found = try #require(
            errors.first { $0.reason.en.contains(misplaced.reason) }, "\(errors)")
        #expect(found.mark.file == misplaced.at.file, "\(found)")
        let lines = try #require(files[found.mark.file]).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[found.mark.line - 1].contains(misplaced.at.line), "\(found)")
        #expect(!found.mend.en.isEmpty && !found.reason.zh.isEmpty)
    }

    /// Whoever mends a rulebook reads first what refuses it.
    @Test(.timeLimit(.minutes(60)))
    func errorsComeBeforeRemarksByFileAndLine() throws {
        var files = ShippedRulebook.files
        let text = try #require(files["workflows/tip.yaml"])
        files["workflows/tip.yaml"] = text.replacing("version: 1\n", with: "version: 0\n")
        let found = Rulebook.check(files)
        let firstRemark = try #require(found.firstIndex { $0.severity == .remark })
        #expect(found[..<firstRemark].map(\.mark.file) == ["workflows/tip.yaml"])
        #expect(found[firstRemark...].allSatisfy { $0.severity == .remark })
        let remarks = found[firstRemark...].map { ($0.mark.file, $0.mark.line) }
        #expect(zip(remarks, remarks.dropFirst()).allSatisfy { $0 <= $1 })
    }

    /// What is wrong in the nation's figures is wrong in each place's: said once.
    @Test(.timeLimit(.minutes(60)))
    func faultOfEveryPlaceIsSaidOnce() throws {
        var files = ShippedRulebook.files
        let text = try #require(files["workflows/tip.yaml"])
        files["workflows/tip.yaml"] = text.replacing("starts: [acceptance]", with: "starts: []")
        let errors = Rulebook.check(files).filter { $0.reason.en.contains("clock acceptance") }
        #expect(errors.count == 1, "\(errors)")
    }
}
