// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rulebook
import Testing
import Workflow

/// Parts of workflows: what they bring stands where the workflow says, and a mistake is named in the
/// file in which it must be mended.
@Suite struct PartTests {
    private static let head = """
        rulebook: trial
        format: 2
        laws:
          trial-law: {zh: 试法, en: Trial law, edition: 2020-01-01}
        roles:
          system: {labels: {zh: 系统, en: System}, automatic: true}
          office: {labels: {zh: 机关, en: Office}}
          head: {labels: {zh: 领导, en: Head}, undoes: true, right: true}
        """

    private static let profile = """
        profile: cn
        version: 1
        effective: 2015-01-01
        labels: {zh: 全国, en: National}
        calendar: cn-holidays
        time_zone: Asia/Shanghai
        national: true
        settings: {}
        """

    private static let workflow = """
        workflow: trial
        version: 1
        effective: 2015-01-01
        prefix: SY
        labels: {zh: 试件, en: Trial}
        title_field: title
        roles: {office: case}
        opening: {by: office, basis: practice}
        fields:
          title: {type: text, required: true, labels: {zh: 标题, en: Title}}
          asking: part
          note: {type: text, labels: {zh: 备注, en: Note}}
        states:
          open: {labels: {zh: 办理中, en: Open}}
          closed: {final: true, labels: {zh: 办结, en: Closed}}
        events:
          note: {takes: [note], labels: {zh: 记事, en: Note}}
          asking: part
          close: {labels: {zh: 办结, en: Close}}
        parts:
          asking:
            from: [open]
            told: [note]
            after: {stops: all}
        transitions:
          - {id: note, event: note, from: open, by: office, basis: practice}
          - part: asking
          - id: close
            event: close
            from: open
            to: closed
            by: office
            requires: $part.asking.asked
            basis: practice
        """

    private static let part = """
        part: asking
        takes: [from, after]
        may_take:
          told: []
          by: [trial-law 1]
        values:
          asked: {recorded: ask, since: state.open}
        fields:
          question: {type: text, labels: {zh: 问题, en: Question}}
        events:
          ask: {takes: [question], may_take: $part.told, labels: {zh: 询问, en: Ask}}
          ask_again: {takes: [question], labels: {zh: 再问, en: Ask again}}
        transitions:
          - id: ask
            event: ask
            from: $part.from
            by: office
            <<: $part.after
            basis: [practice, $part.by]
          - {id: ask_again, event: ask_again, from: $part.from, by: office, requires: $part.asked, basis: practice}
        """

