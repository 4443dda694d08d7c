// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A small rulebook without a mistake, in which one mistake at a time can be made.
///
/// A matter is opened, divided into parts, extended, paused, answered; a place's profile lies over
/// the nation's.
enum OfficeRulebook {
    static let files = [
        "rulebook.yaml": head, "workflows/matter.yaml": matter, "workflows/part.yaml": part,
        "profiles/nation.yaml": nation, "profiles/town.yaml": town, "tables/grounds.csv": grounds,
        "calendars/days.csv": calendar,
    ]

    private static let head = """
        rulebook: office
        format: 2
        laws:
          law: {zh: 法, en: Law, edition: 2020-01-01, articles: 40}
          rules: {zh: 规则, en: Rules, edition: 2021-01-01, articles: unread}
        roles:
          lead: {labels: {zh: 主办, en: Lead}}
          helper: {labels: {zh: 协办, en: Helper}}
          party: {labels: {zh: 当事人, en: Party}, outside: true}
          system: {labels: {zh: 系统, en: System}, automatic: true}
          corrector: {labels: {zh: 更正人, en: Corrector}, right: true, undoes: true}
        """

    private static let matter = """
        workflow: matter
        version: 1
        effective: 2020-01-01
        prefix: MA
        labels: {zh: 事项, en: Matter}
        title_field: title
        roles:
          lead: case
          party: {outside: title}
        tables: {grounds: grounds.csv}
        fields:
          title: {type: text, required: true, labels: {zh: 标题, en: Title}}
          kind:
            type: choice
            options:
              light: {zh: 轻, en: Light}
              grave: {zh: 重, en: Grave}
            labels: {zh: 类别, en: Kind}
          ground: {type: choice, options: {lie: {zh: 谎, en: Lie}, theft: {zh: 盗, en: Theft}}, labels: {zh: 事由, en: Ground}}
          found_on: {type: date, labels: {zh: 发现日, en: Found}}
          until: {type: date, labels: {zh: 延至, en: Until}}
          public: {type: boolean, default: true, labels: {zh: 公开, en: Public}}
          helpers: {type: list, of: office, min_items: $profile.helpers, max_items: 9, labels: {zh: 协办, en: Helpers}}
          persons: {type: list, of: text, labels: {zh: 人员, en: Persons}}
          sample: {type: list, of: text, labels: {zh: 样本, en: Sample}}
          rate: {type: decimal, default: 0.1, labels: {zh: 比例, en: Rate}}
          fine: {type: amount, labels: {zh: 罚款, en: Fine}}
          paid: {type: amount, accumulates: true, labels: {zh: 已缴, en: Paid}}
        documents:
          answer: {labels: {zh: 答复, en: Answer}, series: answer}
        deliveries:
          answer: {labels: {zh: 答复, en: Answer}, document: answer}
        states:
          open: {labels: {zh: 受理, en: Open}}
          resting: {labels: {zh: 中止, en: Resting}}
          answered: {labels: {zh: 已答复, en: Answered}, final: true}
          dropped: {labels: {zh: 终止, en: Dropped}, final: true}
        pause_reasons:
          survey: {zh: 鉴定, en: Survey}
        clocks:
          answer:
            whose: lead
            rule: $profile.answer
            warn: [5 days, 1 day]
            ladder: {event: remind, after: [1 day, 5 days], then: {tell: lead}}
            labels: {zh: 答复时限, en: Answer}
          objection:
            whose: party
            kind: window
            rule: $profile.objection
            labels: {zh: 异议, en: Objection}
          interest:
            whose: party
            kind: window
            rule:
              limits: [{length: open}]
              accrues: {of: fine, less: paid, percent_per_day: 3, at_most: due}
              roll: none
              basis: law 7
            labels: {zh: 滞纳金, en: Interest}
        opening:
          by: lead
          starts: [answer]
          basis: law 1
        events:
          answer:
            takes: [kind]
            may_take: [ground, found_on, fine, paid]
            labels: {zh: 答复, en: Answer}
          extend: {takes: [until], labels: {zh: 延期, en: Extend}}
          rest: {labels: {zh: 中止, en: Rest}}
          resume: {labels: {zh: 恢复, en: Resume}}
          divide: {takes: [helpers], may_take: [persons], labels: {zh: 分办, en: Divide}}
          remind: {labels: {zh: 催办, en: Remind}}
          note: {may_take: [public], labels: {zh: 记录, en: Note}}
          drop: {labels: {zh: 终止, en: Drop}}
        transitions:
          - id: answer_grave
            event: answer
            from: open
            to: answered
            by: lead
            when: {field: kind, equals: grave}
            requires:
              all:
                - {table: grounds, valid_on: found_on, match: {ground: ground, kind: kind}}
                - {field: fine, at_least: 100}
                - {field: fine, at_most: 500}
            stops: all
            starts: [objection, interest]
            emits: [{delivery: answer, to: role.party}]
            produces: [answer]
            basis: law 2
          - id: answer_light
            event: answer
            from: open
            to: answered
            by: lead
            requires: {not: {clock: answer, is: run_out}}
            stops: all
            starts: [objection]
            basis: law 2
          - {event: extend, from: open, by: lead, extends: [{clock: answer, to: until}], basis: law 3}
          - {event: rest, from: open, to: resting, by: lead, pauses: [{clock: answer, for: survey}], basis: law 4}
          - {event: resume, from: resting, to: open, by: lead, resumes: [{clock: answer, for: survey}], basis: law 4}
          - event: divide
            from: open
            by: lead
            draws: [{from: persons, rate: rate, round: up, at_least: 0.05, into: sample}]
            opens: [{workflow: part, as: child, for_each: helpers, bind: {helper: item}, copy: [title]}]
            basis: law 5
          - {event: remind, from: open, by: [lead, system], basis: practice}
          - {event: note, from: [open, answered], by: lead, sets: {public: true}, basis: practice}
          - event: drop
            from: [open, resting]
            to: dropped
            by: lead
            stops: all
            tells: [{children: part, event: stop}]
            basis: law 6
        """

