// SPDX-License-Identifier: Apache-2.0

// What is wrong in values, conditions, tables and citations.
extension OfficeMistake {
    // Truth values.
    static let truths = [
        OfficeMistake(
            file: "rulebook.yaml", right: "automatic: true",
            wrong: "automatic: yes",
            reason: "automatic must be true or false"),
        OfficeMistake(
            file: "rulebook.yaml", right: "outside: true}",
            wrong: "outside: True}",
            reason: "outside must be true or false"),
        OfficeMistake(
            file: "profiles/nation.yaml", right: "national: true",
            wrong: "national: yes",
            reason: "national must be true or false"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "sets: {public: true}",
            wrong: "sets: {public: yes}",
            reason: "sets public to yes, which is no boolean"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "  starts: [answer]\n  basis: law 1",
            wrong: "  starts: [answer]\n  basis: law 1\n  sets: {public: true}",
            reason: "the opening sets no fields"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "  starts: [answer]\n  basis: law 1",
            wrong: "  starts: [answer]\n  basis: law 1\n"
                + "  draws: [{from: helpers, count: 1, into: helpers}]",
            reason: "the opening draws no lots"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "  starts: [answer]\n  basis: law 1",
            wrong: "  starts: [answer]\n  basis: law 1\n  adds: {persons: sample}",
            reason: "the opening sets no fields"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "sets: {public: true}",
            wrong: "adds: {persons: fine}",
            reason: "puts fine into or takes it out of persons, which is no list of the same type"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "sets: {public: true}",
            wrong: "removes: {title: title}",
            reason: "puts title into or takes it out of title, which is no list of the same type"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "sets: {public: true}",
            wrong: "adds: {persons: [sample, nobody]}",
            reason: "there is no field nobody"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "public: {type: boolean, default: true",
            wrong: "public: {type: boolean, default: True",
            reason: "the default must be true or false"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "{field: fine, at_least: 100}",
            wrong: "{field: public, equals: yes}",
            reason: "compares public with yes; it is true or false"),
    ]

