// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rulebook
import Testing
import Workflow

/// One mistake in a file that was right: the checker says where it is, what it is and how to mend it.
@Suite struct CheckTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        var file: String
        var right: String
        var wrong: String
        var reason: String
        var testDescription: String { "\(self.file): \(self.wrong)" }
    }

    static let mistakes = [
        Mistake(
            file: "profiles/cn.yaml", right: "percent_per_day: 3,", wrong: "percent_per_day: -3,",
            reason: "percent_per_day must be a number above 0"),
        Mistake(
            file: "profiles/cn.yaml", right: "officers_at_least: 2", wrong: "officers_at_least: 0",
            reason: "min_items must be 1 or more, is 0"),
        Mistake(
            file: "profiles/cn.yaml", right: "length: 7 working days",
            wrong: "length: 0 working days",
            reason: "0 working days is no length of time"),
        Mistake(
            file: "profiles/cn.yaml", right: "time_zone: Asia/Shanghai", wrong: "time_zone: soon",
            reason: "soon is no time zone"),
        Mistake(
            file: "profiles/cn-henan.yaml", right: "consent: false", wrong: "consent: no",
            reason: "extension.consent must be true or false, is no"),
        Mistake(
            file: "profiles/cn-henan.yaml", right: "joint_rating: each",
            wrong: "joint_rating: eech", reason: "no rule asks whether joint_rating is eech"),
        Mistake(
            file: "workflows/interview.yaml", right: "version: 1", wrong: "version: 0",
            reason: "version must be 1 or more, is 0"),
        Mistake(
            file: "workflows/interview.yaml", right: "min_items: 1", wrong: "min_items: -1",
            reason: "min_items must be 1 or more, is -1"),
        Mistake(
            file: "workflows/deregistration.yaml", right: "has_unit:        {type: boolean",
            wrong: "has_unit:        {type: text", reason: "compares the free text has_unit with"),
        Mistake(
            file: "workflows/inspection.yaml",
            right: "periodic:       {type: boolean, default: true",
            wrong: "periodic:       {type: text, default: true",
            reason: "the text periodic is true or false by default"),
        Mistake(
            file: "workflows/tip.yaml", right: "received_on:       {type: date, past: true",
            wrong: "received_on:       {type: text, past: true", reason: "past is for a date"),
        Mistake(
            file: "parts/remedies.yaml", right: "    reopens: true\n", wrong: "",
            reason: "transition seek_review_filed leads out of the final state archived"),
        Mistake(
            file: "workflows/tip.yaml", right: "  - id: ", wrong: "  - reopens: true\n    id: ",
            reason: "reopens, but does not lead from a final state to one that is not"),
        Mistake(
            file: "workflows/dormant_case.yaml", right: "rectify_by:    {type: date",
            wrong: "rectify_by:    {type: text", reason: "gives rectify_by to rectification as text"
        ),
    ]

    @Test(.timeLimit(.minutes(60)), arguments: mistakes)
    func mistakeIsNamedWithItsPlaceAndItsRemedy(_ mistake: Mistake) throws {
        var files = ShippedRulebook.files
        let text = try #require(files[mistake.file])
        let range = try #require(text.firstRange(of: mistake.right), "\(mistake.right) is gone")
        files[mistake.file] = text.replacingCharacters(in: range, with: mistake.wrong)
        let errors = Rulebook.check(files).filter { $0.severity == .error }
        let found = try #require(
            errors.first { $0.reason.en.contains(mistake.reason) },
            "\(errors.map(\.description))")
        #expect(!found.mend.en.isEmpty, "\(found)")
    }

    /// A notice is the note of the lines by which dates move: a store would cut it there.
    @Test func fileWithANulIsRefused() throws {
        var files = ShippedRulebook.files
        let path = "calendars/cn-holidays.csv"
        files[path] = try #require(files[path]).replacing("〔2025〕7号", with: "〔2025〕\u{0}7号")
        let errors = Rulebook.check(files).filter { $0.severity == .error }
        #expect(errors.map(\.reason.en) == ["the file holds a NUL character"])
        #expect(errors.map(\.mark.file) == [path])
    }

    @Test func shippedFilesHaveNoMistake() {
        #expect(Rulebook.check(ShippedRulebook.files).filter { $0.severity == .error }.isEmpty)
    }

    /// 听证中止: the decision's ninety days stand still while the hearing goes on, not for ever.
    @Test(.timeLimit(.minutes(60)))
    func clockLeftStandingStillIsSeen() throws {
        var files = ShippedRulebook.files
        let text = try #require(files["workflows/penalty.yaml"])
        let resuming = try Regex("\n    resumes:\n(      - \\{.*\\}\n)+")
        let forgetful = text.replacing(resuming, with: "\n")
        try #require(forgetful != text)
        files["workflows/penalty.yaml"] = forgetful
        let errors = Rulebook.check(files).filter { $0.severity == .error }
        #expect(errors.contains { $0.reason.en.contains("stands still for") }, "\(errors)")
    }
}
