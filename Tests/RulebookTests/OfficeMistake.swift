// SPDX-License-Identifier: Apache-2.0
import Testing

/// One mistake in ``OfficeRulebook``, and what the check says of it.
struct OfficeMistake: Sendable, CustomTestStringConvertible {
    var file: String
    var right: String
    var wrong: String
    var reason: String
    /// The line named, where it is not the one that was changed.
    var at: (file: String, line: String)?
    var isRemark = false

    var testDescription: String { "\(self.file): \(self.wrong)" }

    static let all =
        form + names + states + branches + clocks + askable + calls + openings + readers + truths
        + ranges + contradictions + tables + articles + kinds

    // 1: keys, types, lengths of time, labels, bases, laws.
    static let form = [
        OfficeMistake(
            file: "workflows/matter.yaml", right: "whose: lead\n    rule",
            wrong: "whos: lead\n    rule",
            reason: "has no key whos", at: ("workflows/matter.yaml", "whos: lead")),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "public: {type: boolean",
            wrong: "public: {type: bool",
            reason: "there is no type bool"),
        OfficeMistake(
            file: "profiles/nation.yaml", right: "objection: {length: 10 days",
            wrong: "objection: {length: ten days",
            reason: "ten days is no length of time"),
        OfficeMistake(
            file: "profiles/nation.yaml", right: "objection: {length: 10 days",
            wrong: "objection: {length: -10 days",
            reason: "-10 days is no length of time"),
        OfficeMistake(
            file: "profiles/nation.yaml", right: "yellow: 5 days",
            wrong: "yellow: 0 days",
            reason: "0 days is no length of time"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "labels: {zh: 中止, en: Rest}}",
            wrong: "labels: {zh: 中止}}",
            reason: "needs en"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "starts: [objection]\n    basis: law 2",
            wrong: "starts: [objection]",
            reason: "transition answer_light has no basis",
            at: ("workflows/matter.yaml", "id: answer_light")),
        OfficeMistake(
            file: "workflows/matter.yaml",
            right:
                "rest, from: open, to: resting, by: lead, pauses: [{clock: answer, for: survey}], basis: law 4",
            wrong:
                "rest, from: open, to: resting, by: lead, pauses: [{clock: answer, for: survey}], basis: lawn 4",
            reason: "there is no law lawn"),
    ]

    // 2: every name refers to something.
    static let names = [
        OfficeMistake(
            file: "workflows/matter.yaml", right: "from: resting, to: open",
            wrong: "from: restin, to: open",
            reason: "there is no state restin"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "{event: remind, from",
            wrong: "{event: remin, from",
            reason: "there is no event remin"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "resume, from: resting, to: open, by: lead",
            wrong: "resume, from: resting, to: open, by: leed",
            reason: "there is no role leed"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "{field: fine, at_most: 500}",
            wrong: "{field: fyne, at_most: 500}",
            reason: "there is no field fyne"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "when: {field: kind, equals: grave}",
            wrong: "when: {field: kind, equals: gravest}",
            reason: "compares kind with gravest, which is no option"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "{clock: answer, is: run_out}",
            wrong: "{clock: answers, is: run_out}",
            reason: "there is no clock answers"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "produces: [answer]",
            wrong: "produces: [reply]",
            reason: "there is no document reply"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "{delivery: answer, to",
            wrong: "{delivery: reply, to",
            reason: "there is no delivery reply"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "series: answer}",
            wrong: "series: reply}",
            reason: "there is no series reply"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "{table: grounds, valid",
            wrong: "{table: ground, valid",
            reason: "there is no table of this workflow ground"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "match: {ground: ground",
            wrong: "match: {reason: ground",
            reason: "there is no column of grounds reason"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "[{children: part, event",
            wrong: "[{children: parts, event",
            reason: "there is no workflow parts"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "rule: $profile.objection",
            wrong: "rule: $profile.objections",
            reason: "has no objections for matter"),
        OfficeMistake(
            file: "profiles/nation.yaml", right: "helpers: 2",
            wrong: "helpers: 2\n    tea: 3",
            reason: "which no workflow uses"),
        OfficeMistake(
            file: "profiles/town.yaml", right: "matter:\n",
            wrong: "mater:\n",
            reason: "which is no workflow", at: ("profiles/town.yaml", "mater:")),
    ]

    // 3: states are reached and left.
    static let states = [
        OfficeMistake(
            file: "workflows/matter.yaml", right: "  dropped: {labels",
            wrong: "  lost: {labels: {zh: 失, en: Lost}, final: true}\n  dropped: {labels",
            reason: "state lost cannot be reached", at: ("workflows/matter.yaml", "lost: {labels")),
        OfficeMistake(
            file: "workflows/part.yaml", right: "done: {labels: {zh: 办结, en: Done}, final: true}",
            wrong: "done: {labels: {zh: 办结, en: Done}}",
            reason: "nothing leads out of state done"),
        OfficeMistake(
            file: "workflows/part.yaml", right: "from: open, to: done, by: helper",
            wrong: "from: [open, done], to: done, by: helper",
            reason: "leads out of the final state done"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "by: lead, sets: {public: true}",
            wrong: "by: lead, starts: [objection], sets: {public: true}",
            reason: "starts a clock in the final state answered"),
    ]

    // 4: branches.
    static let branches = [
        OfficeMistake(
            file: "workflows/matter.yaml", right: "    when: {field: kind, equals: grave}\n",
            wrong: "",
            reason: "hides the branches of answer after it",
            at: ("workflows/matter.yaml", "id: answer_grave")),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "requires: {not: {clock",
            wrong: "when: {field: public}\n    requires: {not: {clock",
            reason: "the last branch of answer in state open must not have when",
            at: ("workflows/matter.yaml", "when: {field: public}")),
    ]

    // 5: clocks.
    static let clocks = [
        OfficeMistake(
            file: "workflows/matter.yaml", right: "starts: [objection, interest]",
            wrong: "starts: [objection]",
            reason: "no transition starts clock interest",
            at: ("workflows/matter.yaml", "interest:")),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "kind: window\n    rule: $profile",
            wrong: "kind: duty\n    rule: $profile",
            reason: "duty objection may still run", at: ("workflows/matter.yaml", "id: answer_")),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "pauses: [{clock: answer, for: survey}], ",
            wrong: "",
            reason: "goes on after survey, for which nothing pauses it",
            at: ("workflows/matter.yaml", "resume, from: resting")),
        OfficeMistake(
            file: "profiles/nation.yaml", right: ", extended: 6 months",
            wrong: "",
            reason: "extends clock answer, which has no extended",
            at: ("workflows/matter.yaml", "{event: extend")),
        OfficeMistake(
            file: "workflows/matter.yaml", right: ", extends: [{clock: answer, to: until}]",
            wrong: "",
            reason: "may be extended, but no event extends it",
            at: ("profiles/nation.yaml", "answer: {length")),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "paid: {type: amount, accumulates: true",
            wrong: "paid: {type: amount, accumulates: false",
            reason: "paid in parts but does not accumulate"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "fine: {type: amount",
            wrong: "fine: {type: decimal",
            reason: "accrues on fine, which is no amount",
            at: ("workflows/matter.yaml", "accrues: {of")),
        OfficeMistake(
            file: "profiles/nation.yaml", right: "answer: {length: 3 months",
            wrong: "answer: {from: note, length: 3 months",
            reason: "counts from note, which does not start it"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "remind, from: open, by: [lead, system]",
            wrong: "remind, from: open, by: lead",
            reason: "puts remind, which is not open to system",
            at: ("workflows/matter.yaml", "ladder: {event: remind")),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "extend: {takes: [until]",
            wrong: "extend: {may_take: [until]",
            reason: "extends answer to until, which extend need not bring",
            at: ("workflows/matter.yaml", "{event: extend, from")),
    ]

    // 6: what a condition asks for can come about.
    static let askable = [
        OfficeMistake(
            file: "workflows/matter.yaml", right: "may_take: [ground, found_on, fine, paid]",
            wrong: "may_take: [ground, found_on, paid]",
            reason: "asks for field fine, which nothing can set",
            at: ("workflows/matter.yaml", "{field: fine, at_least")),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "requires: {not: {clock: answer, is: run_out}}",
            wrong: "requires: {recorded: stop_all}",
            reason: "there is no event or transition stop_all"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "{not: {clock: answer, is: run_out}}",
            wrong: "{clock: objection, is: not_extended}",
            reason: "asks whether objection was extended, which nothing does"),
    ]

    // 7: what only the daemon may do is set off; what is told is open to it.
    static let calls = [
        OfficeMistake(
            file: "workflows/matter.yaml",
            right: "drop\n    from: [open, resting]\n    to: dropped\n    by: lead",
            wrong: "drop\n    from: [open, resting]\n    to: dropped\n    by: [lead, system]",
            reason: "open to system but nothing sets it off",
            at: ("workflows/matter.yaml", "by: [lead, system]")),
        OfficeMistake(
            file: "workflows/part.yaml", right: "by: [helper, system], basis: law 6",
            wrong: "by: helper, basis: law 6",
            reason: "tells stop to part, where it is not open to system",
            at: ("workflows/matter.yaml", "tells: [{children")),
        OfficeMistake(
            file: "workflows/part.yaml", right: "stop: {labels",
            wrong: "stop: {takes: [title], labels",
            reason: "tells stop to part without title",
            at: ("workflows/matter.yaml", "tells: [{children")),
    ]

    // 9: a case that is opened gets its fields and offices.
    // Who reads.
    static let readers = [
        OfficeMistake(
            file: "workflows/matter.yaml", right: "party: {outside: title}",
            wrong: "party: {outside: title, reads: [{fields: [found_at]}]}",
            reason: "there is no field found_at"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "party: {outside: title}",
            wrong: "party: {outside: title, reads: [{after: [answered]}]}",
            reason: "there is no event answered"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "party: {outside: title}",
            wrong: "party: {outside: title, tells: [title]}",
            reason: "role party has no key tells"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "may_take: [ground, found_on, fine, paid]",
            wrong: "may_take: [ground, found_on, fine, paid]\n    in_person: true",
            reason: "in_person says nothing without for"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "fine: {type: amount, labels",
            wrong: "fine: {type: amount, back_from: paid, labels",
            reason: "back_from is for amounts that accumulate"),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "title_field: title",
            wrong: "title_field: title\nreaders: everybody",
            reason: "readers must be involved, place, all or participants"),
        OfficeMistake(
            file: "workflows/matter.yaml",
            right: "found_on: {type: date, labels",
            wrong: "found_on: {type: date, secret: {to: [boss], instead: {zh: 某, en: X}}, labels",
            reason: "boss"),
        OfficeMistake(
            file: "workflows/matter.yaml",
            right: "found_on: {type: date, labels",
            wrong: "found_on: {type: date, secret: {to: [], instead: {zh: 某, en: X}}, labels",
            reason: "is secret to everybody"),
        OfficeMistake(
            file: "workflows/matter.yaml",
            right: "found_on: {type: date, labels",
            wrong:
                "found_on: {type: date, secret: {to: [lead], while: kind, instead: {zh: 某, en: X}}, labels",
            reason: "while must name a boolean field"),
        OfficeMistake(
            file: "workflows/matter.yaml",
            right: "found_on: {type: date, labels",
            wrong: "found_on: {type: date, secret: {to: [lead]}, labels",
            reason: "the secrecy of field found_on needs instead"),
        OfficeMistake(
            file: "workflows/matter.yaml",
            right: "title: {type: text, required: true",
            wrong:
                "title: {type: text, secret: {to: [lead], instead: {zh: 某, en: X}}, required: true",
            reason: "the secret field title is what a case is called or found by"),
    ]

    static let openings = [
        OfficeMistake(
            file: "workflows/matter.yaml", right: ", copy: [title]",
            wrong: "",
            reason: "opens part without its field title",
            at: ("workflows/matter.yaml", "opens: [{workflow: part")),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "bind: {helper: item}, ",
            wrong: "",
            reason: "opens part without its helper",
            at: ("workflows/matter.yaml", "opens: [{workflow: part")),
        OfficeMistake(
            file: "workflows/matter.yaml", right: "as: child, for_each",
            wrong: "as: child, at: done, for_each",
            reason: "opens part at done, where it cannot begin"),
        OfficeMistake(
            file: "workflows/part.yaml", right: "parents: [matter]\n",
            wrong: "",
            reason: "opens part as child, but it does not name matter as a parent",
            at: ("workflows/matter.yaml", "opens: [{workflow: part")),
    ]
}