    private static let part = """
        workflow: part
        version: 1
        effective: 2020-01-01
        prefix: PA
        labels: {zh: 分办, en: Part}
        title_field: title
        parents: [matter]
        roles: {helper: case, lead: parent}
        fields:
          title: {type: text, required: true, labels: {zh: 标题, en: Title}}
        states:
          open: {labels: {zh: 在办, en: Open}}
          done: {labels: {zh: 办结, en: Done}, final: true}
        opening: {by: [lead, system], basis: law 5}
        events:
          finish: {labels: {zh: 办结, en: Finish}}
          stop: {labels: {zh: 停办, en: Stop}}
        transitions:
          - {event: finish, from: open, to: done, by: helper, basis: law 5}
          - {event: stop, from: open, to: done, by: [helper, system], basis: law 6}
        """

    private static let nation = """
        profile: nation
        version: 1
        effective: 2020-01-01
        labels: {zh: 全国, en: Nation}
        calendar: days
        time_zone: Asia/Shanghai
        national: true
        yellow: 5 days
        settings:
          common:
            series: {answer: "{code}〔{year}〕{n}号"}
            helpers: 2
          matter:
            answer: {length: 3 months, extended: 6 months, roll: next_working_day, basis: law 2}
            objection: {length: 10 days, roll: none, basis: law 8}
        """

    private static let town = """
        profile: town
        version: 1
        effective: 2020-01-01
        extends: nation
        labels: {zh: 镇, en: Town}
        settings:
          matter:
            objection: {length: 10 days, roll: none, basis: [law 8, rules 3]}
        """

    private static let grounds = """
        ground,kind,valid_from,valid_to,basis,zh,en
        lie,grave,2020-01-01,,law 9,谎,Lie
        theft,light|grave,2020-01-01,2025-12-31,law 9,盗,Theft
        theft,grave,2026-01-01,,law 9,盗,Theft
        """

    private static let calendar = """
        date,kind,name,announced,notice
        2020-01-01,year,,2019-11-21,国办发明电〔2019〕16号
        2020-01-01,holiday,元旦,2019-11-21,国办发明电〔2019〕16号
        """
}