    // Ranges.
    static let ranges = [
        OfficeMistake(
            file: "workflows/matter.yaml", right: "max_items: 9",
            wrong: "max_items: 1",
            reason: "min_items 2 is more than max_items 1",
            at: ("profiles/nation.yaml", "helpers: 2")),
        OfficeMistake(
            file: "profiles/nation.yaml", right: "helpers: 2",
            wrong: "helpers: 0",
            reason: "min_items must be 1 or more, is 0"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "warn: [5 days, 1 day]",
            wrong: "warn: [4 months, 1 day]",
            reason: "warns 4 months before a date that is only 3 months away"),
        OfficeMistake(
            file: "profiles/nation.yaml", right: "extended: 6 months",
            wrong: "extended: 3 months",
            reason: "extended to 3 months is no longer than 3 months"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "percent_per_day: 3",
            wrong: "percent_per_day: 103",
            reason: "percent_per_day must be at most 100, is 103",
            at: ("workflows/matter.yaml", "accrues: {of")),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "at_least: 0.05, into",
            wrong: "at_least: 5, into",
            reason: "a share must be above 0 and at most 1, is 5"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "after: [1 day, 5 days]",
            wrong: "after: [5 days, 1 day]",
            reason: "the steps of the ladder of answer do not go up"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "{field: fine, at_least: 100}",
            wrong: "{field: fine, at_least: {field: paid, times: -2}}",
            reason: "times must be a number above 0"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "{field: fine, at_least: 100}",
            wrong: "{field: persons, items_at_least: 0}",
            reason: "items_at_least must be a whole number, 1 or more"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "{field: fine, at_least: 100}",
            wrong: "{field: persons, adds_up_to: 100}",
            reason: "adds up persons, which is no list of records with one amount"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "rate: {type: decimal, default: 0.1",
            wrong: "rate: {type: decimal, default: a tenth",
            reason: "the default a tenth is no decimal"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "{field: fine, at_least: 100}",
            wrong: "{elapsed: {from: found_on, at_least: 9 days, at_most: 5 days}}",
            reason: "no time is at least 9 days and at most 5 days"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "{field: fine, at_most: 500}",
            wrong: "{field: fine, at_least: 0}",
            reason: "no amount is below 0"),
    ]

    // Conditions that cannot hold, branches never taken.
    static let contradictions = [
        OfficeMistake(
            file: "workflows/matter.yaml", right: "{field: fine, at_most: 500}",
            wrong: "{field: fine, at_most: 50}",
            reason: "this can never hold: fine is at_least 100 and at_most 50",
            at: ("workflows/matter.yaml", "requires:")),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "when: {field: kind, equals: grave}",
            wrong: "when: {all: [{field: kind, equals: grave}, {field: kind, equals: light}]}",
            reason: "this can never hold: kind is grave and is light"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "when: {field: kind, equals: grave}",
            wrong: "when: {all: [{field: kind}, {not: {field: kind}}]}",
            reason: "this can never hold: kind is given and is not"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "{field: fine, at_most: 500}",
            wrong: "{field: kind, equals: light}",
            reason: "what the branch answer_grave requires, its when excludes",
            at: ("workflows/matter.yaml", "requires:")),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "{not: {clock: answer, is: run_out}}",
            wrong: "{all: [{document: answer}, {not: {document: answer}}]}",
            reason: "both holds and does not"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "  - id: answer_light",
            wrong:
                "  - {id: answer_graver, event: answer, from: open, by: lead, when: {all: [{field: kind, equals: grave}, {field: public}]}, basis: law 2}\n  - id: answer_light",
            reason: "the branch answer_graver is never taken",
            at: ("workflows/matter.yaml", "id: answer_graver")),
    ]

    // Tables: rows that are impossible, doubled, never found.
    static let tables = [
        OfficeMistake(
            file: "tables/grounds.csv", right: "lie,grave,2020-01-01,,law 9,谎,Lie",
            wrong: "lie,severe,2020-01-01,,law 9,谎,Lie",
            reason: "kind severe is no option of kind"),
        OfficeMistake(
            file: "tables/grounds.csv", right: "theft,light|grave,2020-01-01,2025-12-31",
            wrong: "theft,light|grave,2026-01-01,2025-12-31",
            reason: "valid from 2026-01-01 to 2025-12-31, on no day"),
        OfficeMistake(
            file: "tables/grounds.csv", right: "theft,grave,2026-01-01,",
            wrong: "lie,grave,2020-01-01,",
            reason: "the row stands in line 2 already"),
        OfficeMistake(
            file: "tables/grounds.csv", right: "theft,light|grave,",
            wrong: "theft,grave|grave,",
            reason: "kind names grave twice"),
        OfficeMistake(
            file: "tables/grounds.csv", right: "theft,grave,2026",
            wrong: "theft,,2026",
            reason: "no lookup finds the row: its kind is empty"),
        OfficeMistake(
            file: "tables/grounds.csv", right: "lie,grave,2020-01-01,,law 9",
            wrong: "lie,grave,2020-01-01,,law 41",
            reason: "law has 40 articles, and no article 41"),
    ]

    // Articles that the law does not have.
    static let articles = [
        OfficeMistake(
            file: "workflows/matter.yaml", right: "basis: law 3",
            wrong: "basis: law 43",
            reason: "law has 40 articles, and no article 43"),
        OfficeMistake(
            file: "profiles/nation.yaml", right: "basis: law 8",
            wrong: "basis: law 8–48",
            reason: "law has 40 articles, and no article 8–48"),
        OfficeMistake(
            file: "rulebook.yaml", right: "articles: 40",
            wrong: "articles: many",
            reason: "articles must be how many the law has, or unread"),
    ]

    // Remarks: what differs in kind from the nation.
    static let kinds = [
        OfficeMistake(
            file: "profiles/town.yaml", right: "{length: 10 days",
            wrong: "{length: 10 working days",
            reason: "is counted in working days here, in the nation in calendar days",
            isRemark: true),
        OfficeMistake(
            file: "profiles/town.yaml", right: "{length: 10 days",
            wrong: "{length: 12 days",
            reason: "has 12 days here, longer than the 10 days that the nation has by law",
            isRemark: true),
        OfficeMistake(
            file: "profiles/town.yaml", right: "10 days, roll: none",
            wrong: "10 days, roll: next_working_day",
            reason: "rolls here, in the nation it does not", isRemark: true),
        OfficeMistake(
            file: "profiles/town.yaml",
            right: "objection: {length: 10 days, roll: none, basis: [law 8, rules 3]}",
            wrong: "objection: none",
            reason: "has no limit here, where the nation has one by law", isRemark: true),
        OfficeMistake(
            file: "profiles/town.yaml", right: "matter:\n",
            wrong: "common: {helpers: 1}\n  matter:\n",
            reason: "helpers needs 1 items here, fewer than the nation's 2",
            at: ("profiles/town.yaml", "common: {helpers: 1}"), isRemark: true),
        OfficeMistake(
            file: "profiles/town.yaml", right: "rules 3",
            wrong: "rules 3",
            reason: "nobody has counted the articles of rules", at: ("rulebook.yaml", "rules: {zh"),
            isRemark: true),
        OfficeMistake(
            file: "profiles/town.yaml", right: "rules 3",
            wrong: "rules 3 unread",
            reason: "not read in the law's text: rules 3", isRemark: true),
    ]
}
