// SPDX-License-Identifier: Apache-2.0
import Rulebook
import Testing
import WorkCalendar
import Workflow

/// A workflow made for tests: three clocks that rest for two reasons, a branch that asks for a
/// paper, money that adds up.
enum SyntheticRulebook {
    static func ground() throws -> WalkGround {
        var files = [
            "rulebook.yaml": head, "profiles/cn.yaml": profile, "workflows/trial.yaml": workflow,
        ]
        files["calendars/cn-holidays.csv"] = ShippedRulebook.files["calendars/cn-holidays.csv"]
        let rulebook = try Rulebook.load(files)
        let resolved = try #require(rulebook.workflow("trial", profile: "cn"))
        let calendar = try #require(rulebook.calendars["cn-holidays"])
        return WalkGround(resolved.definition, calendar, rulebook)
    }

    private static let head = """
        rulebook: trial
        format: 1
        laws:
          trial-law: {zh: 试法, en: Trial law, edition: 2020-01-01}
        roles:
          system: {labels: {zh: 系统, en: System}, automatic: true}
          office: {labels: {zh: 机关, en: Office}}
        """

    private static let profile = """
        profile: cn
        version: 1
        effective: 2015-01-01
        labels: {zh: 全国, en: National}
        calendar: cn-holidays
        time_zone: Asia/Shanghai
        settings: {}
        """

    private static let workflow = """
        workflow: trial
        version: 1
        effective: 2015-01-01
        prefix: SY
        labels: {zh: 试件, en: Trial}
        roles: {office: case}
        opening: {by: office, starts: [plain, worked, months], basis: practice}
        fields:
          title: {type: text, required: true, labels: {zh: 标题, en: Title}}
          paid: {type: amount, accumulates: true, labels: {zh: 已缴, en: Paid}}
          note: {type: text, labels: {zh: 备注, en: Note}}
        documents:
          paper: {labels: {zh: 材料, en: Paper}}
        states:
          open: {labels: {zh: 办理中, en: Open}}
          long: {labels: {zh: 转办, en: Long way}}
          closed: {final: true, labels: {zh: 办结, en: Closed}}
        pause_reasons:
          audit: {zh: 审计, en: Audit}
          suit: {zh: 诉讼, en: Suit}
        clocks:
          plain:
            whose: office
            rule: {length: 30 days, roll: none, basis: practice}
            labels: {zh: 日, en: Days}
          worked:
            whose: office
            rule: {length: 15 working days, roll: none, basis: practice}
            labels: {zh: 工作日, en: Working days}
          months:
            whose: office
            rule: {length: 2 months, roll: next_working_day, basis: practice}
            labels: {zh: 月, en: Months}
        events:
          begin_audit: {may_take: [note], labels: {zh: 送审, en: Begin the audit}}
          end_audit: {labels: {zh: 审毕, en: End the audit}}
          begin_suit: {labels: {zh: 起诉, en: Begin the suit}}
          end_suit: {labels: {zh: 结案, en: End the suit}}
          pay: {takes: [paid], labels: {zh: 缴款, en: Pay}}
          note: {takes: [note], labels: {zh: 记事, en: Note}}
          close: {labels: {zh: 办结, en: Close}}
        transitions:
          - id: begin_audit
            event: begin_audit
            from: [open, long]
            by: office
            pauses: &audit
              - {clock: plain, for: audit}
              - {clock: worked, for: audit}
              - {clock: months, for: audit}
            basis: practice
          - id: end_audit
            event: end_audit
            from: [open, long]
            by: office
            resumes: *audit
            basis: practice
          - id: begin_suit
            event: begin_suit
            from: [open, long]
            by: office
            pauses: &suit
              - {clock: plain, for: suit}
              - {clock: worked, for: suit}
              - {clock: months, for: suit}
            basis: practice
          - id: end_suit
            event: end_suit
            from: [open, long]
            by: office
            resumes: *suit
            basis: practice
          - {id: pay, event: pay, from: [open, long], by: office, basis: practice}
          - {id: note, event: note, from: [open, long], by: office, basis: practice}
          - id: close
            event: close
            from: open
            to: closed
            by: office
            when: {document: paper}
            stops: all
            basis: practice
          - id: close_without
            event: close
            from: open
            to: long
            by: office
            basis: practice
          - id: close_late
            event: close
            from: long
            to: closed
            by: office
            stops: all
            basis: practice
        """
}