    private static func files(
        _ file: String = "", _ right: String = "", _ wrong: String = ""
    ) throws -> [String: String] {
        var files = [
            "rulebook.yaml": head, "profiles/cn.yaml": profile, "workflows/trial.yaml": workflow,
            "parts/asking.yaml": part,
            "calendars/cn-holidays.csv": try #require(
                ShippedRulebook.files["calendars/cn-holidays.csv"]),
        ]
        if !file.isEmpty {
            let text = try #require(files[file])
            try #require(text.contains(right), "\(right) is gone")
            files[file] = text.replacing(right, with: wrong)
        }
        return files
    }

    @Test func whatAPartBringsStandsWhereTheWorkflowSays() throws {
        let rulebook = try Rulebook.load(try Self.files())
        let trial = try #require(rulebook.workflow("trial", profile: "cn")?.definition)
        #expect(trial.fields.items.map(\.name) == ["title", "question", "note"])
        #expect(trial.events.items.map(\.name) == ["note", "ask", "ask_again", "close"])
        #expect(trial.transitions.map(\.id) == ["note", "ask", "ask_again", "close"])
        let ask = try #require(trial.transitions.first { $0.id == "ask" })
        #expect(ask.from == ["open"] && ask.basis.count == 2)
        #expect(ask.location == "parts/asking.yaml:14")
        #expect(trial.events["ask"]?.mayTake == ["note"])
        let again = try #require(trial.transitions.first { $0.id == "ask_again" })
        let asked = try #require(again.requires)
        #expect("\(asked)".contains("ask"))
        #expect("\(asked)" == trial.transitions.last?.requires.map { "\($0)" })
    }

    /// Without a place of its own what a part brings comes last.
    @Test func whatHasNoPlaceComesLast() throws {
        var files = try Self.files("workflows/trial.yaml", "  asking: part\n", "")
        files["workflows/trial.yaml"] = files["workflows/trial.yaml"]?
            .replacing("  - part: asking\n", with: "")
        let trial = try #require(
            Rulebook.load(files).workflow("trial", profile: "cn")?.definition)
        #expect(trial.fields.items.map(\.name) == ["title", "note", "question"])
        #expect(trial.transitions.map(\.id) == ["note", "close", "ask", "ask_again"])
    }

    /// A case is read by what it was opened under, whatever becomes of the part.
    @Test func contentHoldsThePart() throws {
        let resolved = try #require(
            Rulebook.load(Self.files()).workflow("trial", profile: "cn"))
        #expect(!resolved.content.contains("$part"))
        #expect(!resolved.content.contains("\"parts\""))
        let read = try Rulebook.definition(ofContent: resolved.content)
        #expect(read.transitions.map(\.id) == resolved.definition.transitions.map(\.id))
        #expect(read.fields.items.map(\.name) == resolved.definition.fields.items.map(\.name))
        let changed = try Self.files("parts/asking.yaml", "by: [trial-law 1]", "by: [trial-law 2]")
        let other = try #require(Rulebook.load(changed).workflow("trial", profile: "cn"))
        #expect(other.hash != resolved.hash)
    }

    /// Who changes a part changes the workflows that have it: they need a new version.
    @Test func changedPartIsAnotherContentOfTheSameVersion() throws {
        let rulebook = try Rulebook.load(
            try Self.files("parts/asking.yaml", "by: [trial-law 1]", "by: [trial-law 2]"))
        let reused = rulebook.reusedVersions(of: try Self.files())
        #expect(
            reused.map(\.reason.en) == [
                "workflow trial version 1 was installed before with another content"
            ])
        #expect(try Rulebook.load(try Self.files()).reusedVersions(of: try Self.files()).isEmpty)
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        var file: String
        var right: String
        var wrong: String
        var place: String
        var reason: String
        var testDescription: String { self.reason }
    }

    static let mistakes = [
        Mistake(
            file: "workflows/trial.yaml", right: "    told: [note]", wrong: "    tells: [note]",
            place: "workflows/trial.yaml:23", reason: "the part asking takes no tells"),
        Mistake(
            file: "workflows/trial.yaml", right: "    from: [open]\n", wrong: "",
            place: "workflows/trial.yaml:21", reason: "the part asking needs from"),
        Mistake(
            file: "workflows/trial.yaml", right: "parts:\n  asking:", wrong: "parts:\n  asked:",
            place: "workflows/trial.yaml:21", reason: "there is no part asked"),
        Mistake(
            file: "workflows/trial.yaml", right: "$part.asking.asked", wrong: "$part.asking.told",
            place: "workflows/trial.yaml:33", reason: "$part.asking.told stands for nothing here"),
        Mistake(
            file: "workflows/trial.yaml", right: "  - part: asking",
            wrong: "  - part: asking\n  - part: asking", place: "workflows/trial.yaml:28",
            reason: "no part asking of this workflow has transitions"),
        Mistake(
            file: "workflows/trial.yaml", right: "  close: {labels", wrong: "  ask: {labels",
            place: "workflows/trial.yaml:19",
            reason: "ask stands twice in events: also in the part asking"),
        Mistake(
            file: "workflows/trial.yaml", right: "- id: close", wrong: "- id: ask",
            place: "workflows/trial.yaml:28", reason: "two transitions have the id ask"),
        Mistake(
            file: "workflows/trial.yaml", right: "after: {stops: all}", wrong: "after: all",
            place: "parts/asking.yaml:18", reason: "<< must stand for a map"),
        Mistake(
            file: "workflows/trial.yaml", right: "after: {stops: all}",
            wrong: "after: {by: office}", place: "parts/asking.yaml:18",
            reason: "by stands here, and in what << lays in as well"),
        Mistake(
            file: "workflows/trial.yaml", right: "from: [open]", wrong: "from: [opened]",
            place: "workflows/trial.yaml:22", reason: "opened"),
        Mistake(
            file: "parts/asking.yaml", right: "takes: [question], labels: {zh: 再",
            wrong: "takes: [quest], labels: {zh: 再", place: "parts/asking.yaml:12",
            reason: "quest"),
        Mistake(
            file: "parts/asking.yaml", right: "values:", wrong: "value:",
            place: "parts/asking.yaml:6", reason: "a part has no key value"),
    ]

    @Test(arguments: mistakes)
    func mistakeIsNamedWhereItIsMended(_ mistake: Mistake) throws {
        let files = try Self.files(mistake.file, mistake.right, mistake.wrong)
        let errors = Rulebook.check(files).filter { $0.severity == .error }
        let found = try #require(
            errors.first { $0.reason.en.contains(mistake.reason) }, "\(errors.map(\.description))")
        #expect("\(found.mark.file):\(found.mark.line)" == mistake.place)
        #expect(!found.mend.en.isEmpty, "\(found)")
    }
}
