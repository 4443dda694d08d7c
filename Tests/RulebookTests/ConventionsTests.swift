// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rulebook
import Testing
import WorkCalendar
import Workflow

/// What a rulebook says of itself, and what one of format 1 meant without saying it.
@Suite struct ConventionsTests {
    /// The shipped files as format 1 had them: what is said since then is left out.
    private static func former() throws -> [String: String] {
        var files = ShippedRulebook.files
        for (path, text) in files where path.hasSuffix(".yaml") {
            var lines: [Substring] = []
            var isLeftOut = false
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                if !line.hasPrefix(" ") {
                    let later = [
                        "title_field: title", "alike:", "party_field:", "letters:", "assignments:",
                    ]
                    isLeftOut = later.contains { line.hasPrefix($0) }
                }
                if !isLeftOut { lines.append(line) }
            }
            files[path] = lines.joined(separator: "\n")
                .replacing(try Regex(#"\{outside: [a-z_]+\}"#), with: "outside")
                .replacing("format: 2", with: "format: 1").replacing(", undoes: true", with: "")
        }
        return files
    }

    private func errors(_ files: [String: String]) -> [Finding] {
        Rulebook.check(files).filter { $0.severity == .error }
    }

    @Test(.timeLimit(.minutes(60)))
    func whatFormat1LeftUnsaidIsWhatTheShippedFilesSayNow() throws {
        let former = try Rulebook.reload(try Self.former())
        let shipped = try Rulebook.reload(ShippedRulebook.files)
        let (then, now) = (former.conventions, shipped.conventions)
        #expect(then.nationalProfile == "cn" && now.nationalProfile == "cn")
        #expect(then.nationalZone.name == now.nationalZone.name)
        #expect(then.undoRights == ["corrector"] && now.undoRights == ["corrector"])
        #expect(then.assignments == "proposal" && now.assignments == "proposal")
        #expect(then.letterBodies.map(\.body) == ["政协", "人大"])
        #expect(now.letterBodies.map(\.workflow) == ["motion", "proposal"])
        #expect(then.letterBodies.map(\.workflow) == now.letterBodies.map(\.workflow))
        #expect(then.partyFields == now.partyFields && now.partyFields["penalty"] == "party_code")
        for name in shipped.workflowNames {
            let old = try #require(former.workflow(name, profile: "cn"))
            let new = try #require(shipped.workflow(name, profile: "cn"))
            // Cases pinned it like this: not a letter of the content may differ.
            #expect(!old.content.contains("\"format\"") && new.content.contains("\"format\""))
            let (was, isNow) = (old.definition, new.definition)
            #expect(was.titleField == isNow.titleField && was.partyField == isNow.partyField)
            #expect(was.roles.items.map(\.binding) == isNow.roles.items.map(\.binding), "\(name)")
            // A part is never compared with other cases.
            // Suggestions are alike by their titles now, whoever raised them.
            if isNow.parents.isEmpty {
                #expect(Set(isNow.alike).isSubset(of: was.alike), "\(name)")
                #expect(isNow.alike.isEmpty == was.alike.isEmpty, "\(name)")
            }
            guard let mapped = isNow.letters else { continue }
            let before = try #require(was.letters)
            #expect(before.body == mapped.body && before.state == mapped.state)
            #expect(before.document == mapped.document)
            #expect(before.statesWith.map(\.state) == mapped.statesWith.map(\.state))
            #expect(before.roles.map(\.role) == mapped.roles.map(\.role))
            func sorted(_ mapping: LetterMapping) -> [String] {
                mapping.fields.map { "\($0.field) \($0.letters) \($0.parts.sorted(by: <))" }
                    .sorted()
            }
            #expect(sorted(before) == sorted(mapped))
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func formatThatSaysItAloudIsTheSameVersionAgain() throws {
        let shipped = try Rulebook.reload(ShippedRulebook.files)
        #expect(shipped.reusedVersions(of: try Self.former()).isEmpty)
        var changed = try Self.former()
        changed["workflows/tip.yaml"] = changed["workflows/tip.yaml"]?
            .replacing("prefix: JB", with: "prefix: JC")
        let reused = shipped.reusedVersions(of: changed)
        #expect(
            reused.map(\.reason.en) == [
                "workflow tip version 1 was installed before with another content"
            ])
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        var file: String
        var right: String
        var wrong: String
        var reason: String
        var testDescription: String { self.wrong }
    }

    static let mistakes = [
        Mistake(
            file: "workflows/proposal.yaml", right: "letter_number:  doc_number",
            wrong: "letter_number:  doc_nunber", reason: "there is no field of a letter doc_nunber"),
        Mistake(
            file: "workflows/proposal.yaml", right: "letter_number:  doc_number",
            wrong: "leter_number:  doc_number", reason: "there is no field leter_number"),
        Mistake(
            file: "workflows/proposal.yaml", right: "title:          title",
            wrong: "title:          proposers",
            reason: "the letter's proposers does not fit title"),
        Mistake(
            file: "workflows/proposal.yaml", right: "parts: {to: office, copies: copies}",
            wrong: "parts: {to: office, sheets: copies}",
            reason: "there is no part of extra_copies sheets"),
        Mistake(
            file: "workflows/proposal.yaml", right: "parts: {to: office, copies: copies}",
            wrong: "parts: {to: bureau, copies: copies}",
            reason: "there is no part of copies bureau"
        ),
        Mistake(
            file: "workflows/proposal.yaml", right: "  state: answered", wrong: "  state: settled",
            reason: "no case can be opened in state settled"),
        Mistake(
            file: "workflows/proposal.yaml", right: "state_with: {copies: copied}",
            wrong: "state_with: {copies: copid}", reason: "there is no state copid"),
        Mistake(
            file: "workflows/proposal.yaml", right: "roles: {lead: lead_office}",
            wrong: "roles: {leader: lead_office}", reason: "role leader is not bound by the case"),
        Mistake(
            file: "workflows/proposal.yaml", right: "roles: {lead: lead_office}",
            wrong: "roles: {lead: co_offices}", reason: "co_offices are several"),
        Mistake(
            file: "workflows/proposal.yaml", right: "  document: reply_letter",
            wrong: "  document: reply", reason: "there is no document reply"),
        Mistake(
            file: "workflows/motion.yaml", right: "letters: {body: 政协}",
            wrong: "letters: {body: 人大}", reason: "letters of 人大 become cases of motion already"),
        Mistake(
            file: "workflows/motion.yaml", right: "assignments: false",
            wrong: "assignments: true", reason: "rows become cases of motion already"),
        Mistake(
            file: "workflows/proposal.yaml", right: "alike: [title]",
            wrong: "alike: [proposers]", reason: "alike must name title"),
        Mistake(
            file: "workflows/proposal.yaml", right: "title_field: title\n", wrong: "",
            reason: "a workflow needs title_field"),
        Mistake(
            file: "workflows/proposal.yaml", right: "outside: proposers\n",
            wrong: "outside: proposer\n", reason: "there is no field proposer"),
        Mistake(
            file: "workflows/tip.yaml", right: "party_field: party_code",
            wrong: "party_field: received_on", reason: "party_field must be a text"),
        Mistake(
            file: "workflows/tip.yaml", right: "party_code:        {type: text,",
            wrong: "party_code:        {type: text, personal: true,",
            reason: "party_field must not be personal"),
        Mistake(
            file: "rulebook.yaml", right: ", right: true, undoes: true",
            wrong: ", undoes: true", reason: "role corrector undoes but is no right"),
        Mistake(
            file: "rulebook.yaml", right: ", right: true, undoes: true",
            wrong: ", right: true, undoe: true", reason: "role corrector has no key undoe"),
        Mistake(
            file: "rulebook.yaml", right: ", right: true, reads: place",
            wrong: ", reads: place", reason: "role auditor reads but is no right"),
        Mistake(
            file: "rulebook.yaml", right: "reads: place}", wrong: "reads: everything}",
            reason: "reads must be place"),
        Mistake(
            file: "rulebook.yaml", right: "format: 2", wrong: "format: 3",
            reason: "format must be 2"),
        Mistake(
            file: "rulebook.yaml", right: "motions: motion", wrong: "motions: motoin",
            reason: "the list motions names no workflow"),
        Mistake(
            file: "rulebook.yaml", right: "proposers: [", wrong: "propsers: [",
            reason: "no workflow has a field, role or event day propsers"),
        Mistake(
            file: "rulebook.yaml", right: "number: [", wrong: "number: [案由, ",
            reason: "案由 is a heading of number already"),
        Mistake(
            file: "profiles/cn-henan.yaml", right: "extends: cn\n",
            wrong: "calendar: cn-holidays\ntime_zone: Asia/Shanghai\n",
            reason: "cn, cn-henan extend no profile, and none says it is the nation's"),
    ]

    @Test(.timeLimit(.minutes(60)), arguments: mistakes)
    func mistakeIsNamedWithItsPlaceAndItsRemedy(_ mistake: Mistake) throws {
        var files = ShippedRulebook.files
        let text = try #require(files[mistake.file])
        let range = try #require(text.firstRange(of: mistake.right), "\(mistake.right) is gone")
        files[mistake.file] = text.replacingCharacters(in: range, with: mistake.wrong)
        let found = try #require(
            self.errors(files).first { $0.reason.en.contains(mistake.reason) },
            "\(self.errors(files).map(\.description))")
        #expect(!found.mend.en.isEmpty && found.mark.line > 0, "\(found)")
    }

    /// With a mark, a nation may be one of several profiles that extend none.
    @Test func nationIsTheProfileThatSaysSo() throws {
        var files = ShippedRulebook.files
        files["profiles/hk.yaml"] = """
            profile: hk
            version: 1
            effective: 2015-01-01
            labels: {zh: 香港, en: Hong Kong}
            calendar: cn-holidays
            time_zone: Asia/Hong_Kong
            settings: {}
            """
        files["profiles/cn.yaml"] = (files["profiles/cn.yaml"] ?? "") + "\nnational: true\n"
        let rulebook = try Rulebook.reload(files)
        #expect(rulebook.conventions.nationalProfile == "cn")
        #expect(rulebook.conventions.nationalZone.name == "Asia/Shanghai")
    }
}
